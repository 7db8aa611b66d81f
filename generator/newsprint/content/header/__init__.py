"""The header of a content file: its form, its values and the places of its keys."""
