"""An outlet in a git checkout, its remote, and the branch to which it is deployed for GitHub Pages."""

from __future__ import annotations

import subprocess
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from newsprint.base.files import digest
from newsprint.config.site import SiteConfig, SiteTable
from newsprint.config.targets import GitHubPagesSettings
from newsprint.deploy.branch.github_pages import GitHubPages
from newsprint.deploy.built.shipment import BuiltFile, Revision, Shipment
from newsprint.deploy.deploy_request import Clocks, Listener, Report, Request
from newsprint.deploy.leaks.leak_scan import Scan
from newsprint.kinds.stages import Role
from tests.support.git import git

URL = "https://gazette.example"
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
SITE = {f"world/{number}/index.html": f"<h1>Story {number}</h1>".encode() for number in range(30)}
CHANGED = {**SITE, "index.html": b"front"}


@dataclass
class Checkout:
    """A git checkout with an outlet and its ``output``; ``remote`` is the bare repository it was cloned from."""

    folder: Path
    remote: Path

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def build(self, files: Mapping[str, bytes]) -> Checkout:
        """Write ``files`` into the output. Earlier files stay there, but are not deployed."""
        for name, data in files.items():
            path = self.output / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return self

    def deploy(
        self,
        files: Mapping[str, bytes],
        *,
        as_of: datetime = NOON,
        revision: Revision | None = None,
        url: str = URL,
        target: Mapping[str, Any] | None = None,
        scan: Scan = lambda file, data: None,
        listener: Listener | None = None,
        now: datetime = NOON,
        **options: Any,
    ) -> Report:
        """Write ``files`` into the output, and deploy them."""
        self.build(files)
        built = {name: BuiltFile(digest(data), len(data), Role.STORY) for name, data in files.items()}
        settings = GitHubPagesSettings(target="github-pages", **(target or {}))
        request = Request(
            folder=self.folder,
            config=SiteConfig(site=SiteTable(title="The Gazette", url=url), sections={}),
            output=self.output,
            name="production",
            settings=settings,
            clocks=Clocks(instant=lambda: now, elapsed=lambda: 0.0, wait=lambda seconds: None),
            **options,
        )
        shipment = Shipment(self.output, built, as_of, revision)
        return GitHubPages(settings).deploy(request, shipment, scan, listener or Listener())

    def published(self, branch: str = "gh-pages") -> dict[str, bytes]:
        """Return the files of the branch at the remote, without the two that only GitHub reads."""
        return {name: data for name, data in self.tree(branch).items() if name not in (".nojekyll", "CNAME")}

    def tree(self, branch: str = "gh-pages") -> dict[str, bytes]:
        """Return all files of the branch at the remote."""
        archive = subprocess.run(
            ["git", "-C", str(self.remote), "archive", "--format=tar", branch], capture_output=True, check=True
        ).stdout
        with tarfile.open(fileobj=BytesIO(archive)) as tar:
            return {entry.name: file.read() for entry in tar if (file := tar.extractfile(entry))}

    def log(self, branch: str = "gh-pages") -> list[str]:
        """Return the commits of the branch at the remote, newest first."""
        return git(self.remote, "log", "--format=%H", branch).split()

    def changes(self, commit: str = "gh-pages") -> list[str]:
        """Return the changes of a commit at the remote: ``A name``, ``M name``, ``D name``."""
        listing = git(self.remote, "diff-tree", "-r", "-z", "--root", "--no-commit-id", "--name-status", commit)
        words = listing.split("\0")[:-1]
        return sorted(f"{how} {name}" for how, name in zip(words[::2], words[1::2], strict=True))

    def state(self) -> dict[str, object]:
        """Return everything in the checkout that is the user's: refs, HEAD, index, stash, status, configuration."""
        outputs = {
            " ".join(words): git(self.folder, *words)
            for words in (
                ("for-each-ref", "refs/heads", "refs/tags", "refs/stash", "refs/newsprint"),
                ("symbolic-ref", "HEAD"),
                ("status", "--porcelain=v2", "--branch", "--ignored"),
                ("ls-files", "--stage"),
                ("stash", "list"),
                ("config", "--local", "--list"),
                ("rev-parse", "--is-shallow-repository"),
            )
        }
        place = Path(git(self.folder, "rev-parse", "--absolute-git-dir").strip())
        top = sorted(path.name for path in place.iterdir())
        return {**outputs, "index": (place / "index").read_bytes(), "git folder": top}


def new_checkout(place: Path, *, remote_url: str | None = None) -> Checkout:
    """Make a bare repository and a checkout of it with one commit, where the output is ignored."""
    remote, folder = place / "remote.git", place / "paper"
    git(place, "init", "--quiet", "--bare", "--initial-branch=main", str(remote))
    git(remote, "config", "http.receivepack", "true")
    git(place, "init", "--quiet", "--initial-branch=main", str(folder))
    (folder / ".gitignore").write_text("/output/\n/.newsprint/\n")
    (folder / "story.md").write_text("A story\n")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "The first story")
    git(folder, "remote", "add", "origin", remote.as_uri())
    git(folder, "push", "--quiet", "origin", "main")
    if remote_url:
        git(folder, "remote", "set-url", "origin", remote_url)
    return Checkout(folder, remote)


def push_by_hand(checkout: Checkout, files: Mapping[str, bytes], message: str, branch: str = "gh-pages") -> str:
    """Push a commit from another checkout, on top of the branch if it exists, and return its id."""
    place = checkout.remote.parent / "elsewhere"
    if not place.exists():
        git(checkout.remote.parent, "clone", "--quiet", checkout.remote.as_uri(), str(place))
    git(place, "fetch", "--quiet", "origin")
    start = (
        [f"origin/{branch}"] if branch in git(checkout.remote, "branch", "--format=%(refname:short)").split() else []
    )
    git(place, "checkout", "--quiet", *(["-B", branch, *start] if start else ["--orphan", branch]))
    if not start:
        git(place, "rm", "-rfq", ".")
    for name, data in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)
    git(place, "add", "-A")
    git(place, "commit", "--quiet", "-m", message)
    git(place, "push", "--quiet", "origin", branch)
    return git(place, "rev-parse", "HEAD").strip()
