"""GitHub Pages: the site as one commit on a branch."""
