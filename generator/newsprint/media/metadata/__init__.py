"""The metadata of a picture: its colour profile and its rights."""
