"""An outlet with a target, to which this process deploys it by the clock of the test."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from newsprint.config.site import read_config
from newsprint.config.targets import TargetSettings
from newsprint.deploy.deploy import deploy
from newsprint.deploy.deploy_request import Clocks, Listener, Report, Request
from newsprint.deploy.stores.patience import Patience
from tests.deploy.listeners import RecordingListener
from tests.deploy.stores.buckets import Bucket
from tests.deploy.stores.timeouts import LONG_TIMEOUTS
from tests.support.outlets import AS_OF, Outlet, article, at

STATE = ".newsprint/"


@dataclass
class DeployedOutlet:
    """An outlet and its target. ``now`` is the time, which passes when a deploy waits, without real waiting.

    ``patience`` is how long a deploy waits for the store, in real time.
    """

    outlet: Outlet
    bucket: Bucket
    target: TargetSettings
    now: datetime = field(default_factory=lambda: at(AS_OF))
    listener: RecordingListener = field(default_factory=RecordingListener)
    patience: Patience = LONG_TIMEOUTS

    def later(self, **time: float) -> DeployedOutlet:
        """Let time pass."""
        self.now += timedelta(**time)
        return self

    def build(self, files: dict[str, str | bytes | None] | None = None, **options: Any) -> DeployedOutlet:
        """Write ``files`` and build as of now."""
        self.outlet.write(files or {}).build(self.now.isoformat(), **options)
        return self

    def deploy(self, **options: Any) -> Report:
        """Deploy in this process; ``options`` are those of a request."""
        request = Request(
            folder=self.outlet.folder,
            config=read_config(self.outlet.folder),
            name="production",
            **{"output": self.outlet.output, "settings": self.target, "clocks": self.clocks(), **options},
            patience=self.patience,
        )
        return deploy(request, listener=self.listener, on_wait=lambda: None)

    def clocks(self) -> Clocks:
        """Return clocks that show the time of the test."""
        began = self.now

        def wait(seconds: float) -> None:
            self.later(seconds=seconds)

        return Clocks(lambda: self.now, lambda: (self.now - began).total_seconds(), wait)

    def live(self) -> dict[str, bytes]:
        """Return the files of the site at the target, without Newsprint's state beside them."""
        below = self.target.shown.removeprefix(self.bucket.target.shown).strip("/")
        prefix = f"{below}/" if below else ""
        objects = {
            key.removeprefix(prefix): data for key, data in self.bucket.objects().items() if key.startswith(prefix)
        }
        return {key: data for key, data in objects.items() if not key.startswith(STATE)}

    def state(self) -> set[str]:
        """Return the files of Newsprint's state at the target, by the first word of their names."""
        return {key.partition(STATE)[2].partition("-")[0] for key in self.bucket.objects() if STATE in key}


FIRST: dict[str, str | bytes | None] = {
    f"content/story-{day}.md": article(f"Story of day {day}", date=f"2024-12-{day:02}", tags=["Ferry"])
    for day in range(1, 6)
}
"""Five stories of one tag."""


def deploy_once(outlet: Outlet, target: TargetSettings, now: datetime, **options: Any) -> None:
    """Deploy the last build of ``outlet`` to ``target`` at ``now``; ``options`` are those of a request."""
    request = Request(
        folder=outlet.folder,
        config=read_config(outlet.folder),
        output=outlet.output,
        name="production",
        settings=target,
        clocks=Clocks(instant=lambda: now, elapsed=lambda: 0.0, wait=lambda seconds: None),
        **options,
    )
    deploy(request, listener=Listener(), on_wait=lambda: None)
