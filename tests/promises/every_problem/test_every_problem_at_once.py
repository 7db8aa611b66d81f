"""One build reports every problem of every file: the next build reports no problem that was there before."""

from __future__ import annotations

import pytest

from tests.support.outlets import CONFIGURATION, PICTURE, article
from tests.support.reading import Make

FERRY, OTHER = "content/world/ferry.md", "content/world/other.md"
GOOD = "title: Ferry\ndate: 2024-12-20\nsection: world"
HEADERS: dict[str, str] = {
    "unknown section": GOOD.replace("world", "wrold"),
    "unknown key": f"{GOOD}\nlayout: post",
    "bad date": GOOD.replace("2024-12-20", "yesterday"),
    "no title": GOOD.replace("title: Ferry\n", ""),
    "picture outside": f"{GOOD}\nimage: {{src: ../../a.jpg}}",
    "colon": GOOD.replace("Ferry", "Ferry: back"),
    "quotes": GOOD.replace("Ferry", '"Ferry" is back'),
    "key twice": f"{GOOD}\ntitle: Ferry",
    "anchor": f"{GOOD}\nteaser: &a Words\nkicker: *a",
}
TEXTS = {
    "dead link": "[dead](none.md)",
    "missing picture": "![gone](gone.jpg)",
    "link outside": "[out](../../out.md)",
    "open comment": "<!-- open",
    "placeholder": "[[NOTE: ask Ann]]",
    "too deep": "> " * 60 + "deep",
}


def story(header: str = GOOD, body: str = "Words.") -> str:
    """Return a file with these lines of front matter."""
    return f"---\n{header}\n---\n\n{body}\n"


def without_lines(problems: list[str]) -> set[str]:
    """Return the messages of ``problems`` without their places."""
    return {problem.partition(": ")[2] for problem in problems}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_a_bad_header_and_a_bad_text_are_reported_together(outlet: Make, header: str, text: str) -> None:
    paper = outlet({FERRY: story(header, text)})
    both = without_lines(paper.problems())
    of_header = without_lines(paper.write({FERRY: story(header)}).problems())
    of_text = without_lines(paper.write({FERRY: story(body=text)}).problems())
    assert of_header
    assert of_text
    assert both == of_header | of_text


def test_problems_of_links_to_pages_are_reported_once_no_file_has_errors(outlet: Make) -> None:
    """The manual says so: such problems can be found only when all files are valid."""
    links = {FERRY: "[dead](/nowhere/)", OTHER: "[dead](ferry.md#none)"}
    paper = outlet({FERRY: article("Ferry", links[FERRY], layout="post"), OTHER: article("Other", links[OTHER])})
    [error] = paper.problems()
    assert "layout" in error
    found = paper.write({FERRY: article("Ferry", links[FERRY])}).build().warnings
    assert [(each.path, each.code) for each in found] == [(FERRY, "dead-address"), (OTHER, "dead-anchor")]


def test_links_below_an_invalid_header_are_checked(outlet: Make) -> None:
    broken = "title: Ferry\n- loose\ndate: 2024-12-20"
    paper = outlet({FERRY: story(broken, f"{TEXTS['dead link']}\n\nTK\n\n{TEXTS['open comment']}")})
    header, link = paper.problems()
    assert "not valid YAML" in header
    assert link.startswith(f'{FERRY}:7: the link "none.md" leads to no file')


def test_invalid_yaml_on_one_line_hides_no_other_problem_of_the_header(outlet: Make) -> None:
    header = "title: Ferry: back\ndate: yesterday\nsection: world\nteaser: @ann says\nlayout: post"
    found = outlet({FERRY: story(header)}).problems()
    assert [each.split(":")[1] for each in found] == ["2", "3", "5", "6"]


@pytest.mark.parametrize("key", ["title", "date", "section"])
def test_a_key_on_a_line_of_invalid_yaml_is_not_reported_as_missing(outlet: Make, key: str) -> None:
    lines = [f"{line}: x" if line.startswith(key) else line for line in GOOD.split("\n")]
    (problem,) = outlet({FERRY: story("\n".join(lines))}).problems()
    assert "not valid YAML" in problem


def test_warnings_can_be_turned_off_in_files_with_errors(outlet: Make) -> None:
    paper = outlet({FERRY: article("Ferry TK", "TK", date="yesterday", allow=["placeholder-word"])})
    assert len(paper.problems()) == 1
    settings = f'{CONFIGURATION}[checks]\nplaceholder-word = "ignore"\n'
    paper.write({"newsprint.toml": settings, FERRY: article("Ferry TK", "TK", date="yesterday")})
    assert len(paper.problems()) == 1


