"""Hostile pictures: each is published clean or refused, quickly, in little memory and without output of a library."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

import pytest

from tests.media.hostile_pictures import hostile_picture
from tests.support.outlets import article
from tests.support.reading import Make
from tests.support.running import environment
from tests.support.soak import examples
from tests.support.waiting import finished

HOW_MANY = examples(60, 300)
MEMORY = 1536 * 2**20
SECONDS = 1.5
"""CPU seconds for each picture on average; a large animation takes four."""

_PROGRAM = """
import sys
from pathlib import Path
from tests.media.hostile_pictures import hostile_picture
from newsprint.media.measuring import measured
from newsprint.media.publishing import published_media
from newsprint.media.refusal import RefusedFileError

names = []
for number in range(int(sys.argv[1])):
    name, data = hostile_picture(number)
    Path(sys.argv[2]).write_bytes(data)
    measured(Path(sys.argv[2]))
    try:
        clean = published_media(data, name, may_run=False).data
        again = published_media(clean, name, may_run=False).data
        assert again == clean, name
    except RefusedFileError as error:
        assert error.code and error.message and "Error" not in error.message, name
    names.append(name)
print(len(names))
"""


@pytest.mark.soak
def test_a_hostile_picture_is_cleaned_or_refused_within_limits(tmp_path: Path) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (int(SECONDS * HOW_MANY) + 10,) * 2)

    command = [sys.executable, "-W", "error", "-c", _PROGRAM, str(HOW_MANY), str(tmp_path / "picture")]
    result = finished(command, env=environment(PYTHONPATH=str(Path(__file__).parents[2])), preexec_fn=limit)
    assert (result.returncode, result.stdout, result.stderr) == (0, f"{HOW_MANY}\n", "")


def test_hostile_pictures_of_a_story_are_problems_with_places(outlet: Make, capfd: pytest.CaptureFixture[str]) -> None:
    pictures = dict(hostile_picture(number) for number in range(30))
    shown = "\n\n".join(f"![A]({name})" for name in pictures)
    site = outlet({"content/a.md": article(body=shown, image={"src": next(iter(pictures)), "alt": ""})})
    site.write({f"content/{name}": data for name, data in pictures.items()})
    problems = site.problems()
    assert problems
    assert {problem.partition(":")[0] for problem in problems} <= {f"content/{name}" for name in pictures}
    assert capfd.readouterr() == ("", "")
