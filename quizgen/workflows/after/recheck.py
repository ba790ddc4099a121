"""The steps of ``quizgen exam recheck``: a request, a second reading, an outcome signed by named people."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quizgen.entry.second_reading import SecondReading, read_second_reading, second_reading_sheet
from quizgen.errors import ContentFaults, Problem
from quizgen.files.text import read_bytes
from quizgen.markup.words import bare
from quizgen.model.answers import AnswerSheet, Attendance
from quizgen.model.ledger import Act, JsonValue, LedgerLine
from quizgen.model.recheck import RecheckAsked, RecheckDone, RecheckLine
from quizgen.model.shown import ShownItem
from quizgen.records.answers_file import stored_sheets
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.ledger import check_ledger
from quizgen.records.names import RECHECK_REGISTER, recheck_name
from quizgen.records.recheck_file import open_requests, read_rechecks, recheck_line
from quizgen.records.scores_file import Scores, read_scores
from quizgen.render.scores.recheck_letter import RecheckLetter, letter_docx, letter_pdf
from quizgen.render.typst_pdf import Printer
from quizgen.workflows.after.noting import AfterOrder, Noted, note_act
from quizgen.workflows.after.publish import publication_of, publications
from quizgen.workflows.after.recheck_refused import (
    AnotherName,
    AskedAlready,
    AskedBeforePublication,
    AskedTooLate,
    MarkedUnlikeLedger,
    NoPointsToCheck,
    NoSuchRequest,
    NotPublished,
    ReadByEnterer,
    StillDiffers,
    TooFewSigned,
)
from quizgen.workflows.after.recheck_sources import answer_sources
from quizgen.workflows.day.written import check_reason
from quizgen.workflows.exam.intact import changing, intact_exam
from quizgen.workflows.marks.changes import standing
from quizgen.workflows.marks.explain import Explained, explain_score
from quizgen.workflows.marks.order import AnswersPurged
from quizgen.workflows.marks.run import MarkingRun

FEWEST_SIGNED = 2


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks, why, on which day; ``late``: why a request after the last day is accepted."""

    number: str
    name: str
    reason: str
    received: datetime.date
    late: str = ""


@dataclass(frozen=True, slots=True)
class RequestTaken:
    """What was registered: the request, the sheet for the second reading, the last day for requests."""

    line: RecheckAsked
    sheet: str
    last: datetime.date
    noted: Noted


@dataclass(frozen=True, slots=True)
class Compared:
    """A request as it stands: question by question what was marked, beside the second reading so far.

    ``sources`` say where each answer came from, by printed number; ``reading`` is None before the sheet is
    there.
    """

    asked: RecheckAsked
    now: str
    items: tuple[Explained, ...]
    sources: Mapping[str, str]
    reading: SecondReading | None


@dataclass(frozen=True, slots=True)
class RecheckOutcome:
    """What was decided and written."""

    asked: RecheckAsked
    done: RecheckDone
    files: tuple[str, ...]
    noted: Noted


