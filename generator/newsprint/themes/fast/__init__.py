"""A faster sandbox, which is used if it passes a self-test."""
