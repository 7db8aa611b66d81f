"""What is used of Jinja that Jinja does not promise to keep, and whether an environment works with the one installed.

Jinja's private names are in this module only. Where one of them is missing, less is known and nothing breaks. Some
decide what is escaped, so each process tries its environment on hostile values first (:mod:`templates` chooses it).
"""

from __future__ import annotations

from types import CodeType
from typing import Any

import jinja2
from jinja2 import BytecodeCache, DictLoader, Environment, Undefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.utils import Namespace, missing
from markupsafe import Markup, escape
from msgspec import Struct

from newsprint.themes.sandbox.xml import ENDING, xml_text

BLOCK_VARIABLES, LOOP_VARIABLES = "_block_vars", "_loop_vars"
"""What Jinja adds to a call inside a block or a loop, for functions that ask for the context."""


class ShowingCode(CodeGenerator):
    """Writes ``environment.shown(value)`` for a value that is shown where Jinja writes ``escape(value)``.

    In a template of XML it is ``environment.shown_in_xml(value)``.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            is_xml = self.name is not None and self.name.endswith(ENDING)
            self.write("environment.shown_in_xml(" if is_xml else "environment.shown(")


class Absence(Struct, frozen=True):
    """What Jinja notes of a value that is not there: the ``name`` that ``outer`` was asked for, and a hint of its own.

    ``is_forbidden`` if the sandbox withholds it.
    """

    name: Any = None
    outer: Any = missing
    hint: str = ""
    is_forbidden: bool = False


def absence_of(value: Undefined) -> Absence:
    """Return what is known of a value that is not there."""

    def noted(name: str, default: object) -> Any:
        return getattr(value, name) if hasattr(type(value), name) else default  # else the value itself would answer

    exception = noted("_undefined_exception", jinja2.UndefinedError)
    return Absence(
        noted("_undefined_name", None),
        noted("_undefined_obj", missing),
        noted("_undefined_hint", None) or "",
        exception is not jinja2.UndefinedError,
    )


def code_of(macro: object) -> CodeType | None:
    """Return the compiled code of a macro; None if it is no macro."""
    return getattr(getattr(macro, "_func", None), "__code__", None)


def names_in(namespace: Namespace) -> list[str]:
    """Return the names that a template has given values in ``namespace``."""
    return list(object.__getattribute__(namespace, "__dict__").get("_Namespace__attrs", ()))


_HARM = "<script>\"'&\x0b"
_TEMPLATES = {
    "macros": "{% macro once(x) %}<i>{{ x }}</i>{% endmacro %}",
    "page": """\
{% from "macros" import once %}{% macro here(x) %}{{ x }}{{ caller() }}{% endmacro -%}
{{ harm }}{{ data.harm }}{{ data["harm"] }}{{ harm ~ "'" }}{{ harm|upper|lower }}{{ harm if harm }}
{{ once(harm) }}{{ once(safe) }}{{ once(x=harm) }}{% call here(harm) %}{{ harm }}{% endcall %}
{% for each in [harm] %}{{ each }}{% block inner scoped %}{{ each }}{% endblock %}{% endfor %}
{% for each in [harm] %}{{ once(each) }}{% block again scoped %}{{ once(each) }}{% endblock %}{% endfor %}
{% block last %}{{ once(harm) }}{{ harm.join("x") }}{% endblock %}{% for each in "x" %}{{ harm.join(each) }}{% endfor %}
{% set made %}<b>{{ harm }}</b>{% endset %}{{ made }}{{ safe }}{{ [harm] }}{{ 1 }}{{ "%s"|safe % harm }}
{{ made ~ harm }}{{ (harm, 1) }}{{ {"x": harm} }}{% set here = namespace(harm=harm) %}{{ here.harm }}
{% autoescape false %}{{ harm }}{% endautoescape %}{% filter lower %}{{ harm }}{% endfilter %}{{ "<'"|e }}{{ "<" }}
{{ harm.__class__ is defined }}{{ data.__class__ is defined }}{{ data.clear is defined }}""",
    "page.xml": "{{ harm }}{{ safe }}{{ [harm] }}{{ 1 }}{% macro here(x) %}{{ x }}{% endmacro %}{{ here(harm) }}",
}


def works(environment_class: type[Environment], kept: BytecodeCache | None) -> bool:
    """Whether an environment of this class shows hostile values as it should, the second time too.

    ``kept`` is where the code that its templates are compiled to is kept, theirs as that of all others.
    """
    try:
        environment = environment_class(loader=DictLoader(_TEMPLATES), autoescape=True, bytecode_cache=kept)
        values = {"harm": _HARM, "safe": Markup("<u>"), "data": {"harm": _HARM}}
        pages = {"page": _expected(), "page.xml": _expected_in_xml()}
        return all(environment.get_template(name).render(values) == pages[name] for name in (*pages, "page"))
    except Exception:  # a name that is gone, another signature: whatever it is, this environment is not taken
        return False


def _expected() -> str:
    shown = str(escape(_HARM))
    return f"""\
{shown * 3}{escape(_HARM + "'")}{shown * 2}
<i>{shown}</i><i><u></i><i>{shown}</i>{shown * 2}
{shown * 2}
<i>{shown}</i><i>{shown}</i>
<i>{shown}</i>xx
<b>{shown}</b><u>{escape([_HARM])}1{shown}
<b>{shown}</b>{shown}{escape((_HARM, 1))}{escape({"x": _HARM})}{shown}
{_HARM}{shown}{escape("<'")}&lt;
FalseFalseFalse"""


def _expected_in_xml() -> str:
    shown = xml_text(_HARM)
    return f"{shown}<u>{xml_text(str([_HARM]))}1{shown}"
