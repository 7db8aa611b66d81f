"""Fixtures that convert a text with both engines, or with one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from newsprint.config.site import MarkdownSettings
from newsprint.markdown.body import Body, convert
from newsprint.markdown.engines.engine import load_engine

Convert = Callable[..., Body]


def converter(engine: str) -> Convert:
    """Return a function that converts a text with ``engine``."""

    def run(text: str, language: str = "en", **settings: Any) -> Body:
        chosen = MarkdownSettings(engine=engine, **settings)
        return convert(text, load_engine(chosen, language), chosen)

    return run


@pytest.fixture(params=["markdown", "commonmark"])
def body(request: pytest.FixtureRequest) -> Convert:
    """Return a function that converts a text; each test runs once per engine."""
    return converter(request.param)


@pytest.fixture
def commonmark() -> Convert:
    """Return a function that converts a text with the engine ``commonmark``."""
    return converter("commonmark")


@pytest.fixture
def python_markdown() -> Convert:
    """Return a function that converts a text with the engine ``markdown``."""
    return converter("markdown")
