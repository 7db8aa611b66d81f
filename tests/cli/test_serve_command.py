"""``newsprint serve`` in the terminal: what it prints when it starts, why it does not start, and how it stops."""

from __future__ import annotations

import ctypes
import os
import pty
import select
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.preview.previews import Preview, previewed
from tests.support.commandline import run
from tests.support.outlets import CONFIGURATION, Outlet, article
from tests.support.ports import free_port
from tests.support.reading import Make, without_version
from tests.support.running import command, environment, newsprint
from tests.support.waiting import kill, wait_until

STORY: dict[str, str | bytes | None] = {"content/world/story.md": article("A story")}
PROBLEM: dict[str, str | bytes | None] = {"content/world/story.md": article("A story").replace("date:", "dated:")}
HIDDEN, SHOWN = b"\x1b[?25l", b"\x1b[?25h"  # the cursor
WARNING = "newsprint: --host 0.0.0.0: everybody on your network can read drafts and embargoed stories here\n"


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """Start a preview for the network."""
    top = tmp_path_factory.mktemp("network")
    paper = Outlet(top / "outlet").write({"newsprint.toml": CONFIGURATION, **STORY})
    with previewed(paper, "--host", "0.0.0.0") as running:
        yield running


def test_serve_prints_the_address_of_the_preview_and_nothing_else(outlet: Make) -> None:
    with previewed(outlet(STORY)) as server:
        assert server.greeting == f"Preview at http://127.0.0.1:{server.port}/ (press Ctrl-C to stop)\n"
        assert server.printed == ""


def test_ctrl_c_stops_the_preview_without_a_message(outlet: Make) -> None:
    with previewed(outlet(STORY)) as server:
        server.ask("/")
        server.process.send_signal(signal.SIGINT)
        wait_until(
            lambda: server.process.poll() is not None, "the preview stops after Ctrl-C", seen=lambda: server.printed
        )
        assert (server.process.returncode, server.printed) == (0, "\n")


def _threads_that_get_sigint(pid: int) -> Iterator[int]:
    """Yield the ids of the threads of the process that do not block SIGINT."""
    for task in sorted(Path(f"/proc/{pid}/task").iterdir()):
        blocked = int((task / "status").read_text().partition("SigBlk:")[2].split()[0], 16)
        if not blocked & 1 << signal.SIGINT - 1:
            yield int(task.name)


def test_ctrl_c_stops_the_preview_whichever_thread_gets_the_signal(outlet: Make) -> None:
    """A signal to another thread does not wake the event loop if it is about to sleep."""
    with previewed(outlet(STORY)) as server:
        pid = server.process.pid
        other = next(thread for thread in _threads_that_get_sigint(pid) if thread != pid)
        assert ctypes.CDLL(None).tgkill(pid, other, signal.SIGINT) == 0
        wait_until(
            lambda: server.process.poll() is not None, "the preview stops after Ctrl-C", seen=lambda: server.printed
        )
        assert (server.process.returncode, server.printed) == (0, "\n")


def test_a_terminal_shows_progress_while_the_outlet_is_read_then_nothing(outlet: Make) -> None:
    """Once the outlet has been read, the line of progress is deleted and the cursor is shown again."""
    terminal, theirs = pty.openpty()
    words = command("serve", "--site", outlet(STORY).folder, "--port", str(free_port()))
    variables = environment(TERM="xterm", COLUMNS="80")
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=theirs, env=variables) as process:
        os.close(theirs)
        try:
            printed = bytearray()

            def is_cursor_shown() -> bool:
                if select.select([terminal], [], [], 0)[0]:
                    printed.extend(os.read(terminal, 4096))
                return SHOWN in printed

            wait_until(is_cursor_shown, "the terminal shows the cursor again", seen=lambda: bytes(printed))
            process.send_signal(signal.SIGINT)
            wait_until(
                lambda: process.poll() is not None, "the preview stops after Ctrl-C", seen=lambda: bytes(printed)
            )
        finally:
            kill(process)
    os.close(terminal)
    assert b"Reading articles" in printed
    assert printed.count(HIDDEN) == printed.count(SHOWN) == 1
    assert process.returncode == 0


def test_serve_prints_a_problem_in_one_line(outlet: Make) -> None:
    with previewed(outlet(PROBLEM)) as server:
        wait_until(lambda: "dated" in server.printed, "the problem is printed", seen=lambda: server.printed)
        assert all(line.startswith("content/world/story.md") for line in server.printed.splitlines())


def test_a_port_that_is_taken_is_reported_and_the_next_one_is_used(outlet: Make) -> None:
    with socket.create_server(("127.0.0.1", free_port())) as other:
        taken = other.getsockname()[1]
        with previewed(outlet(STORY), port=taken) as server:
            assert server.port > taken
            assert server.printed == f"Port {taken} is taken; using the next free one.\n"


