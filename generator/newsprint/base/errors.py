"""The mistakes that Newsprint tells a person, and the problems that it collects.

    NewsprintError                  everything below; its text is ready to be read
    ├── ConfigurationError          newsprint.toml is missing or wrong; nothing was done  (exit code 2)
    ├── UsageError                  the command was asked for something impossible        (exit code 2)
    └── ProblemsError               mistakes in content or theme, each with its place     (exit code 1)
        ├── ContentError            articles, standing pages, pictures
        └── ThemeError              templates, strings, assets
    OutputError                     the output folder cannot be written, or is not ours   (exit code 1)
    DeployError                     the target cannot be reached, or refuses              (exit code 1)
    └── RefusedError                a guard of the deploy says no; nothing was changed    (exit code 1)

A mistake is described once, as a :class:`Problem`, where it is found. Whoever catches it adds nothing but the path.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct
from msgspec.structs import force_setattr, replace

from newsprint.problems.codes import CODES, Severity


class Problem(Struct, frozen=True, order=True):
    """One mistake and its place.

    ``path`` is relative to the outlet's folder, with forward slashes. ``line`` and ``column`` count from 1;
    0 means that the mistake has no line (a missing file, say) or no column. ``code`` is one of
    :data:`newsprint.problems.codes.CODES`, which also says the ``severity`` where none is given.
    """

    path: str
    line: int
    column: int
    message: str
    hint: str = ""
    code: str = ""
    severity: Severity | Literal[""] = ""

    def __post_init__(self) -> None:
        if not self.severity:
            force_setattr(self, "severity", CODES[self.code].severity if self.code else "error")

    def __str__(self) -> str:
        place = self.path
        if self.line:
            place += f":{self.line}"
            if self.column:
                place += f":{self.column}"
        return f"{place}: {self.message}" + (f" ({self.hint})" if self.hint else "")

    def at(self, path: str, *, line_offset: int = 0) -> Problem:
        """The same mistake, placed in ``path`` and moved down by ``line_offset`` lines."""
        return replace(self, path=path, line=self.line + line_offset if self.line else 0)


class NewsprintError(Exception):
    """A mistake of the user's or of the surroundings, told in words that the user can act on."""


class UsageError(NewsprintError):
    """The command line asked for something impossible."""


class OutputError(NewsprintError):
    """The output folder cannot be written, or holds what Newsprint did not write."""


class DeployError(NewsprintError):
    """The target of a deploy cannot be reached, or does not do as it is asked."""


class RefusedError(DeployError):
    """A guard keeps a deploy from what would harm a site; nothing was changed."""


class ProblemsError(NewsprintError):
    """One or more mistakes, each with its place; ``problems`` is sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[ProblemsError], tuple[tuple[Problem, ...]]]:
        """Errors come back from worker processes with their problems."""
        return type(self), (self.problems,)


class ConfigurationError(ProblemsError):
    """newsprint.toml is missing or wrong."""


class ContentError(ProblemsError):
    """Problems in articles, standing pages or pictures."""


class ThemeError(ProblemsError):
    """Mistakes in templates, strings or assets of a theme."""


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """The one of the ``known`` words that a misspelt ``word`` is most like; empty if none is so like it."""
    import difflib  # for those who misspelt something

    found = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=likeness)
    return found[0] if found else ""


def near(word: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """The hint for a misspelt ``word`` if one of the ``known`` ones is near; else nothing."""
    found = nearest(word, known, likeness)
    return f'did you mean "{found}"?' if found else ""


def suggestion(word: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """The hint for a misspelt ``word``: the nearest of the ``known`` ones, else the list of them."""
    names = sorted(known)
    shown = f"known: {', '.join(names[:30])}" if names else ""
    return near(word, names, likeness) or shown


def short(text: str) -> str:
    """``text`` as a message quotes it: on one line, and at most 80 characters of it."""
    text = " ".join(text.split())
    return text if len(text) <= 80 else f"{text[:80]}…"
