"""The checks of single files, of all files together, and of all pages together."""
