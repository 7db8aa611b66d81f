"""Themes: finding their files, words in the outlet's language, templates, assets."""
