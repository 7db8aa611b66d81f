"""An outlet with an open catalog, for tests that write files, sync and query."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection

from PIL import Image

from newsprint.base.dates import to_microseconds
from newsprint.catalog.database import Catalog, open_catalog
from newsprint.catalog.reading.view import View
from newsprint.catalog.sync.sync import Sync, sync
from newsprint.config.site import read_config
from tests.support.outlets import AS_OF, Outlet, at


def instant(text: str) -> int:
    """Return an instant in microseconds, as the catalog stores it."""
    return to_microseconds(at(text))


@dataclass(frozen=True)
class Archive:
    """An outlet and its open catalog."""

    outlet: Outlet
    catalog: Catalog

    @property
    def connection(self) -> Connection:
        return self.catalog.connection

    def sync(
        self, files: Mapping[str, str | bytes | None] | None = None, *, as_of: str = AS_OF, drafts: bool = False
    ) -> Sync:
        """Write content files (None deletes a file) and sync the catalog with them."""
        self.outlet.write({f"content/{name}": content for name, content in (files or {}).items()})
        config = read_config(self.outlet.folder)
        return sync(self.catalog, self.outlet.folder, config, as_of=instant(as_of), drafts=drafts)

    def view(self, as_of: str = AS_OF) -> View:
        """Return a new view, which has read nothing yet."""
        return View(self.catalog, read_config(self.outlet.folder), self.outlet.folder, instant(as_of))

    def configure(self, more: str) -> None:
        """Append lines to the configuration."""
        path = self.outlet.folder / "newsprint.toml"
        path.write_text(path.read_text() + more)


@contextmanager
def archive(outlet: Outlet) -> Iterator[Archive]:
    """Open the catalog of ``outlet``, without a sync."""
    with open_catalog(outlet.folder / ".newsprint") as catalog:
        yield Archive(outlet, catalog)


def picture(width: int, height: int, orientation: int = 0) -> bytes:
    """Return a grey JPEG; ``orientation`` is the value of its EXIF tag."""
    exif = Image.Exif()
    if orientation:
        exif[0x0112] = orientation
    file = io.BytesIO()
    Image.new("L", (width, height), 128).save(file, "JPEG", exif=exif)
    return file.getvalue()


def touch(path: Path) -> None:
    """Change the modification time of a file, but not its bytes."""
    facts = path.stat()
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns + 1_000_000_000))
