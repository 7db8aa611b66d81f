"""``template``: a story or a page names one of its theme's templates, and a name that the theme lacks is reported."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.support.outlets import CONFIGURATION, WITH_OWN_THEME, Outlet, article

Make = Callable[..., Outlet]

STORY = "content/world/storm.md"
PAGE = "content/pages/about.md"
URL = "/world/2024/12/20/storm/"
STORIES, PAGES, SECTIONS = (f"themes/own/templates/{folder}" for folder in ("stories", "pages", "sections"))
THEME: dict[str, str | bytes | None] = {
    "themes/own/theme.toml": 'extends = "gazette"\n',
    f"{STORIES}/essay.html": '{% extends "article.html" %}{% block body_class %}essay{% endblock %}',
    f"{STORIES}/photo/wide.html": '{% extends "article.html" %}{% block body_class %}wide{% endblock %}',
    f"{STORIES}/_part.html": "a part",
    f"{PAGES}/contact.html": '{% extends "standing.html" %}{% block body_class %}contact{% endblock %}',
    f"{SECTIONS}/opinion.html": '{% extends "section.html" %}{% block body_class %}columns{% endblock %}',
}
SECTION = WITH_OWN_THEME.replace('world = "World News"', '[sections.world]\nname = "World News"\n@')


def with_section(lines: str) -> str:
    """Return a configuration whose section ``world`` has these lines; the first of them is in line 11."""
    return SECTION.replace("@", lines).replace('sport = "Sport"', '[sections.sport]\nname = "Sport"')


def page(**front: str) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in front.items())
    return f"---\ntitle: About\n{lines}---\nUs.\n"


def site_of(outlet: Make, files: dict[str, str], configuration: str = WITH_OWN_THEME) -> Outlet:
    return outlet({"newsprint.toml": configuration, **THEME, **files})


def class_of(site: Outlet, url: str) -> str:
    """Return the classes of the page at ``url``, which say by which template it was printed."""
    return " ".join(site.page(url).body["class"])


@pytest.mark.parametrize(
    ("name", "shown"),
    [("essay", "essay"), ("photo/wide", "wide"), ("longread", "page page-story page-longread"),
     ("article", "page page-story"), ("", "page page-story"), (None, "page page-story")],
)  # fmt: skip
def test_a_story_is_printed_by_the_template_that_it_names(outlet: Make, name: str | None, shown: str) -> None:
    site = site_of(outlet, {STORY: article(template=name)})
    assert site.problems() == []
    assert class_of(site, URL) == shown


def test_a_page_is_printed_by_the_template_that_it_names(outlet: Make) -> None:
    site = site_of(outlet, {STORY: article(), PAGE: page(template="contact"), "content/pages/us.md": page()})
    site.build()
    assert class_of(site, "/about/") == "contact"
    assert class_of(site, "/us/") == "page page-story"


@pytest.mark.parametrize(
    ("name", "hint"),
    [("esay", 'did you mean "essay"?'), ("contact", "known: article, essay, longread, photo/wide"),
     ("_part", "known: article, essay, longread, photo/wide"), ("../base", "known: article, essay, longread, photo/wide")],
)  # fmt: skip
def test_a_template_that_the_theme_lacks_is_an_error_with_its_line(outlet: Make, name: str, hint: str) -> None:
    (problem,) = site_of(outlet, {STORY: article(template=name)}).problems()
    assert problem == f'{STORY}:5:1: the theme has no template "{name}" for this page ({hint})'


def test_a_page_can_name_templates_for_pages_only(outlet: Make) -> None:
    (problem,) = site_of(outlet, {STORY: article(), PAGE: page(template="essay")}).problems()
    assert problem == f'{PAGE}:3:1: the theme has no template "essay" for this page (known: contact, standing)'


def test_a_profile_has_no_template(outlet: Make) -> None:
    site = site_of(outlet, {STORY: article(authors=["About"]), "content/authors/about.md": page(template="essay")})
    (warning,) = (each for each in site.build().warnings if each.code == "unused-key")
    assert warning.message == '"template" has no effect in an author\'s profile'


@pytest.mark.parametrize("level", ["warn", "ignore"])
def test_an_archive_can_print_such_stories_by_the_usual_template(outlet: Make, level: str) -> None:
    """Pelican has a key of the same name."""
    configuration = f'{WITH_OWN_THEME}\n[checks]\nunknown-template = "{level}"\n'
    site = site_of(outlet, {STORY: article(template="post"), PAGE: page(template="page")}, configuration)
    report = site.build()
    assert len([each for each in report.warnings if each.code == "unknown-template"]) == (2 if level == "warn" else 0)
    assert class_of(site, URL) == class_of(site, "/about/") == "page page-story"


def test_stories_have_the_template_of_their_section_unless_they_name_another(outlet: Make) -> None:
    files = {
        STORY: article(),
        "content/world/plain.md": article("Plain", template="article"),
        "content/world/wide.md": article("Wide", template="photo/wide"),
        "content/sport/race.md": article("Race", section="sport"),
    }
    site = site_of(outlet, files, with_section('story_template = "essay"'))
    site.build()
    assert [class_of(site, f"/world/2024/12/20/{name}/") for name in ("storm", "plain", "wide")] == [
        "essay", "page page-story", "wide",
    ]  # fmt: skip
    assert class_of(site, "/sport/2024/12/20/race/") == "page page-story"


def test_a_section_has_a_template_for_its_pages(outlet: Make) -> None:
    files = {f"content/world/{n}.md": article(f"{n}", date=f"2024-12-0{n}") for n in range(1, 7)}
    site = site_of(outlet, files, with_section('template = "opinion"') + "\n[listing]\npage_size = 2\n")
    site.build()
    assert class_of(site, "/world/") == class_of(site, "/world/page/1/") == "columns"
    assert class_of(site, "/sport/") == "page"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('template = "opinon"', 'the theme has no template "opinon" in sections/ (did you mean "opinion"?)'),
        ('template = "essay"', 'the theme has no template "essay" in sections/ (known: opinion, section)'),
        ('story_template = "esay"', 'the theme has no template "esay" in stories/ (did you mean "essay"?)'),
    ],
)
def test_a_section_that_names_an_unknown_template_is_reported_with_its_line(
    outlet: Make, line: str, problem: str
) -> None:
    site = site_of(outlet, {STORY: article()}, with_section(line))
    assert site.problems() == [f"newsprint.toml:11:1: {problem}"]


def test_a_template_that_is_added_edited_or_deleted_changes_the_next_build(outlet: Make) -> None:
    plain = {STORY: article(template="new"), PAGE: page(), "newsprint.toml": CONFIGURATION}
    site = site_of(outlet, plain, CONFIGURATION)
    new = "themes/gazette/templates/stories/new.html"
    assert len(site.problems()) == 1
    for body_class in ("one", "two"):
        text = f'{{% extends "article.html" %}}{{% block body_class %}}{body_class}{{% endblock %}}'
        assert site.write({new: text}).problems() == []
        assert class_of(site, URL) == body_class
        assert site.files() == site.clean_files()
    assert len(site.write({new: None}).problems()) == 1
    assert class_of(site, URL) == "two", "the output stays as it was"


def test_a_story_whose_template_appears_later_is_printed_by_it(outlet: Make) -> None:
    """Until then it is printed by the usual one, if the outlet allows that."""
    configuration = f'{CONFIGURATION}\n[checks]\nunknown-template = "warn"\n'
    site = site_of(outlet, {STORY: article(template="new")}, configuration)
    site.build()
    assert class_of(site, URL) == "page page-story"
    text = '{% extends "article.html" %}{% block body_class %}new{% endblock %}'
    site.write({"themes/gazette/templates/stories/new.html": text}).build()
    assert class_of(site, URL) == "new"
    site.write({"themes/gazette/templates/stories/new.html": None}).build()
    assert class_of(site, URL) == "page page-story"
