"""``newsprint deploy``."""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from newsprint.base.errors import DeployError, UsageError, suggestion
from newsprint.cli.deploy_progress import progress_shown, size_in_words
from newsprint.cli.interruptible import interruptible, leave
from newsprint.cli.options import json_option, outlet_at, output_option, site_option
from newsprint.cli.terminal import counted, plain, print_error, print_line, print_note, print_text
from newsprint.config.site import SiteConfig
from newsprint.config.targets import SETTINGS, TargetSettings
from newsprint.deploy.deploy import Checked, check, deploy
from newsprint.deploy.deploy_request import Clocks, Listener, Report, Request
from newsprint.deploy.target import target_of

_SHOWN = 40
_STOPPED = 130


@dataclass(frozen=True, slots=True)
class _Allowed:
    """The limits and guards that options override for this deploy."""

    max_deletes: int | None
    adopt: bool
    older: bool
    verify: bool
    new_feed_id: bool


@click.command("deploy")
@click.argument("target", metavar="[TARGET]", required=False)
@site_option
@output_option("Folder to deploy")
@click.option("--dry-run", is_flag=True, help="Show what would be sent and deleted, and change nothing.")
@click.option("--check", "only_check", is_flag=True, help="Check what would be deployed, without contacting a target.")
@click.option(
    "--max-deletes",
    metavar="N",
    type=click.IntRange(0),
    help="Delete up to N files (default: a tenth of the site, or max_deletes of the target if that is less).",
)
@click.option("--older", is_flag=True, help="Allow an older build to replace a newer one: to roll back.")
@click.option(
    "--adopt",
    is_flag=True,
    help="Take over a target with files that Newsprint did not put there, and replace them.",
)
@click.option(
    "--new-feed-id", is_flag=True, help="Accept a changed feed id: feed readers then show all stories as new."
)
@click.option("--verify", is_flag=True, help="Check every file at the target, and restore those that others changed.")
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
    """Publish the last complete build at a target in newsprint.toml.

    TARGET is the NAME of a [deploy.NAME] table; leave it out if there is only one. Only changes are sent, in an order
    in which readers never meet a dead link.
    """
    started = time.perf_counter()
    folder, config = outlet_at(site)
    place = output.absolute() if output else folder / "output"
    if only_check:
        targets = [_chosen_target(config, target)[1]] if target else list(config.deploy.values())
        return _check(folder, config, place, targets, as_json)
    name, settings = _chosen_target(config, target)
    allowed = _Allowed(max_deletes, adopt, older, verify, new_feed_id)
    request = _request(folder, config, place, name, settings, allowed, dry_run=dry_run)
    try:
        with progress_shown(not as_json) as listener:
            report = _deployed(request, listener)
    except DeployError as error:
        if as_json:
            _print_problem(error)
        raise
    except KeyboardInterrupt:
        print_error(f"stopped; resume with: newsprint deploy {name}")
        leave(_STOPPED)
    if as_json:
        print_line(json.dumps(_result(report, time.perf_counter() - started), ensure_ascii=False))
    else:
        _print_summary(report, time.perf_counter() - started)
    return 0


def _deployed(request: Request, listener: Listener) -> Report:
    if target_of(request.settings).interruptible:
        return interruptible(lambda: deploy(request, listener=listener, on_wait=_print_waiting))
    return deploy(request, listener=listener, on_wait=_print_waiting)


def _check(folder: Path, config: SiteConfig, output: Path, targets: Collection[TargetSettings], as_json: bool) -> int:
    now = datetime.now(UTC)
    try:
        checked = check(
            folder, config, output, now=now, on_wait=_print_waiting, note=_print_plain_note, targets=targets
        )
    except DeployError as error:
        if as_json:
            _print_problem(error)
        raise
    if as_json:
        print_line(json.dumps(_checked(checked), ensure_ascii=False))
    else:
        ready = counted(checked.files, "file")
        print_text(f"{ready} ready to deploy: unchanged since the last build, and without hidden stories.")
    return 0


def _print_plain_note(text: str) -> None:
    print_note(plain(text))


def _checked(checked: Checked) -> dict[str, Any]:
    return {
        "files": checked.files,
        "contents": {share.name: {"files": share.files, "size": share.size} for share in checked.shares},
        "budgets": [
            {"host": each.limit.host, "measure": each.limit.measure, "used": each.used, "most": each.limit.most}
            for each in checked.budgets
        ],
        "problems": [],
    }


def _print_problem(error: DeployError) -> None:
    print_line(json.dumps({"problems": [{"message": str(error)}]}, ensure_ascii=False))


def _print_waiting() -> None:
    print_note("A build of this outlet is running; waiting.")


def _chosen_target(config: SiteConfig, name: str | None) -> tuple[str, TargetSettings]:
    """Return the name and settings of the target to use. Raise UsageError if ``name`` does not identify one."""
    targets = config.deploy
    if not targets:
        *some, last = (kind.title for kind in SETTINGS.values() if kind.is_url)
        raise UsageError(
            "newsprint.toml has no deploy target. Add one, for example:\n"
            '  [deploy.production]\n  target = "github-pages"\n'
            f"Other targets are {', '.join(some)} and {last}: see docs/deployers/targets.md"
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


def _print_summary(report: Report, seconds: float) -> None:
    if report.dry_run:
        _print_files(report)
    parts = [
        f"{len(files):,} {word}"
        for files, word in ((report.added, "added"), (report.replaced, "replaced"), (report.deleted, "deleted"))
        if files
    ]
    done = ", ".join(parts) or "nothing changed"
    print_text(f"{click.style(plain(report.target), bold=True)}: {done}, {report.unchanged:,} unchanged.")
    if report.kept:
        print_text(f"{counted(len(report.kept), 'old asset')} kept for pages that readers still have open.")
    if report.dry_run:
        print_text("Nothing was sent: this was a dry run.")
    else:
        print_text(f"{size_in_words(report.sent)} sent in {seconds:.1f} s.")


def _print_files(report: Report) -> None:
    for mark, files, colour in (
        ("+", report.added, "green"),
        ("~", report.replaced, "yellow"),
        ("-", report.deleted, "red"),
    ):
        for file in _first(files):
            print_line(click.style(f"{mark} ", fg=colour) + plain(file))
    if report.purge:
        print_line("\nTo purge from a content delivery network:")
        for address in _first(report.purge):
            print_line(f"  {plain(address)}")
        print_line()


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
