"""The two Markdown engines, their limits, and the fingerprint of their HTML."""
