"""What the scan for leaks reads and refuses, and its messages."""

from __future__ import annotations

import shutil

import pytest

from newsprint.base.errors import RefusedError
from newsprint.config.site import read_config
from newsprint.content.states import State
from newsprint.deploy.built.shipment import last_shipment
from newsprint.deploy.leaks.leak_scan import Leak, leak_scan, refusal
from tests.deploy.leaks.hidden_stories import NOW, SECRET, TITLE, built, secret
from tests.support.outlets import article
from tests.support.reading import Make


def test_without_hidden_stories_the_scan_does_not_read_the_catalog(
    outlet: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = built(outlet, {})
    with last_shipment(site.folder, site.output, NOW) as shipment:
        scan = leak_scan(site.folder, read_config(site.folder), shipment.as_of, NOW)
    shutil.rmtree(site.folder / ".newsprint")

    assert [scan.scan(path, b"anything") for path in shipment.files] == [None] * len(shipment.files)


def test_the_source_file_of_a_story_in_the_output_is_refused(outlet: Make) -> None:
    site = built(outlet, {})
    with last_shipment(site.folder, site.output, NOW) as shipment:
        scan = leak_scan(site.folder, read_config(site.folder), shipment.as_of, NOW)

    with pytest.raises(RefusedError, match=r'"notes\.txt" has the front matter of a story'):
        scan.scan("notes.txt", article("Notes").encode())
    assert scan.scan("notes.txt", b"For readers.") is None


def test_a_missing_or_damaged_catalog_is_reported(outlet: Make) -> None:
    site = built(outlet, {**secret(), "content/static/notes.txt": TITLE})
    config = read_config(site.folder)
    scan = leak_scan(site.folder, config, NOW, NOW)
    catalog = site.folder / ".newsprint/catalog.sqlite"
    catalog.write_bytes(b"damaged" * 5000)

    for ask in (lambda: scan.scan("notes.txt", TITLE.encode()), lambda: leak_scan(site.folder, config, NOW, NOW)):
        with pytest.raises(RefusedError, match="damaged"):
            ask()
    catalog.unlink()
    with pytest.raises(RefusedError, match="never been built"):
        leak_scan(site.folder, config, NOW, NOW)


def test_the_refusal_lists_words_and_files_and_says_what_to_do() -> None:
    found = [Leak(f"{number}.html", SECRET, "word " * 40, State.EMBARGOED) for number in range(7)]
    found.append(Leak("8.html", "content/world/other.md", "Few words", State.DRAFT))

    error = refusal(found, 'type "newsprint build --output www", then deploy again')

    assert isinstance(error, RefusedError)
    lines = str(error).splitlines()
    assert lines[0] == "8 files contain what readers may not see:"
    assert lines[1].startswith('  0.html contains "word word') and lines[1].endswith(f'…" of {SECRET} (embargoed)')
    assert lines[2] == '  8.html contains "Few words" of content/world/other.md (draft)'
    assert lines[3] == "  and 6 more"
    assert lines[4].startswith('First type "newsprint build --output www", then deploy again. If words are still found')
    assert str(refusal(found[:1], "")).startswith("1 file contains")
