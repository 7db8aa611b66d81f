"""Changes to the files of an outlet, as one value."""

from __future__ import annotations

from msgspec import Struct


class Changed(Struct, frozen=True):
    """The ``names`` of the changed files or folders, relative to the outlet's folder.

    With ``everything``, any file may have changed. ``moved`` has the old and the new name of each that was moved.
    """

    names: frozenset[str] = frozenset()
    everything: bool = False
    moved: tuple[tuple[str, str], ...] = ()

    def below(self, folder: str) -> set[str]:
        """Return the changed names below ``folder``, relative to it."""
        return {name.removeprefix(f"{folder}/") for name in self.names if name.startswith(f"{folder}/")}

    def touches(self, name: str) -> bool:
        """Return whether the file or folder ``name``, or anything below it, may have changed."""
        return self.everything or name in self.names or any(each.startswith(f"{name}/") for each in self.names)


NOTHING = Changed()
"""No change of any file."""
