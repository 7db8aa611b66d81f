"""The kinds of pages: which pages there are, and how each is rendered."""
