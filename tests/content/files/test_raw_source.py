"""Sources of stories are recognised by their first bytes; data and documents are not taken for stories."""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from io import BytesIO
from time import process_time

import pytest

from newsprint.content.files.raw_source import HEAD, is_story_source, story_in

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
    "JSON with a syntax error": '{\n  "title": "x",,\n}\n\nSome words.',
    "JSON without a text": '{"title": "x", "draft": true}\n',
    "JSON of a draft": '{"title": "x", "status": "draft", "content": "Some words."}',
    "Pelican": "Date: 2010-12-03\nTitle: x\nCategory: Python\n\nSome words.",
    "Org": "#+TITLE: x\n#+DATE: 2010-12-03\n",
    "reStructuredText": "A headline\n##########\n\n:date: 2010-12-03\n:tags: x\n",
    "AsciiDoc": "= A headline\n:author: Ann\n\nSome words.",
    "AsciiDoc with an author": "= A headline\nAnn Lee <ann@b.example>\n:draft:\n\nSome words.",
    "Nikola": ".. title: x\n.. slug: x\n.. date: 2010-12-03\n\nSome words.",
    "Nikola in Markdown": "<!--\n.. title: x\n.. status: draft\n-->\n\nSome words.",
    "a language after the fence": '---json\n{"title": "x"}\n---\nSome words.',
    "a comment after the fence": "--- # from Ann\ntitle: x\n---\nSome words.",
    "semicolons": ';;;\n{"title": "x"}\n;;;\nSome words.',
    "a merge conflict of Git": "<<<<<<< HEAD\n---\ntitle: x\n---",
    "a comment above": "<!-- from the agency -->\n---\ntitle: x\n---",
    "two byte order marks": f"\ufeff\ufeff{STORY}",
    "Vim's swap file": "b0VIM 8.2\0\0",
    "Pandoc": "% The ferry returns\n\nThe *Sula* came round the Head on Monday.\n",
    "Pandoc with an author and a date": "% The ferry returns\n% Ann Lee\n% 3 December 2030\n\nSome words.",
    "Pandoc with a headline of two lines": "% The ferry\n  returns\n%\n% 2030\n\nSome words.",
    "AsciiDoc with only a headline": "= The ferry returns\n\nSome words.\n",
    "AsciiDoc with a revision": "= The ferry returns\nAnn Lee <ann@b.example>\nv1.0, 2030-01-01\n\nSome words.",
    "AsciiDoc after a comment": "// ask Ann\n= The ferry returns\n\nSome words.\n",
    "Org with only a title": "#+title: x\n\nSome words.",
    "Org with options first": "# -*- org -*-\n#+OPTIONS: toc:nil\n#+TITLE: x\nSome words.",
    "Org with a drawer": ":PROPERTIES:\n:ID: 41\n:END:\n#+title: x\n\nSome words.",
    "reStructuredText with a title among the fields": ":title: The ferry\n\nSome words.",
    "reStructuredText with a line above": "=====\nFerry\n=====\n\n:Date: 2030-01-01\n:Status: draft\n\nSome words.",
    "reStructuredText of a blog": "The ferry\n=========\n\n.. post:: 2030-01-01\n   :tags: sea\n\nSome words.",
    "reStructuredText with a directive first": ".. post:: 2030-01-01\n\nThe ferry\n=========\n\nSome words.",
    "an export of WordPress": '<?xml version="1.0"?>\n<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel/></rss>',
    "an export of Ghost": '{"db": [{"meta": {}, "data": {"posts": [{"status": "draft"}]}}]}',
    "an export of Movable Type": "AUTHOR: Ann\nTITLE: x\nSTATUS: Draft\n-----\nBODY:\nSome words.",
    "a patch of a commit": (
        "From 4d7a 2030\nSubject: x\n\n---\n a | 2 ++\n\ndiff --git a/a/b.md b/a/b.md\nnew file mode 100644\n"
        "--- /dev/null\n+++ b/a/b.md\n@@ -0,0 +1,4 @@\n+---\n+title: x\n+---\n+Some words.\n"
    ),
    "a diff": "--- a/notes.txt\n+++ b/notes.txt\n@@ -1,3 +1,4 @@\n ---\n title: x\n+draft: true\n ---\n",
    "a diff of TOML": "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +0,0 @@\n-+++\n-date = 1\n-title = 'x'\n-+++\n",
    "a diff of a story's text": "--- a/content/world/storm.md\n+++ b/content/world/storm.md\n@@ -9 +9 @@\n-Some\n+words.\n",
    "a diff with quoted names": 'diff --git "a/content/\\303\\251t\\303\\251.md" "b/content/x.md"\n@@ -9 +9 @@\n-a\n',
    "a context diff": "*** old/x.txt\t2030\n--- new/x.txt\t2030\n***************\n*** 1,3 ****\n  ---\n! title: x\n  ---\n",
    "a diff without file names": "1,2c1,2\n< ---\n< title: x\n---\n> ---\n> title: y\n",
    "a diff of Subversion": "Index: a.txt\n=====\n--- a.txt\t(revision 1)\n+++ a.txt\n@@ -1 +1 @@\n+---\n+title: x\n",
}
OTHERS = {
    "nothing": "",
    "GeoJSON": '{\n  "type": "FeatureCollection",\n  "features": []\n}\n',
    "JSON lines": '{"title": "a"}\n{"title": "b"}\n',
    "a feed": '{\n "title": "Feed",\n "authors": []}',
    "YAML data": "openapi: 3\ninfo:\n  title: x\n",
    "YAML data of a chart": "title: x\ndate: 2024-12-23\nrows:\n  - 1\n",
    "YAML data after a document marker": "---\nname: x\non: push\n",
    "a poem": "Title: The pier\nAuthor: Ann Lee\n\nSome words.\n",
    "a comment with fields above HTML": "<!--\nTitle: x\nDate: 2024-12-23\n-->\n<html>",
    "a comment above HTML": "<!-- Title: x -->\n<p>Some words.</p>\n",
    "security.txt": "Contact: mailto:a@b.example\nExpires: 2030-01-01T00:00:00Z\n",
    "robots.txt": "User-agent: *\nDisallow: /\n",
    "HTTP headers": "/*\n  X-Frame-Options: DENY\n",
    "a table": "title,date\n1,2\n",
    "subtitles": "WEBVTT\n\n00:01.000 --> 00:04.000\nHello\n",
    "a PGP key": "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nVersion: x\n",
    "an email": "From: a\nSubject: x\nDate: y\n",
    "a rule and text": "---\n\nHello there.\n",
    "a document": "A headline\n==========\n\nSome text: and more.\n",
    "a licence": "MIT License\n\nCopyright (c) 2030 Ann Lee\n\nPermission is hereby granted: free of charge.\n",
    "a readme": "Ferry data\n==========\n\nOne file: ferries.csv. Title: its first column.\n",
    "a readme in Markdown": "# Ferry data\n\n- Source: harbour\n- Date: 2030\n",
    "a calendar": "BEGIN:VCALENDAR\nVERSION:2.0\nSUMMARY:x\nSTATUS:CONFIRMED\nEND:VCALENDAR\n",
    "a vCard": "BEGIN:VCARD\nVERSION:3.0\nFN:Ann Lee\nTITLE:Captain\nEND:VCARD\n",
    "SubRip": "1\n00:00:01,000 --> 00:00:04,000\nHello\n",
    "subtitles with notes": "WEBVTT - The ferry\n\nNOTE Title: x\n\n00:01.000 --> 00:04.000\nHello\n",
    "timed lyrics": "[ti:The pier]\n[ar:Ann]\n[00:01.00]Hello\n",
    "LaTeX": "% The ferry\n% by Ann\n\\documentclass{article}\n",
    "LaTeX after a blank line": "% The ferry\n\n\\documentclass{article}\n\\begin{document}\n",
    "BibTeX": "% Sources\n\n@book{lee, title = {The pier}, date = {2030}}\n",
    "PostScript": "%!PS-Adobe-3.0\n%%Title: x\n%%CreationDate: 2030\n%%EndComments\n\nnewpath\n",
    "an Octave program": "% Tides\n\nx = 1:10;\nplot(x)\n",
    "an Erlang program": "%% Tides\n%% by Ann\n\n-module(tides).\n",
    "a table of percentages": "% of ferries,late\n41,2\n",
    "a wiki page": "= Ferry =\n\nSome words.\n",
    "Perl documentation": "=head1 NAME\n\nferry - x\n",
    "an INI file": "; ferries\n[ferry]\ntitle = x\ndate = 2030\n",
    "a shell script": "#!/bin/sh\n# title: x\n# date: y\necho\n",
    "a C program": "#include <stdio.h>\n",
    "a diff of a program": "diff --git a/ferry.py b/ferry.py\n--- a/ferry.py\n+++ b/ferry.py\n@@ -1,2 +1,2 @@\n-title = 1\n+title = 2\n",
    "a diff of a readme": "--- a/README.md\n+++ b/README.md\n@@ -9,2 +9,2 @@\n # Title: x\n-a\n+b\n",
    "a table in columns": "1,2 c\n---\ntitle: x\n",
    "a data package": '{"name": "ferries", "title": "Ferries", "resources": [{"path": "a.csv"}]}',
    "a JSON list": '[{"title": "Harbour bill", "status": "draft"}]',
    "a database dump": '{"db": "ferries", "title": "x"}',
    "tab-separated values": "title\tdate\nx\t2030\n",
    "a gazetteer": "# Places: of Saltholm\n# Date: 2030\nPier\t54.1\n",
    "RSS": '<?xml version="1.0"?>\n<rss version="2.0"><channel><title>x</title></channel></rss>',
    "a headline between lines": "------------\nFerry data: 2030\n------------\n\nThree files.\n",
    "a note between lines": "---\n\nHello there. This is for: readers.\n\n---\n\nMore.\n",
    "a Python program": '"""\nTides.\n\n:author: Ann\n:date: 2030\n"""\n',
    "HTML": "<!DOCTYPE html>\n<title>x</title>\n",
    "a picture": "\x89PNG\r\n\x1a\n\0\0",
}


