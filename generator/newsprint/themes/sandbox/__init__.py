"""The sandbox of templates: what they may do, how much, and what is escaped."""
