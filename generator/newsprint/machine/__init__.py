"""What this process may use, and what Newsprint keeps in the folders of an outlet."""
