"""XMP (ISO 16684-1): reading the few properties that state a picture's rights, and writing a packet of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import Any, TypeAlias

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = "http://purl.org/dc/elements/1.1/"
PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
PLUS = "http://ns.useplus.org/ldf/xmp/1.0/"
IPTC_EXT = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"

CREATOR, RIGHTS = f"{{{DC}}}creator", f"{{{DC}}}rights"
CREDIT = f"{{{PHOTOSHOP}}}Credit"
DATA_MINING = f"{{{PLUS}}}DataMining"
SOURCE_TYPE = f"{{{IPTC_EXT}}}DigitalSourceType"
_SPELT_OTHERWISE = {f"{{{IPTC_EXT}}}DigitalsourceType": SOURCE_TYPE}
_WANTED = frozenset((CREATOR, RIGHTS, CREDIT, DATA_MINING, SOURCE_TYPE, *_SPELT_OTHERWISE))

MAX_BYTES = 4 * 2**20
_MAX_VALUES = 20
Element: TypeAlias = Any  # lxml's, which has no public name
_DOCUMENT_TYPE = re.compile(rb"<!\s*(?:doctype|entity)", re.I)


def properties(packet: bytes) -> dict[str, list[str]]:
    """Return the values of the wanted properties in ``packet``; empty if it is too large or not XMP.

    Entities are not expanded and nothing is loaded: a packet with a document type is ignored.
    """
    text = _trimmed(packet) if len(packet) <= MAX_BYTES else b""
    if not text or _DOCUMENT_TYPE.search(text):
        return {}
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, recover=False
    )
    try:
        root = etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError):
        return {}
    found: dict[str, list[str]] = {}
    for description in root.iter(f"{{{RDF}}}Description"):
        parent = description.getparent()
        if parent is None or parent.tag != f"{{{RDF}}}RDF":
            continue  # these are the rights of a picture's ingredients, not of the picture
        for name, value in description.attrib.items():
            _add(found, str(name), [str(value)])
        for child in description.iterchildren("{*}*"):
            _add(found, str(child.tag), _values(child))
    return found


def packet(creators: Iterable[str], rights: str, credit: str, data_mining: str, source_type: str) -> bytes:
    """Return a packet of these values, without empty ones. The same values give the same bytes."""
    items = "".join(f"<rdf:li>{escape(name)}</rdf:li>" for name in creators)
    lines = [
        f"<dc:creator><rdf:Seq>{items}</rdf:Seq></dc:creator>" if items else "",
        f'<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{escape(rights)}</rdf:li></rdf:Alt></dc:rights>'
        if rights
        else "",
        f"<photoshop:Credit>{escape(credit)}</photoshop:Credit>" if credit else "",
        f"<plus:DataMining>{escape(data_mining)}</plus:DataMining>" if data_mining else "",
        f"<Iptc4xmpExt:DigitalSourceType>{escape(source_type)}</Iptc4xmpExt:DigitalSourceType>" if source_type else "",
    ]
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}"><rdf:Description rdf:about="" xmlns:dc="{DC}" '
        f'xmlns:photoshop="{PHOTOSHOP}" xmlns:plus="{PLUS}" xmlns:Iptc4xmpExt="{IPTC_EXT}">'
        + "".join(lines)
        + '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()


def _trimmed(data: bytes) -> bytes:
    """Return ``data`` in UTF-8, without the padding around the packet."""
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        marker = "<?xp".encode(encoding) if encoding != "utf-16" else b"\xff\xfe"
        if data.startswith((marker, b"\xfe\xff") if encoding == "utf-16" else marker):
            data = data.decode(encoding, "replace").encode()
            break
    return data.strip(b"\x00 \t\r\n").removeprefix(b"\xef\xbb\xbf")


def _add(found: dict[str, list[str]], name: str, values: list[str]) -> None:
    if name in _WANTED:
        found.setdefault(_SPELT_OTHERWISE.get(name, name), []).extend(values[:_MAX_VALUES])


def _values(element: Element) -> list[str]:
    """Return the texts of a property: its own, those of its list (default language first), or its resource address."""
    if (address := element.get(f"{{{RDF}}}resource")) is not None:
        return [address]
    items = list(element.iter(f"{{{RDF}}}li", f"{{{RDF}}}value"))
    if not items:
        return [element.text or ""]
    default = "{http://www.w3.org/XML/1998/namespace}lang"
    items.sort(key=lambda item: item.get(default) != "x-default")
    return [item.text or "" for item in items]
