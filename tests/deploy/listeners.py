"""A listener that keeps what a user would see of a deploy."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsprint.deploy.deploy_request import Listener, Progress


@dataclass
class RecordingListener(Listener):
    """Record the progress and the notes of a deploy."""

    steps: list[Progress] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def progress(self, progress: Progress) -> None:
        self.steps.append(progress)

    def note(self, text: str) -> None:
        self.notes.append(text)
