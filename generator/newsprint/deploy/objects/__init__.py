"""A deploy to object storage or a folder."""
