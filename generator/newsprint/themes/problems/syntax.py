"""Messages about syntax errors in templates, in words for theme authors."""

from __future__ import annotations

import re
from collections.abc import Iterator

import jinja2
from jinja2.exceptions import TemplateAssertionError

from newsprint.base.errors import near, suggestion
from newsprint.themes.sandbox.sandbox import UnreadableTemplateError

SyntaxProblem = tuple[int, str, str]
"""A line, a message and its hint."""

_TAG_NAMES = """
if elif else endif for endfor block endblock macro endmacro call endcall filter endfilter set endset with endwith
raw endraw autoescape endautoescape extends include import from
"""
_TAGS = tuple(_TAG_NAMES.split())
_PAIRED = frozenset(("if", "for", "block", "macro", "call", "filter", "with", "autoescape", "set"))
_FOREIGN_TAGS = {
    "break": "Jinja has no break here: choose the items before, with |selectattr or [:5]",
    "continue": "Jinja has no continue here: put {% if %} around what follows",
    "elseif": "write {% elif … %}",
    "endfi": "write {% endif %}",
    "fi": "write {% endif %}",
    "end": "name the tag that ends: {% endif %}, {% endfor %}, {% endblock %}",
    "trans": "print a word of the theme's strings: {{ words.by }}",
}
_TOKENS = {
    "end of statement block": '"%}"',
    "begin of statement block": '"{%"',
    "end of print statement": '"}}"',
    "begin of print statement": '"{{"',
    "end of template": "the end of the file",
    "template data / text": "text",
    "name": "a name",
    "string": "a text in quotes",
    "integer": "a number",
    "float": "a number",
}
_INSTEAD = {
    "&": 'for "both" write: and',
    "|": 'for "one of both" write: or',
    "!": 'for "not" write: not',
    "?": "write: {{ one if condition else other }}",
    "=": "to compare, write ==",
    "if": "write {% elif … %}",
    "then": "delete it",
    "is": "",
    "'": "the text that begins here has no closing quote",
    '"': "the text that begins here has no closing quote",
    "“": 'write straight quotes: "',
    "”": 'write straight quotes: "',
    "‘": "write straight quotes: '",
    "’": "write straight quotes: '",
    "$": "write variables without $: {{ page.title }}",
    "name": "a filter's name follows one |; for one of two write: or",
}
_OPENS = {"}": "{", ")": "(", "]": "["}
_PLAIN: tuple[tuple[str, str, str], ...] = (
    (r"tag name expected", "a tag has no name", "for example {% if … %}"),
    (r"Missing end of comment tag", "a comment is not closed", "write #} at its end"),
    (r"Missing end of raw", "{% raw %} is not closed", "write {% endraw %} at its end"),
    (r"Block names in Jinja", "a block name contains a hyphen or the like", "use letters, digits and _"),
    (r"block '(.+)' defined twice", 'there are two blocks "{0}" in this template', "{{ self.{0}() }} prints it again"),
    (
        r"Required blocks can only",
        "a block that is required must be empty",
        "leave out the word required",
    ),
    (
        r"names starting with an underline",
        "a macro whose name begins with _ cannot be imported",
        "give it another name",
    ),
    (
        r"non-default argument follows",
        "a parameter without default follows one with a default",
        "put parameters without default first",
    ),
    (
        r"invalid syntax for function call",
        "a value without a name follows one with a name",
        "put values without a name first",
    ),
    (r"expected call", "{% call %} is not followed by a call", "for example {% call box() %}"),
    (r"expected name or number", "a name is missing after the dot", ""),
    (r"expected subscript", "a name is missing after the dot", ""),
    (r"You cannot chain multiple tests", 'only one "is" can follow a value', 'join two tests with "and"'),
    (r"Can't assign to special loop", '"loop" is Jinja\'s own name in a loop', "choose another one"),
    (r"can't assign to", "this cannot be given a value", "use a name: {% set name = … %}"),
    (r"When defining macros or call blocks", '"caller" as a parameter must have a default', "write caller=none"),
    (r"cannot use extend", "{% extends %} is inside another tag", "put it at the beginning of the file"),
    (r"Invalid character in identifier", "a name contains an invalid character", "use letters, digits and _"),
    (r"unknown Unicode|truncated|escape", "a text contains an unknown escape sequence", r"write \\ for a backslash"),
)


