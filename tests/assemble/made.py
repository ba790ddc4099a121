"""Questions and blueprints made for one test."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from quizgen.assemble.draw.forms import make_forms
from quizgen.assemble.plan.make import Plan, plan
from quizgen.model.blueprint import Blueprint
from quizgen.model.exam import Form, Mode
from quizgen.model.question import QUESTION, Question

KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))
TOPICS = ("责任体系", "明责", "压责", "验责", "评责", "问责", "处置")
REAL_COUNTS = {"single": 286, "true_false": 178, "multiple": 171, "fill": 83, "short": 42, "case": 24}

_CASE_PARTS = [
    {"kind": "true_false", "stem": "题", "answer": True, "explain": "解"},
    {
        "kind": "single",
        "stem": "题",
        "correct": ["对"],
        "wrong": [{"text": "错一", "why": "因"}, {"text": "错二", "why": "因"}],
        "explain": "解",
    },
]
_BODIES: dict[str, dict[str, Any]] = {
    "single": {"correct": ["对"], "wrong": [{"text": f"错{n}", "why": "因"} for n in "一二三"]},
    "multiple": {
        "correct": ["对一", "对二", "对三"],
        "wrong": [{"text": f"错{n}", "why": "因"} for n in "一二三"],
    },
    "true_false": {"answer": True},
    "fill": {"answers": [["空"]]},
    "short": {"points_for": [{"point": "点"}]},
    "matching": {
        "pairs": [{"left": one, "right": f"{one}配"} for one in "甲乙丙丁"],
        "wrong": [{"text": "多", "why": "因"}],
    },
    "ordering": {"items": ["先", "再", "后"]},
    "case": {"text": "文", "parts": _CASE_PARTS},
}


def question(
    number: int, kind: str = "single", topic: str = "明责", difficulty: str = "易", **more: Any
) -> Question:
    """A question QQ-<number>."""
    fields = {
        "id": f"QQ-{number:04d}",
        "kind": kind,
        "topic": topic,
        "difficulty": difficulty,
        "cites": ["x-001"],
        "explain": "解",
        **({} if kind == "case" else {"stem": "题"}),
        **_BODIES[kind],
        **more,
    }
    return QUESTION.validate_python(fields)


def some(count: int, kind: str = "single", start: int = 1, **more: Any) -> list[Question]:
    """``count`` questions of one sort."""
    return [question(number, kind, **more) for number in range(start, start + count)]


def mixed_bank(counts: Mapping[str, int], seed: int = 5, topics: Sequence[str] = TOPICS) -> list[Question]:
    """Questions with topics and difficulties (40/40/20 %) mixed at random, the same every time."""
    dice = random.Random(seed)  # noqa: S311 - test data
    kinds = [kind for kind, count in counts.items() for _ in range(count)]
    return [
        question(number, kind, dice.choice(topics), dice.choices("易中难", (4, 4, 2))[0])
        for number, kind in enumerate(kinds, 1)
    ]


def blueprint(*sections: Mapping[str, Any], **more: Any) -> Blueprint:
    """A blueprint; a section needs its kind and count only."""
    return Blueprint.model_validate(
        {
            "id": "made",
            "title": "试",
            "minutes": 10,
            "pass": 0,
            "sections": [{"points": 1, **section} for section in sections],
            **more,
        }
    )


def cadre(**more: Any) -> Blueprint:
    """The shape of the preset cadre-80."""
    quotas = {
        "difficulty": {"易": 0.4, "中": 0.4, "难": 0.2},
        "topic": {"明责": {"min": 4}, "问责": {"min": 4}, "处置": {"min": 4}},
    }
    return blueprint(
        {"kind": "single", "count": 30},
        {"kind": "true_false", "count": 30},
        {"kind": "multiple", "count": 20, "points": 2},
        **{"quotas": quotas, **more},
    )


def forms_of(  # noqa: PLR0913 - the tests vary each of them
    wanted: Blueprint,
    questions: Sequence[Question],
    mode: Mode = Mode.ONE,
    *,
    forms: int = 1,
    spare: int = 0,
    candidates: Sequence[str] = (),
    avoided: frozenset[str] = frozenset(),
    key: bytes = KEY,
    planned: Plan | None = None,
) -> list[Form]:
    """Plan and make in one go."""
    count = len(candidates) or forms
    made = planned or plan(wanted, questions, mode=mode, forms=count, spare=spare, avoided=avoided)
    return list(
        make_forms(
            key,
            blueprint=wanted,
            cells=made.cells,
            pool=made.pool,
            questions={one.id: one for one in questions},
            mode=mode,
            candidates=candidates,
            forms=count,
            spare=spare,
        )
    )


def ids(form: Form) -> list[str]:
    """All questions of a form in printed order."""
    return [item.question for section in form.sections for item in section.items]
