"""Small help for pages that are XML: feeds and sitemaps."""

from __future__ import annotations

import re
from datetime import datetime
from html import escape

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # XML 1.0, section 2.2
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def text(value: str) -> str:
    """``value`` as character data or as the value of an attribute in double quotes."""
    return escape(_FORBIDDEN.sub("", value), quote=False).replace('"', "&quot;")


def element(name: str, value: str) -> str:
    """``<name>value</name>``, or nothing for an empty value."""
    return f"<{name}>{text(value)}</{name}>\n" if value else ""


def rfc822(moment: datetime) -> str:
    """``moment`` (aware) as RSS writes it (RFC 822 with a year of four digits)."""
    from email.utils import format_datetime  # parsers of e-mails come along: for those who write a feed

    return format_datetime(moment)
