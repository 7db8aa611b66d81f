"""Mistakes that show only when a page is made: in the terminal once, on the desk, and gone when they are put right."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from newsprint.base.errors import Problem, ThemeError
from newsprint.cli.commands.serve_command import _event_printer
from newsprint.preview.desk.desk import desk_answer
from newsprint.preview.events import Found, Refreshed
from newsprint.preview.preview_settings import Request
from newsprint.preview.watching.changed import Changed
from tests.preview.live import Live, live, ready
from tests.support.loops import in_its_own_loop
from tests.support.outlets import WITH_OWN_THEME, Outlet, article, at
from tests.support.reading import Make, visible_text

PIER, FERRY = "/world/2024/12/20/pier/", "/world/2024/12/20/ferry/"
TEMPLATE = "themes/own/templates/article.html"
FILES = {
    "newsprint.toml": WITH_OWN_THEME,
    "content/world/pier.md": article("The pier"),
    "content/world/ferry.md": article("The ferry"),
    "themes/own/theme.toml": 'extends = "gazette"\n',
    TEMPLATE: "<p>\n{{ artcle.title }}",
}
WORDS = 'there is no variable "artcle" (did you mean "article"?)'
PROBLEM = f"{TEMPLATE}:2: {WORDS}"


def desk(preview: Live) -> str:
    """The desk's list of mistakes."""
    return visible_text(BeautifulSoup(desk_answer(preview.outlet, "/_desk/problems/", "").body, "lxml"))


def said(preview: Live) -> list[str]:
    return [str(problem) for problem in preview.outlet.problems]


def test_the_desk_lists_what_is_wrong_with_a_page_that_was_looked_at(outlet: Make) -> None:
    with live(outlet(FILES)) as preview:
        assert said(preview) == [] and "No problems" in desk(preview)
        assert preview.ask(PIER).status == 500 and preview.ask(FERRY).status == 500
        assert said(preview) == [PROBLEM]
        assert f"{TEMPLATE}:2" in desk(preview) and 'There is no variable "artcle"'.lower() in desk(preview).lower()


def test_it_stays_until_a_change_puts_it_right(outlet: Make) -> None:
    with live(outlet(FILES)) as preview:
        preview.ask(PIER)
        preview.save({"content/world/ferry.md": article("The new ferry")})
        assert said(preview) == [PROBLEM]
        preview.save({TEMPLATE: "<p>\n\n{{ artcle.title }}"})
        assert said(preview) == [PROBLEM.replace(":2:", ":3:")]
        preview.save({TEMPLATE: "{{ article.title }}"})
        assert said(preview) == []
        assert preview.ask(PIER).status == 200


def test_it_goes_with_its_page(outlet: Make) -> None:
    with live(outlet(FILES)) as preview:
        preview.ask(PIER)
        preview.save({"content/world/pier.md": None})
        assert said(preview) == []


def test_a_mistake_of_the_whole_theme_stands_beside_it(outlet: Make) -> None:
    with live(outlet(FILES)) as preview:
        preview.ask(PIER)
        preview.save({"themes/own/theme.toml": "extends =\n"})
        assert PROBLEM in said(preview) and len(said(preview)) == 2
        preview.save({"themes/own/theme.toml": FILES["themes/own/theme.toml"], TEMPLATE: "{{ article.title }}"})
        assert said(preview) == []


def test_a_template_that_fails_by_chance_is_listed_and_loads_no_page_again(outlet: Make) -> None:
    with live(outlet({**FILES, TEMPLATE: "{{ 1 / ([0, 1]|random) }}"})) as preview:
        answers = [preview.ask(PIER) for _ in range(40)]
        assert {answer.status for answer in answers} == {200, 500}
        assert len({answer.page.version for answer in answers if answer.page}) == 1
        assert 1 <= len(said(preview)) <= 2  # told apart if the template fails otherwise when it is looked into


def test_what_the_page_itself_had_before_is_not_elsewhere(outlet: Make) -> None:
    """A template may be replaced, or fail in another way, before the preview hears of a change."""
    with live(outlet({**FILES, "content/world/bad.md": article(section="wrold")})) as preview:
        page = preview.outlet.find(PIER)
        assert page is not None
        preview.outlet.note(page, ThemeError([Problem(TEMPLATE, 1, 0, "what was wrong before", code="template")]))
        assert "1 problem elsewhere" in visible_text(preview.page(PIER))
        assert len(said(preview)) == 3


async def events_of(site: Outlet, template: str) -> list[object]:
    """What a preview tells when a page is asked for twice, the template is edited, and the page is asked for again."""
    told: list[object] = []
    async with ready(site, told) as preview:
        for address in (PIER, PIER, FERRY):
            await preview.ask(address)
        site.write({TEMPLATE: template})
        await preview._catch_up(Changed(frozenset({TEMPLATE})))
        await preview.ask(PIER)
    return told


def problems_told(told: list[object]) -> Iterator[tuple[str, list[str], int]]:
    for event in told:
        if isinstance(event, Found):
            yield "found", [str(problem) for problem in event.problems], 0
        elif isinstance(event, Refreshed) and (event.new or event.fixed):
            yield "refreshed", [str(problem) for problem in event.new], event.fixed


@pytest.mark.parametrize(
    ("template", "then"),
    [
        pytest.param("{{ article.title }}", [("refreshed", [], 1)], id="put right"),
        pytest.param("<p>\n{{ artcle.title }}<p>", [], id="still there"),
        pytest.param("{{ artcle.url }}", [("refreshed", [f"{TEMPLATE}:1: {WORDS}"], 1)], id="another"),
    ],
)
def test_it_is_told_once_for_each_change(outlet: Make, template: str, then: list[object]) -> None:
    site = outlet(FILES)
    told = in_its_own_loop(lambda: events_of(site, template))
    assert list(problems_told(told)) == [("found", [PROBLEM], 0), *then]


def test_the_terminal_says_what_the_page_says(outlet: Make) -> None:
    site = outlet(FILES)
    with live(site) as preview:
        page = preview.page(PIER)
        tell = _event_printer(
            Request(folder=site.folder, as_of=lambda: at("2024-12-23T20:00:00+00:00")), "127.0.0.1", False, print
        )
        with CliRunner().isolation() as (_, errors, _):
            tell(Found(preview.outlet.found()))
            printed = errors.getvalue().decode()
    assert printed.split() == f"{PROBLEM} [template]".split()
    shown = " ".join(visible_text(page).split())
    assert 'There is no variable "artcle"' in shown and 'did you mean "article"?' in shown
    assert f"{TEMPLATE} , line 2" in shown
