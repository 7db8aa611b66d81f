"""The default engine's differences from Python-Markdown: it follows CommonMark where authors expect that."""
