"""Changes of the whole outlet in the browser: configuration, theme, hundreds of files, a restart; and problems."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from time import time

import pytest

from tests.preview.previews import Preview, previewed
from tests.preview.tabs import Tab, save
from tests.support.outlets import CONFIGURATION, WITH_OWN_THEME, article
from tests.support.reading import Make

pytestmark = pytest.mark.browser

Serve = Callable[..., Preview]
Tabs = Callable[..., Tab]
PIER = "/world/2024/12/20/pier/"
OUTLET = {
    "newsprint.toml": WITH_OWN_THEME,
    "content/world/pier.md": article("The pier", "About the pier.", teaser="A pier."),
    "themes/own/theme.toml": 'extends = "gazette"\n',
    "themes/own/templates/article.html": '{% extends "parent/article.html" %}{% block main %}Own {{ super() }}{% endblock %}',
}
ARTICLE = '{% extends "parent/article.html" %}{% block main %}'
LOOP = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"


def stories(count: int, words: str) -> dict[str, str]:
    return {
        f"content/sport/story-{number:03}.md": article(f"{words} {number:03}", section="sport", date="2024-12-21")
        for number in range(count)
    }


def template(preview: Preview) -> Path:
    return preview.outlet.folder / "themes/own/templates/article.html"


def test_an_edited_template_is_shown_on_its_pages(outlet: Make, serve: Serve, tabs: Tabs) -> None:
    preview = serve(outlet(OUTLET))
    tab, front = tabs(preview, PIER), tabs(preview, "/")
    front.mark()
    tab.shows("Another", save(template(preview), f"{ARTICLE}Another {{{{ super() }}}}{{% endblock %}}"))
    tab.connect()
    since = save(template(preview), f"{ARTICLE}Another {{{{ oops }}}}{{% endblock %}}")
    tab.shows('There is no variable "oops"', since)
    assert "themes/own/templates/article.html, line 1" in tab.text
    tab.connect()
    tab.shows("Fixed", save(template(preview), f"{ARTICLE}Fixed{{% endblock %}}"))
    assert front.is_marked


def test_an_edited_configuration_is_shown_and_its_problems_until_fixed(outlet: Make, serve: Serve, tabs: Tabs) -> None:
    preview = serve(outlet(OUTLET))
    settings = preview.outlet.folder / "newsprint.toml"
    tab = tabs(preview, PIER)
    tab.shows("The Quay Times", save(settings, WITH_OWN_THEME.replace("The Harbour Gazette", "The Quay Times")))
    tab.connect()
    tab.shows("newsprint.toml, line 2", save(settings, WITH_OWN_THEME.replace('Gazette"', "Gazette")))
    tab.connect()
    tab.shows("Own", save(settings, WITH_OWN_THEME))
    tab.connect()
    assert "The Harbour Gazette" in tab.text
    since = save(settings, WITH_OWN_THEME.replace('theme = "own"', 'theme = "gazette"'))
    tab.satisfies(
        "() => document.body?.innerText.includes('pier') && !document.body.innerText.includes('Own')", None, since
    )


def test_a_logo_that_is_missing_or_replaced_is_shown(outlet: Make, serve: Serve, tabs: Tabs) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><text y="9">{}</text></svg>'
    preview = serve(outlet({**OUTLET, "newsprint.toml": CONFIGURATION}))
    folder = preview.outlet.folder
    tab = tabs(preview, PIER)
    settings = f'{CONFIGURATION}[theme.settings]\nlogo = "brand/logo.svg"\n'
    tab.shows("there is no such file", save(folder / "newsprint.toml", settings))
    tab.connect()
    (folder / "brand").mkdir()
    tab.shows("First", save(folder / "brand/logo.svg", drawing.format("First")))
    tab.connect()
    tab.shows("Second", save(folder / "brand/logo.svg", drawing.format("Second")))


def test_a_new_content_folder_in_the_configuration_is_read_and_watched(outlet: Make, serve: Serve, tabs: Tabs) -> None:
    preview = serve(outlet({**OUTLET, "texts/all/world/pier.md": article("Another pier")}))
    tab = tabs(preview, PIER)
    tab.shows(
        "Another pier",
        save(preview.outlet.folder / "newsprint.toml", f'{WITH_OWN_THEME}[content]\nroot = "texts/all"\n'),
    )
    tab.connect()
    tab.shows("A third pier", save(preview.outlet.folder / "texts/all/world/pier.md", article("A third pier")))


def test_a_theme_that_is_deleted_and_restored_is_watched(outlet: Make, serve: Serve, tabs: Tabs) -> None:
    preview = serve(outlet(OUTLET))
    theme, away = preview.outlet.folder / "themes", preview.outlet.folder / "away"
    shutil.copytree(theme, away)
    tab = tabs(preview, PIER)
    since = time()
    shutil.rmtree(theme)
    tab.shows('There is no theme "own"', since)
    tab.connect()
    since = time()
    shutil.copytree(away, theme)
    tab.shows("Own", since)
    tab.connect()
    tab.shows("Watched", save(template(preview), f"{ARTICLE}Watched{{% endblock %}}"))


def test_a_template_that_does_not_end_is_stopped_and_can_be_fixed(outlet: Make, tabs: Tabs) -> None:
    with previewed(outlet(OUTLET), impatient=True) as preview:
        tab = tabs(preview, PIER)
        since = save(template(preview), f"{ARTICLE}{LOOP}{{% endblock %}}")
        tab.shows("was still being made after 0.5 seconds", since)
        assert "themes/own/templates/article.html, line 1" in tab.text
        tab.connect()
        preview.be_patient()  # any page may take more than half a second on a busy machine
        tab.shows("Ended", save(template(preview), f"{ARTICLE}Ended{{% endblock %}}"))


def test_two_hundred_files_saved_at_once_reload_the_page_a_few_times(outlet: Make, serve: Serve, tabs: Tabs) -> None:
    """Not two hundred times, even if the files are noticed one after another on a busy machine."""
    preview = serve(outlet({**OUTLET, **stories(200, "Match")}))
    tab, pier = tabs(preview, "/sport/"), tabs(preview, PIER)
    pier.mark()
    last = "Replay 199"
    with preview.stopped():
        preview.outlet.write(stories(200, "Replay"))
    since = time()
    tab.satisfies(
        "last => document.body?.innerText.includes(last) && !document.body.innerText.includes('Match')", last, since
    )
    tab.connect()
    assert 2 <= tab.loads <= 20
    assert pier.is_marked


def test_a_tab_follows_a_story_whose_folder_is_moved(outlet: Make, serve: Serve, tabs: Tabs) -> None:
    """The section of a story is the name of its folder."""
    preview = serve(outlet({**OUTLET, "content/sport/2024/match.md": article("A match", section=None)}))
    tab = tabs(preview, "/sport/2024/12/20/match/")
    content = preview.outlet.folder / "content"
    since = time()
    (content / "sport").rename(content / "world" / "games")
    tab.satisfies("() => location.pathname === '/world/2024/12/20/match/' && document.body", None, since)
    tab.connect()
    tab.shows("A replay", save(content / "world/games/2024/match.md", article("A replay", section=None)))


def test_a_git_checkout_of_another_branch_is_shown(outlet: Make, serve: Serve, tabs: Tabs) -> None:
    site = outlet({**OUTLET, **stories(300, "Match"), ".gitignore": ".newsprint\n"})

    def git(*words: str) -> None:
        name = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.hooksPath=/dev/null")
        subprocess.run(["git", "-C", site.folder, *name, *words], check=True, capture_output=True)

    git("init", "-b", "main")
    git("add", ".")
    git("commit", "-m", "The first edition")
    git("checkout", "-b", "late")
    shutil.rmtree(site.folder / "content/sport")
    site.write({**{name.replace("story", "late"): text for name, text in stories(300, "Late").items()}})
    site.write(
        {"content/world/pier.md": article("The late pier"), "newsprint.toml": WITH_OWN_THEME.replace("Gazette", "Late")}
    )
    git("add", ".")
    git("commit", "-m", "The late edition")
    preview = serve(site)
    tab, pier = tabs(preview, "/sport/"), tabs(preview, PIER)
    for branch, words, title in (("main", "Match", "The pier"), ("late", "Late", "The late pier")):
        since = time()
        git("checkout", branch)
        tab.shows(f"{words} 299", since)
        pier.satisfies("title => document.querySelector('h1')?.innerText === title", title, since)
        tab.connect()
        pier.connect()
    assert tab.loads <= 60  # not six hundred times, even if git writes slowly
    assert b"Page not found" in preview.get("/sport/2024/12/21/story-001/")


def test_an_open_tab_reconnects_when_the_preview_is_restarted(outlet: Make, serve: Serve, tabs: Tabs) -> None:
    """Its page is reloaded only if it has changed."""
    first = serve(outlet(OUTLET))
    tab, front = tabs(first, PIER), tabs(first, "/")
    front.mark()
    first.end()
    save(first.outlet.folder / "content/world/pier.md", article("The pier", "Saved meanwhile.", teaser="A pier."))
    second = serve(first.outlet, port=first.port)
    tab.shows("Saved meanwhile.")
    assert front.is_marked
    tab.connect()
    tab.shows(
        "Again.", save(second.outlet.folder / "content/world/pier.md", article("The pier", "Again.", teaser="A pier."))
    )
    assert front.is_marked
