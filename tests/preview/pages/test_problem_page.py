"""The page shown if there are problems: each problem with its place, lines, hint and editor link."""

from __future__ import annotations

import os
import re

import pytest
from bs4 import BeautifulSoup

from newsprint.base.errors import Problem
from newsprint.preview.pages.editors import editor_named
from newsprint.preview.pages.problem_page import MOST, problem_page
from tests.preview.live import live
from tests.support.outlets import CONFIGURATION, article
from tests.support.reading import Make, main, visible_text

STORY = "/world/2024/12/20/a/"
GOOD = {"content/a.md": article()}
BROKEN = "---\ntitle: A headline\ndate: 2024-12-20\nsection: world\nteaser: [a, b\nkicker: c\n---\n\nWords.\n"


def messages(page: BeautifulSoup) -> list[str]:
    """Return the messages of the problems."""
    return [visible_text(heading) for heading in main(page).find_all("h2")]


def places(page: BeautifulSoup) -> list[str]:
    """Return the place of each problem, as the page shows it."""
    return [" ".join(place.span.get_text().split()) for place in main(page).find_all("p", class_="problem-place")]


def marked(page: BeautifulSoup) -> list[str]:
    """Return the marked words in the lines."""
    return [mark.text for mark in main(page).find_all("mark")]


def test_a_problem_in_an_article_is_shown_at_its_address_until_it_is_fixed(outlet: Make) -> None:
    with live(outlet(GOOD)) as preview:
        assert preview.ask(STORY).status == 200
        preview.save({"content/a.md": BROKEN})
        shown = preview.ask(STORY)
        assert (shown.status, shown.media_type) == (500, "text/html; charset=utf-8")
        page = preview.page(STORY)
        assert places(page) == ["content/a.md, line 5, column 9"]
        assert marked(page) == ["["]
        assert "end it with" in visible_text(page)
        preview.save(GOOD)
        assert preview.ask(STORY).status == 200


def test_the_problem_page_has_the_script_that_reloads_it(outlet: Make) -> None:
    with live(outlet(GOOD)) as preview:
        before = preview.ask(STORY).page
        preview.save({"content/a.md": BROKEN})
        assert preview.page(STORY).find("script", src="/_preview/preview.js")
        now = preview.ask(STORY).page
        assert before and now and now.page != before.page


def test_the_problem_page_links_to_the_other_problems(outlet: Make) -> None:
    with live(outlet(GOOD)) as preview:
        preview.save({"content/a.md": BROKEN, "content/b.md": article(sektion="x"), "content/c.md": article(titel="x")})
        link = main(preview.page(STORY)).find("a", href="/_desk/problems/")
        assert link and visible_text(link) == "2 problems elsewhere in the outlet"
        script = preview.page(STORY).find("script", src="/_preview/preview.js")
        assert script and '"problems":0' in script["data-notes"]  # counted once


def test_a_problem_in_the_configuration_is_shown_at_every_address(outlet: Make) -> None:
    with live(outlet(GOOD)) as preview:
        preview.save({"newsprint.toml": CONFIGURATION + "\n[listing]\npage_sise = 3\n[latest\n"})
        for address in (STORY, "/", "/nowhere/"):
            (place,) = places(preview.page(address))
            assert re.fullmatch(r"newsprint\.toml, line 1\d(, column \d+)?", place)
        preview.save({"newsprint.toml": CONFIGURATION + "\n[listing]\npage_sise = 3\n"})
        assert marked(preview.page("/")) == ["page_sise"]
        assert 'did you mean "page_size"?' in visible_text(preview.page("/"))


def test_a_problem_in_a_template_of_the_outlet_is_shown_with_its_line(outlet: Make) -> None:
    site = outlet({**GOOD, "themes/gazette/templates/article.html": "one\ntwo\n{{ unknown.thing }}\nfour\n"})
    with live(site) as preview:
        page = preview.page(STORY)
        assert places(page) == ["themes/gazette/templates/article.html, line 3"]
        assert [row.td.text for row in page.find_all("tr", class_="wrong")] == ["{{ unknown.thing }}"]
        preview.save({"themes/gazette/templates/article.html": "{% if %}\n"})
        assert places(preview.page(STORY)) == ["themes/gazette/templates/article.html, line 1"]


