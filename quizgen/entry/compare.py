"""Two entries of the same answers compared cell by cell, by what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quizgen.entry.exam import FORM, STATE, EntryExam, number_order
from quizgen.entry.read_answers import ReadAnswers
from quizgen.entry.typed import BLANK_WORDS, fold
from quizgen.errors import Place, Problem
from quizgen.markup.words import comparable
from quizgen.model.answers import Answer, AnswerSheet, Attendance
from quizgen.model.rules.answers import A040, A041

EnteredItem = tuple[str, str]
"""编号 with the printed number, or with 卷号 or 状态."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that two people entered differently; ``item`` is the printed number, 卷号 or 状态."""

    candidate: str
    form: str
    item: str
    first: str
    first_where: Place
    second: str
    second_where: Place

    @property
    def key(self) -> EnteredItem:
        """What a decision names."""
        return self.candidate, self.item

    def problem(self) -> Problem:
        """The difference as a fault that waits for a third decision."""
        message = f"两次登记不同：编号 {self.candidate} {_named(self.item)}，“{self.first}”与“{self.second}”"
        hint = f"另一处在 {self.second_where}；由第三人对照答卷，在 差异.xlsx 中裁定"
        return Problem.at(self.first_where, A040.id, message, hint)


def compare_entries(
    first: ReadAnswers, second: ReadAnswers, exam: EntryExam
) -> tuple[tuple[Difference, ...], tuple[Problem, ...]]:
    """What differs between two entries, then who stands in one of them only.

    Spellings of the same answer (``ABC``, ``a、b、c`` of a choice) are equal; a text is compared as marking
    compares it. Where 状态 or 卷号 differ, the answers
    below them are not compared.
    """
    mine = {sheet.candidate.number: sheet for sheet in first.sheets}
    other = {sheet.candidate.number: sheet for sheet in second.sheets}
    differences = [
        difference
        for number in sorted(mine.keys() & other.keys())
        for difference in _Pair(first, second, exam, mine[number], other[number]).differences()
    ]
    single = [_only_in(reading, number) for reading, number in _unmatched(first, second, mine, other)]
    return tuple(differences), tuple(single)


def _unmatched(
    first: ReadAnswers,
    second: ReadAnswers,
    mine: Mapping[str, AnswerSheet],
    other: Mapping[str, AnswerSheet],
) -> list[tuple[ReadAnswers, str]]:
    return [
        *((first, number) for number in sorted(mine.keys() - other.keys())),
        *((second, number) for number in sorted(other.keys() - mine.keys())),
    ]


def _only_in(reading: ReadAnswers, number: str) -> Problem:
    place = reading.where(number, FORM)
    message = f"编号 {number} 只在这一份里登记得清楚，另一份里没有或有错"
    return Problem.at(place, A041.id, message, "在另一份里补上或改正")


@dataclass(frozen=True, slots=True)
class _Pair:
    first: ReadAnswers
    second: ReadAnswers
    exam: EntryExam
    mine: AnswerSheet
    other: AnswerSheet

    def differences(self) -> list[Difference]:
        mine, other = self.mine, self.other
        heads = []
        if mine.attendance is not other.attendance:
            heads.append(self._difference(STATE, mine.attendance.value, other.attendance.value))
        if mine.form != other.form and Attendance.ABSENT not in {mine.attendance, other.attendance}:
            heads.append(self._difference(FORM, mine.form or "", other.form or ""))
        if heads or mine.form is None:
            return heads
        one, two = _by_key(mine), _by_key(other)
        numbers = {place.id: place.number for place in self.exam.places(mine.form)}
        changed = [key for key in one.keys() | two.keys() if sense(one.get(key)) != sense(two.get(key))]
        return [
            self._difference(numbers[key], _typed(one.get(key)), _typed(two.get(key)))
            for key in sorted(changed, key=lambda key: number_order(numbers[key]))
        ]

    def _difference(self, item: str, first: str, second: str) -> Difference:
        number = self.mine.candidate.number
        return Difference(
            number,
            self.mine.form or "",
            item,
            first,
            self.first.where(number, item),
            second,
            self.second.where(number, item),
        )


def _by_key(sheet: AnswerSheet) -> dict[tuple[str, int | None], Answer]:
    return {(answer.question, answer.part): answer for answer in sheet.answers}


def _typed(answer: Answer | None) -> str:
    return "" if answer is None else answer.typed


def sense(answer: Answer | None) -> tuple[object, ...]:
    """What an answer says; one that could not be understood is compared as it was typed."""
    if answer is None:
        return ("",)
    if answer.options or answer.truth is not None or answer.blanks or answer.places:
        return (answer.options, answer.truth, tuple(map(comparable, answer.blanks)), answer.places)
    typed = fold(answer.typed)
    return ("" if typed in BLANK_WORDS else typed,)


def _named(item: str) -> str:
    return f"第 {item} 题" if item[0].isdigit() else item


def undecided(
    sheets: tuple[AnswerSheet, ...], differences: tuple[Difference, ...], exam: EntryExam
) -> tuple[AnswerSheet, ...]:
    """The sheets without what is in dispute: the answer, or the whole person where 状态 or 卷号 is."""
    disputed: dict[str, set[str]] = {}
    for difference in differences:
        disputed.setdefault(difference.candidate, set()).add(difference.item)
    kept = []
    for sheet in sheets:
        items = disputed.get(sheet.candidate.number, set())
        if items & {FORM, STATE}:
            continue
        kept.append(_without(sheet, items, exam) if items else sheet)
    return tuple(kept)


def _without(sheet: AnswerSheet, items: set[str], exam: EntryExam) -> AnswerSheet:
    numbers = {place.id: place.number for place in exam.places(sheet.form or "")}
    answers = [one for one in sheet.answers if numbers[one.question, one.part] not in items]
    return sheet.model_copy(update={"answers": tuple(answers)})
