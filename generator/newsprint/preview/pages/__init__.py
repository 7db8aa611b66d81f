"""What a browser gets from the preview."""