def test_a_problem_in_the_built_in_theme_is_shown_with_how_to_copy_the_file(outlet: Make) -> None:
    problem = Problem("newsprint:themes/gazette/templates/macros.html", 2, 0, "a problem of the built-in theme")
    with live(outlet(GOOD), editor=editor_named("vscode")) as preview:
        page = BeautifulSoup(problem_page(preview.outlet, (problem,)), "lxml")
        assert places(page) == ["newsprint:themes/gazette/templates/macros.html, line 2"]
        assert page.find("tr", class_="wrong")
        assert not main(page).find("a", href=re.compile("^vscode:"))
        assert re.search(r"copy it to themes/gazette/templates/\w+\.html in your outlet’s folder", visible_text(page))


def test_a_missing_theme_is_a_problem_of_the_configuration(outlet: Make) -> None:
    with live(outlet(GOOD)) as preview:
        preview.save({"newsprint.toml": CONFIGURATION.replace("[sections]", 'theme = "gazete"\n[sections]')})
        assert 'There is no theme "gazete"'.lower() in visible_text(preview.page("/")).lower()
        assert 'did you mean "gazette"?' in visible_text(preview.page("/"))


def test_the_link_opens_the_editor_at_the_problem(outlet: Make) -> None:
    site = outlet({"content/my story.md": BROKEN.replace("title", "slug: a\ntitle")})
    site.write({"content/my story.md": article(slug="a")})
    with live(site, editor=editor_named("vscode")) as preview:
        preview.save({"content/my story.md": BROKEN})
        link = main(preview.page(STORY)).find("a", href=re.compile("^vscode:"))
        assert link and link["href"] == f"vscode://file{site.folder}/content/my%20story.md:5:9"
        assert visible_text(link) == "Open in the editor at content/my story.md , line 5, column 9"


def test_without_an_editor_there_is_no_link(outlet: Make) -> None:
    with live(outlet(GOOD)) as preview:
        preview.save({"content/a.md": BROKEN})
        assert not main(preview.page(STORY)).find("a")


def invalid_configuration(problems: int) -> str:
    """Return a configuration with this number of problems."""
    return CONFIGURATION + "[listing]\n" + "".join(f"unknown_{number} = 1\n" for number in range(problems))


def test_of_many_problems_the_first_are_shown_and_the_others_counted(outlet: Make) -> None:
    with live(outlet(GOOD)) as preview:
        preview.save({"newsprint.toml": invalid_configuration(60)})
        page = preview.page("/")
        assert len(messages(page)) == MOST
        assert "There are 60 problems" in visible_text(page)
        assert f"… and {60 - MOST} more" in visible_text(page)
        preview.save({"newsprint.toml": invalid_configuration(1)})
        assert "There is a problem" in visible_text(preview.page("/"))


HOSTILE = "<script>alert(1)</script>\u202e\x1b"


def test_text_of_the_outlet_cannot_hide_or_run_on_the_problem_page(outlet: Make) -> None:
    title = "A \u202eGazette</title><script>alert(1)</script>"
    site = outlet({**GOOD, "newsprint.toml": CONFIGURATION.replace("The Harbour Gazette", title)})
    with live(site) as preview:
        preview.save(
            {"content/a.md": f'---\ntitle: x\nslug: a\ndate: 2024-12-20\nsection: world\n"{HOSTILE[:-1]}": y\n---\n'}
        )
        body = preview.ask(STORY).body.decode()
        assert body.count("<script") == 1
        assert "\u202e" not in body
        assert "⟨U+202E⟩" in body


