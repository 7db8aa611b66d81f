"""Changes to the files of an outlet, as one value."""

from __future__ import annotations

from msgspec import Struct


class Changed(Struct, frozen=True):
    """Where something happened: ``names`` of files or folders of the outlet; or anywhere, if it is ``everything``.

    ``moved`` has the old and new names of those that were moved.
    """

    names: frozenset[str] = frozenset()
    everything: bool = False
    moved: tuple[tuple[str, str], ...] = ()

    def below(self, folder: str) -> set[str]:
        """The names below ``folder``, relative to it."""
        return {name.removeprefix(f"{folder}/") for name in self.names if name.startswith(f"{folder}/")}

    def touches(self, name: str) -> bool:
        """Whether something happened to the file or folder ``name``, or below it."""
        return self.everything or name in self.names or any(each.startswith(f"{name}/") for each in self.names)
