"""Limits for the filters, functions and methods of texts whose result can be much larger than their arguments.

A check takes the parameters of the function that it runs before. It looks at sizes only: other errors are left to the
function itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import reduce, wraps
from itertools import islice
from typing import Any

from jinja2.filters import make_attrgetter
from jinja2.sandbox import MAX_RANGE

from newsprint.themes.sandbox.bounds import (
    MAX_ITEMS,
    BoundsError,
    add,
    check_bits,
    check_items,
    check_text,
    remainder,
    sized,
    weight,
)

Check = Callable[..., object]
_MAX_PRECISION = 300
_MAX_INDENT = 40
_MAX_PARAGRAPHS, _MAX_SENTENCE = 100, 1_000


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _wide(value: Any, width: Any = 80, *_: Any, **__: Any) -> None:
    check_text(_number(width))


def _indent(value: Any, width: Any = 4, *_: Any, **__: Any) -> None:
    step = len(width) if isinstance(width, str) else _number(width)
    check_text(weight(value) + (str(value).count("\n") + 1) * step)


def _replace(value: Any, old: Any = "", new: Any = "", *_: Any, **__: Any) -> None:
    text, searched = (value, old) if isinstance(value, type(old)) else (str(value), str(old))
    check_text(weight(value) + text.count(searched) * (weight(new) + 5))  # it may escape the new text first


def _wordwrap(value: Any, width: Any = 79, _: Any = True, wrapstring: Any = None, *__: Any, **___: Any) -> None:
    check_text(weight(value) * (1 + weight(wrapstring or "")))


def _tojson(value: Any, indent: Any = None) -> None:
    if _number(indent) > _MAX_INDENT:
        raise BoundsError(f"an indent of more than {_MAX_INDENT} is too wide")
    weight(value, _number(indent))


def _batch(_: Any, count: Any = 1, *__: Any, **___: Any) -> None:
    check_items(_number(count))


def _slice(_: Any, slices: Any = 1, *__: Any, **___: Any) -> None:
    check_items(_number(slices))


def _round(value: Any, precision: Any = 0, *_: Any, **__: Any) -> None:
    if abs(_number(precision)) > _MAX_PRECISION:
        raise BoundsError(f"a precision of more than {_MAX_PRECISION} digits is not available")


def _int(value: Any, *_: Any, **__: Any) -> None:
    if isinstance(value, str):
        check_bits(4 * len(value))


def _bounded(value: Any, *_: Any, **__: Any) -> None:
    weight(value)


_CHECKS: Mapping[str, Check] = {
    "batch": _batch,
    "center": _wide,
    "forceescape": _bounded,
    "indent": _indent,
    "int": _int,
    "pprint": _bounded,
    "replace": _replace,
    "round": _round,
    "slice": _slice,
    "string": _bounded,
    "tojson": _tojson,
    "urlencode": _bounded,
    "urlize": _bounded,
    "wordwrap": _wordwrap,
    "xmlattr": _bounded,
}


def bounded_filters(filters: Mapping[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """Return bounded versions of those of Jinja's ``filters`` that need limits, by name."""
    bounded = {name: _checked(filters[name], check) for name, check in _CHECKS.items() if name in filters}
    return bounded | {"format": _format, "join": _joining(filters["join"]), "sum": _summing(filters["sum"])}


def _checked(original: Callable[..., Any], check: Check) -> Callable[..., Any]:
    skipped = 1 if hasattr(original, "jinja_pass_arg") else 0  # Jinja passes the environment or context first

    @wraps(original)
    def checked(*arguments: Any, **named: Any) -> Any:
        check(*arguments[skipped:], **named)
        return sized(original(*arguments, **named))

    return checked


def _format(value: Any, *arguments: Any, **named: Any) -> Any:
    if arguments and named:
        raise TypeError("the filter format takes values or names, not both")
    return remainder(value if isinstance(value, str) else str(value), named or arguments)


def _items(values: Iterable[Any]) -> list[Any]:
    items = values if isinstance(values, list) else list(islice(values, MAX_ITEMS + 1))
    check_items(len(items))
    return items


def _joining(original: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(original)
    def join(context: Any, values: Iterable[Any], d: Any = "", attribute: Any = None) -> Any:
        items = _items(values)
        if attribute is not None:
            items = list(map(make_attrgetter(context.environment, attribute), items))
        check_text(sum(map(weight, items)) + weight(d) * len(items))
        return original(context, items, d)

    return join


def _summing(original: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(original)
    def total(environment: Any, iterable: Iterable[Any], attribute: Any = None, start: Any = 0) -> Any:
        if isinstance(start, (int, float)):
            return original(environment, iterable, attribute, start)
        items = iterable if attribute is None else map(make_attrgetter(environment, attribute), iterable)
        return reduce(add, items, start)

    return total


def bounded_functions(functions: Mapping[str, Any]) -> dict[str, Callable[..., Any]]:
    """Return bounded versions of those of Jinja's global ``functions`` that need limits, by name."""
    original_range, original_lipsum = functions["range"], functions["lipsum"]

    @wraps(original_range)
    def bounded_range(*arguments: Any) -> Any:
        try:
            return original_range(*arguments)
        except OverflowError as error:
            raise BoundsError(f"a range of more than {MAX_RANGE:,} numbers is too long") from error

    def lipsum(n: Any = 5, html: bool = True, min: Any = 20, max: Any = 100) -> Any:
        if _number(n) > _MAX_PARAGRAPHS or _number(max) > _MAX_SENTENCE:
            raise BoundsError(f"more than {_MAX_PARAGRAPHS} paragraphs of {_MAX_SENTENCE:,} words are too many")
        return original_lipsum(n, html, min, max)

    return {"range": bounded_range, "lipsum": lipsum}


def _join(text: Any, values: Any = (), *_: Any) -> None:
    check_text(sum(map(weight, values)) + len(text) * len(values))


def _expandtabs(text: Any, tabsize: Any = 8, *_: Any) -> None:
    check_text(len(text) + text.count(b"\t" if isinstance(text, bytes) else "\t") * _number(tabsize))


def _translate(text: Any, table: Any = None, *_: Any) -> None:
    values = table.values() if isinstance(table, dict) else table if isinstance(table, (list, tuple)) else ()
    check_text(len(text) * max((len(value) for value in values if isinstance(value, str)), default=1))


def _to_bytes(_: Any, length: Any = 1, *__: Any, **___: Any) -> None:
    check_text(_number(length))


_METHODS: Mapping[str, Check] = {
    "center": _wide,
    "expandtabs": _expandtabs,
    "join": _join,
    "ljust": _wide,
    "replace": _replace,
    "rjust": _wide,
    "to_bytes": _to_bytes,
    "translate": _translate,
    "zfill": _wide,
}


def checked_arguments(function: Any, arguments: tuple[Any, ...], named: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the arguments to call ``function`` with.

    Raise BoundsError if it is a method of a text or number whose result would be too large.
    """
    owner = getattr(function, "__self__", None)
    if not isinstance(owner, (str, bytes, int)) or (check := _METHODS.get(function.__name__)) is None:
        return arguments
    if function.__name__ == "join" and arguments:
        arguments = (_items(arguments[0]), *arguments[1:])
    own = {name: value for name, value in named.items() if not name.startswith("_")}  # the others are Jinja's
    check(owner, *arguments, **own)
    return arguments
