"""What an author wrote and readers do not get, to be reported."""
