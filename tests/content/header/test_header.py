"""The header of a content file: YAML, TOML or JSON, split from the body; every problem with its line."""

from __future__ import annotations

import pytest

from newsprint.content.header.split import HeaderError, split
from tests.content.readings import FORMATS, problems_of, read, text_of, yaml


@pytest.mark.parametrize("header", FORMATS)
def test_header_and_body_are_separated_and_the_body_has_its_line(header: str) -> None:
    text = text_of(header, {"title": "Storm", "draft": True}, "\nFirst.\n\n---\n\nSecond.")
    parts = split(text)
    assert parts.header.values == {"title": "Storm", "draft": True}
    assert parts.body.strip() == "First.\n\n---\n\nSecond."
    lines = text.split("\n")
    assert lines[parts.body_line - 1 :] == [lines[parts.body_line - 1], *parts.body.split("\n")[1:]]


@pytest.mark.parametrize("header", FORMATS)
def test_every_key_has_its_line(header: str) -> None:
    places = split(text_of(header, {"title": "Storm", "date": "2024-12-23", "extra": {"title": 1}})).header.places
    assert {key: line for key, (line, _) in places.items()} == {"title": 2, "date": 3, "extra": 4}


def test_an_empty_header_is_a_header() -> None:
    assert split("---\n---\nbody").header.values == {}
    assert split("---\n# only a remark\n---\nbody").header.values == {}


def test_a_fence_may_have_more_hyphens_and_trailing_spaces() -> None:
    parts = split("-----  \ntitle: x\n---\t\nbody")
    assert (parts.header.values, parts.body) == ({"title": "x"}, "\nbody")


@pytest.mark.parametrize(
    ("text", "closing"),
    [("---\ntitle: x\n\nbody", "---"), ("+++\ntitle = 'x'\n\nbody", "+++"), ('{\n"title": "x"\n\nbody', "}")],
    ids=FORMATS,
)
def test_an_unclosed_header_is_reported_with_how_to_close_it(text: str, closing: str) -> None:
    with pytest.raises(HeaderError) as error:
        split(text)
    assert error.value.problem.line == 1
    assert error.value.problem.message == "the front matter is not closed"
    assert error.value.problem.hint == f"end it with a line {closing}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('---\ntitle: "a\ndate: b\n---\n', "not valid YAML"),
        ("---\ntitle: x\ntitle: y\n---\n", '3:1: the key "title" is given twice (first on line 2)'),
        ("---\ntitle: x\nextra:\n  a: 1\n  a: 2\n---\n", '5:3: the key "a" is given twice (first on line 4)'),
        ("+++\ntitle = 'x'\ntitle = 'y'\n+++\n", "3:12: not valid TOML: cannot overwrite a value"),
        ('{\n"title": "x",\n"title": "y"\n}\n', '3:1: the key "title" is given twice'),
        ("---\ntitle: Storm: the pier\n---\n", '2:13: not valid YAML: the text of "title" contains a colon'),
        ("---\ntitle: x\nimage:\n\tsrc: a.jpg\n---\n", "4:1: not valid YAML"),
        ("---\ntitle: @handle\n---\n", "2:8: not valid YAML"),
        ("---\n- title\n- date\n---\n", "2: the front matter is not a list of keys and values"),
        ("---\n? [a, b]\n: x\n---\n", "2:3: a key must be a word"),
        ("---\nextra: &a {b: 1}\nimage: *a\n---\n", "YAML anchors and aliases are not read"),
        ("---\ntitle: &a x\nteaser: *a\n---\n", "YAML anchors and aliases are not read"),
        ("---\nextra:\n  <<: {a: 1}\n---\n", "3:3: YAML merge keys are not read"),
        ("---\ntitle: !!python/object/apply:os.system [ls]\n---\n", "2:8: not valid YAML: could not determine"),
        ("---\n!!set {title, date}\n---\n", "2: the front matter is not a list of keys and values"),
        ("---\ntitle: !!bool maybe\n---\n", "not valid YAML: a value does not match its tag"),
        ("---\ndate: !!timestamp soon\n---\n", "not valid YAML: a value does not match its tag"),
        ('---\nextra: !!int ""\n---\n', "not valid YAML: a value does not match its tag"),
        ("+++\ntitle = \n+++\n", "2:9: not valid TOML: invalid value"),
        ('{\n"title": x\n}\n', "2:10: not valid JSON: expecting value"),
        ('{\n"title": "x",\n}\n', "not valid JSON"),
    ],
)
def test_a_broken_header_is_reported_with_line_and_column(text: str, message: str) -> None:
    assert any(message in problem for problem in problems_of(text))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("---\nimage:\n\tsrc: a.jpg\n---\n", "indent it with spaces"),
        ("---\ntitle: Storm: the pier\n---\n", 'put quotation marks around it: title: "Storm: the pier"'),
        ("---\ntitle: @handle\n---\n", 'put quotation marks around it: title: "@handle"'),
    ],
)
def test_common_yaml_errors_are_reported_with_a_fix(text: str, hint: str) -> None:
    assert any(problem.endswith(f"({hint})") for problem in problems_of(text))


