"""The attribute ``sizes`` of a picture: how wide its place is, for browsers to choose from its renditions."""

from __future__ import annotations

from functools import lru_cache

from newsprint.media.renditions.recipes import Role


def sizes_of(role: Role, width: int, height: int, most: int = 0) -> str:
    """Return the value of ``sizes`` for a picture of ``width`` by ``height`` pixels in ``role``, as CSS.

    ``most`` is the width in CSS pixels that an author gave it, if any. If the place crops the picture at its sides, the
    whole picture is wider than the place: lengths are multiplied.
    """
    if 0 < most < width:
        return _with_lengths(role.sizes, f"min({most}px, ", ")")
    if not (role.crop and height):
        return role.sizes
    across, down = role.crop
    factor = width * down / (height * across)
    return _with_lengths(role.sizes, f"calc({factor:.3f} * ", ")") if factor > 1.001 else role.sizes


@lru_cache(1000)
def _with_lengths(sizes: str, before: str, after: str) -> str:
    """Return ``sizes`` with text ``before`` and ``after`` each of its lengths; conditions stay."""
    found = []
    for size in _split(sizes, ","):
        *condition, length = _split(size.strip(), " ")
        found.append(" ".join([*condition, f"{before}{length}{after}"]))
    return ", ".join(found)


def _split(text: str, separator: str) -> list[str]:
    """Return the parts of ``text`` between the separators that are not in brackets."""
    parts, depth = [""], 0
    for character in text:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == separator and not depth:
            parts.append("")
        else:
            parts[-1] += character
    return parts
