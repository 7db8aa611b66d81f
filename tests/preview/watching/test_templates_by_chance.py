"""A page that is different each time it is rendered is reloaded once for each save, not for ever."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.preview.previews import Preview
from tests.preview.tabs import Tab, save
from tests.support.outlets import WITH_OWN_THEME, article
from tests.support.reading import Make

pytestmark = pytest.mark.browser

FILES = {
    "newsprint.toml": WITH_OWN_THEME,
    "content/world/pier.md": article("The pier", "About the pier.", date="2024-12-20"),
    "themes/own/theme.toml": 'extends = "gazette"\n',
    "themes/own/templates/article.html": """\
{% extends "parent/article.html" %}
{% block main %}{{ super() }}<p>Number {{ range(10000)|random }}{{ range(10000)|random }}.</p>{% endblock %}
""",
}


def test_a_page_with_a_random_number_is_loaded_once_for_each_save(
    outlet: Make, serve: Callable[..., Preview], tabs: Callable[..., Tab]
) -> None:
    made = outlet(FILES)
    tab = tabs(serve(made), "/world/2024/12/20/pier/")
    for loads, words in enumerate(("Sold.", "Bought back.", "Painted."), start=2):
        save(made.folder / "content/world/pier.md", article("The pier", words, date="2024-12-20"))
        tab.shows(words)
        tab.connect()
        assert tab.loads == loads
