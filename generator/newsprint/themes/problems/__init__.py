"""What is wrong with a theme, in words for its author."""
