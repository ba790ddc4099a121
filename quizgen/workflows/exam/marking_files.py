"""Which files of an exam folder marking reads, which it writes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from quizgen.files.text import file_digest
from quizgen.model.digest import sha256_hex
from quizgen.model.ledger import Act, LedgerLine
from quizgen.records.answers_file import ANSWERS
from quizgen.records.scores_file import NOTE, PUBLIC_KEY, SCORES, SIGNATURE

FIRST_ANSWERS, SECOND_ANSWERS = "answers", "answers-2"
MARKS, SECOND_MARKS, THIRD_MARKS = "marks", "marks-2", "marks-3"
DIFFERENCES = "差异.xlsx"
"""What people fill in, without the endings that entry and marking sheets may have (.xlsx, .csv)."""

HISTORY = "history"
VERSIONED = (ANSWERS, SCORES, SIGNATURE, PUBLIC_KEY)
"""What a new version of the scores replaces; the old ones move to ``history/0001/`` and so on."""

SCORE_BOOK, CARDS = "scores.xlsx", "cards"
ANALYSIS_PDF, ANALYSIS_QUESTIONS, ANALYSIS_HTML = (
    "analysis.pdf",
    "analysis-questions.pdf",
    "analysis.html",
)
RESULTS = (SCORE_BOOK, ANALYSIS_PDF, ANALYSIS_QUESTIONS, ANALYSIS_HTML, CARDS)
"""What ``exam results`` makes from the scores; it goes into the history with the scores it was made from."""

_NAMES = f"{FIRST_ANSWERS}|{SECOND_ANSWERS}|{MARKS}|{SECOND_MARKS}|{THIRD_MARKS}"
_ENTERED = re.compile(rf"({_NAMES})\.(xlsx|csv)|{DIFFERENCES}")
_CARD = re.compile(rf"{CARDS}/[^/]+\.(pdf|docx)")
_KEPT = re.compile(rf"{HISTORY}/\d{{4}}/(.+)")


def is_entered_file(name: str) -> bool:
    """Whether people write this file: entry and marking sheets, second ones, decisions."""
    return _ENTERED.fullmatch(name) is not None


def holds_answers(name: str) -> bool:
    """Whether the file says what somebody answered."""
    kept = _KEPT.fullmatch(name)
    return is_entered_file(name) or (kept[1] if kept else name) == ANSWERS


def answers_purged(folder: Path, lines: Iterable[LedgerLine]) -> bool:
    """Whether the answers were removed for good: the ledger says so, and they are gone."""
    return any(line.act is Act.PURGED for line in lines) and not (folder / ANSWERS).exists()


def is_marking_file(name: str) -> bool:
    """Whether it may stand in an exam folder because of marking."""
    kept = _KEPT.fullmatch(name)
    if kept is not None:
        return kept[1] in VERSIONED or is_result(kept[1])
    return name in VERSIONED or name == NOTE or is_result(name) or is_entered_file(name)


def kept_results(folder: Path) -> dict[str, str]:
    """The digests of the results that lie in a folder; all cards together have one, by their names."""
    found = {name: file_digest(folder / name) for name in RESULTS if (folder / name).is_file()}
    cards = sorted(folder.glob(f"{CARDS}/*"))
    if cards:
        found[CARDS] = sha256_hex("\n".join(f"{card.name} {file_digest(card)}" for card in cards))
    return found


def is_result(name: str) -> bool:
    """Whether ``exam results`` makes a file of this name."""
    return name in RESULTS or _CARD.fullmatch(name) is not None
