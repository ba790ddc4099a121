"""Made-up answers, typed into the entry sheets of the demo as staff would type them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from quizgen.entry.exam import EntryExam
from quizgen.model.lettered import LETTERS
from quizgen.model.question import MultipleBody, SingleBody, TrueFalseBody, correct_indices
from quizgen.model.shown import ShownItem
from quizgen.records.exam_folder import ExamFolder
from quizgen.workflows.marks.entry import entry_exam

ABSENT, VOID, DOUBTFUL, SLIPPED = "2026008", "2026010", "2026005", "2026007"
"""Who does not come, whose paper is void, in whose row a letter is typed that the form does not have, in
whose row the second person types something else."""

DISPUTING = "2026003"
"""Who points out that a question is faulty."""

_ABILITY = {"2026001": 96, "2026002": 93, "2026003": 84, "2026004": 72, "2026006": 90, "2026009": 60}
_OTHERWISE = 88
"""Of a hundred questions that a person of the demo knows."""
_STATES = {ABSENT: "缺考", VOID: "作废"}
_SLIP_AT, _DOUBT_AT = "12", "5"
"""Printed numbers of the questions where the slip and the wrong letter are."""

Cells = Mapping[str, str]
"""What is typed in a row, by the heading it stands under."""


def fill_in(folder: Path) -> None:
    """Fill ``answers.xlsx`` and ``answers-2.xlsx``: two people's typing, one slip, one impossible letter."""
    exam = entry_exam(ExamFolder(folder))
    typed = {one.number: _row(exam, one.number) for one in exam.roster}
    # A letter that no form has, in both; the next reading names its cell.
    typed[DOUBTFUL] = {**typed[DOUBTFUL], _DOUBT_AT: "H"}
    type_answers(folder / "answers.xlsx", typed.items(), lambda text: text)
    slipped = {**typed[SLIPPED], _SLIP_AT: other_answer(typed[SLIPPED][_SLIP_AT])}
    type_answers(folder / "answers-2.xlsx", {**typed, SLIPPED: slipped}.items(), _as_another_types)


def decide(folder: Path) -> str:
    """Fill ``差异.xlsx`` as the third person: what the paper says. Returns it."""
    exam = entry_exam(ExamFolder(folder))
    path = folder / "差异.xlsx"
    book = load_workbook(path)
    sheet: Any = book.active
    heads = {str(cell.value): cell.column for cell in sheet[1]}
    paper = _row(exam, SLIPPED)[_SLIP_AT]
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, heads["裁定"], paper)
        sheet.cell(row, heads["裁定人"], "李四")
    book.save(path)
    return paper


def mend(folder: Path) -> str:
    """Replace the impossible letter by what the paper says, in both entries. Returns it."""
    exam = entry_exam(ExamFolder(folder))
    paper = _row(exam, DOUBTFUL)[_DOUBT_AT]
    for name in ("answers.xlsx", "answers-2.xlsx"):
        type_answers(folder / name, [(DOUBTFUL, {_DOUBT_AT: paper})], lambda text: text)
    return paper


def disputed(folder: Path) -> tuple[str, str]:
    """A question that somebody answered wrongly, to be voided: its id, its number on that person's paper."""
    exam = entry_exam(ExamFolder(folder))
    places = exam.places(exam.own_form[DISPUTING])
    wrong = (
        (place.question.id, place.number)
        for place in places
        if place.body.kind == "single" and answer_of(DISPUTING, place) != _right(place)
    )
    return next(wrong, (places[0].question.id, places[0].number))


def _right(place: ShownItem) -> str:
    assert isinstance(place.body, SingleBody)  # noqa: S101 - only those are asked about
    right = correct_indices(place.body)
    return next(letter for letter, index in zip(LETTERS, place.order, strict=False) if index in right)


def _row(exam: EntryExam, number: str) -> Cells:
    """The cells of a person who answers as well as their ability has it."""
    state = _STATES.get(number, "参加")
    if state == "缺考":
        return {"状态": state}
    places = exam.places(exam.own_form[number])
    answers = {place.number: answer_of(number, place) for place in places}
    return {"状态": state, **{at: text for at, text in answers.items() if text}}


def answer_of(number: str, place: ShownItem) -> str:
    """What somebody puts: right, a likely mistake, or nothing; the same in every demo with the same form."""
    chance = _chance(number, place.question.id)
    knows = chance % 100 < _ABILITY.get(number, _OTHERWISE)
    if not knows and chance % 23 == 0 and place.number not in {_SLIP_AT, _DOUBT_AT}:
        return ""
    body = place.body
    if isinstance(body, TrueFalseBody):
        return "√" if body.answer is knows else "×"
    if not isinstance(body, SingleBody | MultipleBody):
        message = "the demo's blueprint asks for boxes to be ticked only"
        raise TypeError(message)
    right = correct_indices(body)
    letters = dict(zip(place.order, LETTERS, strict=False))
    ticked = {index for index in place.order if index in right}
    if not knows:
        wrong = [index for index in sorted(place.order) if index not in right]
        # Mistakes are not spread evenly: the first wrong option tempts most.
        tempting = wrong[0 if chance % 3 else chance % len(wrong)]
        ticked = {tempting} if isinstance(body, SingleBody) else _mistaken(ticked, tempting, chance)
    return "".join(sorted(letters[index] for index in ticked))


def _mistaken(right: Iterable[int], tempting: int, chance: int) -> set[int]:
    """A multiple choice with one right option missing, or with a wrong one ticked too."""
    kept = sorted(right)
    return {*kept[:-1]} if len(kept) > 1 and chance % 2 else {*kept, tempting}


def _chance(number: str, question: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{number} {question}".encode()).digest()[:4], "big")


def other_answer(text: str) -> str:
    """What somebody else might type in its place."""
    if text in {"√", "×"}:
        return "×" if text == "√" else "√"
    return "A" if text != "A" else "B"


def _as_another_types(text: str) -> str:
    """The same answers in another hand: small letters, words for ticks."""
    return {"√": "对", "×": "错"}.get(text, text.lower())


def type_answers(path: Path, rows: Iterable[tuple[str, Cells]], spelt: Callable[[str], str]) -> None:
    """Type what each row (by 编号) has into the entry sheet, spelt as that person spells."""
    book = load_workbook(path)
    sheet: Any = book["作答"]
    columns = {str(cell.value).split()[0]: cell.column for cell in sheet[1] if cell.value}
    at = {str(sheet.cell(row, columns["编号"]).value): row for row in range(2, sheet.max_row + 1)}
    for number, cells in rows:
        for head, text in cells.items():
            cell = sheet.cell(at[number], columns[head])
            cell.value = spelt(text)
    book.save(path)
