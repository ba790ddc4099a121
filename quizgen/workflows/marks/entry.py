"""The steps of ``quizgen exam entry``: write the sheets to fill in, and read them back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from quizgen.entry.agree_marks import TOLERANCE, AgreedMarks, agree_marks
from quizgen.entry.compare import Difference, compare_entries, undecided
from quizgen.entry.decisions import decided, differences_workbook, read_decisions
from quizgen.entry.doubt import in_doubt
from quizgen.entry.exam import EntryExam, FormOwner
from quizgen.entry.marks import Asked, marks_workbook
from quizgen.entry.read_answers import ReadAnswers, TakeSheet, read_answers, understand
from quizgen.entry.read_marks import MarkKey, ReadMarks, read_marks
from quizgen.entry.workbook import EMPTY_ROWS, entry_workbook
from quizgen.errors import AlreadyExists, ContentFaults, Problem, QuizgenError
from quizgen.files.safe import write_new
from quizgen.files.shell import command_line
from quizgen.model.answers import AnswerSheet, Attendance
from quizgen.model.blueprint import Arrangement
from quizgen.model.exam import Candidate, Mode
from quizgen.model.kinds import JUDGED, Kind
from quizgen.model.rules.answers import A220
from quizgen.model.shown import FormReader, ShownItem
from quizgen.model.terms import Terms
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.names import DIFFERENCES, FIRST_ANSWERS, MARKS, SECOND_ANSWERS, SECOND_MARKS, THIRD_MARKS
from quizgen.records.roster import RosterRead, read_roster
from quizgen.workflows.exam.intact import changing, intact_exam
from quizgen.workflows.marks.blind import BlindMarking, blind_marking, open_states, whose_answers

_MARKERS, _THIRD = (MARKS, SECOND_MARKS, THIRD_MARKS), 3
"""The sheets of the markers; the third marks only what is open."""
_ENDINGS = (".xlsx", ".csv")
_UNREAD = frozenset({".xls", ".xlsm", ".xlsb", ".et", ".ett", ".ods", ".txt", ".numbers", ".docx", ".pdf"})
"""What people save by mistake instead."""
_FORMS_KEPT = 64


class TwoFiles(QuizgenError):
    """The same entry exists both as a workbook and as a CSV file."""

    def __init__(self, folder: Path, name: str) -> None:
        super().__init__(f"“{folder}”里既有 {name}.xlsx 又有 {name}.csv，不知道读哪一份；请只留一份。")


class NothingEntered(QuizgenError):
    """There are no answers to read."""

    def __init__(self, folder: Path) -> None:
        others = sorted(
            one.name for one in folder.glob(f"{FIRST_ANSWERS}.*") if one.suffix.lower() in _UNREAD
        )
        what = f"请先生成登记表，填好后再试：{command_line('quizgen', 'exam', 'entry', folder)}"
        if others:
            what = f"有 {others[0]}，不是读的格式：用 Excel 或 WPS 打开，另存为 answers.xlsx"
        super().__init__(f"“{folder}”里没有 answers.xlsx 或 answers.csv；{what}")


@dataclass(frozen=True, slots=True)
class EntryWritten:
    """The files made, the files that already existed, and what cannot be made yet (in Chinese).

    ``roster_notes`` say what was left out of a roster, changed in it, or is doubtful there.
    """

    made: tuple[str, ...]
    kept: tuple[str, ...]
    waiting: tuple[str, ...]
    roster_notes: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Entered:
    """What was filled in.

    ``sheets`` are sorted by 编号 (none where they were taken one by one); a doubtful row has no sheet, and a
    doubtful answer is left out of its sheet. ``problems`` are faults that must be corrected; ``notes``
    deserve a look. ``files`` names the files that were read. ``open_marks`` need a third marker. ``doubtful``
    lists each 编号 with a fault in its row or its marks: that person is not marked until it is corrected.
    """

    sheets: tuple[AnswerSheet, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    differences: tuple[Difference, ...]
    files: tuple[str, ...]
    open_marks: tuple[Asked, ...] = ()
    doubtful: frozenset[str] = frozenset()


def entry_exam(folder: ExamFolder, roster: tuple[Candidate, ...] | None = None) -> EntryExam:
    """The exam as entry needs it; ``roster`` is used if the exam was made without one."""
    lines = {form.code: form for form in folder.all_lines}
    questions = {digest: frozen.question for digest, frozen in folder.questions.items()}
    blueprint = folder.exam.blueprint
    reader = FormReader(questions, blueprint)
    people, individual = folder.people, folder.exam.mode is Mode.INDIVIDUAL
    owners = people.owners if individual else {}

    @lru_cache(maxsize=_FORMS_KEPT)
    def places(code: str) -> tuple[ShownItem, ...]:
        return reader.asked(lines[code].form())

    return EntryExam(
        title=folder.exam.title,
        individual=individual,
        roster=people.roster or roster or (),
        forms={
            code: FormOwner(form.candidate or owners.get(code), form.spare) for code, form in lines.items()
        },
        places=places,
        plain=blueprint.order.sections is Arrangement.FIXED
        and all(section.kind is not Kind.CASE for section in blueprint.sections),
        withdrawn=people.withdrawn,
        former=people.former,
        given=people.given,
        attended=folder.attendance,
    )


def write_entry(
    path: Path,
    *,
    second: bool = False,
    markers: int = 1,
    roster: Path | None = None,
    empty_rows: int = EMPTY_ROWS,
) -> EntryWritten:
    """Write the sheets that can be filled in next; existing files are left untouched.

    First comes ``answers.xlsx`` (with ``second``: ``answers-2.xlsx``); then ``marks.xlsx``, once it is known
    who has which form (with two ``markers``, ``marks-2.xlsx`` too), with pictures of scanned answers and
    without whose they are; ``差异.xlsx`` if two entries differ; ``marks-3.xlsx`` if markers are far apart.
    Raises CannotRead, CannotWrite, RefusedFile, ContentFaults for a roster with faults, what ``changing``
    raises for files that are not as they were when the exam was drawn.
    """
    with changing(path) as folder:
        return _write_entry(folder, second=second, markers=markers, roster=roster, empty_rows=empty_rows)


def _write_entry(
    folder: ExamFolder, *, second: bool, markers: int, roster: Path | None, empty_rows: int
) -> EntryWritten:
    path = folder.path
    read = _roster(roster, folder.exam.terms)
    exam = entry_exam(folder, read.people)
    writer = _Writer(path)
    name = SECOND_ANSWERS if second else FIRST_ANSWERS
    if find_file(path, name) is None:
        writer.put(f"{name}.xlsx", entry_workbook(exam, empty_rows))
    else:
        writer.keep(name)
    first = 2 if second else 1
    for marker in range(first, max(first, markers) + 1):
        _write_marks(folder, exam, writer, marker)
    if find_file(path, FIRST_ANSWERS) and (find_file(path, SECOND_ANSWERS) or find_file(path, SECOND_MARKS)):
        _write_third(folder, exam, writer)
    return EntryWritten(tuple(writer.made), tuple(writer.kept), tuple(writer.waiting), read.notes)


def _roster(path: Path | None, terms: Terms) -> RosterRead:
    if path is None:
        return RosterRead((), ())
    read = read_roster(path, str(path), terms=terms)
    if read.problems:
        raise ContentFaults(read.problems)
    return read


class _Writer:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.made: list[str] = []
        self.kept: list[str] = []
        self.waiting: list[str] = []

    def put(self, name: str, data: bytes) -> None:
        try:
            write_new(self._folder / name, data)
            self.made.append(name)
        except AlreadyExists:
            self.kept.append(name)

    def keep(self, name: str) -> None:
        found = find_file(self._folder, name)
        self.kept.append(name if found is None else found.name)


def _write_marks(folder: ExamFolder, exam: EntryExam, writer: _Writer, marker: int) -> None:
    path, name = folder.path, _MARKERS[marker - 1]
    if not _has_short(exam):
        return
    if find_file(path, name) is not None:
        writer.keep(name)
        return
    asked, reading = _asked_before(path, exam)
    blind = blind_marking(folder, exam)
    if blind is not None:
        known = () if reading is None else (one.candidate.number for one in reading.sheets)
        if reasons := [one for one in (blind.waits_for, open_states(exam, known)) if one]:
            writer.waiting.append(f"{name}.xlsx 要等：{'；'.join(reasons)}；然后再运行一次")
        else:
            _put_blind(blind, asked.values(), writer, marker)
    elif asked:
        writer.put(f"{name}.xlsx", marks_workbook(folder.exam.title, asked.values()))
    else:
        writer.waiting.append(f"{name}.xlsx 要等登记了谁用哪份试卷才能生成：填好 answers.xlsx 后再运行一次")


def _put_blind(blind: BlindMarking, asked: Collection[Asked], writer: _Writer, marker: int) -> None:
    name = f"{_MARKERS[marker - 1]}.xlsx"
    if not asked:
        writer.waiting.append(f"{name} 不用：没有人参加")
        return
    writer.put(name, blind.workbook(asked, marker))
    writer.waiting += [one for one in (blind.without_picture(asked, marker),) if one]


def _has_short(exam: EntryExam) -> bool:
    return any(
        place.body.kind in JUDGED
        for code in (exam.forms if not exam.plain else list(exam.forms)[:1])
        for place in exam.places(code)
    )


def _asked_before(path: Path, exam: EntryExam) -> tuple[Mapping[MarkKey, Asked], ReadAnswers | None]:
    """What must be marked: read from the answers if they are filled in, otherwise from the roster."""
    found = find_file(path, FIRST_ANSWERS)
    reading = None if found is None else read_answers(found, found.name, exam)
    asked = {} if reading is None else asked_of(reading.sheets, exam)
    return asked or _asked(exam.own_form, exam), reading


def asked_of(sheets: tuple[AnswerSheet, ...], exam: EntryExam) -> Mapping[MarkKey, Asked]:
    """The questions that need a human marker, for everyone who sat the exam."""
    forms = {
        sheet.candidate.number: sheet.form
        for sheet in sheets
        if sheet.attendance is Attendance.SAT and sheet.form is not None
    }
    return _asked(forms, exam)


def _asked(forms: Mapping[str, str], exam: EntryExam) -> Mapping[MarkKey, Asked]:
    if exam.plain and not _has_short(exam):
        return {}
    wanted = [
        Asked(number, code, place)
        for number, code in forms.items()
        for place in exam.places(code)
        if place.body.kind in JUDGED
    ]
    return {one.key: one for one in wanted}


def _write_third(folder: ExamFolder, exam: EntryExam, writer: _Writer) -> None:
    """Write what a third person must decide: differing entries and marks that are far apart."""
    path = folder.path
    entered = read_entry(path, opened=folder)
    if entered.differences and not (path / DIFFERENCES).exists():
        writer.put(DIFFERENCES, differences_workbook(folder.exam.title, entered.differences))
    if entered.open_marks and find_file(path, THIRD_MARKS) is None:
        blind = blind_marking(folder, exam)
        if blind is not None:
            _put_blind(blind, entered.open_marks, writer, 3)
        else:
            writer.put(f"{THIRD_MARKS}.xlsx", marks_workbook(folder.exam.title, entered.open_marks))


def find_file(folder: Path, name: str) -> Path | None:
    """Find ``name`` as .xlsx or .csv in the folder; None if there is neither. Raises TwoFiles."""
    found = [folder / f"{name}{ending}" for ending in _ENDINGS if (folder / f"{name}{ending}").exists()]
    if len(found) > 1:
        raise TwoFiles(folder, name)
    return found[0] if found else None


def read_entry(
    path: Path,
    tolerance: Fraction = TOLERANCE,
    *,
    opened: ExamFolder | None = None,
    take: TakeSheet | None = None,
) -> Entered:
    """Read everything that was filled in: one or two entries, the decisions, up to three sets of marks.

    ``opened`` is the exam folder, if it is already open. ``take`` is given every sheet in place of the
    result: where one entry is all there is, row by row, so that hundreds of thousands need little memory.
    Raises NothingEntered, TwoFiles, CannotRead, RefusedFile (W001–W010), what ``intact_exam`` raises. Content
    faults are in the result.
    """
    exam = entry_exam(opened or intact_exam(path))
    first = find_file(path, FIRST_ANSWERS)
    if first is None:
        raise NothingEntered(path)
    second = find_file(path, SECOND_ANSWERS)
    short = _has_short(exam)
    at_once = None if second is not None or short else take
    reading = read_answers(first, first.name, exam, at_once)
    files, readings = [first.name], [reading]
    differences: tuple[Difference, ...] = ()
    problems: list[Problem] = []
    if second is not None:
        files.append(second.name)
        other = read_answers(second, second.name, exam)
        reading, other, faults = _settle(path, reading, other, exam)
        readings = [reading, other]
        if (path / DIFFERENCES).exists():
            files.append(DIFFERENCES)
        differences, single = compare_entries(reading, other, exam)
        problems += [*other.problems, *faults, *single, *(one.problem() for one in differences)]
    sheets = undecided(reading.sheets, differences, exam)
    asked = asked_of(sheets, exam) if short else {}
    waiting = _waiting(sheets, reading, exam) if asked else frozenset()
    agreed, marks, faults = _read_all_marks(path, asked, tolerance, waiting)
    doubtful = in_doubt(readings, (*reading.problems, *problems))
    whole = _with_marks(sheets, agreed, exam)
    if take is not None:
        for sheet in whole:
            take(sheet)
    return Entered(
        () if take is not None else whole,
        (*reading.problems, *problems, *faults),
        (*reading.notes, *(note for one in marks for note in one.notes)),
        differences,
        (*files, *(one.shown_as for one in marks)),
        agreed.open,
        doubtful | {key[0] for key in asked.keys() - agreed.answers.keys()},
    )


def _settle(
    path: Path, first: ReadAnswers, second: ReadAnswers, exam: EntryExam
) -> tuple[ReadAnswers, ReadAnswers, tuple[Problem, ...]]:
    """Put the third person's decisions into the cells of both entries."""
    if not (path / DIFFERENCES).exists():
        return first, second, ()
    differences, _single = compare_entries(first, second, exam)
    decisions = read_decisions(path / DIFFERENCES, DIFFERENCES, differences)
    if not decisions.texts:
        return first, second, decisions.problems
    settled = [understand(decided(decisions, one), exam) for one in (first, second)]
    return settled[0], settled[1], decisions.problems


