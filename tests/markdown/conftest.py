"""Both engines, and a short way to convert a text with either."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from newsprint.config.site import MarkdownSettings
from newsprint.markdown.body import Body, convert
from newsprint.markdown.engines.engine import load_engine

Convert = Callable[..., Body]


def converter(engine: str) -> Convert:
    def run(text: str, language: str = "en", **settings: Any) -> Body:
        chosen = MarkdownSettings(engine=engine, **settings)
        return convert(text, load_engine(chosen, language), chosen)

    return run


@pytest.fixture(params=["markdown", "commonmark"])
def body(request: pytest.FixtureRequest) -> Convert:
    """Converts a text; each test runs once with either engine."""
    return converter(request.param)


@pytest.fixture
def commonmark() -> Convert:
    return converter("commonmark")


@pytest.fixture
def python_markdown() -> Convert:
    return converter("markdown")
