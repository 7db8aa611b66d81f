"""A kind of page declares its templates, and themes and messages need to know nothing else about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from newsprint.catalog.database import Catalog
from newsprint.catalog.reading.view import View
from newsprint.kinds import registry
from newsprint.kinds.kind import Page, PageKind, Streams, TemplateVariables
from newsprint.kinds.outlet_theme import provided_by
from newsprint.kinds.stages import Role
from newsprint.site.grounds import FEED
from tests.support.outlets import article
from tests.support.reading import Make
from tests.themes.bare import whole_site

TEMPLATE = "themes/own/templates/score.html"
STORY = {"content/world/a.md": article("A story")}


class ScoreKind(PageKind):
    """One page at ``/score/``, for themes that have its template."""

    name = "score"
    role = Role.LIST
    optional = True
    templates: ClassVar[TemplateVariables] = {"score.html": ("goals", "match.minute", "matches[].place")}

    def pages(self, catalog: Catalog) -> Iterator[Page]:
        yield Page(self.name, "/score/", source="the score")

    def listed(self, streams: Streams) -> list[str]:
        return [self._frame.values.link("/score/")]

    def render(self, page: Page, view: View) -> bytes:
        context = self._frame.context(view, url=page.url, title="Score", goals=3)
        return self._frame.templates.render("score.html", context)


class PlainKind(ScoreKind):
    """A page that every theme has, with a fallback for its template."""

    name = "plain"
    grounds = FEED
    optional = False
    templates: ClassVar[TemplateVariables] = {"score.txt": ("goals",)}


@pytest.fixture
def with_score(monkeypatch: pytest.MonkeyPatch) -> None:
    """Register ScoreKind for one test."""
    monkeypatch.setattr(registry, "_FIRST", (*registry._FIRST, ScoreKind))
    monkeypatch.setitem(registry.KINDS, "score", ScoreKind)


def test_the_declarations_of_kinds_say_which_template_has_which_name() -> None:
    provided = provided_by([ScoreKind, PlainKind])
    assert provided.places_of("goals") == ("score.html", "score.txt")
    assert provided.places_of("match") == provided.places_of("matches") == ("score.html",)
    assert provided.places_of("page") == ("every page",)
    assert provided.places_of("minute") == ()
    assert {"minute", "place", "canonical", "teaser", "integrity"} <= provided.fields
    assert (provided.optional, provided.fallbacks) == ({"score.html"}, {"score.txt"})


@pytest.mark.usefixtures("with_score")
def test_an_error_names_the_template_of_a_new_kind(outlet: Make) -> None:
    site = whole_site(outlet).write({**STORY, "themes/own/templates/404.html": "{{ goals }}"})
    (problem,) = site.problems()
    assert "(goals is in score.html; elsewhere, check first: {% if goals is defined %})" in problem


@pytest.mark.usefixtures("with_score")
def test_an_optional_kind_has_pages_only_if_the_theme_has_its_template(outlet: Make, tmp_path: Path) -> None:
    """Sitemaps follow too. Adding or deleting the template gives the same files as a clean build."""
    site = whole_site(outlet).write(STORY)
    site.build()
    assert not site.pages_with("score")
    assert "score/index.html" not in site.files()
    for template, files in (("{{ goals }}", {"score/index.html"}), (None, set())):
        site.write({TEMPLATE: template}).build()
        assert {name for name in site.files() if "score" in name} == files
        assert site.pages_with("/score/") == ({"sitemaps/pages-1.xml"} if files else set())
        site.build(output=tmp_path / "clean", full=True)
        assert {name: (tmp_path / "clean" / name).read_bytes() for name in site.files()} == site.files()
