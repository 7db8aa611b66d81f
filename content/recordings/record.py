"""Make the recordings of the Harbour Gazette, the demonstration outlet, its film and its document.

Run it with Playwright and Chromium installed (for the film alone; the others need only Python):

    python content/recordings/record.py [NAME ...]

Without names it makes all files: horns.wav, resolution.pdf, tide.webm with its poster tide.webp. The
captions of the film, tide.vtt, are written by hand. With CHROMIUM=/path/to/chromium another browser
draws the film. The WAV and the PDF come out the same every time, the film depends on the browser.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from recording.resolution import resolution
from recording.sound import horns

FOLDER = Path(__file__).resolve().parent


def film() -> dict[str, bytes]:
    """Return the film and its poster."""
    from recording.film import tide

    found, poster = tide(os.environ.get("CHROMIUM"))
    return {"tide.webm": found, "tide.webp": poster}


FILES: dict[str, Callable[[], dict[str, bytes]]] = {
    "horns": lambda: {"horns.wav": horns()},
    "resolution": lambda: {"resolution.pdf": resolution()},
    "tide": film,
}


def main(names: list[str]) -> int:
    """Make the named files, or all; the exit status is 2 when a name is unknown."""
    if unknown := sorted(set(names) - FILES.keys()):
        print(f"No such recording: {', '.join(unknown)}. There are: {', '.join(FILES)}", file=sys.stderr)
        return 2
    for name in names or FILES:
        for file, data in FILES[name]().items():
            (FOLDER / file).write_bytes(data)
            print(f"{file}: {len(data) // 1000} KB", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