def ask_for_recheck(order: AfterOrder, request: Request) -> RequestTaken:
    """Register a request and write the sheet for the second reading.

    Raises NotPublished, AskedBeforePublication, AskedTooLate, AskedAlready, AnotherName, NoPointsToCheck,
    AnswersPurged, ContentFaults for a reason that cannot be kept, what reading scores and ``changing`` raise,
    NotTheSigner, CannotWrite.
    """
    check_reason(request.reason)
    check_reason(request.late)
    with changing(order.folder) as folder:
        lines = check_ledger(folder.path).lines
        last = _in_time(lines, request)
        scores = read_scores(folder.path)
        score = scores.by_number.get(request.number)
        if score is None or score.attendance is not Attendance.SAT:
            raise NoPointsToCheck(request.number)
        spellings = (score.candidate, *folder.people.former.get(request.number, ()))
        if all(bare(one.name) != bare(request.name) for one in spellings):
            raise AnotherName(request.number, request.name)
        before = read_rechecks(folder.path)
        for one in open_requests(before).values():
            if one.number == request.number:
                raise AskedAlready(request.number, one.request)
        asked = RecheckAsked(
            act=Act.RECHECK_ASKED,
            request=1 + sum(isinstance(one, RecheckAsked) for one in before),
            number=request.number,
            name=request.name,
            reason=request.reason,
            received=request.received,
            by=order.stamp.by,
            late=request.late if request.received > last else "",
            version=_version(lines),
            standing=standing(score),
        )
        sheet, places = _answers(folder, scores, request.number)
        name = recheck_name(asked.request, ".xlsx")
        paper = second_reading_sheet(folder.exam.title, request.number, sheet.form or "", places)
        details: dict[str, JsonValue] = {
            "request": asked.request,
            "number": asked.number,
            "received": asked.received.isoformat(),
        }
        if asked.late:
            details["late"] = asked.late
        noted = note_act(
            order, Act.RECHECK_ASKED, details, files=_registered(folder, asked), loose={name: paper}
        )
        return RequestTaken(asked, name, last, noted)


def _in_time(lines: Sequence[LedgerLine], request: Request) -> datetime.date:
    """The last day for requests, as the latest publication has it."""
    found = publications(lines)
    if not found:
        raise NotPublished
    period = publication_of(found[-1].details)
    first = publication_of(found[0].details).first
    if request.received < first:
        raise AskedBeforePublication(request.received, first)
    if request.received > period.last and not request.late:
        raise AskedTooLate(request.received, period.last)
    return period.last


def compare_recheck(path: Path, request: int) -> Compared:
    """A request with what was marked and what was read a second time. Nothing is written.

    Raises NoSuchRequest, what ``explain_score`` raises, CannotRead, RefusedFile.
    """
    folder = intact_exam(path)
    asked = _asked(read_rechecks(path), request, even_done=True)
    explained = explain_score(path, asked.number)
    sheet, places = _answers(folder, explained.scores, asked.number)
    reading = _reading(folder, request, places, sheet)
    sources = answer_sources(folder, sheet, places)
    return Compared(asked, standing(explained.score), explained.items, sources, reading)


def decide_recheck(
    order: AfterOrder, request: int, reader: str, signed: Sequence[str], fonts: Sequence[Path] = ()
) -> RecheckOutcome:
    """Close a request: the second reading must agree with what is marked now; write the letter.

    A mistake is corrected before, in the entry sheet, by marking again with a reason. Raises NoSuchRequest,
    TooFewSigned, ReadByEnterer, ContentFaults for a sheet that is not filled in, StillDiffers,
    MarkedUnlikeLedger, what reading scores and ``changing`` raise, what a printer raises, CannotWrite.
    """
    names = tuple(dict.fromkeys(signed))
    if len({bare(one) for one in names}) < FEWEST_SIGNED or len({bare(one) for one in names}) < len(names):
        raise TooFewSigned(FEWEST_SIGNED)
    with changing(order.folder) as folder:
        register = read_rechecks(folder.path)
        asked = _asked(register, request)
        lines = check_ledger(folder.path).lines
        entered = [line.by for line in lines if line.act is Act.ENTRY_DONE]
        if entered and bare(entered[-1]) == bare(reader):
            raise ReadByEnterer(reader)
        scores = read_scores(folder.path)
        sheet, places = _answers(folder, scores, asked.number)
        reading = _reading(folder, request, places, sheet)
        if reading is None:
            raise NoSuchRequest(request)
        if reading.faults:
            raise ContentFaults(reading.faults)
        if reading.differences:
            raise StillDiffers(reading.differences)
        score = scores.by_number[asked.number]
        corrected = _corrected(lines, asked)
        if standing(score) != asked.standing and not _version(lines) > asked.version:
            raise MarkedUnlikeLedger(asked.number)
        done = RecheckDone(
            act=Act.RECHECKED,
            request=request,
            number=asked.number,
            reader=reader,
            signed=names,
            version=_version(lines),
            standing=standing(score),
            checked=reading.checked,
            corrected=corrected,
            date=order.stamp.time.date(),
        )
        letter = letter_of(scores, asked, done)
        files = {
            **_registered(folder, done),
            recheck_name(request, ".xlsx"): read_bytes(folder.path / recheck_name(request, ".xlsx")),
            recheck_name(request, ".pdf"): letter_pdf(letter, Printer(tuple(fonts))),
            recheck_name(request, ".docx"): letter_docx(letter),
        }
        details: dict[str, JsonValue] = {
            "request": request,
            "number": asked.number,
            "reader": reader,
            "signed": [*names],
            "old": asked.standing,
            "new": done.standing,
        }
        noted = note_act(order, Act.RECHECKED, details, files=files)
        return RecheckOutcome(asked, done, tuple(files)[2:], noted)


