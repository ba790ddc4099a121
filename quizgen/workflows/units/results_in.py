"""Reads what units return: every file held against its signature and against what the unit was given."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import Problem, QuizgenError
from quizgen.files.safe import write_replacing
from quizgen.files.text import byte_lines, file_digest, read_bytes
from quizgen.model.answers import AnswerSheet
from quizgen.model.ledger import LedgerLine
from quizgen.model.rules.units import U010, U011, U012, U013, U014, U023, U032, U033
from quizgen.model.units import CutDetails, Given
from quizgen.records.answers_file import parse_sheet
from quizgen.records.covered import marking_place, uncovered
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.ledger import broken, ledger_of
from quizgen.records.names import ANSWERS, EXAM, FORMS, LEDGER, PUBLIC_KEY, SCORES, SIGNATURE
from quizgen.records.scores_file import Scores, signed_scores
from quizgen.records.trust import Trust
from quizgen.records.units.cut import cut_of, is_cut
from quizgen.records.units.packed import unpacked
from quizgen.workflows.units.giving_back import RETURNED, returned_files

_ASK_AGAIN = "请这个单位重新交一份（quizgen exam return）"


@dataclass(frozen=True, slots=True)
class Returned:
    """What one unit returned, after it was found sound: ``files`` are those to be kept at the centre.

    ``answers`` is where its answers lie meanwhile (None: it returned scores only).
    """

    source: str
    given: Given
    details: CutDetails
    lines: tuple[LedgerLine, ...]
    scores: Scores
    files: Mapping[str, bytes]
    answers: Path | None

    @property
    def hashes(self) -> tuple[str, ...]:
        """The hashes of its ledger, line by line."""
        return tuple(line.hash for line in self.lines)

    def sheets(self) -> Iterator[AnswerSheet]:
        """Its answers, which were found readable."""
        for line in () if self.answers is None else byte_lines(self.answers):
            sheet = parse_sheet(line.rstrip(b"\r\n"))
            if sheet is not None:
                yield sheet


@dataclass(frozen=True, slots=True)
class ResultReader:
    """Reads results for one exam.

    ``splits`` are what the units were given, by the number of the split; only the last one counts. Answers
    are not held in memory, but laid down in ``room``.
    """

    folder: ExamFolder
    splits: Mapping[int, Sequence[Given]]
    trusted: Trust | None
    scores_only: bool
    room: Path

    def read(self, path: Path) -> tuple[Returned | None, list[Problem]]:
        """What was returned in a file or folder (None when it cannot be used), with all faults and notes."""
        source = str(path)
        try:
            files = _files(path)
        except QuizgenError as error:
            return None, [Problem(source, None, U010.id, str(error).rstrip("。"), _ASK_AGAIN)]
        if missing := [name for name in RETURNED if name not in files]:
            message = f"不是单位交回的成绩：没有 {'、'.join(missing)}"
            return None, [Problem(source, None, U010.id, message, "应当是 exam return 写出的文件")]
        return self._judged(path, files)

    def _judged(self, path: Path, files: Mapping[str, bytes]) -> tuple[Returned | None, list[Problem]]:
        """What was returned, from its files."""
        source = str(path)
        ledger = ledger_of(files[LEDGER], path / LEDGER)
        fault = broken(ledger)
        if fault is not None:
            return None, [Problem(source, fault.line, U013.id, f"台账：{fault.message}", _ASK_AGAIN)]
        given, problem = self._given(source, ledger.lines)
        details = cut_of(ledger.lines)
        if given is None or details is None:
            return None, [problem]
        try:
            scores = signed_scores(path / SCORES, files[SCORES], files[SIGNATURE], files[PUBLIC_KEY])
        except QuizgenError as error:
            return None, [_of(source, given, U013.id, str(error).rstrip("。"))]
        faults = [*self._facts(source, given, ledger.lines, scores), *self._signer(source, given, scores)]
        data = files.get(ANSWERS)
        faults += self._answers(source, given, data, scores)
        if any(one.rule not in _NOTES for one in faults):
            return None, faults
        answers = None
        if data is not None and not self.scores_only:
            answers = self.room / f"answers-{given.bundle}-{hashlib.sha256(source.encode()).hexdigest()}"
            write_replacing(answers, data)
        kept = {name: files[name] for name in RETURNED}
        return Returned(source, given, details, ledger.lines, scores, kept, answers), faults

    def _given(self, source: str, lines: Sequence[LedgerLine]) -> tuple[Given | None, Problem]:
        """What the unit was given, by the first line of its ledger."""
        last = max(self.splits)
        for version, given in self.splits.items():
            for one in given:
                if lines and is_cut(lines) and one.cut == lines[0].hash:
                    message = f"单位“{one.unit}”交的是第 {version} 次分发的，后来第 {last} 次分发过"
                    return (one if version == last else None), Problem(
                        source, 1, U012.id, message, _ASK_AGAIN
                    )
        message = "不是这次考试分发出去的，或它台账的第一行被改动过"
        return None, Problem(source, 1, U011.id, message, "核对是不是别的考试的")

    def _facts(
        self, source: str, given: Given, lines: Sequence[LedgerLine], scores: Scores
    ) -> Iterable[Problem]:
        """The scores against the unit's ledger and the files it was given."""
        head = scores.head
        place = marking_place(lines, head, scores.digest)
        if place is None:
            yield _of(source, given, U013.id, "它的台账最后一次阅卷记的不是这份成绩")
        elif any(uncovered(lines[place:], head)):
            yield _of(source, given, U013.id, "它的台账在签名以后添了别的密钥签的行")
        if head.exam_digest != file_digest(self.folder.path / EXAM):
            yield _of(source, given, U013.id, "阅卷用的 exam.yaml 不是分发出去的那一份")
        if head.forms_digest != lines[0].outputs.get(FORMS):
            yield _of(source, given, U013.id, "阅卷用的 forms.jsonl 不是分发出去的那一份")
        openings = sum(int(str(line.details.get("openings_before", 0))) > 0 for line in lines)
        if openings:
            yield _of(source, given, U033.id, "它的包拆过不止一次，见它的台账", "")

    def _signer(self, source: str, given: Given, scores: Scores) -> Iterable[Problem]:
        found = scores.signer.fingerprint
        if given.signer is not None:
            if found != given.signer:
                message = f"成绩是指纹 {found[:16]}…… 的密钥签的，这个单位登记的是 {given.signer[:16]}……"
                yield _of(source, given, U014.id, message, "向这个单位核对指纹")
        elif self.trusted is None:
            yield _of(source, given, U032.id, f"它的签名指纹没有登记：{found}", "向这个单位核对")
        elif not self.trusted.accepts(scores.signer):
            yield _of(
                source, given, U014.id, f"成绩是指纹 {found} 的密钥签的，不是 --trust 写的", "向这个单位核对"
            )

    def _answers(self, source: str, given: Given, data: bytes | None, scores: Scores) -> Iterable[Problem]:
        """What is wrong with the answers, where they are wanted."""
        if self.scores_only:
            return
        if data is None:
            yield _of(source, given, U023.id, "没有交答案", "只要成绩的，加上 --scores-only")
        elif hashlib.sha256(data).hexdigest() != scores.head.answers_digest:
            yield _of(source, given, U013.id, "交来的答案不是阅卷用的那一份")
        elif any(parse_sheet(line) is None for line in data.splitlines()):
            yield _of(source, given, U013.id, f"{ANSWERS} 里有一行读不懂")


_NOTES = frozenset({U032.id, U033.id})


def _of(source: str, given: Given, rule: str, message: str, hint: str = _ASK_AGAIN) -> Problem:
    return Problem(source, None, rule, f"单位“{given.unit}”：{message}", hint)


def _files(path: Path) -> Mapping[str, bytes]:
    """The files of a result. Raises CannotRead, DamagedPack."""
    return returned_files(path, answers=True) if path.is_dir() else unpacked(read_bytes(path), path)
