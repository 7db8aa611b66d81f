"""The claim on a target: who has it may change what lies there, and nobody else does.

The head says who is at work, and changes with every sign of life. Whoever finds it claimed watches it for a while: if
it changes, somebody works; if it does not, that deploy was broken off, and the next one finishes it. So no clock of one
machine is ever compared with another's. A holder that could not give a sign of life for so long stops by itself.
"""

from __future__ import annotations

import os
import platform
from pathlib import Path

from msgspec.structs import replace

from newsprint.base.errors import DeployError, RefusedError
from newsprint.base.files import digest
from newsprint.deploy.objects.head import KEY, LARGEST, Build, Head, Holder, decode_head, encode_head
from newsprint.deploy.request import Clocks, Listener
from newsprint.deploy.stores.store import Store

BEAT = 5.0
"""Seconds from one sign of life to the next."""

LEASE = 30.0
"""Seconds without a sign of life after which a deploy counts as broken off."""

SETTLE = 2.0
"""Seconds after which whoever wrote last has the claim, at a store that takes no notice of conditions."""

_LOOK = 1.0


class Claim:
    """The claim that a deploy holds on ``store``; ``head`` is the head as it wrote it."""

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
        """The name of the deploy that holds it."""
        return self.head.holder.token if self.head.holder else ""

    def beat(self) -> None:
        """Give a sign of life, if that can be done now: :meth:`check` tells when it could not be for too long."""
        try:
            self._write(replace(self.head, beat=self.head.beat + 1))
        except DeployError as error:
            self._trouble = str(error)

    def complete(self, head: Head) -> None:
        """Give the claim up: the deploy is done, and ``head`` tells of it. Raises DeployError if the claim is lost."""
        self._write(replace(head, holder=None, coming=None, pending=()))

    def check(self) -> None:
        """Raise DeployError if another deploy is at work, or may be, as there was no sign of life for so long."""
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
    """The head of ``store``, and its ETag; None and None if there is none. Raises DeployError if it is damaged."""
    found = store.read(KEY, LARGEST)
    if found is None:
        return None, None
    data, etag = found
    head = decode_head(data)
    if head is None:
        raise RefusedError(
            f"{store.shown}: {KEY} there is damaged, or of another version of Newsprint: nothing was changed.\n"
            "Delete it, then check every file there with: newsprint deploy --adopt"
        )
    return head, etag


def await_holder(store: Store, head: Head, etag: str, clocks: Clocks, listener: Listener) -> None:
    """See that the deploy which holds ``store`` is broken off. Raises RefusedError if it is at work."""
    if head.holder is None or _is_dead(head.holder):
        return
    listener.note(
        f"another deploy to {store.shown} has not ended; watching for {LEASE:.0f} seconds whether it is at work"
    )
    began = clocks.elapsed()
    while clocks.elapsed() - began < LEASE:
        clocks.wait(_LOOK)
        if store.etag(KEY) != etag:
            raise RefusedError(
                f"another deploy to {store.shown} is at work: nothing was changed.\nTry again when it is done"
            )


def claim(
    store: Store, head: Head, etag: str | None, coming: Build, token: str, clocks: Clocks, listener: Listener
) -> Claim:
    """Claim ``store``, whose head is ``head`` with ``etag``, for the deploy ``token`` of the build ``coming``.

    Raises RefusedError if another deploy got there first.
    """
    if store.etag(KEY) != etag:  # where conditions count for nothing, this makes the time short in which they would
        raise _overtaken(store)
    holder = Holder(token, machine(), os.getpid())
    claimed = replace(head, holder=holder, coming=coming, pending=(*head.pending, token), beat=0)
    written = store.swap(KEY, encode_head(claimed), etag)
    if written is None:
        raise _overtaken(store)
    conditional = head.conditional or store.honours_conditions(KEY)
    if not conditional:
        listener.note(f"{store.shown} ignores conditional writes: using a lease in {KEY} instead")
        clocks.wait(SETTLE)
        found = store.read(KEY, LARGEST)
        if found is None or not _is_mine(store, claimed):
            raise _overtaken(store)
        written = found[1]
    return Claim(store, replace(claimed, conditional=conditional), written, clocks, conditional=conditional)


def machine() -> str:
    """A name for where this process runs that tells nothing to others: another one after each start of the machine."""
    facts = [platform.node()]
    for path in ("/proc/sys/kernel/random/boot_id", "/proc/self/ns/pid"):
        try:
            facts.append(os.readlink(path) if path.endswith("pid") else Path(path).read_text(encoding="ascii"))
        except OSError:  # no Linux
            facts.append("")
    return digest("\n".join(facts).encode())


def _is_dead(holder: Holder) -> bool:
    """Whether ``holder`` was a process of this machine that there is no more."""
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
        f"this deploy could give {store.shown} no sign of life for {LEASE:.0f} seconds: another one may have taken "
        "over, and then readers will see what that one ships"
    )
