"""A template that needs too much time or memory is reported with its line, soon and in little memory."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from newsprint.builder.printing import press
from newsprint.catalog.reading.view import View
from newsprint.machine.allowance import Allowance
from newsprint.machine.deadline import DeadlineError, deadline
from tests.support.outlets import Outlet, article

pytest.importorskip("resource")

TEXT = "a text of {} characters is too long (at most 4,000,000)"
LIST = "a list of {} items is too long (at most 250,000)"
NUMBER = "a number of more than 3,000 digits is too large"
WIDE = 'the field "{}" is too wide (at most 10,000 characters)'
PAGE = "the page is too long (at most 32 MB)"
MANY = "10,000,000,000"

TOO_MUCH = {
    # operators
    "{{ [1] * (10 ** 10) }}": LIST.format(MANY),
    "{{ (10 ** 10) * [1] }}": LIST.format(MANY),
    "{{ (word,) * (10 ** 10) }}": LIST.format(MANY),
    "{{ 'x' * 10000000000 }}": TEXT.format(MANY),
    "{{ word * 10000000000 }}": TEXT.format(MANY),
    "{{ ('x'|escape) * 10000000000 }}": TEXT.format(MANY),
    "{{ 10 ** (10 ** 10) }}": NUMBER,
    "{{ 2 ** 100000 }}": NUMBER,
    "{{ 'ab' * 10 ** 4000 }}": NUMBER,
    "{% set ns = namespace(n=9) %}{% for _ in range(60) %}{% set ns.n = ns.n * ns.n %}{% endfor %}": NUMBER,
    "{% set ns = namespace(s='xy') %}{% for _ in range(60) %}{% set ns.s = ns.s + ns.s %}{% endfor %}": TEXT.format(
        "4,194,304"
    ),
    "{% set ns = namespace(s='xy') %}{% for _ in range(60) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}": TEXT.format(
        "4,194,304"
    ),
    "{% set ns = namespace(s=[1]) %}{% for _ in range(60) %}{% set ns.s = ns.s + ns.s %}{% endfor %}": LIST.format(
        "262,144"
    ),
    "{{ '%99999999999d' % 1 }}": WIDE.format("99999999999"),
    "{{ '%.99999999999f' % 1 }}": WIDE.format("99999999999"),
    "{{ '%*d' % (99999999999, 1) }}": "a width of * is not available in a theme",
    "{{ '%99999999999d'|format(1) }}": WIDE.format("99999999999"),
    "{{ ('%(a)s' * 100000) % {'a': 'x' * 1000000} }}": TEXT.format("100,002,200,000"),
    # formats
    "{{ '{:>99999999999}'.format(1) }}": WIDE.format(">99999999999"),
    "{{ '{:{}}'.format(1, 99999999999) }}": WIDE.format("99999999999"),
    "{{ '{x:99999999999}'.format(x=1) }}": WIDE.format("99999999999"),
    "{{ '{x:99999999999}'.format_map({'x': 1}) }}": WIDE.format("99999999999"),
    "{{ ('{:^99999999999}'|escape).format(1) }}": WIDE.format("^99999999999"),
    "{{ ''['format'] and '{:>99999999999}'['format'](1) }}": WIDE.format(">99999999999"),
    "{{ ('{:>99999999999}'|attr('format'))(1) }}": WIDE.format(">99999999999"),
    "{{ ('{0:9999}' * 100000).format(1) }}": TEXT.format("4,009,599"),
    # methods
    "{{ 'x'.center(10 ** 10) }}": TEXT.format(MANY),
    "{{ ('x'|escape).ljust(10 ** 10) }}": TEXT.format(MANY),
    "{{ 'x'.rjust(10000000000) }}": TEXT.format(MANY),
    "{{ 'x'['zfill'](10000000000) }}": TEXT.format(MANY),
    "{{ ('x'|attr('zfill'))(10000000000) }}": TEXT.format(MANY),
    "{{ '\\t'.expandtabs(10 ** 10) }}": TEXT.format("10,000,000,001"),
    "{{ 'x'.encode().center(10 ** 10) }}": TEXT.format(MANY),
    "{{ (1).to_bytes(10 ** 10, 'big') }}": TEXT.format(MANY),
    "{{ ('x' * 1000000).replace('x', 'y' * 1000000) }}": TEXT.format("1,000,006,000,000"),
    "{{ ('x' * 1000000).translate({120: 'y' * 1000000}) }}": TEXT.format("1,000,000,000,000"),
    "{{ ('x' * 1000000).join(['', ''] * 100000) }}": TEXT.format("200,000,000,000"),
    # filters
    "{{ 'x'|center(10 ** 10) }}": TEXT.format(MANY),
    "{{ 'x'|center(10000000000) }}": TEXT.format(MANY),
    "{{ ['x']|map('center', 10 ** 10)|list }}": TEXT.format(MANY),
    "{{ 'x\\ny'|indent(10 ** 10) }}": TEXT.format("20,000,000,003"),
    "{{ ('x\\n' * 100000)|indent('y' * 100000) }}": TEXT.format("10,000,300,000"),
    "{{ ('x' * 1000000)|replace('x', 'y' * 1000000) }}": TEXT.format("1,000,006,000,000"),
    "{{ (['x' * 100000] * 100000)|join }}": TEXT.format("10,001,600,000"),
    "{{ (['x'] * 100000)|join('y' * 100000) }}": TEXT.format("10,000,100,000"),
    "{{ [1]|batch(10 ** 10, 'x')|list }}": LIST.format(MANY),
    "{{ [1]|slice(10 ** 10)|list }}": LIST.format(MANY),
    "{{ ('x ' * 1000000)|wordwrap(1, true, 'y' * 1000) }}": TEXT.format("2,002,000,000"),
    "{{ [1]|tojson(indent=10 ** 10) }}": "an indent of more than 40 is too wide",
    "{{ 1.5|round(10 ** 10, 'ceil') }}": "a precision of more than 300 digits is not available",
    "{{ 15|round(0 - 10 ** 10) }}": "a precision of more than 300 digits is not available",
    "{{ ('f' * 1000000)|int(0, 16) }}": NUMBER,
    "{{ ([[1] * 1000] * 100000)|sum(start=[]) }}": TEXT.format("1,601,600,000"),
    "{% set a = [1] * 1000 %}{% set b = [a] * 1000 %}{{ [b] * 1000 }}": TEXT.format("16,016,000"),
    "{% set ns = namespace(a=[1]) %}{% for _ in range(60) %}{% set ns.a = [ns.a, ns.a] %}{% endfor %}": TEXT.format(
        "4,000,032"
    ),
    "{% set ns = namespace(a=1) %}{% for _ in range(60) %}{% set ns.a = (ns.a, ns.a) %}{% endfor %}": TEXT.format(
        "4,000,032"
    ),
    "{{ ('x' * 300000)|list }}": TEXT.format("4,800,000"),
    "{{ ('x' * 300000)|list|tojson }}": TEXT.format("4,800,000"),
    "{{ '%s' % ('x' * 300000)|list }}": TEXT.format("4,800,000"),
    "{{ '{}'.format(('x' * 300000)|list) }}": TEXT.format("4,800,000"),
    "{{ 'a' ~ ('x' * 300000)|list }}": TEXT.format("4,800,000"),
    "{{ namespace(x=('x' * 300000)|list) }}": TEXT.format("4,800,032"),
    # functions
    "{{ lipsum(n=10 ** 9) }}": "more than 100 paragraphs of 1,000 words are too many",
    "{{ lipsum(max=10 ** 9) }}": "more than 100 paragraphs of 1,000 words are too many",
    "{% for _ in range(10 ** 12) %}{% endfor %}": "a range of more than 100,000 numbers is too long",
    "{% for _ in range(10 ** 30) %}{% endfor %}": "a range of more than 100,000 numbers is too long",
    # pages
    "{% set s = 'x' * 1000000 %}{% for _ in range(100) %}{{ s }}{% endfor %}": PAGE,
    "{% set s = '<' * 1000000 %}{% for _ in range(100) %}{{ s }}{% endfor %}": PAGE,
    "{% macro m(s) %}{% for _ in range(100) %}{{ s }}{% endfor %}{% endmacro %}{{ m('x' * 1000000) }}": PAGE,
    "{% set s = 'x' * 1000000 %}{% set t %}{% for _ in range(100) %}{{ s }}{% endfor %}{% endset %}": PAGE,
    "{% for a in range(100000) %}{% for b in range(100000) %}xxxxxxxxxxxxxxxxxxxxxxx{% endfor %}{% endfor %}": PAGE,
    # limits of Python
    "{{ " + "9" * 5000 + " }}": "a number of 5,000 digits is too large",
    "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}": "the template is nested too deeply",
    "{{ " + "not " * 5000 + "1 }}": "the template is nested too deeply",
    "{% for a in [1] %}" * 30 + "{% endfor %}" * 30: "the template is nested too deeply",
    "{{ 10.0 ** 1000 }}": "a number on this line is too large",
}
"""Templates, each with its message."""


@pytest.fixture(scope="module")
def outcomes() -> dict[str, tuple[str, str]]:
    """Return the message and code of each template, rendered in a process with little memory."""
    script = Path(__file__).with_name("hostile_templates.py")
    done = subprocess.run([sys.executable, script], input=json.dumps({t: t for t in TOO_MUCH}), capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_a_template_that_exceeds_a_limit_is_reported_with_its_line(
    outcomes: dict[str, tuple[str, str]],
) -> None:
    reported = {template: message for template, (message, _) in outcomes.items()}

    assert reported == {template: f"theme/templates/page.html:2: {message}" for template, message in TOO_MUCH.items()}


def test_the_code_of_the_problem_names_the_kind_of_limit(outcomes: dict[str, tuple[str, str]]) -> None:
    codes = {TOO_MUCH[template]: code for template, (_, code) in outcomes.items()}

    assert codes[PAGE] == "page-too-large"
    assert codes[NUMBER] == codes[LIST.format(MANY)] == codes[WIDE.format(">99999999999")] == "template-bounds"


ENDLESS = "\n{% for _ in range(100000) %}{% for _ in range(100000) %}{% endfor %}{% endfor %}"
GROWING = (
    "\n{% set ns = namespace(l=1) %}{% for _ in range(100000) %}{% set ns.l = cycler(ns.l, 'x' * 100000) %}{% endfor %}"
)
STORY = {"content/world/a.md": article("A story")}
NAME = "themes/gazette/templates/article.html"


def test_a_build_reports_the_line_of_a_template_that_never_ends(
    outlet: Callable[..., Outlet], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press, "Allowance", lambda: Allowance(seconds=0.2))

    assert outlet({NAME: ENDLESS, **STORY}).problems() == [
        f"{NAME}:2: the page was still being made after 60 seconds of processor time"
    ]


def test_a_build_waits_for_only_one_page_of_a_template_that_never_ends(
    outlet: Callable[..., Outlet], monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered = []
    monkeypatch.setattr(press, "Allowance", lambda: Allowance(seconds=0.1))
    monkeypatch.setattr(press, "View", lambda *arguments: rendered.append(arguments) or View(*arguments))
    stories = {f"content/world/{number}.md": article(f"Story {number}") for number in range(9)}

    outlet({NAME: ENDLESS, "themes/gazette/templates/section.html": ENDLESS, **stories}).problems()

    assert len(rendered) < len(stories)


def test_a_build_reports_the_line_of_a_template_that_uses_much_memory(
    outlet: Callable[..., Outlet], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press, "Allowance", lambda: Allowance(megabytes=100))

    assert outlet({NAME: GROWING, **STORY}).problems() == [f"{NAME}:2: the page needs more than 1,024 MB of memory"]


METHODS = """{{ ", ".join(["a", "b"]) }}|{{ "a".replace("a", "c") }}|{{ "a".center(3) }}|{{ "1".zfill(2) }}|\
{{ "a".ljust(2) }}|{{ "a".rjust(2) }}|{{ "\\ta".expandtabs(2) }}|{{ "a".translate({97: "d"}) }}|{{ 5.to_bytes(1)|length }}"""


def test_methods_of_text_work_in_blocks_loops_and_macros(outlet: Callable[..., Outlet]) -> None:
    template = f"""{{% extends "base.html" %}}{{% macro one(x) %}}({METHODS}){{% endmacro %}}
{{% block main %}}({METHODS}){{% for x in [1] %}}({METHODS}){{% set y = x %}}{{{{ one(y) }}}}{{% endfor %}}{{% endblock %}}"""
    site = outlet({"content/world/a.md": article(), "themes/gazette/templates/404.html": template})
    site.build()
    assert site.text("404.html").count("(a, b|c| a |01|a | a|  a|d|1)") == 3


def test_work_that_catches_the_deadline_is_stopped_again() -> None:
    def stubborn() -> None:
        with contextlib.suppress(DeadlineError):
            while True:
                pass
        while True:
            pass

    with Allowance(seconds=0.1, again=0.1) as allowance, pytest.raises(DeadlineError):
        allowance.hold(stubborn)


def test_work_is_stopped_even_where_exceptions_are_ignored(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Lingering:
        def __del__(self) -> None:
            linger()

    def linger() -> None:
        ends = time.process_time() + 30
        while time.process_time() < ends:
            pass

    def work() -> None:
        Lingering()
        linger()
        pytest.fail("nothing stopped the work")

    monkeypatch.setattr("newsprint.machine.deadline.AGAIN", 0.1)
    with Allowance(seconds=0.1, again=0.1) as allowance, pytest.raises(DeadlineError):
        allowance.hold(work)
    with pytest.raises(DeadlineError, match="too late"), deadline(0.1, "too late"):
        work()
    assert capfd.readouterr() == ("", "")


def test_work_within_its_allowance_is_not_stopped() -> None:
    with Allowance(seconds=0.3) as allowance:
        for _ in range(10):
            assert allowance.hold(lambda: sum(range(1_000_000))) == 499_999_500_000
