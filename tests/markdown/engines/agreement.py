"""The snippets of ``agreement.txt`` as HTML of both engines and of cmark-gfm, in a comparable form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import cmarkgfm
from bs4 import BeautifulSoup, NavigableString, Tag
from cmarkgfm import Options

from newsprint.config.site import MarkdownSettings
from newsprint.markdown.body import convert
from newsprint.markdown.engines.engine import Engine, load_engine

HERE = Path(__file__).parent
# fmt: off
BLOCKS = frozenset((
    "blockquote", "dd", "div", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol",
    "p", "pre", "section", "table", "tbody", "td", "th", "thead", "tr", "ul", "br",
))
# fmt: on
KEPT = ("href", "src", "alt", "title", "start", "checked", "disabled", "type", "lang", "dir")
EXTENSIONS = ["table", "strikethrough", "autolink", "tasklist"]


class Reference:
    """cmark-gfm as GitHub calls it, through the public function of the Python binding."""

    name = "commonmark"
    fingerprint = ""

    def render(self, text: str) -> str:
        """Return the HTML of ``text``."""
        options = Options.CMARK_OPT_SMART | Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
        html: str = cmarkgfm.markdown_to_html_with_extensions(text, options, EXTENSIONS)
        return html


ENGINES: dict[str, Engine] = {
    "markdown": load_engine(MarkdownSettings(engine="markdown"), "en"),
    "commonmark": load_engine(MarkdownSettings(engine="commonmark"), "en"),
    "reference": Reference(),
}


def snippets() -> dict[str, str]:
    """Return the text of every snippet by its name."""
    text = HERE.joinpath("agreement.txt").read_text(encoding="utf-8")
    parts = re.split(r"^@@ (.*)\n", re.sub(r"^\n*@@@ .*\n", "", text, flags=re.M), flags=re.M)[1:]
    names, texts = parts[::2], parts[1::2]
    assert len(names) == len(set(names)), "two snippets have one name"
    return dict(zip(names, texts, strict=True))


def comparable(engine: str, text: str) -> str:
    """Return the published HTML of ``text``, without ids, classes and insignificant white space."""
    name = "markdown" if engine == "markdown" else "commonmark"
    soup = BeautifulSoup(convert(text, ENGINES[engine], MarkdownSettings(engine=name)).html, "html.parser")
    _simplify_footnotes(soup)
    for wrapper in soup.find_all("div", class_="table-scroll"):
        wrapper.unwrap()
    html = "".join(_written(child) for child in soup.children)
    return re.sub(rf"\s*(</?(?:{'|'.join(BLOCKS)})\b[^<>]*>)\s*", r"\1", html).strip()


def straight(html: str) -> str:
    """Return ``html`` with straight quotes, because cmark-gfm is no reference for their direction."""
    return html.translate(str.maketrans("“”‘’", "\"\"''"))


def _simplify_footnotes(soup: BeautifulSoup) -> None:
    """Make the lists of footnotes comparable: both engines have them, with different tags."""
    for notes in soup.select("div.footnote, section.footnotes"):
        notes.name = "section"
        for rule in notes.find_all("hr", recursive=False):
            rule.decompose()
        for back in notes.select("a.footnote-backref"):
            back.decompose()
        for paragraph in notes.find_all("p"):
            if not paragraph.get_text(strip=True):
                paragraph.decompose()
    for link in soup.find_all("a", href=re.compile(r"^#fn[:-]")):
        link["href"] = "#note"


def _written(node: object) -> str:
    if isinstance(node, NavigableString):
        in_code = any(parent.name == "pre" for parent in node.parents)
        text = str(node).replace("\xa0", " ")
        return (text if in_code else re.sub(r"\s+", " ", text)).replace("&", "&amp;").replace("<", "&lt;")
    assert isinstance(node, Tag)
    inside = "".join(_written(child) for child in node.children)
    return f"<{node.name}{''.join(_attributes(node))}>{inside}</{node.name}>"


def _attributes(tag: Tag) -> Iterator[str]:
    for name in KEPT:
        if name in tag.attrs:
            yield f" {name}" if name in ("checked", "disabled") else f' {name}="{tag[name]}"'
    for name in tag.get("class") or ():
        if name.startswith(("align-", "language-", "wide")):
            yield f" {name}"
