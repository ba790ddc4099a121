"""What Lighthouse says of three pages of the site, with the bytes of a first visit.

Run: ``python -m benchmarks.lighthouse [PAGE …]``; the targets are 95 in every column and 120 KB. The site is
built anew and served from this machine with gzip, as a web server would. Lighthouse acts the slow phone that
it acts by default (simulated throttling), so what else the machine does shows in the first column.
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
from pathlib import Path

from quizgen.workflows.build_site import build_site

ROOT = Path(__file__).parents[1]
PROGRAM = ROOT / "build" / "browsers" / "node_modules" / ".bin" / "lighthouse"
PAGES = ("index.html", "zeren.html", "chuzhi-duizhao.html")
CATEGORIES = ("performance", "accessibility", "best-practices")
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


def judged(address: str, scratch: Path) -> tuple[list[int], float]:
    """The points of one page in each category, of 100, with the kilobytes of a first visit."""
    report = scratch / "report.json"
    command = [str(PROGRAM), address, "--quiet", "--output=json", f"--output-path={report}"]
    command += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={FLAGS}"]
    environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or "chromium"}
    subprocess.run(command, check=True, cwd=scratch, env=environment)
    found = json.loads(report.read_text(encoding="utf-8"))
    points = [round(100 * found["categories"][name]["score"]) for name in CATEGORIES]
    for audit in found["audits"].values():
        if audit["score"] is not None and audit["score"] < 1 and audit["scoreDisplayMode"] == "binary":
            print(f"  {audit['id']}: {audit['title']}")
    return points, found["audits"]["total-byte-weight"]["numericValue"] / 1000


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
                points, weight = judged(base + page, scratch)
                said = ", ".join(f"{one} {point}" for one, point in zip(CATEGORIES, points, strict=True))
                print(f"{page}: {said}; first visit {weight:.0f} KB", flush=True)
    print("target: 95 each, 120 KB")


if __name__ == "__main__":
    main()
