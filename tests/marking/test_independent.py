"""Two computations in two languages agree to the last fraction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import pytest
from pydantic import BaseModel

from quizgen.marking.changes import read_accept, read_void
from quizgen.marking.form import SheetMarker
from quizgen.marking.results import score_candidates
from quizgen.model.answers import Attendance
from quizgen.model.blueprint import Blueprint
from quizgen.model.digest import record_json
from quizgen.model.exam import FrozenQuestion
from quizgen.model.kinds import ScoringRule
from quizgen.model.score import Change, ScorePolicy
from tests.marking.independent import independent_scores
from tests.marking.made import BLUEPRINT, made_up_exam, random_sheet, sheet

CHANGES = (
    read_void("TT-0002", "题干有误"),
    read_void("TT-0021(3)", "题干有误"),
    read_accept("TT-0001=1错乙", "也对"),
    read_accept("TT-0006=6错甲", "也对"),
    read_accept("TT-0009=9错甲", "也对"),
    read_accept("TT-0011=正确", "两可"),
    read_accept("TT-0015#1=别的", "也对"),
    read_accept("TT-0016=别的", "也对"),
    read_accept("TT-0022=22左甲=22右乙", "也可"),
    read_accept("TT-0024=21345", "不分先后"),
    read_accept("TT-0030=12435", "不分先后"),
)
SECTIONS = (
    *BLUEPRINT["sections"],
    {"kind": "matching", "count": 2, "points": 3, "rule": "全对得分"},
    {"kind": "ordering", "count": 2, "points": 4},
)


def write(path: Path, records: Iterable[BaseModel]) -> None:
    path.write_text("".join(f"{record_json(record)}\n" for record in records), encoding="utf-8")


def with_rules(blueprint: Blueprint, rule: ScoringRule) -> Blueprint:
    """The rule for the first multiple-choice section, the one two before it for the second."""
    rules = list(ScoringRule)
    given = iter((rule, rules[rules.index(rule) - 2]))
    sections = [
        section.model_copy(update={"rule": next(given)}) if section.kind == "multiple" else section
        for section in blueprint.sections
    ]
    return blueprint.model_copy(update={"sections": tuple(sections)})


PENALISED = (
    {"kind": "single", "count": 4, "points": 1, "deduct": 1, "part": "理论"},
    {"kind": "multiple", "count": 4, "points": 2, "rule": "少选每项", "per_option": "1/2"},
    {"kind": "multiple", "count": 2, "points": 1, "rule": "少选每项", "per_option": "3/4", "deduct": 1},
    {"kind": "true_false", "count": 4, "points": 1, "deduct": 1},
    {"kind": "multiple", "count": 3, "points": 3, "rule": "全对得分", "deduct": "5/2", "continues": True},
)
"""With more for two options of three than the whole question, so that it is cut off."""


@pytest.mark.parametrize(("floor", "changed"), [("大题", True), ("全卷", False)])
def test_both_agree_where_wrong_answers_cost_points(tmp_path: Path, floor: str, *, changed: bool) -> None:
    exam = made_up_exam(forms=3, sections=PENALISED, floor=floor, minima={"part": {"理论": 1}})
    changes = (read_accept("TT-0001=1错乙", "也对"), read_accept("TT-0006=6错甲", "也对")) if changed else ()
    sheets = [random_sheet(exam, number) for number in range(1, 41)]
    write(tmp_path / "forms.jsonl", exam.forms)
    write(tmp_path / "answers.jsonl", sheets)
    frozen = [FrozenQuestion(digest=digest, question=one) for digest, one in exam.questions.items()]
    write(tmp_path / "questions.jsonl", frozen)
    theirs = independent_scores(tmp_path, exam.blueprint, changes)
    marker = SheetMarker(exam.questions, exam.blueprint, changes)
    forms = {form.code: form for form in exam.forms}
    marked = [(one, marker.mark(forms[one.form or ""], one)) for one in sheets]
    scores = score_candidates(marked, exam.blueprint, ScorePolicy(), dt.date(2026, 12, 1))
    for score, (_, marks) in zip(
        scores, sorted(marked, key=lambda one: one[0].candidate.number), strict=True
    ):
        found = theirs[score.candidate.number]
        assert {mark.question: mark.points for mark in marks} == found.items
        assert score.points == found.total
        assert (score.points or 0) >= 0
    bare = [sum(mark.points for mark in marks) for _, marks in marked]
    assert any(one < 0 for one in bare)  # so the floor was needed
    assert len({one.points for one in scores}) > 10


@pytest.mark.parametrize(
    ("changes", "printable"), [((), False), (CHANGES, True)], ids=["as-printed", "with-changes"]
)
@pytest.mark.parametrize(
    "rule", [ScoringRule.PER_RIGHT_OPTION, ScoringRule.PLUS_MINUS], ids=["each", "minus"]
)
def test_both_computations_agree(
    tmp_path: Path, rule: ScoringRule, changes: tuple[Change, ...], *, printable: bool
) -> None:
    """With points that do not come out even split exactly, as exams of before did, or as they are printed."""
    exam = made_up_exam(forms=3, sections=SECTIONS)
    blueprint = with_rules(exam.blueprint, rule).model_copy(update={"printable_points": printable})
    sheets = [
        *(random_sheet(exam, number) for number in range(1, 41)),
        sheet([], 41, attendance=Attendance.ABSENT),
    ]
    write(tmp_path / "forms.jsonl", exam.forms)
    write(tmp_path / "answers.jsonl", sheets)
    frozen = [FrozenQuestion(digest=digest, question=one) for digest, one in exam.questions.items()]
    write(tmp_path / "questions.jsonl", frozen)
    theirs = independent_scores(tmp_path, blueprint, changes)
    marker = SheetMarker(exam.questions, blueprint, changes)
    forms = {form.code: form for form in exam.forms}
    assert len(theirs) == 40
    for one in sheets[:40]:
        marks = marker.mark(forms[one.form or ""], one)
        found = theirs[one.candidate.number]
        ours = {
            mark.question if mark.part is None else f"{mark.question}/{mark.part}": mark.points
            for mark in marks
        }
        assert ours == found.items
        assert sum(mark.points for mark in marks) == found.total
