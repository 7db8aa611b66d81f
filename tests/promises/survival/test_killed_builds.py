"""After a build was killed at any moment, readers find only complete files, and the next build repairs the output."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from hashlib import sha256
from threading import Event, Thread
from time import perf_counter

from tests.promises.incremental.picture_edits import picture
from tests.promises.incremental.plain_theme import THEME
from tests.support.outlets import Outlet, article
from tests.support.reading import Make

KILLS = int(os.environ.get("NEWSPRINT_KILLS", "10"))
AS_OF = "2024-12-28"
STORIES = 60
PICTURES = ("pier", "boat", "crew", "quay", "dock")


def configuration(title: str) -> str:
    """Return a ``newsprint.toml`` with this title."""
    return f"""\
[site]
title = "{title}"
url = "https://gazette.example"
theme = "plain"
[sections]
world = "World News"
[listing]
page_size = 5
"""


def story(number: int, text: str) -> str:
    """Return the story of this number."""
    return article(f"Story {number}", text, date=f"2024-12-{number % 27 + 1:02d}T{number % 24:02d}:00", tags=["Tides"])


def command(site: Outlet) -> list[str]:
    """Return the command line that builds ``site`` with two workers."""
    return [sys.executable, "-m", "newsprint", "build", "--site", str(site.folder), "--as-of", AS_OF, "--jobs", "2"]


class Reader:
    """A thread that reads every file of the output again and again, and records the digests by name."""

    def __init__(self, site: Outlet) -> None:
        self.found: set[tuple[str, bytes]] = set()
        self._site = site
        self._stop = Event()
        self._thread = Thread(target=self._read)

    def __enter__(self) -> Reader:
        self._thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._stop.set()
        self._thread.join()

    def _read(self) -> None:
        while not self._stop.is_set():
            for folder, folders, names in os.walk(self._site.output):
                folders[:] = [name for name in folders if not name.startswith(".")]
                for name in names:
                    if name.startswith(".newsprint-"):
                        continue  # a temporary file: it has no address
                    path = os.path.join(folder, name)
                    try:
                        with open(path, "rb") as file:
                            self.found.add((os.path.relpath(path, self._site.output), sha256(file.read()).digest()))
                    except FileNotFoundError:
                        continue  # deleted after it was listed


def digests(site: Outlet) -> set[tuple[str, bytes]]:
    """Return the names and digests of all files in the output."""
    files = {*site.files().items(), (".newsprint", (site.output / ".newsprint").read_bytes())}
    return {(name, sha256(data).digest()) for name, data in files}


def edit(site: Outlet, number: int, chance: random.Random) -> None:
    """Edit five stories, replace three pictures, and in turn: the title on every page, the catalog, or nothing else."""
    if number % 3 == 0:
        site.write({"newsprint.toml": configuration(f"Gazette {number}")})
    elif number % 3 == 1:
        shutil.rmtree(site.folder / ".newsprint")
    for _ in range(5):
        name = f"content/world/{chance.randrange(STORIES)}.md"
        site.write({name: story(chance.randrange(STORIES), f"Text {number}.")})
    for name in chance.sample(PICTURES, 3):
        site.write({f"content/{name}.png": picture(chance.randint(200, 300), chance.choice(("navy", "red")))})


def test_the_next_build_repairs_a_killed_one_and_no_file_is_incomplete(outlet: Make) -> None:
    """Builds are killed at random moments; NEWSPRINT_KILLS sets how many."""
    chance = random.Random(2024)
    stories = {f"content/world/{number}.md": story(number, "Text.") for number in range(STORIES)}
    site = outlet({"newsprint.toml": configuration("Gazette"), **THEME, **stories})
    for name in PICTURES:
        shown = article(name, date="2024-12-20", image={"src": f"{name}.png", "alt": "A pier"})
        site.write({f"content/{name}.md": shown, f"content/{name}.png": picture(200)})
    started = perf_counter()
    subprocess.run(command(site), check=True, capture_output=True)
    span = perf_counter() - started

    for number in range(KILLS):
        before = digests(site)
        edit(site, number, chance)
        with Reader(site) as reader:
            build = subprocess.Popen(command(site), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                build.wait(timeout=chance.uniform(0, span))
            except subprocess.TimeoutExpired:
                build.send_signal(signal.SIGKILL)
                build.wait()
            site.build(AS_OF)
        assert reader.found <= before | digests(site)
        assert site.files() == site.clean_files(AS_OF)
