"""Files and strings of an outlet's theme that nothing reads are reported if a name or place is probably wrong."""

from __future__ import annotations

import pytest

from tests.support.outlets import article
from tests.support.reading import Make

THEME = "themes/gazette"
STORY = {"content/a.md": article("Storm")}
UNREAD = {
    "a template beside its folder": (
        {"front.html": "x"},
        f"{THEME}/front.html: templates are not read from here (move it to {THEME}/templates/)",
    ),
    "a misspelt folder": (
        {"template/front.html": "x"},
        f'{THEME}/template: a theme has no folder of this name (did you mean "templates"?)',
    ),
    "a misspelt template": (
        {"templates/fornt.html": "x"},
        f'{THEME}/templates/fornt.html: no page and no other template uses this template (did you mean "front.html"?)',
    ),
    "a template with a misspelt ending": (
        {"templates/front.htm": "x"},
        f'{THEME}/templates/front.htm: no page and no other template uses this template (did you mean "front.html"?)',
    ),
    "an empty template": (
        {"templates/front.html": "\n"},
        f"{THEME}/templates/front.html: the template is empty, and its pages would be empty too "
        "(fill it, or delete the file to use the theme's own)",
    ),
    "an empty template that stories may name": (
        {"templates/stories/essay.html": "\n"},
        f"{THEME}/templates/stories/essay.html: the template is empty, and its pages would be empty too "
        "(fill it, or delete the file to use the theme's own)",
    ),
    "a template that its name cannot choose": (
        {"templates/stories/article.html": "x"},
        f"{THEME}/templates/stories/article.html: this name chooses the usual template (give the file another name)",
    ),
    "a misspelt folder of templates": (
        {"templates/storys/essay.html": "x"},
        f"{THEME}/templates/storys/essay.html: no page and no other template uses this template "
        '(did you mean "stories/essay.html"?)',
    ),
    "a folder in the singular": (
        {"templates/section/opinion.html": "x"},
        f"{THEME}/templates/section/opinion.html: no page and no other template uses this template "
        '(did you mean "sections/opinion.html"?)',
    ),
    "a misspelt word": (
        {"strings/en.toml": '[words]\nlatest_contens = "News"\n'},
        f'{THEME}/strings/en.toml:2:1: no template prints the word "latest_contens" (did you mean "latest_contents"?)',
    ),
    "a misspelt date format": (
        {"strings/en.toml": '[dates]\npublishd = "y"\n'},
        f'{THEME}/strings/en.toml:2:1: no template prints the date format "publishd" (did you mean "published"?)',
    ),
    "a word of another language": (
        {"strings/fr.toml": '[words]\nupdatd = "Mis à jour"\n'},
        f'{THEME}/strings/fr.toml:2:1: no template prints the word "updatd" (did you mean "updated"?)',
    ),
}
EXTENDING = '{% extends "parent/front.html" %}{% block main %}'
FINE = {
    "files for people and tools": dict.fromkeys(
        ("README.md", "sass/a.scss", "static/a.js", "demo.html", "strings/notes.txt", "templates-old/a.html"), "x"
    ),
    "copies of templates": {
        "templates/front-old.html": "x",
        "templates/front copy.html": "x",
        "templates/front.html~": "x",
    },
    "templates in folders of the theme's own": {"templates/parts/card.html": "", "templates/stories/_part.html": ""},
    "a template that another one includes": {
        "templates/fronts.html": "x",
        "templates/front.html": EXTENDING + '{% include "fronts.html" %}{% endblock %}',
    },
    "a template that is chosen when another one is rendered": {
        "templates/fronts.html": "x",
        "templates/front.html": EXTENDING + '{% include "front" ~ "s.html" %}{% endblock %}',
    },
    "a word that a template prints": {
        "strings/en.toml": '[words]\ncorrectons = "x"\n',
        "templates/front.html": EXTENDING + "{{ words.correctons }}{% endblock %}",
    },
    "a word that is chosen when a template is rendered": {
        "strings/en.toml": '[words]\ncorrectons = "x"\n',
        "templates/front.html": EXTENDING + '{{ words["correct" ~ "ons"] }}{% endblock %}',
    },
    "invalid strings of an unused language": {
        "strings/fr.toml": "words = 3",
        "strings/es.toml": "[",
    },
    "a word that is not similar to another": {"strings/en.toml": '[words]\nweather = "Weather"\n'},
}


def _in_theme(files: dict[str, str]) -> dict[str, str]:
    return STORY | {f"{THEME}/{name}": text for name, text in files.items()}


@pytest.mark.parametrize(("files", "message"), UNREAD.values(), ids=UNREAD.keys())
def test_a_part_of_a_theme_with_a_wrong_name_or_place_is_reported(
    outlet: Make, files: dict[str, str], message: str
) -> None:
    assert outlet(_in_theme(files)).problems() == [message]


@pytest.mark.parametrize("files", FINE.values(), ids=FINE.keys())
def test_other_unused_parts_of_a_theme_are_not_reported(outlet: Make, files: dict[str, str]) -> None:
    assert outlet(_in_theme(files)).problems() == []
