"""Work that is done once: macros are called once for many pages, templates compiled once for many builds."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from newsprint.config.site import read_config
from newsprint.kinds.outlet_theme import outlet_theme
from newsprint.site.template_values import Link
from newsprint.themes.theme import Templates
from tests.support.reading import Make
from tests.themes.bare import bare_site, templates_of

PIECES = """\
{% macro greeting(link, loud=false) %}{{ link.name|counted }}{{ "!" if loud }}{% endmacro %}
{% macro greetings(links) %}{% for link in links %}{{ greeting(link) }} {% endfor %}{% endmacro %}
{% macro paper() %}{{ site.title|counted }}{% endmacro %}
"""


class Counter:
    """A filter that records the values it is called with."""

    def __init__(self) -> None:
        self.values: list[object] = []

    def __call__(self, value: Any) -> Any:
        self.values.append(value)
        return value


def counted_theme(outlet: Make, templates: Mapping[str, str]) -> tuple[Templates, Counter]:
    """Return the theme of these ``templates``, and its filter ``counted``."""
    theme, counter = templates_of(bare_site(outlet, templates), site={"title": "Gazette"}), Counter()
    theme.environment.filters["counted"] = counter
    return theme, counter


ANN, BASIL = Link("Ann", "/ann/"), Link("Basil", "/basil/")


def test_a_macro_without_context_is_called_once_for_the_same_story(outlet: Make) -> None:
    page = '{% from "pieces.html" import greetings, paper %}{{ paper() }}: {{ greetings(links) }}'
    theme, counter = counted_theme(outlet, {"page.html": page, "pieces.html": PIECES})

    shown = [theme.render("page.html", {"links": links}) for links in ((ANN, BASIL), (BASIL, ANN), (ANN, ANN))]

    assert shown == [b"Gazette: Ann Basil ", b"Gazette: Basil Ann ", b"Gazette: Ann Ann "]
    assert counter.values == ["Gazette", "Ann", "Basil"]


def test_a_macro_is_called_again_for_other_arguments(outlet: Make) -> None:
    page = (
        '{% from "pieces.html" import greeting %}{{ greeting(link) }} {{ greeting(link, true) }} '
        "{{ greeting(link, loud=true) }}{{ greeting(link, 1) }}{% autoescape false %} {{ greeting(link) }}"
        "{% endautoescape %}"
    )
    theme, _ = counted_theme(outlet, {"page.html": page, "pieces.html": PIECES})

    assert (
        theme.render("page.html", {"link": Link("A & B", "")}) == b"A &amp; B A &amp; B! A &amp; B!A &amp; B! A &amp; B"
    )


def test_a_macro_with_context_or_changeable_arguments_is_called_each_time(outlet: Make) -> None:
    page = '{% from "pieces.html" import greeting, context_name %}{{ greeting({"name": name}) }}'
    seeing = '{% from "pieces.html" import seen with context %}{{ seen() }}'
    pieces = PIECES + "{% macro seen() %}{{ name }}{% endmacro %}{% macro context_name() %}{% endmacro %}"
    theme, _ = counted_theme(outlet, {"page.html": page, "seeing.html": seeing, "pieces.html": pieces})

    for template in ("page.html", "seeing.html"):
        assert [theme.render(template, {"name": name}) for name in ("Ann", "Basil")] == [b"Ann", b"Basil"]


def test_results_of_macros_are_not_shared_between_different_sites(outlet: Make) -> None:
    site = bare_site(outlet, {"page.html": '{% from "pieces.html" import paper %}{{ paper() }}', "pieces.html": PIECES})
    site.write({"themes/own/templates/pieces.html": "{% macro paper() %}{{ site.title }}{% endmacro %}"})
    theme = outlet_theme(site.folder, read_config(site.folder))
    before, after = (Templates(theme, "en", site={"title": title}) for title in ("Gazette", "Other Paper"))

    assert before.render("page.html", {}) == b"Gazette"
    assert after.render("page.html", {}) == b"Other Paper"
    assert before.render("page.html", {}) == b"Gazette"


def test_a_loaded_theme_cannot_be_changed(outlet: Make) -> None:
    site = bare_site(outlet, {"page.html": "one"})
    theme = outlet_theme(site.folder, read_config(site.folder))
    Templates(theme, "en", site={"title": "Gazette"}).render("page.html", {})

    with pytest.raises(AttributeError, match="immutable"):
        theme.wordings = theme.wordings  # type: ignore[misc]
    assert "site" not in Templates(theme, "en").environment.globals


def test_a_macro_call_with_a_body_is_made_each_time(outlet: Make) -> None:
    pieces = "{% macro box(title) %}<b>{{ title }}</b>{{ caller() }}{% endmacro %}"
    page = '{% from "pieces.html" import box %}{% call box("Tides") %}{{ name }}{% endcall %}'
    theme, _ = counted_theme(outlet, {"page.html": page, "pieces.html": pieces})

    assert theme.render("page.html", {"name": "Ann"}) == b"<b>Tides</b>Ann"
    assert theme.render("page.html", {"name": "Basil"}) == b"<b>Tides</b>Basil"


def compiled(caches: Path) -> set[Path]:
    """Return the files with compiled templates."""
    return set(caches.rglob("templates-*/*"))


def compiling(theme: Templates, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that gets the names of the templates that ``theme`` compiles from now on."""
    names: list[str] = []
    really = theme.environment.compile

    def compile(source: Any, name: str | None = None, *more: Any, **options: Any) -> Any:
        names.append(str(name))
        return really(source, name, *more, **options)

    monkeypatch.setattr(theme.environment, "compile", compile)
    return names


