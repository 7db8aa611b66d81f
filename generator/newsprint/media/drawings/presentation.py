"""The properties that are attributes of SVG too: what a drawing can say without ``style`` (SVG 2, 6.6)."""

from __future__ import annotations

from newsprint.media.drawings.svg_allowed import ELEMENTS

_ON_ALL = """
    alignment-baseline baseline-shift clip-path clip-rule color color-interpolation color-rendering direction display
    dominant-baseline fill fill-opacity fill-rule filter font-family font-size font-size-adjust font-stretch font-style
    font-variant font-weight glyph-orientation-horizontal glyph-orientation-vertical image-rendering kerning
    letter-spacing mask opacity paint-order pointer-events shape-rendering stroke stroke-dasharray stroke-dashoffset
    stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration
    text-rendering transform transform-box transform-origin unicode-bidi vector-effect visibility word-spacing
    writing-mode
"""
_SHAPES = frozenset(("path", "line", "polyline", "polygon"))
_FLOODS = frozenset(("feFlood", "feDropShadow"))

ON_ALL = frozenset(_ON_ALL.split())
"""The properties that are attributes of every element."""

ON_SOME = {
    "color-interpolation-filters": frozenset(("filter", *(name for name in ELEMENTS if name.startswith("fe")))),
    "flood-color": _FLOODS,
    "flood-opacity": _FLOODS,
    "lighting-color": frozenset(("feDiffuseLighting", "feSpecularLighting")),
    "marker-end": _SHAPES,
    "marker-mid": _SHAPES,
    "marker-start": _SHAPES,
    "overflow": frozenset(("svg", "symbol", "marker", "pattern")),
    "stop-color": frozenset(("stop",)),
    "stop-opacity": frozenset(("stop",)),
}
"""The elements that have the other properties as attributes."""

_INHERITED = frozenset(("marker-end", "marker-mid", "marker-start"))
_CHANGES_NOTHING = frozenset(("", "auto", "inherit", "initial", "none", "normal", "start", "visible", "accumulate"))


def is_attribute(name: str, element: str) -> bool:
    """Return whether the property ``name`` is an attribute of ``element``."""
    return name in ON_ALL or element in ON_SOME.get(name, ())


def is_needed(name: str, value: str) -> bool:
    """Return whether a drawing would look different without this declaration, if it cannot be an attribute.

    Drawing programs write every property that they know, with the value that it has anyway.
    """
    return value not in _CHANGES_NOTHING and (name not in ON_SOME or name in _INHERITED)
