"""From an address that an author pasted to an embed, or to the reason why there is none.

Addresses are not trusted. Only ``https`` is read, and hosts are compared whole. The frame's address is put together
from ids of known characters (see :mod:`address_forms`) or, for a host that the outlet allows, encoded so that nothing
in it ends an attribute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import parse_qsl, quote

from msgspec import Struct

from newsprint.base.errors import near, short
from newsprint.base.host_names import is_host_name
from newsprint.markdown.embeds.address_forms import Form, Provider
from newsprint.markdown.embeds.frames import Embed
from newsprint.markdown.embeds.posts import MASTODON
from newsprint.markdown.embeds.providers import PROVIDERS

_LONGEST = 2000
_MOST_PARAMETERS = 100
_HEIGHT = 500  # of the frame of an allowed host
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2000-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ud800-\udfff]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_ADDRESS = re.compile(r"[Hh][Tt][Tt][Pp][Ss]://([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.S)
_STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")
_OPTIONAL = re.compile(r"\[([^\]]*)\]")
_PART = re.compile(r"\{([^}]*)\}")
_KEPT = "%-._~:/?@!$&()*+,;="
"""What stays as it is in path, query and fragment: the characters of RFC 3986, without the apostrophe."""

_EXAMPLE = f"for example: {PROVIDERS[0].example}"
_BY_HOST = {host: provider for provider in PROVIDERS for host in provider.hosts}


class Refusal(Struct, frozen=True):
    """Why an address is no embed, and a hint. ``meant``: who pastes this address wants an embed, not a link."""

    message: str
    hint: str
    meant: bool = False


class _Address(Struct, frozen=True):
    """The parts of an address; all but ``host`` are encoded, so they are ASCII."""

    host: str
    path: str
    query: str
    fragment: str

    @property
    def url(self) -> str:
        query = f"?{self.query}" if self.query else ""
        return f"https://{self.host}{self.path or '/'}{query}" + (f"#{self.fragment}" if self.fragment else "")


def embed_of(url: str, allowed: tuple[str, ...] = ()) -> Embed | None:
    """Return the embed at ``url``, or None. ``allowed`` are the hosts that the outlet allows, in lower case."""
    found = _read(url, allowed)
    return found if isinstance(found, Embed) else None


def refusal_of(url: str, allowed: tuple[str, ...] = ()) -> Refusal | None:
    """Return why ``url`` is no embed, or None if it is one; see :func:`embed_of`."""
    found = _read(url, allowed)
    return found if isinstance(found, Refusal) else None


def frame_hosts(allowed: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the hosts of all frames, sorted: those that a Content-Security-Policy must allow in ``frame-src``."""
    hosts = set(allowed)
    for form in (form for provider in PROVIDERS for form in provider.forms):
        host = form.frame.removeprefix("https://").partition("/")[0]
        hosts |= set(form.hosts) if host == "{host}" else {host}
    return tuple(sorted(hosts))


def _read(url: str, allowed: tuple[str, ...]) -> Embed | Refusal:
    if len(url) > _LONGEST:  # texts of any length must not stay in the cache
        return Refusal(f"the address is longer than {_LONGEST:,} characters", _EXAMPLE)
    return _read_short(url, allowed)


@lru_cache(maxsize=1024)
def _read_short(url: str, allowed: tuple[str, ...]) -> Embed | Refusal:
    address = _parsed(url)
    if isinstance(address, Refusal):
        return address
    provider = _BY_HOST.get(address.host)
    if provider and (embed := _by_form(address, provider)):
        return embed
    if address.host in allowed:
        post = _by_forms(address, MASTODON.name, MASTODON.forms)
        return post or Embed(address.url, address.host, address.url, "", _HEIGHT)
    if provider is None:
        hint = near(address.host, [*_BY_HOST, *allowed], 0.8)
        hint = hint or f'if readers may load it, add "{address.host}" to "allow" in [embeds] of newsprint.toml'
        return Refusal(f'"{address.host}" is not a host of embeds', hint)
    for lookalike in provider.lookalikes:
        if address.host in lookalike.hosts and re.fullmatch(lookalike.path, address.path.rstrip("/"), re.ASCII):
            return Refusal(lookalike.message, lookalike.hint, meant=True)
    return Refusal(f"nothing of {provider.name} can be shown from this address", f"for example: {provider.example}")


def _parsed(url: str) -> _Address | Refusal:
    """Return the parts of ``url``, or what is wrong with it."""
    if _UNSAFE.search(url):
        return Refusal("the address contains a space, a backslash or an invisible character", "copy it again")
    match = _ADDRESS.fullmatch(url)
    if match is None:
        scheme = _SCHEME.match(url)
        hint = f"write https:{url[5:]}" if scheme and scheme[1].lower() == "http" and len(url) < 80 else _EXAMPLE
        return Refusal(f'"{short(url)}" is not an https address', hint)
    authority, *parts = match.groups(default="")
    host = authority.lower()
    if "@" in authority or ":" in authority:
        return Refusal("the address has a user name or a port", "remove it")
    if not is_host_name(host):
        hint = _EXAMPLE if host.isascii() else "copy it from a browser, which writes such a name with xn--"
        return Refusal(f'"{short(authority)}" is not the name of a host', hint)
    return _Address(host, *(quote(_STRAY.sub("%25", part), safe=_KEPT) for part in parts))


def _by_form(address: _Address, provider: Provider) -> Embed | None:
    forms = tuple(form for form in provider.forms if address.host in form.hosts)
    return _by_forms(address, provider.name, forms)


def _by_forms(address: _Address, provider: str, forms: tuple[Form, ...]) -> Embed | None:
    """Return the embed by the first of the ``forms`` that ``address`` has, or None."""
    for form in forms:
        match = re.fullmatch(form.path, address.path.removesuffix("/"), re.ASCII)
        if match is None:
            continue
        parts = {"host": address.host, **_parameters(address, form)}
        parts |= {name: value for name, value in match.groupdict().items() if value is not None}
        if form.computed:
            try:
                parts |= form.computed(parts)
            except ValueError:
                continue
        try:
            frame = _filled(form.frame, parts)
        except KeyError:
            continue
        return Embed(address.url, provider, frame, form.ratio, form.height)
    return None


def _parameters(address: _Address, form: Form) -> dict[str, str]:
    """Return the first value of each parameter that ``form`` knows and whose pattern it has."""
    if not form.parameters:
        return {}
    found: dict[str, str] = {}
    for name, value in _all_parameters(address):
        pattern = form.parameters.get(name)
        if pattern and name not in found and re.fullmatch(pattern, value, re.ASCII):
            found[name] = value
    return found


def _all_parameters(address: _Address) -> Iterator[tuple[str, str]]:
    yield "#", address.fragment
    for sign, text in (("", address.query), ("#", address.fragment)):
        for pair in text.split("&", _MOST_PARAMETERS)[:_MOST_PARAMETERS]:
            for name, value in parse_qsl(pair, keep_blank_values=True):
                yield sign + name, value


def _filled(frame: str, parts: dict[str, str]) -> str:
    """Return ``frame`` with the ``parts``; raise KeyError if one outside square brackets is missing."""

    def filled(text: str) -> str:
        return _PART.sub(lambda match: parts[match[1]], text)

    def optional(match: re.Match[str]) -> str:
        return filled(match[1]) if all(name in parts for name in _PART.findall(match[1])) else ""

    return filled(_OPTIONAL.sub(optional, frame))
