"""What Lighthouse says of three pages of the site, with the bytes of a first visit.

Run: ``python -m benchmarks.lighthouse [PAGE …]``; the targets are 95 in every column and 120 KB. The site is
built anew and served from this machine with gzip, as a web server would. Lighthouse acts a slow phone; each
page is measured twice, with Lighthouse's default slowdown, which supposes a fast desktop, then with the one
that suits this machine. Other work on the machine shows in the first column.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import json
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any

from quizgen.workflows.site.build import build_site

ROOT = Path(__file__).parents[1]
PROGRAM = ROOT / "build" / "browsers" / "node_modules" / ".bin" / "lighthouse"
PAGES = ("index.html", "zeren.html", "chuzhi-duizhao.html")
CATEGORIES = ("performance", "accessibility", "best-practices")
DEFAULT = 4.0
"""How much slower than the machine Lighthouse makes the phone: right for an index of about 1500."""
STEPS = ((150.0, 1.0), (1300.0, 3.0), (1533.0, 4.0), (1766.0, 5.0), (2000.0, 6.0))
"""Lighthouse's index of a machine with the slowdown that suits it, from the Lighthouse CPU throttling
calculator; below 1300 a straight line of our own down to no slowdown at 150."""
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
)


class _Zipped(SimpleHTTPRequestHandler):
    """Serves a folder compressed and says nothing about it."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with the whole file."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        body = gzip.compress(path.read_bytes())
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


@contextmanager
def zipped(folder: Path) -> Iterator[str]:
    """The address of a folder on this machine, served with gzip, ending in a slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Zipped, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def report(address: str, scratch: Path, slowdown: float) -> dict[str, Any]:
    """What Lighthouse says of one page on a processor ``slowdown`` times slower than this one."""
    target = scratch / "report.json"
    command = [str(PROGRAM), address, "--quiet", "--output=json", f"--output-path={target}"]
    command += [f"--only-categories={','.join(CATEGORIES)}", f"--throttling.cpuSlowdownMultiplier={slowdown}"]
    command += [f"--chrome-flags={FLAGS}"]
    environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or "chromium"}
    subprocess.run(command, check=True, cwd=scratch, env=environment)
    found: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    return found


def calibrated(index: float) -> float:
    """How many times slower than this machine the middling phone is, by Lighthouse's index of the machine."""
    return float(max(1.0, round(interp(index, STEPS), 1)))


def interp(value: float, steps: tuple[tuple[float, float], ...]) -> float:
    """The value read off a broken line, its ends held beyond them."""
    for (left, low), (right, high) in pairwise(steps):
        if value < right:
            return low + max(0.0, value - left) / (right - left) * (high - low)
    return steps[-1][1]


def show(page: str, found: dict[str, Any], slowdown: float) -> None:
    """One line for a page, with a line for each thing that is plainly wrong."""
    points = [f"{name} {100 * found['categories'][name]['score']:.0f}" for name in CATEGORIES]
    weight = found["audits"]["total-byte-weight"]["numericValue"] / 1000
    print(f"{page} (slowdown {slowdown:g}): {', '.join(points)}; first visit {weight:.0f} KB", flush=True)
    for audit in found["audits"].values():
        if audit["score"] == 0 and audit["scoreDisplayMode"] == "binary":
            print(f"  {audit['id']}: {audit['title']}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*", default=PAGES)
    pages = parser.parse_args().pages
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        build_site(ROOT / "mkdocs.yml", scratch / "site")
        with zipped(scratch / "site") as base:
            for page in pages:
                found = report(base + page, scratch, DEFAULT)
                show(page, found, DEFAULT)
                index = found["environment"]["benchmarkIndex"]
                slowdown = calibrated(index)
                print(
                    f"  this machine: {index:.0f} of Lighthouse's index, the phone {slowdown:g} times slower"
                )
                show(page, report(base + page, scratch, slowdown), slowdown)
    print("target: 95 each, 120 KB")


if __name__ == "__main__":
    main()
