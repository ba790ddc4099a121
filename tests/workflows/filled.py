"""An exam drawn, entered, marked, for tests of what comes after it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

from quizgen.model.lettered import LETTERS
from quizgen.model.question import MultipleBody, SingleBody, TrueFalseBody, correct_indices
from quizgen.model.shown import ShownItem
from quizgen.records.exam_folder import ExamFolder
from quizgen.workflows.marks.entry import entry_exam

Choose = Callable[[str, ShownItem], str]
"""What a candidate (编号) puts for a question, as it is typed."""


def right_answer(place: ShownItem) -> str:
    """The right answer on that form, as it is typed."""
    body = place.body
    if isinstance(body, TrueFalseBody):
        return "√" if body.answer else "×"
    assert isinstance(body, SingleBody | MultipleBody)
    right = correct_indices(body)
    return "".join(letter for letter, index in zip(LETTERS, place.order, strict=False) if index in right)


def wrong_answer(place: ShownItem) -> str:
    """A wrong answer that exists on that form."""
    body = place.body
    if isinstance(body, TrueFalseBody):
        return "×" if body.answer else "√"
    assert isinstance(body, SingleBody | MultipleBody)
    right = correct_indices(body)
    return next(letter for letter, index in zip(LETTERS, place.order, strict=False) if index not in right)


def fill_in(folder: Path, choose: Choose, states: dict[str, str] | None = None) -> Path:
    """Write ``answers.csv`` as staff would: everybody has the form that is theirs, else one in turn."""
    exam = entry_exam(ExamFolder(folder))
    numbers = [column.number for column in exam.columns]
    path = folder / "answers.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["编号", "姓名", "单位", "卷号", "状态", *numbers])
        for turn, candidate in enumerate(exam.roster):
            state = (states or {}).get(candidate.number, "参加")
            own = exam.own_form.get(candidate.number) or list(exam.forms)[turn % len(exam.forms)]
            form = "" if state == "缺考" else own
            places = {place.number: place for place in exam.places(form)} if form else {}
            cells = [choose(candidate.number, places[number]) if form else "" for number in numbers]
            writer.writerow([candidate.number, candidate.name, candidate.unit, form, state, *cells])
    path.chmod(0o600)
    return path


def scores_of(folder: Path) -> dict[str, dict[str, object]]:
    """The lines of ``scores.jsonl`` by 编号."""
    _, *lines = (folder / "scores.jsonl").read_text(encoding="utf-8").splitlines()
    scores = [json.loads(line) for line in lines]
    return {score["candidate"]["number"]: score for score in scores}
