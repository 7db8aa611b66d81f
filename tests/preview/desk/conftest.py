"""The desk of an outlet with an article in each state."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from newsprint.preview.pages.editors import editor_named
from tests.preview.desk.desks import STATES, Desk, desk_of
from tests.support.reading import Make


@pytest.fixture
def desk(outlet: Make) -> Iterator[Desk]:
    """Yield the desk of an outlet with an article in each state."""
    with desk_of(outlet(STATES), editor=editor_named("vscode")) as desk:
        yield desk
