"""Attribute lists (``{: .wide }``, ``{lang=fr}``) that readers see as text.

The engine did not read them.
"""

from __future__ import annotations

import re
from collections import defaultdict

from newsprint.base.errors import Problem
from newsprint.markdown.code import outside_code
from newsprint.markdown.unseen.templating import printed

MAX_REPORTED = 50
_QUOTE = r"(?:&quot;|&\#39;|[\"'“”‘’„‚«»‹›「」『』])"
_VALUE = rf"(?:{_QUOTE}(?:(?!{_QUOTE})[^{{}}\n]){{0,200}}{_QUOTE}|[\w.:/%+-]{{1,200}})"
_NAME = (
    "(?:align|alt|class|credit|dir|download|height|hreflang|id|lang|loading|rel|role|sizes|srcset|start|style|tabindex|target"
    "|title|type|width|(?:aria|data)-[a-z-]{1,40})"
)
"""Only known names, because ``{x=1}`` is mathematics."""

_ATTRIBUTE = rf"(?:[.\#][A-Za-z][\w-]{{0,100}}|{_NAME}={_VALUE})(?=[\s}}])"
_LIST = re.compile(rf"\{{(?<![{{$\\]\{{):?[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE}){{0,20}}[ \t]*\}}(?!\}})")
_WRITTEN = re.compile(r"\{(?<!\\\{)(?<!:::\{)(?<!::: \{)[^{}\n]{1,300}\}")
_CHANGED = re.compile(rf"(?:{_QUOTE}|[\s\u00a0\u202f])+")
_INLINE = re.compile(r"</?(?:a|abbr|code|del|em|strong)\b[^<>]*>")
_LAST_WORD = re.compile(r"(\w*)[^\w<>]*\Z")
_LANGUAGE = re.compile(r"\{:?\s*lang=")
_HINT = (
    'write it directly after a picture, without a space; only the engine "markdown" reads attribute lists of links and '
    "headings"
)
_LANGUAGE_HINT = "for a quotation, write it at the end of the last line that begins with >"


def printed_attributes(html: str, text: str) -> list[Problem]:
    """Return a problem for every attribute list that ``html`` prints outside code.

    ``html`` was made of ``text``.
    """
    if "{" not in html or not _LIST.search(html):
        return []
    places = _Places(text)
    found = []
    for match in printed(_LIST, html):
        line, shown = places.next(match[0], html[max(0, match.start() - 100) : match.start()])
        if line:
            hint = _LANGUAGE_HINT if _LANGUAGE.match(shown) else _HINT
            message = f'"{shown[:80]}" is printed as text'
            found.append(Problem("", line, 0, message, hint, code="attribute-list"))
        if len(found) == MAX_REPORTED:
            break
    return found


class _Places:
    """The positions of attribute lists in a text.

    A printed list may equal one that the engine read, so the word before each list is compared too.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._unused: dict[str, list[re.Match[str]]] = defaultdict(list)
        for match in outside_code(_WRITTEN.finditer(text), text):
            self._unused[_plain(match[0])].append(match)

    def next(self, printed: str, before: str) -> tuple[int, str]:
        """Return the line and source of the list ``printed`` after ``before`` in the HTML.

        Return 0 and "" if it is not found.
        """
        places = self._unused.get(_plain(printed))
        if not places:
            return 0, ""
        word = _last_word(_INLINE.sub("", before))
        place = next((each for each in places[:MAX_REPORTED] if word == self._word_before(each.start())), places[0])
        places.remove(place)
        return self._text.count("\n", 0, place.start()) + 1, place[0]

    def _word_before(self, place: int) -> str:
        paragraph = self._text[max(0, place - 100) : place].rpartition("\n\n")[2]
        return _last_word(paragraph.replace(">", " "))


def _last_word(text: str) -> str:
    match = _LAST_WORD.search(text)
    return match[1] if match else ""


def _plain(written: str) -> str:
    return _CHANGED.sub(" ", written)
