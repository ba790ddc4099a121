"""Whom a review form (.docx) is about, read from its tables and lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from quizgen.markup.words import plain

_LABELS = frozenset(
    {
        *("编号", "姓名", "单位", "职务", "性别", "部门", "岗位", "职级", "民族", "籍贯", "学历", "日期"),
        *("年度", "考核年度", "出生年月", "政治面貌", "任职时间"),
    }
)
"""Labels of the form itself, never a person's name or number."""
_COLONS = "：:"
_NOT_MINE = frozenset({"Fallback", "del", "moveFrom"})
_LABEL = r"[\s　]*[编单职性部日年岗][\s　]*[号位务别门期度][\s　]*[:：]"
_NEXT_LABEL = rf"(?=[\s　]{{2,}}|\t|{_LABEL}|[，,；;。]|$)"
_LINES = {
    "编号": re.compile(r"(?<![\w〕\]）)])编[\s　]*号[\s　]*[:：][ \t　_＿]*([^\s　，,；;。_＿]+)"),
    "姓名": re.compile(rf"(?<!\w)姓[\s　]*名[\s　]*[:：][ \t　_＿]*(.*?){_NEXT_LABEL}"),
}


def values_of(body: Any, label: str, ours: Any) -> tuple[str, ...]:
    """The distinct values a form gives for 编号 or 姓名, in order; ``ours`` (or None) is left out."""
    found = [*_from_tables(body, label, ours), *_from_lines(body, label, ours)]
    return tuple(dict.fromkeys(value for value in found if value and plain(value) not in _LABELS))


def text_of(element: Any) -> str:
    """The text that people see in an element; paragraphs are joined by line ends."""
    paragraphs = list(element.iter("{*}p")) if _local(element) != "p" else [element]
    return "\n".join("".join(_runs(paragraph)) for paragraph in paragraphs if _is_seen(paragraph, element))


def _runs(paragraph: Any) -> Iterator[str]:
    for child in paragraph.iter():
        name = _local(child)
        if name not in {"t", "tab", "br", "noBreakHyphen"} or _nearest(child, "p") is not paragraph:
            continue
        if name == "tab" and _local(child.getparent()) != "r":
            continue
        if _is_seen(child, paragraph):
            yield {"t": child.text or "", "tab": "\t", "br": "\n", "noBreakHyphen": "-"}[name]


def _from_tables(body: Any, label: str, ours: Any) -> Iterator[str]:
    for table in body.iter("{*}tbl"):
        if not _is_seen(table, body, ours):
            continue
        grid = [list(_cells(row)) for row in table.iter("{*}tr") if _nearest(row, "tbl") is table]
        for index, cells in enumerate(grid):
            below = grid[index + 1] if index + 1 < len(grid) else []
            for place, (column, text) in enumerate(cells):
                if plain(text).rstrip(_COLONS) != label:
                    continue
                right = cells[place + 1][1] if place + 1 < len(cells) else ""
                under = next((words for start, words in below if start == column), "")
                yield next((one.strip() for one in (right, under) if _is_value(one)), "")


def _is_value(text: str) -> bool:
    word = plain(text)
    return bool(word) and word.rstrip(_COLONS) not in _LABELS


def _cells(row: Any) -> Iterator[tuple[int, str]]:
    """Start column in the table's grid and text of every cell of a row."""
    before = row.find("{*}trPr/{*}gridBefore")
    column = 0 if before is None else _whole(before)
    for cell in row.iter("{*}tc"):
        if _nearest(cell, "tr") is row:
            yield column, text_of(cell)
            span = cell.find("{*}tcPr/{*}gridSpan")
            column += 1 if span is None else max(_whole(span), 1)


def _from_lines(body: Any, label: str, ours: Any) -> Iterator[str]:
    for paragraph in body.iter("{*}p"):
        if _is_seen(paragraph, body, ours):
            for line in text_of(paragraph).split("\n"):
                for found in _LINES[label].finditer(line):
                    yield found.group(1).strip(" \t　_＿")


def _is_seen(element: Any, top: Any, ours: Any = None) -> bool:
    """Not deleted, not the second copy of a text box, not inside the part that is left out."""
    while element is not None and element is not top:
        if _local(element) in _NOT_MINE or (ours is not None and element is ours):
            return False
        element = element.getparent()
    return True


def _nearest(element: Any, name: str) -> Any:
    """The nearest element of that name above another."""
    above = element.getparent()
    while above is not None and _local(above) != name:
        above = above.getparent()
    return above


def _whole(element: Any) -> int:
    value = next((value for key, value in element.attrib.items() if key.endswith("}val")), "0")
    return int(value) if value.isdigit() else 0


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
