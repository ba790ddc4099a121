"""Mock exams of the browser held to the papers' own rules: what is drawn, what an answer earns."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from quizgen.marking.changes import UNDECIDED
from quizgen.marking.form import SheetMarker
from quizgen.marking.keys import key_of
from quizgen.marking.results import score_candidates
from quizgen.marking.rules import SectionRule
from quizgen.model.answers import Answer, AnswerSheet
from quizgen.model.blueprint import Blueprint
from quizgen.model.digest import question_digest
from quizgen.model.exam import Candidate, Form, FormItem, FormSection
from quizgen.model.kinds import ScoringRule
from quizgen.model.question import AskedBody, Body, CaseBody, Question
from quizgen.model.score import CandidateScore, ItemMark, ScorePolicy
from quizgen.model.split import equal_shares
from quizgen.web.practice.pool import PracticePool, practice_pool
from quizgen.web.practice.question import CitedPlaces, question_data
from tests.assemble.brute import complaints
from tests.marking import made
from tests.programs import program
from tests.web.page import DATA, ROOT

KINDS = ("single", "multiple", "multiple", "true_false", "fill", "fill", "short", "short", "case", "case")
PLACED = ("matching", "ordering")
_PAIRS = [{"left": f"左{word}", "right": f"右{word}"} for word in "甲乙丙丁"]
_PARTS = [
    {"kind": "matching", "stem": "配成对。", "pairs": _PAIRS, "wrong": [{"text": "多余"}]},
    {"kind": "ordering", "stem": "排次序。", "items": ["一", "二", "三", "四"]},
]
MADE = {
    one.id: one
    for one in (
        *(made.question(kind, number) for number, kind in enumerate((*KINDS * 8, *PLACED * 9), 1)),
        *(made.question("case", number, parts=_PARTS) for number in range(200, 208)),
    )
}
"""Subsets of options, blanks in any order, unequal shares: everything a question may have."""

DATE = dt.date(2026, 11, 22)
CANDIDATE = Candidate(number="1", name="张三", unit="测试")


@pytest.fixture(scope="module")
def pool() -> PracticePool:
    return practice_pool(str(DATA), str(ROOT / "question_bank"))


@pytest.fixture(scope="module")
def written(built_site: Path, pool: PracticePool, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What node drew and marked with the data of the built site."""
    more = tmp_path_factory.mktemp("exams") / "more.json"
    data = {one.id: question_data(one, CitedPlaces(pool.knowledge, "laiyuan")) for one in MADE.values()}
    more.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    done = subprocess.run(
        [program("node"), "tests/practice/exams.js", built_site / "assets" / "practice", more],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_every_blueprint_has_a_mock_exam(written: dict[str, Any], pool: PracticePool) -> None:
    assert {exam["id"] for exam in written["exams"]} == {one.id for one in pool.blueprints}
    assert all(len(exam["forms"]) == 200 for exam in written["exams"])


def test_every_form_keeps_every_demand_of_its_blueprint(written: dict[str, Any], pool: PracticePool) -> None:
    blueprints = {one.id: one for one in pool.blueprints}
    questions = {one.id: one for one in pool.questions}
    for exam in written["exams"]:
        wanted: Blueprint = blueprints[exam["id"]]
        for form in exam["forms"]:
            assert [section for section, _ in form] == sorted(section for section, _ in form)
            sections: list[list[Question]] = [[] for _ in wanted.sections]
            for section, id_ in form:
                sections[section].append(questions[id_])
            assert complaints(wanted, sections, frozenset()) == [], exam["id"]


def test_forms_differ_and_no_question_is_favoured(written: dict[str, Any]) -> None:
    for exam in written["exams"]:
        forms = {frozenset(id_ for _, id_ in form) for form in exam["forms"]}
        assert len(forms) == len(exam["forms"])
        used = Counter(id_ for form in forms for id_ in form)
        assert max(used.values()) < len(forms)


def answer_of(id_: str, part: int | None, given: dict[str, Any]) -> Answer:
    return Answer(
        question=id_,
        part=part,
        options=tuple(given.get("options", ())),
        truth=given.get("truth"),
        blanks=tuple(given.get("blanks", ())),
        places=tuple(given.get("places", ())),
        credits=tuple(Fraction(one) for one in given.get("credits", ())),
    )


def share_of(body: Body, rule: ScoringRule, order: Any, given: dict[str, Any]) -> Fraction:
    """The share that the marking of real papers gives; nothing for a blank answer."""
    if isinstance(body, CaseBody):
        weights = equal_shares(tuple(part.share for part in body.parts))
        parts = zip(body.parts, weights, order, given["parts"], strict=True)
        return sum((weight * share_of(part, rule, *rest) for part, weight, *rest in parts), Fraction())
    if (
        not any(given.get(name) for name in ("options", "blanks", "places", "credits"))
        and "truth" not in given
    ):
        return Fraction()
    asked: AskedBody = body
    return key_of(asked, SectionRule(rule), UNDECIDED).share(answer_of("TT-0001", None, given), tuple(order))


def test_an_answer_earns_the_same_share_on_both_sides(written: dict[str, Any], pool: PracticePool) -> None:
    questions = {one.id: one for one in pool.questions} | MADE
    different = [
        (id_, rule, order, given, share)
        for id_, rule, order, given, share in written["shares"]
        if share_of(questions[id_], ScoringRule(rule), order, given) != Fraction(share)
    ]
    assert different == []
    assert {id_ for id_, *_ in written["shares"]} == set(questions)
    earned = Counter(Fraction(share) for *_, share in written["shares"])
    assert min(earned[Fraction(0)], earned[Fraction(1)], earned[Fraction(1, 2)], earned[Fraction(1, 3)]) > 20


def marked(blueprint: Blueprint, taken: dict[str, Any], questions: dict[str, Question]) -> CandidateScore:
    """The same answers to the same form, marked and scored as on paper."""
    sections: list[list[FormItem]] = [[] for _ in blueprint.sections]
    answers: list[Answer] = []
    for item in taken["items"]:
        question, given = questions[item["id"]], taken["answers"][item["id"]]
        is_case = isinstance(question, CaseBody)
        sections[item["section"]].append(
            FormItem(
                question=question.id,
                digest=question_digest(question),
                options=() if is_case else tuple(item["order"]),
                parts=tuple(map(tuple, item["order"])) if is_case else (),
            )
        )
        each = enumerate(given["parts"]) if is_case else [(None, given)]
        answers += [answer_of(question.id, part, one) for part, one in each]
    form = Form(
        code="A", paper_id="0" * 10, sections=tuple(FormSection(items=tuple(one)) for one in sections)
    )
    by_digest = {item.digest: questions[item.question] for one in sections for item in one}
    sheet = AnswerSheet(candidate=CANDIDATE, form="A", answers=tuple(answers))
    marks: tuple[ItemMark, ...] = SheetMarker(by_digest, blueprint).mark(form, sheet)
    (score,) = score_candidates([(sheet, marks)], blueprint, ScorePolicy(), DATE)
    return score


def test_a_mock_exam_gets_the_result_that_the_paper_would(
    written: dict[str, Any], pool: PracticePool
) -> None:
    questions = {one.id: one for one in pool.questions}
    for exam in written["exams"]:
        (blueprint,) = (one for one in pool.blueprints if one.id == exam["id"])
        for taken in exam["marked"]:
            score = marked(blueprint, taken, questions)
            assert score.points == Fraction(taken["points"])
            assert blueprint.total_points == Fraction(taken["full"])
            assert [(one.points, one.full) for one in score.sections] == [
                (Fraction(points), Fraction(full)) for points, full in taken["sections"]
            ]
            topics = {name: (Fraction(a), Fraction(b)) for name, a, b in taken["topics"] if "/" not in name}
            assert {one.name: (one.points, one.full) for one in score.topics} == topics
            parts = {name: (Fraction(a), Fraction(b)) for name, a, b in taken["parts"]}
            assert {one.name: (one.points, one.full) for one in score.parts} == parts
            assert len(score.missed) == len(taken["missed"])
            exact = score.points is not None and score.points >= blueprint.pass_ and not score.missed
            assert taken["passed"] == exact
