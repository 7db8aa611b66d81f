"""The desk: all articles with their states, what happens next, how much was published, and what is wrong."""
