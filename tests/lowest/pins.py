"""Prints what ``constraints.txt`` pins beside the libraries that the project needs itself: those get their lowest version."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


def main() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    own = {plain(re.split(r"[<>=!~\[; ]", need)[0]) for need in project["dependencies"]}
    for pin in (REPOSITORY / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if plain(pin.partition("==")[0]) not in own:
            print(pin)


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    main()
