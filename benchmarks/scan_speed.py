"""How fast a scanner's PDF is read, its pages kept as small pictures: pages a second, memory, two processes.

Run: ``python -m benchmarks.scan_speed [--pages 60]``. The targets are 10 pages a second of processor time at
200 dpi, less than 200 MB, twice as much work done by two processes.
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy
import pikepdf
from PIL import Image

from quizgen.model.sheet import SheetGeometry
from quizgen.render.typst_pdf import Printer
from tests.render.samples import CADRE_80, made_up_paper
from tests.scan.made import printed_sheet
from tools.scans.people import empty_layer, fill_in
from tools.scans.scanners import Scanner, take

DIFFERENT, DPI = 6, 200


def scanner_pdf(path: Path, pages: int) -> SheetGeometry:
    """A PDF as a scanner writes it: JPEG pages at 200 dpi, six different ones over and over."""
    sheet = printed_sheet(Printer(), made_up_paper(CADRE_80, seed=3), 12, 8)
    document = pikepdf.new()
    images = []
    for number in range(min(DIFFERENT, pages)):
        dice = numpy.random.default_rng(number)
        layer = empty_layer(sheet.geometry)
        fill_in(sheet.geometry, 1, "realistic", layer, dice)
        grey = take(sheet.pages[0], layer, Scanner(dpi=DPI, angle=0.3, jpeg=0), dice).picture
        out = io.BytesIO()
        Image.fromarray(grey).save(out, "JPEG", quality=85)
        image = pikepdf.Stream(document, out.getvalue())
        image["/Type"], image["/Subtype"] = pikepdf.Name("/XObject"), pikepdf.Name("/Image")
        image["/Width"], image["/Height"] = grey.shape[1], grey.shape[0]
        image["/ColorSpace"], image["/BitsPerComponent"] = pikepdf.Name("/DeviceGray"), 8
        image["/Filter"] = pikepdf.Name("/DCTDecode")
        images.append(document.make_indirect(image))
    for number in range(pages):
        page = document.add_blank_page(page_size=(595, 842))
        page["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=images[number % len(images)]))
        page["/Contents"] = pikepdf.Stream(document, b"q 595 0 0 842 0 0 cm /Im0 Do Q")
    document.save(path)
    return sheet.geometry


def started(path: Path, geometry: Path, part: int, parts: int) -> subprocess.Popen[str]:
    """A process that reads its share of the pages."""
    command = [
        sys.executable,
        "-m",
        "benchmarks.scan_worker",
        str(path),
        str(geometry),
        str(part),
        str(parts),
    ]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")


def ended(process: subprocess.Popen[str]) -> dict[str, float]:
    """What it counted."""
    out, _ = process.communicate()
    counted: dict[str, float] = json.loads(out)
    return counted


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=60)
    pages: int = parser.parse_args().pages
    with tempfile.TemporaryDirectory() as folder:
        path, geometry = Path(folder) / "a.pdf", Path(folder) / "a.json"
        geometry.write_text(scanner_pdf(path, pages).model_dump_json(), encoding="utf-8")
        one = ended(started(path, geometry, 0, 1))
        print(f"一个进程：{one['pages']} 页，每页 {one['seconds'] / pages * 1000:.0f} 毫秒处理器时间，")
        print(f"每秒 {pages / one['seconds']:.1f} 页，内存最多 {one['megabytes']:.0f} MB")
        start = time.perf_counter()
        two = [ended(each) for each in [started(path, geometry, part, 2) for part in (0, 1)]]
        wall = time.perf_counter() - start
        read, busy = (sum(each[what] for each in two) for what in ("pages", "seconds"))
        print(f"两个进程：{read} 页，每页合计 {busy / pages * 1000:.0f} 毫秒处理器时间，")
        print(f"钟上每秒 {pages / wall:.1f} 页（连同启动）")


if __name__ == "__main__":
    main()
