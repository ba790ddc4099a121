"""Scans that do not go as they should: sheets of other exams, broken-off reading, one sheet for two."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import cv2
import numpy
import pytest

from quizgen.errors import CannotWrite
from quizgen.model.ledger import Stamp
from quizgen.workflows.scanning.scan import ScanOrder, scan_exam
from tests.found import things_below
from tests.records.made import NOON
from tests.scan.exam import rows, rules, scan, scan_sheet, two_at_three
from tests.tool import quizgen


def test_a_sheet_of_an_exam_beside_is_named_with_it(printed: Path, scans: Path, tmp_path: Path) -> None:
    shutil.copytree(printed, tmp_path / "2026-autumn")
    shutil.copytree(printed, tmp_path / "damaged")
    (tmp_path / "damaged" / "exam.yaml").write_text("{", encoding="utf-8")
    bank, roster = printed.parent / "bank", printed.parent / "roster.csv"
    other = tmp_path / "other"
    new = ("exam", "new", other, "--blueprint", "small", "--bank", bank, "--no-cache", "--roster", roster)
    assert quizgen(*new, "--mode", "reordered", "--forms", 2, "--date", "2026-12-02").status == 0
    assert quizgen("exam", "build", other, "--only", "sheets", "--jobs", 1).status == 0
    told = scan(other, scans / "01.png", sheet_of_another_system(tmp_path))
    assert "不是这次考试的 2 页" in told.out, told.err
    assert "01.png：是“" in told.out
    assert "”（2026-autumn）的答题卡，试卷 A" in told.out
    assert "nops.png：不是答题卡" in told.out


def sheet_of_another_system(folder: Path) -> Path:
    """A page that looks like the sheet of R/exams: crosses in the corners, boxes in columns, bars of ink."""
    page = numpy.full((1754, 1240), 255, numpy.uint8)
    for x, y in ((90, 90), (1150, 90), (90, 1660), (1150, 1660)):
        cv2.line(page, (x - 30, y), (x + 30, y), 0, 3)
        cv2.line(page, (x, y - 30), (x, y + 30), 0, 3)
    for column in range(3):
        for row in range(15):
            for box in range(5):
                x, y = 180 + 330 * column + 48 * box, 560 + 62 * row + 20 * (row // 5)
                cv2.rectangle(page, (x, y), (x + 26, y + 26), 0, 2)
                if box == (row * 3 + column) % 5:
                    cv2.line(page, (x, y), (x + 26, y + 26), 60, 4)
                    cv2.line(page, (x + 26, y), (x, y + 26), 60, 4)
    cv2.imwrite(str(folder / "nops.png"), page)
    return folder / "nops.png"


@pytest.mark.skipif(os.name == "nt", reason="no resource limits there")
@pytest.mark.parametrize("how", ["interrupted", "disk full"])
def test_what_breaks_off_loses_no_page(
    how: str, printed: Path, scans: Path, once_read: tuple[Path, str], tmp_path: Path
) -> None:
    import resource  # noqa: PLC0415 - only where there is one
    import signal  # noqa: PLC0415

    exam = shutil.copytree(printed, tmp_path / "exam")
    before = things_below(exam)

    def breaks_off(done: int, _total: int) -> None:
        if how == "interrupted" and done == 3:
            raise KeyboardInterrupt

    order = ScanOrder(exam, (scans,), Stamp(time=NOON, by="张三", tool="quizgen 0"))
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    kept = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        if how == "disk full":
            resource.setrlimit(resource.RLIMIT_FSIZE, (2000, limit[1]))
        with pytest.raises((KeyboardInterrupt, CannotWrite)):
            scan_exam(order, breaks_off)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, kept)
    assert things_below(exam) == before
    assert scan(exam, scans).out.splitlines()[0] == once_read[1].splitlines()[0]
    assert rows(exam) == rows(once_read[0])
    assert rules(exam) == []


def test_two_people_on_one_sheet_are_asked_about(read_exam: Path, tmp_path: Path) -> None:
    """Another person's 编号 on the same copy of the sheet of form A: both are taken, neither is dropped."""
    other = scan_sheet(read_exam, "A", "202605", two_at_three, tmp_path / "shared.png")
    told = scan(read_exam, other)
    assert "有答题卡的 5 人" in told.out
    assert rows(read_exam)["202605"]["3"] == "?"
    assert rows(read_exam)["202601"]["3"] != "?"


def test_a_changed_record_of_a_sheet_is_not_read_by(read_exam: Path, scans: Path) -> None:
    path = read_exam / "sheets" / "A.json"
    path.chmod(0o600)
    path.write_text(path.read_text(encoding="utf-8")[:-40], encoding="utf-8")
    before = (read_exam / "scans" / "pages.jsonl").read_bytes()
    shutil.copy(scans / "03.png", read_exam.parent / "new.png")
    with (read_exam.parent / "new.png").open("ab") as file:
        file.write(b"\0")
    run = scan(read_exam, read_exam.parent / "new.png")
    assert (run.status, "A.json 读不懂，被改动过" in run.err) == (1, True)
    assert (read_exam / "scans" / "pages.jsonl").read_bytes() == before
