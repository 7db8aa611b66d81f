"""What went wrong at a store, in words.

The texts of obstore are never shown: they hold addresses, queries and what the store answered, and so may hold secrets.
They are only searched for marks of what happened, and each mark has its own sentence here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from newsprint.base.errors import DeployError
from newsprint.base.files import explained
from newsprint.deploy.stores.reasons import BY_CODE, BY_MARK, BY_STATUS, METADATA, Reason, no_credentials

_STATUS = re.compile(r"status code: (\d{3})|status: (\d{3})")
_CODE = re.compile(r"<Code>([A-Za-z]{3,60})</Code>|\(code: ([A-Za-z]{3,60})\)")
_PASSING = ("kind: Timeout", "kind: Interrupted", "(code: InternalError)", "(code: SlowDown)")
_NO_BUCKET = {"NoSuchBucket", "ContainerNotFound", "ContainerBeingDeleted"}


@contextmanager
def told(place: str, doing: str) -> Iterator[None]:
    """Tell whatever goes wrong while ``doing`` (``write "index.html"``) something at ``place`` as a DeployError."""
    try:
        yield
    except BaseException as error:
        if not _is_fault(error):
            raise
        reason = reason_of(error, place)
        raise DeployError(f"{place}: could not {doing}: {reason.why}; {reason.hint}") from None


def reason_of(error: BaseException, place: str = "") -> Reason:
    """Why a call of obstore, or of the file system, failed at ``place``."""
    text = str(error)
    if METADATA in text:
        return no_credentials(place)
    for code in _found(_CODE, text):
        if code in BY_CODE:
            return BY_CODE[code]
    for mark, reason in BY_MARK.items():
        if mark in text:
            return reason
    for status in _found(_STATUS, text):
        known = BY_STATUS.get(status) or BY_STATUS.get(status[0] + "xx")
        code = next(_found(_CODE, text), "")
        if known:
            return Reason(f"{known.why} ({f'{status} {code}'.strip()})", known.hint)
    if isinstance(error, OSError) and error.errno:
        return Reason(explained(error), "see to it, and deploy again")
    return Reason("the store, or the way to it, failed", "look whether the target is right, and deploy again")


def is_missing(error: Exception) -> bool:
    """Whether ``error`` says that there is no such object, in a bucket that there is."""
    return isinstance(error, FileNotFoundError) and not _NO_BUCKET.intersection(_found(_CODE, str(error)))


def may_pass(error: Exception) -> bool:
    """Whether the same request may do better, and whether it has been done nobody knows: its answer did not come.

    So do the single answers in a bulk, of which S3 may fail some (DeleteObjects).
    """
    return any(mark in str(error) for mark in _PASSING)


def was_cut(error: Exception) -> bool:
    """Whether an answer broke off after it had begun, and was one of those that obstore does not ask for again.

    When the answer was that all parts of a file are there, obstore then finds nothing of them to give up.
    """
    return "response body: " in str(error) or "NoSuchUpload" in _found(_CODE, str(error))


def _found(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    return (next(filter(None, match.groups())) for match in pattern.finditer(text))


def _is_fault(error: BaseException) -> bool:
    """Whether ``error`` comes from obstore or the system rather than from a slip of ours."""
    from obstore.exceptions import BaseError

    panic = type(error).__name__ == "PanicException"  # of a library in Rust, for what it did not expect
    path = isinstance(error, ValueError) and "parse path" in str(error)
    return isinstance(error, BaseError | OSError) or panic or path
