"""Print the pins of ``constraints.txt`` except those of direct dependencies, which get their lowest version."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


def main() -> None:
    """Print the pins, one a line."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    direct = {normalized(re.split(r"[<>=!~\[; ]", need)[0]) for need in project["dependencies"]}
    for pin in (REPOSITORY / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if normalized(pin.partition("==")[0]) not in direct:
            print(pin)


def normalized(name: str) -> str:
    """Return the name of a package as PEP 503 normalizes it."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    main()
