"""The checkout from which the tests of branches deploy."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.deploy.branch.checkouts import Checkout, new_checkout


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """Return a checkout of an outlet with its remote."""
    return new_checkout(tmp_path)
