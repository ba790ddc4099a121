"""The steps of ``quizgen review verify``: compare scores in review documents with the signed scores."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import WHOLE, Problem, QuizgenError, Spot
from quizgen.markup.office_text import printable
from quizgen.model.ledger import Act
from quizgen.model.review import SignedResult, WrittenFile
from quizgen.model.rules.review import F101, F102, F103, F104, F105, F106, F107, F108
from quizgen.model.score import CandidateScore
from quizgen.records.attachment_list import mention_digest
from quizgen.records.ledger import read_ledger
from quizgen.records.signing import plain_code, verification_code
from quizgen.records.trust import Trust
from quizgen.reviews.subjects import Refusal, ReviewDocument, Subject
from quizgen.workflows.marks.official import Official, Officials, OnNotice, no_notice, read_officials
from quizgen.workflows.review.choose import People, choose
from quizgen.workflows.review.documents import FoundDocuments, find_reviews, open_review
from quizgen.workflows.review.verify_output import Output, check_output

_LONGEST = 30
_MEND = "以签名的成绩为准；要恢复就从原件重新附一次"


@dataclass(frozen=True, slots=True)
class VerifiedReviews:
    """How many documents and scored people were compared; every disagreement is a Problem.

    ``fingerprints`` identify the keys that signed the scores, for comparison with published ones.
    ``notes`` are not faults: they say what has changed since and what could not be compared.
    """

    problems: tuple[Problem, ...]
    documents: int
    people: int
    fingerprints: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class UnknownCode(QuizgenError):
    """This 核验码 belongs to none of the given scores."""

    def __init__(self, code: str, exams: Sequence[str]) -> None:
        shown = "、".join(exams)
        super().__init__(f"核验码“{code}”对不上这些签名的成绩：{shown}；请核对抄写，或给出那次考试的文件夹。")


class LostVersion(QuizgenError):
    """This 核验码 belongs to scores that were corrected and then removed from the history."""

    def __init__(self, code: str, exam: Official, number: str, version: int) -> None:
        super().__init__(
            f"核验码“{code}”是编号 {number} 在{exam.title}第 {version} 版成绩里的，那一版已经不在 history/，"
            "查不出当时的分数；从备份恢复那一版再查。"
        )


class CorrectedSince(QuizgenError):
    """This 核验码 belongs to a score that was corrected after it was attached."""

    def __init__(self, code: str, exam: Official, score: CandidateScore) -> None:
        person = score.candidate
        super().__init__(
            f"核验码“{code}”是更正以前的：{exam.title} 编号 {person.number} {person.name} "
            f"当时 {score.score} 分，后来更正过；"
            "请重新附成绩或重印成绩单。"
        )


def verify_reviews(  # noqa: PLR0913 - what to hold against what
    path: Path,
    scores: Sequence[Path],
    *,
    date: datetime.date,
    trust: Trust | None = None,
    sheet: str | None = None,
    without_ledger: bool = False,
) -> VerifiedReviews:
    """Compare one document, or every document in a folder, with the signed scores.

    ``date`` decides whether a score is missing where a place is empty. Raises what ``read_officials``
    raises, NoReviews.
    """
    doubts: list[str] = []
    officials = read_officials(scores, trust, without_ledger=without_ledger, on_notice=doubts.append)
    check = _Check(officials, date)
    output = check_output(path, officials, trust)
    found = find_reviews(path, attached=True)
    check.problems += (*output.problems, *_other_files(found, output))
    for file in found.files:
        document = open_review(file, sheet)
        if isinstance(document, Problem):
            check.problems.append(document)
        else:
            place = file.path.resolve()
            check.document(document, output.files.get(place), pristine=place in output.pristine)
    signers = tuple(dict.fromkeys(exam.scores.signer.fingerprint for exam in officials.exams))
    return VerifiedReviews(
        tuple(check.problems), check.documents, check.people, signers, (*doubts, *output.notes)
    )


def resolve_code(
    code: str,
    scores: Sequence[Path],
    trust: Trust | None = None,
    *,
    without_ledger: bool = False,
    on_notice: OnNotice = no_notice,
) -> SignedResult:
    """Find the score that a 核验码 belongs to. Raises UnknownCode, what ``read_officials`` raises."""
    officials = read_officials(scores, trust, without_ledger=without_ledger, on_notice=on_notice)
    found = officials.resolve(code)
    if found is None or found[1].score is None:
        older = officials.resolve_older(code)
        if older is not None:
            raise CorrectedSince(code, *older)
        if (lost := lost_code(code, officials)) is not None:
            raise LostVersion(code, *lost)
        raise UnknownCode(code, [exam.title for exam in officials.exams])
    exam, score = found
    return exam.result(score)


def _other_files(found: FoundDocuments, output: Output) -> Iterator[Problem]:
    """Files that are not documents, unless the check of the whole folder has already named them."""
    named = {problem.file for problem in output.problems}
    yield from (problem for problem in found.problems if problem.file not in named)


class _Check:
    def __init__(self, officials: Officials, date: datetime.date) -> None:
        self._officials = officials
        self._people = People(officials)
        self._date = date
        self.problems: list[Problem] = []
        self.documents = self.people = 0

    def document(self, document: ReviewDocument, written: WrittenFile | None, *, pristine: bool) -> None:
        """Check everyone in one document.

        ``written`` says who received a score when the document was written; ``pristine`` means that its
        bytes are unchanged, so it still looks as it did when the scores were attached.
        """
        self.documents += 1
        holding: set[str] = set()
        for subject in document.subjects:
            held = document.held(subject)
            if held.anything:
                self.people += 1
                holding.update(subject.numbers)
                self._faults(document, self._compare(document, subject))
                if not pristine:
                    self._faults(document, self._doubts(document, subject))
            elif (due := self._due(subject)) is not None:
                message = f"{_person(subject)}：这里没有成绩，签名的成绩里有（{due.exam} {due.score}）"
                self._fault(document, subject.where, F106.id, message, "没有附过，或附上后被删去")
                holding.update(subject.numbers)
        if not pristine:
            self._faults(document, self._mentions(document, written))
        for number in () if written is None else written.people:
            if number not in holding:
                message = f"附过编号 {number} 的成绩，现在没有这个人，或他的成绩被删去"
                self._fault(document, WHOLE, F106.id, message, _MEND)

    def _compare(self, document: ReviewDocument, subject: Subject) -> Iterator[tuple[Spot, str, str]]:
        """Place, rule and message of everything that does not match for one person."""
        held = document.held(subject)
        who = _person(subject)
        if subject.refusal is not None:
            yield subject.where, F105.id, f"{who}：{subject.refusal.message}，却有成绩"
        found = self._officials.resolve(held.code) if held.code else None
        result = None if found is None or found[1].score is None else found[0].result(found[1])
        if result is None:
            yield held.code_where, F101.id, f"{who}：{self._unresolved(held.code)}"
        elif result.candidate.number not in subject.numbers:
            yield held.code_where, F102.id, f"{who}：核验码是编号 {result.candidate.number} 的，不是这个人的"
            result = None
        elif result.candidate.name != subject.name:
            name = result.candidate.name
            yield subject.where, F103.id, f"{who}：签名的成绩里这个编号的姓名是“{name}”"
        result = result or self._due(subject)
        for one in () if result is None else document.differences(subject, result):
            if one.where != held.code_where:
                message = f"{who}：{one.field}是“{one.found}”，签名的成绩是“{one.expected}”"
                yield one.where, F104.id, message

    @staticmethod
    def _doubts(document: ReviewDocument, subject: Subject) -> Iterator[tuple[Spot, str, str]]:
        for doubt in document.doubts(subject):
            yield doubt.where, F107.id, f"{_person(subject)}：{doubt.reason}，看到的可能不是签名的成绩"

    @staticmethod
    def _mentions(document: ReviewDocument, written: WrittenFile | None) -> Iterator[tuple[Spot, str, str]]:
        """Text about scores that was not there before; if that is unknown, additional score columns."""
        for one in document.mentions():
            if written is None:
                new = one.heading and "成绩" in one.text
            else:
                new = mention_digest(one.text) not in written.mentions
            if new:
                text = printable(one.text.strip())
                yield one.where, F108.id, f"“{text[:_LONGEST]}”不是附上的内容，却像是成绩"

    def _unresolved(self, code: str) -> str:
        if not code:
            return "有成绩而没有核验码"
        older = self._officials.resolve_older(code)
        if older is not None:
            return f"核验码是更正以前的成绩（{older[1].score}）"
        return f"核验码“{code}”对不上任何签名的成绩"

    def _due(self, subject: Subject) -> SignedResult | None:
        """The score that should have been attached to the person, if that is beyond doubt."""
        number = self._people.match(subject)
        if isinstance(number, Refusal):
            return None
        chosen = choose(self._officials.of(number), self._date, latest=False)
        return None if isinstance(chosen, Refusal) else chosen[0].result(chosen[1])

    def _faults(self, document: ReviewDocument, found: Iterator[tuple[Spot, str, str]]) -> None:
        for spot, rule, message in found:
            self._fault(document, spot, rule, message, _MEND)

    def _fault(self, document: ReviewDocument, spot: Spot, rule: str, message: str, hint: str) -> None:
        self.problems.append(Problem(document.shown_as, None, rule, message, hint, spot=spot))


def _person(subject: Subject) -> str:
    return " ".join(part for part in (*subject.numbers[:1], subject.name) if part) or "没有编号的一行"


def lost_code(code: str, officials: Officials) -> tuple[Official, str, int] | None:
    """The exam, 编号 and version that a code belongs to, found by the seals in the ledger; None if none fits.

    Versions signed before the ledger had seals are not recognised.
    """
    wanted = plain_code(code)
    for exam in officials.exams:
        marked = [line for line in read_ledger(exam.folder).lines if line.act is Act.MARKED]
        for version, line in enumerate(marked, 1):
            seal = line.details.get("seal")
            if not isinstance(seal, str):
                continue
            for number in exam.scores.by_number:
                if verification_code(seal, number) == wanted:
                    return exam, number, version
    return None
