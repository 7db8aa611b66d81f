"""Why a file is not published."""

from __future__ import annotations


class RefusedFileError(Exception):
    """Raised for a file that is not published: ``message`` says what is wrong with it, ``hint`` what to do."""

    def __init__(self, code: str, message: str, hint: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.line = line


def unreadable(what: str) -> RefusedFileError:
    """Return the refusal of a picture that is damaged; ``what`` is its format."""
    return RefusedFileError(
        "picture-unreadable",
        f"the picture is damaged: it begins like a {what} file, but cannot be read",
        "save it again",
    )
