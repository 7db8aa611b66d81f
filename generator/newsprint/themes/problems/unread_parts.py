"""Files, templates and words of an outlet's theme that are never used, and empty templates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from os.path import splitext

from newsprint.base import toml
from newsprint.base.errors import Problem, near, nearest
from newsprint.themes.block_declarations import FOLDER
from newsprint.themes.lookup import FOLDERS, MAX_TEMPLATE, ThemeFolder, built_in_themes, files_in, read_text, tables_in
from newsprint.themes.template_folders import USUAL, USUAL_NAMED

_DYNAMIC_TEMPLATE = re.compile(
    r"""\{%[-+]?\s*(?:include|import|from|extends)\s+(?!(?:"[^"]*"|'[^']*')\s*(?:[-+]?%\}|import|as|with|ignore))"""
)
"""Matches a tag whose template is known only when it runs."""

_DYNAMIC_WORD = re.compile(r"""\bwords(?:_in\([^)]*\))?\s*(?:\[\s*(?!(?:"[^"]*"|'[^']*')\s*\])|\.get\b|\|)""")
"""Matches the use of a word whose name is known only when the template runs."""

_LEAST_SIMILARITY = 0.8
"""The least similarity of a misspelt name. Names with other signs than letters are ignored, like ``front-old.html``."""


def unread_parts(chain: tuple[ThemeFolder, ...]) -> list[Problem]:
    """Return a problem for each part of the outlet's theme that is not used because its name is misspelt.

    Only the outlet's own folders of ``chain`` are checked. Names are ignored if they are unlike any that Newsprint
    knows, or if a template mentions them. Empty templates, and templates beside their folder, are problems too. Raises
    ThemeError if a file cannot be read.
    """
    shipped = ThemeFolder(built_in_themes() / "gazette", "")
    own = tuple(folder for folder in chain if not folder.is_built_in)
    if not own:
        return []
    templates = [
        read_text(path, f"{own[place].shown}/templates/{name}", MAX_TEMPLATE)
        for place, name, path in files_in(own, "templates")
    ]
    source = "\n".join(templates)
    return [*_misplaced(own, shipped), *_templates(own, shipped, source), *_words(own, shipped, source)]


def _misplaced(own: Iterable[ThemeFolder], shipped: ThemeFolder) -> Iterator[Problem]:
    """Yield a problem for each template that is not in the folder ``templates``, and for each misspelt folder."""
    known = _template_names(shipped)
    for folder in own:
        for path in sorted(folder.path.iterdir()):
            shown = f"{folder.shown}/{path.name}"
            if path.name in known:
                hint = f"move it to {folder.shown}/templates/"
                yield Problem(shown, 0, 0, "templates are not read from here", hint, code="theme")
            elif path.is_dir() and path.name not in FOLDERS and (hint := _spelling_hint(path.name, FOLDERS)):
                yield Problem(shown, 0, 0, "a theme has no folder of this name", hint, code="theme")


def _templates(own: tuple[ThemeFolder, ...], shipped: ThemeFolder, source: str) -> Iterator[Problem]:
    """Yield a problem for each empty template that a page uses, and for each template with a misspelt name."""
    known, is_dynamic = _template_names(shipped), bool(_DYNAMIC_TEMPLATE.search(source))
    for place, name, path in files_in(own, "templates"):
        shown = f"{own[place].shown}/templates/{name}"
        is_named = name.startswith(tuple(USUAL)) and not name.rpartition("/")[2].startswith("_")
        if name in USUAL_NAMED:
            yield Problem(
                shown, 0, 0, "this name chooses the usual template", "give the file another name", code="theme"
            )
        elif (name in known or is_named) and not read_text(path, shown, MAX_TEMPLATE).strip():
            hint = "fill it, or delete the file to use the theme's own"
            yield Problem(shown, 0, 0, "the template is empty, and its pages would be empty too", hint, code="theme")
        elif name not in known and name not in source and not is_dynamic and (hint := _hint_of(name, known)):
            yield Problem(shown, 0, 0, "no page and no other template uses this template", hint, code="theme")


def _hint_of(name: str, known: Iterable[str]) -> str:
    """Return the hint if the template ``name``, or its folder, is a misspelling; else an empty text."""
    folder, _, rest = name.partition("/")
    folders = [each.rstrip("/") for each in (*USUAL, FOLDER)]
    is_own = folder in folders or not folder.isalpha()
    meant = nearest(folder, folders, 0.7) if rest and not is_own else ""
    return f'did you mean "{meant}/{rest}"?' if meant else _spelling_hint(name, known)


def _template_names(folder: ThemeFolder) -> set[str]:
    return {name for _, name, _ in files_in((folder,), "templates")}


def _spelling_hint(name: str, known: Iterable[str]) -> str:
    """Return the hint if ``name`` is a misspelling of one of the ``known`` names; else an empty text."""
    stem, ending = splitext(name)
    # An ending may be cut or in capitals: "front.htm" and "front.HTML" are misspellings too.
    stems = {splitext(each)[0]: each for each in sorted(known) if splitext(each)[1].startswith(ending.lower())}
    meant = nearest(stem, stems, _LEAST_SIMILARITY) if stem.isalpha() else ""
    return f'did you mean "{stems[meant]}"?' if meant else ""


def _words(own: tuple[ThemeFolder, ...], shipped: ThemeFolder, source: str) -> Iterator[Problem]:
    known = tables_in(read_text(shipped.path / "strings" / "en.toml", "strings/en.toml"))
    mentioned = set(re.findall(r"\w+", source))
    kinds = {"words": "word", "dates": "date format"}
    if _DYNAMIC_WORD.search(source):
        del kinds["words"]
    for place, file, path in files_in(own, "strings"):
        shown = f"{own[place].shown}/strings/{file}"
        text = read_text(path, shown)
        if (copied := shipped.file(f"strings/{file}")) and text == read_text(copied, file):
            continue
        for table, kind in kinds.items():
            for name in sorted(_keys_of(text, table) - known[table].keys() - mentioned):
                if hint := near(name, known[table]):
                    message = f'no template prints the {kind} "{name}"'
                    yield Problem(shown, *toml.position_of(text, f"{table}.{name}"), message, hint, code="theme-words")


def _keys_of(text: str, table: str) -> set[str]:
    """Return the keys of a table; none if the file cannot be parsed, which is reported when its language is used."""
    try:
        found = tables_in(text).get(table)
    except toml.TomlError:
        return set()
    return set(found) if isinstance(found, dict) else set()
