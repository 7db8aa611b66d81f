"""The catalog: a SQLite database of the outlet, kept in step with its content files."""
