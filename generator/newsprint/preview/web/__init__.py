"""The web server of the preview."""
