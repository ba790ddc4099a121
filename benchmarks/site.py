"""How long the whole site takes to build, how large its pages and its search index are.

Run: ``python -m benchmarks.site``; the targets are 20 s, 60 KB for the HTML of a page, 600 KB for the index.
"""

from __future__ import annotations

import gzip
import tempfile
import time
from pathlib import Path

from quizgen.workflows.build_site import build_site

ROOT = Path(__file__).parents[1]
LARGEST = 5


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as scratch:
        wall = time.perf_counter()
        built = build_site(ROOT / "mkdocs.yml", Path(scratch, "site"))
        wall = time.perf_counter() - wall
        print(f"{built.pages} pages, {built.size / 1e6:.1f} MB: {wall:.1f} s (target: under 20 s)")
        pages = sorted(built.folder.rglob("*.html"), key=lambda path: path.stat().st_size, reverse=True)
        for path in [*pages[:LARGEST], built.folder / "assets" / "search-index.js"]:
            text = path.read_bytes()
            name = path.relative_to(built.folder).as_posix()
            print(f"{name}: {len(text) / 1000:.0f} KB, {len(gzip.compress(text)) / 1000:.0f} KB compressed")
    print("target: a page under 60 KB, the index under 600 KB")


if __name__ == "__main__":
    main()
