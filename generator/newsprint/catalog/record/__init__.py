"""What the last build printed, what each page read, and what the next one has to print."""
