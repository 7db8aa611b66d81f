"""The two Markdown engines, and what decides their HTML."""
