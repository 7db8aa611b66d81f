"""The lines around a problem: the right lines, the right word marked, and invisible characters shown."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from newsprint.preview.pages.source import AROUND, Line, lines_around, visible

Shown = Callable[..., tuple[Line, ...]]


@pytest.fixture
def shown(tmp_path: Path) -> Shown:
    """Return a function that writes ``data`` to a file and returns the lines around a place in it."""

    def shown(data: str | bytes, line: int, column: int = 0) -> tuple[Line, ...]:
        file = tmp_path / "a.md"
        file.write_bytes(data if isinstance(data, bytes) else data.encode())
        return lines_around(file, line, column)

    return shown


def wrong(lines: tuple[Line, ...]) -> tuple[str, str, str]:
    """Return the wrong line in three parts: before, in and after the marked word."""
    (line,) = (line for line in lines if line.wrong)
    return line.before, line.marked, line.after


def test_the_wrong_line_is_shown_with_the_lines_around_it(shown: Shown) -> None:
    lines = shown("\n".join(f"line {number}" for number in range(1, 30)), 12)
    assert [line.number for line in lines] == list(range(12 - AROUND, 12 + AROUND + 1))
    assert [line.number for line in lines if line.wrong] == [12]
    assert wrong(lines) == ("line 12", "", "")


@pytest.mark.parametrize(
    ("text", "column", "parts"),
    [
        ("title: x", 1, ("", "title", ": x")),
        ("title: x", 6, ("title", ":", " x")),
        ("title: x", 8, ("title: ", "x", "")),
        ("title: x", 9, ("title: x", " ", "")),
        ("title: x", 99, ("title: x", " ", "")),
        ("\ttitle", 1, ("", "→\t", "title")),
        ("a\u00a0b", 2, ("a", "⟨U+00A0⟩", "b")),
        ("dé-jà vu", 1, ("", "dé-jà", " vu")),
        ("العنوان خطأ", 9, ("العنوان ", "خطأ", "")),
        ("a\u202eb", 2, ("a", "⟨U+202E⟩", "b")),
        ("", 1, ("", " ", "")),
    ],
)
def test_the_word_or_character_at_the_column_is_marked(shown: Shown, text: str, column: int, parts: object) -> None:
    assert wrong(shown(f"above\n{text}\nbelow\n", 2, column)) == parts


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_end_as_in_the_parser(shown: Shown, line_end: str) -> None:
    lines = shown(line_end.join(["one", "two\u2028still two", "three", ""]), 3, 1)
    assert [(line.number, line.before + line.marked) for line in lines] == [
        (1, "one"),
        (2, "two⟨U+2028⟩still two"),
        (3, "three"),
    ]


def test_a_byte_order_mark_does_not_move_the_marked_place(shown: Shown) -> None:
    assert wrong(shown(b"\xef\xbb\xbftitle: x\n", 1, 1)) == ("", "title", ": x")


def test_a_problem_after_the_last_line_end_is_on_an_empty_line(shown: Shown) -> None:
    lines = shown("one\ntwo\n", 3, 1)
    assert [line.number for line in lines] == [1, 2, 3]
    assert wrong(lines) == ("", " ", "")


def test_if_the_file_is_shorter_now_its_end_is_shown_without_a_mark(shown: Shown) -> None:
    lines = shown("".join(f"line {number}\n" for number in range(1, 10)), 50, 3)
    assert [line.before for line in lines] == ["line 6", "line 7", "line 8", "line 9"]
    assert not any(line.wrong or line.marked for line in lines)


def test_a_long_line_is_cut_around_the_problem(shown: Shown) -> None:
    text = "word " * 4000 + "PROBLEM " + "word " * 4000
    lines = shown(f"{text}\n{text}\n", 2, text.index("PROBLEM") + 1)
    before, marked, after = wrong(lines)
    assert marked == "PROBLEM"
    assert before.startswith("…") and after.endswith("…")
    assert all(len(line.before + line.marked + line.after) < 500 for line in lines)
    assert wrong(shown(text, 1, 1)) == ("", "word", after_first(text))


def after_first(text: str) -> str:
    return f"{text[4:320]}…"


def test_a_very_long_word_is_marked_only_in_part(shown: Shown) -> None:
    assert len(wrong(shown("x" * 100_000, 1, 500))[1]) == 80


def test_bytes_that_are_not_text_are_replaced(shown: Shown) -> None:
    assert wrong(shown(b"title: caf\xe9 x\n", 1)) == ("title: caf\N{REPLACEMENT CHARACTER} x", "", "")
    garbage = shown(bytes(range(256)) * 50, 3)
    assert garbage
    assert all(text.isprintable() for line in garbage for text in (line.before.replace("\t", ""), line.after))


def test_a_huge_file_is_read_only_up_to_a_limit(shown: Shown) -> None:
    huge = b"title: x\n" * 1_000_000
    assert wrong(shown(huge, 2, 1)) == ("", "title", ": x")
    assert shown(huge, 900_000, 1) == ()


def test_without_a_line_or_a_file_nothing_is_shown(shown: Shown, tmp_path: Path) -> None:
    assert shown("text", 0) == ()
    assert lines_around(tmp_path / "gone.md", 1, 1) == ()
    assert lines_around(tmp_path, 1, 1) == ()
    assert lines_around(tmp_path / "a\0b", 1, 1) == ()


def test_a_named_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert lines_around(tmp_path / "pipe.md", 1, 1) == ()


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain, naïve, 漢字, עברית, 👩‍🚀", "plain, naïve, 漢字, עברית, 👩‍🚀"),
        ("می‌خواهم\tand\u00a0blank", "می‌خواهم\tand\u00a0blank"),
        ("\x00\x1b[31m\x7f", "␀␛[31m␡"),
        ("\u202eevil\u202c \u2066x\u2069 \u200f", "⟨U+202E⟩evil⟨U+202C⟩ ⟨U+2066⟩x⟨U+2069⟩ ⟨U+200F⟩"),
        ("zero\u200bwidth\ufeff so\u00adft \x85", "zero⟨U+200B⟩width⟨U+FEFF⟩ so⟨U+00AD⟩ft ⟨U+0085⟩"),
        ("\U000e0041\udce9", "⟨U+E0041⟩⟨U+DCE9⟩"),
    ],
)
def test_invisible_characters_are_shown_unless_a_script_needs_them(text: str, seen: str) -> None:
    assert visible(text) == seen