@pytest.mark.parametrize("text", SOURCES.values(), ids=SOURCES.keys())
def test_a_story_is_recognised_with_any_kind_of_front_matter(text: str) -> None:
    assert is_story_source(text.encode())


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("above", ["", "\n \n\n"], ids=["at the start", "after blank lines"])
def test_a_story_is_recognised_in_every_encoding(encoding: str, line_end: str, above: str) -> None:
    assert is_story_source((above + STORY).replace("\n", line_end).encode(encoding, "replace"))


def test_a_gzipped_story_is_recognised() -> None:
    assert is_story_source(gzip.compress(STORY.encode()))
    assert is_story_source(gzip.compress(STORY.encode() * 10_000)[:200])
    assert not is_story_source(gzip.compress(b"For readers."))
    assert not is_story_source(b"\x1f\x8b damaged")


PACKERS = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "lzma": lambda data: lzma.compress(data, lzma.FORMAT_ALONE),
}


def zipped(files: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, BytesIO(data))
    return target.getvalue()


DATA = {"data.csv": b"title,date\n" * 9000, "README.md": b"---\nlicense: mit\n---\n# Ferries\n", "a/": b""}
ARCHIVES = {"ZIP": zipped, "tar": tarred}


@pytest.mark.parametrize("pack", PACKERS.values(), ids=PACKERS.keys())
@pytest.mark.parametrize("text", ["YAML", "Pelican", "Org", "AsciiDoc with only a headline", "a diff"])
def test_a_story_is_recognised_in_every_compression(pack: Callable[[bytes], bytes], text: str) -> None:
    data = pack(SOURCES[text].encode())
    assert is_story_source(data)
    assert is_story_source(pack(data))
    assert not is_story_source(pack(b"For readers.\n" * 9000))
    assert not is_story_source(data[:6])
    assert not is_story_source(data[:6] + b"damaged" * 9)


