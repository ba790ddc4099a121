"""One process that reads a share of a scanned file, for ``benchmarks.scan_speed``; it loads nothing else."""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path

from quizgen.model.scanned import PageOutcome
from quizgen.model.sheet import SheetGeometry
from quizgen.scan.crop import kept_jpeg
from quizgen.scan.files import page_count, page_pictures
from quizgen.scan.known import Sheets
from quizgen.scan.page import read_page
from quizgen.scan.picture import PagePicture


def run(path: Path, geometry_file: Path, part: int, parts: int) -> dict[str, float]:
    """Read every so-manieth page: how many were read, seconds of processor time, most memory in MB."""
    geometry = SheetGeometry.model_validate_json(geometry_file.read_text(encoding="utf-8"))
    sheets = Sheets({geometry.paper_id: geometry}.get, geometry)
    numbers = range(1 + part, page_count(path) + 1, parts)
    start, read, kept = time.process_time(), 0, 0
    for one in page_pictures(path, path.name, numbers):
        if isinstance(one, PagePicture):
            reading = read_page(one, sheets)
            kept += len(kept_jpeg(one, reading.sight))
            read += reading.outcome is PageOutcome.READ
    seconds = time.process_time() - start
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    most = re.search(r"VmHWM:\s+(\d+) kB", status)
    return {"pages": read, "seconds": seconds, "megabytes": int(most[1]) / 1024 if most else 0.0}


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))))
