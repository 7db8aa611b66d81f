"""The last complete build without drafts is shipped; any other deploy is refused with advice."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from newsprint.base.errors import ContentError, ThemeError
from newsprint.builder import build as building
from newsprint.builder.status import read_status
from newsprint.config.site import read_config
from tests.deploy.built.shipments import NOW, refusal, shipment_of
from tests.support.outlets import AS_OF, Outlet, article
from tests.support.reading import Make


def test_an_outlet_that_was_never_built_is_refused(outlet: Make) -> None:
    assert "never been built" in refusal(outlet({}))


def test_an_outlet_with_a_status_but_no_build_is_refused(outlet: Make) -> None:
    site = outlet({"content/world/one.md": article()})
    read_status(site.folder, read_config(site.folder), NOW)

    assert "never been built" in refusal(site)


def test_an_output_that_the_last_build_did_not_write_is_refused(site: Outlet, tmp_path: Path) -> None:
    elsewhere = tmp_path / "else where"
    shutil.copytree(site.output, elsewhere)

    message = refusal(site, elsewhere)

    assert str(site.output) in message
    assert f"newsprint build --output '{elsewhere}'" in message


def test_an_output_folder_outside_of_the_outlet_is_accepted(site: Outlet, tmp_path: Path) -> None:
    site.build(output=tmp_path / "elsewhere")

    assert shipment_of(site, tmp_path / "elsewhere").files.keys() == site.files().keys()
    assert "the last build went to" in refusal(site)


def test_an_output_folder_behind_a_symbolic_link_is_accepted(site: Outlet, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(site.output)
    assert shipment_of(site, tmp_path / "link").files


def test_a_build_with_drafts_is_refused_even_after_newsprint_status(site: Outlet) -> None:
    site.build(drafts=True)
    assert "--drafts" in refusal(site)
    read_status(site.folder, read_config(site.folder), NOW)
    assert "--drafts" in refusal(site)

    site.build()
    assert "sport/2024/12/20/two/index.html" not in shipment_of(site).files


def test_the_shipment_is_as_of_its_build_even_after_a_later_sync(site: Outlet) -> None:
    read_status(site.folder, read_config(site.folder), NOW + timedelta(days=30))
    assert shipment_of(site).as_of == datetime.fromisoformat(AS_OF)


def test_a_build_that_failed_before_it_wrote_leaves_the_last_shipment(site: Outlet) -> None:
    site.write({"content/world/broken.md": "---\ntitle: Broken\n---\n"})
    with pytest.raises(ContentError):
        site.build("2024-12-24", drafts=True)

    assert shipment_of(site).as_of == datetime.fromisoformat(AS_OF)


def test_an_interrupted_build_is_refused(site: Outlet, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    site.write({"content/world/one.md": article("Another")})
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(building, "place_pages", fail)
        site.build()
    assert "not completed" in refusal(site)

    site.build()
    assert shipment_of(site).files


def test_a_build_that_failed_with_a_theme_error_is_refused(site: Outlet) -> None:
    site.write({"themes/gazette/templates/article.html": "{{ nothing.there }}"})
    with pytest.raises(ThemeError):
        site.build()

    assert "not completed" in refusal(site)


@pytest.mark.parametrize(
    ("later", "is_refused"),
    [(timedelta(minutes=4, seconds=59), False), (timedelta(minutes=5, seconds=1), True), (timedelta(days=9000), True)],
)
def test_a_build_as_of_the_future_is_refused_beyond_five_minutes(
    site: Outlet, later: timedelta, is_refused: bool
) -> None:
    now = datetime.fromisoformat(AS_OF) - later
    if is_refused:
        assert "as of 2024-12-23 20:00 UTC" in refusal(site, now=now)
    else:
        assert shipment_of(site, now=now)
