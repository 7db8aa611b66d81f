"""Problems about the HTML of an author that is removed: tags, attributes and addresses.

The sanitiser does not report what it removes, so the HTML is scanned before it, with the same allow-list. HTML from
the author's text is reported with its line; HTML that only the engine wrote is not reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from newsprint.base.errors import Problem, short
from newsprint.markdown.links.link_lines import Places
from newsprint.markdown.links.links import classify
from newsprint.markdown.links.picture_sets import candidates
from newsprint.markdown.safe import allowed
from newsprint.markdown.tags import ADDRESSES, ATTRIBUTE, ATTRIBUTES, RAW_NAMES
from newsprint.markdown.unseen.written import Written

MAX_REPORTED = 50
"""The largest number of problems that are reported for one text."""

_TAG = re.compile(
    rf"<!--|(?P<instruction><\?|<!\[CDATA\[|<!(?=[A-Za-z]))|<(?P<name>[A-Za-z][^\s/<>]{{0,99}})(?P<attributes>{ATTRIBUTES})>"
)
_EMPTY = re.compile(
    r"""\]\(\s{0,9}(?:<>)?\s{0,9}(?:["'][^\n]{0,200}?["'])?\s{0,9}\)|(?:href|src)\s{0,9}=\s{0,9}(?:""|''|[\s>])"""
    r"|<a\b(?![^<>]*\bhref\b)[^<>]*>|<img\b(?![^<>]*\bsrc\b)[^<>]*>",
    re.I,
)
_NO_HTML = {
    "<?": (re.compile(r"<\?"), "<? … ?>"),
    "<![CDATA[": (re.compile(r"<!\[CDATA\["), "<![CDATA[ … ]]>"),
    "<!": (re.compile(r"<!(?=[A-Za-z])"), "<! … >"),
}
_STYLE = re.compile(r"\s*(?:text-align\s*:[^;]*;?\s*)*")
_TARGETS = {"a": "href", "img": "src"}
_WITH_CONTENT = allowed.DROPPED_WITH_CONTENT - allowed.AUTOMATIC
_LINK_HINT = "link only to web addresses (https:, http:), mailto:, tel: and files of the outlet"
_HTML_HINT = 'write it in Markdown; raw_html = "allowed" in newsprint.toml would publish all HTML unchanged'


def removed_html(html: str, text: str, *, sanitised: bool) -> list[Problem]:
    """Return a problem, with its line in ``text``, for everything removed from ``html``.

    ``html`` was made of ``text``. Tags and attributes are removed only from ``sanitised`` HTML, addresses in any case.
    """
    found: list[Problem] = []
    for problem in _Removals(text, sanitised=sanitised).of(html):
        found.append(problem)
        if len(found) == MAX_REPORTED:
            break
    return found


def removed_addresses(addresses: list[str], text: str) -> list[Problem]:
    """Return a problem for each of ``addresses``, which are removed or empty.

    They are the addresses of links in ``text``.
    """
    removals = _Removals(text, sanitised=False)
    return [removals.of_address(address) for address in addresses[:MAX_REPORTED]]


class _Removals:
    def __init__(self, text: str, *, sanitised: bool) -> None:
        self._written = Written(text)
        self._places = Places(text)
        self._sanitised = sanitised

    def of(self, html: str) -> Iterator[Problem]:
        """Yield a problem for everything that is removed from ``html``, in its order."""
        position = 0
        while match := _TAG.search(html, position):
            position = match.end()
            if match["instruction"]:
                pattern, shown = _NO_HTML[match["instruction"]]
                if self._sanitised and (line := self._written.line(pattern)):
                    message = f"{shown} is removed"
                    yield Problem("", line, 0, message, _HTML_HINT, code="html-removed")
                continue
            if not match["name"]:
                position = html.find("-->", position)
                if position < 0:
                    return
                continue
            name = match["name"].lower()
            values = {each[1].lower(): _value(each) for each in ATTRIBUTE.finditer(match["attributes"])}
            how = ""
            if name in RAW_NAMES or (self._sanitised and name in _WITH_CONTENT):
                end = re.compile(rf"</{re.escape(name)}\s*>", re.I).search(html, position)
                position = end.end() if end else len(html)
                how = ", with everything in it" if end else ", with everything after it: it is not closed"
                if not end and not self._sanitised:
                    line, message = self._written.line_of_tag(name), "is not closed: readers see nothing after it"
                    yield Problem("", line, 0, f"<{name}> {message}", f"write </{name}> at its end", code="unread-text")
            yield from self._of_tag(name, values, how)

    def of_address(self, address: str, line: int = 0) -> Problem:
        """Return the problem that ``address`` is removed or empty.

        The problem is on ``line`` if the address is not found in the text.
        """
        if address:
            message = f'the address "{short(address)}" is removed'
            return Problem("", self._places.line(address) or line, 0, message, _LINK_HINT, code="address-removed")
        message = "the link or picture has no address"
        return Problem("", self._written.line(_EMPTY) or line, 0, message, "write one", code="link-without-target")

    def _of_tag(self, name: str, values: dict[str, str], how: str) -> Iterator[Problem]:
        line = self._written.line_of_tag(name)
        is_removed = self._sanitised and name not in allowed.TAGS
        if is_removed and (line or name in allowed.DROPPED_WITH_CONTENT):
            yield Problem("", line, 0, f"<{short(name)}> is removed{how}", _HTML_HINT, code="html-removed")
        if is_removed:
            return
        if self._sanitised and name == "input" and values.get("type", "").lower() != "checkbox":
            message = "<input> becomes a disabled check box"
            yield Problem("", line, 0, message, _HTML_HINT, code="html-removed")
        elif self._sanitised:
            yield from self._of_attributes(name, values, line)
        yield from self._of_addresses(name, values, line)

    def _of_attributes(self, name: str, values: dict[str, str], line: int) -> Iterator[Problem]:
        kept = allowed.ATTRIBUTES["*"] | allowed.ATTRIBUTES.get(name, set()) | allowed.FORCED.get(name, {}).keys()
        for attribute, value in values.items():
            is_kept = attribute in kept or attribute.startswith(tuple(allowed.PREFIXES))
            if is_kept and not (attribute == "style" and not _STYLE.fullmatch(value)):
                continue
            if (name, attribute) == ("a", "name") and values.get("id", value) == value:
                continue  # an anchor: the sanitiser turns it into an id
            place = self._written.line_of_attribute(name, attribute)
            if place or attribute.startswith("on"):  # which no engine writes
                what = f'the attribute "{short(attribute)}" of <{name}> is removed'
                message = f"{what}, except text-align" if is_kept else what
                yield Problem("", place or line, 0, message, _HTML_HINT, code="html-removed")

    def _of_addresses(self, name: str, values: dict[str, str], line: int) -> Iterator[Problem]:
        addresses = [values[attribute] for attribute in ADDRESSES & values.keys()]
        addresses += [url for url, _ in candidates(values.get("srcset", ""))]
        for address in addresses:
            if address and classify(address)[0] == "drop":
                yield self.of_address(address, line)
        target = _TARGETS.get(name)
        if target and not values.get(target) and not (name == "a" and values.keys() & {"id", "name"}):
            yield self.of_address("", line)


def _value(match: re.Match[str]) -> str:
    return unescape(next((group for group in match.group(2, 3, 4) if group is not None), "")).strip()