def letter_of(scores: Scores, asked: RecheckAsked, done: RecheckDone) -> RecheckLetter:
    """What the letter about an outcome says."""
    return RecheckLetter(
        head=scores.head,
        score=scores.by_number[asked.number],
        before=_in_points(asked.standing),
        now=_in_points(done.standing),
        received=asked.received,
        checked=done.checked,
        corrected=done.corrected,
        reader=done.reader,
        signed=done.signed,
        date=done.date,
    )


def _in_points(words: str) -> str:
    """``79.5 不合格`` as ``79.5 分（不合格）``."""
    score, _, grade = words.partition(" ")
    return f"{score} 分（{grade}）" if grade else words


def _asked(lines: Sequence[RecheckLine], request: int, *, even_done: bool = False) -> RecheckAsked:
    found = {one.request: one for one in lines if isinstance(one, RecheckAsked)}
    known = found if even_done else open_requests(lines)
    if request not in known:
        raise NoSuchRequest(request, done=request in found)
    return known[request]


def _registered(folder: ExamFolder, line: RecheckLine) -> dict[str, bytes]:
    """The register with one line more."""
    path = folder.path / RECHECK_REGISTER
    return {RECHECK_REGISTER: (read_bytes(path) if path.exists() else b"") + recheck_line(line)}


def _version(lines: Sequence[LedgerLine]) -> int:
    return sum(line.act is Act.MARKED for line in lines)


def _answers(folder: ExamFolder, scores: Scores, number: str) -> tuple[AnswerSheet, tuple[ShownItem, ...]]:
    """The answers that were marked, and everything asked on that form. Raises AnswersPurged."""
    sheet = next((one for one in stored_sheets(folder.path) if one.candidate.number == number), None)
    if sheet is None:
        raise AnswersPurged
    return sheet, MarkingRun(folder, scores.head.changes).places(sheet)


def _reading(
    folder: ExamFolder, request: int, places: Sequence[ShownItem], sheet: AnswerSheet
) -> SecondReading | None:
    name = recheck_name(request, ".xlsx")
    path = folder.path / name
    if not path.is_file():
        return None
    reading = read_second_reading(path, name, places, sheet.answers)
    return replace(reading, differences=tuple(_hinted(one) for one in reading.differences))


def _hinted(problem: Problem) -> Problem:
    hint = "登记错的，改正登记表，用 exam mark --reason 重新阅卷；第二次读错的，改正这一格"
    return replace(problem, hint=hint)


def _corrected(lines: Sequence[LedgerLine], asked: RecheckAsked) -> tuple[str, ...]:
    """The printed numbers whose answer was corrected since the request, as the ledger has them."""
    since = False
    found: dict[str, None] = {}
    for line in lines:
        if line.act is Act.RECHECK_ASKED and line.details.get("request") == asked.request:
            since = True
        answers = line.details.get("answers")
        if since and line.act is Act.CORRECTED and isinstance(answers, dict):
            changed = answers.get(asked.number)
            found |= dict.fromkeys(map(str, changed if isinstance(changed, list) else ()))
    return tuple(found)
