"""An outlet with secrets in every place from which a preview could disclose them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.preview.previews import Preview, previewed
from tests.preview.servers import Reply
from tests.support.outlets import CONFIGURATION, Outlet, article

SECRET = "TOP-SECRET-4711"

FILES = {
    "newsprint.toml": CONFIGURATION + f"# {SECRET}\n",
    ".git/config": SECRET,
    ".env": SECRET,
    "notes.txt": SECRET,
    "themes/mine/theme.toml": f"# {SECRET}\n",
    "content/world/story.md": article("A story", "[The paper](paper.pdf)", extra={"note": SECRET}),
    "content/world/paper.pdf": "A paper.",
    "content/world/unused.pdf": SECRET,
    "content/world/.hidden.pdf": SECRET,
    "content/world/draft.md": article("A draft", f"[The paper](secret.pdf) {SECRET}", draft=True),
    "content/world/secret.pdf": SECRET,
    "content/static/data.txt": "Data.",
    "content/static/.htpasswd": SECRET,
    "content/static/folder/data.txt": "More data.",
}


@contextmanager
def hostile_preview(top: Path, *options: str, open_files: int | None = None) -> Iterator[Preview]:
    """Write that outlet to ``top``, beside a folder of secrets with symbolic links to it, and yield a preview of it."""
    (top / "outside").mkdir()
    (top / "outside" / "secret.txt").write_text(SECRET)
    outlet = Outlet(top / "outlet").write(FILES)
    content = outlet.folder / "content"
    (content / "static" / "link.txt").symlink_to(top / "outside" / "secret.txt")
    (content / "static" / "out").symlink_to(top / "outside")
    (content / "world" / "out").symlink_to(top / "outside")
    (content / "static" / "settings.txt").symlink_to(outlet.folder / "newsprint.toml")
    with previewed(outlet, *options, open_files=open_files) as preview:
        yield preview


@contextmanager
def quiet(server: Preview) -> Iterator[None]:
    """Fail if ``server`` prints something in this context, or does not answer after it."""
    before = server.printed
    yield
    assert server.printed == before, server.printed.removeprefix(before)
    assert server.ask("/").status == 200


def discloses_nothing(reply: Reply, server: Preview) -> bool:
    """Return whether a reply has no secret, no path of the outlet, and nothing about the program."""
    words = (SECRET, str(server.outlet.folder), "Traceback", "Tornado", "tornado", "Python", ".py", "\nServer:")
    return not any(word.encode() in reply.raw for word in words)
