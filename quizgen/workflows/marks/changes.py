"""What a new marking changes compared with the previous one, person by person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.files.text import file_digest, read_bytes
from quizgen.model.answers import AnswerSheet, Attendance
from quizgen.model.digest import record_json, sha256_hex
from quizgen.model.score import CandidateScore, ScoresHead
from quizgen.records.answers_file import answer_lines, parse_sheet
from quizgen.records.names import CARDS, RESULTS, SCORES
from quizgen.records.scores_file import DamagedScores, check_signature, parse_candidate, parse_head
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


def changed_scores(old: Mapping[str, str], new: Iterable[CandidateScore]) -> tuple[ScoreChange, ...]:
    """The people whose result reads differently now; anyone marked for the first time is left out.

    ``old`` holds the previous results in words, by 编号.
    """
    after = {score.candidate.number: standing(score) for score in new}
    return tuple(
        ScoreChange(number, was, after.get(number, NOT_MARKED))
        for number, was in old.items()
        if was != after.get(number, NOT_MARKED)
    )


@dataclass(frozen=True, slots=True)
class EarlierScores:
    """The most recently signed scores, kept small in memory.

    ``lines`` are the lines of the file after its head; ``standings`` are the results in words, by 编号.
    """

    head: ScoresHead
    lines: tuple[bytes, ...]
    standings: Mapping[str, str]


def earlier_scores(folder: Path) -> EarlierScores:
    """Read the scores that are in the folder now. Raises what ``read_scores`` raises."""
    check_signature(folder)
    first, *lines = read_bytes(folder / SCORES).splitlines()
    head = parse_head(first)
    standings: dict[str, str] = {}
    for number, line in enumerate(lines, 2):
        score = parse_candidate(line)
        if score is None:
            raise DamagedScores(folder / SCORES, number)
        standings[score.candidate.number] = standing(score)
    if head is None:
        raise DamagedScores(folder / SCORES, 1)
    return EarlierScores(head, tuple(lines), standings)


def changed_answers(folder: Path, sheets: Sequence[AnswerSheet], run: MarkingRun) -> dict[str, list[str]]:
    """For each 编号, the printed numbers of the questions whose accepted answer has changed.

    The answers themselves are not included; the history holds them until they are purged.
    """
    stored: dict[str, AnswerSheet] = {}
    fresh = {record_json(sheet).encode() for sheet in sheets}
    for line in answer_lines(folder):
        sheet = None if line in fresh else parse_sheet(line)
        if sheet is not None:
            stored[sheet.candidate.number] = sheet
    found = {
        sheet.candidate.number: changed_items(stored[sheet.candidate.number], sheet, run)
        for sheet in sheets
        if sheet.candidate.number in stored
    }
    return {number: found[number] for number in sorted(found) if found[number]}


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
    """The digests of the results in a folder; all the cards together have a single digest."""
    found = {name: file_digest(folder / name) for name in RESULTS if (folder / name).is_file()}
    cards = sorted(folder.glob(f"{CARDS}/*"))
    if cards:
        found[CARDS] = sha256_hex("\n".join(f"{card.name} {file_digest(card)}" for card in cards))
    return found
