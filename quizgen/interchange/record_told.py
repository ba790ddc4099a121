"""What is said of a draft while its record is made: doubts, notes, why it is of no use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from quizgen.errors import Problem
from quizgen.interchange.draft import Draft, DraftPicture
from quizgen.interchange.tidy import unreadable_formula, without_bad_formulas
from quizgen.model.rule import Rule
from quizgen.model.rules.imports import N006, N101

PlacePicture = Callable[[DraftPicture], str]
"""Keeps a picture, returns its path as a bank file writes it. Raises NoUse, with the reason."""


class NoUse(ValueError):
    """Something that a bank cannot hold; the sentence says why, ``rule`` of what sort it is."""

    def __init__(self, reason: str, rule: Rule = N101) -> None:
        super().__init__(reason)
        self.rule = rule


def problem_of(draft: Draft, rule: Rule, message: str, hint: str | None = None) -> Problem:
    """Something about a draft, at its place in the file."""
    where = f"第 {draft.number} 题" if draft.number else ""
    mend = rule.mend if hint is None else hint
    return Problem(draft.shown_as, draft.line, rule.id, message, mend, where, draft.spot)


def said_text(text: str, what: str) -> str:
    """The text; one that is empty is of no use. Raises NoUse."""
    if not text:
        message = f"没有{what}"
        raise NoUse(message)
    return text


@dataclass(slots=True)
class RecordTold:
    """Collects what is said of a draft while its record is made."""

    draft: Draft
    doubts: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    tidied: bool = False

    def doubt(self, rule: Rule, message: str) -> None:
        """Something that somebody has to look at."""
        self.doubts.append(problem_of(self.draft, rule, message))

    def note(self, rule: Rule, message: str) -> None:
        """Something that is only said."""
        self.notes.append(problem_of(self.draft, rule, message, ""))

    def text(self, text: str, made: str) -> str:
        """A text that was tidied, its formulas looked at."""
        self.tidied |= made != text
        if source := unreadable_formula(made):
            self.doubt(N006, f"公式 ${source}$ 读不懂，照文字收下")
            made = without_bad_formulas(made)
        return made
