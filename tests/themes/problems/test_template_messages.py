"""Messages about errors in templates: no words of Python, the line, the name as authors know it, what to do."""

from __future__ import annotations

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
BUILT_IN = f"newsprint:{TEMPLATES}"


def problems_with(files: Mapping[str, str], outlet: Make) -> list[str]:
    """Return the problems of an outlet with these templates, with paths relative to their folder."""
    site = outlet({**STORY, **{f"{TEMPLATES}/{name}": text for name, text in files.items()}})
    return [problem.removeprefix(f"{TEMPLATES}/") for problem in site.problems()]


def test_every_error_in_the_table_has_the_message_of_the_table(outlet: Make) -> None:
    found = problems_by_template(outlet_of(outlet, [template for template, _ in TABLE]))

    assert len(TABLE) > 200
    assert {TABLE[number][0]: message for number, message in sorted(found.items())} == {
        template: [message] for template, message in TABLE
    }


@pytest.mark.parametrize(("template", "message"), TABLE, ids=[template for template, _ in TABLE])
def test_a_message_has_no_words_of_python_and_no_class_names(template: str, message: str) -> None:
    assert leaks(message) == []


def test_the_search_for_words_of_python_finds_them() -> None:
    for text in (
        "'newsprint.site.template_values.Story object' has no attribute 'x'",
        "latest() got an unexpected keyword argument 'seris'",
        "unsupported operand type(s) for +: 'int' and 'NoneType'",
        "macro 'x' takes not more than 2 argument(s)",
        "'artcle' is undefined",
        "TypeError: x",
    ):
        assert leaks(Problem("x", 1, 0, text)), text


OPTIONAL = """\
{{ article.dateline|default("x") }}{{ article.kicker or "x" }}{% if article.image %}{{ article.image.url }}{% endif %}
{% for story in latest() %}{{ story.dateline is defined }}{{ story.tags|default([])|length }}{% endfor %}
{{ article.extra.photos is defined }}{{ article.extra.photo|default("") }}{{ article.updated|default("") }}
{{ "a" if article.image }}{{ article.series is defined }}{% if section is defined %}{{ section.name }}{% endif %}
{{ site.motto is defined }}{{ asset("style.css") }}{{ [article.section.name]|join }}"""


def test_checks_for_optional_values_are_not_reported(outlet: Make) -> None:
    assert problems_with({"article.html": OPTIONAL}, outlet) == []


MISSPELT = {
    "defined": ("{% if article.imagee is defined %}x{% endif %}", 'article" has no "imagee" (did you mean "image"?)'),
    "default": ('{{ site.titel|default("x") }}', 'site" has no "titel" (did you mean "title"?)'),
    "a field": ("{{ article.section.nmae is defined }}", 'is a Section, which has no "nmae" (did you mean "name"?)'),
    "a list": ('{{ latest()|selectattr("imgae", "defined")|list }}', 'which has no "imgae" (did you mean "image"?)'),
    "singular": ("{% if article.author is defined %}x{% endif %}", 'has no "author" (did you mean "authors"?)'),
}


@pytest.mark.parametrize(("template", "message"), MISSPELT.values(), ids=MISSPELT.keys())
def test_a_misspelt_name_is_reported_where_jinja_would_ignore_it(outlet: Make, template: str, message: str) -> None:
    (problem,) = problems_with({"article.html": f"\n{template}"}, outlet)
    assert problem.startswith("article.html:2: ") and problem.endswith(message)


def test_an_error_in_a_built_in_macro_is_reported_at_the_outlet_s_call(outlet: Make) -> None:
    template = '{% from "macros.html" import card %}\n\n{{ card("text") }}'
    (problem,) = problems_with({"article.html": template}, outlet)
    assert re.fullmatch(
        rf'article\.html:3: "story" is text, which has no "image", in {BUILT_IN}/macros\.html, line \d+', problem
    )


def test_an_error_in_the_parent_template_is_reported_at_extends(outlet: Make) -> None:
    own = '{# mine #}\n{% extends "parent/front.html" %}\n{% set blocks = 5 %}\n'
    (problem,) = problems_with({"front.html": own}, outlet)
    assert problem.startswith("front.html:2: ") and re.search(f" in {BUILT_IN}/front.html, line \\d+$", problem)


