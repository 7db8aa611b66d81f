"""``newsprint deploy``."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from newsprint.base.errors import DeployError, UsageError, suggestion
from newsprint.cli.interruptible import interruptible, leave
from newsprint.cli.options import json_option, outlet_at, output_option, site_option
from newsprint.cli.shipping import shipping_shown, size_in_words
from newsprint.cli.terminal import complain, counted, note, plain, say, tell
from newsprint.config.site import SiteConfig
from newsprint.config.targets import SETTINGS, TargetSettings
from newsprint.deploy.deploy import check, deploy
from newsprint.deploy.request import Clocks, Listener, Report, Request
from newsprint.deploy.target import target_of

_SHOWN = 40
_STOPPED = 130


@dataclass(frozen=True, slots=True)
class _Allowed:
    """What a person allows this once."""

    max_deletes: int | None
    adopt: bool
    older: bool
    verify: bool
    new_feed_id: bool


@click.command("deploy")
@click.argument("target", metavar="[TARGET]", required=False)
@site_option
@output_option("What to ship")
@click.option("--dry-run", is_flag=True, help="Show what would be sent and deleted, and change nothing.")
@click.option("--check", "only_check", is_flag=True, help="Look only at what would be shipped, and at no target.")
@click.option(
    "--max-deletes",
    metavar="N",
    type=click.IntRange(0),
    help="Delete up to N files, even if that is more than a tenth of the site.",
)
@click.option("--older", is_flag=True, help="Let an older build take the place of a newer one: to roll back.")
@click.option(
    "--adopt",
    is_flag=True,
    help="Take over a place that holds files which Newsprint did not put there, and replace them.",
)
@click.option(
    "--new-feed-id", is_flag=True, help="Accept a changed feed id: feed readers then show all stories as new."
)
@click.option("--verify", is_flag=True, help="Check every file that is there, and fix what others changed.")
@json_option
def command(
    target: str | None,
    site: Path | None,
    output: Path | None,
    dry_run: bool,
    only_check: bool,
    max_deletes: int | None,
    older: bool,
    adopt: bool,
    new_feed_id: bool,
    verify: bool,
    as_json: bool,
) -> int:
    """Ship the last complete build to a target of newsprint.toml.

    TARGET is the NAME of a [deploy.NAME] there, and may be left out if there is just one. Only what changed is sent, in
    an order in which no reader meets a dead link.
    """
    started = time.perf_counter()
    folder, config = outlet_at(site)
    place = output.absolute() if output else folder / "output"
    if only_check:
        return _check(folder, config, place, as_json)
    name, settings = _chosen(config, target)
    allowed = _Allowed(max_deletes, adopt, older, verify, new_feed_id)
    request = _request(folder, config, place, name, settings, allowed, dry_run=dry_run)
    try:
        with shipping_shown(not as_json) as listener:
            report = _deployed(request, listener)
    except DeployError as error:
        if as_json:
            _say_problem(error)
        raise
    except KeyboardInterrupt:
        complain(f"stopped; finish it with: newsprint deploy {name}")
        leave(_STOPPED)
    if as_json:
        say(json.dumps(_result(report, time.perf_counter() - started), ensure_ascii=False))
    else:
        _tell(report, time.perf_counter() - started)
    return 0


def _deployed(request: Request, listener: Listener) -> Report:
    if target_of(request.settings).interruptible:
        return interruptible(lambda: deploy(request, listener=listener, on_wait=_waits))
    return deploy(request, listener=listener, on_wait=_waits)


def _check(folder: Path, config: SiteConfig, output: Path, as_json: bool) -> int:
    try:
        files = check(folder, config, output, now=datetime.now(UTC), on_wait=_waits, note=note)
    except DeployError as error:
        if as_json:
            _say_problem(error)
        raise
    if as_json:
        say(json.dumps({"files": files, "problems": []}))
    else:
        tell(f"{counted(files, 'file')} ready to deploy: unchanged since the last build, and without hidden stories.")
    return 0


def _say_problem(error: DeployError) -> None:
    say(json.dumps({"problems": [{"message": str(error)}]}, ensure_ascii=False))


def _waits() -> None:
    note("A build of this outlet runs; waiting.")


def _chosen(config: SiteConfig, name: str | None) -> tuple[str, TargetSettings]:
    """The target that is meant. Raises UsageError."""
    targets = config.deploy
    if not targets:
        *some, last = (kind.title for kind in SETTINGS.values() if kind.is_url)
        raise UsageError(
            "newsprint.toml has no target to deploy to: write, for example,\n"
            '  [deploy.production]\n  target = "github-pages"\n'
            f"Other targets are {', '.join(some)} and {last}: see docs/deploy.md"
        )
    if name is None and len(targets) == 1:
        return next(iter(targets.items()))
    if name is None:
        raise UsageError(f"which target? newsprint deploy {' | '.join(targets)}")
    if name not in targets:
        raise UsageError(f"newsprint.toml has no [deploy.{name}] ({suggestion(name, targets)})")
    return name, targets[name]


def _request(
    folder: Path,
    config: SiteConfig,
    output: Path,
    name: str,
    settings: TargetSettings,
    allowed: _Allowed,
    *,
    dry_run: bool,
) -> Request:
    return Request(
        folder=folder,
        config=config,
        output=output,
        name=name,
        settings=settings,
        clocks=Clocks(lambda: datetime.now(UTC), time.monotonic, time.sleep),
        dry_run=dry_run,
        max_deletes=allowed.max_deletes,
        adopt=allowed.adopt,
        older=allowed.older,
        verify=allowed.verify,
        new_feed_id=allowed.new_feed_id,
    )


def _tell(report: Report, seconds: float) -> None:
    if report.dry_run:
        _tell_files(report)
    parts = [
        f"{len(files):,} {word}"
        for files, word in ((report.added, "added"), (report.replaced, "replaced"), (report.deleted, "deleted"))
        if files
    ]
    done = ", ".join(parts) or "nothing changed"
    tell(f"{click.style(plain(report.target), bold=True)}: {done}, {report.unchanged:,} unchanged.")
    if report.kept:
        tell(f"{counted(len(report.kept), 'old asset')} kept for pages that readers still have open.")
    if report.dry_run:
        tell("Nothing was sent: this was a dry run.")
    else:
        tell(f"{size_in_words(report.sent)} sent in {seconds:.1f} s.")


def _tell_files(report: Report) -> None:
    for mark, files, colour in (
        ("+", report.added, "green"),
        ("~", report.replaced, "yellow"),
        ("-", report.deleted, "red"),
    ):
        for file in _first(files):
            say(click.style(f"{mark} ", fg=colour) + plain(file))
    if report.purge:
        say("\nTo purge from a content delivery network:")
        for address in _first(report.purge):
            say(f"  {plain(address)}")
        say()


def _first(names: tuple[str, ...]) -> Iterable[str]:
    yield from names[:_SHOWN]
    if len(names) > _SHOWN:
        yield f"… and {len(names) - _SHOWN:,} more (--json has all)"


def _result(report: Report, seconds: float) -> dict[str, Any]:
    return {
        "target": report.target,
        "dry_run": report.dry_run,
        "added": report.added,
        "replaced": report.replaced,
        "deleted": report.deleted,
        "kept": report.kept,
        "unchanged": report.unchanged,
        "purge": report.purge,
        "sent": report.sent,
        "seconds": round(seconds, 3),
        "problems": [],
    }
