"""An exam as a folder on disk: created completely or not at all, read with every inconsistency reported."""

from __future__ import annotations

import hashlib
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from quizgen.errors import AlreadyExists, CannotRead, CannotWrite
from quizgen.files.entries import entries, is_linked, is_plain
from quizgen.files.pictures import BadPicture, Picture, picture_of_name
from quizgen.files.safe import PRIVATE_FOLDER, make_parents, reason_of, write_new, write_new_piecemeal
from quizgen.files.text import file_digest, read_bytes, read_utf8
from quizgen.files.yaml_lines import parse_yaml
from quizgen.files.yaml_write import dump_yaml
from quizgen.model.attendance import Attended
from quizgen.model.digest import record_json
from quizgen.model.exam import Candidate, Exam, FrozenQuestion, PoolEntry
from quizgen.model.form_text import FormText
from quizgen.model.illustrated import FIGURES
from quizgen.model.ledger import Act, Stamp, stamped
from quizgen.model.people import (
    DAY_ACT,
    ActDoesNotFit,
    DayAct,
    ExamPeople,
    PersonAct,
    people_after,
    question_acts,
)
from quizgen.model.question import Question, pictures_of
from quizgen.model.question_acts import changes_by_form
from quizgen.model.reading import read_record
from quizgen.records.attendance_file import read_attendance
from quizgen.records.exam_note import exam_note
from quizgen.records.form_lines import FormLine, UnreadableLine, find_forms
from quizgen.records.ledger import append
from quizgen.records.manifest import (
    FROZEN_PRINTER,
    BrokenExamFolder,
    BuiltFile,
    append_manifest,
    file_line_marks,
)
from quizgen.records.names import (
    ACTS,
    EXAM,
    FORMS,
    KEY,
    LATE_FORMS,
    MANIFEST,
    POOL,
    QUESTIONS,
    README,
    ROSTER,
)
from quizgen.records.roster import large_roster, load_roster, roster_csv

_EXAM_RECORD: TypeAdapter[Exam] = TypeAdapter(Exam)
_EXAM_COMMENT = """考试的全部设定；组卷后不要修改（quizgen exam verify 会指出改动）。
cells 是细目表：每份试卷从每一格抽几题、可抽几题。
key_commitment 是 secret.key 的 SHA-256：考前公布它，考后公开密钥，任何人都能核对试卷没有被换过。"""


def _no_picture(name: str) -> bytes:
    raise KeyError(name)


@dataclass(frozen=True, slots=True)
class ExamContents:
    """Everything that is frozen when an exam is made.

    ``forms`` are taken one after another, so that thousands need little memory; ``freeze`` gives, for
    the ids that they used, the questions whole. ``stamp`` is who drew it when, for the ledger. ``picture``
    gives the bytes of a picture by its name in a question.
    """

    exam: Exam
    roster: tuple[Candidate, ...]
    key: bytes
    pool: tuple[PoolEntry, ...]
    forms: Iterable[FormText]
    freeze: Callable[[frozenset[str]], Iterable[FrozenQuestion]]
    stamp: Stamp
    picture: Callable[[str], bytes] = _no_picture


def create_exam_folder(path: Path, contents: ExamContents) -> int:
    """Write an exam folder; it appears whole under its name, or nothing is left.

    Returns how many questions its forms use. Raises AlreadyExists when the name is taken, CannotWrite
    when it cannot be written.
    """
    if path.exists() or path.is_symlink():
        raise AlreadyExists(path)
    for abandoned in path.parent.glob(f".{path.name}.*.new"):
        shutil.rmtree(abandoned, ignore_errors=True)
    make_parents(path)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        draft.mkdir(mode=PRIVATE_FOLDER)
    except OSError as error:
        raise CannotWrite(path, reason_of(error)) from error
    try:
        used = _write_contents(draft, contents)
        if path.exists():
            raise AlreadyExists(path)
        draft.rename(path)
    except OSError as error:
        raise CannotWrite(path, reason_of(error)) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return used


