"""The steps of ``quizgen exam mark``: turn answers into signed scores and record them in the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from mmap import mmap
from pathlib import Path

from quizgen.entry.read_answers import TakeSheet
from quizgen.files.collector import collector_paused
from quizgen.files.line_spool import write_lines
from quizgen.files.safe import make_private
from quizgen.files.text import content_digest, file_digest, mapped
from quizgen.marking.changes import read_accept, read_void
from quizgen.marking.results import ScoredTwice, default_grades, ranks_of
from quizgen.model.answers import Attendance
from quizgen.model.digest import record_json
from quizgen.model.ledger import Act, JsonValue, LedgerEntry, LedgerLine, stamped
from quizgen.model.score import Change, ScorePolicy, ScoresHead
from quizgen.records.answers_file import DamagedAnswers, purge_of_answers, stored_sheets
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.ledger import Ledger, check_ledger, clock_behind, link
from quizgen.records.line_marks import marks_of_content
from quizgen.records.names import (
    ANSWERS,
    EXAM,
    FIRST_ANSWERS,
    FORMS,
    NOTE,
    PUBLIC_KEY,
    QUESTIONS,
    RESULTS,
    SCORES,
    SIGNATURE,
    SM2_PUBLIC_KEY,
    SM2_SIGNATURE,
    VERSIONED,
    version_folder,
)
from quizgen.records.pending import FolderChange, change_folder
from quizgen.records.score_spool import ScoreSpool
from quizgen.records.scores_file import has_scores, seal_of, signature_note
from quizgen.records.sheet_spool import SheetSpool, SpooledSheets
from quizgen.records.signing import PublicKey
from quizgen.records.sm2 import Sm2Key
from quizgen.records.two_person import demanded, one_person_only
from quizgen.records.workroom import Workroom, workroom
from quizgen.workflows.exam.intact import changing
from quizgen.workflows.marks.as_of_today import AsOfToday
from quizgen.workflows.marks.changes import (
    EarlierScores,
    ScoreChange,
    changed_answers,
    changed_scores,
    earlier_scores,
    kept_results,
    same_scores,
)
from quizgen.workflows.marks.entry import Entered, find_file, read_entry
from quizgen.workflows.marks.order import (
    AnswersPurged,
    GradesOutOfRange,
    Marked,
    MarkOrder,
    NeedsDate,
    NeedsReason,
    NeedsSm2,
    NothingToMark,
    NothingToRestore,
    OnePersonOnly,
)
from quizgen.workflows.marks.run import MarkingRun
from quizgen.workflows.marks.scanned import answers_by_hand
from quizgen.workflows.marks.scoring import ScoringRules, Unscored, scored_lines
from quizgen.workflows.progress import OnProgress


def mark_exam(order: MarkOrder, on_progress: OnProgress) -> Marked:
    """Mark the entered answers, sign the scores and record the marking: all of it or none of it.

    People whose entry is in doubt are left out and named. If the folder has no entry files, the answers
    that were accepted earlier are marked again. Raises NeedsDate,
    NeedsReason, NothingToMark, OnePersonOnly, AnswersPurged, what reading the entry raises, what
    changes raise that do not fit, what ``changing`` raises for files that are not as they were noted or
    signed, CannotWrite.
    """
    with changing(order.folder) as folder, workroom(folder.path) as room, collector_paused():
        return Marking(folder, order, room, on_progress).run()


class Marking:
    """One marking, from the answers to the changed folder.

    Answers and results are not held in memory, but lie in ``room``. Where the results of units are joined,
    other methods give the answers, the scores and what is written besides.
    """

    def __init__(self, folder: ExamFolder, order: MarkOrder, room: Workroom, on_progress: OnProgress) -> None:
        self.folder = folder
        self.order = order
        self.room = room
        self.on_progress = on_progress
        self._check_grades()
        self.ledger: Ledger = check_ledger(folder.path)
        if purge_of_answers(self.ledger.lines):
            raise AnswersPurged
        self.before: EarlierScores | None = earlier_scores(folder.path) if has_scores(folder.path) else None
        if order.sm2 is None and (folder.path / SM2_SIGNATURE).exists():
            raise NeedsSm2
        self.entries: list[LedgerEntry] = []
        self._spool = SheetSpool(room.spool("sheets"))
        self.entered = self.read(self._spool.add)
        self.check_persons()

    def _check_grades(self) -> None:
        blueprint = self.folder.exam.blueprint
        low, high = blueprint.pass_, blueprint.total_points
        wrong = [line for line in self.order.grades or () if not low <= line.from_ <= high]
        if wrong:
            raise GradesOutOfRange(wrong, low, high)

    def read(self, take: TakeSheet) -> Entered:
        """What was entered; ``take`` is given everybody's sheet, with everybody recorded as now."""
        path = self.folder.path
        now = AsOfToday(self.folder.people, take)
        if find_file(path, FIRST_ANSWERS) is None and (path / ANSWERS).exists():
            for sheet in stored_sheets(path):
                now.take(sheet)
            entered = Entered((), (), (), (), ())
        else:
            entered = read_entry(path, self.order.tolerance, opened=self.folder, take=now.take)
            for name in entered.files:
                make_private(path / name)
        now.add_withdrawn()
        return entered

    def check_persons(self) -> None:
        """Two persons must vouch for the entry where the exam asks for it. Raises OnePersonOnly."""
        lines = self.ledger.lines
        if not self.folder.exam.two_person and not demanded(lines):
            return
        reason = one_person_only(lines, {name: self._digest(name) for name in self.entered.files})
        if reason is not None:
            raise OnePersonOnly(reason, self.entered.problems)

    def run(self) -> Marked:
        """Mark, sign, write."""
        sheets = self._spool.sheets(without=self.entered.doubtful)
        if sheets.only_withdrawn:
            raise NothingToMark(self.entered.problems)
        answers = self.answers(sheets)
        head = self._head(len(sheets), answers)
        run = MarkingRun(self.folder, head.changes)
        scores = self.scores(head, sheets)
        standings = dict(zip(scores.numbers, scores.standings, strict=True))
        corrected = () if self.before is None else changed_scores(self.before.standings, standings)
        if self.before is not None and self.is_known() and same_scores(self.before, head, _ranked(scores)):
            return self._result(self.before.head, scores, (), self._version(), self.ledger.head)
        reanswered: Mapping[str, list[str]] = {}
        if self.before is not None and self.before.head.answers_digest != head.answers_digest:
            reanswered = self.reanswered(sheets, run)
        new_changes = head.changes != (self.before.head.changes if self.before else ())
        if (corrected or reanswered or new_changes) and not self.order.reason:
            raise NeedsReason(corrected)
        self.note_answers(sheets, answers, head.answers_digest)
        if new_changes:
            self._note_changes(head)
        if corrected or reanswered:
            self._note_correction(corrected, reanswered)
        lines = self._write(head, scores, answers)
        return self._result(head, scores, corrected, self._version() + 1, lines[-1].hash, written=True)

    def answers(self, sheets: SpooledSheets) -> bytes | Path:
        """What the head of the scores commits to: the answers, as the folder keeps them."""
        file = self.room.path / ANSWERS
        write_lines(file, sheets.lines())
        return file

    def kept(self, answers: bytes | Path) -> Mapping[str, bytes | Path]:
        """The files that are written besides the scores."""
        return {ANSWERS: answers}

    def is_known(self) -> bool:
        """Whether everything but the scores was noted before, so that the same scores are nothing new."""
        return True

    def reanswered(self, sheets: SpooledSheets, run: MarkingRun) -> Mapping[str, list[str]]:
        """Which answers have changed since the last marking."""
        return changed_answers(self.folder.path, sheets, run)

    def _head(self, count: int, answers: bytes | Path) -> ScoresHead:
        order, exam = self.order, self.folder.exam
        old = self.before.head if self.before else None
        date = order.date or (old.date if old else exam.date)
        if date is None:
            raise NeedsDate
        closed = old.closed_book if old else exam.blueprint.closed_book
        supervised = old.supervised if old else True
        return ScoresHead.model_validate(
            {
                "title": exam.title,
                "terms": exam.terms,
                "date": date,
                "full": exam.blueprint.total_points,
                "pass": exam.blueprint.pass_,
                "closed_book": closed if order.closed_book is None else order.closed_book,
                "supervised": supervised if order.supervised is None else order.supervised,
                "attempt": order.attempt or (old.attempt if old else 1),
                "policy": self.policy(old),
                "changes": self.changes(old),
                "exam_digest": self._digest(EXAM),
                "forms_digest": self._digest(FORMS),
                "answers_digest": content_digest(answers),
                "ledger": self.ledger.head,
                "candidates": count,
                "marked_at": order.stamp.time,
                "marked_by": order.stamp.by,
                "public_key": order.key.public.hex,
                "tool": order.stamp.tool,
                "ledger_signed": True,
            }
        )

    def policy(self, old: ScoresHead | None) -> ScorePolicy:
        """Rounding and grade lines, written out so that versions with other defaults give the same result."""
        policy = old.policy if old else ScorePolicy(grades=default_grades(self.folder.exam.blueprint))
        order = self.order
        return policy.model_copy(
            update={
                name: value
                for name, value in (
                    ("grades", order.grades),
                    ("rounding", order.rounding),
                    ("decimals", order.decimals),
                )
                if value is not None
            }
        )

    def changes(self, old: ScoresHead | None) -> tuple[Change, ...]:
        """The decisions for all candidates."""
        order = self.order
        changes = list(old.changes) if old else []
        for words in order.restore:
            named = read_void(words, "-")
            kept = [one for one in changes if (one.question, one.part) != (named.question, named.part)]
            if len(kept) == len(changes):
                raise NothingToRestore(words)
            changes = kept
        if (order.void or order.accept) and not order.reason:
            raise NeedsReason(())
        changes += [read_void(words, order.reason) for words in order.void]
        changes += [read_accept(words, order.reason) for words in order.accept]
        single = {(one.question, one.part, one.accept, one.blank): one for one in reversed(changes)}
        return tuple(reversed(single.values()))

    def _digest(self, name: str) -> str:
        return file_digest(self.folder.path / name)

    def scores(self, head: ScoresHead, sheets: SpooledSheets) -> ScoreSpool:
        """Everybody's result. Raises what marking a sheet raises."""
        spool = ScoreSpool(self.room.spool("results"))
        rules = ScoringRules(self.folder.path, head.changes, head.policy, head.date)
        for one in scored_lines(self.folder, rules, sheets.lines(), self.order.jobs, len(sheets)):
            if isinstance(one, Unscored):
                raise one.reason
            if one is None:
                raise DamagedAnswers(self.room.path, len(spool) + 1)
            if spool.numbers and spool.numbers[-1] == one.number:
                raise ScoredTwice(one.number)
            spool.add(one)
            self.on_progress(len(spool), len(sheets))
        return spool

    def note(
        self,
        act: Act,
        details: Mapping[str, JsonValue],
        inputs: Mapping[str, str] | None = None,
        outputs: Mapping[str, str] | None = None,
    ) -> None:
        """Record an act in the ledger, before the marking."""
        self.entries.append(stamped(act, self.order.stamp, inputs=inputs, outputs=outputs, details=details))

    def note_answers(self, sheets: SpooledSheets, answers: bytes | Path, digest: str) -> None:
        """Record where the answers come from."""
        del answers
        if self.before is not None and self.before.head.answers_digest == digest:
            return
        details: dict[str, JsonValue] = {"sheets": len(sheets)}
        if self.entered.doubtful:
            details["doubtful"] = [*sorted(self.entered.doubtful)]
        if by_hand := answers_by_hand(self.folder, sheets):
            details["by_hand"] = {number: [*items] for number, items in by_hand.items()}
        inputs = {name: self._digest(name) for name in self.entered.files}
        self.note(Act.ENTERED, details, inputs, {ANSWERS: digest})

    def _note_correction(self, corrected: Sequence[ScoreChange], reanswered: Mapping[str, list[str]]) -> None:
        """Record old and new results by 编号, but not the answers themselves: a purge must remove those."""
        details: dict[str, JsonValue] = {"reason": self.order.reason}
        if corrected:
            details["scores"] = [{"number": one.number, "old": one.old, "new": one.new} for one in corrected]
        if reanswered:
            details["answers"] = {number: [*questions] for number, questions in reanswered.items()}
        self.note(Act.CORRECTED, details)

    def _note_changes(self, head: ScoresHead) -> None:
        old = self.before.head.changes if self.before else ()
        added = [one for one in head.changes if one not in old]
        gone = [one for one in old if one not in head.changes]
        dumped: dict[str, JsonValue] = {
            name: [one.model_dump(mode="json", exclude_defaults=True) for one in changes]
            for name, changes in (("changes", added), ("withdrawn", gone))
            if changes
        }
        self.note(Act.VOIDED, {**dumped, "reason": self.order.reason})

    def _write(self, head: ScoresHead, scores: ScoreSpool, answers: bytes | Path) -> tuple[LedgerLine, ...]:
        path, key = self.folder.path, self.order.key
        before = link(self.entries, len(self.ledger.lines), self.ledger.head, key)
        head = head.model_copy(update={"ledger": before[-1].hash if before else self.ledger.head})
        signed = self.room.path / SCORES
        write_lines(signed, chain((record_json(head).encode(),), _ranked(scores)))
        with mapped(signed) as data:
            signature = key.sign(data)
            second = {} if self.order.sm2 is None else self._second_signature(self.order.sm2, data)
        further = self.kept(answers)
        files: dict[str, bytes | Path] = {
            **further,
            **second,
            SCORES: signed,
            SIGNATURE: signature,
            PUBLIC_KEY: key.public.pem,
            NOTE: signature_note(key.public, None if self.order.sm2 is None else self.order.sm2.public),
        }
        figures = scores.figures
        outputs = {name: content_digest(files[name]) for name in files if name not in further}
        marked = stamped(
            Act.MARKED,
            self.order.stamp,
            inputs={name: self._digest(name) for name in (EXAM, FORMS, QUESTIONS)}
            | ({ANSWERS: head.answers_digest} if ANSWERS in further else {}),
            outputs=outputs,
            details={
                "version": self._version() + 1,
                "key": key.public.fingerprint,
                "seal": seal_of(outputs[SCORES], signature),
                "lines": {name: marks_of_content(files[name]) for name in (ANSWERS, SCORES) if name in files},
                **({"kept": {**kept}} if (kept := kept_results(path)) else {}),
                "candidates": len(scores),
                "sat": figures.states.get(Attendance.SAT, 0),
                "passed": figures.passed,
            },
        )
        lines = (*before, *link([marked], len(self.ledger.lines) + len(before), head.ledger, key))
        version = version_folder(self._version())
        keep = {name: f"{version}/{name}" for name in (*VERSIONED, *RESULTS)} if self.before else {}
        change_folder(path, FolderChange(lines, files, keep))
        return lines

    @staticmethod
    def _second_signature(key: Sm2Key, scores: bytes | mmap) -> dict[str, bytes]:
        return {SM2_SIGNATURE: key.sign(bytes(scores)), SM2_PUBLIC_KEY: key.public.pem}

    def _version(self) -> int:
        """The number of score files signed so far."""
        return sum(line.act is Act.MARKED for line in self.ledger.lines)

    def _result(  # noqa: PLR0913 - the parts of the result
        self,
        head: ScoresHead,
        scores: ScoreSpool,
        corrected: tuple[ScoreChange, ...],
        version: int,
        ledger_head: str,
        *,
        written: bool = False,
    ) -> Marked:
        expected = {one.number for one in self.folder.people.roster} | self.entered.doubtful
        before = self.before.head.public_key if self.before and written else head.public_key
        behind = clock_behind(self.folder.path, self.ledger, self.order.stamp.time)
        return Marked(
            head=head,
            figures=scores.figures,
            problems=self.entered.problems,
            notes=(*self.entered.notes, *((behind,) if behind else ())),
            unmarked=tuple(sorted(expected.difference(scores.numbers))),
            corrected=corrected,
            version=version,
            written=written,
            ledger_head=ledger_head,
            key_before="" if before == head.public_key else PublicKey(bytes.fromhex(before)).fingerprint,
        )


def _ranked(scores: ScoreSpool) -> Iterator[bytes]:
    """The lines of the candidates as they are signed."""
    return scores.lines(ranks_of(scores.scores))
