"""What a new marking changes compared with the previous one, person by person."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from quizgen.files.text import byte_lines, file_digest
from quizgen.model.answers import AnswerSheet, Attendance
from quizgen.model.digest import sha256_hex
from quizgen.model.score import CandidateScore, ScoresHead
from quizgen.records.answers_file import answer_lines, parse_sheet
from quizgen.records.names import CARDS, RESULTS, SCORES, UNIT_RESULTS
from quizgen.records.scores_file import DamagedScores, check_signature, parse_candidate, parse_head
from quizgen.records.sheet_spool import SpooledSheets
from quizgen.workflows.marks.run import MarkingRun

NOT_MARKED = "未评"
FORM_CHANGED, STATE_CHANGED = "卷号", "状态"


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """One person's result before and after, in words (``79.5 不合格``)."""

    number: str
    old: str
    new: str


def standing(score: CandidateScore | None) -> str:
    """A result in words: the score and the grade, or the reason why there is no score."""
    if score is None:
        return NOT_MARKED
    if score.attendance is not Attendance.SAT:
        return score.attendance.value
    return f"{score.score} {score.grade}".strip()


def changed_scores(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[ScoreChange, ...]:
    """The people whose result reads differently now; anyone marked for the first time is left out.

    Both hold results in words, by 编号.
    """
    return tuple(
        ScoreChange(number, was, new.get(number, NOT_MARKED))
        for number, was in old.items()
        if was != new.get(number, NOT_MARKED)
    )


@dataclass(frozen=True, slots=True)
class EarlierScores:
    """The most recently signed scores, kept small in memory.

    ``body`` is the digest of the file after its head; ``standings`` are the results in words, by 编号.
    """

    head: ScoresHead
    body: str
    standings: Mapping[str, str]


def earlier_scores(folder: Path) -> EarlierScores:
    """Read the scores that are in the folder now. Raises what ``read_scores`` raises."""
    check_signature(folder)
    head: ScoresHead | None = None
    standings: dict[str, str] = {}
    words: dict[str, str] = {}
    body = hashlib.sha256()
    for number, line in enumerate(byte_lines(folder / SCORES), 1):
        if number == 1:
            head = parse_head(line)
            continue
        body.update(line)
        score = parse_candidate(line)
        if score is None:
            raise DamagedScores(folder / SCORES, number)
        said = standing(score)
        standings[score.candidate.number] = words.setdefault(said, said)
    if head is None:
        raise DamagedScores(folder / SCORES, 1)
    return EarlierScores(head, body.hexdigest(), standings)


def same_scores(before: EarlierScores, head: ScoresHead, lines: Iterable[bytes]) -> bool:
    """Whether a new marking equals the signed one, apart from its time, its author and the tool used.

    ``lines`` are those of the candidates.
    """
    passing = ("ledger", "marked_at", "marked_by", "public_key", "tool", "ledger_signed")
    unchanged = {name: getattr(before.head, name) for name in passing}
    if head.model_copy(update=unchanged) != before.head:
        return False
    body = hashlib.sha256()
    for line in lines:
        body.update(line + b"\n")
    return body.hexdigest() == before.body


def changed_answers(folder: Path, sheets: SpooledSheets, run: MarkingRun) -> dict[str, list[str]]:
    """For each 编号, the printed numbers of the questions whose accepted answer has changed.

    The answers themselves are not included; the history holds them until they are purged. The folder's
    answers and the sheets are gone through side by side: both are sorted by 编号.
    """
    fresh = zip(sheets.numbers, sheets.lines(), strict=True)
    number, new = next(fresh, (None, b""))
    found: dict[str, list[str]] = {}
    for line in answer_lines(folder):
        if line == new:
            number, new = next(fresh, (None, b""))
            continue
        old = parse_sheet(line)
        while old is not None and number is not None and number < old.candidate.number:
            number, new = next(fresh, (None, b""))
        now = parse_sheet(new) if old is not None and number == old.candidate.number else None
        if old is not None and now is not None and (items := changed_items(old, now, run)):
            found[now.candidate.number] = items
    return found


def changed_items(old: AnswerSheet, new: AnswerSheet, run: MarkingRun) -> list[str]:
    """The printed numbers of the questions answered differently on two sheets of one person.

    If 状态 or 卷号 differs, only that is given.
    """
    if old.attendance is not new.attendance:
        return [STATE_CHANGED]
    if old.form != new.form:
        return [FORM_CHANGED]
    if new.form is None:
        return []
    before = {(one.question, one.part): one for one in old.answers}
    after = {(one.question, one.part): one for one in new.answers}
    return [place.number for place in run.places(new) if before.get(place.id) != after.get(place.id)]


def kept_results(folder: Path) -> dict[str, str]:
    """The digests of the results in a folder; all the files of a folder inside have a single digest."""
    found = {name: file_digest(folder / name) for name in RESULTS if (folder / name).is_file()}
    for name in (CARDS, UNIT_RESULTS):
        if files := sorted(folder.glob(f"{name}/*")):
            found[name] = sha256_hex("\n".join(f"{file.name} {file_digest(file)}" for file in files))
    return found
