"""A build, from the content files to the output."""