def _waiting(sheets: tuple[AnswerSheet, ...], reading: ReadAnswers, exam: EntryExam) -> frozenset[str]:
    """The people who are known but whose entry is in doubt."""
    known = {*exam.candidates, *reading.rows}
    return frozenset(known - {sheet.candidate.number for sheet in sheets})


def _read_all_marks(
    path: Path, asked: Mapping[MarkKey, Asked], tolerance: Fraction, waiting: frozenset[str]
) -> tuple[AgreedMarks, tuple[ReadMarks, ...], tuple[Problem, ...]]:
    """The marks that count, the sheets that were read, and the faults."""
    nothing = AgreedMarks({}, (), ())
    if not asked:
        return nothing, (), ()
    files = [find_file(path, name) for name in _MARKERS]
    if files[0] is None:
        message = f"有 {len(asked)} 道题要由人评分，没有 {MARKS}.xlsx"
        hint = f"生成评分表，填好后再试：{command_line('quizgen', 'exam', 'entry', path)}"
        return nothing, (), (Problem(f"{MARKS}.xlsx", None, A220.id, message, hint),)
    whose = whose_answers(ExamFolder(path), asked, waiting)
    read = [
        None
        if file is None
        else read_marks(
            file, file.name, asked, complete=marker != _THIRD, waiting=waiting, blind=whose(marker)
        )
        for marker, file in enumerate(files, 1)
    ]
    given = tuple(one for one in read if one is not None)
    agreed = agree_marks(asked, given[0], read[1], read[2], tolerance)
    return agreed, given, (*(fault for one in given for fault in one.problems), *agreed.problems)


def _with_marks(
    sheets: tuple[AnswerSheet, ...], agreed: AgreedMarks, exam: EntryExam
) -> tuple[AnswerSheet, ...]:
    """The sheets with the markers' points inserted among the answers, in printed order."""
    by_candidate: dict[str, list[MarkKey]] = {}
    for key in agreed.answers:
        by_candidate.setdefault(key[0], []).append(key)
    joined = []
    for sheet in sheets:
        keys = by_candidate.get(sheet.candidate.number)
        if not keys or sheet.form is None:
            joined.append(sheet)
            continue
        order = {place.id: index for index, place in enumerate(exam.places(sheet.form))}
        answers = [*sheet.answers, *(agreed.answers[key] for key in keys)]
        answers.sort(key=lambda answer: order[answer.question, answer.part])
        joined.append(sheet.model_copy(update={"answers": tuple(answers)}))
    return tuple(joined)
