"""Signs that a story must be held back or is not ready: keys, words and notes of its editors."""
