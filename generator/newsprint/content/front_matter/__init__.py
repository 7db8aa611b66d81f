"""The front matter: a header's values with the keys and types of the schema."""
