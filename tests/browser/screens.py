"""The screens on which pages of the preview are checked, as a mark: the test has arguments ``width`` and ``scheme``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.support.soak import SOAKING

_USUAL = [(360, "dark"), (1280, "light")]
_OTHER = [(360, "light"), (1280, "dark")]


def on_each_screen(test: Callable[..., Any]) -> Callable[..., Any]:
    """Run ``test`` with a small dark and a large light screen, in ``make soak`` with the other two as well."""
    screens = _USUAL + (_OTHER if SOAKING else [])
    return pytest.mark.soak(pytest.mark.parametrize(("width", "scheme"), screens)(test))  # type: ignore[no-any-return]
