"""Run Python-Markdown's own tests with the fast parts in place of the library's; the argument is their folder.

``test_fast_upstream.py`` runs it in its own process, because the tests change warnings and the current folder.
"""

from __future__ import annotations

import json
import os
import sys
import unittest
from collections.abc import Mapping, Sequence
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension

from newsprint.markdown.fast.pieces import FAST, make_fast
from newsprint.markdown.fast.serializer import to_html

made_fast = 0


def exchange_parts() -> None:
    """Make every Markdown object fast when it is created."""
    plain = Markdown.registerExtensions

    def register(self: Markdown, extensions: Sequence[Extension | str], configs: Mapping[str, Any]) -> Markdown:
        global made_fast
        plain(self, extensions, configs)
        make_fast(self)
        made_fast += all(type(part) not in FAST for part in [self.parser, *self.preprocessors, *self.treeprocessors])
        return self

    Markdown.registerExtensions = register  # type: ignore[method-assign, assignment]  # in place of the library's own
    Markdown.output_formats["html"] = to_html  # chosen after the extensions are registered


def main(folder: str) -> None:
    """Run the tests and print the result as JSON; print failures in full on standard error."""
    os.chdir(folder)
    sys.path.insert(0, folder)
    exchange_parts()
    suite = unittest.defaultTestLoader.discover("tests", top_level_dir=folder)
    result = unittest.TextTestRunner(verbosity=0).run(suite)
    failed = [test.id() for test, _ in [*result.failures, *result.errors]]
    print(json.dumps({"run": result.testsRun, "failed": failed, "made_fast": made_fast}))


if __name__ == "__main__":
    main(sys.argv[1])
