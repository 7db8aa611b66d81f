"""Where the default engine differs from Python-Markdown: what CommonMark says, and what an author expects."""
