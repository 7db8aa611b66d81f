"""Texts and stories that the tests of the article page use."""

from __future__ import annotations

from tests.support.outlets import CONFIGURATION, article

EIGHTEEN = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
FIFTEEN = EIGHTEEN.rsplit(" ", 3)[0]
PIXEL = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="6" viewBox="0 0 8 6"><path d="M0 0h8v6H0z"/></svg>\n'
)
STORM = "/world/2024/12/23/storm/"


def week(*latest: str) -> dict[str, str]:
    """Return a story a day from the 10th to the 16th, and a configuration with lines for the table ``[latest]``."""
    days = {f"content/{day}.md": article(f"Story {day}", date=f"2024-12-{day}") for day in range(10, 17)}
    return {**days, "newsprint.toml": "\n".join([CONFIGURATION, "[latest]", *latest, ""])}
