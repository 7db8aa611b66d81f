"""Fixtures of the tests of builds after edits."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

pytest.register_assert_rewrite("tests.promises.incremental.december")

# pytest rewrites asserts only in modules that are imported after this call.
from tests.promises.incremental.december import AS_OF, PAPER  # noqa: E402
from tests.support.outlets import Outlet  # noqa: E402


@pytest.fixture
def paper(outlet: Callable[[Mapping[str, str | bytes | None]], Outlet]) -> Outlet:
    """Return a built outlet with ten stories on ten days."""
    paper = outlet(PAPER)
    paper.build(AS_OF)
    return paper
