"""The lease on a target: only the deploy that holds it may change the files there.

The head names the holder, and changes with every renewal. A deploy that finds the target leased watches the head for
:data:`LEASE` seconds: if it changes, the holder is running; if it does not, that deploy was interrupted, and this one
takes over. So the clocks of two machines are never compared. A holder that could not renew its lease for as long stops.
"""

from __future__ import annotations

import os
import platform
from pathlib import Path

from msgspec.structs import replace

from newsprint.base.errors import DeployError, RefusedError
from newsprint.base.files import digest
from newsprint.deploy.deploy_request import Clocks, Listener
from newsprint.deploy.objects.head import KEY, LARGEST, Build, Head, Holder, decode_head, encode_head
from newsprint.deploy.stores.store import Store

RENEWAL = 5.0
"""Seconds between two renewals of the lease."""

LEASE = 30.0
"""Seconds without a renewal after which a deploy counts as interrupted."""

SETTLE = 2.0
"""Seconds after which the last writer has the lease, at a store that ignores conditional writes."""

_POLL = 1.0  # seconds


class Lease:
    """The lease of a deploy on ``store``; ``head`` is the head as this deploy wrote it last."""

    def __init__(self, store: Store, head: Head, etag: str, clocks: Clocks, *, conditional: bool) -> None:
        self.head = head
        self._store = store
        self._etag = etag
        self._clocks = clocks
        self._conditional = conditional
        self._last = clocks.elapsed()
        self._is_lost = False
        self._trouble = ""

    @property
    def token(self) -> str:
        """The token of the deploy that holds the lease."""
        return self.head.holder.token if self.head.holder else ""

    def renew(self) -> None:
        """Renew the lease if possible; :meth:`check` raises an error if it could not be renewed for too long."""
        try:
            self._write(replace(self.head, beat=self.head.beat + 1))
        except DeployError as error:
            self._trouble = str(error)

    def complete(self, head: Head) -> None:
        """Write ``head`` as that of a finished deploy, and release the lease.

        Raises DeployError if it is lost.
        """
        self._write(replace(head, holder=None, coming=None, pending=()))

    def check(self) -> None:
        """Raise DeployError if another deploy has the lease, or may have it because this one could not renew it."""
        if self._is_lost or self._clocks.elapsed() - self._last > LEASE:
            raise DeployError(self._trouble) if self._trouble else _lost(self._store)

    def _write(self, head: Head) -> None:
        began = self._clocks.elapsed()
        kept = self._conditional or _is_mine(self._store, self.head)
        etag = self._store.swap(KEY, encode_head(head), self._etag) if kept else None
        if etag is None:
            self._is_lost = True
            raise _lost(self._store)
        self.head, self._etag, self._last, self._trouble = head, etag, began, ""


def read_head(store: Store) -> tuple[Head | None, str | None]:
    """Return the head of ``store`` and its ETag; None and None if there is none.

    Raises DeployError if it cannot be read, RefusedError if it is damaged or of another version.
    """
    found = store.read(KEY, LARGEST)
    if found is None:
        return None, None
    data, etag = found
    head = decode_head(data)
    if head is None:
        raise RefusedError(
            f"{store.shown}: {KEY} there is damaged, or of another version of Newsprint: nothing was changed.\n"
            "Delete it, then deploy with --adopt, which checks every file there"
        )
    return head, etag


def await_holder(store: Store, head: Head, etag: str, clocks: Clocks, listener: Listener) -> None:
    """Wait until the deploy that holds ``store`` counts as interrupted. Raises RefusedError if it is running.

    ``head`` and ``etag`` are as :func:`read_head` returned them.
    """
    if head.holder is None or _is_dead(head.holder):
        return
    listener.note(
        f"another deploy to {store.shown} has not ended; checking for {LEASE:.0f} seconds whether it is still running"
    )
    began = clocks.elapsed()
    while clocks.elapsed() - began < LEASE:
        clocks.wait(_POLL)
        if store.etag(KEY) != etag:
            raise RefusedError(
                f"another deploy to {store.shown} is running: nothing was changed.\nTry again when it has finished"
            )


def acquire_lease(
    store: Store, head: Head, etag: str | None, coming: Build, token: str, clocks: Clocks, listener: Listener
) -> Lease:
    """Acquire the lease on ``store`` for the deploy ``token`` of the build ``coming``.

    ``head`` and ``etag`` are as :func:`read_head` returned them. Raises RefusedError if another deploy got there first.
    """
    if store.etag(KEY) != etag:  # where conditions are ignored, this check shortens the time for a conflict
        raise _overtaken(store)
    holder = Holder(token, machine(), os.getpid())
    leased = replace(head, holder=holder, coming=coming, pending=(*head.pending, token), beat=0)
    written = store.swap(KEY, encode_head(leased), etag)
    if written is None:
        raise _overtaken(store)
    conditional = head.conditional or store.honours_conditions(KEY)
    if not conditional:
        listener.note(f"{store.shown} ignores conditional writes: using a lease in {KEY} instead")
        clocks.wait(SETTLE)
        found = store.read(KEY, LARGEST)
        if found is None or not _is_mine(store, leased):
            raise _overtaken(store)
        written = found[1]
    return Lease(store, replace(leased, conditional=conditional), written, clocks, conditional=conditional)


def machine() -> str:
    """Return a digest that identifies this machine until it is restarted.

    Others cannot learn the name of the machine from it.
    """
    facts = [platform.node()]
    for path in ("/proc/sys/kernel/random/boot_id", "/proc/self/ns/pid"):
        try:
            facts.append(os.readlink(path) if path.endswith("pid") else Path(path).read_text(encoding="ascii"))
        except OSError:  # no Linux
            facts.append("")
    return digest("\n".join(facts).encode())


def _is_dead(holder: Holder) -> bool:
    """Return whether ``holder`` was a process of this machine that no longer exists."""
    if holder.machine != machine():
        return False
    if holder.process == os.getpid():
        return True
    try:
        os.kill(holder.process, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _is_mine(store: Store, head: Head) -> bool:
    found = store.read(KEY, LARGEST)
    there = decode_head(found[0]) if found else None
    return there is not None and there.holder is not None and there.holder == head.holder


def _overtaken(store: Store) -> RefusedError:
    return RefusedError(
        f"another deploy to {store.shown} got there first: nothing was changed.\n"
        "Check what it published, then deploy again"
    )


def _lost(store: Store) -> DeployError:
    return DeployError(
        f"this deploy could not renew its lease on {store.shown} for {LEASE:.0f} seconds: another deploy may have "
        "taken over, and readers will then see what that one publishes"
    )
