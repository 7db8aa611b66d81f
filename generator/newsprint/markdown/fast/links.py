"""Links and emphasis whose marks are found by regular expressions instead of character by character."""

from __future__ import annotations

import re

from markdown import inlinepatterns, util

_FLAT = re.compile(r"[^\[\]]*+\]")
_BARE = re.compile(r"\(\s*+(?!<)([^()'\"]*+)\)")


class LeanLink(inlinepatterns.LinkInlineProcessor):
    """Links without brackets in their text, parentheses in their address, or a title: nearly all."""

    def getText(self, data: str, index: int) -> tuple[str, int, bool]:
        """The text up to the bracket that closes the one before ``index``, where it ends, and whether it does."""
        if match := _FLAT.match(data, index):
            return match[0][:-1], match.end(), True
        return super().getText(data, index)

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:
        """The address and title in the parentheses at ``index``, where they end, and whether they do."""
        # Without a quote there is no title, and without another parenthesis the first closing one ends the link.
        if match := _BARE.match(data, index):
            address = match[1]
            return (self.unescape(address) if util.STX in address else address).strip(), None, match.end(), True
        return super().getLink(data, index)


class LeanImage(inlinepatterns.ImageInlineProcessor, LeanLink):
    """Pictures, likewise."""
