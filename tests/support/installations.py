"""The records that installers write beside the packages they install (PEP 610)."""

from __future__ import annotations

import json
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

import newsprint

COMMIT = "0123456789abcdef0123456789abcdef01234567"
FROM_GIT = {
    "url": "https://git.harbour-gazette.news/newsprint",
    "vcs_info": {"vcs": "git", "commit_id": COMMIT, "requested_revision": "main"},
}
_METADATA = """\
Metadata-Version: 2.4
Name: newsprint-ssg
Version: {version}
Requires-Dist: click>=8.1
Requires-Dist: Jinja2>=3.1.4
Requires-Dist: no-such-press>=1; sys_platform == 'win32'
Requires-Dist: pytest>=8; extra == 'dev'
"""


def note_installation(place: Path, note: Any) -> Distribution:
    """Make the Newsprint of the tests look installed in ``place``, with ``note`` as its ``direct_url.json``."""
    folder = place / f"newsprint_ssg-{newsprint.__version__}.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text(_METADATA.format(version=newsprint.__version__))
    if note is not None:
        (folder / "direct_url.json").write_text(note if isinstance(note, str) else json.dumps(note))
    (place / "newsprint").symlink_to(Path(newsprint.__file__).parent)
    return Distribution.at(folder)
