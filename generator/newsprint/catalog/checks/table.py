"""The checks of a sync, in two tables: of each file that is read, and of all that readers see.

Their problems have codes, which say how severe each is (``problems/codes.py``); outlets and stories may change that.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from newsprint.base.errors import Problem
from newsprint.catalog.checks.dead_links import missing_files
from newsprint.catalog.checks.raw_links import raw_links
from newsprint.catalog.checks.updates_to_come import updates_to_come
from newsprint.catalog.sync.link_targets import Names
from newsprint.catalog.sync.visibility import Visibility
from newsprint.config.site import SiteConfig

if TYPE_CHECKING:
    from newsprint.catalog.sync.ingest import Taken

OfFile: TypeAlias = "Callable[[Taken, Names, SiteConfig, Path], Iterable[Problem]]"
"""Takes what was read of a file, the names of all files, the configuration and the content folder."""

OfOutlet: TypeAlias = Callable[[sqlite3.Connection, Path, SiteConfig, Visibility], Iterable[Problem]]
"""Takes the catalog's connection, the content folder, the configuration and what readers see."""

OF_FILES: tuple[OfFile, ...] = (missing_files, raw_links)
"""For problems that depend on one file and on which others there are. Each is asked when the file is read."""

OF_OUTLET: tuple[OfOutlet, ...] = (updates_to_come,)
"""For warnings that depend on the instant or on several stories. Each is asked in every sync, so by an index."""
