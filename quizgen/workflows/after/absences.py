"""The steps of ``quizgen exam absences``: who came, taken over from the sign-in sheets of the rooms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.entry.sign_in import differing, read_sign_in
from quizgen.errors import ContentFaults, Problem, QuizgenError
from quizgen.files.entries import entries
from quizgen.files.text import file_digest
from quizgen.model.answers import Attendance
from quizgen.model.attendance import Attended
from quizgen.model.ledger import Act, JsonValue
from quizgen.model.rules.answers import A016, A020, A021, A022, A049
from quizgen.records.attendance_file import attendance_bytes
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.names import ATTENDANCE, FIRST_ANSWERS
from quizgen.records.scores_file import has_scores
from quizgen.workflows.after.noting import AfterOrder, note_act
from quizgen.workflows.exam.intact import changing
from quizgen.workflows.marks.entry import entry_exam, find_file, read_entry

_SHEET = "签到表"
_TABLES = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".csv"})
_OF_ATTENDANCE = frozenset({A016.id, A020.id, A021.id, A022.id, A049.id})
"""The faults of an entry sheet that are about who came."""


class NobodyIsListed(QuizgenError):
    """The exam was drawn without a roster, so nobody can be absent from it."""

    def __init__(self) -> None:
        super().__init__("这次考试没有名册，没有谁缺考可言；登记表里写了谁，就是谁参加。没有写出任何文件。")


class NoSignInSheets(QuizgenError):
    """A folder was named that holds no sign-in sheet."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"“{folder}”里没有名字带“{_SHEET}”的表格；直接写出签到表的文件名。没有写出任何文件。"
        )


@dataclass(frozen=True, slots=True)
class Absences:
    """What was recorded: how many people by state, who is in no sheet yet, the 编号 of the absent.

    ``problems`` are contradictions with what was entered so far, ``signed``: there are signed scores.
    """

    counts: Counter[Attendance]
    absent: tuple[str, ...]
    unlisted: tuple[str, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    entered: bool
    signed: bool
    head: str


def record_absences(order: AfterOrder, files: Sequence[Path]) -> Absences:
    """Read sign-in sheets (in folders: those that are called so) and record what they say.

    A sheet read again replaces what it said before; sheets read earlier keep standing. Raises ContentFaults
    with every fault of the sheets, NobodyIsListed, NoSignInSheets, CannotRead, RefusedFile, what
    ``changing`` raises, NotTheSigner, CannotWrite.
    """
    with changing(order.folder) as folder:
        if not folder.roster:
            raise NobodyIsListed
        sheets = [(path, _shown(path)) for path in _sheets(files)]
        read = read_sign_in(sheets, entry_exam(folder))
        again = {name for _, name in sheets}
        kept = [one for one in folder.attendance.values() if one.file not in again]
        problems = (*read.problems, *differing(read.people, kept))
        if problems:
            raise ContentFaults(problems)
        people = {one.number: one for one in (*kept, *read.people)}
        counts = Counter(one.attendance for one in people.values())
        details: dict[str, JsonValue] = {state.value: count for state, count in sorted(counts.items())}
        noted = note_act(
            order,
            Act.ATTENDED,
            details,
            inputs={name: file_digest(path) for path, name in sheets},
            files={ATTENDANCE: attendance_bytes(people.values())},
        )
        return _compared(order.folder, people, noted.head, noted.notes)


def _compared(path: Path, people: dict[str, Attended], head: str, notes: tuple[Problem, ...]) -> Absences:
    """What was recorded, held against what was entered."""
    folder = ExamFolder(path)
    entered = find_file(path, FIRST_ANSWERS) is not None
    problems = read_entry(path, opened=folder).problems if entered else ()
    return Absences(
        counts=Counter(one.attendance for one in people.values()),
        absent=tuple(sorted(n for n, one in people.items() if one.attendance is Attendance.ABSENT)),
        unlisted=tuple(one.number for one in folder.people.roster if one.number not in people),
        problems=tuple(one for one in problems if one.rule in _OF_ATTENDANCE),
        notes=notes,
        entered=entered,
        signed=has_scores(path),
        head=head,
    )


def _sheets(files: Sequence[Path]) -> Iterator[Path]:
    for path in files:
        if not path.is_dir():
            yield path
            continue
        found = [
            path / one.name
            for one in entries(path)
            if one.kind == "file"
            and _SHEET in Path(one.name).name
            and Path(one.name).suffix.lower() in _TABLES
            and not Path(one.name).name.startswith(("~", "."))
        ]
        if not found:
            raise NoSignInSheets(path)
        yield from sorted(found)


def _shown(path: Path) -> str:
    """How a sheet is called: rooms may call all of theirs the same, so with its folder."""
    return f"{path.parent.name}/{path.name}" if path.parent.name else path.name
