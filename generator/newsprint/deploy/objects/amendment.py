"""Amendments: what a deploy changed in the manifest, so that one story does not have all of a large one written anew.

The head names the manifest and its amendments in their order. An amendment is written as a manifest is.
"""

from __future__ import annotations

from collections.abc import Iterable

from newsprint.deploy.objects.manifest import Entry, Manifest

WORTH_AMENDING = 2000
"""A manifest of fewer files than this is written anew: it is small, and one object is sooner read than several."""

MOST_AMENDMENTS = 8
"""After so many the manifest is written anew: the next deploy has to read all of them."""

_LARGEST_PART = 20  # a twentieth of the files
_GONE = Entry("", 0, None, "")  # stands in an amendment for a file that is there no more


def amendment_to(manifest: Manifest, entries: Manifest, gone: Iterable[str]) -> dict[str, Entry]:
    """What is another than in ``manifest`` where the files of ``entries`` are there now, and ``gone`` are not any more.

    See :func:`amended`.
    """
    changed = {path: entry for path, entry in entries.items() if manifest.get(path) != entry}
    return changed | dict.fromkeys(gone, _GONE)


def amended(manifest: Manifest, amendments: Iterable[Manifest]) -> dict[str, Entry]:
    """``manifest`` after ``amendments``, the oldest first."""
    there = dict(manifest)
    for amendment in amendments:
        there.update(amendment)
        for path in [path for path, entry in amendment.items() if entry == _GONE]:
            del there[path]
    return there


def is_worth_it(amendment: Manifest, files: int, amendments: int) -> bool:
    """Whether to write ``amendment`` beside so many others, and not the manifest of so many ``files`` anew."""
    return files >= WORTH_AMENDING and amendments < MOST_AMENDMENTS and len(amendment) * _LARGEST_PART <= files
