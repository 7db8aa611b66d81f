"""The plan of a deploy, on literals: what is added, replaced, deleted, kept and left, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from newsprint.config.targets import HeaderRules
from newsprint.deploy.built.shipment import BuiltFile
from newsprint.deploy.objects.headers import headers_for
from newsprint.deploy.objects.manifest import Entry
from newsprint.deploy.objects.transfer_plan import Plan, make_plan
from newsprint.kinds.registry import KINDS
from newsprint.kinds.stages import Stage

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
STYLE = "assets/style.0123456789.css"
headers = headers_for(HeaderRules(), {})


def built(digest: str = "new", kind: str = "article") -> BuiltFile:
    return BuiltFile(digest, 100, KINDS[kind].role)


def lying(path: str, digest: str = "old", **more: Any) -> Entry:
    return Entry(digest, 100, headers(path), "etag", **more)


def planned(files: Mapping[str, BuiltFile], there: Mapping[str, Entry] | None = None, days: int = 7) -> Plan:
    return make_plan(files, there or {}, headers, now=NOW, keep_assets=timedelta(days=days))


def test_what_is_not_there_is_added() -> None:
    plan = planned({"a/index.html": built()})
    assert (plan.added, plan.replaced, plan.deletes) == (("a/index.html",), (), ())


def test_what_is_there_with_other_bytes_is_replaced() -> None:
    plan = planned({"a/index.html": built("new")}, {"a/index.html": lying("a/index.html", "old")})
    assert (plan.added, plan.replaced) == ((), ("a/index.html",))


def test_what_is_there_already_is_left() -> None:
    plan = planned({"a/index.html": built("same")}, {"a/index.html": lying("a/index.html", "same")})
    assert plan.is_empty
    assert plan.unchanged == 1


def test_a_file_that_is_to_be_served_with_other_headers_is_sent_again() -> None:
    there = {"a.txt": Entry("same", 100, None, "etag")}
    assert planned({"a.txt": built("same", "static")}, there).replaced == ("a.txt",)


def test_what_no_page_needs_any_more_is_deleted_pages_before_what_they_showed() -> None:
    there = {path: lying(path) for path in ("media/boat.webp", "a/index.html", "z/index.html")}
    assert planned({}, there).deletes == ("a/index.html", "z/index.html", "media/boat.webp")


def test_an_old_style_sheet_stays_for_a_week_after_the_deploy_that_needed_it_no_more() -> None:
    plan = planned({}, {STYLE: lying(STYLE)})
    assert (plan.deletes, plan.kept[STYLE].retired) == ((), NOW)
    still = planned({}, {STYLE: lying(STYLE, retired=NOW - timedelta(days=6, hours=23))})
    assert (still.deletes, still.kept[STYLE].retired) == ((), NOW - timedelta(days=6, hours=23))
    assert planned({}, {STYLE: lying(STYLE, retired=NOW - timedelta(days=7))}).deletes == (STYLE,)


def test_a_target_that_keeps_no_assets_deletes_them_at_once() -> None:
    assert planned({}, {STYLE: lying(STYLE)}, days=0).deletes == (STYLE,)


def test_an_old_style_sheet_that_is_needed_again_is_retired_no_more() -> None:
    plan = planned({STYLE: built("old", "asset")}, {STYLE: lying(STYLE, retired=NOW - timedelta(days=3))})
    assert (plan.is_empty, plan.kept, plan.needed[STYLE].retired, plan.unchanged) == (True, {}, None, 1)


def test_the_plan_knows_how_many_files_there_will_be() -> None:
    files = {"new": built(), "other": built("new"), "same": built("old")}
    there = {path: lying(path) for path in ("other", "same", "gone", STYLE)}
    assert planned(files, there).files == len({*files, STYLE})


def test_files_are_sent_assets_first_then_what_is_new_then_what_is_replaced_and_the_front_page_last() -> None:
    files = {
        "index.html": built(kind="front"),
        "world/index.html": built(kind="section"),
        "topics/tides/index.html": built(kind="topic"),
        "rss.xml": built(kind="feed"),
        "sitemap.xml": built(kind="sitemap"),
        "world/new/index.html": built(kind="article"),
        "world/old/index.html": built(kind="article"),
        "moved/index.html": built(kind="redirect"),
        "media/boat.webp": built(kind="media"),
        STYLE: built(kind="asset"),
        "map.html": built(kind="static"),
    }
    there = {
        path: lying(path)
        for path in ("index.html", "world/index.html", "rss.xml", "sitemap.xml", "world/old/index.html")
    }
    plan = planned(files, there)
    assert [(upload.stage, upload.path) for upload in plan.uploads] == [
        (Stage.ASSETS, STYLE),
        (Stage.ASSETS, "media/boat.webp"),
        (Stage.NEW_ARTICLES, "world/new/index.html"),
        (Stage.NEW_INDEXES, "map.html"),
        (Stage.NEW_INDEXES, "moved/index.html"),
        (Stage.NEW_INDEXES, "topics/tides/index.html"),
        (Stage.ARTICLES, "world/old/index.html"),
        (Stage.INDEXES, "rss.xml"),
        (Stage.INDEXES, "sitemap.xml"),
        (Stage.INDEXES, "world/index.html"),
        (Stage.FRONT_PAGE, "index.html"),
    ]


def test_on_a_first_deploy_the_front_page_still_goes_last() -> None:
    files = {"index.html": built(kind="front"), "a/index.html": built(), "feed.xml": built(kind="feed")}
    assert [upload.path for upload in planned(files).uploads] == ["a/index.html", "feed.xml", "index.html"]
