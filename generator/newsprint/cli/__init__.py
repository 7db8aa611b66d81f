"""The command line: the only code that prints, prompts, reads the clock or exits."""
