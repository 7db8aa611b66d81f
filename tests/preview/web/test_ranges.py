"""The part of a file that a Range header requests."""

from __future__ import annotations

import pytest

from newsprint.preview.web.ranges import RangeError, part_of


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-0", (0, 1)),
        ("bytes=0-4", (0, 5)),
        ("bytes=5-9", (5, 10)),
        ("bytes=9-", (9, 10)),
        ("bytes=0-", (0, 10)),
        ("bytes=-1", (9, 10)),
        ("bytes=-10", (0, 10)),
        ("bytes=-99", (0, 10)),
        ("bytes=5-99", (5, 10)),
        ("bytes=00-01", (0, 2)),
        ("Bytes=1-2", (1, 3)),
        (" bytes=1-2 ", (1, 3)),
    ],
)
def test_a_valid_range_gives_the_part_of_the_file(header: str, part: tuple[int, int]) -> None:
    assert part_of(10, header) == part


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=1",
        "bytes=5-4",
        "bytes=--1",
        "bytes=-1-",
        "bytes=+1-2",
        "bytes=1.5-2",
        "bytes=0x1-2",
        "bytes= 1-2",
        "bytes=1 - 2",
        "bytes=0-1,3-4",
        "bytes=0-1,",
        "lines=1-2",
        "bytes=\u0661-\u0662",
        "bytes=\u00b2-",
        "bytes=" + "9" * 19 + "-",
        "bytes=-" + "9" * 30_000,
    ],
    ids=lambda header: repr(header)[:30],
)
def test_no_range_or_several_ranges_give_the_whole_file(header: str | None) -> None:
    assert part_of(10, header) is None


@pytest.mark.parametrize(
    ("size", "header"),
    [
        (10, "bytes=10-"),
        (10, "bytes=10-20"),
        (10, "bytes=999999999999999999-"),
        (10, "bytes=-0"),
        (0, "bytes=0-"),
        (0, "bytes=0-0"),
        (0, "bytes=-1"),
    ],
)
def test_a_range_outside_the_file_is_an_error(size: int, header: str) -> None:
    with pytest.raises(RangeError):
        part_of(size, header)


def test_every_range_is_within_the_file() -> None:
    bounds = ["", *map(str, range(6))]
    for size in range(5):
        for header in (f"bytes={first}-{last}" for first in bounds for last in bounds):
            try:
                part = part_of(size, header)
            except RangeError:
                continue
            assert part is None or 0 <= part[0] < part[1] <= size
