"""What is installed here of Newsprint, so that another machine can install the same."""
