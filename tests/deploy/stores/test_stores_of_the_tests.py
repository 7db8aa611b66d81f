"""The stores that other tests use behave as those tests expect."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy.stores.buckets import Bucket
from tests.support.leash import CAN_LEASH
from tests.support.waiting import wait_until

pytestmark = pytest.mark.store


def test_an_object_in_a_bucket_can_be_listed_read_and_deleted(bucket: Bucket) -> None:
    bucket.put("world/ä b+c%.html", b"<p>")
    bucket.put("index.html", b"front")
    assert bucket.objects() == {"world/ä b+c%.html": b"<p>", "index.html": b"front"}
    assert bucket.head("index.html")["content-length"] == "5"
    assert bucket.get("/index.html").body == b"front"
    bucket.delete("world/ä b+c%.html")
    assert list(bucket.objects()) == ["index.html"]


def test_a_new_bucket_is_empty_and_has_its_own_name(bucket: Bucket, request: pytest.FixtureRequest) -> None:
    other = request.getfixturevalue(f"{bucket.store}_store")()
    bucket.put("index.html", b"front")
    assert other.target != bucket.target
    assert other.objects() == {}


def test_ceph_serves_a_bucket_as_a_website(ceph_bucket: Bucket) -> None:
    ceph_bucket.put("index.html", b"front")
    ceph_bucket.put("world/index.html", b"world")
    ceph_bucket.put("404.html", b"not found")
    assert ceph_bucket.get("/").body == b"front"
    assert ceph_bucket.get("/world/").body == b"world"
    missing = ceph_bucket.get("/sport/")
    assert (missing.status, missing.body) == (404, b"not found")


START_SERVER_AND_WAIT = """
import sys
from pathlib import Path
from tests.deploy.stores.daemons import Daemon
from tests.support.ports import free_ports
(port,) = free_ports(1)
server = Daemon([sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(port)], Path(sys.argv[1]))
server.wait_for_port(port)
print(server.process.pid, flush=True)
sys.stdin.read()
"""


def is_running(process: int) -> bool:
    """Return whether a process exists and has not ended; a zombie has ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not CAN_LEASH, reason="only Linux kills children with their parent")
def test_servers_end_when_the_tests_are_killed(tmp_path: Path) -> None:
    variables = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    command = [sys.executable, "-c", START_SERVER_AND_WAIT, str(tmp_path / "log")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=variables) as tests:
        assert tests.stdout is not None
        server = int(tests.stdout.readline())
        tests.kill()
    wait_until(lambda: not is_running(server), "the server has ended")
