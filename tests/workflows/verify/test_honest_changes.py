"""Ordinary work on a copy that scores were attached to is no fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, Side

from tests.workflows.review.attached import BOOK, prepare_attached, verify_attached


def _filled(page: Any) -> None:
    """Other columns filled, further ones beside the scores, a note at another cell."""
    page["C2"], page["L1"], page["L2"], page["M1"], page["M2"] = "新单位", "备注", "已阅", "年龄", 45
    page["C3"].comment = Comment("核过单位，用了5分钟", "甲")


def _dressed(page: Any) -> None:
    """Other widths, letters, borders."""
    for letter, width in zip("ABCDEFGHIJK", (12, 8, 20, 6, 7, 7, 14, 12, 12, 8, 12), strict=True):
        page.column_dimensions[letter].width = width
    for row in page.iter_rows(min_row=1, max_row=4):
        for cell in row:
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            cell.border = Border(left=Side(style="thin"))
            cell.font = Font(name="仿宋_GB2312", size=14)


def _sorted(page: Any) -> None:
    """The people in the other order."""
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2, max_row=4)]
    for number, row in enumerate(reversed(rows), 2):
        for column, value in enumerate(row, 1):
            page.cell(number, column).value = value


def _with_another(page: Any) -> None:
    """A sheet of something else, with words that only resemble points."""
    other = page.parent.create_sheet("考勤")
    other["A1"], other["B1"], other["C1"] = "姓名", "缺勤", "十分重要，部分人百分之八十"
    other["A2"], other["B2"] = "测试甲", 10
    other.oddFooter.center.text = "第 &P 页，9:30分发"


@pytest.mark.parametrize("change", [_filled, _dressed, _sorted, _with_another])
def test_ordinary_work_is_no_fault(tmp_path: Path, change: Callable[[Any], None]) -> None:
    prepare_attached(tmp_path, cards=False)
    path = tmp_path / "out" / BOOK
    book = load_workbook(path)
    change(book.worksheets[0])
    book.save(path)
    run = verify_attached(tmp_path)
    assert "附上以后改动过" in run.out + run.err
    assert run.status == 0, run.out + run.err
