"""Both engines agree with each other and with cmark-gfm, except for the differences in the manual."""

from __future__ import annotations

import re
from pathlib import Path

import markdown
import pytest

from newsprint.markdown.fast.library_check import COMPARED
from tests.markdown.engines.agreement import comparable, snippets, straight

PAGE = "docs/authors/engines.md"
ROW = re.compile(r"^\| ([^|]+) \| (`markdown`|`commonmark`|both) \| ([^|]+) \|$", re.M)


def differences() -> dict[str, str]:
    """Return each snippet with different results, and the engine that differs from cmark-gfm."""
    found = {}
    for name, text in snippets().items():
        ours, native, reference = (comparable(engine, text) for engine in ("markdown", "commonmark", "reference"))
        if straight(native) != straight(reference):
            found[name] = "both" if ours == native else "`commonmark`"
        elif ours != native:
            found[name] = "`markdown`"
    return found


def test_there_are_at_least_150_snippets() -> None:
    assert len(snippets()) >= 150


@pytest.mark.skipif(markdown.__version__ != COMPARED, reason="another version of the library is installed")
def test_the_manual_lists_exactly_the_differences_of_the_engines(repository: Path) -> None:
    section = repository.joinpath(PAGE).read_text(encoding="utf-8").partition("## Where the engines differ")[2]
    listed = {name: engine for name, engine, _ in ROW.findall(section)}
    assert listed == differences()
    assert len(ROW.findall(section)) == len(listed)


@pytest.mark.parametrize("engine", ["markdown", "commonmark", "reference"])
def test_the_comparison_keeps_what_a_reader_would_notice(engine: str) -> None:
    assert comparable(engine, "a *b*") == "<p>a <em>b</em></p>"
    assert comparable(engine, "- a\n- b") == "<ul><li>a</li><li>b</li></ul>"
    assert comparable(engine, "a | b\n--|-:\nc | d").endswith("<td>c</td><td align-right>d</td></tr></tbody></table>")
    assert comparable(engine, "    a  b") == "<pre><code>a  b\n</code></pre>"
