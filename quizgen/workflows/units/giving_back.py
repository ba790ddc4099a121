"""The recipe of ``quizgen exam return``: a unit's signed scores, with or without answers, as one file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import QuizgenError
from quizgen.files.safe import make_parents, write_new
from quizgen.files.text import read_bytes
from quizgen.model.units import CutDetails
from quizgen.records.ledger import check_ledger
from quizgen.records.names import ANSWERS, LEDGER, PUBLIC_KEY, SCORES, SIGNATURE
from quizgen.records.scores_file import NoScores, Scores, has_scores, read_scores
from quizgen.records.units.cut import cut_of
from quizgen.records.units.packed import packed
from quizgen.workflows.exam.intact import intact_exam

RETURNED = (LEDGER, SCORES, SIGNATURE, PUBLIC_KEY)
"""What every unit returns."""


@dataclass(frozen=True, slots=True)
class GivenBack:
    """What was written: whose, the scores in it, who of the unit has none, whether answers are in it."""

    details: CutDetails
    scores: Scores
    unmarked: tuple[str, ...]
    answers: bool


class NotAPart(QuizgenError):
    """Only what was split is returned."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"“{path}”不是分发给一个单位的一份，没有可以交回的中心。")


class NoAnswersToReturn(QuizgenError):
    """The answers are gone, so only the scores can be returned."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"“{path}”里没有 {ANSWERS}（已经清除）；只交成绩的，加上 --scores-only。")


def give_back(path: Path, to: Path, *, scores_only: bool) -> GivenBack:
    """Write what a unit returns; nothing in its folder changes.

    It needs no signature of its own: the scores are signed, their head names the digest of the answers, and
    the ledger's line of the marking is signed too. Raises NotAPart, NoScores, NoAnswersToReturn, what
    ``intact_exam`` raises, AlreadyExists, CannotWrite.
    """
    folder = intact_exam(path)
    details = cut_of(check_ledger(path).lines)
    if details is None:
        raise NotAPart(path)
    if not has_scores(path):
        raise NoScores(path)
    scores = read_scores(path)
    files = returned_files(path, answers=not scores_only)
    if not scores_only and ANSWERS not in files:
        raise NoAnswersToReturn(path)
    make_parents(to)
    write_new(to, packed(files))
    missing = {one.number for one in folder.people.roster} - scores.by_number.keys()
    return GivenBack(details, scores, tuple(sorted(missing)), not scores_only)


def returned_files(path: Path, *, answers: bool) -> Mapping[str, bytes]:
    """The files of a folder that are returned, where they are there. Raises CannotRead."""
    names = (*RETURNED, ANSWERS) if answers else RETURNED
    return {name: read_bytes(path / name) for name in names if (path / name).is_file()}
