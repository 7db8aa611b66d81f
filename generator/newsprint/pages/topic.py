"""Topic pages (one for each tag) and series pages."""

from __future__ import annotations

from newsprint.catalog.streams import SERIES, TAG
from newsprint.pages.collection import CollectionKind


class TopicKind(CollectionKind):
    """One page for each tag, at ``/topics/{slug}/``."""

    name = "topic"
    templates = ("topic.html",)
    prefix = TAG
    key = "tags"


class SeriesKind(CollectionKind):
    """One page for each series, at ``/series/{slug}/``."""

    name = "series"
    templates = ("series.html",)
    prefix = SERIES
    key = "series"
