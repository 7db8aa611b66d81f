"""Running the work of a build: in this process, in others, or on a cluster."""
