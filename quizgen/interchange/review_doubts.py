"""What in a review workbook lets a score be seen as other than it is, with what else speaks of scores."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from quizgen.interchange.cells import Cell, CellKind, cell_name
from quizgen.interchange.looks import Looks
from quizgen.interchange.review_layout import ReviewLayout
from quizgen.interchange.sheet_edit import SheetEdit
from quizgen.interchange.sheet_looks import SheetLooks
from quizgen.interchange.subjects import Doubt, Mention
from quizgen.interchange.workbook import Workbook
from quizgen.model.review import ReviewColumn

SPEAKS = re.compile("成绩|得分|分数|总分|核验码|知识测试")
"""Words by which something beside ours speaks of scores."""
SAYS_POINTS = re.compile(r"\d\s*分")


class ReviewDoubts:
    """Looks at the sheet of a review workbook; ``places`` are the columns of ours that exist."""

    def __init__(
        self, workbook: Workbook, layout: ReviewLayout, looks: Looks, sheet: SheetLooks, edit: SheetEdit
    ) -> None:
        self._workbook = workbook
        self._layout = layout
        self._looks = looks
        self._sheet = sheet
        self._edit = edit

    def of_columns(self, places: Mapping[ReviewColumn, int], widest: int) -> Iterator[Doubt]:
        """What is wrong with whole columns, or with their headings; ``widest`` score in characters."""
        wanted = {**{column.value: place for column, place in places.items()}, "编号": self._layout.number}
        for name, place in {**wanted, "姓名": self._layout.name}.items():
            needed = max(3.0, widest + 0.3) if name == ReviewColumn.SCORE.value else 3.0
            where = self._where(place, self._layout.top)
            faults = [
                self._sheet.column_fault(place, needed),
                self._style_fault(place, self._layout.top, None),
            ]
            yield from (Doubt(where, f"{name}：{fault}") for fault in faults if fault)
        if fault := self._sheet.row_fault(self._layout.top):
            yield Doubt(self._where(self._layout.number, self._layout.top), f"表头：{fault}")

    def of_row(self, row: int, cells: Sequence[tuple[int, Cell | None]]) -> Iterator[Doubt]:
        """What is wrong with a person's row, or with the cells of it that are ours or say who it is."""
        if fault := self._sheet.row_fault(row):
            yield Doubt(self._where(self._layout.number, row), fault)
        for place, cell in cells:
            faults = [*self._sheet.cell_faults((place, row)), self._style_fault(place, row, cell)]
            if (
                cell is not None
                and cell.kind is CellKind.NUMBER
                and cell.text == "0"
                and self._sheet.hides_zero()
            ):
                faults.append("这张工作表不显示零")
            if self._edit.has_runs(place, row) or self._workbook.has_runs(
                self._edit.shared_index(place, row)
            ):
                faults.append("格子里的字分成几种样子")
            yield from (Doubt(self._where(place, row), fault) for fault in faults if fault)

    def mentions(self, ours: Sequence[int], rows: frozenset[int]) -> Iterator[Mention]:
        """Everything that speaks of scores but the cells of ours in the rows of people."""
        headings = range(self._layout.top, self._layout.bottom + 1)
        for one in self._workbook.sheets:
            main = one == self._layout.sheet
            for row in self._layout.rows if main else self._workbook.rows(one):
                for cell in row.cells:
                    own = main and cell.column in ours and (row.number in rows or row.number in headings)
                    if not own and cell.kind is CellKind.TEXT and SPEAKS.search(cell.text):
                        where = f"{one.name}!{cell_name(cell.column, row.number)}"
                        yield Mention(where, cell.text, heading=main and row.number in headings)
        for place, text in self._sheet.asides():
            if SPEAKS.search(text) or SAYS_POINTS.search(text):
                yield Mention(f"{self._layout.sheet.name}（{place}）", text)

    def _style_fault(self, place: int, row: int, cell: Cell | None) -> str:
        text = "" if cell is None else cell.text
        number = cell is not None and cell.kind is CellKind.NUMBER
        date = cell is not None and cell.kind is CellKind.DATE
        style = self._edit.style(place, row)
        if number and place == self._layout.number:
            return self._looks.of(style).unseen
        return self._looks.fault(style, text, number=number, date=date)

    def _where(self, place: int, row: int) -> str:
        return f"{self._layout.sheet.name}!{cell_name(place, row)}"
