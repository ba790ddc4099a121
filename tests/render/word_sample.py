"""A small made-up exam with every kind of question, for the Word printer's tests."""

from __future__ import annotations

import datetime as dt
from typing import Any

from quizgen.model.blueprint import Blueprint
from quizgen.model.digest import question_digest
from quizgen.model.exam import Candidate, Exam, Form, FormItem, FormSection, FrozenQuestion, Mode
from quizgen.model.question import QUESTION, option_texts
from quizgen.render.paper.composed import Paper, compose

_COMMON = {"topic": "明责", "difficulty": "易", "cites": ["xiamen-019"], "explain": "记住要点，不要混淆。"}
_WRONG = [
    {"text": "验责", "why": "次序在后"},
    {"text": "评责 <b>&amp;", "why": "次序在后"},
    {"text": "问责", "why": "次序在后"},
]
_BODIES: tuple[dict[str, Any], ...] = (
    {"kind": "single", "stem": "第一个环节是？", "correct": ["明责"], "wrong": _WRONG},
    {
        "kind": "single",
        "stem": "下列**不属于**$x^2$ 的是 #panic() <i>斜</i> \\frac{1}{2}？",
        "correct": ["一个比较长的选项，长到两栏才放得下它们"],
        "wrong": [{"text": f"另一个比较长的选项，长到两栏才放得下{n}", "why": "无"} for n in "甲乙丙"],
    },
    {
        "kind": "multiple",
        "stem": "包括哪些？",
        "correct": ["明责", "压责"],
        "wrong": [{"text": "定责", "why": "公安"}, {"text": "述责", "why": "公安"}],
    },
    {"kind": "true_false", "stem": "清单同步建立。", "answer": True},
    {"kind": "fill", "stem": "共____组、____轮。", "answers": [["161"], ["17", "十七"]]},
    {"kind": "short", "stem": "简述步骤。", "points_for": [{"point": "先研究"}, {"point": "再分解"}]},
    {
        "kind": "case",
        "text": "某局的清单与模板一字不差。",
        "parts": [
            {"kind": "single", "stem": "问题是？", "correct": ["照搬"], "wrong": _WRONG, "explain": "照搬。"},
            {"kind": "short", "stem": "怎样改？", "points_for": [{"point": "结合实际"}], "explain": "结合。"},
        ],
    },
)
CANDIDATE = Candidate(number="2026001", name="张三", unit="测试一局", post="科长")


def sample_paper(*, candidate: Candidate | None = None, spare: bool = False) -> Paper:
    """A paper of seven questions in six sections, the options in reverse order."""
    questions = [
        QUESTION.validate_python({"id": f"TS-{number:04d}", **_COMMON, **body})
        for number, body in enumerate(_BODIES, 1)
    ]
    frozen = {
        question_digest(question): FrozenQuestion(
            digest=question_digest(question), question=question, sources=("《示例》，明责部分",)
        )
        for question in questions
    }
    kinds = list(dict.fromkeys(question.kind for question in questions))
    sections = tuple(
        FormSection(items=tuple(_item(question) for question in questions if question.kind == kind))
        for kind in kinds
    )
    blueprint = Blueprint.model_validate(
        {
            "id": "sample",
            "title": "知识测试",
            "minutes": 30,
            "pass": 10,
            "sections": [
                {"kind": kind, "count": len(section.items), "points": 2}
                for kind, section in zip(kinds, sections, strict=True)
            ],
        }
    )
    exam = Exam(
        title="知识测试",
        date=dt.date(2026, 12, 1),
        mode=Mode.ONE,
        forms=1,
        blueprint=blueprint,
        banks=(),
        cells=(),
        pool_digest="0" * 64,
        key_commitment="0" * 64,
        tool="test",
    )
    form = Form(
        code="S01" if spare else "A",
        paper_id="0123456789",
        candidate=None if candidate is None else candidate.number,
        spare=spare,
        sections=sections,
    )
    return compose(exam, form, frozen, candidate)


def _item(question: Any) -> FormItem:
    return FormItem(
        question=question.id,
        digest=question_digest(question),
        options=_reverse(question),
        parts=tuple(_reverse(part) for part in getattr(question, "parts", ())),
    )


def _reverse(body: Any) -> tuple[int, ...]:
    return tuple(reversed(range(len(option_texts(body))))) if hasattr(body, "wrong") else ()
