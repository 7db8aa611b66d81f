"""Links and pictures in a text."""
