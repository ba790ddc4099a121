"""The recipe of ``bank stats --questions``: everything that is known of each question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.bank.known import WITH, WITHOUT, Facility, read_facilities
from quizgen.model.bookkeeping import is_retired
from quizgen.model.question import Question
from quizgen.workflows.bank import BankPlaces, load_questions
from quizgen.workflows.bank_life import Exposure, exposures


@dataclass(frozen=True, slots=True)
class Known:
    """A question in use with what trials and exams have shown of it; None: nothing."""

    question: Question
    with_articles: Facility | None
    without_articles: Facility | None
    exposure: Exposure | None


def known_questions(
    places: BankPlaces, with_file: Path | None, without_file: Path | None, exams: Sequence[Path]
) -> tuple[Known, ...]:
    """The questions in use by id; trials that are not named are looked for in the banks.

    Raises CannotRead, NoExams, BrokenExamFolder, DamagedAnswers.
    """
    with_articles = _facilities(places.banks, with_file, WITH)
    without = _facilities(places.banks, without_file, WITHOUT)
    seen = exposures(exams) if exams else {}
    return tuple(
        Known(one, with_articles.get(one.id), without.get(one.id), seen.get(one.id))
        for one in sorted(load_questions(places), key=lambda one: one.id)
        if not is_retired(one)
    )


def _facilities(banks: Sequence[Path], named: Path | None, place: Path) -> Mapping[str, Facility]:
    if named is not None:
        return read_facilities(named)
    found: dict[str, Facility] = {}
    for bank in banks:
        if (bank / place).is_file():
            found.update(read_facilities(bank / place))
    return found
