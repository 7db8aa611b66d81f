"""Renditions: the sizes and formats in which readers get a picture."""
