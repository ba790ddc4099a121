"""The steps of ``quizgen exam publish``: scores put up without names, with a time to complain."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import QuizgenError
from quizgen.model.ledger import Act, JsonValue, LedgerLine
from quizgen.records.ledger import check_ledger
from quizgen.records.names import PUBLISHED_BOOK, PUBLISHED_PDF, published_name
from quizgen.records.scores_file import read_scores
from quizgen.render.scores.published import Publication, published_book, published_pdf
from quizgen.render.typst_pdf import Printer
from quizgen.workflows.after.noting import AfterOrder, Noted, note_act
from quizgen.workflows.exam.intact import changing

WORKING_DAYS = 7
"""How long people may ask for a check of their score, where no last day is given."""
_SATURDAY = 5


class PublishedTooEarly(QuizgenError):
    """Scores would be put up before the exam is held."""

    def __init__(self, first: datetime.date, held: datetime.date) -> None:
        super().__init__(f"公布的日期 {first} 早于考试日期 {held}；核对 --from。没有写出任何文件。")


class PeriodOutOfOrder(QuizgenError):
    """The last day of a period comes before its first."""

    def __init__(self, first: datetime.date, last: datetime.date) -> None:
        super().__init__(f"期限的最后一天 {last} 早于第一天 {first}；核对 --from 和 --to。没有写出任何文件。")


@dataclass(frozen=True, slots=True)
class Published:
    """What was written: the files, the period, how many people are on the list."""

    files: tuple[str, ...]
    publication: Publication
    people: int
    noted: Noted


def publish_scores(order: AfterOrder, wanted: Publication, fonts: Sequence[Path] = ()) -> Published:
    """Write the list and the notice, and note both in the ledger.

    Raises PublishedTooEarly, PeriodOutOfOrder, NoScores and what else reading scores raises, what
    ``changing`` raises, what a printer raises, NotTheSigner, CannotWrite.
    """
    with changing(order.folder) as folder:
        scores = read_scores(folder.path)
        head, candidates = scores.head, scores.candidates
        if wanted.first < head.date:
            raise PublishedTooEarly(wanted.first, head.date)
        if wanted.last < wanted.first:
            raise PeriodOutOfOrder(wanted.first, wanted.last)
        lines = check_ledger(folder.path).lines
        number = len(publications(lines)) + 1
        files = {
            published_name(number, PUBLISHED_BOOK): published_book(head, candidates, wanted),
            published_name(number, PUBLISHED_PDF): published_pdf(
                head, candidates, wanted, Printer(tuple(fonts))
            ),
        }
        details: dict[str, JsonValue] = {
            "version": sum(line.act is Act.MARKED for line in lines),
            "from": wanted.first.isoformat(),
            "to": wanted.last.isoformat(),
            "where": wanted.where,
            "pass_only": wanted.pass_only,
            "people": len(candidates),
        }
        noted = note_act(order, Act.PUBLISHED, details, files=files)
        return Published(tuple(files), wanted, len(candidates), noted)


def publications(lines: Sequence[LedgerLine]) -> tuple[LedgerLine, ...]:
    """The ledger's lines about publications, in order."""
    return tuple(line for line in lines if line.act is Act.PUBLISHED)


def publication_of(details: Mapping[str, JsonValue]) -> Publication:
    """What a line of the ledger says of a publication. Raises ValueError where it says none."""
    return Publication(
        datetime.date.fromisoformat(str(details.get("from"))),
        datetime.date.fromisoformat(str(details.get("to"))),
        str(details.get("where")),
        details.get("pass_only") is True,
    )


def last_working_day(first: datetime.date, days: int = WORKING_DAYS) -> datetime.date:
    """The last of so many days from Monday to Friday after a day; public holidays are not known."""
    day = first
    while days:
        day += datetime.timedelta(days=1)
        days -= day.weekday() < _SATURDAY
    return day
