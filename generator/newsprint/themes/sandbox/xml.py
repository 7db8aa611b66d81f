"""Text in XML: escaped, and without the characters that XML forbids."""

from __future__ import annotations

import re
from html import escape

ENDING = ".xml"
"""The ending of the names of XML templates."""

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # XML 1.0, section 2.2


def xml_text(value: str) -> str:
    """Return ``value`` escaped as character data, or as the value of an attribute in double quotes."""
    return escape(_FORBIDDEN.sub("", value), quote=False).replace('"', "&quot;")
