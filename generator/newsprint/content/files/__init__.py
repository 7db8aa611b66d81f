"""Finding content files, and recognising stories among them, by name or by content."""