@pytest.mark.parametrize(
    "problem", [{"layout": "post"}, {"image": {"src": "gone.jpg", "alt": "A"}}], ids=["header", "link"]
)
@pytest.mark.parametrize(
    ("ferry", "other", "address"),
    [
        ({"slug": "same"}, {"slug": "same"}, "the address /world/2024/12/20/same/"),
        ({"slug": "same"}, {"slug": "same", "draft": True}, "the address /world/2024/12/20/same/"),
        ({"aliases": ["/old/"]}, {"aliases": ["/old/"]}, "the alias /old/"),
        ({"aliases": ["/world/"]}, {}, "the alias /world/"),
        ({"aliases": ["/world/2024/12/20/other/"]}, {}, "the alias /world/2024/12/20/other/"),
    ],
)
def test_a_taken_address_is_reported_together_with_other_problems(
    outlet: Make, problem: dict[str, object], ferry: dict[str, object], other: dict[str, object], address: str
) -> None:
    paper = outlet({FERRY: article("Ferry", **ferry, **problem), OTHER: article("Other", **other)})
    found = paper.problems()
    assert len(found) == 2
    assert any(each.startswith(f"{FERRY}:1: {address} is taken by ") for each in found)
    assert len(paper.problems()) == 2


def test_a_taken_alias_of_a_page_with_errors_is_reported(outlet: Make) -> None:
    page = "---\ntitle: About\naliases: [/world/]\nlayout: page\n---\n"
    found = outlet({FERRY: article("Ferry"), "content/pages/about.md": page}).problems()
    assert len(found) == 2
    assert found[0].startswith("content/pages/about.md:1: the alias /world/ is taken by ")


def test_two_files_with_errors_and_the_same_address_are_reported(outlet: Make) -> None:
    files = {name: article("A", slug="same", layout="post") for name in (FERRY, OTHER)}
    found = outlet({**files}).problems()
    assert len(found) == 3
    assert found[-2].startswith(f"{OTHER}:1: the address /world/2024/12/20/same/ is taken by {FERRY} ")


def test_a_story_with_errors_may_keep_its_published_address(outlet: Make) -> None:
    paper = outlet({FERRY: article("Ferry", aliases=["/old/"])})
    paper.build()
    assert len(paper.write({FERRY: article("Ferry", aliases=["/old/"], layout="post")}).problems()) == 1


BAD_FILES = {
    "not a picture": ("a.png", b"words"),
    "pointer": ("a.pdf", b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"),
    "camera": ("a.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
    "too large": ("a.png", PICTURE[:16] + b"\0\1\0\0\0\1\0\0" + PICTURE[24:]),
    "runs": ("a.html", b"<script>1</script>"),
    "source": ("a.txt", b"---\ntitle: Ferry\ndate: 2024-12-20\ndraft: true\n---\n\nWords.\n"),
}


@pytest.mark.parametrize("place", ["content/world", "content/static"])
@pytest.mark.parametrize(("name", "data"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_file_that_cannot_be_published_is_reported_with_other_problems(
    outlet: Make, place: str, name: str, data: bytes
) -> None:
    link = "Words." if place.endswith("static") else f"[file]({name})"
    files: dict[str, str | bytes | None] = {f"{place}/{name}": data, OTHER: article("Other", link)}
    paper = outlet({**files, FERRY: article("Ferry", layout="post")})
    together = paper.problems()
    alone = paper.write({FERRY: None}).problems()
    assert set(alone) < set(together)
    assert len(together) == len(alone) + 1


def test_pictures_of_a_story_with_errors_are_checked(outlet: Make) -> None:
    found = outlet({FERRY: article("Ferry", "![a](a.png)", layout="post"), "content/world/a.png": b"words"}).problems()
    assert [each.split(":")[0] for each in found] == ["content/world/a.png", FERRY]


def test_valid_pictures_of_an_outlet_with_errors_are_not_reported(outlet: Make) -> None:
    files: dict[str, str | bytes | None] = {"content/world/a.png": PICTURE, "content/static/b.png": PICTURE}
    paper = outlet({**files, FERRY: article("Ferry", "![a](a.png)", layout="post"), OTHER: article("B", "![a](a.png)")})
    assert len(paper.problems()) == 1


def test_the_reported_problems_do_not_depend_on_earlier_builds(outlet: Make) -> None:
    bad = {FERRY: article("Ferry", "[dead](none.md) TK", layout="post", aliases=["/world/"])}
    paper = outlet({FERRY: article("Ferry"), OTHER: article("Other")})
    paper.build()
    assert paper.write({**bad}).problems() == paper.problems() == paper.problems(full=True)


def test_no_new_problem_appears_when_others_are_fixed(outlet: Make) -> None:
    """Each story has another problem; they are fixed one after the other."""
    texts = [*(story(header) for header in HEADERS.values()), *(story(body=text) for text in TEXTS.values())]
    files = {f"content/world/{number:02}.md": text for number, text in enumerate(texts)}
    paper = outlet({**files})
    left = paper.problems()
    for name in files:
        left = [problem for problem in left if not problem.startswith(name)]
        assert paper.write({name: article(name)}).problems() == left


def test_a_theme_that_cannot_be_loaded_hides_no_problem_of_the_content(outlet: Make) -> None:
    files = {"themes/gazette/theme.toml": "extends = [", FERRY: story(GOOD.replace("world", "wrold"))}
    problems = outlet(files).problems()
    assert [problem.partition(":")[0] for problem in problems] == [FERRY, "themes/gazette/theme.toml"]
