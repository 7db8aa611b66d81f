"""What templates show for a value: as Jinja would have it, whatever is done to be quick."""

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


class Shouted(str):
    """Text of a kind of its own."""


class Drawn:
    """Has its own HTML."""

    def __html__(self) -> str:
        return "<svg>"


@given(st.text() | st.text(alphabet="&<>\"'#;a’"))
def test_text_is_escaped_as_jinja_does_it(text: str) -> None:
    assert escaped(text) == escape(text)
    assert escaped(Markup(text)) == text
    assert escaped(Shouted(text)) == escape(text)


@pytest.mark.parametrize(
    "value", [None, 0, 1.5, True, ["<"], {"<": "&"}, b"<", Drawn(), Path("a&b"), jinja2.Undefined()]
)
def test_other_values_are_shown_as_jinja_shows_them(value: object) -> None:
    assert escaped(value) == escape(value)


def test_what_is_not_there_is_still_a_mistake() -> None:
    with pytest.raises(jinja2.UndefinedError):
        escaped(jinja2.StrictUndefined(name="artcle"))


HARM = "<script>\"'&"
SAFE = "&lt;script&gt;&#34;&#39;&amp;"


@pytest.mark.parametrize(
    ("template", "result"),
    {
        "{{ harm }}": SAFE,
        "{{ harm|upper|lower }}": SAFE,
        "{{ harm ~ '!' }}": SAFE + "!",
        "{{ harm if true }}": SAFE,
        "{{ harm|escape }}": SAFE,
        "{{ harm|safe }}": HARM,
        "{{ (harm|safe) ~ harm }}": HARM + SAFE,
        "{{ (harm|safe)|upper }}": HARM.upper(),
        "{% set kept %}{{ harm }}{% endset %}{{ kept }}{{ kept ~ harm }}": SAFE * 3,
        "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(harm) }}{{ m(m(harm)) }}{{ m(harm) ~ harm }}": SAFE * 4,
        "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ harm }}{% endcall %}": SAFE,
        "{% block b %}{{ harm }}{% endblock %}{{ self.b() }}{{ self.b() ~ harm }}": SAFE * 4,
        "{% filter upper %}{{ harm }}{% endfilter %}": SAFE.upper(),
        "{% autoescape false %}{{ harm }}{% endautoescape %}{{ harm }}": HARM + SAFE,
        "{% autoescape plain %}{{ harm }}{% endautoescape %}": HARM,
        "{% autoescape not plain %}{{ harm }}{% endautoescape %}": SAFE,
        "{{ [harm, harm|safe]|join }}": SAFE + HARM,
        "{{ '%s'|format(harm) }}": SAFE,
        "{{ ('%s'|safe)|format(harm) }}": SAFE,
        "{{ drawn }}{{ number }}{{ none }}": "<svg>3None",
    }.items(),
)
def test_pages_show_what_jinja_would(outlet: Make, template: str, result: str) -> None:
    variables: dict[str, Any] = {"harm": HARM, "plain": False, "drawn": Drawn(), "number": 3}
    assert jinja2.Environment(autoescape=True).from_string(template).render(variables) == result

    theme = templates_of(bare_site(outlet, {"page.html": template}))
    assert theme.render("page.html", variables) == result.encode()
