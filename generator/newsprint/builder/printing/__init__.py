"""Rendering pages and putting their files in place."""
