"""The body of a Word document from top to bottom: paragraphs counted, tables cut into cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from quizgen.errors import WHOLE, Spot
from quizgen.model.rules.documents import D301, D304, D306, D312, D313, D314, D315
from quizgen.model.rules.office import W009
from quizgen.office.package import RefusedFile
from quizgen.office.word.inside.runs import RunReader
from quizgen.office.word.line import Glyphs, Told, WordLine, some_text
from quizgen.office.word.numbering import ListNumbering
from quizgen.office.word.parts import child, child_value, number_of, value
from quizgen.office.word.styles import InList, WordStyles, in_list_of, outline_of
from quizgen.office.xml_reading import local_name

MOST_LINES = 200_000
"""Paragraphs, those in tables too; a bank of 5,000 questions has 35,000."""
_MOST_CELLS = 60
"""Columns of a table that a cell may reach over."""
_WHITE = "FFFFFF"
_CONTENTS = "Table of Contents"

LineCell = list[WordLine]


@dataclass(slots=True)
class Lattice:
    """A table as it was read: rows of cells of lines."""

    rows: list[list[LineCell]]
    spot: Spot


WordRead = WordLine | Lattice
"""What stands in a body."""


@dataclass(slots=True)
class _Place:
    """Where lines are read: in a table or a box (``spot``), else in the body, where they are counted."""

    spot: Spot = WHOLE
    in_table: bool = False
    held: WordLine | None = None
    lines: list[WordRead] = field(default_factory=list)


class BodyReader:
    """Reads what stands in a body; ``told`` is what concerns no single line of it."""

    def __init__(self, shown_as: str, styles: WordStyles, numbering: ListNumbering, runs: RunReader) -> None:
        self._shown_as, self._styles, self._numbering, self._runs = shown_as, styles, numbering, runs
        self._seen = self._tables = self._lines = self._skipped = 0
        self.told: list[Told] = []

    def read(self, elements: Iterator[Any]) -> list[WordRead]:
        """Everything, in order."""
        place = _Place()
        self._blocks(elements, place)
        if self._skipped:
            self.told.append(Told(D312, f"目录的 {self._skipped} 行没有读"))
        return place.lines

    def _blocks(self, elements: Iterator[Any], place: _Place) -> None:
        for element in elements:
            match local_name(element):
                case "p":
                    self._paragraph(element, place)
                case "tbl":
                    self._table(element, place)
                case "sdt":
                    self._control(element, place)
                case "customXml" | "ins" | "moveTo":
                    self._blocks(iter(element), place)
                case "altChunk":
                    self.told.append(Told(D314, "文档里嵌着另一份文件，没有读", "在 Word 里另存一份再用"))
                case _:
                    pass

    def _control(self, element: Any, place: _Place) -> None:
        properties, content = child(element, "sdtPr"), child(element, "sdtContent")
        part = None if properties is None else child(properties, "docPartObj")
        if part is not None and child_value(part, "docPartGallery") == _CONTENTS and content is not None:
            self._skipped += sum(1 for one in content if local_name(one) == "p")
            return
        self._blocks(iter(()) if content is None else iter(content), place)

    def _paragraph(self, element: Any, place: _Place) -> None:
        self._lines += 1
        if self._lines > MOST_LINES:
            reason = f"段落超过 {MOST_LINES} 个"
            raise RefusedFile(self._shown_as, W009.id, reason, "拆成几份文件")
        properties = child(element, "pPr")
        name = None if properties is None else child_value(properties, "pStyle")
        style = self._styles.paragraph(name)
        line = self._runs.read(element, style)
        if line.contents:
            self._skipped += 1
            return
        line.heading = style.heading or 0
        in_list = style.in_list
        if properties is not None:
            if (level := outline_of(properties)) is not None:
                line.heading = level
            own = in_list_of(properties)
            in_list = InList(
                own.list_id if own.list_id is not None else in_list.list_id,
                own.level if own.level is not None or own.list_id is not None else in_list.level,
            )
            line.joined = _mark_deleted(properties)
        if place.held is not None:
            _go_on(place.held, line)
            place.held = None
        if line.joined:
            place.held = line
            return
        self._number(line, in_list, name)
        self._place(line, place)

    def _number(self, line: WordLine, in_list: InList, style: str | None) -> None:
        if in_list.list_id in {None, "0"}:
            return
        level = self._numbering.level_of(in_list, style)
        line.number = self._numbering.next(in_list.list_id or "", level)

    def _place(self, line: WordLine, place: _Place) -> None:
        if place.spot == WHOLE:
            self._seen += line.is_seen
            line.spot = Spot(paragraph=f"第 {max(self._seen, 1)} 段")
        else:
            line.spot = place.spot
        _tell_of_text(line, in_table=place.in_table)
        place.lines.append(line)
        for box in line.boxes:
            spot = Spot(paragraph=f"{line.spot.paragraph}旁的文本框")
            inside = _Place(spot, place.in_table)
            self._blocks(iter(box), inside)
            if said := some_text([one.text for one in _lines_of(inside.lines)]):
                line.told.append(Told(D304, f"文本框里的字接在这一段后面读：“{said}”", "核对次序"))
            place.lines += inside.lines

    def _table(self, element: Any, place: _Place) -> None:
        nested = place.in_table
        if not nested:
            self._tables += 1
        spot = place.spot if nested else Spot(paragraph=f"第 {self._tables} 个表格")
        rows = list(self._rows(element, spot, nested=nested))
        cells = [cell for row in rows for cell in row]
        if nested or len(cells) == 1:
            lines = [line for cell in cells for line in cell]
            place.lines += lines
            if nested and lines:
                lines[0].told.append(Told(D313, "表格里的表格，照一段一段的文字读", "核对次序"))
        elif cells:
            place.lines.append(Lattice(rows, spot))

    def _rows(self, table: Any, spot: Spot, *, nested: bool) -> Iterator[list[LineCell]]:
        number = 0
        for row in _through(table, "tr"):
            properties = child(row, "trPr")
            if properties is not None and child(properties, "del") is not None:
                self.told.append(Told(D301, f"{spot.paragraph}有删去的一行，没有读"))
                continue
            number += 1
            before = None if properties is None else number_of(child_value(properties, "gridBefore"))
            cells: list[LineCell] = [[] for _ in range(min(before or 0, _MOST_CELLS))]
            where = spot if nested else Spot(paragraph=f"{spot.paragraph}第 {number} 行")
            for cell in _through(row, "tc"):
                cells += self._cell(cell, where)
            yield cells

    def _cell(self, cell: Any, spot: Spot) -> list[LineCell]:
        """A cell with the empty ones that it reaches over."""
        properties = child(cell, "tcPr")
        inside = _Place(spot, in_table=True)
        self._blocks(iter(cell), inside)
        lines = list(_lines_of(inside.lines))
        span = 1
        if properties is not None:
            span = number_of(child_value(properties, "gridSpan")) or 1
            merged = [
                found for name in ("vMerge", "hMerge") if (found := child(properties, name)) is not None
            ]
            if any(value(one) != "restart" for one in merged) and not any(one.is_seen for one in lines):
                lines = []
        return [lines, *([] for _ in range(min(span, _MOST_CELLS) - 1))]


def _lines_of(read: list[WordRead]) -> Iterator[WordLine]:
    for one in read:
        if isinstance(one, WordLine):
            yield one
        else:
            yield from (line for row in one.rows for cell in row for line in cell)


def _through(element: Any, name: str) -> Iterator[Any]:
    """The rows of a table, or the cells of a row, those in controls and changes too."""
    for one in element:
        if local_name(one) == name:
            yield one
        elif local_name(one) in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
            yield from _through(one, name)


def _mark_deleted(properties: Any) -> bool:
    mark = child(properties, "rPr")
    return mark is not None and any(local_name(one) in {"del", "moveFrom"} for one in mark)


def _go_on(before: WordLine, line: WordLine) -> None:
    """Put a line whose end was deleted in front of the one that goes on."""
    for name in ("pieces", "floating", "boxes", "inserted", "deleted", "hidden", "struck", "told"):
        getattr(line, name)[:0] = getattr(before, name)


def _tell_of_text(line: WordLine, *, in_table: bool) -> None:
    inserted, deleted = some_text(line.inserted), some_text(line.deleted)
    changes = [f"{word}“{text}”" for word, text in (("添", inserted), ("删", deleted)) if text]
    if changes:
        line.told.insert(
            0, Told(D301, f"有修订，照接受以后的读：{'，'.join(changes)}", "接受或拒绝以后再核对")
        )
    texts = (one for one in line.pieces if isinstance(one, Glyphs))
    white = [] if in_table else [one.text for one in texts if _is_white(one)]
    if unseen := some_text([*line.hidden, *white]):
        line.told.append(Told(D306, f"看不见的字也读了：“{unseen}”", "核对这道题"))
    if struck := some_text(line.struck):
        line.told.append(Told(D315, f"划掉的字也读了：“{struck}”", "不要的请删去"))


def _is_white(piece: Glyphs) -> bool:
    return piece.looks.colour == _WHITE and not piece.looks.painted
