"""The fast parts write the same bytes as the library: for real articles, for random syntax, and rule by rule."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from pathlib import Path

import frontmatter
import pytest
from hypothesis import given, settings

from newsprint.markdown.engines.python_markdown import PythonMarkdown
from tests.markdown.fast.engine_pairs import PAIRS, TEXTS, rendered
from tests.support.soak import examples

REPOSITORY = Path(__file__).parents[3]
ARCHIVE = REPOSITORY.parent / "shared" / "corpora" / "digitalgov-news.tar.gz"


def different(texts: Iterator[tuple[str, str]], engines: tuple[PythonMarkdown, PythonMarkdown]) -> list[str]:
    """Return the names of the texts that the two engines convert differently."""
    plain, fast = engines
    return [name for name, text in texts if rendered(plain, text) != rendered(fast, text)]


def test_the_articles_of_this_repository_give_the_same_html() -> None:
    paths = sorted(REPOSITORY.joinpath("content").rglob("*.md"))
    assert len(paths) > 10
    for engines in PAIRS:
        assert different(((str(path), frontmatter.load(str(path)).content) for path in paths), engines) == []


@pytest.mark.corpus
@pytest.mark.skipif(not ARCHIVE.is_file(), reason=f"the archive {ARCHIVE.name} is not beside the repository")
def test_two_thousand_real_articles_give_the_same_html() -> None:
    texts: dict[str, str] = {}
    with tarfile.open(ARCHIVE) as packed:
        for member in packed:
            if member.name.endswith(".md") and (file := packed.extractfile(member)):
                texts[member.name] = frontmatter.loads(file.read().decode()).content
    assert len(texts) > 2_000
    assert different(iter(texts.items()), PAIRS[0]) == []
    assert different(iter(list(texts.items())[::8]), PAIRS[1]) == []


@pytest.mark.parametrize("engines", PAIRS, ids=["english", "german", "not-smart", "extensions", "more-extensions"])
@given(text=TEXTS)
@settings(max_examples=examples(100, 3_000))
def test_any_text_gives_the_same_html(engines: tuple[PythonMarkdown, PythonMarkdown], text: str) -> None:
    plain, fast = engines
    assert rendered(plain, text) == rendered(fast, text)


@pytest.mark.parametrize(
    "text",
    [
        "[a [b](c) d](e) *f [g [h](i)](j)*",  # links do not nest, except within emphasis
        '[![a](b)](c) ![d [e]](f) [g](h(i)j) [k](l \'m"n\') [o](<p q> "r") [s]( t ) [u]() [v](w "x") [y](z \'A\')',
        "[a] [b][a] [c] [a] ![d][a] ![a]\n\n[a]: /x 'title'",
        "[a\nb][A  B]\n\n[a b]: x\n[a  b]: y",
        "a[^1] b[^2] c[^1] d[^3]\n\n[^1]: *e*\n\n    f\n[^2]: g[^1]",
        "- a[^1]\n\n> b[^1]\n\n[^1]: c",  # footnotes are numbered in the order in which the library visits blocks
        "- a[^1] *b[^1]*\n\n    - c[^1]\n\n        > d[^1]\n\ne[^1] **f[^1] *g[^1]***\n\n[^1]: h",
        "HTML and *HTML* [HTML](x)\n\n*[HTML]: Hyper\n*[x]: y",
        "<http://a_b_c*d*> <a*b*@c.d> <b title='*c*'>`<i>`</b> <!-- *d* --> a &amp; &#38; &copy &x;",
        "a\\*b\\*c \\`d\\` \\\\e `` f`g `` `h\\`",
        "a  \nb  \n*c  \nd*",
        "***a** b* __c _d_ e__ f_g_h *i **j* k** ****l****",
        "# a #\nb\n# c {: #d .e }\n\nf\n---\ng\n===\nh",
        "a\n- - -\nb\n\n***\n\n _ _ _\nc * d * e",
        "- a\n- b\n\n    c\n\n        d\n- e\n    - f\n\n3. g\n4. h\n\n٣. i",
        "> a\nb\n> - c\n>\n>     d\n\n> e\nf\n  > g",
        "|a|\n|-|\n|b|\n\na|b\n-|:-:\n`c|d`|e\n\nf | g\nh | i",
        "```python\na *b*\n```\n\n~~~ {.c #d}\n<e>\n~~~\n\n```\nf",
        "    a\n\tb\n\n \n\n    c   \n   \n",
        "a {: .b }\n\n*c*{: .d } [e](f){: #g h=i } {not: one\n\n- j\n  {: .k }",
        "<div>\n*a*\n</div>\n\n<p>b</p> c <hr> d\n\na < b <3 c</ d <> e &#65x f",
    ],
)
def test_each_construct_gives_the_same_html(text: str) -> None:
    for plain, fast in PAIRS:
        assert rendered(fast, text) == rendered(plain, text)
