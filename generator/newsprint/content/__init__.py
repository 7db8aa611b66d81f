"""Content files: what they are, which there are, and how each is read."""
