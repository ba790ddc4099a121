"""How far a large file has been read is told while it is read, and never goes back."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from quizgen.interchange.columns.reading import read_bank_table
from quizgen.interchange.text_file import text_document
from quizgen.interchange.understand.whole import understand
from quizgen.workflows.bank_import.look import look_at_files
from quizgen.workflows.bank_import.order import ImportOrder

MANY = 600


def text() -> str:
    return "\n".join(f"{at}. 第 {at} 件事对不对？\nA. 对的\nB. 不对的\n答案：A" for at in range(1, MANY + 1))


def grows(told: list[float]) -> bool:
    return len(told) > 5 and told == sorted(told) and told[0] >= 0 and told[-1] <= 1


def test_a_text_tells_how_far_it_is() -> None:
    told: list[float] = []
    assert len(understand(text_document(text(), "题.txt"), told.append).drafts) == MANY
    assert grows(told)


def test_a_table_tells_how_far_it_is(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(("题干", "选项A", "选项B", "答案"))
    for at in range(MANY):
        sheet.append((f"第 {at} 件事？", "对的", "不对的", "A"))
    book.save(tmp_path / "题.xlsx")
    told: list[float] = []
    assert len(read_bank_table(tmp_path / "题.xlsx", "题.xlsx", on_share=told.append).drafts) == MANY
    assert grows(told)


def test_an_import_tells_it_in_steps_of_a_hundredth(tmp_path: Path) -> None:
    (tmp_path / "题.txt").write_text(text(), encoding="utf-8")
    told: list[tuple[int, int]] = []
    look_at_files(ImportOrder((tmp_path / "题.txt",)), lambda done, whole: told.append((done, whole)))
    assert told[0] == (0, 200)
    assert told[-1] == (200, 200)
    assert len(told) > 8
