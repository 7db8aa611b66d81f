"""Files that are published unchanged, or nearly so."""
