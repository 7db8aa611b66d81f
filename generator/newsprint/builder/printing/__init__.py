"""Printing: rendering pages, and putting their files in place."""