def syntax_problem(error: jinja2.TemplateSyntaxError, environment: jinja2.Environment) -> SyntaxProblem:
    """Return the line of a syntax error in a template, a message and a hint."""
    message, line = error.message or "", error.lineno
    if isinstance(error, UnreadableTemplateError):
        return line, message, ""
    source = error.source or _source(error.filename)
    open_tags = _open_tags(source, environment)
    if match := re.match(r"Encountered unknown tag '(.*?)'", message):
        return _unknown_tag(match[1], line, open_tags)
    if message.startswith("Unexpected end of template") and open_tags:
        tag, opened = open_tags[-1]
        return opened, f"{{% {tag} %}} is not closed", f"write {{% end{tag} %}} where it ends"
    if match := re.match(r"No (filter|test) named '(.*?)'", message):
        return line, *unknown_name(match[1], match[2], environment)
    if match := re.match(r"expected token '(.*)', got '(.*)'$", message, re.S):
        return line, *_expected(*match.groups())
    if match := re.match(r"unexpected '([]})])'(?:, expected '(.)')?$", message):
        return line, *_brackets(match[1], match[2])
    if match := re.match(r"(?:Expected an expression, got|unexpected) '(.*)'$", message, re.S):
        return line, f"a value is missing before {_token(match[1])}", _INSTEAD.get(match[1], "")
    return line, *_other(message, error)


def unknown_name(kind: str, name: str, environment: jinja2.Environment) -> tuple[str, str]:
    """Return the message and the hint for an unknown filter or test."""
    known = environment.filters if kind == "filter" else environment.tests
    return f'there is no {kind} "{name}"', near(name, known)


def _other(message: str, error: jinja2.TemplateSyntaxError) -> tuple[str, str]:
    if match := re.match(r"unexpected end of template, expected '(.*)'", message):
        begin = {"end of print statement": "{{", "end of statement block": "{%"}.get(match[1])
        if begin:
            return f'"{begin}" is not closed', f"write {_token(match[1])[1:-1]} at its end"
        return "the file ends too early", ""
    if match := re.match(r"unexpected char (['\"])(.*)\1 at \d+", message, re.S):
        sign = match[2].removeprefix("\\") or "\\"
        return f"the character {sign} is not allowed here", _INSTEAD.get(sign, "")
    for pattern, words, hint in _PLAIN:
        if match := re.search(pattern, message):
            first = match[1] if match.re.groups else ""
            return words.replace("{0}", first), hint.replace("{0}", first)
    if isinstance(error, TemplateAssertionError):
        return "this is not allowed here", ""
    return "the template cannot be read from here on", "check brackets, quotes and tags on this line"


def _brackets(found: str, expected: str | None) -> tuple[str, str]:
    if expected is not None:
        return f'"{_OPENS.get(expected, expected)}" is not closed', f"write {expected} where it ends"
    if found == "}":
        return 'a tag is closed with the wrong brackets: "}" is not allowed here', "{{ is closed by }}, and {% by %}"
    return f'"{found}" closes nothing', "delete it, or open it before"


def _expected(wanted: str, found: str) -> tuple[str, str]:
    if wanted in ("end of statement block", "end of print statement") and found in _INSTEAD:
        hint = _INSTEAD[found]
    else:
        hint = _INSTEAD["name"] if wanted == "name" and found == "|" else ""
    if wanted == "as":
        hint = 'add a name: {% import "macros.html" as macros %}'
    return f"{_token(wanted)} is expected here, not {_token(found)}", hint


def _token(name: str) -> str:
    return _TOKENS.get(name, f'"{name}"')


def _unknown_tag(tag: str, line: int, open_tags: list[tuple[str, int]]) -> SyntaxProblem:
    if tag in _TAGS and open_tags:
        opened, begun = open_tags[-1]
        return (
            line,
            f"{{% {tag} %}} is inside {{% {opened} %}} of line {begun}",
            f"close that first: {{% end{opened} %}}",
        )
    if tag in _TAGS:
        what = f"{{% {tag.removeprefix('end')} %}}" if tag.startswith("end") else "{% if %}"
        what += " or {% for %}" if tag == "else" else ""
        return line, f"{{% {tag} %}} has no matching {what}", "delete it, or add the opening tag"
    hint = _FOREIGN_TAGS.get(tag) or suggestion(tag, _TAGS)
    return line, f'there is no tag "{tag}"', hint if not hint.startswith("known") else ""


def _open_tags(source: str, environment: jinja2.Environment) -> list[tuple[str, int]]:
    """Return the tags that are open where Jinja stopped, the outermost first, with their lines."""
    tags: list[tuple[str, int]] = []
    try:
        for number, words in _tags(source, environment):
            name = words[0] if words else ""
            if name in _PAIRED and not (name == "set" and "=" in words):
                tags.append((name, number))
            elif name.startswith("end") and tags:
                if tags[-1][0] != name.removeprefix("end"):
                    break  # Jinja stopped here
                tags.pop()
    except jinja2.TemplateError:  # Jinja cannot read the rest of the template
        return tags
    return tags


def _tags(source: str, environment: jinja2.Environment) -> Iterator[tuple[int, list[str]]]:
    words: list[str] | None = None
    begun = 0
    for number, kind, value in environment.lex(source):
        if kind == "block_begin":
            words, begun = [], number
        elif kind == "block_end" and words is not None:
            yield begun, words
            words = None
        elif words is not None and kind != "whitespace":
            words.append(value)


def _source(path: str | None) -> str:
    try:
        with open(path or "", encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""
