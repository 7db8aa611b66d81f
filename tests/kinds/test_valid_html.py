"""The Nu Html Checker finds no error on any page, whatever is in the stories."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import gazette_blocks
from tests.support.demonstration import Demonstration
from tests.support.html_checker import html_problems
from tests.support.outlets import CONFIGURATION, PICTURE, Outlet, article

SETTINGS = '{site}\n[markdown]\nengine = "{engine}"\n\n[latest]\nmode = "{mode}"\n\n[listing]\npage_size = 2\n'

BODY = """
{first} "{first}" -- `code` in a line, `<b>` too.[^1]

## {heading}

### {heading}

```python
def tide(): return "<high>"
```

    indented & "code"

| {heading} | left | right | middle |
|-----------|:-----|------:|:------:|
| `code`    | 1    | 2     | **3**  |
| https://harbour.example/a-long-address-without-a-single-place-to-break-it-in-two | 1 | 2 | 3 |

![{heading}](pier.png)

![{heading}](pier.png) ![](pier.png "{heading}")

![{heading}](pier.png)
{{: .wide }}

1. {first}
    - {heading}
2. {first}

- [x] {heading}
- [ ] {heading}

> {heading}
> {{lang=ar}}

> Une `citation` en code.
> {{lang=fr}}

*[RNLI]: Royal National Lifeboat Institution

The RNLI, ~~no~~, <b>bold</b> and <kbd>Ctrl</kbd>, https://harbour.example, [mail](mailto:desk@harbour.example).

[One](<https://p.example/a b?c d#e f>), [two](<a b.pdf>), [three](https://p.example/"é"|^{{}}`[]\\), <a href="/a b/">four</a>,
<a href="https://p.example/%zz/é">five</a>, <a href="mailto:a b@c">six</a>, ![seven](<https://p.example/a b.png>).

<figure><img src="pier.png" alt="x" width="1" height="1"><figcaption>{heading}</figcaption></figure>

<details><summary>{heading}</summary><p>{first}</p></details>

<table><caption>{heading}</caption><tr><th scope="row" align="right">1<td style="text-align: center">2</table>

<video src="film.mp4" controls poster="pier.png"></video>

---

[^1]: {first} with `code`.

    And more.
"""
ENGLISH = BODY.format(first="The pilots went home.", heading="The night")
LOWERED = "# A night\n\n## At sea\n\n# A day\n\nAnd so on.\n"
ARABIC = BODY.format(first="عاد المرشدون إلى بيوتهم.", heading="ليلة العاصفة")

IMAGE = {"src": "pier.png", "alt": 'A "pier"', "caption": "<The pier>", "credit": "Photo", "focus": "50% 20%"}
FULL = {
    "authors": ["Jane Doe", "Rosa Delacourt", "Sam Moss"],
    "tags": ["Long Pier", "C & D"],
    "series": "Winter",
    "kicker": "Weather",
    "dateline": "PORT AVERIL",
    "updated": "2024-12-22",
    "corrections": [{"date": "2024-12-21", "text": "a"}, {"date": "2024-12-22", "text": "b"}],
    "aliases": ["/old/", "/old.html"],
    "image": IMAGE,
    "featured": True,
}


def _files(engine: str, language: str, mode: str = "live") -> dict[str, str | bytes | None]:
    """Return the files of an outlet with every kind of page and every element of a body."""
    site = CONFIGURATION.replace("[sections]", f'language = "{language}"\ndescription = "A \\"paper\\""\n\n[sections]')
    body = ARABIC if language == "ar" else ENGLISH
    return {
        "newsprint.toml": SETTINGS.format(site=site, engine=engine, mode=mode),
        "content/world/full.md": article("A <full> & whole story", body, **FULL),
        "content/world/arabic.md": article("ميناء", ARABIC, date="2024-12-21", lang="ar", series="Winter"),
        "content/world/english.md": article(
            "A port", ENGLISH, date="2024-12-21", lang="en", image={"src": "https://p.example/a b.png", "alt": "A"}
        ),
        "content/world/lowered.md": article("Lowered", LOWERED, date="2024-12-22"),
        "content/world/bare.md": article("Bare", "", date="2024-12-22", authors=["!?"], teaser="Only this."),
        **{
            f"content/sport/{day}.md": article(f"Match {day}", date=f"2024-12-{day}", section="sport")
            for day in range(10, 19)
        },
        "content/world/pier.png": PICTURE,
        "content/world/a b.pdf": b"%PDF-1.4",
        "content/world/film.mp4": b"\x00\x00\x00\x18ftypmp42",
        "content/pages/about.md": f"---\ntitle: About\nteaser: Us.\n---\n{ENGLISH.replace('pier.png', '../world/pier.png').replace('film.mp4', '../world/film.mp4').replace('a b.pdf', '../world/a b.pdf')}",
        "content/authors/jane-doe.md": "---\ntitle: Jane Doe\nteaser: Editor\nimage: {src: ../world/pier.png}\n---\n\nShe *writes*.\n",
    }


@pytest.fixture(scope="module")
def outlets(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return the output folders of several outlets.

    Those with every kind of page are built with both engines, in both directions and modes; one has no stories.
    """
    made = [_files(engine, language) for engine in ("markdown", "commonmark") for language in ("en", "ar")]
    made += [_files("markdown", "fr", "baked"), {"newsprint.toml": CONFIGURATION}, gazette_blocks.files(language="ar")]
    outputs = []
    for files in made:
        folder = tmp_path_factory.mktemp("valid") / "outlet"
        (folder / "content").mkdir(parents=True)
        outlet = Outlet(folder).write(files)
        outlet.build()
        outputs.append(outlet.output)
    return outputs


def test_every_page_is_valid_html(outlets: list[Path]) -> None:
    assert html_problems(outlets) == []


def test_every_page_of_the_demonstration_is_valid_html(repository: Path, tmp_path: Path) -> None:
    assert html_problems([Demonstration(repository, tmp_path).output]) == []


def test_the_checker_reports_invalid_html(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<!doctype html><title>A</title><p><time></time></p>", encoding="utf-8")
    assert [problem for problem in html_problems([tmp_path]) if "time" in problem]
