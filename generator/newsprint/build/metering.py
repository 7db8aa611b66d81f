"""Measuring the work of one process for a profile, from outside: what is measured does not know.

Kinds of pages, the theme, staging and the reading of files are wrapped; a build without a profile runs none of this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from jinja2 import TemplateError
from msgspec.structs import replace

from newsprint.build.profile import Clocks, Figure, Group, Sums
from newsprint.build.staging import Staging
from newsprint.catalog.catalog import Catalog
from newsprint.catalog.intake import Batch, Taken
from newsprint.catalog.view import View
from newsprint.pages.page import Page, PageKind
from newsprint.themes.theme import Theme


class Meter:
    """Counts what is done in this process until somebody asks."""

    def __init__(self, clocks: Clocks) -> None:
        self.clock = clocks.processor
        self.sums = Sums()

    def drained(self) -> tuple[Figure, ...]:
        """The figures since the last time."""
        figures, self.sums = self.sums.figures(), Sums()
        return figures

    def theme(self, theme: Theme) -> Theme:
        """``theme``, measured. Its templates are compiled now, so that no page seems slow for being the first."""
        started = self.clock()
        for name in theme.environment.list_templates():
            try:
                theme.environment.get_template(name)
            except (TemplateError, RecursionError):
                continue  # told by the page that uses it
        self.sums.add(Group.COMPILING, "", self.clock() - started)
        return _MeteredTheme(**{each.name: getattr(theme, each.name) for each in fields(theme)}, meter=self)

    def kinds(self, kinds: tuple[PageKind, ...]) -> tuple[PageKind, ...]:
        """``kinds``, measured."""
        return tuple(_MeteredKind(kind, self) for kind in kinds)

    def staging(self, staging: Staging) -> Staging:
        """``staging``, measured: comparing pages with their files, and writing them."""
        return _MeteredStaging(staging, self)


class _MeteredStaging(Staging):
    def __init__(self, staging: Staging, meter: Meter) -> None:
        super().__init__(staging.root, staging.edition, shared=staging.shared)
        self._meter = meter

    def stage(self, file: str, data: bytes) -> bool:
        started = self._meter.clock()
        differs = super().stage(file, data)
        self._meter.sums.add(Group.WRITING, "", self._meter.clock() - started)
        return differs


@dataclass(frozen=True, slots=True, kw_only=True)
class _MeteredTheme(Theme):
    meter: Meter

    def render(self, template: str, context: Mapping[str, Any]) -> bytes:
        started = self.meter.clock()
        data = Theme.render(self, template, context)
        self.meter.sums.add(Group.TEMPLATE, template, self.meter.clock() - started)
        return data


@dataclass(frozen=True, slots=True)
class _MeteredKind:
    kind: PageKind
    meter: Meter

    @property
    def name(self) -> str:
        return self.kind.name

    def pages(self, catalog: Catalog) -> Iterator[Page]:
        return self.kind.pages(catalog)

    def about(self, subject: str, catalog: Catalog) -> Iterator[Page]:
        return self.kind.about(subject, catalog)

    def find(self, url: str, catalog: Catalog) -> Page | None:
        return self.kind.find(url, catalog)

    def render(self, page: Page, view: View) -> bytes:
        started = self.meter.clock()
        data = self.kind.render(page, view)
        seconds = self.meter.clock() - started
        self.meter.sums.add(Group.KIND, page.kind, seconds)
        if page.kind == "article":
            self.meter.sums.add(Group.PAGE, page.source, seconds)
        return data


@dataclass(frozen=True, slots=True)
class MeteredReading:
    """``work`` on a batch of files, one file after the other: what was taken in, and a figure for each file."""

    work: Callable[[Batch], list[Taken]]
    clocks: Clocks

    def __call__(self, batch: Batch) -> tuple[list[Taken], tuple[Figure, ...]]:
        """Do it."""
        self.work(replace(batch, sources=(), known=()))  # the engine is made now and not at the first file's cost
        taken: list[Taken] = []
        sums = Sums()
        for source, known in zip(batch.sources, batch.known, strict=True):
            started = self.clocks.processor()
            taken += self.work(replace(batch, sources=(source,), known=(known,)))
            path = f"{batch.config.content.root}/{source.path}"
            sums.add(Group.READING, path, self.clocks.processor() - started)
        return taken, sums.figures()
