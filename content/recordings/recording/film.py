"""The film of a tide, drawn and encoded by Chromium (tide.js), and its poster."""

from base64 import b64decode
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import sync_playwright

from .webm import Frame, webm

SCRIPT = Path(__file__).with_name("tide.js")
FONTS = Path(__file__).parents[3] / "themes" / "gazette" / "assets" / "fonts"
SECONDS, RATE, BITRATE = 14, 15, 160_000
LOW_WATER = 12 * 60 + 38


def tide(chromium: str | None = None) -> tuple[bytes, bytes]:
    """Return the film as WebM, and the harbour at low water as WebP. ``chromium`` is the path of the browser."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(FONTS)))  # encoders want an origin
    Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
        page.evaluate("loadFonts('')")
        poster = b64decode(page.evaluate(f"poster({LOW_WATER})"))
        frames = page.evaluate(f"film({SECONDS}, {RATE}, {BITRATE})")
        browser.close()
    server.shutdown()
    found = [Frame(time, b64decode(data), key) for time, key, data in frames]
    return webm(found, 640, 360, SECONDS), poster


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and prints nothing."""

    def log_message(self, format: str, *arguments: object) -> None:
        """Print nothing."""
