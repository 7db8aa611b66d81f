"""How much a template may make of a little: one expression of a theme must not fill the machine's memory.

Each check is made before the work is done, from the sizes of what goes in. Loops need no bounds of their own: each
step is Python, which a deadline stops (:mod:`newsprint.machine.allowance`).
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
"""Characters of a text that an expression makes."""

MAX_ITEMS = 250_000
"""Items of a list, whether an expression makes it, or it is shown with all the lists in it."""

MAX_BITS = 10_000
"""Bits of a whole number: some 3,000 digits."""

MAX_PAGE = 32 * 1024 * 1024
"""Characters of a page."""

MAX_WIDTH = 10_000
"""The widest field of a format."""

_ITEM = MAX_TEXT // MAX_ITEMS
_FIELD = re.compile(r"%(?P<key>\([^)]*\))?[#0\- +]*(?P<width>\*|\d+)?(?:\.(?P<precision>\*|\d*))?")
_PIECES = 32  # few enough that they fit into memory, however long each of them may be


class BoundsError(TemplateRuntimeError):
    """A template wants more than a page can need. ``code`` is the problem's."""

    def __init__(self, message: str, code: str = "template-bounds") -> None:
        assert code in CODES
        self.code = code
        super().__init__(message)


def check_text(characters: int) -> None:
    """Raise BoundsError for a text of so many ``characters``."""
    if characters > MAX_TEXT:
        raise BoundsError(f"a text of {_shown(characters)} characters is too long (at most {MAX_TEXT:,})")


def check_items(items: int) -> None:
    """Raise BoundsError for a list of so many ``items``."""
    if items > MAX_ITEMS:
        raise BoundsError(f"a list of {_shown(items)} items is too long (at most {MAX_ITEMS:,})")


def check_bits(bits: int) -> None:
    """Raise BoundsError for a whole number of so many ``bits``."""
    if bits > MAX_BITS:
        raise BoundsError(f"a number of more than {MAX_BITS * 3 // 10:,} digits is too large")


def _shown(count: int) -> str:
    return f"{count:,}" if count.bit_length() < 200 else "far too many"


def sized(value: Any) -> Any:
    """Return ``value``. Raise BoundsError if it is too long a text or list."""
    if isinstance(value, (str, bytes)):
        check_text(len(value))
    elif isinstance(value, (list, tuple)):
        check_items(len(value))
    return value


def joined(pieces: Iterable[str]) -> str:
    """Return the text of a page, or of a part of it. Raise BoundsError if it is longer than a page may be."""
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
                waiting.throw(_too_long())  # at the line that the template has come to
            raise _too_long()
    return "".join(kept)


def _too_long() -> BoundsError:
    return BoundsError(f"the page is too long (at most {MAX_PAGE >> 20} MB)", "page-too-large")


def weight(value: Any, indent: int = 0) -> int:
    """Return about how many characters ``value`` has as text. Raise BoundsError if these are too many.

    Lists can hold one another in so many ways that nobody could count to the end; the count stops at the limit.
    ``indent`` is how far each level of a list is moved to the right.
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
            continue  # using it is reported
        elif type(item) is Namespace:
            waiting.append((object.__getattribute__(item, "__dict__"), depth))  # its names are the template's
        elif isinstance(item, Collection):
            total += len(item) * (_ITEM + depth * indent)
            check_text(total)
            inside = [*item, *item.values()] if isinstance(item, Mapping) else item
            waiting.extend((each, depth + 1) for each in inside)
        elif isinstance(item, int):
            total += item.bit_length() // 3
    check_text(total)
    return total


def weighed(value: Any) -> Any:
    """Return ``value``, which is to be kept in a list. Raise BoundsError if it would be too long a text."""
    weight(value)
    return value


def printed(value: Any) -> Any:
    """Return ``value``, which is to be shown. Raise BoundsError if it is too long, UseError if nobody could read it."""
    weight(value)
    kind = type(value)
    if callable(value) and not isinstance(value, Undefined):
        raise UseError("this prints a function or macro, not its result", "put brackets after its name: ()")
    if (fields := getattr(kind, "__dataclass_fields__", None)) and "__str__" not in vars(kind):
        raise UseError(f"this prints a whole {kind.__name__}", f"name the field to print: .{next(iter(fields))}")
    return value


def concatenated(join: Callable[[Iterable[Any]], str], parts: tuple[Any, ...]) -> str:
    """Return what ``join`` makes of ``parts``: the operator ``~``."""
    check_text(sum(map(weight, parts)))
    return join(parts)


def add(left: Any, right: Any) -> Any:
    """Return ``left + right``."""
    if isinstance(left, int) and isinstance(right, int):
        check_bits(max(left.bit_length(), right.bit_length()))
    elif isinstance(left, (str, bytes)) and isinstance(right, (str, bytes)):
        check_text(len(left) + len(right))
    elif isinstance(left, Collection) and isinstance(right, Collection):
        check_items(len(left) + len(right))
    return operator.add(left, right)


def multiply(left: Any, right: Any) -> Any:
    """Return ``left * right``: of numbers, or a sequence so many times."""
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
    """Return ``left ** right``."""
    if isinstance(left, int) and isinstance(right, int) and abs(left) > 1:
        check_bits(left.bit_length() * max(right, 0))
    return operator.pow(left, right)


def remainder(left: Any, right: Any) -> Any:
    """Return ``left % right``: of numbers, or a text with its fields filled."""
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
    """Return the numbers in a field's format, added up. Raise BoundsError for one that is too wide."""
    numbers = [number.lstrip("0") for number in re.findall(r"\d+", specification)]
    if any(len(number) > 9 or int(number or 0) > MAX_WIDTH for number in numbers):
        raise BoundsError(f'the field "{specification[:30]}" is too wide (at most {MAX_WIDTH:,} characters)')
    return sum(int(number or 0) for number in numbers)


OPERATORS: dict[str, Callable[[Any, Any], Any]] = {"+": add, "*": multiply, "**": power, "%": remainder}
"""The operators that can make much of little."""
