"""Links and pictures, found by regular expressions instead of character by character."""

from __future__ import annotations

import re

from markdown import inlinepatterns, util

_FLAT = re.compile(r"[^\[\]]*+\]")
_BARE = re.compile(r"\(\s*+(?!<)([^()'\"]*+)\)")


class LeanLink(inlinepatterns.LinkInlineProcessor):
    """A quick way for links without brackets in the text, parentheses in the address, or a title: nearly all links."""

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:
        """Return the text up to the bracket that closes the one before ``index``, its end, and whether it is closed."""
        if match := _FLAT.match(data, index):
            return match[0][:-1], match.end(), True
        return super().getText(data, index)

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:
        """Return the address and title in the parentheses at ``index``, their end, and whether they are closed."""
        # Without a quote there is no title, and without another parenthesis the first closing one ends the link.
        if match := _BARE.match(data, index):
            address = match[1]
            return (self.unescape(address) if util.STX in address else address).strip(), None, match.end(), True
        return super().getLink(data, index)


class LeanImage(inlinepatterns.ImageInlineProcessor, LeanLink):
    """The same quick way for pictures."""
