"""The data that all pages of an edition share, and the values that pages pass to templates."""
