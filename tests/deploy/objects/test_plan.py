"""The plan of a deploy: which files are added, replaced, deleted, kept or unchanged, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from newsprint.config.targets import HeaderRules
from newsprint.deploy.built.shipment import BuiltFile
from newsprint.deploy.objects.headers import headers_for
from newsprint.deploy.objects.manifest import Entry
from newsprint.deploy.objects.transfer_plan import TransferPlan, plan_transfer
from newsprint.kinds.registry import KINDS
from newsprint.kinds.stages import Stage

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
STYLE = "assets/style.0123456789.css"
headers = headers_for(HeaderRules(), {})


def built(digest: str = "new", kind: str = "article") -> BuiltFile:
    """Return a file of the build."""
    return BuiltFile(digest, 100, KINDS[kind].role)


def entry(path: str, digest: str = "old", **more: Any) -> Entry:
    """Return a file at the target."""
    return Entry(digest, 100, headers(path), "etag", **more)


def plan_for(files: Mapping[str, BuiltFile], there: Mapping[str, Entry] | None = None, days: int = 7) -> TransferPlan:
    """Return the plan for the build ``files`` and a target with the files ``there``."""
    return plan_transfer(files, there or {}, headers, now=NOW, keep_assets=timedelta(days=days))


def test_a_new_file_is_added() -> None:
    plan = plan_for({"a/index.html": built()})
    assert (plan.added, plan.replaced, plan.deletes) == (("a/index.html",), (), ())


def test_a_file_with_other_bytes_is_replaced() -> None:
    plan = plan_for({"a/index.html": built("new")}, {"a/index.html": entry("a/index.html", "old")})
    assert (plan.added, plan.replaced) == ((), ("a/index.html",))


def test_an_unchanged_file_is_not_sent() -> None:
    plan = plan_for({"a/index.html": built("same")}, {"a/index.html": entry("a/index.html", "same")})
    assert plan.is_empty
    assert plan.unchanged == 1


def test_a_file_with_other_headers_is_sent_again() -> None:
    there = {"a.txt": Entry("same", 100, None, "etag")}
    assert plan_for({"a.txt": built("same", "static")}, there).replaced == ("a.txt",)


def test_pages_are_deleted_before_the_media_that_they_showed() -> None:
    media = ("media/boat.webp", "renditions/0f-1a-400.webp")
    there = {path: entry(path) for path in (*media, "a/index.html", "z/index.html")}
    assert plan_for({}, there).deletes == ("a/index.html", "z/index.html", *media)


def test_an_unused_style_sheet_is_kept_for_a_week() -> None:
    plan = plan_for({}, {STYLE: entry(STYLE)})
    assert (plan.deletes, plan.kept[STYLE].retired) == ((), NOW)
    within_a_week = plan_for({}, {STYLE: entry(STYLE, retired=NOW - timedelta(days=6, hours=23))})
    assert (within_a_week.deletes, within_a_week.kept[STYLE].retired) == ((), NOW - timedelta(days=6, hours=23))
    assert plan_for({}, {STYLE: entry(STYLE, retired=NOW - timedelta(days=7))}).deletes == (STYLE,)


def test_with_keep_assets_days_0_old_assets_are_deleted_at_once() -> None:
    assert plan_for({}, {STYLE: entry(STYLE)}, days=0).deletes == (STYLE,)


def test_an_old_style_sheet_that_is_used_again_is_no_longer_retired() -> None:
    plan = plan_for({STYLE: built("old", "asset")}, {STYLE: entry(STYLE, retired=NOW - timedelta(days=3))})
    assert (plan.is_empty, plan.kept, plan.needed[STYLE].retired, plan.unchanged) == (True, {}, None, 1)


def test_the_plan_counts_the_files_after_the_deploy() -> None:
    files = {"new": built(), "other": built("new"), "same": built("old")}
    there = {path: entry(path) for path in ("other", "same", "deleted", STYLE)}
    assert plan_for(files, there).files == len({*files, STYLE})


def test_files_are_sent_in_the_order_assets_new_replaced_front_page() -> None:
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
        "renditions/0f-1a-400.webp": built(kind="rendition"),
        STYLE: built(kind="asset"),
        "map.html": built(kind="static"),
    }
    there = {
        path: entry(path)
        for path in ("index.html", "world/index.html", "rss.xml", "sitemap.xml", "world/old/index.html")
    }
    plan = plan_for(files, there)
    assert [(upload.stage, upload.path) for upload in plan.uploads] == [
        (Stage.ASSETS, STYLE),
        (Stage.ASSETS, "media/boat.webp"),
        (Stage.ASSETS, "renditions/0f-1a-400.webp"),
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


def test_on_a_first_deploy_the_front_page_is_sent_last_too() -> None:
    files = {"index.html": built(kind="front"), "a/index.html": built(), "feed.xml": built(kind="feed")}
    assert [upload.path for upload in plan_for(files).uploads] == ["a/index.html", "feed.xml", "index.html"]
