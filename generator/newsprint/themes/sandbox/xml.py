"""Text in XML: without what XML forbids, and with the escapes that it needs."""

from __future__ import annotations

import re
from html import escape

ENDING = ".xml"
"""The names of templates of XML end so."""

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # XML 1.0, section 2.2


def xml_text(value: str) -> str:
    """Return ``value`` as character data or as the value of an attribute in double quotes."""
    return escape(_FORBIDDEN.sub("", value), quote=False).replace('"', "&quot;")
