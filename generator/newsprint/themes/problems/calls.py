"""Messages about calls with the wrong arguments: too many, missing or misnamed."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from typing import Any

from jinja2.runtime import Macro
from msgspec import Struct

from newsprint.base.errors import suggestion

_VARIOUS = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


class Signature(Struct, frozen=True):
    """The parameters of a macro, function or filter, and which of them are ``needed``.

    ``more`` is true if it takes any number of values, ``others`` if it takes values under any name, and ``caller`` if
    it prints the text between the tags of ``call``.
    """

    names: tuple[str, ...]
    needed: frozenset[str]
    more: bool = False
    others: bool = False
    caller: bool = False


def signature_of(function: Any, skipped: int = 0) -> Signature | None:
    """Return the parameters of ``function`` after the first ``skipped`` ones; None if Python does not know them."""
    if isinstance(function, Macro):
        return Signature(
            tuple(function.arguments), frozenset(), function.catch_varargs, function.catch_kwargs, function.caller
        )
    skipped += 1 if hasattr(function, "jinja_pass_arg") else 0
    try:
        every = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return None
    taken = [each for each in every[skipped:] if each.kind not in _VARIOUS]
    kinds = {each.kind for each in every}
    return Signature(
        tuple(each.name for each in taken),
        frozenset(each.name for each in taken if each.default is inspect.Parameter.empty),
        inspect.Parameter.VAR_POSITIONAL in kinds,
        inspect.Parameter.VAR_KEYWORD in kinds,
    )


def wrong_call(
    what: str, usage: str, takes: Signature, arguments: Sequence[Any], named: Mapping[str, Any]
) -> tuple[str, str] | None:
    """Return what is wrong with the arguments of a call, and a hint; None if they fit.

    ``what`` names the function in messages (``the filter "date"``), ``usage`` is the beginning of a call
    (``article.date|date``).
    """
    shown = f"{usage}({', '.join(takes.names)})" if takes.names else usage
    unknown = [name for name in named if name not in takes.names and name != "caller"]
    if unknown and not takes.others:
        hint = suggestion(unknown[0], takes.names) if takes.names else ""
        return f'{what} takes no "{unknown[0]}"', hint
    if "caller" in named and not (takes.caller or takes.others):
        return f"{what} does not print what is between {{% call %}} and {{% endcall %}}", "print {{ caller() }} in it"
    if len(arguments) > len(takes.names) and not takes.more:
        most = len(takes.names)
        values = f"takes at most {most} {'value' if most == 1 else 'values'}" if most else "takes no value"
        return f"{what} {values} but gets {len(arguments)}", f"write {shown}"
    if twice := [name for name in takes.names[: len(arguments)] if name in named]:
        return f'{what} gets "{twice[0]}" twice', f"write {shown}"
    missing = [name for name in takes.names[len(arguments) :] if name in takes.needed and name not in named]
    if missing:
        return f'{what} needs "{missing[0]}", which is missing', f"write {shown}"
    return None
