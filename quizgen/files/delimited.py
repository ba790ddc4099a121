"""Tables as text (CSV): the separator found, every record with its line, broken quotation marks named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

SEPARATORS = ",\t;，；|"
_LINE_ENDS = re.compile(r"\r\n|\n|\r")
_TOLD = re.compile(r"sep=(.)", re.IGNORECASE)
_AS_TEXT = re.compile(r'="([^"]*)"')
_QUOTE = '"'


@dataclass(frozen=True, slots=True)
class TableRecord:
    """A row; ``line`` is where it begins in the file, from 1, ``number`` its row in a spreadsheet.

    With a ``fault`` (a Chinese clause) the fields are only what the line looks like.
    """

    number: int
    line: int
    fields: tuple[str, ...]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Delimited:
    """The records of a text, cut anew whenever asked for, with the separator between their fields."""

    separator: str
    cut: Callable[[], Iterator[TableRecord]]

    @property
    def records(self) -> Iterator[TableRecord]:
        """The records from the top."""
        return self.cut()


def read_delimited(text: str, is_head: Callable[[str], bool], *, blanks: bool = False) -> Delimited:
    """Cut a text into records; ``is_head`` tells the line of headings, which shows the separator.

    ``blanks``: where that line has no separator, blanks of any width separate.
    """
    lines = _LINE_ENDS.split(text)
    while lines and not lines[-1].strip():
        lines.pop()
    told = _TOLD.fullmatch(lines[0].strip()) if lines else None
    head = next((line for line in lines if is_head(line)), next((line for line in lines if line.strip()), ""))
    separator = told[1] if told else max(SEPARATORS, key=head.count)
    if blanks and not told and separator not in head and len(head.split()) > 1:
        return Delimited(" ", partial(_in_blanks, lines))
    return Delimited(separator, partial(_records, lines, 1 if told else 0, separator, head.count(separator)))


def missing_fields(record: TableRecord, columns: int, separator: str) -> str:
    """What is wrong with the length of a row below so many headings; empty where nothing is."""
    fields = record.fields
    if len(fields) < columns:
        other = next((one for one in SEPARATORS if one != separator and fields[-1].count(one) > 0), "")
        told = f"；这一行用了“{_name(other)}”，表头用的是“{_name(separator)}”" if other else ""
        return f"这一行只有 {len(fields)} 格，表头有 {columns} 格，不知道少的是哪一格{told}"
    if any(field.strip() for field in fields[columns:]):
        return f"这一行有 {len(fields)} 格，比表头的 {columns} 格多，不知道多的是哪一格"
    return ""


def field_text(field: str) -> str:
    """A field as a spreadsheet shows it: ``="0012"`` is how text is kept from becoming a number."""
    found = _AS_TEXT.fullmatch(field) if field.startswith("=") else None
    return found[1] if found else field


def _name(separator: str) -> str:
    return {"\t": "制表符", " ": "空格"}.get(separator, separator)


def _in_blanks(lines: list[str]) -> Iterator[TableRecord]:
    for number, line in enumerate(lines, 1):
        yield TableRecord(number, number, tuple(line.split()) or ("",))


def _records(lines: list[str], start: int, separator: str, usual: int) -> Iterator[TableRecord]:
    index, number = start, 0
    while index < len(lines):
        number += 1
        line = lines[index]
        if _QUOTE not in line:
            yield TableRecord(number, index + 1, tuple(line.split(separator)))
            index += 1
            continue
        found = _quoted(lines, index, separator, usual)
        if isinstance(found, str):
            yield TableRecord(number, index + 1, tuple(line.replace(_QUOTE, "").split(separator)), found)
            index += 1
        else:
            fields, last = found
            yield TableRecord(number, index + 1, tuple(fields))
            index = last + 1


def _quoted(lines: list[str], index: int, separator: str, usual: int) -> tuple[list[str], int] | str:
    """The fields of a record that has quotation marks, with its last line; or what is wrong with it."""
    fields: list[str] = []
    line, place = lines[index], 0
    while True:
        if not line.startswith(_QUOTE, place):
            end = line.find(separator, place)
            fields.append(line[place:] if end < 0 else line[place:end])
        else:
            closed = _closed(lines, index, place + 1)
            if closed is None:
                return "引号没有配对：有开头的，没有结尾的"
            text, last, end = closed
            if any(swallowed.count(separator) > usual // 2 for swallowed in text.split("\n")[1:]):
                return "引号没有配对：从这里到后面某行的引号之间，整行整行都被当成了一格"
            index, line = last, lines[last]
            rest = line[end:]
            if rest.strip() and not rest.lstrip(" ").startswith(separator):
                return "引号没有配对：结尾的引号后面还有字；字里的引号要写两个"
            fields.append(text)
            end = line.find(separator, end)
        if end < 0:
            return fields, index
        place = end + 1


def _closed(lines: list[str], index: int, place: int) -> tuple[str, int, int] | None:
    """The text from an opening mark to its closing one, the line and place after that; None without one."""
    pieces: list[str] = []
    while index < len(lines):
        line = lines[index]
        end = line.find(_QUOTE, place)
        while end >= 0 and line.startswith(_QUOTE, end + 1):
            end = line.find(_QUOTE, end + 2)
        if end >= 0:
            pieces.append(line[place:end])
            return "\n".join(pieces).replace('""', _QUOTE), index, end + 1
        pieces.append(line[place:])
        index, place = index + 1, 0
    return None
