"""A check whether the fast parts fit the installed Python-Markdown.

The fast parts subclass the library's and use names that may change between releases. So a release that was not
compared with them, or one that an operating system has patched, runs unchanged: slower, with the same HTML.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import markdown
from markdown import Markdown

COMPARED = "3.11.3"
"""The version that the tests compare with the fast parts, text by text."""

SERIES = "3.11."
"""The start of versions that are probably the same inside: each is tried with a sample first."""

EXTENSIONS = ("tables", "footnotes", "fenced_code", "attr_list", "abbr", "sane_lists")

SAMPLE = """\
# "A *heading*" {: #top .wide }

It's the '80s -- "really---*so* **very**" [a link](/x "T") and ![a picture](y.png), [a reference][r], a note[^1]...

- one `code <b>`
    - two \\* <https://example.org> & &copy; HTML

1. three

> a quotation \x20
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
"""
"""A text with work for every fast part."""

MakeFast = Callable[[Markdown], None]


@cache
def fast_parts() -> MakeFast | None:
    """Return the function that makes a converter fast.

    Return None if it does not fit the installed library.
    """
    if not markdown.__version__.startswith(SERIES):
        return None
    try:
        from newsprint.markdown.fast.pieces import make_fast

        fits = markdown.__version__ == COMPARED or _converts_alike(make_fast)
        return make_fast if fits else None
    except Exception:  # a name is missing or a signature has changed: the unchanged library works in any case
        return None


def _converts_alike(make_fast: MakeFast) -> bool:
    converter = Markdown(extensions=EXTENSIONS, output_format="html")
    before = converter.convert(SAMPLE)
    converter.reset()
    make_fast(converter)
    return converter.convert(SAMPLE) == before
