"""The roster of candidates: four columns, nothing more about a person, from whatever table people keep."""

from __future__ import annotations

import codecs
import csv
import io
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quizgen.errors import Problem
from quizgen.markup.words import plain
from quizgen.model.exam import Candidate
from quizgen.model.nearest import did_you_mean
from quizgen.model.rules.roster import R001, R002, R003, R004, R018
from quizgen.model.terms import TERMS_BEFORE, Terms
from quizgen.records.roster_heads import COLUMNS, HEADING_WITHIN, HeadReader, Heads
from quizgen.records.roster_people import PeopleReader
from quizgen.records.roster_rules import LOST, Printable
from quizgen.records.roster_sheet import RosterSheet, read_sheet, texts_of

_HEADS_HINT = f"表头应当是：{'、'.join(COLUMNS)}；职务可以留空"
_FIRST_LINE = f"第一行写：{'、'.join(COLUMNS)}"
_NUMBERING = (
    "没有编号的名册，用 quizgen roster read 加 --number-from 2026001 依次编好，再用写出的那份；"
    "有编号的，把那一列的表头改成“编号”"
)


@dataclass(frozen=True, slots=True)
class RosterRead:
    """A roster as it was understood: its people, every fault, what a person should know of it (``notes``).

    ``sheet`` is the name of the sheet, empty for a text. ``heads`` are the headings that were taken for the
    columns, by column. ``marks`` is what stands in one further column that was asked for, by 编号.
    """

    people: tuple[Candidate, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...] = ()
    sheet: str = ""
    heads: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)


def read_roster(  # noqa: PLR0913 - what a roster may be called, held against, given
    path: Path,
    shown_as: str,
    printable: Printable = str.isprintable,
    *,
    terms: Terms = TERMS_BEFORE,
    frozen: bool = False,
    sheet: str | None = None,
    number_from: str | None = None,
    marked: str | None = None,
) -> RosterRead:
    """Read a roster (.xlsx, .xlsm, .xls, .ods, text in any encoding of ``read_any_chinese``, any separator).

    ``printable`` says whether one character can be printed. Columns may be called as in ``terms``.
    ``frozen``: the roster of an exam folder, which is taken as it was accepted: characters that a program
    may have lost are no fault any more, names stay as they are written. ``sheet``: the name of the one to
    read. ``number_from``: who has no 编号 gets one, this one first, then one more each time. ``marked`` is
    the heading of a further column to be read; what stands there is kept beside the people, not with them.
    Raises CannotRead, RefusedFile, WhichSheet.
    """
    reader = HeadReader(terms)
    found = read_sheet(path, shown_as, reader, sheet)
    held = {row for area in found.merged for row in range(area.top, area.bottom)}
    heads = reader.find([(row.number, texts_of(row)) for row in found.rows[:HEADING_WITHIN]], held)
    if heads is None or not heads.words:
        message = "第一行没有表头" if found.rows else "文件是空的"
        row = found.rows[0].number if found.rows else None
        return RosterRead(
            (), (found.fault(row, None, R001.id, message, _FIRST_LINE),), found.notes, found.name
        )
    faults = _head_faults(found, heads, numbered=number_from is not None)
    people_reader = PeopleReader(found, heads, printable, () if frozen else LOST, fold=not frozen)
    people = people_reader.read(None if number_from is None else _counting(number_from))
    problems = [*faults, *people_reader.problems]
    if not people and not problems:
        problems.append(found.fault(None, None, R002.id, "名册里没有考生", "表头下面每人一行"))
    meant = {name: heads.words[column] for name, column in heads.columns.items()}
    marks = {}
    if marked is not None:
        column = next((at for at, word in heads.words.items() if word == plain(marked)), None)
        if column is None:
            message, known = f"名册里没有“{marked}”这一列", tuple(heads.words.values())
            problems.append(found.fault(heads.last, None, R018.id, message, did_you_mean(marked, known)))
        else:
            people_reader.doubts.marked = column
            marks = _marks(found, people_reader.rows, column)
    notes = (*found.notes, *people_reader.doubts.notes())
    return RosterRead(() if faults else people, tuple(problems), notes, found.name, meant, marks)


def _marks(sheet: RosterSheet, rows: Mapping[str, int], column: int) -> dict[str, str]:
    """What everybody has in a column; nothing for an empty cell."""
    seen = {row.number: texts_of(row).get(column, "").strip() for row in sheet.rows}
    return {number: seen[row] for number, row in rows.items()}


_THOUSANDS = 5_000
"""Lines from which a frozen roster is read the short way."""


def load_roster(
    path: Path,
    shown_as: str,
    printable: Printable = str.isprintable,
    *,
    terms: Terms = TERMS_BEFORE,
    frozen: bool = False,
) -> tuple[tuple[Candidate, ...], tuple[Problem, ...]]:
    """The people of ``read_roster``, with every fault. Raises CannotRead, RefusedFile, WhichSheet."""
    read = read_roster(path, shown_as, printable, terms=terms, frozen=frozen)
    return read.people, read.problems


def large_roster(data: bytes) -> tuple[Candidate, ...] | None:
    """The people of a frozen roster of thousands, just as ``roster_csv`` wrote it.

    None for anything else, which ``load_roster`` must read. It takes a tenth of the time and of the memory.
    """
    if data.count(b"\n") < _THOUSANDS or not data.startswith(codecs.BOM_UTF8):
        return None
    try:
        text = data.decode("utf-8-sig")
        rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        if tuple(next(rows)) != COLUMNS:
            return None
        people = tuple(
            Candidate(number=number, name=name, unit=sys.intern(unit), post=sys.intern(post))
            for number, name, unit, post in rows
        )
    except (UnicodeDecodeError, ValueError, csv.Error):
        return None
    sound = all(one.number.strip() and one.name.strip() and one.unit.strip() for one in people)
    numbers = {one.number.lower() for one in people}
    return people if sound and len(numbers) == len(people) and roster_csv(people) == text else None


def roster_csv(candidates: Sequence[Candidate]) -> str:
    """The roster as an exam folder keeps it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((one.number, one.name, one.unit, one.post) for one in candidates)
    return out.getvalue()


def _head_faults(sheet: RosterSheet, heads: Heads, *, numbered: bool) -> tuple[Problem, ...]:
    return tuple(_faults_of_heads(sheet, heads, numbered=numbered))


def _faults_of_heads(sheet: RosterSheet, heads: Heads, *, numbered: bool) -> Iterator[Problem]:
    broken = sheet.text.records[heads.first].fault if sheet.text is not None else ""
    if broken:
        yield sheet.fault(heads.first, None, R001.id, broken, _FIRST_LINE)
    missing = [name for name in heads.missing if not (name == "编号" and numbered)]
    if missing not in ([], ["职务"]):
        hint = _NUMBERING if heads.is_roster and "编号" in missing else _HEADS_HINT
        hint += "；单位也要有一列" if hint is _NUMBERING and "单位" in missing else ""
        yield sheet.fault(heads.last, None, R003.id, f"缺少列：{'、'.join(missing)}", hint)
    for name in sorted(heads.doubled):
        word = heads.words[heads.columns[name]]
        yield sheet.fault(heads.last, None, R004.id, f"列“{word}”出现了两次", "只保留一列")


def _counting(first: str) -> Callable[[], str]:
    """Numbers from the first one on: ``A009``, ``A010``."""
    digits = len(first) - len(first.rstrip("0123456789"))
    stem, tail = first[: len(first) - digits], first[len(first) - digits :]
    count = int(tail) - 1

    def following() -> str:
        nonlocal count
        count += 1
        return f"{stem}{count:0{digits}d}"

    return following
