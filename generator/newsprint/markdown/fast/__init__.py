"""Python-Markdown without unnecessary work: the same bytes in a fraction of the time.

The library tries every inline pattern on every text, every block processor on every block, and its ``smarty`` walks
the tree once more with twenty patterns. Most of these need a certain string (a link has ``](``), and searching for a
string takes a hundredth of the time of trying the pattern. No Markdown is parsed differently here: each class is a
subclass of the library's, with one method that checks first and calls the library's method where needed.
"""
