"""Measuring the work of one process for a profile, without changes to the measured code.

Page kinds, templates, staging and the reading of files are wrapped; without a profile none of this runs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateError
from msgspec.structs import replace

from newsprint.builder.printing.staging import Staged, Staging
from newsprint.builder.profile.stopwatch import Clocks, Figure, Group, Sums
from newsprint.catalog.reading.view import View
from newsprint.kinds.kind import Page
from newsprint.kinds.registry import KINDS
from newsprint.kinds.stages import Role
from newsprint.site.frame import Frame
from newsprint.themes.theme import Templates

if TYPE_CHECKING:
    from newsprint.catalog.sync.ingest import Batch, IngestedFile

Render = Callable[[Page, View], bytes]


class Meter:
    """Adds up the work of this process until :meth:`drained` is called."""

    def __init__(self, clocks: Clocks) -> None:
        self.clock = clocks.processor
        self.sums = Sums()

    def drained(self) -> tuple[Figure, ...]:
        """Return the figures since the last call."""
        figures, self.sums = self.sums.figures(), Sums()
        return figures

    def frame(self, frame: Frame) -> Frame:
        """Return ``frame`` with measured templates.

        They are compiled now, so that no page seems slow only because it is the first.
        """
        started = self.clock()
        templates = _MeteredTemplates(frame, self)
        for name in templates.environment.list_templates():
            try:
                templates.environment.get_template(name)
            except (TemplateError, RecursionError):
                continue  # reported by the page that uses it
        self.sums.add(Group.COMPILING, "", self.clock() - started)
        return replace(frame, templates=templates)

    def render(self, render: Render) -> Render:
        """Return the function ``render`` of a kind, measured."""

        def measured(page: Page, view: View) -> bytes:
            started = self.clock()
            data = render(page, view)
            seconds = self.clock() - started
            self.sums.add(Group.KIND, page.kind, seconds)
            if KINDS[page.kind].role is Role.STORY:
                self.sums.add(Group.PAGE, page.source, seconds)
            return data

        return measured

    def staging(self, staging: Staging) -> Staging:
        """Return ``staging``, measured: comparing pages with their files, and writing those that differ."""
        return _MeteredStaging(staging, self)


class _MeteredStaging(Staging):
    def __init__(self, staging: Staging, meter: Meter) -> None:
        super().__init__(staging.root, staging.build_id, shared=staging.shared)
        self._meter = meter

    def stage(self, file: str, data: bytes) -> Staged:
        started = self._meter.clock()
        staged = super().stage(file, data)
        self._meter.sums.add(Group.WRITING, "", self._meter.clock() - started)
        return staged


class _MeteredTemplates(Templates):
    def __init__(self, frame: Frame, meter: Meter) -> None:
        super().__init__(frame.theme, frame.edition.language, **frame.templates.shared)
        self._meter = meter

    def render(self, template: str, context: Mapping[str, Any]) -> bytes:
        started = self._meter.clock()
        data = super().render(template, context)
        self._meter.sums.add(Group.TEMPLATE, template, self._meter.clock() - started)
        return data


@dataclass(frozen=True, slots=True)
class MeteredReading:
    """Does ``work`` on a batch of files one by one; the outcome is what was taken in, and a figure for each file."""

    work: Callable[[Batch], list[IngestedFile]]
    clocks: Clocks

    def __call__(self, batch: Batch) -> tuple[list[IngestedFile], tuple[Figure, ...]]:
        """Return what ``work`` takes in from ``batch``, and the figures."""
        self.work(replace(batch, sources=(), known=()))  # create the engine now: the first file must not pay for it
        taken: list[IngestedFile] = []
        sums = Sums()
        for source, known in zip(batch.sources, batch.known, strict=True):
            started = self.clocks.processor()
            taken += self.work(replace(batch, sources=(source,), known=(known,)))
            path = f"{batch.config.content.root}/{source.path}"
            sums.add(Group.READING, path, self.clocks.processor() - started)
        return taken, sums.figures()
