"""``[organization]``: who publishes the outlet, and the addresses of its policies."""

from __future__ import annotations

import pytest

from newsprint.base.errors import ConfigurationError
from newsprint.config.organization import POLICIES
from newsprint.config.site import parse_config

SMALLEST = '[site]\ntitle = "x"\n[sections]\nworld = "World"\n[organization]\n'


def test_nothing_about_the_organization_is_required() -> None:
    table = parse_config(SMALLEST).organization
    assert (table.name, table.founded, table.logo, table.address, table.email) == ("", None, "", "", "")
    assert table.policies == {}


def test_every_policy_has_an_address_of_its_own() -> None:
    lines = "".join(f'{name} = "/policies/{name}/"\n' for name in POLICIES)
    table = parse_config(f"{SMALLEST}founded = 1868\n[organization.policies]\n{lines}").organization
    assert table.founded == 1868
    assert table.policies == {name: f"/policies/{name}/" for name in POLICIES}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('founded = "1868"', '6:1: "organization.founded" must be a whole number, not text'),
        ("founded = 0", '6:1: "organization.founded" must be 1 or more'),
        ('email = "desk"', '6:1: "desk" is not an e-mail address (for example: desk@gazette.example)'),
        ('email = "a@b.c?bcc=d@e.f"', None),
        ('[organization.policies]\nethcis = "/ethics/"', '7:1: unknown key "ethcis" (did you mean "ethics"?)'),
        ("[organization.policies]\nethics = 3", '6:2: "organization.policies" must be text, not a whole number'),
        (
            '[organization.policies]\nethics = "ethics.html"',
            '7:1: the address "ethics.html" must start with a slash, or with https:// and a host '
            '(for example "/about/" or "https://shop.example/")',
        ),
        ('nmae = "x"', '6:1: unknown key "nmae" (did you mean "name"?)'),
    ],
)
def test_a_wrong_value_is_reported_with_its_line(text: str, problem: str | None) -> None:
    with pytest.raises(ConfigurationError) as caught:
        parse_config(f"{SMALLEST}{text}\n")
    (found,) = caught.value.problems
    if problem is not None:
        assert str(found) == f"newsprint.toml:{problem}"
