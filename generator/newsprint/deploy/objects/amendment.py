"""Amendments: the changes of one deploy to the manifest.

With them a deploy of one story does not have to rewrite a large manifest. The head names the manifest and its
amendments in order. An amendment has the format of a manifest.
"""

from __future__ import annotations

from collections.abc import Iterable

from newsprint.deploy.objects.manifest import Entry, Manifest

WORTH_AMENDING = 2000
"""A manifest of fewer files is rewritten: it is small, and one object is read faster than several."""

MOST_AMENDMENTS = 8
"""After this many amendments the manifest is rewritten, because each deploy reads all of them."""

_LARGEST_PART = 20  # a twentieth of the files
_DELETED = Entry("", 0, None, "")  # marks a deleted file in an amendment


def amendment_to(manifest: Manifest, entries: Manifest, deleted: Iterable[str]) -> dict[str, Entry]:
    """Return the changes to ``manifest`` for the files in ``entries`` and the deleted paths ``deleted``.

    :func:`amended` applies them.
    """
    changed = {path: entry for path, entry in entries.items() if manifest.get(path) != entry}
    return changed | dict.fromkeys(deleted, _DELETED)


def amended(manifest: Manifest, amendments: Iterable[Manifest]) -> dict[str, Entry]:
    """Return ``manifest`` with ``amendments`` applied, oldest first."""
    there = dict(manifest)
    for amendment in amendments:
        there.update(amendment)
        for path in [path for path, entry in amendment.items() if entry == _DELETED]:
            del there[path]
    return there


def is_worth_it(amendment: Manifest, files: int, amendments: int) -> bool:
    """Return whether to write ``amendment`` instead of the manifest.

    ``files`` is the number of files at the target, ``amendments`` that of the amendments written since the manifest.
    """
    return files >= WORTH_AMENDING and amendments < MOST_AMENDMENTS and len(amendment) * _LARGEST_PART <= files
