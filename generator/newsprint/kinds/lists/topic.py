"""Topic pages (one for each tag) and series pages."""

from __future__ import annotations

from typing import ClassVar

from newsprint.catalog.streams import SERIES, TAG
from newsprint.kinds.kind import TemplateVariables
from newsprint.kinds.lists.collection import CollectionKind


class TopicKind(CollectionKind):
    """One page for each tag, at ``/topics/{slug}/``."""

    name = "topic"
    templates: ClassVar[TemplateVariables] = {"topic.html": ("stories", "turning")}
    prefix = TAG
    key = "tags"


class SeriesKind(CollectionKind):
    """One page for each series, at ``/series/{slug}/``."""

    name = "series"
    templates: ClassVar[TemplateVariables] = {"series.html": ("stories", "turning")}
    prefix = SERIES
    key = "series"
