"""The errors that Newsprint raises for its users, and the problems that it collects.

    NewsprintError                  everything below; its text is a message for the user
    ├── ConfigurationError          newsprint.toml is missing or wrong; nothing was done  (exit code 2)
    ├── UsageError                  the command line asks for something impossible        (exit code 2)
    └── ProblemsError               problems in content or theme, each with its place     (exit code 1)
        ├── ContentError            articles, standing pages, pictures
        └── ThemeError              templates, strings, assets
    OutputError                     the output folder cannot be written, or is not ours   (exit code 1)
    DeployError                     the target cannot be reached, or fails                (exit code 1)
    └── RefusedError                a guard refuses the deploy; nothing was changed       (exit code 1)

A problem is described once, as a :class:`Problem`, by the code that finds it. Callers only add the path.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct
from msgspec.structs import force_setattr, replace

from newsprint.problems.codes import CODES, Severity


class Problem(Struct, frozen=True, order=True):
    """One problem and its place.

    ``path`` is relative to the outlet's folder, with forward slashes. ``line`` and ``column`` count from 1;
    0 means that the problem has no line (a missing file, for example) or no column. ``code`` is one of
    :data:`newsprint.problems.codes.CODES`, whose ``severity`` is used if none is given.
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
        """Return the same problem with this ``path``, and its line moved down by ``line_offset``."""
        return replace(self, path=path, line=self.line + line_offset if self.line else 0)


class NewsprintError(Exception):
    """An error of the user or the environment, with a message that the user can act on."""


class UsageError(NewsprintError):
    """The command line asks for something impossible."""


class OutputError(NewsprintError):
    """The output folder cannot be written, or contains files that Newsprint did not write."""


class DeployError(NewsprintError):
    """The target of a deploy cannot be reached, or a request to it fails."""


class RefusedError(DeployError):
    """A guard refuses a deploy that would harm the site; nothing was changed."""


class ProblemsError(NewsprintError):
    """One or more problems, each with its place; ``problems`` is sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[ProblemsError], tuple[tuple[Problem, ...]]]:
        """Pickle the problems too, so that errors keep them on the way from worker processes."""
        return type(self), (self.problems,)


class ConfigurationError(ProblemsError):
    """newsprint.toml is missing or wrong."""


class ContentError(ProblemsError):
    """Problems in articles, standing pages or pictures."""


class ThemeError(ProblemsError):
    """Problems in templates, strings or assets of a theme."""


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """Return the ``known`` word most similar to a misspelt ``word``; empty if none reaches ``likeness`` (0 to 1)."""
    import difflib  # loaded only for misspelt words

    found = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=likeness)
    return found[0] if found else ""


def near(word: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """Return a hint for a misspelt ``word`` if a ``known`` word is similar; else an empty text."""
    found = nearest(word, known, likeness)
    return f'did you mean "{found}"?' if found else ""


def suggestion(word: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """Return a hint for a misspelt ``word``: the nearest of the ``known`` words, else a list of these."""
    names = sorted(known)
    shown = f"known: {', '.join(names[:30])}" if names else ""
    return near(word, names, likeness) or shown


def short(text: str) -> str:
    """Return ``text`` for quoting in a message: on one line, cut after 80 characters."""
    text = " ".join(text.split())
    return text if len(text) <= 80 else f"{text[:80]}…"