def test_two_previews_of_one_outlet_show_the_same_page(outlet: Make) -> None:
    paper = outlet(STORY)
    with previewed(paper) as first, previewed(paper) as second:
        assert without_version(first.ask("/").body) == without_version(second.ask("/").body)


def test_serve_warns_that_the_network_can_read_drafts(outlet: Make) -> None:
    with previewed(outlet(STORY), "--host", "0.0.0.0") as server:
        assert server.printed == WARNING
        assert server.greeting == f"Preview at http://localhost:{server.port}/ (press Ctrl-C to stop)\n"


def test_serve_warns_that_the_network_can_read_a_published_preview(outlet: Make) -> None:
    with previewed(outlet(STORY), "--host", "0.0.0.0", "--published") as server:
        assert server.printed == "newsprint: --host 0.0.0.0: everybody on your network can read this preview\n"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("192.168.1.5:8000", 200),
        ("[2001:db8::1]:8000", 200),
        ("localhost", 200),
        ("127.0.0.1", 200),
        ("0.0.0.0", 200),
        ("evil.example", 403),
        ("192.168.1.5.evil.example", 403),
        ("localhost.evil.example", 403),
    ],
)
def test_a_preview_for_the_network_refuses_foreign_host_names(network: Preview, host: str, status: int) -> None:
    assert network.ask("/", host=host).status == status


@pytest.mark.parametrize(("listening", "has_path"), [("127.0.0.1", True), ("0.0.0.0", False)])
def test_only_browsers_on_this_machine_get_the_path_of_the_outlet(outlet: Make, listening: str, has_path: bool) -> None:
    made = outlet(STORY)
    with previewed(made, "--host", listening) as server:
        made.write({"newsprint.toml": CONFIGURATION + "oops"})
        wait_until(lambda: server.ask("/").status == 500, "the page shows the problem", seen=lambda: server.ask("/"))
        text = server.ask("/").text
    assert "newsprint.toml" in text
    assert (f"vscode://file{made.folder}/newsprint.toml" in text) is has_path
    assert (str(made.folder) in text) is has_path


@pytest.mark.parametrize("host", ["localhost", "::1"])
def test_serve_listens_at_the_given_host(outlet: Make, host: str) -> None:
    try:
        socket.create_server((host, 0), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError:
        pytest.skip(f"this machine has no {host}")
    with previewed(outlet(STORY), "--host", host, host=host) as server:
        shown = f"[{host}]" if ":" in host else host
        assert server.greeting == f"Preview at http://{shown}:{server.port}/ (press Ctrl-C to stop)\n"
        assert server.printed == ""
        assert server.ask("/", host=f"{shown}:{server.port}").status == 200


def test_serve_opens_the_front_page_in_the_browser(
    outlet: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f"#!{sys.executable}\nimport sys\nopen({str(opened)!r}, 'w').write(sys.argv[1])\n")
    browser.chmod(browser.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("BROWSER", str(browser))
    with previewed(outlet(STORY), "--open") as server:
        wait_until(lambda: opened.exists() and opened.read_text(), "the browser is opened", seen=lambda: server.printed)
        assert opened.read_text() == f"http://127.0.0.1:{server.port}/"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--host", ""], "newsprint: --host needs a name or an address\n"),
        (["--host", "two words"], "newsprint: --host two words: no such host name\n"),
        (["--host", "192.0.2.1"], "newsprint: --host 192.0.2.1: this computer does not have this address\n"),
        (["--as-of", "soon"], "newsprint: --as-of: "),
    ],
)
def test_an_option_that_serve_cannot_use_is_reported_in_one_line(outlet: Make, words: list[str], message: str) -> None:
    outcome = newsprint("serve", "--site", outlet(STORY).folder, *words)
    assert (outcome.returncode, outcome.stdout) == (2, "")
    assert outcome.stderr.startswith(message)
    assert outcome.stderr.count("\n") == 1


@pytest.mark.parametrize("words", [["--port", "0"], ["--port", "65536"], ["--port", "http"], ["--editor", "edlin"]])
def test_invalid_values_of_options_of_serve_are_refused(outlet: Make, words: list[str]) -> None:
    outcome = run("serve", *words, cwd=outlet(STORY).folder)
    assert (outcome.code, outcome.out) == (2, "")
    assert words[0] in outcome.err


def test_serve_refuses_a_folder_without_an_outlet(tmp_path: Path) -> None:
    outcome = run("serve", cwd=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert "newsprint.toml" in outcome.err


def test_the_help_of_serve_fits_the_terminal(tmp_path: Path) -> None:
    outcome = run("serve", "--help", cwd=tmp_path)
    assert outcome.code == 0
    assert max(map(len, outcome.out.splitlines())) <= 80
