"""A broken newsprint.toml: every problem with its line, exit code 2, and nothing is changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.running import build_command, newsprint, snapshot

SITE = '[site]\ntitle = "Gazette"\nurl = "https://gazette.example"\n'
SECTIONS = '[sections]\nworld = "World"\n'

BROKEN = {
    "invalid TOML": ("[site\n", [":1:6: not valid TOML: expected ']' at the end of a table declaration"]),
    "a key twice": (f'{SITE}title = "Again"\n{SECTIONS}', [":4:16: not valid TOML: cannot overwrite a value"]),
    "empty": ("", [
        ':1: "site.title" is missing',
        ':1: no sections are declared (for example: [sections] then world = "World News")',
    ]),
    "unknown table": (f"{SITE}{SECTIONS}[markdwon]\n", [':6:2: unknown key "markdwon" (did you mean "markdown"?)']),
    "unknown key": (f'{SITE}langauge = "en"\n{SECTIONS}', [':4:1: unknown key "langauge" (did you mean "language"?)']),
    "wrong type": (f'{SITE}{SECTIONS}[latest]\ncount = "eight"\n', [
        ':7:1: "latest.count" must be a whole number, not text',
    ]),
    "too small": (f"{SITE}{SECTIONS}[listing]\npage_size = 0\n", [':7:1: "listing.page_size" must be 1 or more']),
    "too large": (f"{SITE}{SECTIONS}[feeds]\ncount = 5000\n", [':7:1: "feeds.count" must be 1000 or less']),
    "text for a table": (f'latest = "eight"\n{SITE}{SECTIONS}', [':1:1: "latest" must be a table (write [latest])']),
    "an unknown zone": (f'{SITE}timezone = "Europe/Londn"\n{SECTIONS}', [
        ':4:1: unknown time zone "Europe/Londn" (did you mean "Europe/London"?)',
    ]),
    "a zone that is a path": (f'{SITE}timezone = "../../etc/passwd"\n{SECTIONS}', [
        ':4:1: unknown time zone "../../etc/passwd" (for example: Europe/London)',
    ]),
    "an unknown language": (f'{SITE}language = "klingon!"\n{SECTIONS}', [
        ':4:1: unknown language "klingon!" (for example: en, en-GB, fr, pt-BR)',
    ]),
    "a section that cannot be in a URL": (f'{SITE}[sections]\n"World News" = "World"\n', [
        ':5:1: "World News" cannot be the short name of a section (for example: "world", "end_users" or "press/releases")',
    ]),
    "a section that leaves the outlet": (f'{SITE}[sections]\n".." = "Up"\n', [
        ':5:1: ".." cannot be the short name of a section (for example: "world", "end_users" or "press/releases")',
    ]),
    "a section with a reserved name": (f'{SITE}[sections]\nassets = "Assets"\n', [
        ':5:1: "assets" is reserved by Newsprint (choose another)',
    ]),
    "a permalink without a slug": (f'{SITE}{SECTIONS}[permalinks]\narticle = "/{{year}}/"\n', [
        ':7:1: "permalinks.article" must contain {slug}',
    ]),
    "a permalink with unknown parts": (f'{SITE}{SECTIONS}[permalinks]\narticle = "/{{slug.__class__}}/"\n', [
        ':7:1: "permalinks.article" may only use {section}, {year}, {month}, {day}, {slug}',
    ]),
    "a permalink that leaves the outlet": (f'{SITE}{SECTIONS}[permalinks]\narticle = "/../{{slug}}/"\n', [
        ':7:1: "permalinks.article" leads out of the site',
    ]),
    "a content folder elsewhere": (f'{SITE}{SECTIONS}[content]\nroot = "../../etc"\n', [
        ':7:1: "content.root" must be a folder inside the outlet',
    ]),
    "a content folder with a NUL": (f'{SITE}{SECTIONS}[content]\nroot = "a\\u0000b"\n', [
        ':7:1: "content.root" must be a folder inside the outlet',
    ]),
    "a theme that is a path": (f'{SITE}theme = "../evil"\n{SECTIONS}', [
        ':4:1: "../evil" cannot be the name of a theme\'s folder',
    ]),
    "an unknown engine": (f'{SITE}{SECTIONS}[markdown]\nengine = "word"\n', [
        ":7:1: \"markdown.engine\" cannot be 'word' (\"markdown\" or \"commonmark\")",
    ]),
    "an unknown extension": (f'{SITE}{SECTIONS}[markdown]\nextensions = ["magic"]\n', [
        ": the Markdown extension \"magic\" cannot be loaded: No module named 'magic'",
    ]),
    "an unknown default section": (f'{SITE}{SECTIONS}[content]\ndefault_section = "wrld"\n', [
        ':7:1: unknown section "wrld" (did you mean "world"?)',
    ]),
    "metadata of pictures that is not read": (
        f'{SITE}{SECTIONS}[content]\npicture_metadata = [\n  "credits",\n  "caption",\n  "credit",\n]\n', [
        ':7:1: "caption" cannot be read from pictures (known: copyright, credit)',
        ':7:1: "credits" cannot be read from pictures (did you mean "credit"?)',
    ]),
    "brackets without end": (f"x = {'[' * 20_000}", [":1: not valid TOML: nested too deep"]),
    "a number without end": (f"x = {'9' * 20_000}", [":1: not valid TOML: a number is too long"]),
    "problems everywhere": (f'{SITE}titel = "x"\n{SECTIONS}[latest]\ncount = 0\nmode = "dead"\n', [
        ':4:1: unknown key "titel" (did you mean "title"?)',
        ':8:1: "latest.count" must be 1 or more',
        ":9:1: \"latest.mode\" cannot be 'dead' (\"live\" or \"baked\")",
    ]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BROKEN.values(), ids=BROKEN.keys())
def test_every_problem_of_the_configuration_is_reported(
    outlet: Callable[..., Outlet], text: str, expected: list[str]
) -> None:
    site = outlet({"newsprint.toml": text, "content/world/a.md": article()})

    assert site.problems() == [f"newsprint.toml{each}" for each in expected]


ADDRESSES = ("gazette.example", "ftp://gazette.example", "https://", "https://gazette.example:port", "https://[::1",
             "https://gazette.example/?a=b", "https://user@gazette.example", "javascript:alert(1)")  # fmt: skip


@pytest.mark.parametrize("url", ADDRESSES)
def test_an_invalid_address_of_the_site_is_refused(outlet: Callable[..., Outlet], url: str) -> None:
    (problem,) = outlet({"newsprint.toml": f'[site]\ntitle = "G"\nurl = "{url}"\n{SECTIONS}'}).problems()

    assert problem.startswith('newsprint.toml:3:1: "site.url" ')
    assert problem.endswith("(for example: https://gazette.example)")


def test_a_configuration_that_is_not_utf_8_is_reported(outlet: Callable[..., Outlet]) -> None:
    problems = outlet({"newsprint.toml": b'[site]\ntitle = "Caf\xe9"\n'}).problems()

    assert problems == ["newsprint.toml: not UTF-8 (save it as UTF-8)"]


def test_the_command_line_exits_with_2_and_leaves_the_output_alone(outlet: Callable[..., Outlet]) -> None:
    site = outlet({"content/world/a.md": article()})
    site.build()
    before = snapshot(site.output)
    site.write({"newsprint.toml": CONFIGURATION.replace("timezone", "timezoen")})

    done = newsprint(*build_command(site))

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        'newsprint.toml:4:1: unknown key "timezoen" (did you mean "timezone"?) [unknown-key]',
        "1 problem. Nothing was changed.",
    ]
    assert snapshot(site.output) == before


def test_every_command_reports_an_extension_that_cannot_be_loaded(
    outlet: Callable[..., Outlet],
) -> None:
    site = outlet({"newsprint.toml": f'{CONFIGURATION}[markdown]\nextensions = ["magic"]\n'})

    for arguments in (build_command(site), ("status", "--site", site.folder)):
        done = newsprint(*arguments)
        assert done.returncode == 2
        assert done.stderr.startswith('newsprint.toml: the Markdown extension "magic" cannot be loaded')


def test_a_folder_without_a_configuration_is_reported(outlet: Callable[..., Outlet]) -> None:
    site = outlet({})
    (site.folder / "newsprint.toml").unlink()

    done = newsprint(*build_command(site))

    assert done.returncode == 2
    expected = (
        f"newsprint.toml: no newsprint.toml in {site.folder} (start an outlet with: newsprint init DIR) [configuration]"
    )
    assert done.stderr.splitlines()[0] == expected
