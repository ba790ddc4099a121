"""The steps of ``quizgen review attach``: put signed scores into copies of review documents."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from quizgen.errors import CannotWrite, ContentFaults, Problem, QuizgenError
from quizgen.files.lock import only_writer
from quizgen.files.text import read_bytes
from quizgen.model.digest import sha256_hex
from quizgen.model.ledger import Act, stamped
from quizgen.model.names import file_stems
from quizgen.model.review import SignedResult, WrittenFile
from quizgen.records.attachment_list import list_bytes, mention_digest
from quizgen.records.exam_folder import remove_drafts
from quizgen.records.ledger import append, check_ledger, read_ledger
from quizgen.records.names import LEDGER, LIST, REVIEW_CARDS, SCORES, SUMMARY
from quizgen.render.scores.cards import card_pdf
from quizgen.render.typst_pdf import Printer
from quizgen.reviews.subjects import Refusal, ReviewDocument, Subject
from quizgen.workflows.marks.official import Official, Officials, read_officials
from quizgen.workflows.progress import OnProgress
from quizgen.workflows.review.choose import People, choose
from quizgen.workflows.review.documents import ReviewFile, find_reviews, open_review
from quizgen.workflows.review.order import AttachedScore, AttachOrder
from quizgen.workflows.review.output_folder import publish_folder
from quizgen.workflows.review.summary import attach_summary
from quizgen.workflows.review.verify_output import LISTED


@dataclass(frozen=True)
class Attached:
    """The result for every person.

    ``problems`` holds one entry for each person or file that received no score. ``unlisted`` are scores
    of people who appear in no review document. ``written`` names the files in the output folder;
    ``unchanged`` means that all of them already existed, byte for byte. ``unrecorded`` are the folders
    without a ledger; ``heads`` gives, for the others, the last hash of their ledger.
    """

    attached: tuple[AttachedScore, ...]
    problems: tuple[Problem, ...]
    notices: tuple[str, ...]
    unlisted: tuple[tuple[str, str, str], ...]
    written: tuple[str, ...]
    unchanged: bool = False
    unrecorded: tuple[str, ...] = ()
    heads: tuple[tuple[str, str], ...] = ()


class OutsideOnly(QuizgenError):
    """The output folder is inside the review documents or inside an exam folder."""

    def __init__(self, out: Path, folder: Path) -> None:
        super().__init__(f"输出文件夹“{out}”不能放在“{folder}”里面；请用 --out 另指一处。")


class NameTaken(QuizgenError):
    """A review document has the same name as a file that attaching adds."""

    def __init__(self, name: str) -> None:
        super().__init__(f"考核材料里有叫“{name}”的，与这个命令要写的重名；请先改名。")


def attach_scores(order: AttachOrder, on_progress: OnProgress) -> Attached:
    """Attach the scores, write the copies to one new folder, and record it in the ledger of each exam.

    People who cannot be matched exactly, or whose score may not be used, get nothing and are named in
    ``problems``. Repeating the same order changes nothing. Raises ContentFaults when no document could be
    opened, what ``read_officials`` raises, DamagedLedger, OutsideOnly, NameTaken, DifferentOutput,
    CannotWrite.
    """
    _check_place(order.out, order.reviews)
    doubts: list[str] = []
    officials = read_officials(
        order.scores, order.trust, without_ledger=order.without_ledger, on_notice=doubts.append
    )
    for exam in officials.exams:
        if (exam.folder / LEDGER).is_file():
            _check_place(order.out, exam.folder)
    if not order.dry_run:
        _check_ledgers(officials)
    work = _Work(order, officials)
    found = find_reviews(order.reviews)
    work.problems += found.problems
    for file in found.files:
        _check_name(file)
        work.take(file)
    if not work.files:
        raise ContentFaults(work.problems)
    unlisted = tuple(work.unlisted())
    notices = (*doubts, *work.notices)
    if order.dry_run:
        return Attached(tuple(work.attached), tuple(work.problems), notices, unlisted, ())
    files = dict(work.files)
    files[SUMMARY] = attach_summary(officials, work.attached, work.problems, unlisted, notices, order)
    if order.cards:
        files.update(_cards(work.attached, order, on_progress))
    files[LIST] = list_bytes({name: work.written(name, data) for name, data in files.items()})
    unchanged = not publish_folder(order.out, files)
    unrecorded, heads = _record(order, work, hashlib.sha256(files[LIST]).hexdigest())
    return Attached(
        *(tuple(work.attached), tuple(work.problems), notices, unlisted, tuple(files), unchanged),
        *(unrecorded, heads),
    )


def _check_ledgers(officials: Officials) -> None:
    """Before anything is written, refuse what could not be recorded afterwards."""
    for exam in officials.exams:
        check_ledger(exam.folder)
        if (exam.folder / LEDGER).is_file() and not os.access(exam.folder, os.W_OK):
            raise CannotWrite(exam.folder / LEDGER, "没有写入权限，附成绩要在台账里记一行")


def _check_place(out: Path, folder: Path) -> None:
    if folder.is_dir() and out.resolve().is_relative_to(folder.resolve()):
        raise OutsideOnly(out, folder)


def _check_name(file: ReviewFile) -> None:
    if file.name.lower() in {SUMMARY, LIST} or file.name.partition("/")[0] == REVIEW_CARDS:
        raise NameTaken(file.name)


@dataclass
class _Work:
    """Takes one document after another and keeps the results as bytes; nothing is written here."""

    order: AttachOrder
    officials: Officials
    attached: list[AttachedScore] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    inputs: dict[str, str] = field(default_factory=dict)
    mentions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _listed: set[str] = field(default_factory=set)
    _people_in: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._people = People(self.officials)

    def take(self, file: ReviewFile) -> None:
        """Attach scores to everyone in one document."""
        document = open_review(file, self.order.sheet)
        if isinstance(document, Problem):
            self.problems.append(document)
            return
        self.inputs[file.name] = hashlib.sha256(read_bytes(file.path)).hexdigest()
        for subject in document.subjects:
            self._listed.update(subject.numbers)
            refusal = self._attach(file, document, subject)
            if refusal is not None:
                self._refuse(file, subject, refusal)
        self.notices += [f"{file.name}：{notice}" for notice in document.notices]
        self.mentions[file.name] = tuple(sorted({mention_digest(one.text) for one in document.mentions()}))
        self.files[file.name] = document.saved()

    def _attach(self, file: ReviewFile, document: ReviewDocument, subject: Subject) -> Refusal | None:
        number = self._people.match(subject)
        if isinstance(number, Refusal):
            return number
        chosen = choose(self.officials.of(number), self.order.date, latest=self.order.latest)
        if isinstance(chosen, Refusal):
            return chosen
        exam, score = chosen
        result = exam.result(score)
        refusal = document.attach(subject, result, replace=self.order.replace)
        if refusal is None:
            note = _unit_note(subject, result)
            self.attached.append(AttachedScore(file.name, subject.where, result, note))
            self._people_in.setdefault(file.name, []).append(number)
        return refusal

    def _refuse(self, file: ReviewFile, subject: Subject, refusal: Refusal) -> None:
        person = " ".join(part for part in (*subject.numbers[:1], subject.name) if part)
        message = f"{person}：{refusal.message}" if person else refusal.message
        self.problems.append(
            Problem(str(file.path), None, refusal.rule, message, refusal.hint, spot=subject.where)
        )

    def written(self, name: str, data: bytes) -> WrittenFile:
        """The entry for one file in the list."""
        return WrittenFile(
            digest=hashlib.sha256(data).hexdigest(),
            people=tuple(self._people_in.get(name, ())),
            mentions=self.mentions.get(name, ()),
        )

    def unlisted(self) -> Iterator[tuple[str, str, str]]:
        """编号, 姓名 and exam of everyone who has a score but appears in no document."""
        for exam in self.officials.exams:
            for score in exam.scores.candidates:
                if score.score is not None and score.candidate.number not in self._listed:
                    yield score.candidate.number, score.candidate.name, exam.title


def _unit_note(subject: Subject, result: SignedResult) -> str:
    """A note for people to check: the 单位 differs, though only 编号 and 姓名 decide."""
    if subject.unit is None or subject.unit == result.candidate.unit:
        return ""
    return f"单位不同：材料里“{subject.unit}”，名册里“{result.candidate.unit}”"


def _cards(
    attached: list[AttachedScore], order: AttachOrder, on_progress: OnProgress
) -> Iterator[tuple[str, bytes]]:
    """One card for each person who received a score."""
    results = {one.result.candidate.number: one.result for one in attached}
    stems = file_stems(results)
    if not results:
        return
    printer = Printer(order.font_paths)
    for done, number in enumerate(sorted(results), 1):
        yield f"{REVIEW_CARDS}/{stems[number]}.pdf", card_pdf(results[number], printer)
        on_progress(done, len(results))


def _record(
    order: AttachOrder, work: _Work, made: str
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Record the act in the ledger of every exam whose scores were used; the same act is recorded once.

    ``made`` is the digest of the list of files written. Returns the folders that have no ledger (copies of
    the score file), and for each other folder the hash of the last line of its ledger.
    """
    taken = sha256_hex("\n".join(f"{name} {digest}" for name, digest in sorted(work.inputs.items())))
    unrecorded, heads = [], []
    for exam in work.officials.exams:
        count = sum(one.result.code == exam.scores.code(one.result.candidate.number) for one in work.attached)
        if not count:
            continue
        if not (exam.folder / LEDGER).is_file():
            unrecorded.append(exam.shown_as)
            continue
        head = _note(exam, order, {"reviews": taken, "copies": made, "attached": count, LISTED: 1})
        heads.append((exam.shown_as, head))
    return tuple(unrecorded), tuple(heads)


def _note(exam: Official, order: AttachOrder, details: dict[str, str | int]) -> str:
    key = order.sign_key() if order.sign_key is not None and exam.scores.head.ledger_signed else None
    with only_writer(exam.folder):
        remove_drafts(exam.folder)
        ledger = read_ledger(exam.folder)
        done = any(
            line.act is Act.ATTACHED
            and line.details == details
            and line.inputs.get(SCORES) == exam.scores.digest
            for line in ledger.lines
        )
        if done:
            return ledger.head
        inputs = {SCORES: exam.scores.digest}
        return append(
            exam.folder, stamped(Act.ATTACHED, order.stamp, inputs=inputs, details=details), key=key
        )
