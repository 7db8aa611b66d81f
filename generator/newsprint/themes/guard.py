"""Whether the short cuts of :mod:`lean` work with the Jinja that is installed.

They decide what is escaped, and use names that Jinja does not promise to keep. So each process tries them on hostile
values first; with anything but the expected text, it takes Jinja as it comes: slower, and never wrong.
"""

from __future__ import annotations

from functools import cache

from jinja2 import DictLoader
from markupsafe import Markup, escape

from newsprint.themes.sandbox import ThemeEnvironment

_HARM = "<script>\"'&"
_TEMPLATES = {
    "macros": "{% macro once(x) %}<i>{{ x }}</i>{% endmacro %}",
    "page": """\
{% from "macros" import once %}{% macro here(x) %}{{ x }}{{ caller() }}{% endmacro -%}
{{ harm }}{{ data.harm }}{{ data["harm"] }}{{ harm ~ "'" }}{{ harm|upper|lower }}{{ harm if harm }}
{{ once(harm) }}{{ once(safe) }}{{ once(x=harm) }}{% call here(harm) %}{{ harm }}{% endcall %}
{% for each in [harm] %}{{ each }}{% block inner scoped %}{{ each }}{% endblock %}{% endfor %}
{% set made %}<b>{{ harm }}</b>{% endset %}{{ made }}{{ safe }}{{ [harm] }}{{ 1 }}{{ "%s"|safe % harm }}
{% autoescape false %}{{ harm }}{% endautoescape %}{% filter lower %}{{ harm }}{% endfilter %}{{ "<'"|e }}{{ "<" }}
{{ harm.__class__ is defined }}{{ data.__class__ is defined }}{{ data.clear is defined }}""",
}


def _fits() -> bool:
    """Whether the short cuts show what they should."""
    try:
        from newsprint.themes.lean import LeanEnvironment

        environment = LeanEnvironment(loader=DictLoader(_TEMPLATES), autoescape=True)
        values = {"harm": _HARM, "safe": Markup("<u>"), "data": {"harm": _HARM}}
        return all(environment.get_template("page").render(values) == _expected() for _ in range(2))
    except Exception:  # a name that is gone, another signature: whatever it is, Jinja's own way works
        return False


def _expected() -> str:
    shown = str(escape(_HARM))
    return f"""\
{shown * 3}{escape(_HARM + "'")}{shown * 2}
<i>{shown}</i><i><u></i><i>{shown}</i>{shown * 2}
{shown * 2}
<b>{shown}</b><u>{escape([_HARM])}1{shown}
{_HARM}{shown}{escape("<'")}&lt;
FalseFalseFalse"""


@cache
def environment_class() -> type[ThemeEnvironment]:
    """Return the environment for themes: the lean one, unless it does not fit."""
    if not _fits():
        return ThemeEnvironment
    from newsprint.themes.lean import LeanEnvironment

    return LeanEnvironment
