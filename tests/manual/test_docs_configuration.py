"""docs/producers/configuration.md is complete: it has every table, key, default and message."""

from __future__ import annotations

import re
import tomllib

import msgspec
import pytest

from newsprint.base.errors import ConfigurationError
from newsprint.config.menu import MenuEntry
from newsprint.config.organization import POLICIES
from newsprint.config.sections import RESERVED, Section
from newsprint.config.site import _TABLES, SiteConfig, parse_config
from newsprint.config.targets import SETTINGS
from tests.support import manual

PAGE = "docs/producers/configuration.md"
TABLES = {
    **{table: {field.name: field for field in msgspec.structs.fields(kind)} for table, kind in _TABLES.items()},
    "deploy.NAME": {field.name: field for kind in SETTINGS.values() for field in msgspec.structs.fields(kind)},
}
"""The settings in each table."""

WRONG_CONFIGURATIONS = [
    """\

[site]
titel = "The Gazette"

[sections]
archive = "The Archive"
"World News" = "World"

[latest]
count = "8"
mode = "lively"
""",
    """\
[site]
title = "The Gazette"
url = "gazette.example"
timezone = "Europe/Lodnon"

[sections]
world = "World"

[permalinks]
article = "/{year}/{month}/"

[content]
default_section = "wrold"
""",
]
"""Configurations with the problems that the page shows."""


def _keys() -> list[tuple[str, msgspec.structs.FieldInfo]]:
    return [(table, field) for table, fields in TABLES.items() for field in fields.values()]


@pytest.mark.parametrize(("table", "field"), [pytest.param(*key, id=f"{key[0]}.{key[1].name}") for key in _keys()])
def test_every_setting_is_in_its_table_with_its_default(table: str, field: msgspec.structs.FieldInfo) -> None:
    row = next(row for row in manual.rows(manual.part(PAGE, f"[{table}]")) if row[0] == f"`{field.name}`")
    default = row[2].strip("`")
    if field.required:
        assert default == "none; needed"
    elif field.default is None or field.default is msgspec.NODEFAULT:
        assert default == "none"
    else:
        assert msgspec.convert(tomllib.loads(f"key = {default}")["key"], field.type) == field.default


@pytest.mark.parametrize("table", TABLES)
def test_every_setting_in_the_tables_exists(table: str) -> None:
    assert set(manual.named(manual.part(PAGE, f"[{table}]"))) == set(TABLES[table])


def test_every_table_of_the_configuration_has_a_section() -> None:
    tables = {field.name for field in msgspec.structs.fields(SiteConfig)}
    headings = set(re.findall(r"^## `\[{1,2}(\w+)(?:\.NAME)?\]{1,2}`$", manual.prose(PAGE), re.M))
    assert headings == tables


def test_the_example_with_all_defaults_equals_the_smallest_example() -> None:
    smallest, defaults = manual.blocks(PAGE, "toml")[:2]
    assert parse_config(smallest.text) == parse_config(defaults.text)


@pytest.mark.parametrize(
    "block", [pytest.param(block, id=f"line {block.line}") for block in manual.blocks(PAGE, "toml")]
)
def test_every_example_is_a_valid_configuration(block: manual.Block) -> None:
    assert parse_config(manual.configuration(block)).site.title == "The Harbour Gazette"


@pytest.mark.parametrize(("heading", "kind"), [("[sections]", Section), ("[[menu]]", MenuEntry)])
def test_every_key_of_a_section_and_of_an_entry_is_in_its_table(heading: str, kind: type[msgspec.Struct]) -> None:
    fields = msgspec.structs.fields(kind)
    assert manual.named(manual.part(PAGE, heading)) == [field.name for field in fields]


def test_every_policy_is_in_the_table() -> None:
    assert manual.named(manual.part(PAGE, "Policies")) == [*POLICIES]


def test_all_reserved_names_of_sections_are_listed() -> None:
    listed = re.search(r"These names are reserved[^:]*: (.*?)\.", manual.part(PAGE, "[sections]"), re.S)
    assert listed is not None
    assert tuple(re.findall(r"`([a-z]+)`", listed[1])) == RESERVED


@pytest.mark.parametrize("number", range(len(WRONG_CONFIGURATIONS)))
def test_problems_have_the_messages_on_the_page(number: int) -> None:
    shown = manual.blocks(PAGE, "text")[number].text.splitlines()
    with pytest.raises(ConfigurationError) as caught:
        parse_config(WRONG_CONFIGURATIONS[number])
    reported = [str(problem) for problem in caught.value.problems]
    assert [line for line in shown if line not in reported] == []
