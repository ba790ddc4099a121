"""What is said of blueprints that cannot be met: the whole text, and that each remedy is a remedy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from quizgen.assemble.plan.impossible import Addition, Diagnosis, ImpossibleBlueprint
from quizgen.assemble.plan.make import plan
from quizgen.model.blueprint import Blueprint
from quizgen.model.exam import Mode
from quizgen.model.question import Question
from tests.assemble.made import blueprint, question, some
from tests.plain_yaml import plain_yaml

KNOWN = Path(__file__).resolve().parents[1] / "data" / "assemble" / "diagnoses.yaml"
EASY, MIDDLE, HARD = "易", "中", "难"


def spread(topic: str, start: int, *counts: int, kind: str = "single") -> list[Question]:
    """So many easy, middle and hard questions of a topic."""
    difficulties = [
        one for one, count in zip((EASY, MIDDLE, HARD), counts, strict=True) for _ in range(count)
    ]
    return [question(start + at, kind, topic, difficulty) for at, difficulty in enumerate(difficulties)]


TWO = [*spread("明责", 1, 6, 6, 2), *spread("问责", 101, 6, 2, 0)]
TEN: dict[str, Any] = {"kind": "single", "count": 10}
PARALLEL: dict[str, Any] = {"mode": Mode.PARALLEL, "forms": 3}

CASES: dict[str, tuple[Blueprint, Sequence[Question], dict[str, Any]]] = {
    "大题缺题": (blueprint(TEN), some(7), {}),
    "两个大题都缺": (blueprint(TEN, {"kind": "multiple", "count": 4, "title": "不定项"}), some(9), {}),
    "专题不够": (blueprint(TEN, quotas={"topic": {"问责": {"min": 9}}}), TWO, {}),
    "专题上限太低": (
        blueprint({"kind": "single", "count": 20}, quotas={"topic": {"明责": {"max": 8}}}),
        TWO,
        {},
    ),
    "难度比例": (blueprint(TEN, quotas={"difficulty": {HARD: 0.45}}), TWO, {}),
    "大题里的配额": (blueprint({**TEN, "quotas": {"difficulty": {HARD: {"min": 4}}}}), TWO, {}),
    "专题和难度相交": (
        blueprint(
            {"kind": "single", "count": 8},
            {
                "kind": "single",
                "count": 6,
                "topics": ["问责"],
                "quotas": {"difficulty": {MIDDLE: {"min": 3}}},
            },
        ),
        TWO,
        {},
    ),
    "配额超过题数": (
        blueprint(TEN, quotas={"topic": {"明责": {"min": 12}}}),
        TWO,
        {},
    ),
    "最低分够不着": (blueprint(TEN, minima={"topic": {"问责": "8.5"}}), TWO, {}),
    "补考": (
        blueprint(TEN, avoid={"max_overlap": 0.25}),
        TWO,
        {"avoided": frozenset(one.id for one in TWO[:16])},
    ),
    "平行卷": (blueprint(TEN), TWO, PARALLEL),
    "平行卷允许两题相同": (blueprint(TEN, max_overlap=0.2), TWO, PARALLEL),
    "平行卷必须出现": (
        blueprint(TEN, include=["QQ-0001", "QQ-0002", "QQ-0003"], max_overlap=0.1),
        some(60),
        PARALLEL,
    ),
    "平行卷专题": (blueprint(TEN, quotas={"topic": {"问责": {"min": 3}}}), [*some(30), *TWO[14:]], PARALLEL),
    "平行卷和备用卷": (blueprint(TEN), TWO, {"mode": Mode.PARALLEL, "forms": 2, "spare": 1}),
    "互斥": (
        blueprint({"kind": "single", "count": 6}),
        [question(number, enemies=[f"QQ-{(number + 4) % 8 + 1:04d}"]) for number in range(1, 9)],
        {},
    ),
    "必须出现的互斥": (
        blueprint(TEN, include=["QQ-0001", "QQ-0002"]),
        [question(1, enemies=["QQ-0002"]), *some(20, start=2)],
        {},
    ),
    "没有题": (blueprint(TEN, {"kind": "case", "count": 2, "points": "2.5"}), [], {}),
    "两个大题争题": (
        blueprint(
            {"kind": "single", "count": 10, "topics": ["明责"]},
            {"kind": "single", "count": 6, "topics": ["明责", "问责/倒查"]},
        ),
        TWO,
        {},
    ),
    "十几个大题": (
        blueprint(*[{"kind": "single", "count": 2, "quotas": {"topic": {"处置": {"min": 1}}}}] * 12),
        some(40),
        {},
    ),
    "很多处": (
        blueprint(
            *[
                {"kind": kind, "count": 3}
                for kind in ("single", "multiple", "true_false", "fill", "short", "case")
            ]
            * 2
        ),
        [],
        {},
    ),
}


def refused(name: str) -> ImpossibleBlueprint:
    wanted, questions, order = CASES[name]
    given: dict[str, Any] = {"mode": Mode.ONE, "forms": 1, "spare": 0, **order}
    with pytest.raises(ImpossibleBlueprint) as caught:
        plan(wanted, questions, **given)
    return caught.value


SEVERAL_WAYS = {"平行卷", "平行卷允许两题相同", "平行卷和备用卷", "两个大题争题"}
"""Where several advices are equally good, so that another version of the solver may give another."""


@pytest.mark.parametrize("name", [name for name in CASES if name not in SEVERAL_WAYS])
def test_the_whole_of_what_is_said(name: str) -> None:
    known: dict[str, str] = plain_yaml(KNOWN.read_text(encoding="utf-8"))
    assert str(refused(name)) == known[name]


@pytest.mark.parametrize(
    ("name", "disjoint"), [("平行卷", True), ("平行卷和备用卷", True), ("平行卷允许两题相同", False)]
)
def test_parallel_forms_that_lack_questions_may_share_some(name: str, *, disjoint: bool) -> None:
    text = str(refused(name))
    assert "只放宽要求，这样改即可：允许两份试卷有 3 道题相同（max_overlap: 0.3），或减少份数。" in text
    needs = "第一部分 单选：需要 30，只有 22（每份 10，共 3 份不同的试卷）；可把题数减到 7，或补充 8 道题。"
    assert (needs in text) == disjoint


def relaxed(wanted: Blueprint, diagnosis: Diagnosis) -> Blueprint | None:
    """The blueprint with sections as small and quotas as wide as advised; None where it says more."""
    data = wanted.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    for one in diagnosis.relaxations:
        if one.demand is None or one.demand.share is not None or one.demand.subject == "minimum":
            return None
        if one.demand.subject == "section":
            data["sections"][one.demand.section or 0]["count"] = one.low
            continue
        owner = data if one.demand.section is None else data["sections"][one.demand.section]
        owner["quotas"][str(one.demand.subject)][one.demand.name] = {"min": one.low, "max": one.high}
    return Blueprint.model_validate(data)


RELAXABLE = [
    "大题缺题",
    "专题不够",
    "专题上限太低",
    "大题里的配额",
    "专题和难度相交",
    "配额超过题数",
    "互斥",
    "两个大题争题",
]


@pytest.mark.parametrize("name", RELAXABLE)
def test_relaxing_as_advised_makes_the_exam_possible(name: str) -> None:
    wanted, questions, order = CASES[name]
    changed = relaxed(wanted, refused(name).diagnosis)
    assert changed is not None
    given: dict[str, Any] = {"mode": Mode.ONE, "forms": 1, "spare": 0, **order}
    assert plan(changed, questions, **given).cells


ADDABLE = [name for name in CASES if name not in {"配额超过题数", "平行卷必须出现", "必须出现的互斥"}]


def _fitting(wanted: Blueprint, one: Addition) -> tuple[str, str]:
    """The kind of the sections, a topic that all of them take."""
    sections = [wanted.sections[section] for section in one.sections]
    allowed = [topic for section in sections for topic in section.topics]
    return str(sections[0].kind), one.topic or next(iter(allowed), "处置")


@pytest.mark.parametrize("name", ADDABLE)
def test_adding_as_advised_makes_the_exam_possible(name: str) -> None:
    wanted, questions, order = CASES[name]
    diagnosis = refused(name).diagnosis
    assert diagnosis.additions
    fresh = [
        question(9000 + 100 * place + at, kind, topic, one.difficulty or EASY)
        for place, one in enumerate(diagnosis.additions)
        for kind, topic in [_fitting(wanted, one)]
        for at in range(one.count)
    ]
    given: dict[str, Any] = {"mode": Mode.ONE, "forms": 1, "spare": 0, **order}
    assert plan(wanted, [*questions, *fresh], **given).cells