@pytest.mark.parametrize("archive", ARCHIVES.values(), ids=ARCHIVES.keys())
def test_an_archive_that_contains_a_story_is_recognised(archive: Callable[[dict[str, bytes]], bytes]) -> None:
    whole = archive({**DATA, "world/storm.md": STORY.encode("utf-16")})
    assert story_in(whole) == "world/storm.md"
    assert story_in(gzip.compress(whole)) == "world/storm.md"
    assert story_in(archive({"inner.bin": whole})) == "inner.bin/world/storm.md"
    assert story_in(archive({"storm.md.bz2": bz2.compress(STORY.encode())})) == "storm.md.bz2"
    assert story_in(archive(DATA)) is None
    assert story_in(archive({})) is None
    for cut in (3, 40, 600, len(whole) // 2):
        story_in(whole[:cut])
        story_in(whole[:cut] + b"\0damaged" * 99 + whole[cut:])


@pytest.mark.parametrize("name", ["storm.md.zst", "a/storm.MARKDOWN.lz4", "storm.mkd.7z", "storm.md.rar", "storm.md.Z"])
def test_a_story_that_cannot_be_unpacked_is_recognised_by_its_name(name: str) -> None:
    assert is_story_source(b"\x28\xb5\x2f\xfd\0packed", name)
    assert not is_story_source(b"\x28\xb5\x2f\xfd\0packed", name.replace("storm.", "storm-").replace("md.", "csv."))


def test_an_office_document_is_not_an_archive_of_stories() -> None:
    office = {"[Content_Types].xml": b"<?xml version='1.0'?>", "word/document.xml": b"<?xml?><w:t>title: x</w:t>"}
    assert not is_story_source(zipped(office))


def test_a_decompression_bomb_is_checked_quickly() -> None:
    bomb = b"\0" * 50_000_000
    data = [gzip.compress(gzip.compress(bomb)), zipped(dict.fromkeys(map(str, range(50)), bomb[:5_000_000]))]
    started = process_time()
    assert not any(map(is_story_source, data))
    assert process_time() - started < 2


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS.keys())
def test_data_and_documents_are_not_taken_for_stories(text: str) -> None:
    assert not is_story_source(text.encode("latin-1"))


@pytest.mark.parametrize(
    "piece",
    [
        "-",
        "{",
        "\n",
        "#\n",
        " \n",
        "a: b\n",
        "<!---->",
        "=",
        "'a",
        "\n}\n  ",
        '{"a":',
        "%\n",
        "% a\n b\n",
        "#+a\n",
        "= a\n",
        "+---\n",
    ],
)
@pytest.mark.parametrize("start", ["", "---\n", "{\n", "--- a/b\n", "% a\n", ":a: b\n"])
def test_a_hostile_file_is_checked_quickly(start: str, piece: str) -> None:
    started = process_time()
    is_story_source((start + piece * HEAD)[:HEAD].encode())
    assert process_time() - started < 1
