"""Bringing the catalog in step with files and time."""
