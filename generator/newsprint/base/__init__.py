"""What everything else stands on: files, addresses, dates, words and plain data."""
