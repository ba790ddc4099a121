"""The recipes of ``quizgen bank review``: a workbook for reviewers written, their conclusions taken over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.bank.basis import basis_of
from quizgen.bank.editing import edit_questions
from quizgen.bank.entries import LoadedBank
from quizgen.bank.load import load_bank
from quizgen.bank.review_sheet import Review, Verdict, read_reviews, review_workbook
from quizgen.errors import Problem, QuizgenError
from quizgen.files.safe import write_new
from quizgen.knowledge.load import load_knowledge
from quizgen.model.bookkeeping import Status, is_retired
from quizgen.model.knowledge import Fact
from quizgen.model.question import Question
from quizgen.workflows.bank import BankPlaces

TITLE = "审题表"


class NothingToReview(QuizgenError):
    """No question was chosen."""

    def __init__(self) -> None:
        super().__init__("没有这样的题，没有写出审题表；检查 --pick 和 --status。")


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What was read: how many of every verdict, which files changed; with problems nothing was written."""

    verdicts: Mapping[Verdict, int]
    files: tuple[str, ...]
    problems: tuple[Problem, ...]


def write_review(places: BankPlaces, out: Path, picks: Sequence[str], states: Sequence[Status | None]) -> int:
    """Write the workbook of the questions in use whose ids begin with one of ``picks`` (none: all).

    ``states`` are the statuses wanted (none: all; None: no status). Returns how many questions. Raises
    NothingToReview, AlreadyExists, CannotRead, CannotWrite.
    """
    loaded = _load(places)
    chosen = [
        entry.question
        for entry in loaded.entries
        if not is_retired(entry.question)
        and (not picks or entry.question.id.startswith(tuple(picks)))
        and (not states or entry.question.status in states)
    ]
    if not chosen:
        raise NothingToReview
    write_new(out, review_workbook(TITLE, chosen, _facts(places)))
    return len(chosen)


def take_over(places: BankPlaces, path: Path) -> TakenOver:
    """Write the conclusions of a filled workbook into the bank files, all or none.

    Raises CannotRead, RefusedFile, CannotEdit, CannotWrite.
    """
    loaded = _load(places)
    by_id = {entry.question.id: entry.question for entry in loaded.entries}
    reviews, problems = read_reviews(path, str(path), by_id)
    problems = (*loaded.problems, *problems)
    files: tuple[str, ...] = ()
    if not problems:
        facts = _facts(places)
        changes = {review.id: _changes(review, by_id[review.id], facts) for review in reviews}
        files = edit_questions(loaded, changes, after="explain")
    return TakenOver(Counter(review.verdict for review in reviews), files, problems)


_STATUS = {Verdict.PASS: Status.READY, Verdict.MEND: Status.DRAFT, Verdict.STOP: Status.STOPPED}


def _changes(review: Review, question: Question, facts: Mapping[str, Fact]) -> dict[str, str]:
    """The keys to write; names and remarks in quotes, whatever they hold."""
    changes = {"status": str(_STATUS[review.verdict])}
    if review.author and review.author != question.author:
        changes["author"] = _quoted(review.author)
    changes["reviewer"] = _quoted(review.reviewer)
    changes["reviewed"] = review.day.isoformat()
    if facts and question.cites:
        changes["fingerprint"] = f'"{basis_of(question, facts)}"'
    if review.verdict is Verdict.STOP:
        changes["retired"] = _quoted(f"{review.day.isoformat()} {review.remark}")
    return changes


def _quoted(text: str) -> str:
    """As YAML in double quotes."""
    inner = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{inner}"'


def _load(places: BankPlaces) -> LoadedBank:
    return load_bank(places.banks, cache_folder=places.cache, default_topics=places.default_topics)


def _facts(places: BankPlaces) -> Mapping[str, Fact]:
    if places.knowledge is None:
        return {}
    knowledge, _ = load_knowledge(places.knowledge, str(places.knowledge))
    return knowledge.facts
