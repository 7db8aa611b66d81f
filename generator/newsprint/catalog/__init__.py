"""The outlet's memory: a SQLite database kept in step with the content files."""
