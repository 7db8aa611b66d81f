"""What templates get of ``[[menu]]`` and ``[organization]``."""

from __future__ import annotations

from msgspec import Struct

from newsprint.config.link_addresses import parts_of
from newsprint.config.organization import POLICIES
from newsprint.config.site import SiteConfig
from newsprint.site.template_values import Link, TemplateValues
from newsprint.themes.settings.outlet_pictures import OutletPicture


class Policy(Struct, frozen=True):
    """A policy of the organization. ``property`` is its name in structured data (schema.org)."""

    key: str
    url: str
    property: str


class Organization(Struct, frozen=True):
    """Who publishes the outlet. ``founded`` is a year; texts may be empty."""

    name: str
    founded: int | None
    logo: OutletPicture | None
    address: str
    email: str
    policies: tuple[Policy, ...]


def menu_of(config: SiteConfig, values: TemplateValues) -> tuple[Link, ...]:
    """Return the entries of the menu, in their order."""
    return tuple(Link(entry.name, _link(entry.url, values)) for entry in config.menu)


def organization_of(config: SiteConfig, values: TemplateValues, logo: OutletPicture | None) -> Organization:
    """Return the organization, with its ``logo``; without a name of its own it has that of the outlet."""
    table = config.organization
    return Organization(
        name=table.name or config.site.title,
        founded=table.founded,
        logo=logo,
        address=table.address,
        email=table.email,
        policies=tuple(
            Policy(key, _link(table.policies[key], values), name)
            for key, name in POLICIES.items()
            if key in table.policies
        ),
    )


def _link(address: str, values: TemplateValues) -> str:
    """Return ``address``, checked when it was read, as pages link to it."""
    if not address.startswith("/"):
        return address
    path, rest = parts_of(address)
    return values.link(path) + rest
