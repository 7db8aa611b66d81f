"""What the tests of builds after edits share."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

pytest.register_assert_rewrite("tests.promises.incremental.december")

# Asserts are rewritten only in what is imported after that.
from tests.promises.incremental.december import AS_OF, PAPER  # noqa: E402
from tests.support.outlets import Outlet  # noqa: E402


@pytest.fixture
def paper(outlet: Callable[[Mapping[str, str | bytes | None]], Outlet]) -> Outlet:
    """Ten stories on ten days, built."""
    paper = outlet(PAPER)
    paper.build(AS_OF)
    return paper
