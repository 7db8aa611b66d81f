"""The scan for leaks: the words of hidden stories are found in every file, and public words are not reported."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from newsprint.base.errors import RefusedError
from newsprint.builder.status import read_status
from newsprint.config.site import read_config
from newsprint.content.states import State
from newsprint.deploy.built.shipment import last_shipment
from newsprint.deploy.leaks.leak_scan import Leak, leak_scan, refusal
from tests.support.outlets import AS_OF, Outlet, article
from tests.support.reading import Make

NOW = datetime.fromisoformat(AS_OF) + timedelta(minutes=1)
SECRET = "content/world/secret.md"
PERMALINK = "/world/2024/12/20/minister-resigns-over-dredging-contract/"
TITLE = "Minister resigns over “dredging” contract & more"
BODY = """\
The minister will tell the council on Friday morning that she resigns, people close to her said.

Her letter names *three* companies that were paid for mud which nobody weighed. They deny it: "Not
a single tonne", said one, "was left in the harbour when our last boat sailed for home."
"""
TEASER = "It is the end of a year in which nobody counted the boats, and everybody paid."
VISIBLE: Mapping[str, str] = {
    "content/world/seen.md": article("A quiet day in the harbour", "Nothing happened at all today, says the master.")
}


def secret(**front: Any) -> dict[str, str]:
    """Return a story that is a draft, unless ``front`` says otherwise, by its path."""
    front = {"draft": True, "title": TITLE, "slug": PERMALINK.split("/")[-2], "teaser": TEASER, "body": BODY, **front}
    return {SECRET: article(**front)}


def leaks(site: Outlet, now: datetime = NOW) -> list[Leak]:
    """Return what the scan finds in the last build."""
    with last_shipment(site.folder, site.output, now) as shipment:
        scan = leak_scan(site.folder, read_config(site.folder), shipment.as_of, now)
    found = (scan.scan(path, (site.output / path).read_bytes()) for path in sorted(shipment.files))
    return [leak for leak in found if leak]


def built(outlet: Make, files: Mapping[str, str | bytes], as_of: str = AS_OF) -> Outlet:
    """Return an outlet that was built with ``files`` and a visible story."""
    site = outlet({**VISIBLE, **files})
    site.build(as_of)
    return site


HIDING = {
    State.DRAFT: {"draft": True},
    State.EMBARGOED: {"draft": False, "embargo": "2024-12-24T06:00:00Z"},
    State.SCHEDULED: {"draft": False, "date": "2024-12-25"},
    State.EXPIRED: {"draft": False, "expires": "2024-12-22"},
}


@pytest.mark.parametrize("hiding", HIDING.values(), ids=HIDING.keys())
def test_the_pages_of_a_build_leak_nothing(outlet: Make, hiding: dict[str, Any]) -> None:
    assert leaks(built(outlet, secret(**hiding))) == []


@pytest.mark.parametrize(("state", "hiding"), HIDING.items(), ids=HIDING.keys())
def test_the_title_of_a_hidden_story_is_found_in_a_static_file(
    outlet: Make, state: State, hiding: dict[str, Any]
) -> None:
    site = built(outlet, {**secret(**hiding), "content/static/notes.txt": f"Tomorrow: {TITLE}!"})
    assert leaks(site) == [Leak("notes.txt", SECRET, TITLE, state)]


PLACES = {
    "an article's address": f'<a href="{PERMALINK}">soon</a>',
    "the address of the whole site": f"https://harbour-gazette.news{PERMALINK}",
    "an address without its last slash": f"<a href='{PERMALINK.rstrip('/')}'>",
    "an address with a fragment": f"({PERMALINK}#part)",
    "a slug": '{"next": "minister-resigns-over-dredging-contract"}',
    "a slug within a longer name": "/charts/2024-minister-resigns-over-dredging-contract-1.webp",
    "a title as in HTML": "<h1>Minister resigns over “dredging” contract &amp; more</h1>",
    "a title as in JSON of ASCII": json.dumps({"title": TITLE}),
    "a title as in a script": '<script>t = "Minister resigns over \\u201cdredging\\u201d contract \\u0026 more"</script>',
    "the start of the body": "<p>The minister will tell the council on Friday morning</p>",
    "the middle of the body": "… people close to her said that her … which nobody weighed. They deny it:",
    "the end of the body, after a line's end": "was left in the harbour when our last boat sailed for home",
    "a teaser": json.dumps({"description": TEASER}),
}


@pytest.mark.parametrize("text", PLACES.values(), ids=PLACES.keys())
@pytest.mark.parametrize("name", ["data.json", "note.txt", "feed.xml", "extra.js", "table.csv", "CNAME"])
def test_words_and_addresses_of_a_draft_are_found_in_every_text_file(outlet: Make, text: str, name: str) -> None:
    site = built(outlet, {**secret(), f"content/static/{name}": text})

    assert [(leak.path, leak.story, leak.state) for leak in leaks(site)] == [(name, SECRET, State.DRAFT)]


def test_media_files_are_scanned_by_name_and_not_by_content(outlet: Make) -> None:
    site = built(
        outlet,
        {
            **secret(),
            "content/static/one.mp4": TITLE,
            "content/static/minister-resigns-over-dredging-contract.mp4": "film",
        },
    )
    assert [leak.path for leak in leaks(site)] == ["minister-resigns-over-dredging-contract.mp4"]


def test_words_of_a_draft_in_a_template_are_found_on_its_pages(outlet: Make) -> None:
    template = (
        '{% extends "parent/404.html" %}{% block main %}The minister will tell the council on Friday{% endblock %}'
    )
    site = built(outlet, {**secret(), "themes/gazette/templates/404.html": template})
    assert [(leak.path, leak.words) for leak in leaks(site)] == [("404.html", "The minister will tell the council")]


def test_a_handwritten_link_to_a_draft_is_found(outlet: Make) -> None:
    follow_up = article("The day before it all began", f"[Soon]({PERMALINK}) to be read here.")
    site = built(outlet, {**secret(), "content/world/before.md": follow_up})

    assert {(leak.words, leak.story) for leak in leaks(site)} == {(PERMALINK, SECRET)}
    assert "world/2024/12/20/before/index.html" in {leak.path for leak in leaks(site)}


def test_a_link_that_newsprint_resolves_leaks_nothing(outlet: Make) -> None:
    follow_up = article("The day before it all began", "[Soon](secret.md) to be read here.")
    assert leaks(built(outlet, {**secret(), "content/world/before.md": follow_up})) == []


def test_a_handwritten_link_to_an_expired_story_is_no_leak(outlet: Make) -> None:
    """The story was public when the link was written."""
    later = article("The day after it all ended", f"[It was]({PERMALINK}) to be read here.")
    assert leaks(built(outlet, {**secret(**HIDING[State.EXPIRED]), "content/world/after.md": later})) == []


def test_a_story_that_expired_since_the_build_is_found_on_all_its_pages(outlet: Make) -> None:
    site = built(outlet, secret(draft=False, expires="2024-12-24", aliases=["/short/"]))
    assert leaks(site) == []

    found = leaks(site, NOW + timedelta(days=1))

    pages = {"world/2024/12/20/minister-resigns-over-dredging-contract/index.html", "short/index.html"}
    assert pages | {"index.html", "world/index.html", "rss.xml", "sitemaps/articles-1.xml"} <= {
        leak.path for leak in found
    }
    assert {leak.state for leak in found} == {State.EXPIRED}

    site.build("2024-12-25")
    assert leaks(site, NOW + timedelta(days=2)) == []


def test_a_story_that_became_a_draft_is_found_once_the_catalog_is_synced(outlet: Make) -> None:
    site = built(outlet, secret(draft=False))
    site.write(secret(draft=True))
    read_status(site.folder, read_config(site.folder), NOW)

    assert {leak.state for leak in leaks(site)} == {State.DRAFT}


def test_a_draft_of_a_standing_page_is_found_by_its_text(outlet: Make) -> None:
    page = "---\ntitle: Terms of our service\ndraft: true\n---\n\nYou may read all this for nothing until further notice.\n"
    site = built(
        outlet,
        {
            "content/pages/terms.md": page,
            "content/static/a.txt": "Terms of our service: see /terms/",
            "content/static/b.txt": "Read all this for nothing? You may read all this for nothing until further notice.",
        },
    )
    assert [(leak.path, leak.story) for leak in leaks(site)] == [("b.txt", "content/pages/terms.md")]


# Words that are public are no leak.


PUBLIC = {
    "a follow-up quotes the story": secret(
        title="What she wrote in the letter",
        slug="what-she-wrote",
        body="As we said: " + VISIBLE["content/world/seen.md"],
    ),
    "a draft is the next version of a story": {
        SECRET: VISIBLE["content/world/seen.md"].replace("---\n", "---\ndraft: true\n", 1)
    },
    "a draft has the title of a section": secret(title="World News", slug="world-news"),
    "a draft has the title of the outlet": secret(title="The Harbour Gazette", slug="the-harbour-gazette"),
    "a draft has a short title and slug": secret(title="The storm", slug="storm"),
    "a story quotes the draft": {
        **secret(slug="x"),
        "content/world/other.md": article(TITLE, BODY, slug="minister-resigns-over-dredging-contract-at-last"),
    },
    "a slug is part of another": {
        **secret(slug="resigns-over-dredging", title="Gone", body="Gone.", teaser="Gone."),
        "content/world/other.md": article("Other", slug="minister-resigns-over-dredging-contract"),
    },
    "an address is the start of another": {
        **secret(slug="minister", title="Gone", body="Gone.", teaser="Gone."),
        "content/world/other.md": article("Other", slug="minister-resigns"),
    },
    "an address is an alias of a visible story": {
        **secret(slug="minister", title="Gone", body="Gone.", teaser="Gone."),
        "content/world/other.md": article("Other", aliases=["/world/2024/12/20/minister/"]),
        "content/static/a.txt": "/world/2024/12/20/minister/",
    },
    "a slug is that of a topic": {
        **secret(slug="port-of-averil", title="Gone", body="Gone.", teaser="Gone."),
        "content/world/other.md": article("Other", tags=["Port of Averil"]),
    },
    "the words are parts of other words": {
        **secret(title="Art of the deal", slug="x", body="Gone.", teaser="Gone."),
        "content/static/a.txt": "The heart of the dealer is heavy. Smart of the dealers.",
    },
}


@pytest.mark.parametrize("files", PUBLIC.values(), ids=PUBLIC.keys())
def test_words_that_visible_content_contains_too_are_no_leak(outlet: Make, files: Mapping[str, str]) -> None:
    assert leaks(built(outlet, files)) == []


def test_public_words_in_a_file_do_not_hide_a_leak_in_it(outlet: Make) -> None:
    """The same file contains public and hidden words, and so does the same story."""
    site = built(
        outlet,
        {
            **secret(title="A quiet day in the harbour"),
            "content/static/a.txt": f"A quiet day in the harbour. {TEASER}",
        },
    )
    assert [(leak.path, leak.words) for leak in leaks(site)] == [("a.txt", "It is the end of a year in which")]


def test_without_hidden_stories_the_scan_does_not_read_the_catalog(
    outlet: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = built(outlet, {})
    with last_shipment(site.folder, site.output, NOW) as shipment:
        scan = leak_scan(site.folder, read_config(site.folder), shipment.as_of, NOW)
    shutil.rmtree(site.folder / ".newsprint")

    assert [scan.scan(path, b"anything") for path in shipment.files] == [None] * len(shipment.files)


LANGUAGES = {
    "Greek": ("Ο υπουργός παραιτείται για τη σύμβαση", "Η επιστολή της κατονομάζει τρεις εταιρείες που πληρώθηκαν."),
    "Japanese": (
        "浚渫契約をめぐり港湾担当大臣が辞任へ",
        "大臣は金曜日の朝に評議会に対して辞任することを伝える見込みだと関係者は述べた。",
    ),
}


@pytest.mark.parametrize(("title", "body"), LANGUAGES.values(), ids=LANGUAGES.keys())
@pytest.mark.parametrize("ascii_only", [False, True])
def test_stories_in_other_scripts_are_found(outlet: Make, title: str, body: str, ascii_only: bool) -> None:
    hidden = {SECRET: article(title, body, slug="x", draft=True)}
    texts = {
        f"content/static/{name}.json": json.dumps([text], ensure_ascii=ascii_only)
        for name, text in (("title", title), ("body", body))
    }
    assert [leak.path for leak in leaks(built(outlet, {**hidden, **texts}))] == ["body.json", "title.json"]


def test_the_demonstration_leaks_nothing_at_any_instant(repository: Path, tmp_path: Path) -> None:
    """It has a draft, an embargoed and an expired story, and at the earlier instants many scheduled ones."""
    shutil.copytree(repository / "content", tmp_path / "content")
    shutil.copy(repository / "newsprint.toml", tmp_path)
    site = Outlet(tmp_path)
    for as_of in ("2024-12-10", "2024-12-16T12:00:00Z", "2024-12-24", "2030-01-01"):
        site.build(as_of)
        with last_shipment(site.folder, site.output, datetime.fromisoformat("2031-01-01T00:00Z")) as shipment:
            assert shipment.files
        assert leaks(site, datetime.fromisoformat(as_of).replace(tzinfo=NOW.tzinfo) + timedelta(minutes=1)) == []


# Messages.


def test_the_refusal_lists_words_and_files_and_says_what_to_do() -> None:
    found = [Leak(f"{number}.html", SECRET, "word " * 40, State.EMBARGOED) for number in range(7)]
    found.append(Leak("8.html", "content/world/other.md", "Few words", State.DRAFT))

    error = refusal(found, 'type "newsprint build --output www", then deploy again')

    assert isinstance(error, RefusedError)
    lines = str(error).splitlines()
    assert lines[0] == "8 files contain what readers may not see:"
    assert lines[1].startswith('  0.html contains "word word') and lines[1].endswith(f'…" of {SECRET} (embargoed)')
    assert lines[2] == '  8.html contains "Few words" of content/world/other.md (draft)'
    assert lines[3] == "  and 6 more"
    assert lines[4].startswith('First type "newsprint build --output www", then deploy again. If words are still found')
    assert str(refusal(found[:1], "")).startswith("1 file contains")


def test_a_missing_or_damaged_catalog_is_reported(outlet: Make) -> None:
    site = built(outlet, {**secret(), "content/static/notes.txt": TITLE})
    config = read_config(site.folder)
    scan = leak_scan(site.folder, config, NOW, NOW)
    catalog = site.folder / ".newsprint/catalog.sqlite"
    catalog.write_bytes(b"damaged" * 5000)

    for ask in (lambda: scan.scan("notes.txt", TITLE.encode()), lambda: leak_scan(site.folder, config, NOW, NOW)):
        with pytest.raises(RefusedError, match="damaged"):
            ask()
    catalog.unlink()
    with pytest.raises(RefusedError, match="never been built"):
        leak_scan(site.folder, config, NOW, NOW)


def test_the_source_file_of_a_story_in_the_output_is_refused(outlet: Make) -> None:
    site = built(outlet, {})
    with last_shipment(site.folder, site.output, NOW) as shipment:
        scan = leak_scan(site.folder, read_config(site.folder), shipment.as_of, NOW)

    with pytest.raises(RefusedError, match=r'"notes\.txt" has the front matter of a story'):
        scan.scan("notes.txt", article("Notes").encode())
    assert scan.scan("notes.txt", b"For readers.") is None
