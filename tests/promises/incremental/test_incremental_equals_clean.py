"""After any edits of an outlet a build gives the same bytes as a build from nothing."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import invariant, precondition, run_state_machine_as_test

from newsprint.media.renditions import narrowing
from tests.promises.incremental.plans import listed, recorded
from tests.promises.incremental.random_edits import Newsroom

SEQUENCES = int(os.environ.get("NEWSPRINT_SEQUENCES", "60"))
SHARDS = max(6, SEQUENCES // 250)
"""The number of tests that share the sequences; these tests are shared by all test processes."""


class BuiltNewsroom(Newsroom):
    """An outlet that is built after every edit, and a copy of it from nothing."""

    checked: object = None

    @precondition(lambda self: self.stories)
    @invariant()
    def incremental_equals_clean(self) -> None:
        if self.checked == self._state():
            return  # the step changed nothing
        self.outlet.build(self.as_of, drafts=self.drafts, skip_invalid=True)
        assert recorded(self.outlet) == listed(self.outlet)
        ours = self.outlet.files()
        theirs = self.outlet.clean_files(self.as_of, drafts=self.drafts, skip_invalid=True)
        assert sorted(ours) == sorted(theirs)
        assert {name for name in ours if ours[name] != theirs[name]} == set()
        self.checked = self._state()

    def _state(self) -> object:
        """Return what a build reads and writes: the time and size of every file of the outlet."""
        paths = (path for path in self.outlet.folder.rglob("*") if path.is_file())
        files = {path: (stat.st_mtime_ns, stat.st_size) for path in paths if (stat := path.stat())}
        return self.as_of, self.drafts, files


@pytest.mark.parametrize("shard", range(SHARDS))
def test_after_any_edits_a_build_equals_a_clean_build(shard: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sequences are random, but the same in every run; NEWSPRINT_SEQUENCES sets their total number."""
    monkeypatch.setattr(narrowing, "MOST_WIDTH", 25)  # most pictures here are wider
    newsroom = seed(shard)(type(f"Newsroom{shard}", (BuiltNewsroom,), {}))
    run_state_machine_as_test(
        newsroom,
        settings=settings(
            max_examples=-(-SEQUENCES // SHARDS),
            stateful_step_count=8,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
