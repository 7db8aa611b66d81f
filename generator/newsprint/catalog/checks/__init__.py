"""What is checked of one file, of all of them, and of the pages together."""
