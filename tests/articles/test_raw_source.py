"""The source of a story is recognised by its first bytes, and data and documents are not taken for one."""

from __future__ import annotations

import gzip
from time import process_time

import pytest

from newsprint.articles.raw_source import HEAD, is_story_source

STORY = "---\ntitle: Zürich\ndraft: true\n---\n\nSome words.\n"
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "latin-1",
             "cp1252", "utf-7", "shift_jis", "koi8-r")  # fmt: skip
SOURCES = {
    "YAML": STORY,
    "a longer fence": "------  \ntitle: x\n------\n",
    "a flow mapping": "---\n{title: x, draft: true}\n---\n",
    "a comment before the first key": "---\n# ask Ann\n\n'title' : x\n---\n",
    "a front matter that is not closed": "---\ntitle: x\n",
    "TOML": "+++\ntitle = 'x'\n+++\nSome words.",
    "TOML with a table": "+++\n[params]\nx = 1\n+++\n",
    "JSON": '{\n  "title": "x"\n}\n\nSome words.',
    "JSON with a mistake": '{\n  "title": "x",,\n}\n\nSome words.',
    "JSON without a text": '{"title": "x", "draft": true}\n',
    "JSON of a draft": '{"title": "x", "status": "draft", "content": "Some words."}',
    "Pelican": "Date: 2010-12-03\nTitle: x\nCategory: Python\n\nSome words.",
    "Org": "#+TITLE: x\n#+DATE: 2010-12-03\n",
    "reStructuredText": "A headline\n##########\n\n:date: 2010-12-03\n:tags: x\n",
    "AsciiDoc": "= A headline\n:author: Ann\n\nSome words.",
    "AsciiDoc with an author": "= A headline\nAnn Lee <ann@b.example>\n:draft:\n\nSome words.",
    "Nikola": ".. title: x\n.. slug: x\n.. date: 2010-12-03\n\nSome words.",
    "Nikola in Markdown": "<!--\n.. title: x\n.. status: draft\n-->\n\nSome words.",
    "a language behind the fence": '---json\n{"title": "x"}\n---\nSome words.',
    "a comment behind the fence": "--- # from Ann\ntitle: x\n---\nSome words.",
    "semicolons": ';;;\n{"title": "x"}\n;;;\nSome words.',
    "a conflict of git": "<<<<<<< HEAD\n---\ntitle: x\n---",
    "a comment above": "<!-- from the agency -->\n---\ntitle: x\n---",
    "two byte order marks": f"\ufeff\ufeff{STORY}",
    "Vim's swap file": "b0VIM 8.2\0\0",
}
OTHERS = {
    "nothing": "",
    "GeoJSON": '{\n  "type": "FeatureCollection",\n  "features": []\n}\n',
    "JSON lines": '{"title": "a"}\n{"title": "b"}\n',
    "a feed": '{\n "title": "Feed",\n "authors": []}',
    "YAML data": "openapi: 3\ninfo:\n  title: x\n",
    "YAML data of a chart": "title: x\ndate: 2024-12-23\nrows:\n  - 1\n",
    "YAML data behind a mark": "---\nname: x\non: push\n",
    "a poem": "Title: The pier\nAuthor: Ann Lee\n\nSome words.\n",
    "a comment with facts and HTML": "<!--\nTitle: x\nDate: 2024-12-23\n-->\n<html>",
    "a comment and HTML": "<!-- Title: x -->\n<p>Some words.</p>\n",
    "security.txt": "Contact: mailto:a@b.example\nExpires: 2030-01-01T00:00:00Z\n",
    "robots.txt": "User-agent: *\nDisallow: /\n",
    "headers": "/*\n  X-Frame-Options: DENY\n",
    "a table": "title,date\n1,2\n",
    "subtitles": "WEBVTT\n\n00:01.000 --> 00:04.000\nHello\n",
    "a key": "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nVersion: x\n",
    "a mail": "From: a\nSubject: x\nDate: y\n",
    "a rule and words": "---\n\nHello there.\n",
    "a document": "A headline\n==========\n\nSome text: and more.\n",
    "HTML": "<!DOCTYPE html>\n<title>x</title>\n",
    "a picture": "\x89PNG\r\n\x1a\n\0\0",
}


@pytest.mark.parametrize("text", SOURCES.values(), ids=SOURCES.keys())
def test_a_story_is_recognised_however_its_front_matter_is_written(text: str) -> None:
    assert is_story_source(text.encode())


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("above", ["", "\n \n\n"], ids=["at once", "after blank lines"])
def test_a_story_is_recognised_however_it_is_encoded(encoding: str, ends: str, above: str) -> None:
    assert is_story_source((above + STORY).replace("\n", ends).encode(encoding, "replace"))


def test_a_story_that_is_packed_is_recognised() -> None:
    assert is_story_source(gzip.compress(STORY.encode()))
    assert is_story_source(gzip.compress(STORY.encode() * 10_000)[:200])
    assert not is_story_source(gzip.compress(b"For readers."))
    assert not is_story_source(b"\x1f\x8b damaged")


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS.keys())
def test_data_and_documents_are_not_taken_for_stories(text: str) -> None:
    assert not is_story_source(text.encode("latin-1"))


@pytest.mark.parametrize("piece", ["-", "{", "\n", "#\n", " \n", "a: b\n", "<!---->", "=", "'a", "\n}\n  ", '{"a":'])
@pytest.mark.parametrize("start", ["", "---\n", "{\n"])
def test_a_hostile_file_is_judged_without_much_effort(start: str, piece: str) -> None:
    started = process_time()
    is_story_source((start + piece * HEAD)[:HEAD].encode())
    assert process_time() - started < 1
