"""The answers that were read, put into ``answers.csv`` beside what people typed there."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

from quizgen.entry.exam import FORM, IDENTITY, STATE, EntryExam
from quizgen.entry.from_scans import OPEN, ScanAccounts
from quizgen.errors import QuizgenError
from quizgen.files.text import read_utf8
from quizgen.model.answers import Attendance
from quizgen.workflows.marks.entry import find_file


class OtherEntry(QuizgenError):
    """Answers were entered in another way already; nothing that people typed is written over."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"已有登记表 {path.name}，不是读答题卡写出来的样子，没有改它，也没有写出任何文件。"
            "要用扫描的，先把它移走；要两份互相核对，加上 --second。"
        )


def entry_with_scans(
    folder: Path, name: str, exam: EntryExam, accounts: ScanAccounts, written: ScanAccounts
) -> tuple[bytes, tuple[tuple[str, str], ...]]:
    """The entry sheet as CSV, and the cells (编号, number) where people typed something else than was read.

    What people typed stays; ``written`` is how the scans stood when the sheet was written last, so that what
    stands there from then is no word of people. Raises TwoFiles, OtherEntry, CannotRead.
    """
    numbers = [column.number for column in exam.columns]
    head = [*IDENTITY, *numbers]
    before = _existing(folder, name, head)
    doubted = {(one.number, one.item): one.read for one in accounts.doubts}
    kept: list[tuple[str, str]] = []
    rows: list[list[str]] = []
    for candidate in exam.roster:
        old = before.pop(candidate.number, {})
        person, earlier = accounts.people.get(candidate.number), written.people.get(candidate.number)
        ours = {} if earlier is None else earlier.cells
        if person is None and earlier is not None and old.get(STATE) == Attendance.SAT.value:
            old = {**old, STATE: ""}
        row = dict(
            zip(IDENTITY[:4], (candidate.number, candidate.name, candidate.unit, candidate.post), strict=True)
        )
        row[FORM] = person.form if person else old.get(FORM, exam.own_form.get(candidate.number, ""))
        row[STATE] = old.get(STATE, "") or (Attendance.SAT.value if person else "")
        for number in numbers:
            typed = old.get(number, "")
            left = "" if typed == ours.get(number) else typed
            read = left if person is None else person.cells.get(number, left)
            row[number] = read
            if left not in {"", OPEN, read, doubted.get((candidate.number, number))}:
                row[number] = typed
                kept.append((candidate.number, number))
        rows.append([row[one] for one in head])
    rows += [[old.get(one, "") for one in head] for old in before.values()]
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([head, *rows])
    return text.getvalue().encode("utf-8-sig"), tuple(kept)


def _existing(folder: Path, name: str, head: list[str]) -> dict[str, Mapping[str, str]]:
    """The rows of an entry sheet that reading scans wrote before, by 编号."""
    found = find_file(folder, name)
    if found is None:
        return {}
    if found.suffix != ".csv":
        raise OtherEntry(found)
    rows = list(csv.reader(StringIO(read_utf8(found).removeprefix("\ufeff"))))
    if not rows or rows[0] != head:
        raise OtherEntry(found)
    return {row[0]: dict(zip(head, row, strict=False)) for row in rows[1:] if row and row[0]}
