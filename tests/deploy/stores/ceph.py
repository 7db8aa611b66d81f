"""One node of Ceph and its S3 gateway (RADOS gateway), in memory: a real object store on this machine.

In Debian it is in the packages ``radosgw``, ``ceph-mon``, ``ceph-osd`` and ``ceph-common``; it starts in two seconds.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import uuid4

from tests.deploy.stores.daemons import Daemon
from tests.support.ports import free_ports
from tests.support.waiting import finished

PROGRAMS = ("ceph", "ceph-mon", "ceph-osd", "monmaptool", "radosgw", "radosgw-admin")
WEBSITES = "web.localhost"
"""A bucket with a website is read as ``BUCKET.web.localhost``."""

CONFIGURATION = """
[global]
fsid = {cluster}
mon host = [v2:127.0.0.1:{monitor},v1:127.0.0.1:{old_monitor}]
public addr = 127.0.0.1
cluster addr = 127.0.0.1
public network = 127.0.0.0/8
cluster network = 127.0.0.0/8
ms bind ipv6 = false
auth cluster required = none
auth service required = none
auth client required = none
ms mon client mode = crc
run dir = {state}
admin socket = {state}/$name.asok
pid file = {state}/$name.pid
log file = {state}/$name.log
log to stderr = false
mon data = {state}/mon
mon cluster log file = {state}/cluster.log
mon allow pool size one = true
mon max pg per osd = 1000
mon osd report timeout = 900
osd data = {state}/osd
osd objectstore = memstore
memstore device bytes = 8589934592
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pgp num = 8
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
paxos propose interval = 0.02
paxos min wait = 0.01
[client.rgw]
rgw frontends = beast endpoint=127.0.0.1:{port} tcp_nodelay={undelayed:d}
rgw enable static website = true
rgw dns name = localhost
rgw dns s3website name = {websites}
rgw thread pool size = 64
rgw run sync thread = false
"""


def missing_programs() -> str:
    """Return the first program of Ceph that is not installed, or an empty text."""
    return next((name for name in PROGRAMS if shutil.which(name, path=_PATH) is None), "")


_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@contextmanager
def running_ceph(state: Path, key: str, secret: str, *, undelayed: bool = False) -> Iterator[int]:
    """Start a gateway with one user, who signs with ``key`` and ``secret``; give its port on loopback.

    Ceph sends the head of an answer and then its body, which the system delays by 40 ms until the head has been
    acknowledged. With ``undelayed`` it is not delayed.
    """
    port, monitor, old_monitor = free_ports(3)
    for name in ("mon", "osd"):
        (state / name).mkdir(parents=True)
    configuration = state / "ceph.conf"
    configuration.write_text(
        CONFIGURATION.format(
            cluster=uuid4(),
            state=state,
            port=port,
            monitor=monitor,
            old_monitor=old_monitor,
            websites=WEBSITES,
            undelayed=undelayed,
        )
    )
    node = _Node(configuration)
    with ExitStack() as stack:

        def start(*command: str) -> Daemon:
            daemon = Daemon([command[0], "-c", str(configuration), *command[1:], "-f"], state / f"{command[0]}.log")
            stack.callback(daemon.stop)
            return daemon

        node.make_monitor(monitor, old_monitor)
        start("ceph-mon", "-i", "a").wait_for_port(monitor)
        node.make_storage()
        start("ceph-osd", "-i", "0")
        start("radosgw", "-n", "client.rgw").wait_for_port(port)
        user = ("--uid=newsroom", "--display-name=newsroom", f"--access-key={key}", f"--secret={secret}")
        node.run("radosgw-admin", "-n", "client.rgw", "user", "create", *user)
        yield port


class _Node:
    """The setup of a node, which is done once before its daemons start."""

    def __init__(self, configuration: Path) -> None:
        self.state = configuration.parent
        self.configuration = str(configuration)

    def run(self, program: str, *arguments: str) -> str:
        command = [program, "-c", self.configuration, *arguments]
        ran = finished(command)
        if ran.returncode:
            raise RuntimeError(f"{command} failed:\n{ran.stdout}{ran.stderr}")
        return ran.stdout

    def make_monitor(self, port: int, old_port: int) -> None:
        cluster = self.run("ceph-conf", "--lookup", "fsid").strip()
        addresses, monitors = f"[v2:127.0.0.1:{port},v1:127.0.0.1:{old_port}]", str(self.state / "monitors")
        self.run("monmaptool", "--create", "--fsid", cluster, "--addv", "a", addresses, monitors)
        self.run("ceph-mon", "-i", "a", "--mkfs", "--monmap", monitors)

    def make_storage(self) -> None:
        self.run("ceph", "osd", "new", str(uuid4()))
        identity = json.loads(self.run("ceph", "osd", "dump", "-f", "json"))["osds"][0]["uuid"]
        self.run("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", identity)
        self.run("ceph", "osd", "crush", "add", "osd.0", "1.0", "root=default", "host=here")
