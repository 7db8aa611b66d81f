"""The desk: all articles with their states, the next events, figures about what was published, and the problems."""