def _write_contents(folder: Path, contents: ExamContents) -> int:
    exam = contents.exam.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    write_new(folder / KEY, contents.key.hex().encode() + b"\n")
    write_new(folder / EXAM, dump_yaml({"format": 1, **exam}, _EXAM_COMMENT).encode())
    write_new(folder / ROSTER, roster_csv(contents.roster).encode("utf-8-sig"))
    write_new(folder / POOL, _lines(contents.pool))
    used: set[str] = set()
    write_new_piecemeal(folder / FORMS, _form_lines(contents.forms, used))
    questions = tuple(contents.freeze(frozenset(used)))
    write_new(folder / QUESTIONS, _lines(questions))
    pictures = sorted({name for one in questions for name in pictures_of(one.question)})
    note = exam_note(contents.exam, pictured=bool(pictures))
    write_new(folder / README, note.encode("utf-8-sig"))
    frozen = [path.name for path in sorted(folder.iterdir())]
    _write_pictures(folder, pictures, contents.picture)
    frozen += pictures
    digests = {name: file_digest(folder / name) for name in frozen}
    marks = {name: file_line_marks(folder / name) for name in frozen if _has_lines(name)}
    append_manifest(
        folder,
        [BuiltFile(name, digests[name], FROZEN_PRINTER, marks.get(name, "")) for name in frozen],
    )
    _note_drawing(folder, contents, digests)
    return len(used)


def _write_pictures(folder: Path, names: Sequence[str], picture: Callable[[str], bytes]) -> None:
    if names:
        (folder / FIGURES).mkdir(mode=PRIVATE_FOLDER)
    for name in names:
        write_new(folder / name, picture(name))


def _has_lines(name: str) -> bool:
    return name != KEY and not name.startswith(f"{FIGURES}/")


def _note_drawing(folder: Path, contents: ExamContents, digests: Mapping[str, str]) -> None:
    """The first line of the ledger; the digest of the key is the commitment, so it is no secret."""
    exam = contents.exam
    manifest = hashlib.sha256(read_bytes(folder / MANIFEST)).hexdigest()
    drawn = stamped(
        Act.DRAWN,
        contents.stamp,
        inputs={bank.name: bank.digest for bank in exam.banks},
        outputs={**{name: digest for name, digest in digests.items() if name != KEY}, MANIFEST: manifest},
        details={
            "forms": exam.forms + exam.spare,
            "key_commitment": exam.key_commitment,
            **({"despite": {one.rule: list(one.questions) for one in exam.despite}} if exam.despite else {}),
        },
    )
    append(folder, drawn)


def _form_lines(forms: Iterable[FormText], used: set[str]) -> Iterator[bytes]:
    for form in forms:
        used.update(form.questions)
        yield f"{form.line}\n".encode()


def _lines(records: Iterable[Any]) -> bytes:
    return "".join(f"{record_json(record)}\n" for record in records).encode()


