"""Conversion of body text to HTML: two engines behind one protocol, and the steps that both share."""
