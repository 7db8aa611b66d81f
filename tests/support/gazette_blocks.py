"""A story with every block of the theme ``gazette``, and the files that it names."""

from __future__ import annotations

from pathlib import Path

from tests.support.hiding import painted
from tests.support.outlets import CONFIGURATION, article

STORY = "/world/2024/12/20/wall/"
OTHER = "/world/2024/12/19/other/"
_RECORDINGS = Path(__file__).parents[2] / "content" / "recordings"

BODY = """The story begins here, and there is more of it.

::: figure src=pier.png alt="The \\"Long\\" Pier" credit="Ann <Lee>" size=wide
The pier, as in [the other story](other.md).
:::

::: gallery title="Sunday & Monday"
![One](pier.png "The first."){credit="Bo"}

![Two](quay.png)

![Three](tide.webp)
![Four](pier.png)
:::

Between.

::: pullquote by="Ida Marchbank"
"I was not frightened, I was *cross*."
:::

A paragraph after the pull quote.

::: quote by="Yusuf Karaman" role="engineer" portrait=quay.png alt="A man"
"Nine I can sleep with."
:::

::: factbox The wall in figures
- 1.1 metres
- £9.2m
:::

:::: aside title="Outer"
A note.

::: factbox title="Inner"
Facts in it.
:::
::::

After the note.

::: questions title="What it means"
### Who pays?

The town.

### When?

Soon.
:::

::: audio src=horns.wav title="The horns"
**Dr Asante:** Listen.
:::

::: video src=tide.webm title="The tide" poster=tide.webp captions=tide.vtt captions_lang=en credit="Us"
The sea falls.
:::

::: video src=tide.webm title="The tide again"
:::

::: related title="More of this"
- [The other story](other.md)
:::

::: related
- [The other story](other.md)
:::

::: document src=resolution.pdf title="The resolution"
As *signed*.
:::
"""


def files(engine: str = "markdown", language: str = "en", story_language: str = "") -> dict[str, str | bytes | None]:
    """Return the files of an outlet with two stories, the first of which has every block."""
    site = CONFIGURATION.replace('url = "', f'language = "{language}"\nurl = "')
    recordings = ("horns.wav", "tide.webm", "tide.webp", "tide.vtt", "resolution.pdf")
    return {
        "newsprint.toml": f'{site}\n[markdown]\nengine = "{engine}"\n',
        "content/world/wall.md": article("The wall", BODY, **({"lang": story_language} if story_language else {})),
        "content/world/other.md": article("The other", date="2024-12-19"),
        "content/world/pier.png": painted("pier"),
        "content/world/quay.png": painted("quay"),
        **{f"content/world/{name}": (_RECORDINGS / name).read_bytes() for name in recordings},
    }
