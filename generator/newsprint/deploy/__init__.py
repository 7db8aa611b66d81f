"""The deploy: from the output of the last complete build to the world."""
