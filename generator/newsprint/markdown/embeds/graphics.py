"""Providers of charts, maps and documents: Datawrapper, Flourish, OpenStreetMap and DocumentCloud."""

from __future__ import annotations

import math

from newsprint.markdown.embeds.address_forms import Form, Lookalike, Parts, Provider

_NUMBER = r"-?\d{1,3}(?:\.\d{1,18})?"


def _map(parts: Parts) -> dict[str, str]:
    """Return the box of a map (west, south, east, north) and its marker, from ``#map=ZOOM/LATITUDE/LONGITUDE``.

    The box is as large as a map of 640 by 400 pixels; a map in a frame of another shape shows more.
    """
    if "#map" not in parts:
        return {}
    zoom, latitude, longitude = map(float, parts["#map"].split("/"))
    if zoom > 20 or abs(latitude) > 85 or abs(longitude) > 180:
        raise ValueError("not on the map")
    wide = 640 / 256 * 360 / 2**zoom
    high = wide * 400 / 640 * math.cos(math.radians(latitude))
    box = (
        max(longitude - wide / 2, -180), max(latitude - high / 2, -85),
        min(longitude + wide / 2, 180), min(latitude + high / 2, 85),
    )  # fmt: skip
    found = {"bbox": ",".join(f"{each:.5f}" for each in box)}
    if "mlat" in parts and "mlon" in parts:
        found["marker"] = f"{parts['mlat']},{parts['mlon']}"
    return found


_CHART = "(?P<id>[A-Za-z0-9]{5})"

DATAWRAPPER = Provider(
    "Datawrapper",
    "https://datawrapper.dwcdn.net/WpAbK/2/",
    (
        Form(
            hosts=("datawrapper.dwcdn.net",), path=rf"/{_CHART}(?:/(?P<version>\d{{1,4}}))?(?:/index\.html)?",
            frame="https://datawrapper.dwcdn.net/{id}/[{version}/]", height=500,
        ),
        Form(
            hosts=("www.datawrapper.de", "datawrapper.de"), path=f"/_/{_CHART}",
            frame="https://datawrapper.dwcdn.net/{id}/", height=500,
        ),
    ),
    (
        Lookalike(
            ("app.datawrapper.de",), "/.+", "only its makers see this page of Datawrapper",
            "publish the chart, and paste its link: https://datawrapper.dwcdn.net/…",
        ),
    ),
)  # fmt: skip

FLOURISH = Provider(
    "Flourish",
    "https://public.flourish.studio/visualisation/17171317/",
    (
        Form(
            hosts=("public.flourish.studio", "flo.uri.sh"),
            path=r"/(?P<kind>visualisation|story)/(?P<id>\d{1,12})(?:/embed)?",
            frame="https://flo.uri.sh/{kind}/{id}/embed", height=600,
        ),
    ),
    (
        Lookalike(
            ("app.flourish.studio",), "/.+", "only its makers see this page of Flourish",
            "publish it, and paste its link: https://public.flourish.studio/…",
        ),
    ),
)  # fmt: skip

_MAP = ("www.openstreetmap.org", "openstreetmap.org", "osm.org")
_MAP_FRAME = "https://www.openstreetmap.org/export/embed.html?bbox={bbox}&layer=mapnik[&marker={marker}]"

OPENSTREETMAP = Provider(
    "OpenStreetMap",
    "https://www.openstreetmap.org/#map=15/51.5074/-0.1278",
    (
        Form(
            hosts=_MAP, path=r"/export/embed\.html", frame=_MAP_FRAME, height=400,
            parameters={"bbox": rf"{_NUMBER}(?:,{_NUMBER}){{3}}", "marker": f"{_NUMBER},{_NUMBER}"},
        ),
        Form(
            hosts=_MAP, path=r"(?:/(?:node|way|relation)/\d{1,15})?", computed=_map, frame=_MAP_FRAME, height=400,
            parameters={"#map": rf"\d{{1,2}}(?:\.\d{{1,4}})?/{_NUMBER}/{_NUMBER}", "mlat": _NUMBER, "mlon": _NUMBER},
        ),
    ),
)  # fmt: skip

DOCUMENTCLOUD = Provider(
    "DocumentCloud",
    "https://www.documentcloud.org/documents/20417938-test-pdf",
    (
        Form(
            hosts=("www.documentcloud.org", "documentcloud.org", "embed.documentcloud.org"),
            path=r"/documents/(?P<id>\d{1,12})(?:-[^/]*?)?(?:\.html)?", parameters={"#": r"document/p\d{1,5}"},
            frame="https://embed.documentcloud.org/documents/{id}/?embed=1[#{#}]", height=700,
        ),
    ),
)  # fmt: skip
