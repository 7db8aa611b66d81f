"""The theme: which file wins, the words in the outlet's language, templates, assets."""
