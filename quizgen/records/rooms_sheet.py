"""Rooms kept as a table: its rows become the data that ``rooms.yaml`` would hold, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quizgen.errors import Problem, Spot
from quizgen.markup.words import plain
from quizgen.model.base import Way
from quizgen.model.rules.rooms import Z001
from quizgen.office.cells import Row, spot_of
from quizgen.office.kept_tables import TextTable, open_kept_table

_ROOM_HEADS: Mapping[str, tuple[str, ...]] = {
    "name": ("考场", "考场名", "考场名称", "考场号", "教室", "房间", "试室"),
    "rows": ("排数", "行数", "排", "几排"),
    "columns": ("列数", "列", "几列", "每排座位", "每排座位数", "每排人数"),
    "order": ("编排", "次序", "排法", "编排方式", "座位次序"),
    "door": ("门", "门口", "门的位置"),
    "place": ("地点", "位置", "考场地点"),
    "staff": ("监考", "监考人", "监考员", "监考人员"),
    "broken": ("坏座位", "坏座", "损坏座位", "不用的座位"),
    "kept": ("备用座位", "预留座位", "留空座位"),
}
_PERSON_HEADS: Mapping[str, tuple[str, ...]] = {
    "number": ("编号", "考号", "准考证号"),
    "room": ("考场", "考场名", "考场名称", "考场号"),
    "seat": ("座位", "座位号", "指定座位"),
    "near": ("靠近", "要求", "座位要求"),
    "large": ("大字", "大字卷", "大字试卷"),
}
_NEEDED = ("name", "rows", "columns")
_LISTS = frozenset({"staff", "broken", "kept"})
_BETWEEN = re.compile(r"[、，,；;\s]+")
_HEADING_WITHIN = 8
_YES, _NO = frozenset({"是", "√", "要", "对", "1"}), frozenset({"否", "×", "不要", "", "0"})
_WORDS = frozenset(word for words in (*_ROOM_HEADS.values(), *_PERSON_HEADS.values()) for word in words)


@dataclass
class RoomsTable:
    """The data of a table; ``rows`` says for the n-th room or person where they stand."""

    shown_as: str
    data: dict[str, Any] = field(default_factory=lambda: {"rooms": [], "people": []})
    rows: dict[Way, Spot] = field(default_factory=dict)
    lines: dict[Way, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def fault(self, way: Way, rule: str, message: str, hint: str) -> Problem:
        """A fault in the row where the room or person stands."""
        spot = self.rows.get(way[:2], Spot())
        return Problem(self.shown_as, self.lines.get(way[:2]), rule, message, hint, spot=spot)


def read_rooms_table(path: Path, shown_as: str) -> RoomsTable:
    """The rooms of a table (.xlsx, .xls, .ods, .csv), the people of a further sheet. Rule Z001.

    Raises CannotRead, RefusedFile.
    """
    table = RoomsTable(shown_as)
    book = open_kept_table(path, shown_as, lambda text: plain(text) in _WORDS)
    if isinstance(book, TextTable):
        _take(table, "", book.rows, book)
    else:
        for sheet in book.sheets:
            _take(table, sheet.name, list(book.rows(sheet)), None)
    if not table.data["rooms"]:
        heads = "考场、排数、列数，还可以有地点、门、编排、坏座位、备用座位、监考"
        table.problems.append(Problem(shown_as, None, Z001.id, "没有找到考场的表头", f"第一行写：{heads}"))
    return table


def _take(table: RoomsTable, sheet: str, rows: Sequence[Row], text: TextTable | None) -> None:
    for at, row in enumerate(rows[:_HEADING_WITHIN]):
        words = {cell.column: plain(cell.seen) for cell in row.cells}
        found = _columns(words, _ROOM_HEADS)
        if all(key in found for key in _NEEDED):
            _entries(table, "rooms", found, sheet, rows[at + 1 :], text)
            return
        found = _columns(words, _PERSON_HEADS)
        if "number" in found and len(found) > 1:
            _entries(table, "people", found, sheet, rows[at + 1 :], text)
            return


def _columns(words: Mapping[int, str], heads: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    return {key: column for key, known in heads.items() for column, word in words.items() if word in known}


def _entries(  # noqa: PLR0913, PLR0917 - where the rows are from
    table: RoomsTable,
    kind: str,
    columns: Mapping[str, int],
    sheet: str,
    rows: Sequence[Row],
    text: TextTable | None,
) -> None:
    for row in rows:
        cells = {cell.column: cell.seen.strip() for cell in row.cells}
        entry = {key: cells.get(column, "") for key, column in columns.items()}
        if not entry["name" if kind == "rooms" else "number"]:
            continue
        way = (kind, len(table.data[kind]))
        if text is None:
            table.rows[way] = spot_of(sheet, min(columns.values()), row.number)
        else:
            table.lines[way] = text.records[row.number].line
        table.data[kind].append(dict(_typed(entry)))


def _typed(entry: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    """The values as YAML would have them; what is empty is left out."""
    for key, text in entry.items():
        words = plain(text)
        if key == "large":
            yield key, True if words in _YES else False if words in _NO else text
        elif not text:
            continue
        elif key in _LISTS:
            yield key, [one for one in _BETWEEN.split(text) if one]
        elif key in {"rows", "columns"} and words.isdigit():
            yield key, int(words)
        else:
            yield key, text
