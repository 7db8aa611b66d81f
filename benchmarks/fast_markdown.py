"""Measure Python-Markdown with and without the fast parts on the articles of a folder, in milliseconds per article.

    python benchmarks/fast_markdown.py FOLDER [--every N] [--rounds N] [--language TAG]

It measures CPU time of one process. In every round each article is converted by both, one after the other. The least
time of each counts, because other load of a machine only adds time. The HTML of both must be the same.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from statistics import median

import frontmatter

from newsprint.config.site import MarkdownSettings
from newsprint.markdown.engines.python_markdown import PythonMarkdown
from newsprint.markdown.limits import BodyError


def main() -> None:
    """Measure, and print a small table."""
    options = arguments()
    paths = sorted(options.folder.rglob("*.md"))[:: options.every]
    articles = [(path, text) for path in paths if (text := frontmatter.load(str(path)).content).strip()]
    if not articles:
        raise SystemExit(f"no article in {options.folder} contains text")
    engines = {
        "plain": PythonMarkdown(MarkdownSettings(), options.language, fast=False),
        "fast": PythonMarkdown(MarkdownSettings(), options.language),
    }
    least = {name: [float("inf")] * len(articles) for name in engines}
    for _ in range(options.rounds):
        for number, (path, text) in enumerate(articles):
            written = set()
            for name, engine in engines.items():
                seconds, html = timed(engine, text)
                least[name][number] = min(least[name][number], seconds)
                written.add(html)
            if len(written) > 1:
                raise SystemExit(f"{path} gives different HTML")
    characters = sum(len(text) for _, text in articles) // len(articles)
    print(f"{len(articles)} articles of {characters:,} characters on average, {options.rounds} rounds, the same HTML")
    print(f"{'':8}{'mean ms':>10}{'median ms':>12}")
    for name, times in least.items():
        print(f"{name:8}{sum(times) / len(times) * 1e3:10.3f}{median(times) * 1e3:12.3f}")
    ratios = [fast / plain for plain, fast in zip(least["plain"], least["fast"], strict=True)]
    print(f"fast / plain: {sum(least['fast']) / sum(least['plain']):.3f} in all, {median(ratios):.3f} in the median")


def timed(engine: PythonMarkdown, text: str) -> tuple[float, str]:
    """Return the CPU seconds of one conversion, and the HTML."""
    start = time.process_time()
    try:
        html = engine.render(text)
    except BodyError as error:
        html = str(error)
    return time.process_time() - start, html


def arguments() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder of Markdown files with front matter")
    parser.add_argument("--every", type=int, default=1, help="use only every Nth file (default: 1)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--language", default="en")
    return parser.parse_args()


if __name__ == "__main__":
    main()
