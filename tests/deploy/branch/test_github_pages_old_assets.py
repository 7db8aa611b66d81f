"""Old assets on a branch for GitHub Pages: they stay for some days, for pages that browsers still have."""

from __future__ import annotations

from datetime import timedelta

from tests.deploy.branch.checkouts import LATER, NOON, SITE, Checkout

OLD, NEW = {"assets/style.0123456789.css": b"old"}, {"assets/style.abcdef0123.css": b"new"}
DAY = timedelta(days=1)


def test_an_old_asset_is_deleted_with_a_changed_build_after_seven_days(checkout: Checkout) -> None:
    """A commit that only deletes old assets is never made."""
    checkout.deploy({**SITE, **OLD})
    report = checkout.deploy({**SITE, **NEW}, now=NOON + DAY, as_of=NOON + DAY)
    assert (report.kept, report.deleted, report.added) == (tuple(OLD), (), tuple(NEW))
    later = NOON + 7 * DAY
    checkout.deploy({**SITE, **NEW, "index.html": b"1"}, now=later, as_of=later)
    assert checkout.published().keys() >= OLD.keys()
    commits = checkout.log()
    later = NOON + 8 * DAY
    assert checkout.deploy({**SITE, **NEW, "index.html": b"1"}, now=later, as_of=later).kept == tuple(OLD)
    assert checkout.log() == commits
    report = checkout.deploy({**SITE, **NEW, "index.html": b"2"}, now=later, as_of=later)
    assert (report.kept, report.deleted) == ((), tuple(OLD))
    assert checkout.published() == {**SITE, **NEW, "index.html": b"2"}


def test_the_days_of_an_asset_start_again_after_it_was_used_again(checkout: Checkout) -> None:
    for day, assets in enumerate([OLD, NEW, OLD, NEW]):
        instant = NOON + 5 * day * DAY
        checkout.deploy({**SITE, **assets}, now=instant, as_of=instant)
    assert checkout.published().keys() >= OLD.keys()


def test_with_keep_assets_days_0_old_assets_are_deleted_at_once(checkout: Checkout) -> None:
    checkout.deploy({**SITE, **OLD, "assets/plain.css": b"1"})
    report = checkout.deploy({**SITE, **NEW}, target={"keep_assets_days": 0}, as_of=LATER)
    assert report.deleted == ("assets/plain.css", *OLD)
    checkout.deploy({**SITE, **OLD, "assets/plain.css": b"1"}, as_of=LATER)
    assert checkout.deploy(SITE, as_of=LATER).deleted == ("assets/plain.css",)
