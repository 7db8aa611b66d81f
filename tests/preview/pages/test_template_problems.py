"""Problems found only when a page is rendered: printed once, on the desk, and removed when they are fixed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from newsprint.base.errors import Problem, ThemeError
from newsprint.cli.commands.serve_command import _event_printer
from newsprint.preview.desk.desk import desk_answer
from newsprint.preview.events import Found, Refreshed
from newsprint.preview.preview_request import Request
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
    """Return the text of the list of problems on the desk."""
    return visible_text(BeautifulSoup(desk_answer(preview.outlet, "/_desk/problems/", "").body, "lxml"))


def problems(preview: Live) -> list[str]:
    """Return the problems of the outlet as they are printed."""
    return [str(problem) for problem in preview.outlet.problems]


def test_the_desk_lists_the_problem_of_a_page_that_was_shown(outlet: Make) -> None:
    with live(outlet(FILES)) as preview:
        assert problems(preview) == [] and "No problems" in desk(preview)
        assert preview.ask(PIER).status == 500 and preview.ask(FERRY).status == 500
        assert problems(preview) == [PROBLEM]
        assert f"{TEMPLATE}:2" in desk(preview) and 'There is no variable "artcle"'.lower() in desk(preview).lower()


def test_a_template_problem_stays_until_a_change_fixes_it(outlet: Make) -> None:
    with live(outlet(FILES)) as preview:
        preview.ask(PIER)
        preview.save({"content/world/ferry.md": article("The new ferry")})
        assert problems(preview) == [PROBLEM]
        preview.save({TEMPLATE: "<p>\n\n{{ artcle.title }}"})
        assert problems(preview) == [PROBLEM.replace(":2:", ":3:")]
        preview.save({TEMPLATE: "{{ article.title }}"})
        assert problems(preview) == []
        assert preview.ask(PIER).status == 200


def test_a_template_problem_is_deleted_with_its_page(outlet: Make) -> None:
    with live(outlet(FILES)) as preview:
        preview.ask(PIER)
        preview.save({"content/world/pier.md": None})
        assert problems(preview) == []


def test_a_template_problem_stays_beside_a_problem_of_the_theme(outlet: Make) -> None:
    with live(outlet(FILES)) as preview:
        preview.ask(PIER)
        preview.save({"themes/own/theme.toml": "extends =\n"})
        assert PROBLEM in problems(preview) and len(problems(preview)) == 2
        preview.save({"themes/own/theme.toml": FILES["themes/own/theme.toml"], TEMPLATE: "{{ article.title }}"})
        assert problems(preview) == []


def test_a_template_that_fails_at_random_is_listed_and_reloads_no_page(outlet: Make) -> None:
    with live(outlet({**FILES, TEMPLATE: "{{ 1 / ([0, 1]|random) }}"})) as preview:
        answers = [preview.ask(PIER) for _ in range(40)]
        assert {answer.status for answer in answers} == {200, 500}
        assert len({answer.page.version for answer in answers if answer.page}) == 1
        assert 1 <= len(problems(preview)) <= 2  # two if the template fails in another way when its problem is located


def test_an_earlier_problem_of_the_page_is_not_counted_as_elsewhere(outlet: Make) -> None:
    """A template may be replaced, or fail in another way, before the preview notices a change."""
    with live(outlet({**FILES, "content/world/bad.md": article(section="wrold")})) as preview:
        page = preview.outlet.find(PIER)
        assert page is not None
        preview.outlet.note(page, ThemeError([Problem(TEMPLATE, 1, 0, "what was wrong before", code="template")]))
        assert "1 problem elsewhere" in visible_text(preview.page(PIER))
        assert len(problems(preview)) == 3


async def events_of(site: Outlet, template: str) -> list[object]:
    """Return the events of a preview: a page is requested twice, the template edited, the page requested again."""
    events: list[object] = []
    async with ready(site, events) as preview:
        for address in (PIER, PIER, FERRY):
            await preview.ask(address)
        site.write({TEMPLATE: template})
        await preview._catch_up(Changed(frozenset({TEMPLATE})))
        await preview.ask(PIER)
    return events


def reported(events: list[object]) -> Iterator[tuple[str, list[str], int]]:
    """Yield the events that report problems: their kind, the new problems, and how many were fixed."""
    for event in events:
        if isinstance(event, Found):
            yield "found", [str(problem) for problem in event.problems], 0
        elif isinstance(event, Refreshed) and (event.new or event.fixed):
            yield "refreshed", [str(problem) for problem in event.new], event.fixed


@pytest.mark.parametrize(
    ("template", "then"),
    [
        pytest.param("{{ article.title }}", [("refreshed", [], 1)], id="fixed"),
        pytest.param("<p>\n{{ artcle.title }}<p>", [], id="not fixed"),
        pytest.param("{{ artcle.url }}", [("refreshed", [f"{TEMPLATE}:1: {WORDS}"], 1)], id="another problem"),
    ],
)
def test_a_template_problem_is_reported_once_for_each_change(outlet: Make, template: str, then: list[object]) -> None:
    site = outlet(FILES)
    events = in_its_own_loop(lambda: events_of(site, template))
    assert list(reported(events)) == [("found", [PROBLEM], 0), *then]


def test_the_terminal_prints_what_the_problem_page_shows(outlet: Make) -> None:
    site = outlet(FILES)
    with live(site) as preview:
        page = preview.page(PIER)
        print_event = _event_printer(
            Request(folder=site.folder, as_of=lambda: at("2024-12-23T20:00:00+00:00")), "127.0.0.1", False, print
        )
        with CliRunner().isolation() as (_, errors, _):
            print_event(Found(preview.outlet.found()))
            printed = errors.getvalue().decode()
    assert printed.split() == f"{PROBLEM} [template]".split()
    shown = " ".join(visible_text(page).split())
    assert 'There is no variable "artcle"' in shown and 'did you mean "article"?' in shown
    assert f"{TEMPLATE} , line 2" in shown
