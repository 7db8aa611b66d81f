"""The parts of picture files, a module for each format."""
