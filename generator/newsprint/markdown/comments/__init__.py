"""Editors' comments, which are removed so that no reader sees them."""
