"""Limits on the size of results: one expression of a template must not fill the machine's memory.

Each check runs before the work and looks at the sizes of the operands. Loops need no limits here: each step is Python
code, which a deadline can stop (:mod:`newsprint.machine.allowance`).
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Collection, Generator, Iterable, Mapping
from itertools import islice
from typing import Any

from jinja2 import TemplateRuntimeError, Undefined
from jinja2.utils import Namespace

from newsprint.problems.codes import CODES
from newsprint.themes.provided import UseError

MAX_TEXT = 4_000_000
"""The longest text that an expression can make, in characters."""

MAX_ITEMS = 250_000
"""The longest list that an expression can make or print, in items; printing counts nested lists too."""

MAX_BITS = 10_000
"""The largest whole number, in bits: about 3,000 digits."""

MAX_PAGE = 32 * 1024 * 1024
"""The longest page, in characters."""

MAX_WIDTH = 10_000
"""The widest field of a format, in characters."""

_ITEM = MAX_TEXT // MAX_ITEMS
_FIELD = re.compile(r"%(?P<key>\([^)]*\))?[#0\- +]*(?P<width>\*|\d+)?(?:\.(?P<precision>\*|\d*))?")
_PIECES = 32  # few enough to fit into memory, however long each piece is


class BoundsError(TemplateRuntimeError):
    """An expression exceeds a limit. ``code`` is the code of the problem to report."""

    def __init__(self, message: str, code: str = "template-bounds") -> None:
        assert code in CODES
        self.code = code
        super().__init__(message)


def check_text(characters: int) -> None:
    """Raise BoundsError if a text of this many ``characters`` is too long."""
    if characters > MAX_TEXT:
        raise BoundsError(f"a text of {_shown(characters)} characters is too long (at most {MAX_TEXT:,})")


def check_items(items: int) -> None:
    """Raise BoundsError if a list of this many ``items`` is too long."""
    if items > MAX_ITEMS:
        raise BoundsError(f"a list of {_shown(items)} items is too long (at most {MAX_ITEMS:,})")


def check_bits(bits: int) -> None:
    """Raise BoundsError if a whole number of this many ``bits`` is too large."""
    if bits > MAX_BITS:
        raise BoundsError(f"a number of more than {MAX_BITS * 3 // 10:,} digits is too large")


def _shown(count: int) -> str:
    return f"{count:,}" if count.bit_length() < 200 else "far too many"


def sized(value: Any) -> Any:
    """Return ``value``. Raise BoundsError if it is a text or list that is too long."""
    if isinstance(value, (str, bytes)):
        check_text(len(value))
    elif isinstance(value, (list, tuple)):
        check_items(len(value))
    return value


def joined(pieces: Iterable[str]) -> str:
    """Return the joined ``pieces`` of a page or of a part of it. Raise BoundsError if they are longer than MAX_PAGE."""
    if type(pieces) is list:
        if sum(map(len, pieces)) > MAX_PAGE:
            raise _too_long()
        return "".join(pieces)
    kept: list[str] = []
    size, waiting = 0, iter(pieces)
    while some := list(islice(waiting, _PIECES)):
        kept.append("".join(some))
        size += len(kept[-1])
        if size > MAX_PAGE:
            if isinstance(waiting, Generator):
                waiting.throw(_too_long())  # inside the template, so that the traceback has the line
            raise _too_long()
    return "".join(kept)


def _too_long() -> BoundsError:
    return BoundsError(f"the page is too long (at most {MAX_PAGE >> 20} MB)", "page-too-large")


def weight(value: Any, indent: int = 0) -> int:
    """Return roughly how many characters ``value`` has as text. Raise BoundsError for more than MAX_TEXT.

    Counting stops at the limit: lists that contain one list many times would take too long to count to the end.
    ``indent`` is the indentation of each level of nested lists, in characters.
    """
    if isinstance(value, (str, bytes)):
        return len(value)
    total = 0
    waiting: list[tuple[Any, int]] = [(value, 0)]
    while waiting:
        item, depth = waiting.pop()
        if isinstance(item, (str, bytes)):
            total += len(item)
        elif isinstance(item, Undefined):
            continue  # the error that its use raises has a better message
        elif type(item) is Namespace:
            waiting.append((object.__getattribute__(item, "__dict__"), depth))  # its attributes are the template's
        elif isinstance(item, Collection):
            total += len(item) * (_ITEM + depth * indent)
            check_text(total)
            inside = [*item, *item.values()] if isinstance(item, Mapping) else item
            waiting.extend((each, depth + 1) for each in inside)
        elif isinstance(item, int):
            total += item.bit_length() // 3
    check_text(total)
    return total


def bounded(value: Any) -> Any:
    """Return ``value``, a list, tuple or dictionary of a template. Raise BoundsError if it is too long as text."""
    weight(value)
    return value


def printed(value: Any) -> Any:
    """Return ``value``, which will be printed. Raise BoundsError if it is too long.

    Raise UseError for a function, a macro, or an object without a text for readers.
    """
    weight(value)
    kind = type(value)
    if callable(value) and not isinstance(value, Undefined):
        raise UseError("this prints a function or macro, not its result", "put brackets after its name: ()")
    if (fields := getattr(kind, "__struct_fields__", None)) and "__str__" not in vars(kind):
        raise UseError(
            f"this prints a whole {kind.__name__.removesuffix('Link') or 'Link'}",
            f"name the field to print: .{next(iter(fields))}",
        )
    return value


def concatenated(join: Callable[[Iterable[Any]], str], parts: tuple[Any, ...]) -> str:
    """Return ``join(parts)``, for the operator ``~``. Raise BoundsError if the result would be too long."""
    check_text(sum(map(weight, parts)))
    return join(parts)


def add(left: Any, right: Any) -> Any:
    """Return ``left + right``. Raise BoundsError if the result would be too large."""
    if isinstance(left, int) and isinstance(right, int):
        check_bits(max(left.bit_length(), right.bit_length()))
    elif isinstance(left, (str, bytes)) and isinstance(right, (str, bytes)):
        check_text(len(left) + len(right))
    elif isinstance(left, Collection) and isinstance(right, Collection):
        check_items(len(left) + len(right))
    return operator.add(left, right)


def multiply(left: Any, right: Any) -> Any:
    """Return ``left * right``, for numbers or a repeated sequence. Raise BoundsError if it would be too large."""
    if isinstance(left, int) and isinstance(right, int):
        check_bits(left.bit_length() + right.bit_length())
    for sequence, times in ((left, right), (right, left)):
        if isinstance(times, int):
            if isinstance(sequence, (str, bytes)):
                check_text(len(sequence) * times)
            elif isinstance(sequence, Collection):
                check_items(len(sequence) * times)
                check_text(weight(sequence) * times)
    return operator.mul(left, right)


def power(left: Any, right: Any) -> Any:
    """Return ``left ** right``. Raise BoundsError if the result would be too large."""
    if isinstance(left, int) and isinstance(right, int) and abs(left) > 1:
        check_bits(left.bit_length() * max(right, 0))
    return operator.pow(left, right)


def remainder(left: Any, right: Any) -> Any:
    """Return ``left % right``, for numbers or a text with fields. Raise BoundsError if it would be too long."""
    if isinstance(left, (str, bytes)):
        _check_fields(left if isinstance(left, str) else left.decode("latin-1"), right)
    return operator.mod(left, right)


def _check_fields(text: str, values: Any) -> None:
    fields = [match for match in _FIELD.finditer(text) if match[0] != "%%"]
    widths = 0
    for field in fields:
        for number in (field["width"], field["precision"]):
            if number == "*":
                raise BoundsError("a width of * is not available in a theme", "template-bounds")
            widths += check_width(number or "")
    weights = [weight(value) for value in (values if isinstance(values, tuple) else (values,))]
    repeated = any(field["key"] for field in fields)
    check_text(len(text) + widths + (len(fields) * max(weights, default=0) if repeated else sum(weights)))


def check_width(specification: str) -> int:
    """Return the sum of the numbers in a field's format. Raise BoundsError if one is larger than MAX_WIDTH."""
    numbers = [number.lstrip("0") for number in re.findall(r"\d+", specification)]
    if any(len(number) > 9 or int(number or 0) > MAX_WIDTH for number in numbers):
        raise BoundsError(f'the field "{specification[:30]}" is too wide (at most {MAX_WIDTH:,} characters)')
    return sum(int(number or 0) for number in numbers)


OPERATORS: dict[str, Callable[[Any, Any], Any]] = {"+": add, "*": multiply, "**": power, "%": remainder}
"""The operators whose result can be much larger than the operands."""
