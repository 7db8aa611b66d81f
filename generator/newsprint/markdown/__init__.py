"""Conversion of body text to HTML, by one of two engines."""
