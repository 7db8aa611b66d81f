"""cmark-gfm without its leak.

The functions of cmarkgfm 2025.10.22 never release the tree and the HTML of a document: some 40 KB an article, 4 GB in
an archive of 100,000. The library exports what releases them, but cmarkgfm's binding does not name it; it is called
here through ctypes. Where the symbols cannot be reached (Windows), the binding's own way is taken, leak and all.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from functools import cache

from cmarkgfm import _cmark

FOOTNOTES: int = _cmark.lib.CMARK_OPT_FOOTNOTES
SMART: int = _cmark.lib.CMARK_OPT_SMART
UNSAFE: int = _cmark.lib.CMARK_OPT_UNSAFE

_lib, _ffi = _cmark.lib, _cmark.ffi
_lib.cmark_gfm_core_extensions_ensure_registered()


def render(text: str, options: int, extensions: Sequence[str]) -> str:
    """The HTML of ``text``. ``extensions`` are named as cmark-gfm names them; they are assumed to exist."""
    data = text.encode()
    parser = _lib.cmark_parser_new(options)
    try:
        for name in extensions:
            _lib.cmark_parser_attach_syntax_extension(parser, _extension(name))
        _lib.cmark_parser_feed(parser, data, len(data))
        root = _lib.cmark_parser_finish(parser)
        html = _lib.cmark_render_html(root, options, _lib.cmark_parser_get_syntax_extensions(parser))
        rendered: str = _ffi.string(html).decode()
        _free(int(_ffi.cast("uintptr_t", html)))
        _free_tree(int(_ffi.cast("uintptr_t", root)))
        return rendered
    finally:
        _lib.cmark_parser_free(parser)


@cache
def _extension(name: str) -> object:
    return _lib.cmark_find_syntax_extension(name.encode())


def _function(library: str | None, name: str) -> Callable[[int], None]:
    """A C function of one pointer and no result; one that does nothing where it cannot be reached."""
    try:
        function = getattr(ctypes.CDLL(library), name)
    except (OSError, TypeError, AttributeError):
        return lambda pointer: None
    function.argtypes = [ctypes.c_void_p]
    function.restype = None
    return lambda pointer: function(pointer)  # hides the ctypes object from the type checker


_free_tree = _function(_cmark.__file__, "cmark_node_free")
_free = _function(None, "free")