class ExamFolder:
    """Reads an exam folder; every part is read when first asked for.

    Reading raises CannotRead for a missing file, BrokenExamFolder for one that is damaged. ``doubting``: of
    the acts about people only those are taken that come before the first damaged one.
    """

    def __init__(self, path: Path, *, doubting: bool = False) -> None:
        self.path = path
        self._doubting = doubting
        if not (path / EXAM).is_file():
            reason = f"没有 {EXAM}" if path.is_dir() else "没有这个文件夹"
            raise BrokenExamFolder(path, reason)

    @cached_property
    def exam(self) -> Exam:
        """The settings."""
        document, problems = parse_yaml(read_utf8(self.path / EXAM), EXAM, "", by_hand=False)
        if document is None or problems:
            said = "；".join(f"第 {one.line} 行 {one.message}" for one in problems)
            raise BrokenExamFolder(self.path, f"{EXAM} 读不懂（{said}）")
        if document.data is None:
            raise BrokenExamFolder(self.path, f"{EXAM} 是空的")
        reading = read_record(_EXAM_RECORD, document.data)
        exam, faults = reading
        if exam is None:
            said = "；".join(f"第 {document.line(one.way) or 1} 行 {one.message}" for one in faults)
            raise BrokenExamFolder(self.path, f"{EXAM} 不对（{said}）")
        return exam

    @cached_property
    def key(self) -> bytes:
        """The 32 secret bytes the forms were derived from."""
        try:
            key = bytes.fromhex(read_bytes(self.path / KEY).decode("ascii").strip())
        except ValueError as error:
            raise BrokenExamFolder(self.path, f"{KEY} 不是十六进制的密钥") from error
        return key

    @cached_property
    def roster(self) -> tuple[Candidate, ...]:
        """The candidates as frozen, in roster order; empty when the exam was made without a roster."""
        text = read_bytes(self.path / ROSTER)
        if (people := large_roster(text)) is not None:
            return people
        if len(text.decode("utf-8-sig", errors="replace").strip().splitlines()) <= 1:
            return ()
        candidates, problems = load_roster(self.path / ROSTER, ROSTER, lambda _character: True, frozen=True)
        if problems:
            raise BrokenExamFolder(self.path, str(problems[0]))
        return candidates

    @cached_property
    def pool(self) -> tuple[PoolEntry, ...]:
        """The eligible questions as the draw saw them."""
        return tuple(self._records(POOL, PoolEntry.model_validate_json))

    @cached_property
    def question_lines(self) -> tuple[FrozenQuestion, ...]:
        """The questions used, line by line."""
        return tuple(self._records(QUESTIONS, FrozenQuestion.model_validate_json))

    @cached_property
    def added_questions(self) -> tuple[FrozenQuestion, ...]:
        """The questions that came onto forms after the exam was drawn, in that order."""
        return tuple(frozen for act in question_acts(self.acts) for frozen in act.frozen)

    @cached_property
    def questions(self) -> Mapping[str, FrozenQuestion]:
        """All questions that were ever on a form, by content digest."""
        return {frozen.digest: frozen for frozen in (*self.question_lines, *self.added_questions)}

    def picture(self, name: str) -> Picture:
        """A picture by its name in a question. Raises BrokenExamFolder when it is not as it was frozen."""
        try:
            return picture_of_name(name.removeprefix(f"{FIGURES}/"), read_bytes(self.path / name))
        except (CannotRead, BadPicture) as error:
            raise BrokenExamFolder(self.path, f"{name} 不是组卷时的图片") from error

    def altered_pictures(self) -> Iterator[tuple[str, str]]:
        """The id of a question with the name of its picture, where that is gone or not as it was."""
        for frozen in (*self.question_lines, *self.added_questions):
            for name in pictures_of(frozen.question):
                path = self.path / name
                kept = is_plain(name) and not is_linked(self.path, name) and path.is_file()
                if not kept or file_digest(path) != path.stem:
                    yield frozen.question.id, name

    @cached_property
    def form_lines(self) -> tuple[FormLine, ...]:
        """The forms as they were drawn with the exam, in the order they were made."""
        return self._form_lines(FORMS)

    def _form_lines(self, name: str) -> tuple[FormLine, ...]:
        try:
            return tuple(find_forms(self.path / name))
        except UnreadableLine as error:
            raise BrokenExamFolder(self.path, f"{name} 第 {error.number} 行读不懂") from error

    @cached_property
    def acts(self) -> tuple[DayAct, ...]:
        """What was done about people and questions since the exam was drawn, in order."""
        if not (self.path / ACTS).exists():
            return ()
        acts: list[DayAct] = []
        try:
            for one in self._records(ACTS, DAY_ACT.validate_json):
                people_after(self.roster, [*acts, one])
                acts.append(one)
        except (BrokenExamFolder, ActDoesNotFit) as error:
            if not self._doubting:
                raise self._out_of_order(error) from error
        return tuple(acts)

    def _out_of_order(self, error: BrokenExamFolder | ActDoesNotFit) -> BrokenExamFolder:
        if isinstance(error, BrokenExamFolder):
            return error
        return BrokenExamFolder(self.path, f"{ACTS} 第 {error.place + 1} 行不对：{error.reason}")

    @cached_property
    def people(self) -> ExamPeople:
        """The people as they stand now."""
        return self.people_at(len(self.acts))

    @cached_property
    def attendance(self) -> Mapping[str, Attended]:
        """Who came, by 编号, as the sign-in sheets say; empty while none was read."""
        try:
            return read_attendance(self.path)
        except BrokenExamFolder:
            if self._doubting:
                return {}
            raise

    @cached_property
    def _people_at(self) -> dict[int, ExamPeople]:
        return {}

    def people_at(self, acts: int) -> ExamPeople:
        """The people as they stood after so many acts."""
        if acts not in self._people_at:
            self._people_at[acts] = people_after(self.roster, self.acts[:acts])
        return self._people_at[acts]

    @cached_property
    def late_lines(self) -> tuple[FormLine, ...]:
        """The forms as they were drawn for people who were added, in that order."""
        if not (self.path / LATE_FORMS).exists():
            return ()
        try:
            return self._form_lines(LATE_FORMS)
        except BrokenExamFolder:
            if self._doubting:
                return ()
            raise

    @cached_property
    def all_lines(self) -> tuple[FormLine, ...]:
        """Every form as it stands now: those drawn with the exam, then those drawn since."""
        return self._changed((*self.form_lines, *self.late_lines), len(self.acts))

    def every_line_at(self, acts: int) -> tuple[FormLine, ...]:
        """Every form that there was after so many acts, as it stood then."""
        if acts not in self._lines_at:
            added = {one.form for one in self.acts[:acts] if isinstance(one, PersonAct)}
            lines = (*self.form_lines, *(line for line in self.late_lines if line.code in added))
            self._lines_at[acts] = self._changed(lines, acts)
        return self._lines_at[acts]

    def _changed(self, lines: Sequence[FormLine], acts: int) -> tuple[FormLine, ...]:
        changes = changes_by_form(question_acts(self.acts[:acts]))
        return tuple(line.after(changes(line.code)) for line in lines)

    def drawable_at(self, acts: int) -> dict[str, Question]:
        """The questions, by id, that one more form may be drawn from after so many acts."""
        found = {frozen.question.id: frozen.question for frozen in self.question_lines}
        for act in question_acts(self.acts[:acts]):
            if act.act is Act.SWAPPED:
                found.pop(act.question, None)
                found |= {frozen.question.id: frozen.question for frozen in act.frozen}
        return found

    @cached_property
    def _lines_at(self) -> dict[int, tuple[FormLine, ...]]:
        return {}

    def lines_at(self, acts: int) -> tuple[FormLine, ...]:
        """The forms to be printed for everybody after so many acts: none of people who have withdrawn."""
        gone = self.people_at(acts).withdrawn
        lines = self.every_line_at(acts)
        return tuple(line for line in lines if line.candidate is None or line.candidate not in gone)

    def _records(self, name: str, parse: Callable[[bytes], Any]) -> Iterator[Any]:
        data = read_bytes(self.path / name)
        for number, line in enumerate(data.splitlines(), 1):
            try:
                yield parse(line)
            except ValidationError as error:
                raise BrokenExamFolder(self.path, f"{name} 第 {number} 行读不懂") from error


def remove_drafts(folder: Path) -> None:
    """Remove half-written files that a killed process left; no other process may be writing.

    Raises CannotWrite.
    """
    try:
        for entry in entries(folder):
            if entry.is_draft:
                (folder / entry.name).unlink(missing_ok=True)
    except OSError as error:
        raise CannotWrite(folder, reason_of(error)) from error
