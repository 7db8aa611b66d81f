"""Topic pages (one for each tag) and series pages."""

from __future__ import annotations

from newsprint.catalog.streams import SERIES, TAG
from newsprint.pages.collection import CollectionKind
from newsprint.pages.frame import Frame


def topic_kind(frame: Frame) -> CollectionKind:
    """One page for each tag, at ``/topics/{slug}/``."""
    return CollectionKind(frame, "topic", TAG)


def series_kind(frame: Frame) -> CollectionKind:
    """One page for each series, at ``/series/{slug}/``."""
    return CollectionKind(frame, "series", SERIES)
