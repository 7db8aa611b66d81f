"""GitHub Pages: the site as one commit on a branch; no commit if nothing has changed.

It is pushed without force. For a branch without history, the push is forced, but replaces only the commit that was read
before (``--force-with-lease``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from msgspec import Struct

from newsprint.base.redaction import redacted
from newsprint.config.targets import GitHubPagesSettings
from newsprint.deploy.branch.branch_files import DOMAIN, NO_JEKYLL, BranchSite, domain_of
from newsprint.deploy.branch.branch_plan import BranchPlan, keep_assets, plan_branch
from newsprint.deploy.branch.fast_import import Change, blob_id, commit
from newsprint.deploy.branch.git import Git
from newsprint.deploy.branch.remote import RemoteBranch, Tree
from newsprint.deploy.branch.stamp import Stamp, message, read_stamp, stamp_of
from newsprint.deploy.budgets import check_large_files, limits_for, warnings
from newsprint.deploy.built.shipment import Shipment
from newsprint.deploy.deploy_request import Listener, Progress, Report, Request
from newsprint.deploy.feed_id import check_feed_id, feed_id_of
from newsprint.deploy.guards import check_address, check_age, check_domain, check_site, enforce_delete_limit
from newsprint.deploy.leaks.leak_scan import Scan, refusal
from newsprint.deploy.served_urls import address

_PROGRESS_STEP = 100  # files between two reports of progress


class GitHubPages(Struct, frozen=True):
    """A branch of the outlet's repository; see :class:`newsprint.deploy.target.Target`."""

    settings: GitHubPagesSettings

    interruptible: ClassVar[bool] = False  # git must be killed by the process that started it

    def check(self, request: Request) -> None:
        """Raise RefusedError if the site's URL or ``cname`` cannot be reached from the internet."""
        check_address(request.config.site)
        if self.settings.cname:
            check_domain("cname", self.settings.cname)

    def deploy(self, request: Request, shipment: Shipment, scan: Scan, listener: Listener) -> Report:
        """Publish ``shipment`` as one commit on the branch.

        The user's working tree, index and branches are not touched. Raises RefusedError if a guard or ``scan`` refuses
        or someone else pushed first, and DeployError if the remote cannot be reached or refuses.
        """
        shipment.confirm()
        settings, git = self.settings, Git(request.folder)
        branch = RemoteBranch(git, settings.remote, settings.branch, f"newsprint deploy {request.name}")
        domain = domain_of(settings.cname, request.config.site)
        site = BranchSite(shipment, domain.extras)
        check_large_files(shipment.files)
        tip, now = branch.tip(), request.clocks.instant()
        there = branch.files(tip) if tip else {}
        theirs = read_stamp(branch.message(tip)) if tip else None
        ours = _scanned(site, there, branch.algorithm, listener, scan, shipment.again)
        plan = plan_branch(ours, there, domain.stays)
        plan = keep_assets(plan, theirs.kept if theirs else {}, now, settings.keep_assets_days)
        stamp = stamp_of(request.config.site.url, shipment, plan.kept, feed_id_of(shipment, request.config))
        if tip:
            self._guard(request, plan, there, stamp, theirs, listener)
        squash = settings.history == "squash" and tip is not None
        outdated = not plan.is_empty or (squash and tip is not None and branch.has_history(tip))
        notes = _notes(settings.branch, is_new=tip is None)
        notes += tuple(warnings(shipment.files, limits_for([settings])))
        for note in notes:
            listener.note(note)
        if not request.dry_run and outdated:
            change = Change(plan.deleted, _read_again(site, plan.sent, listener))
            made = commit(git, tip, change, message(stamp), at=now, squash=squash)
            branch.push(made, seen=tip, replace=squash)
        return _report(request, plan, site, notes)

    def _guard(
        self,
        request: Request,
        plan: BranchPlan,
        there: Tree,
        ours: Stamp,
        theirs: Stamp | None,
        listener: Listener,
    ) -> None:
        """Raise RefusedError if this build must not replace what is on the branch."""
        place = f"the branch {self.settings.branch} of {redacted(self.settings.remote)}"
        check_site(ours.site, theirs.site if theirs else None, place, adopt=request.adopt)
        if theirs:
            check_feed_id(ours.feed_id, theirs.feed_id, theirs.site, place, new=request.new_feed_id)
        if plan.is_empty:
            return
        if theirs and theirs.site == ours.site:
            check_age(ours.build, theirs.build, place, older=request.older)
        enforce_delete_limit(request, plan.deleted, there, place, listener)


def _scanned(
    site: BranchSite, there: Tree, algorithm: str, listener: Listener, scan: Scan, again: str
) -> Mapping[str, str]:
    """Scan the files that differ from those ``there``; return the blob id of every file.

    Raises RefusedError, which says how to build ``again``.
    """
    ids, leaks = {}, []
    for number, file in enumerate(site.files, start=1):
        data = site.read(file)
        ids[file] = blob_id(data, algorithm)
        if ids[file] != there.get(file):
            leaks += [leak] if (leak := scan(file, data)) else []
        if number % _PROGRESS_STEP == 0 or number == len(site.files):
            listener.progress(Progress("checking", number, len(site.files)))
    if leaks:
        raise refusal(leaks, again)
    return ids


def _read_again(site: BranchSite, files: tuple[str, ...], listener: Listener) -> Iterator[tuple[str, bytes]]:
    """Yield each of ``files`` with its bytes.

    Raises what :meth:`BranchSite.read` does: a file may have changed since the scan.
    """
    total = sum(map(site.size, files))
    sent = 0
    for number, file in enumerate(files, start=1):
        data = site.read(file)
        yield file, data
        sent += len(data)
        if number % _PROGRESS_STEP == 0 or number == len(files):
            listener.progress(Progress("sending", number, len(files), sent, total))


def _notes(branch: str, *, is_new: bool) -> tuple[str, ...]:
    if not is_new:
        return ()
    return (f"{branch} is a new branch: choose it in the settings of the repository on GitHub, under Pages",)


def _report(request: Request, plan: BranchPlan, site: BranchSite, notes: tuple[str, ...]) -> Report:
    changed = (file for file in sorted(plan.replaced + plan.deleted) if file not in (NO_JEKYLL, DOMAIN))
    return Report(
        target=request.name,
        dry_run=request.dry_run,
        added=plan.added,
        replaced=plan.replaced,
        deleted=plan.deleted,
        kept=tuple(sorted(plan.kept)),
        unchanged=plan.unchanged,
        purge=tuple(address(request.config.site.url, file) for file in changed),
        sent=sum(map(site.size, plan.sent)),
        notes=notes,
    )
