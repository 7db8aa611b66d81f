"""Which files there are, and which of them are stories, whatever they are called."""
