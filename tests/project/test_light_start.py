"""A build without changes does not import what reads, converts or cleans files: that takes longer than the build."""

from __future__ import annotations

import sys
from collections.abc import Callable

from tests.support.outlets import AS_OF, Outlet, article
from tests.support.waiting import finished

HEAVY = (
    "newsprint.content.withheld.orders",
    "newsprint.content.reader",
    "newsprint.base.comments",
    "newsprint.markdown.body",
    "newsprint.media.formats",
    "PIL",
    "yaml",
)
PROGRAM = """
import sys
from newsprint.cli.main import main
try:
    main()
except SystemExit:
    pass
print([name for name in {heavy} if name in sys.modules])
"""


def test_a_build_without_changes_imports_nothing_that_reads_files(outlet: Callable[..., Outlet]) -> None:
    paper = outlet({"content/world/a.md": article(tags=["Ferry"], authors=["Ann Lee"])})
    words = ["build", "--site", str(paper.folder), "--as-of", AS_OF]
    program = PROGRAM.format(heavy=HEAVY)
    finished([sys.executable, "-c", program, *words])
    assert finished([sys.executable, "-c", program, *words]).stdout.splitlines()[-1] == "[]"