@pytest.mark.parametrize("name", ["a\u202egnp.md", "a b<i>.md", "a\nb.md", os.fsdecode(b"caf\xe9.md"), "-/\x1b[2J.md"])
def test_the_problem_page_shows_any_file_name(outlet: Make, name: str) -> None:
    site = outlet({**GOOD, f"content/{name}": BROKEN})
    with live(site, editor=editor_named("vscode")) as preview:
        problem = Problem(f"content/{name}", 2, 8, f"{name} is wrong", f"rename {name}")
        body = problem_page(preview.outlet, (problem,))
        page = BeautifulSoup(body, "lxml")
        assert not {"\u202e", "\x1b"} & set(body.decode()) and not page.find("i")
        assert marked(page) == ["A"]
        assert main(page).find("a", href=re.compile("^vscode:"))


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"\xff\xfe\x00binary\x00\n" * 3, 1),
        (article().encode() + b"\nand one caf\xe9\n", 9),
        (article(titel="x").replace("\n", "\r\n").encode(), 5),
    ],
)
def test_a_file_that_is_not_valid_text_is_shown_as_far_as_possible(outlet: Make, data: bytes, line: int) -> None:
    with live(outlet(GOOD)) as preview:
        preview.save({"content/a.md": data})
        page = preview.page(STORY)
        assert any(re.match(rf"content/a\.md, line {line}(,|$)", place) for place in places(page))
        assert f"The problem is in line {line}" in [visible_text(row.th) for row in page.find_all("tr", class_="wrong")]


def test_an_article_that_became_a_folder_gets_the_404_page(outlet: Make) -> None:
    site = outlet(GOOD)
    with live(site) as preview:
        (site.folder / "content/a.md").unlink()
        (site.folder / "content/a.md").mkdir()
        assert preview.ask(STORY).status in (200, 500)  # the change has not been reported yet
        preview.catch_up("content/a.md")
        assert preview.ask(STORY).status == 404


def test_an_invalid_address_gets_a_page_of_the_preview(outlet: Make) -> None:
    with live(outlet(GOOD)) as preview:
        answer, page = preview.ask("/caf%e9/"), preview.page("/caf%e9/")
        assert (answer.status, visible_text(page.h1)) == (400, "This address is invalid")
        link = main(page).find("a")
        assert link and link["href"] == "/"


def test_a_missing_file_that_is_not_a_page_gets_plain_text(outlet: Make) -> None:
    with live(outlet(GOOD)) as preview:
        answer = preview.ask("/missing.webp")
        assert (answer.status, answer.media_type) == (404, "text/plain; charset=utf-8")


@pytest.mark.parametrize(
    ("path", "text", "address"),
    [
        ("content/world/storm.md", "---\ntitle: The storm\ndate: 20 Dec\n---\n\nWords.\n", "/world/2024/12/20/storm/"),
        ("content/2024-12-20-storm.md", "---\ntitle: The storm\nsection: wrold\n---\n", "/world/2024/12/20/storm/"),
        ("content/world/a1.md", "---\ntitle: 'The storm'\nslug: storm\nteasr: x\n---\n", "/world/2024/12/20/storm"),
        ("content/world/storm/index.md", "No front matter.\n", "/world/2024/12/20/storm/index.html"),
        ("content/world/Der Sturm.md", "---\ntitle: [\n---\n", "/world/2024/12/20/der-sturm/"),
        ("content/pages/imprint.md", "---\nteaser: x\n---\n", "/imprint/"),
    ],
)
def test_a_new_story_with_a_problem_shows_it_at_its_future_address(
    outlet: Make, path: str, text: str, address: str
) -> None:
    with live(outlet(GOOD)) as preview:
        assert preview.ask(address).status == 404
        preview.save({path: text})
        assert preview.ask(address).status == 500
        assert places(preview.page(address))[0].startswith(path)
        assert preview.ask("/world/2024/12/20/other/").status == 404


def test_a_published_preview_shows_no_problem_of_a_new_story(outlet: Make) -> None:
    with live(outlet(GOOD), published=True) as preview:
        preview.save({"content/world/storm.md": "---\ntitle: The storm\n---\n"})
        assert preview.ask("/world/2024/12/20/storm/").status == 404