def test_a_macro_that_built_in_templates_cannot_call_is_reported(outlet: Make, repository: Path) -> None:
    macros = (repository / TEMPLATES / "macros.html").read_text(encoding="utf-8")
    line = macros[: macros.index("macro latest_widget(")].count("\n") + 1
    own = macros.replace("(stories, refresh=true)", "(stories)").replace("if refresh and", "if")
    stories = {f"content/world/{day}.md": article(f"Of {day}", date=f"2024-12-{day:02d}") for day in range(1, 19)}
    site = outlet({**stories, f"{TEMPLATES}/macros.html": own})
    (problem,) = (problem.removeprefix(f"{TEMPLATES}/") for problem in site.problems())
    assert re.fullmatch(
        rf'macros\.html:{line}: the macro "latest_widget" takes no "refresh"; the call is in {BUILT_IN}/front\.html, line \d+'
        r" \(known: stories\)",
        problem,
    )


def test_a_macros_file_without_needed_macros_is_reported(outlet: Make) -> None:
    problems = problems_with({"macros.html": "{% macro card(story) %}x{% endmacro %}"}, outlet)
    copy = "(copy it from the file that this one replaces)"
    assert f'macros.html: there is no macro "stamp", which {BUILT_IN}/article.html imports {copy}' in problems
    assert {problem.partition(":")[0] for problem in problems} == {"macros.html"}


def test_the_hint_says_how_a_macro_gets_the_page(outlet: Make) -> None:
    own = {"article.html": '{% from "own.html" import box, new %}\n{{ box() }}'}
    own["own.html"] = "{% macro box() %}\n{{ page.title }}{% endmacro %}{% macro new() %}{{ latest() }}{% endmacro %}"
    (problem,) = problems_with(own, outlet)
    hint = "(pass page to the macro, or import the macro with context)"
    assert problem == f'own.html:2: there is no variable "page" here {hint}'


def test_the_hint_names_the_pages_that_have_a_variable(outlet: Make) -> None:
    own = '{% extends "parent/base.html" %}\n{% block logo %}{{ article.title }}{% endblock %}'
    (problem,) = problems_with({"base.html": own}, outlet)
    hint = "(article is in article.html; elsewhere, check first: {% if article is defined %})"
    assert problem == f'base.html:2: there is no variable "article" here {hint}'


def test_an_error_on_many_pages_is_one_problem(outlet: Make) -> None:
    files = {f"content/world/{number}.md": article(f"Story {number}", extra={"a": number}) for number in range(20)}
    site = outlet({**files, f"{TEMPLATES}/article.html": "{{ article.title + article.extra.a }}"})
    (problem,) = site.problems()
    assert '"article.title" (text) and "article.extra.a" (a number) cannot be added' in problem


def test_an_error_without_an_explanation_is_reported_too(outlet: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(reporting, "words_for", fails)
    (problem,) = problems_with({"article.html": "\n{{ article.title + 1 }}"}, outlet)
    wrong = "article.html:2: a value of the wrong kind is used on this line"
    assert problem == f"{wrong} ({MANUAL} lists what each value is)"


def test_messages_know_the_same_variables_as_the_manual() -> None:
    page = manual.read(MANUAL)
    parts = dict(
        re.findall(r"^### `([\w.-]+\.(?:html|xml|txt))`\n(.*?)^##", page.replace("\n### ", "\n##\n### "), re.M | re.S)
    )
    documented = {template: tuple(manual.named(manual.part(MANUAL, template))) for template in parts}
    assert provided_by(KINDS.values()).templates == documented
    assert {name for name in manual.named(manual.part(MANUAL, "Every page")) if not name.startswith("site.")} == {
        *COMMON
    } - {"site", "latest"}


def test_messages_know_the_same_fields_as_the_manual(outlet: Make) -> None:
    """This includes the fields of ``site``, which come from the table that pages get."""
    page = manual.read(MANUAL)
    dotted = set(re.findall(r"^\| `\w[\w.\[\]]*\.(\w+)` \|", page, re.M))
    typed = {name for kind in TYPES for name in kind.__struct_fields__}
    keys = re.findall(r"^\| `site\.(\w+)` \|", page, re.M)
    environment = templates_of(outlet({}), site=Table.fromkeys(keys)).environment
    assert dotted | typed == environment.fields
