"""What is deployed: the last build, held to be as it was left."""