def test_a_template_is_compiled_once_until_it_is_edited(outlet: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    site = bare_site(outlet, {"page.html": "one"})
    assert templates_of(site).render("page.html", {}) == b"one"

    again = templates_of(site)
    names = compiling(again, monkeypatch)
    assert again.render("page.html", {}) == b"one"
    assert names == []

    site.write({"themes/own/templates/page.html": "two"})
    edited = templates_of(site)
    names = compiling(edited, monkeypatch)
    assert edited.render("page.html", {}) == b"two"
    assert names == ["page.html"]


def test_an_error_in_a_compiled_template_still_has_its_line(outlet: Make) -> None:
    site = bare_site(outlet, {"page.html": "one\n{{ 1 / nothing }}"})
    messages = []
    for _ in range(2):
        theme = templates_of(site)
        with pytest.raises(Exception, match=r"themes/own/templates/page.html:2: ") as raised:
            theme.render("page.html", {"nothing": 0})
        messages.append(str(raised.value))
    assert messages[0] == messages[1]


@pytest.mark.parametrize("damage", ["truncated", "empty"])
def test_damaged_compiled_templates_are_compiled_again(outlet: Make, caches: Path, damage: str) -> None:
    before = compiled(caches)
    site = bare_site(outlet, {"page.html": "one"})
    templates_of(site).render("page.html", {})
    (file,) = compiled(caches) - before
    file.write_bytes(file.read_bytes()[:-20] if damage == "truncated" else b"")

    assert templates_of(site).render("page.html", {}) == b"one"


def test_compiled_code_is_not_read_from_a_folder_that_others_may_write_to(
    outlet: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "shared"))
    site = bare_site(outlet, {"page.html": "one"})
    templates_of(site).render("page.html", {})
    (folder,) = (tmp_path / "shared" / "newsprint").iterdir()
    assert len(list(folder.iterdir())) == 1

    os.chmod(folder, stat.S_IRWXU | stat.S_IRWXO)
    assert templates_of(site).environment.bytecode_cache is None


def test_a_theme_works_without_a_cache_folder(outlet: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    site = bare_site(outlet, {"page.html": "one"})
    assert templates_of(site).render("page.html", {}) == b"one"
