"""The commands: the only code that prints, prompts, reads the clock or exits."""
