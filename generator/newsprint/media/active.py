"""Recognising files that a browser runs: HTML, scripts, and XML that draws or runs."""

from __future__ import annotations

from io import BytesIO
from posixpath import splitext

from newsprint.media.formats import HTML, XML, Format, has_picture_ending

_ENDINGS = {
    **dict.fromkeys((".html", ".htm", ".shtml", ".shtm", ".xhtml", ".xht", ".hta", ".mht", ".mhtml", ".htc"), "HTML"),
    **dict.fromkeys((".js", ".mjs", ".cjs", ".jsx", ".vbs", ".wasm"), "a script"),
    **dict.fromkeys((".xsl", ".xslt"), "a style sheet that runs"),
    **dict.fromkeys((".php", ".phtml", ".php5", ".phar", ".cgi", ".asp", ".aspx", ".jsp"), "a program"),
    ".swf": "Flash",
}
_PLAIN_TEXT = (".txt",)
_DRAWN = ("http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg", "http://www.w3.org/1999/XSL/Transform")


def active_kind(data: bytes, name: str, form: Format) -> str:
    """Return what a browser or a web server would run in the file ``name``, in words; empty if nothing.

    The name counts, because hosts derive the type for browsers from it. The first bytes count too, because some hosts
    and some browsers go by them.
    """
    ending = splitext(name)[1].lower()
    if found := _ENDINGS.get(ending):
        return found
    if ending in _PLAIN_TEXT or form.picture or has_picture_ending(name):
        return ""
    if form is HTML:
        return "HTML"
    if form is XML or (ending in (".xml", ".rdf", ".atom", ".rss", ".kml", ".gpx")):
        return "XML with a page, a drawing or a style sheet in it" if data and _draws(data) else ""
    return ""


def _draws(data: bytes) -> bool:
    """Return whether XML contains something that browsers draw or run.

    XML that is not well-formed counts as such: browsers begin to draw before they reach the error.
    """
    from lxml import etree

    events = ("start", "pi")
    try:
        steps = etree.iterparse(
            BytesIO(data.lstrip()), events, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        for event, node in steps:
            if event == "pi":
                if node.target == "xml-stylesheet":
                    return True
            elif str(node.tag).startswith(tuple(f"{{{namespace}}}" for namespace in _DRAWN)):
                return True
            if event == "start" and (parent := node.getparent()) is not None and parent.index(node) > 100:
                del parent[0]
        return bool(steps.root is not None and steps.root.getroottree().docinfo.internalDTD is not None)
    except (etree.XMLSyntaxError, ValueError):
        return True
