"""One module a kind of page: which pages there are, the one at a URL, and its bytes."""
