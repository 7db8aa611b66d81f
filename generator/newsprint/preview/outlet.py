"""The current state of an outlet: a catalog that follows its files, its theme, and its problems."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from newsprint.base.dates import to_microseconds
from newsprint.base.errors import ContentError, Problem, ProblemsError, ThemeError
from newsprint.base.files import digest, explained
from newsprint.catalog.database import Catalog, open_catalog
from newsprint.catalog.reading.card_cache import CardCache
from newsprint.catalog.reading.next_change import next_change
from newsprint.catalog.reading.view import View
from newsprint.catalog.session import again_if_damaged
from newsprint.catalog.snapshot import take_over
from newsprint.catalog.sync.change_log import forget_changes
from newsprint.catalog.sync.scan import urls_of
from newsprint.catalog.sync.sync import Work, sync
from newsprint.config.declared import Declared
from newsprint.config.outlet_files import possible_files
from newsprint.config.site import FILE_NAME, SiteConfig, read_config
from newsprint.content.records import Instant
from newsprint.kinds.file_work import FileWork
from newsprint.kinds.kind import Page, PageKind
from newsprint.kinds.outlet_theme import outlet_theme
from newsprint.kinds.registry import page_kinds
from newsprint.machine.allowance import Allowance
from newsprint.machine.deadline import DeadlineError, deadline
from newsprint.machine.state import STATE_FOLDER
from newsprint.preview.findings import Findings
from newsprint.preview.preview_request import Request
from newsprint.preview.shown_stories import ShownStories
from newsprint.preview.watching.changed import NOTHING, Changed
from newsprint.problems.levels import errors_of, warnings_of, with_severities
from newsprint.site.frame import Frame, make_frame
from newsprint.themes.assets import Asset
from newsprint.themes.picture_roles import without_avif
from newsprint.themes.theme import Theme

if TYPE_CHECKING:
    from newsprint.catalog.sync.ingest import Batch, IngestedFile

THEMES = "themes"


class LiveOutlet:
    """An outlet, and what a preview knows of it. Use it from one thread only.

    ``problems`` are the current ones; those of templates are known only for pages that were viewed. While the
    configuration or the theme as a whole has problems, no page can be rendered; while content has, the pages of the
    other files can. ``warnings`` do not keep a page from being rendered. ``progress`` is the number of files that are
    read, and the number of all files. ``version`` changes whenever something else changes.
    """

    def __init__(self, request: Request, state: Path) -> None:
        self.request = request
        self.config: SiteConfig = read_config(request.folder)
        self.problems: tuple[Problem, ...] = ()
        self.warnings: tuple[Problem, ...] = ()
        self.progress = (0, 0)
        self.version = ""
        self.stories = ShownStories()
        self._run = token_hex(8)
        self._state = state
        self._is_stale = True
        self._catalog: Catalog | None = None
        self._theme: Theme | None = None
        self._frame: Frame | None = None
        self._kinds: tuple[PageKind, ...] = ()
        self._card_cache: CardCache | None = None
        self._next_change: Instant | None = None
        self._prepared_at: Instant | None = None
        self._configuration_problems: tuple[Problem, ...] = ()
        self._theme_problems: tuple[Problem, ...] = ()
        self._content_problems: tuple[Problem, ...] = ()
        self._content_warnings: tuple[Problem, ...] = ()
        self._lasting_problems: set[Problem] = set()
        self._findings = Findings()

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection to the catalog, which follows the files."""
        assert self._catalog is not None, "the outlet was read"
        return self._catalog.connection

    @property
    def general_problems(self) -> tuple[Problem, ...]:
        """The problems because of which no page can be rendered."""
        return self._configuration_problems or self._theme_problems

    @property
    def now(self) -> Instant:
        """The instant at which the outlet is seen, in microseconds."""
        return to_microseconds(self.request.as_of())

    @property
    def rest(self) -> float | None:
        """Seconds until the next story appears or expires by itself; None if none does, or if the instant is fixed."""
        now = self.now
        if self._next_change is None or now == self._prepared_at:
            return None
        return max(0, self._next_change - now) / 1_000_000

    def read(self) -> None:
        """Read everything. Raises NewsprintError if the catalog cannot be used."""
        self.catch_up(Changed(everything=True))

    def warm_up(self) -> None:
        """Import the modules that read files, so that the first save is not slower than the next."""
        import_module("newsprint.catalog.sync.ingest")

    def catch_up(self, changed: Changed) -> None:
        """Update everything after ``changed``. Raises NewsprintError if the catalog cannot be used.

        After any exception, the next call reads everything.
        """
        changed = Changed(everything=True, moved=changed.moved) if self._is_stale else changed
        self._is_stale = True
        before, declared = self.config, self._declared
        if changed.touches(FILE_NAME):
            self._read_configuration()
        if self.config != before or any(map(changed.touches, (THEMES, *possible_files(self.config)))):
            self._read_theme()
        root = self.config.content.root
        whole = changed.everything or self._catalog is None or self.config != before or root in changed.names
        whole = whole or self._declared != declared
        self._read_content(None if whole else changed.below(root))
        self.stories.follow(changed.moved, root, self.connection)
        self._prepare(changed)
        self._is_stale = False

    def close(self) -> None:
        """Close the catalog."""
        if self._catalog is not None:
            self._catalog.close()
            self._catalog = None

    def find(self, url: str) -> Page | None:
        """Return the page at the URL path ``url``, or None."""
        self._apply_time()
        assert self._catalog is not None
        return next((page for kind in self._kinds if (page := kind.find(url, self._catalog))), None)

    def render(self, page: Page) -> bytes:
        """Return the bytes of ``page``. Raises ContentError, ThemeError."""
        kind, view, patience = self._kind_of(page), self._view(), self.request.patience
        message = f"the page was still being made after {patience:g} seconds"
        try:
            with Allowance() as allowance, deadline(patience, message):  # no thread may start under a deadline
                return allowance.hold(partial(kind.render, page, view))
        except DeadlineError as error:  # outside of templates: inside, it becomes a ThemeError with the line
            raise ContentError([Problem(page.source, 0, 0, str(error), code="template-deadline")]) from error

    def work(self, page: Page) -> FileWork | None:
        """Return the work after which ``page`` is there, if that may take long; it may be done in any thread."""
        return self._kind_of(page).work(page, self._view())

    def note(self, page: Page, error: ThemeError) -> None:
        """Add the problems of ``page``, which could not be rendered, to ``problems`` until a change fixes them."""
        if self._findings.note(page.url, error.problems):
            self._collect_problems()

    def note_picture(self, page: Page, problems: tuple[Problem, ...]) -> None:
        """Add the ``problems`` of ``page``, which is a picture, to those of the outlet until its file changes."""
        if self._findings.note_picture(page.url, problems):
            self._collect_problems()

    def noted(self, page: Page) -> tuple[Problem, ...]:
        """Return the problems of ``page`` that were noted."""
        return self._findings.of(page.url)

    def found(self) -> tuple[Problem, ...]:
        """Return the problems that were noted since the last call."""
        return self._findings.fresh()

    @property
    def style_sheets(self) -> tuple[Asset, ...]:
        """The theme's style sheets."""
        assets = self._theme.assets.values() if self._theme else ()
        return tuple(asset for asset in assets if asset.name.endswith(".css"))

    def pages(self) -> Iterator[Page]:
        """Yield every page of the outlet."""
        assert self._catalog is not None
        for kind in self._kinds:
            yield from kind.pages(self._catalog)

    def problems_of(self, page: Page) -> tuple[Problem, ...]:
        """Return the problems of the content file of ``page``."""
        shown = f"{self.config.content.root}/{page.subject}"
        return tuple(problem for problem in self.problems if problem.path == shown)

    def _read_configuration(self) -> None:
        try:
            self.config = read_config(self.request.folder)
            self._configuration_problems = ()
        except ProblemsError as error:
            self._configuration_problems = error.problems

    def _read_theme(self) -> None:
        try:
            theme = outlet_theme(self.request.folder, self.config)
            self._theme = theme if self.request.published else replace(theme, roles=without_avif(theme.roles))
            self._theme_problems = ()
        except ProblemsError as error:
            self._theme_problems = error.problems
        except OSError as error:  # a file was deleted while it was read: another change will follow
            place = f"{THEMES}/{self.config.site.theme}"
            self._theme_problems = (
                Problem(place, 0, 0, f"cannot be read: {explained(error)}", code="unreadable-file"),
            )

    def _read_content(self, only: Collection[str] | None) -> None:
        try:
            again_if_damaged(lambda: self._sync(only), self._state, let_go=self.close)
        except ContentError as error:
            self._content_problems = error.problems

    def _sync(self, only: Collection[str] | None) -> None:
        """Update the catalog; with ``only``, for these names below the content folder, as the rest did not change.

        Other files with problems are then read again only if a file was added, deleted or moved, which may fix them.
        """
        if self._catalog is None:
            take_over(self.request.folder / STATE_FOLDER, self._state)
            self._catalog, only = open_catalog(self._state), None
        if only is None:
            self._content_problems = self._synced(None)
            return
        root = self.config.content.root
        named = {root, *(f"{root}/{name}" for name in only)}
        elsewhere = tuple(problem for problem in self._content_problems if problem.path not in named)
        before = urls_of(self.connection, only)
        problems = self._synced(only)
        if elsewhere and (None in before or urls_of(self.connection, only) != before):
            elsewhere = self._synced({problem.path.removeprefix(f"{root}/") for problem in elsewhere})
        self._content_problems = (*problems, *elsewhere)

    def _synced(self, only: Collection[str] | None) -> tuple[Problem, ...]:
        """Sync the catalog, and return the problems that were found."""
        assert self._catalog is not None
        synced = sync(
            self._catalog,
            self.request.folder,
            self.config,
            as_of=self.now,
            drafts=not self.request.published,
            mapper=self._with_progress,
            only=only,
            declared=self._declared,
        )
        with self._catalog.transaction():
            forget_changes(self._catalog.connection)
        self._content_warnings = synced.warnings
        return synced.problems

    @property
    def _declared(self) -> Declared | None:
        """What the theme declares to authors; None if it never could be read."""
        return self._theme.declared if self._theme else None

    def _with_progress(self, work: Work, batches: Iterable[Batch], total: int) -> Iterator[list[IngestedFile]]:
        done = 0
        for taken in self.request.mapper(work, batches, total):
            done += len(taken)
            self.progress = done, total
            yield taken

    def _kind_of(self, page: Page) -> PageKind:
        return next(kind for kind in self._kinds if kind.name == page.kind)

    def _view(self) -> View:
        assert self._catalog is not None
        return View(self._catalog, self.config, self.request.folder, self.now, self._card_cache)

    def _prepare(self, changed: Changed = NOTHING) -> None:
        """Make everything new that pages are rendered with, and collect the problems, warnings and version."""
        assert self._catalog is not None
        if self._theme and not self.general_problems:
            self._frame = make_frame(self.config, self._theme, self._catalog, self._frame)
            self._kinds = page_kinds(self._frame)
        self._card_cache = CardCache(self.connection)
        self._prepared_at = self.now
        self._next_change = next_change(self.connection, self._prepared_at)
        theme_findings = with_severities(self._theme.warnings, self.config.checks) if self._theme else []
        self._lasting_problems = {
            *self._configuration_problems,
            *self._theme_problems,
            *errors_of(theme_findings),
            *self._content_problems,
        }
        if not self.general_problems:
            self._findings.check_again(changed, self.find, self.render)
        self._collect_problems()
        self.warnings = tuple(sorted({*warnings_of(theme_findings), *self._content_warnings}))
        self.version = self._version_now()

    def _collect_problems(self) -> None:
        self.problems = tuple(sorted(self._lasting_problems | self._findings.problems))

    def _version_now(self) -> str:
        appearance = self._theme.digests.theme if self._theme else ""
        written = self.connection.total_changes
        facts = (self._run, written, repr(self.config), appearance, self.problems, self.warnings, self._next_change)
        return digest(msgspec.json.encode(facts))[:16]

    def _apply_time(self) -> None:
        """Where only published stories are shown: add those whose time has come, and hide those that have expired."""
        if self.request.published and self._next_change is not None and self._next_change <= self.now:
            self._read_content(())
            self._prepare()
