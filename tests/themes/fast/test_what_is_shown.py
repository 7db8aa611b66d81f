"""Templates print every value as Jinja would, although the fast environment takes shortcuts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from newsprint.themes.sandbox.escaping import escaped
from tests.support.reading import Make
from tests.themes.bare import bare_site, templates_of


class TextSubclass(str):
    """A subclass of text."""


class WithHtml:
    """A value with its own HTML."""

    def __html__(self) -> str:
        return "<svg>"


@given(st.text() | st.text(alphabet="&<>\"'#;a’"))
def test_text_is_escaped_as_in_jinja(text: str) -> None:
    assert escaped(text) == escape(text)
    assert escaped(Markup(text)) == text
    assert escaped(TextSubclass(text)) == escape(text)


@pytest.mark.parametrize(
    "value", [None, 0, 1.5, True, ["<"], {"<": "&"}, b"<", WithHtml(), Path("a&b"), jinja2.Undefined()]
)
def test_other_values_are_printed_as_in_jinja(value: object) -> None:
    assert escaped(value) == escape(value)


def test_a_missing_variable_is_still_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        escaped(jinja2.StrictUndefined(name="artcle"))


UNSAFE = "<script>\"'&"
ESCAPED = "&lt;script&gt;&#34;&#39;&amp;"


@pytest.mark.parametrize(
    ("template", "result"),
    {
        "{{ unsafe }}": ESCAPED,
        "{{ unsafe|upper|lower }}": ESCAPED,
        "{{ unsafe ~ '!' }}": ESCAPED + "!",
        "{{ unsafe if true }}": ESCAPED,
        "{{ unsafe|escape }}": ESCAPED,
        "{{ unsafe|safe }}": UNSAFE,
        "{{ (unsafe|safe) ~ unsafe }}": UNSAFE + ESCAPED,
        "{{ (unsafe|safe)|upper }}": UNSAFE.upper(),
        "{% set kept %}{{ unsafe }}{% endset %}{{ kept }}{{ kept ~ unsafe }}": ESCAPED * 3,
        "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(unsafe) }}{{ m(m(unsafe)) }}{{ m(unsafe) ~ unsafe }}": ESCAPED * 4,
        "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ unsafe }}{% endcall %}": ESCAPED,
        "{% block b %}{{ unsafe }}{% endblock %}{{ self.b() }}{{ self.b() ~ unsafe }}": ESCAPED * 4,
        "{% filter upper %}{{ unsafe }}{% endfilter %}": ESCAPED.upper(),
        "{% autoescape false %}{{ unsafe }}{% endautoescape %}{{ unsafe }}": UNSAFE + ESCAPED,
        "{% autoescape plain %}{{ unsafe }}{% endautoescape %}": UNSAFE,
        "{% autoescape not plain %}{{ unsafe }}{% endautoescape %}": ESCAPED,
        "{{ [unsafe, unsafe|safe]|join }}": ESCAPED + UNSAFE,
        "{{ '%s'|format(unsafe) }}": ESCAPED,
        "{{ ('%s'|safe)|format(unsafe) }}": ESCAPED,
        "{{ drawn }}{{ number }}{{ none }}": "<svg>3None",
    }.items(),
)
def test_pages_have_the_same_text_as_in_jinja(outlet: Make, template: str, result: str) -> None:
    variables: dict[str, Any] = {"unsafe": UNSAFE, "plain": False, "drawn": WithHtml(), "number": 3}
    assert jinja2.Environment(autoescape=True).from_string(template).render(variables) == result

    theme = templates_of(bare_site(outlet, {"page.html": template}))
    assert theme.render("page.html", variables) == result.encode()
