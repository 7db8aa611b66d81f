"""The codes of problems, how severe each is, and how they are told together."""
