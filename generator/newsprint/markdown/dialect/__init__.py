"""The default engine's Markdown: Python-Markdown with CommonMark's rules where authors expect them."""
