"""Pages that list stories."""
