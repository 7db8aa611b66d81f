"""What is said of a mistake in a template: our words, the line, the name as its author knows it, and what to do."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from newsprint.base.errors import Problem
from newsprint.kinds.outlet_theme import TYPES, provided_by
from newsprint.kinds.registry import KINDS
from newsprint.site.frame import COMMON
from newsprint.themes.problems import reporting
from newsprint.themes.provided import Table
from tests.support import manual
from tests.support.outlets import article
from tests.support.reading import Make
from tests.themes.bare import templates_of
from tests.themes.problems.wrong_templates import TEMPLATES, cases, leaks, outlet_of, problems_by_template

TABLE = cases(Path(__file__).with_name("template_messages.txt").read_text(encoding="utf-8"))
STORY = {"content/world/a.md": article("A story"), "content/world/b.md": article("Another", date="2024-12-19")}
MANUAL = "docs/producers/templates.md"
SHIPPED = f"newsprint:{TEMPLATES}"


def of(files: Mapping[str, str], outlet: Make) -> list[str]:
    """The problems of an outlet with these templates, without the folder that is theirs."""
    site = outlet({**STORY, **{f"{TEMPLATES}/{name}": text for name, text in files.items()}})
    return [problem.removeprefix(f"{TEMPLATES}/") for problem in site.problems()]


def test_every_mistake_of_the_table_is_reported_in_its_words(outlet: Make) -> None:
    found = problems_by_template(outlet_of(outlet, [template for template, _ in TABLE]))

    assert len(TABLE) > 200
    assert {TABLE[number][0]: said for number, said in sorted(found.items())} == {
        template: [said] for template, said in TABLE
    }


@pytest.mark.parametrize(("template", "said"), TABLE, ids=[template for template, _ in TABLE])
def test_no_words_of_python_and_no_classes_are_in_a_message(template: str, said: str) -> None:
    assert leaks(said) == []


def test_the_tests_would_see_such_words() -> None:
    for text in (
        "'newsprint.site.template_values.Story object' has no attribute 'x'",
        "latest() got an unexpected keyword argument 'seris'",
        "unsupported operand type(s) for +: 'int' and 'NoneType'",
        "macro 'x' takes not more than 2 argument(s)",
        "'artcle' is undefined",
        "TypeError: x",
    ):
        assert leaks(Problem("x", 1, 0, text)), text


FAIR = """\
{{ article.dateline|default("x") }}{{ article.kicker or "x" }}{% if article.image %}{{ article.image.url }}{% endif %}
{% for story in latest() %}{{ story.dateline is defined }}{{ story.tags|default([])|length }}{% endfor %}
{{ article.extra.photos is defined }}{{ article.extra.photo|default("") }}{{ article.updated|default("") }}
{{ "a" if article.image }}{{ article.series is defined }}{% if section is defined %}{{ section.name }}{% endif %}
{{ site.motto is defined }}{{ asset("style.css") }}{{ [article.section.name]|join }}"""


def test_what_may_be_absent_can_be_asked_for(outlet: Make) -> None:
    assert of({"article.html": FAIR}, outlet) == []


SLIPS = {
    "defined": ("{% if article.imagee is defined %}x{% endif %}", 'article" has no "imagee" (did you mean "image"?)'),
    "default": ('{{ site.titel|default("x") }}', 'site" has no "titel" (did you mean "title"?)'),
    "a field": ("{{ article.section.nmae is defined }}", 'is a Link, which has no "nmae" (did you mean "name"?)'),
    "a list": ('{{ latest()|selectattr("imgae", "defined")|list }}', 'which has no "imgae" (did you mean "image"?)'),
    "singular": ("{% if article.author is defined %}x{% endif %}", 'has no "author" (did you mean "authors"?)'),
}


@pytest.mark.parametrize(("template", "said"), SLIPS.values(), ids=SLIPS.keys())
def test_a_misspelt_name_of_ours_is_reported_where_jinja_would_say_nothing(
    outlet: Make, template: str, said: str
) -> None:
    (problem,) = of({"article.html": f"\n{template}"}, outlet)
    assert problem.startswith("article.html:2: ") and problem.endswith(said)


def test_the_place_is_in_the_outlets_template_if_that_gave_ours_something_wrong(outlet: Make) -> None:
    template = '{% from "macros.html" import card %}\n\n{{ card("text") }}'
    (problem,) = of({"article.html": template}, outlet)
    assert re.fullmatch(
        rf'article\.html:3: "story" is text, which has no "image", in {SHIPPED}/macros\.html, line \d+', problem
    )


def test_the_place_is_that_of_extends_if_what_is_above_fails(outlet: Make) -> None:
    own = '{# mine #}\n{% extends "parent/front.html" %}\n{% set blocks = 5 %}\n'
    (problem,) = of({"front.html": own}, outlet)
    assert problem.startswith("front.html:2: ") and re.search(f" in {SHIPPED}/front.html, line \\d+$", problem)


def test_the_macro_is_named_where_the_outlet_made_one_that_ours_cannot_call(outlet: Make, repository: Path) -> None:
    macros = (repository / TEMPLATES / "macros.html").read_text(encoding="utf-8")
    line = macros[: macros.index("macro latest_widget(")].count("\n") + 1
    own = macros.replace("(stories, refresh=true)", "(stories)").replace("if refresh and", "if")
    stories = {f"content/world/{day}.md": article(f"Of {day}", date=f"2024-12-{day:02d}") for day in range(1, 19)}
    site = outlet({**stories, f"{TEMPLATES}/macros.html": own})
    (problem,) = (problem.removeprefix(f"{TEMPLATES}/") for problem in site.problems())
    assert re.fullmatch(
        rf'macros\.html:{line}: the macro "latest_widget" takes no "refresh"; the call is in {SHIPPED}/front\.html, line \d+'
        r" \(known: stories\)",
        problem,
    )


def test_a_macros_file_that_lacks_some_is_the_place(outlet: Make) -> None:
    problems = of({"macros.html": "{% macro card(story) %}x{% endmacro %}"}, outlet)
    copy = "(copy it from the file that this one replaces)"
    assert f'macros.html: there is no macro "stamp", which {SHIPPED}/article.html imports {copy}' in problems
    assert {problem.partition(":")[0] for problem in problems} == {"macros.html"}


def test_a_macro_that_needs_the_page_is_told_how_to_see_it(outlet: Make) -> None:
    own = {"article.html": '{% from "own.html" import box, new %}\n{{ box() }}'}
    own["own.html"] = "{% macro box() %}\n{{ page.title }}{% endmacro %}{% macro new() %}{{ latest() }}{% endmacro %}"
    (problem,) = of(own, outlet)
    hint = "(pass page to the macro, or import the macro with context)"
    assert problem == f'own.html:2: there is no variable "page" here {hint}'


def test_a_variable_of_other_pages_is_named_with_them(outlet: Make) -> None:
    own = '{% extends "parent/base.html" %}\n{% block logo %}{{ article.title }}{% endblock %}'
    (problem,) = of({"base.html": own}, outlet)
    hint = "(article is in article.html; elsewhere, check first: {% if article is defined %})"
    assert problem == f'base.html:2: there is no variable "article" here {hint}'


def test_a_mistake_on_many_pages_is_one_problem(outlet: Make) -> None:
    files = {f"content/world/{number}.md": article(f"Story {number}", extra={"a": number}) for number in range(20)}
    site = outlet({**files, f"{TEMPLATES}/article.html": "{{ article.title + article.extra.a }}"})
    (problem,) = site.problems()
    assert '"article.title" (text) and "article.extra.a" (a number) cannot be added' in problem


def test_what_cannot_be_explained_is_reported_all_the_same(outlet: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(reporting, "words_for", fails)
    (problem,) = of({"article.html": "\n{{ article.title + 1 }}"}, outlet)
    wrong = "article.html:2: a value of the wrong kind is used on this line"
    assert problem == f"{wrong} ({MANUAL} lists what each value is)"


def test_the_names_that_messages_know_are_those_of_the_manual() -> None:
    page = manual.read(MANUAL)
    parts = dict(
        re.findall(r"^### `([\w.-]+\.(?:html|xml|txt))`\n(.*?)^##", page.replace("\n### ", "\n##\n### "), re.M | re.S)
    )
    documented = {template: tuple(manual.named(manual.part(MANUAL, template))) for template in parts}
    assert provided_by(KINDS.values()).templates == documented
    assert {name for name in manual.named(manual.part(MANUAL, "Every page")) if not name.startswith("site.")} == {
        *COMMON
    } - {"site", "latest"}


def test_the_fields_that_messages_know_are_those_of_the_manual(outlet: Make) -> None:
    """Those of ``site`` among them, which are known by the table that pages are given."""
    page = manual.read(MANUAL)
    dotted = set(re.findall(r"^\| `\w[\w.\[\]]*\.(\w+)` \|", page, re.M))
    typed = {field.name for kind in TYPES for field in dataclasses.fields(kind)}
    keys = re.findall(r"^\| `site\.(\w+)` \|", page, re.M)
    environment = templates_of(outlet({}), site=Table.fromkeys(keys)).environment
    assert dotted | typed == environment.fields
