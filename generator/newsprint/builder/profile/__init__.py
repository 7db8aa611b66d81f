"""Profiling: where the time of a build goes."""
