"""Links and pictures without a file: the words of the message, the suggestion, and when it is a warning."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from newsprint.builder.report import Report
from tests.support.outlets import CONFIGURATION, PICTURE, Outlet, article

FILE = "content/world/storm.md"
WARN = f'{CONFIGURATION}\n[checks]\ndead-link = "warn"\nlink-outside = "warn"\n'


def only(problems: list[str]) -> str:
    """Return the message of the only problem, without its place."""
    (problem,) = problems
    return problem.partition(": ")[2]


def warnings_of(report: Report) -> list[str]:
    """Return the warnings about dead links and links to outside the outlet."""
    return [str(problem) for problem in report.warnings if problem.code in ("dead-link", "link-outside")]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("www.tide.example/tables", "https://www.tide.example/tables"),
        ("tide-tables.org", "https://tide-tables.org"),
        ("Tide-Tables.CO.UK/day?x=1", "https://Tide-Tables.CO.UK/day?x=1"),
        ("(https://tide.example/registry)", "https://tide.example/registry"),
        ("http//tide.example/a", "http://tide.example/a"),
        ("h//tide.example/", "https://tide.example/"),
        ("”//tide.example/a”", "https://tide.example/a"),
        ("desk@gazette.example", "mailto:desk@gazette.example"),
    ],
)
@pytest.mark.parametrize("engine", ["markdown", "commonmark"])
def test_an_address_without_its_scheme_is_suggested_with_it(
    outlet: Callable[..., Outlet], engine: str, written: str, hint: str
) -> None:
    site = outlet(
        {
            "newsprint.toml": f'{CONFIGURATION}[markdown]\nengine = "{engine}"\n',
            FILE: article(body=f'<a href="{written}">it</a>'),
        }
    )
    assert only(site.problems()) == f'the link "{written}" leads to no file (did you mean "{hint}"?)'


@pytest.mark.parametrize(
    ("written", "there", "hint"),
    [
        ("Pier.md", "world/pier.md", "pier.md"),
        ("pier.md", "sport/2024/pier.md", "../sport/2024/pier.md"),
        ("pier.md", "world/pier.markdown", "pier.markdown"),
        ("pier.html", "world/pier.md", "pier.md"),
        ("/2024/pier.htm", "world/pier.md", "pier.md"),
        ("../2024/12/23/pier/", "world/2024-12-23-pier.md", "2024-12-23-pier.md"),
        ("pier-300x200.png", "world/pier.png", "pier.png"),
        ("PIER@2x.PNG", "pool/pier.png", "../pool/pier.png"),
        ("report.pdf", "sport/Report.PDF", "../sport/Report.PDF"),
    ],
)
def test_a_file_with_a_similar_name_is_suggested(
    outlet: Callable[..., Outlet], written: str, there: str, hint: str
) -> None:
    content = article("The pier") if there.endswith((".md", ".markdown")) else PICTURE
    site = outlet({FILE: article(body=f'<a href="{written.lstrip("/")}">it</a>'), f"content/{there}": content})
    assert only(site.problems()).endswith(f'leads to no file (did you mean "{hint}"?)')


def test_nothing_is_suggested_if_two_files_could_be_meant(outlet: Callable[..., Outlet]) -> None:
    site = outlet(
        {FILE: article(body="[it](a/pier.png)"), "content/b/pier.png": PICTURE, "content/c/Pier.png": PICTURE}
    )
    assert "did you mean" not in only(site.problems())


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("![it](pier.jpg)", "picture"),
        ("[it](pier.jpg)", "picture"),
        ("![it](pier)", "picture"),
        ("[it](report.pdf)", "document"),
        ("[it](tide.ods)", "document"),
        ("[it](pier.md)", "link"),
        ("[it](pier)", "link"),
        ("[it](pier.html)", "link"),
        ('<audio src="tide.mp3" controls></audio>', "recording"),
        ('<video src="tide.mp4" controls></video>', "film"),
        ('<video src="https://x.example/t.mp4" poster="tide.webp"></video>', "picture"),
    ],
)
def test_a_missing_file_is_called_a_picture_a_document_or_a_link(
    outlet: Callable[..., Outlet], body: str, what: str
) -> None:
    assert only(outlet({FILE: article(body=body)}).problems()).startswith(f"the {what} ")


def test_a_dead_link_that_is_only_a_warning_is_printed_as_plain_text(outlet: Callable[..., Outlet]) -> None:
    body = "See [the tides](tides.md), ![the pier](pier.jpg) and [the notes](../../notes.md)."
    site = outlet({"newsprint.toml": WARN, FILE: article(body=body, image={"src": "cover.jpg", "alt": "A"})})
    report = site.build()
    assert report.articles == 1
    assert [line.partition(" leads")[0] for line in warnings_of(report)] == [
        f'{FILE}:5: the picture "cover.jpg"',
        f'{FILE}:8: the link "../../notes.md"',
        f'{FILE}:8: the link "tides.md"',
        f'{FILE}:8: the picture "pier.jpg"',
    ]
    page = site.page("/world/2024/12/20/storm/")
    assert "See the tides" in page.text
    assert [str(tag) for tag in page.select("article img")] == []
    assert not site.pages_with("cover.jpg")
    assert not site.pages_with("notes.md")


@pytest.mark.parametrize("engine", ["markdown", "commonmark"])
def test_percent_encoded_characters_are_part_of_a_file_name(outlet: Callable[..., Outlet], engine: str) -> None:
    names = {"Issue #1.pdf": "Issue%20%231.pdf", "What?.pdf": "What%3f.pdf", "50%25.pdf": "50%2525.pdf"}
    body = "\n".join(f"[it]({written})" for written in [*names.values(), "What%3F.pdf?v=1#page=2"])
    site = outlet({FILE: article(body=f"{body}\n\n![it](Pier%20%231.png)", image={"src": "Pier%201.png", "alt": "A"})})
    site.write({"newsprint.toml": f'{CONFIGURATION}\n[markdown]\nengine = "{engine}"\n'})
    site.write({f"content/world/{name}": "%PDF-1.4" for name in names})
    site.write({"content/world/Pier #1.png": PICTURE, "content/world/Pier 1.png": PICTURE})
    assert site.build().warnings == ()
    page = site.text("world/2024/12/20/storm/index.html")
    assert all(f'href="/media/world/{name}"' in page for name in ("Issue%20%231.pdf", "What%3F.pdf", "50%2525.pdf"))
    assert 'href="/media/world/What%3F.pdf#page=2"' in page


def test_a_percent_sign_in_front_matter_is_part_of_a_file_name(outlet: Callable[..., Outlet]) -> None:
    site = outlet({FILE: article(image={"src": "My%20Pier.png", "alt": "A"}), "content/world/My%20Pier.png": PICTURE})
    site.build()
    assert "My%2520Pier" in site.text("world/2024/12/20/storm/index.html")


@pytest.mark.parametrize("engine", ["markdown", "commonmark"])
def test_links_as_pelican_writes_them_lead_to_their_files(outlet: Callable[..., Outlet], engine: str) -> None:
    written = ["{filename}tides.md", "{filename}/sport/race.md#words", "|filename|tides.md", "{attach}report.pdf",
               "{static}/sport/report.pdf"]  # fmt: skip
    body = "\n\n".join(f"[it]({each})" for each in written) + "\n\n![it]({static}/sport/pier.png)"
    site = outlet({FILE: article(body=body), "content/sport/pier.png": PICTURE})
    site.write({"newsprint.toml": f'{CONFIGURATION}\n[markdown]\nengine = "{engine}"\n'})
    site.write({"content/world/tides.md": article("Tides"), "content/sport/race.md": article("Race", "## Words")})
    site.write({f"content/{folder}/report.pdf": "%PDF-1.4" for folder in ("world", "sport")})
    assert site.build().warnings == ()
    page = site.text("world/2024/12/20/storm/index.html")
    assert 'href="/world/2024/12/20/race/#words"' in page
    assert 'href="/media/sport/report.pdf"' in page
    site.write({"content/world/tides.md": None})
    assert only(site.problems()).startswith('the link "tides.md" leads to no file')


def test_hugo_refs_find_a_bundle_by_its_path_and_no_other_bundle(outlet: Callable[..., Outlet]) -> None:
    body = '[a]({{< ref "tides/index.md" >}}) [b]({{< relref "tides#ebb" >}}) [c]({{< ref "/world/tides" >}})'
    drop = f'{CONFIGURATION}\n[markdown]\nshortcodes = "drop"\n'
    site = outlet({"newsprint.toml": drop, FILE: article(body=body)})
    site.write({"content/sport/race/index.md": article("Race")})
    assert len([each for each in site.build().warnings if each.code == "link-without-target"]) == 3
    site.write({"content/world/tides/index.md": article("Tides", "## Ebb")})
    assert site.build().warnings == ()
    page = site.text("world/2024/12/20/storm/index.html")
    assert page.count('href="/world/2024/12/20/tides/') >= 3
    assert 'href="/world/2024/12/20/tides/#ebb"' in page


def test_pages_change_when_a_missing_file_is_added_or_deleted(outlet: Callable[..., Outlet]) -> None:
    site = outlet(
        {
            "newsprint.toml": WARN,
            FILE: article(body="See [the tides](tides.md).", image={"src": "cover.png", "alt": "A"}),
        }
    )
    assert len(warnings_of(site.build())) == 2
    site.write({"content/world/tides.md": article("Tides"), "content/world/cover.png": PICTURE})
    assert warnings_of(site.build()) == []
    page = site.page("/world/2024/12/20/storm/")
    assert page.select('a[href="/world/2024/12/20/tides/"]')
    assert page.select('img[src="/media/world/cover.png"]')
    site.write({"content/world/tides.md": None, "content/world/cover.png": None})
    assert len(warnings_of(site.build())) == 2
    assert not site.page("/world/2024/12/20/storm/").select("article img")


def test_suggestions_change_when_the_suggested_files_are_added_or_deleted(outlet: Callable[..., Outlet]) -> None:
    """A stored warning would name a deleted file, and a clean build would not."""
    site = outlet(
        {
            "newsprint.toml": WARN,
            FILE: article(body="[it](Tides-300x200.png)", image={"src": "/images/pier.png", "alt": "A"}),
        }
    )
    for files in (
        {"content/pool/tides.png": PICTURE},
        {"content/static/images/pier.png": PICTURE},
        {"content/sport/TIDES.png": PICTURE},
        {"content/pool/tides.png": None},
        {"content/static/images/pier.png": None},
    ):
        kept = warnings_of(site.write(files).build())
        assert kept == warnings_of(site.build(full=True)) != []


def test_pictures_are_found_in_the_picture_folders_of_the_outlet(outlet: Callable[..., Outlet]) -> None:
    settings = f'{CONFIGURATION}\n[content]\npictures = ["static", "static/images", "pool"]\n'
    site = outlet(
        {
            "newsprint.toml": settings,
            FILE: article(
                body="![](/pier.png) ![](tide.png) <img src='gull.png' alt=''>",
                image={"src": "/images/pier.png", "alt": "A"},
            ),
            "content/world/bare.md": article(image={"src": "pier.png", "alt": "A"}),
            "content/world/own.md": article(image={"src": "own.png", "alt": "A"}),
            "content/static/images/pier.png": PICTURE,
            "content/static/images/own.png": PICTURE,
            "content/static/pier.png": PICTURE,
            "content/pool/tide.png": PICTURE,
            "content/pool/gull.png": PICTURE,
            "content/world/own.png": PICTURE,
        }
    )
    site.build()
    page = site.page("/world/2024/12/20/storm/")
    shown = [tag["src"] for tag in page.select("article img")]
    assert shown == ["/images/pier.png", "/pier.png", "/media/pool/tide.png", "/media/pool/gull.png"]
    assert page.select_one("article img")["width"] == "1"  # type: ignore[index]
    assert "media/pool/tide.png" in site.files()
    assert site.page("/world/2024/12/20/bare/").select('article img[src="/pier.png"]')
    assert site.page("/world/2024/12/20/own/").select('article img[src="/media/world/own.png"]')


def test_a_picture_beside_the_story_replaces_one_in_the_picture_folder(outlet: Callable[..., Outlet]) -> None:
    settings = f'{CONFIGURATION}\n[content]\npictures = "pool"\n'
    site = outlet(
        {
            "newsprint.toml": settings,
            FILE: article(image={"src": "pier.png", "alt": "A"}),
            "content/pool/pier.png": PICTURE,
        }
    )
    url = "/world/2024/12/20/storm/"
    for files, shown in (
        ({}, "/media/pool/pier.png"),
        ({"content/world/pier.png": PICTURE}, "/media/world/pier.png"),
        ({"content/world/pier.png": None}, "/media/pool/pier.png"),
    ):
        site.write(files).build()  # type: ignore[arg-type]
        assert [tag["src"] for tag in site.page(url).select("article img")] == [shown]


def test_a_picture_in_static_is_suggested_as_a_setting(outlet: Callable[..., Outlet]) -> None:
    site = outlet(
        {FILE: article(image={"src": "/images/pier.png", "alt": "A"}), "content/static/images/pier.png": PICTURE}
    )
    assert only(site.problems()).endswith(
        '(to use content/static/images/pier.png, set pictures = "static" under [content])'
    )


@pytest.mark.parametrize("source", ["../../outside.png", "/../outside.png", "..\\\\outside.png"])
def test_no_picture_is_found_outside_the_content_folder(outlet: Callable[..., Outlet], source: str) -> None:
    settings = f'{CONFIGURATION}\n[content]\npictures = "pool"\n'
    site = outlet(
        {"newsprint.toml": settings, FILE: article(image={"src": source, "alt": "A"}), "outside.png": PICTURE}
    )
    site.write({"content/pool/x.png": PICTURE})
    assert len(site.problems()) == 1
