"""Addresses for messages and logs, without passwords, tokens and keys in any part of them."""

from __future__ import annotations

import re

HIDDEN = "…"
"""What is printed in place of a secret in a path."""

MOST = 10_000
"""The maximum number of characters that are shown: a server can make git print a text of any length."""

_TOO_LONG = re.compile(r"[^\s'\"]{1000,}")
_CREDENTIALS = re.compile(r"(?<=://)[^\s'\"]*@|[^\s'\"/@:]+:[^\s'\"/@]*@")
_AFTER_THE_PATH = re.compile(r"(://[^\s'\"?#;]*)[?#;][^\s'\"]*")
_PATH = re.compile(r"(?<=://)[^\s'\"/]+/[^\s'\"]*|(?<![\w./@-])(?:[\w.-]+@)?[\w.-]+:(?!/)[^\s'\"/]+/[^\s'\"]*")
"""The host and path of an address with a scheme or in the form of ssh (``git@host:path``), but not of a local file."""

_KNOWN = re.compile(
    r"""(?<![A-Za-z0-9])(?:
        gh[a-z]_[A-Za-z0-9_]{8,} | github_pat_\w{8,}          # GitHub
      | gl[a-z]{2,8}-[\w.-]{8,} | GR1348941[\w-]{8,}          # GitLab
      | (?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,}                  # AWS
      | AT(?:ATT|BB|CTT)[\w=-]{8,}                            # Atlassian
      | xox[a-z]-[\w-]{8,} | xapp-[\w-]{8,}                   # Slack
      | AIza[\w-]{20,} | ya29\.[\w.-]{8,} | GOOG[\w]{16,}     # Google
      | (?:sk|rk|pk)_(?:live|test)_\w{8,}                     # Stripe
      | (?:npm|pypi|hf|dop_v1|doo_v1|nfp|vercel)[_-][A-Za-z0-9_-]{20,}
      | eyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?                  # JSON Web Tokens (RFC 7519)
    )""",
    re.VERBOSE,
)
_NAMED = re.compile(
    r"(?<![A-Za-z])(?:[a-z]+[_-])?(?:token|secret|password|passwd|pwd|auth|(?:api|access|deploy|private)[_-]?key|sig)"
    r"[-_=:~./](?=[^/\s'\"]*[0-9])[^/\s'\"]{4,}",
    re.IGNORECASE,
)
_RANDOM = re.compile(
    r"(?<![A-Za-z0-9])[0-9a-fA-F]{32,}(?![A-Za-z0-9])"
    r"|(?<![\w.-])(?=[^/]*[0-9])(?=[^/]*[a-z])(?=[^/]*[A-Z])[A-Za-z0-9_~+=-]{32,}(?![\w-])"
)


def redacted(text: str) -> str:
    """Return ``text`` without anything in its addresses that may be a secret.

    ``https://user:secret@host/path`` and ``https://host/path?token=secret`` become ``https://host/path``.
    ``user:secret@`` is removed without a scheme too: git repeats parts of addresses, and an address may be mistyped.
    Tokens of a known form are hidden everywhere. In the path of an address, the text after a word such as ``token`` is
    hidden, and so are long random parts. Of a long text, the beginning is returned.
    """
    text = _TOO_LONG.sub(HIDDEN, text[:MOST])
    text = _AFTER_THE_PATH.sub(r"\1", _CREDENTIALS.sub("", text))
    return _PATH.sub(_hidden_in_path, _KNOWN.sub(HIDDEN, text))


def _hidden_in_path(path: re.Match[str]) -> str:
    return _RANDOM.sub(HIDDEN, _NAMED.sub(HIDDEN, path[0]))
