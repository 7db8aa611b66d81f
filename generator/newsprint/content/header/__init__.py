"""The header of a content file: in which form it is, and what it says where."""
