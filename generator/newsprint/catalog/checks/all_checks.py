"""The checks of a sync, in two tables: those for each file that is read, and those for all visible articles.

The code of a problem decides its severity (``problems/codes.py``), which outlets and stories may change.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from newsprint.base.errors import Problem
from newsprint.catalog.checks.doubtful_updates import doubtful_updates
from newsprint.catalog.checks.file_links import missing_files
from newsprint.catalog.checks.links_to_sources import links_to_sources
from newsprint.catalog.link_targets import Names
from newsprint.catalog.visibility import Visibility
from newsprint.config.site import SiteConfig

if TYPE_CHECKING:
    from newsprint.catalog.sync.ingest import IngestedFile

OfFile: TypeAlias = "Callable[[IngestedFile, Names, SiteConfig, Path], Iterable[Problem]]"
"""Takes the result of reading a file, the names of all files, the configuration and the content folder."""

OfOutlet: TypeAlias = Callable[[sqlite3.Connection, Path, SiteConfig, Visibility], Iterable[Problem]]
"""Takes the catalog's connection, the content folder, the configuration and the visibility."""

OF_FILES: tuple[OfFile, ...] = (missing_files, links_to_sources)
"""For problems that depend on one file and on which other files exist. Each check is called when the file is read."""

OF_OUTLET: tuple[OfOutlet, ...] = (doubtful_updates,)
"""For warnings that depend on the instant or on several stories. Called in every sync, so each must use an index."""
