"""cmark-gfm without its leak, and with the allocator that its own command uses.

The functions of cmarkgfm 2025.10.22 never release the tree and the HTML of a document: some 40 KB an article, 4 GB in
an archive of 100,000. The library has an arena, where a document's hundreds of small pieces lie one after the other and
are released together; a document takes a quarter fewer instructions there. cmarkgfm's binding does not name it; it is
called here through ctypes. Where its symbols cannot be reached (Windows), the binding's own way is taken, leak and all;
so it is if another release of cmarkgfm lacks one of the private names that are used here, or gives other HTML by them.
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
    """The HTML of ``text``. ``extensions`` are named as cmark-gfm names them; they are assumed to exist."""
    return _render(text, options, extensions)


def _directly(text: str, options: int, extensions: Sequence[str]) -> str:
    """The HTML of ``text`` by way of the C library's functions."""
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
    """Memory as the binding has it."""

    def __init__(self) -> None:
        self.lock = Lock()

    def parser(self, options: int) -> Any:
        """A new parser."""
        return _lib.cmark_parser_new(options)

    def release(self, parser: Any, size: int) -> None:
        """A text of ``size`` bytes is converted, and ``parser`` not needed any more."""
        _lib.cmark_parser_free(parser)


class Arena(DefaultMemory):
    """The library's arena. There is one in a process, so one thread at a time may convert: the lock is held for that.

    Its first piece has 4 MB, which some forty articles fill; releasing it after each of them would cost more than it
    saves.
    """

    ENOUGH = 128 * 1024  # bytes of text

    def __init__(self, library: ctypes.CDLL) -> None:
        """Raises AttributeError if the library does not show its arena."""
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
        """A new parser, which keeps all that it makes in the arena."""
        return _ffi.cast("cmark_parser *", self._new(options, self._allocator))

    def release(self, parser: Any, size: int) -> None:
        """See :class:`DefaultMemory`: ``parser`` goes with the arena, which is released if it holds enough."""
        self._size += size
        if self._size > self.ENOUGH:
            self._reset()
            self._size = 0


def best_memory() -> DefaultMemory:
    """The arena, where it can be reached."""
    try:
        return Arena(ctypes.CDLL(_binding.__file__))
    except (OSError, AttributeError):
        return DefaultMemory()


_memory = best_memory()


def best_way() -> Render:
    """The C library's functions, if they give what the binding's public function gives; else that function."""
    options, extensions = FOOTNOTES | SMART | UNSAFE, ("table", "strikethrough", "autolink", "tasklist")
    expected = markdown_to_html_with_extensions(SAMPLE, options, extensions)
    try:
        _lib.cmark_gfm_core_extensions_ensure_registered()
        return _directly if _directly(SAMPLE, options, extensions) == expected else _publicly
    except Exception:  # a name that is gone, another signature: whatever it is, the public function works
        return _publicly


def _publicly(text: str, options: int, extensions: Sequence[str]) -> str:
    rendered: str = markdown_to_html_with_extensions(text, options, extensions)
    return rendered


_render = best_way()
