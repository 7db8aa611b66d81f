"""The pages that the preview sends to browsers."""
