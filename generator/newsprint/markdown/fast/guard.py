"""Whether the lean parts fit the Python-Markdown that is installed.

They subclass the library's parts and use names that it does not promise to keep, so a release that nobody compared
them with, or one that an operating system has patched, is converted the library's own way: slower, the same HTML.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import markdown
from markdown import Markdown

COMPARED = "3.11.3"
"""The version with which the tests compare the lean parts, text by text."""

SERIES = "3.11."
"""How versions start that may well be the same inside: each is tried with a sample first."""

EXTENSIONS = ("tables", "footnotes", "fenced_code", "attr_list", "abbr", "sane_lists")

SAMPLE = """\
# "A *heading*" {: #top .wide }

It's the '80s -- "really---*so* **very**" [a link](/x "T") and ![a picture](y.png), [a reference][r], a note[^1]...

- one `code <b>`
    - two \\* <https://example.org> & &copy; HTML

1. three

> a quotation  
> two lines

a | b
--|--
1 | 2

Title
===

***

```python
x = "1" < 2
```

    y = '3'

<div>*raw*</div>

[r]: /r 'R'
[^1]: The note's *text*.
*[HTML]: Hyper
"""  # noqa: W291 - the line break
"""A text that every lean part has something to do with."""

MakeLean = Callable[[Markdown], None]


@cache
def lean_parts() -> MakeLean | None:
    """Return the function that makes a converter lean, or None if the library is not one that it fits."""
    if not markdown.__version__.startswith(SERIES):
        return None
    try:
        from newsprint.markdown.fast.pieces import make_lean

        fits = markdown.__version__ == COMPARED or _converts_alike(make_lean)
        return make_lean if fits else None
    except Exception:  # a name that is gone, another signature: whatever it is, the library's own way works
        return None


def _converts_alike(make_lean: MakeLean) -> bool:
    converter = Markdown(extensions=EXTENSIONS, output_format="html")
    before = converter.convert(SAMPLE)
    converter.reset()
    make_lean(converter)
    return converter.convert(SAMPLE) == before
