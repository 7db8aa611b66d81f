"""Benchmarks of Newsprint and of its peers; see README.md."""
