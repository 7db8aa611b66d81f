"""Body text to HTML: two engines behind one protocol, and what both share."""
