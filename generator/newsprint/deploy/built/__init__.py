"""The last build as a deploy ships it, checked to be unchanged."""
