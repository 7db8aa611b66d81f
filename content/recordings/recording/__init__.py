"""Makes the recordings, the film and the document of the demonstration outlet."""
