"""Newsprint and its peers, each as a :class:`~benchmarks.generators.generator.Generator`."""
