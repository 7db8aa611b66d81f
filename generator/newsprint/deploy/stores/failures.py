"""Failures of stores, reported as DeployError with a reason and a hint.

The error texts of obstore are never shown: they contain addresses, queries and responses of the store, and so may
contain secrets. They are only searched for known codes and phrases, and :mod:`newsprint.deploy.stores.reasons` has a
reason for each.
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
def reported(place: str, doing: str) -> Iterator[None]:
    """Report any failure of ``doing`` (``write "index.html"``) at ``place`` as a DeployError."""
    try:
        yield
    except BaseException as error:
        if not _is_store_failure(error):
            raise
        reason = reason_of(error, place)
        raise DeployError(f"{place}: could not {doing}: {reason.why}; {reason.hint}") from None


def reason_of(error: BaseException, place: str = "") -> Reason:
    """Return why a call of obstore or of the file system failed at ``place``."""
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
        return Reason(explained(error), "fix that, and deploy again")
    return Reason("the store or the connection to it failed", "check the target, and deploy again")


def is_missing(error: Exception) -> bool:
    """Return whether ``error`` means that the object does not exist, but its bucket does."""
    return isinstance(error, FileNotFoundError) and not _NO_BUCKET.intersection(_found(_CODE, str(error)))


def may_pass(error: Exception) -> bool:
    """Return whether the same request may succeed later: it may or may not have been carried out.

    Its response did not arrive, or S3 reports a passing failure of some objects in a bulk request (DeleteObjects).
    """
    return any(mark in str(error) for mark in _PASSING)


def was_cut(error: Exception) -> bool:
    """Return whether a response broke off in a case in which obstore does not retry the request.

    ``NoSuchUpload`` is such a case: the response that completes an upload in parts broke off, and when obstore then
    aborts the upload, the store no longer knows it.
    """
    return "response body: " in str(error) or "NoSuchUpload" in _found(_CODE, str(error))


def _found(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    return (next(filter(None, match.groups())) for match in pattern.finditer(text))


def _is_store_failure(error: BaseException) -> bool:
    """Return whether ``error`` comes from obstore or the system, not from a bug in Newsprint."""
    from obstore.exceptions import BaseError

    panic = type(error).__name__ == "PanicException"  # a library in Rust met something unexpected
    path = isinstance(error, ValueError) and "parse path" in str(error)
    return isinstance(error, BaseError | OSError) or panic or path
