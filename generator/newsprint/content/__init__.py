"""Content files: their types, how they are found, and how each is read."""
