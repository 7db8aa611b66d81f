"""Signs in a file that its author does not want it published, or that it is not ready: keys, words and editors' notes.

Whether an embargo is over is decided by :func:`newsprint.content.states.state_of`.
"""
