"""Python-Markdown without the work that comes to nothing: the same bytes in a fraction of the time.

The library tries every inline pattern on every text, every block processor on every block, and its ``smarty`` walks
the tree once more with twenty patterns. Most of these have a mark that they cannot do without (a link has ``](``), and
looking for a mark in a string takes a hundredth of the time of trying. Nothing here knows Markdown better than the
library: each class is one of the library's with one method that asks first, and goes the library's way otherwise.
"""
