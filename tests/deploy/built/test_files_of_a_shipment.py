"""The files of a shipment are those that the last build wrote, with their digests."""

from __future__ import annotations

from datetime import datetime

from newsprint.base.files import digest
from newsprint.catalog.seal import is_sealed
from tests.deploy.built.shipments import catalog, shipment_of
from tests.support.outlets import AS_OF, Outlet, article


def test_the_shipment_has_every_file_with_its_digest_size_and_role(site: Outlet) -> None:
    shipment = shipment_of(site)

    files = {name: (digest(data), len(data)) for name, data in site.files().items()}
    assert {name: (built.digest, built.size) for name, built in shipment.files.items()} == files
    assert {name: shipment.files[name].role for name in ("index.html", "world/2024/12/20/one/index.html")} == {
        "index.html": "front",
        "world/2024/12/20/one/index.html": "story",
    }
    assert {shipment.files[name].role for name in ("media/world/leaflet.txt", "robots.txt")} == {"asset"}
    assert (shipment.output, shipment.as_of) == (site.output, datetime.fromisoformat(AS_OF))


def test_after_an_edit_the_shipment_has_the_digests_of_the_new_files(site: Outlet) -> None:
    site.write({"content/world/one.md": article("One", "Other words."), "content/world/leaflet.txt": None}).build()

    shipment = shipment_of(site)

    assert {name: built.digest for name, built in shipment.files.items()} == {
        name: digest(data) for name, data in site.files().items()
    }


def test_other_files_in_the_output_are_not_in_the_shipment(site: Outlet) -> None:
    (site.output / "stray.html").write_text("not ours")
    (site.output / ".git").mkdir()

    assert not {"stray.html", ".newsprint"} & shipment_of(site).files.keys()


def test_reading_the_shipment_leaves_the_catalog_unchanged(site: Outlet) -> None:
    """The next build then need not check it for damage."""
    before = catalog(site).read_bytes()
    shipment_of(site)
    seal = (site.folder / ".newsprint/catalog.sqlite-seal").read_text()

    assert catalog(site).read_bytes() == before
    assert is_sealed(catalog(site), seal.split()[0])