YAML_ERRORS = {
    'title: "Ferry" is back': """2:16: the text of "title" continues after its closing quotation mark|'"Ferry" is back'""",
    "title: 'It's back'": """2:12: the text of "title" continues after its closing quotation mark|"It's back\"""",
    'title: "Ferry': "2:8: the quotation mark is not closed|close it at the end of the text",
    "title: %x": '2:8: the text of "title" cannot begin with "%"|title: "%x"',
    "title: *bold* move": '2:13: the text of "title" cannot begin with "*"|title: "*bold* move"',
    "title: [draft] Ferry": '2:16: text follows the closing bracket of "title"|title: "[draft] Ferry"',
    "title The ferry": "2:1: the line has no colon|write it as key: value",
    "title:The ferry": '2:6: there is no space after the colon of "title"|write title: The ferry',
    "teaser: one\ntwo\nkicker: b": "3:1: the line has no colon|join it to the line above",
    "tags: [a, b": '2:7: the list is not closed|end it with "]"',
    "tags: [C#, #x]": '2:12: a comment starts at the "#"|put quotes around',
    "title: {a": '2:8: the text begins with "{" and is not closed|put quotes around it',
    "image:\n\tsrc: a.jpg": "3:1: the line begins with a tab|indent it with spaces",
    "title: a\n section: b": "3:2: the line is indented|begin it where the line above begins",
    'title: "a\\q"': '2:10: a "\\" starts an escape sequence in double quotation marks|use single ones',
}


@pytest.mark.parametrize(("header", "expected"), YAML_ERRORS.items(), ids=YAML_ERRORS)
def test_a_yaml_error_is_reported_in_plain_words(header: str, expected: str) -> None:
    message, _, hint = expected.partition("|")
    place, _, words = message.partition(": ")
    found = problems_of(f"---\n{header}\ndate: 2024-12-23\n---\n")
    assert any(each.startswith(f"{place}: not valid YAML: {words}") and hint in each for each in found), found


BILLION_LAUGHS = "a: &a [lol, lol]\n" + "".join(
    f"{after}: &{after} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"---\n{BILLION_LAUGHS}---\n", "YAML anchors and aliases are not read"),
        (f"---\nextra: {'[' * 5000}{']' * 5000}\n---\n", "nested too deep"),
        (f"---\nextra: {'{a: ' * 3000}1{'}' * 3000}\n---\n", "nested too deep"),
        (f"+++\nextra{'.a' * 20000} = 1\n+++\n", "nested too deep"),
        (f"+++\nextra = {'[' * 5000}\n+++\n", "nested too deep"),
        (f'{{\n"extra": {"[" * 900}{"]" * 900}\n}}\n', "nested too deep"),
        (f'{{\n"extra": {"[" * 30000}\n}}\n', "nested too deep"),
        (f"---\nteaser: {'x' * 1_000_000}\n---\n", "the front matter is too long: 976 KB; the limit is 64 KB"),
        (f'{{\n"extra": {"1" * 5000}\n}}\n', "a number is too long"),
        (f'{{\n"extra": {{"n": {2**63}}}\n}}\n', "a number is too long"),
        (f"+++\nextra.n = {'1' * 5000}\n+++\n", "a number is too long"),
        ('{\n"title": "\\ud800"\n}\n', "half a character"),
        ('{\n"extra": {"\\udfff": 1}\n}\n', "half a character"),
    ],
    ids=[
        "billion laughs", "yaml lists", "yaml tables", "toml tables", "toml lists", "json lists", "json open lists",
        "a megabyte", "json digits", "json 64 bits", "toml digits", "json surrogate", "json surrogate key",
    ],
)  # fmt: skip
def test_a_header_that_would_exhaust_the_machine_is_refused(text: str, message: str) -> None:
    found = problems_of(text)
    assert any(message in problem for problem in found)
    assert len(found) <= 20
    assert all(len(problem) < 300 for problem in found)


@pytest.mark.parametrize(
    "title",
    ["No", "yes", "off", "1.10", "007", "2024", "0x1F", "1e3", "12:30:45", "1_000", "2024-12-23", "true", "9" * 30],
)
def test_an_unquoted_title_stays_as_typed_whatever_its_yaml_type(title: str) -> None:
    assert read(yaml("", title=f"title: {title}\n")).title == title


def test_unquoted_names_in_a_list_stay_as_typed() -> None:
    article = read(yaml("tags: [2024, 007, 1.10, true, no]\nauthors: [1]\nseries: 1.0"))
    assert article.tags == ("2024", "007", "1.10", "true", "no")
    assert (article.authors, article.series) == (("1",), "1.0")
    assert read(yaml("tags: 2024")).tags == ("2024",)


def test_keys_that_are_not_strings_are_unknown_keys() -> None:
    found = problems_of(yaml("~: x\n1: y\ntrue: z"))
    assert [problem.partition(" (")[0] for problem in found] == [
        '4:1: unknown key "~"',
        '5:1: unknown key "1"',
        '6:1: unknown key "true"',
    ]


def test_extra_may_contain_any_values() -> None:
    article = read(yaml("extra: {1: one, ok: true, list: [1, 2.5, null], deep: {er: x}, day: 2024-12-23}"))
    assert article.extra == {"1": "one", "ok": True, "list": [1, 2.5, None], "deep": {"er": "x"}, "day": "2024-12-23"}


def test_only_line_feeds_count_as_line_ends() -> None:
    assert problems_of(yaml("teaser: one\u2028two\x85three\nexpires: soon"))[0].startswith("5:1: ")
