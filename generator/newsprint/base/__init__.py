"""The foundation of all other modules: files, addresses, dates, words and plain data."""
