"""What all pages of an edition share, and the values that templates get."""
