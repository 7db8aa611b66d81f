"""Comments of editors, which no reader sees."""
