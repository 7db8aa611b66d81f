"""Pages that lead to stories."""
