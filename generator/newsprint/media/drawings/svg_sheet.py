"""The style sheet of a drawing. It is not published: its declarations are copied to each element that they apply to.

Illustrator and Matplotlib write sheets with simple selectors (``.st0``, ``#bar``, ``text``, ``*``). Rules with other
selectors are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

_SELECTOR = re.compile(r"(?P<tag>\*|[A-Za-z][\w-]*)?(?P<name>[.#]-?[A-Za-z_][\w-]*)?")
_MOST_RULES = 5_000


class Rule(Struct, frozen=True):
    """Declarations for elements named ``tag``, or for all. The greater ``weight`` wins, then the greater ``order``."""

    weight: int
    order: int
    tag: str
    declarations: str


class Sheet(Struct, frozen=True):
    """The rules of a drawing, by tag, ``.class`` or ``#id``. ``whole`` says that no rule had to be left out."""

    rules: dict[str, list[Rule]]
    whole: bool

    def declarations(self, tag: str, identity: str, classes: Iterable[str]) -> str:
        """Return the declarations for an element, in the order of the cascade (CSS 2.2, 6.4)."""
        if not self.rules:
            return ""
        keys = dict.fromkeys(("*", tag, *(f".{name}" for name in classes), f"#{identity}"))
        found = [rule for key in keys for rule in self.rules.get(key, ()) if rule.tag in ("", "*", tag)]
        found.sort(key=lambda rule: (rule.weight, rule.order))
        return ";".join(rule.declarations for rule in found)


def read_sheet(text: str) -> Sheet:
    """Return the style sheet in ``text``."""
    rules: dict[str, list[Rule]] = {}
    whole, order = True, 0
    for block in _without_comments(text).split("}"):
        selectors, brace, declarations = block.partition("{")
        if not brace or "{" in declarations:
            whole = whole and not block.strip()
            continue
        for selector in selectors.split(","):
            match = _SELECTOR.fullmatch(selector.strip())
            if match is None or not match[0] or order >= _MOST_RULES:
                whole = False
                continue
            order += 1
            tag, name = match["tag"] or "", match["name"] or ""
            weight = (tag not in ("", "*")) + (100 if name[:1] == "#" else 10 if name else 0)
            rules.setdefault(name or tag, []).append(Rule(weight, order, tag, declarations.strip()))
    return Sheet(rules, whole)


def _without_comments(text: str) -> str:
    first, *others = text.split("/*")
    return first + "".join(other.partition("*/")[2] for other in others)
