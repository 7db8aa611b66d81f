"""Calls cmark-gfm without the memory leak of its binding, and with an arena allocator.

The functions of cmarkgfm 2025.10.22 never release the tree and the HTML of a document: about 40 KB per article, 4 GB
for an archive of 100,000. The C library has an arena allocator, which its own command uses. It places the hundreds of
small objects of a document one after the other and releases them together, with a quarter fewer instructions. The
binding does not export it, so it is called here through ctypes. Where its symbols cannot be reached (Windows), the
default allocator is used, and the leak remains. The leak also remains if another release of cmarkgfm lacks one of the
private names that are used here, or returns other HTML through them: then the binding's public function is used.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from functools import cache
from threading import Lock
from typing import Any

from cmarkgfm import Options, markdown_to_html_with_extensions

FOOTNOTES: int = Options.CMARK_OPT_FOOTNOTES
SMART: int = Options.CMARK_OPT_SMART
DOUBLE_TILDE: int = Options.CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE
UNSAFE: int = Options.CMARK_OPT_UNSAFE

try:
    from cmarkgfm import _cmark

    _binding: Any = _cmark
except ImportError:
    _binding = None
_lib: Any = getattr(_binding, "lib", None)
_ffi: Any = getattr(_binding, "ffi", None)

Render = Callable[[str, int, Sequence[str]], str]
SAMPLE = '# A *head*\n\n| a |\n|---|\n| ~~b~~ |\n\n- [x] <b>done</b>[^1]\n\n[^1]: www.example.com "Note"\n'


def render(text: str, options: int, extensions: Sequence[str]) -> str:
    """Return the HTML of ``text``.

    ``extensions`` are cmark-gfm's names of extensions; they must exist.
    """
    return _render(text, options, extensions)


def _directly(text: str, options: int, extensions: Sequence[str]) -> str:
    """Return the HTML of ``text``, by the functions of the C library."""
    data = text.encode()
    with _memory.lock:
        parser = _memory.parser(options)
        for name in extensions:
            _lib.cmark_parser_attach_syntax_extension(parser, _extension(name))
        _lib.cmark_parser_feed(parser, data, len(data))
        root = _lib.cmark_parser_finish(parser)
        html = _lib.cmark_render_html(root, options, _lib.cmark_parser_get_syntax_extensions(parser))
        rendered: str = _ffi.string(html).decode()
        _memory.release(parser, len(data))
    return rendered


@cache
def _extension(name: str) -> object:
    return _lib.cmark_find_syntax_extension(name.encode())


class DefaultMemory:
    """The memory allocator of the binding."""

    def __init__(self) -> None:
        self.lock = Lock()

    def parser(self, options: int) -> Any:
        """Return a new parser."""
        return _lib.cmark_parser_new(options)

    def release(self, parser: Any, size: int) -> None:
        """Release ``parser`` after it has converted a text of ``size`` bytes."""
        _lib.cmark_parser_free(parser)


class Arena(DefaultMemory):
    """The arena allocator of the library.

    A process has one, so the lock lets one thread convert at a time. Its first chunk has 4 MB, enough for about forty
    articles; releasing it after each article would cost more than it saves.
    """

    ENOUGH = 128 * 1024  # bytes of text

    def __init__(self, library: ctypes.CDLL) -> None:
        """Raise AttributeError if the library does not export its arena."""
        super().__init__()
        allocator = library.cmark_get_arena_mem_allocator
        allocator.argtypes, allocator.restype = [], ctypes.c_void_p
        self._new = library.cmark_parser_new_with_mem
        self._new.argtypes, self._new.restype = [ctypes.c_int, ctypes.c_void_p], ctypes.c_void_p
        self._reset = library.cmark_arena_reset
        self._reset.argtypes, self._reset.restype = [], None
        self._allocator = allocator()
        self._size = 0

    def parser(self, options: int) -> Any:
        """Return a new parser that allocates everything in the arena."""
        return _ffi.cast("cmark_parser *", self._new(options, self._allocator))

    def release(self, parser: Any, size: int) -> None:
        """Release the whole arena once more than ``ENOUGH`` bytes of text have been converted."""
        self._size += size
        if self._size > self.ENOUGH:
            self._reset()
            self._size = 0


def best_memory() -> DefaultMemory:
    """Return the arena allocator, or the default one where the arena cannot be reached."""
    try:
        return Arena(ctypes.CDLL(_binding.__file__))
    except (OSError, AttributeError):
        return DefaultMemory()


_memory = best_memory()


def best_way() -> Render:
    """Return the fastest function that works with the installed cmarkgfm.

    This is the call through the C library if it gives the same HTML as the public function, else the public function.
    """
    options, extensions = FOOTNOTES | SMART | UNSAFE, ("table", "strikethrough", "autolink", "tasklist")
    expected = markdown_to_html_with_extensions(SAMPLE, options, extensions)
    try:
        _lib.cmark_gfm_core_extensions_ensure_registered()
        return _directly if _directly(SAMPLE, options, extensions) == expected else _publicly
    except Exception:  # a name is missing or a signature has changed: the public function works in any case
        return _publicly


def _publicly(text: str, options: int, extensions: Sequence[str]) -> str:
    rendered: str = markdown_to_html_with_extensions(text, options, extensions)
    return rendered


_render = best_way()
