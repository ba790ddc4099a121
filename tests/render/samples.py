"""Papers of realistic length to print, composed from records the way an exam does it."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from quizgen.model.blueprint import Blueprint, Section
from quizgen.model.digest import question_digest
from quizgen.model.exam import Candidate, Exam, Form, FormItem, FormSection, FrozenQuestion, Mode
from quizgen.model.kinds import Kind, ScoringRule
from quizgen.model.question import (
    QUESTION,
    CaseBody,
    MatchingBody,
    MultipleBody,
    OrderingBody,
    Question,
    SingleBody,
    matched_texts,
    option_texts,
)
from quizgen.render.paper.composed import Paper, compose

PHRASES = (
    "明责",
    "压责",
    "验责",
    "评责",
    "问责",
    "责任清单",
    "分级负责",
    "日常监督",
    "谈心谈话",
    "民主生活会",
    "党组织书记第一责任人职责",
    "建立问题线索集中管理和动态更新制度",
    "把全面从严治党落实到每个支部、每名党员",
    "对履行主体责任不力的领导班子和领导干部严肃追责",
    "每半年向上级党组织报告一次落实主体责任的情况",
    "结合巡察反馈、信访举报和年度考核结果进行综合研判，形成问题清单并限期整改",
    "由纪检监察机关会同组织、审计、信访等部门联合会商，提出分类处置意见",
    "党委统一领导、党政齐抓共管、纪委组织协调、部门各负其责",
)
STEMS = (
    "厦门市落实全面从严治党主体责任，强调“五责同步”，下列哪一项属于其中的环节",
    "武侯区把运用监督执纪“第一种形态”作为落实管党治党政治责任的重要抓手，其首先要解决的问题是什么",
    "白银市委在巡察工作中提出的要求，下列表述**不正确**的是哪一项",
    "某单位党组织在接到反映班子成员的问题线索后，按照分级负责的原则，第一步应当由谁提出处置意见",
    "顺义区",
    "公安机关党委落实主体责任，把考核结果与干部任免挂钩的做法，主要针对下列哪一种情形",
)
EXPLAIN = (
    "各环节环环相扣，先明确责任，再传导压力，最后以考核和问责收口；不要与别处“定责、述责、考责”的提法相混。"
)

CANDIDATE = Candidate(
    number="20260017", name="欧阳明远", unit="某市某区住房和城乡建设局机关党委", post="副科长"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A section to fill: kind, count, points each."""

    kind: Kind
    count: int
    points: str = "1"
    options: int = 4


CADRE_80 = (
    Part(Kind.SINGLE, 30),
    Part(Kind.TRUE_FALSE, 30),
    Part(Kind.MULTIPLE, 20, "2", 5),
)
MIXED = (
    Part(Kind.SINGLE, 20),
    Part(Kind.MULTIPLE, 10, "2", 6),
    Part(Kind.TRUE_FALSE, 10),
    Part(Kind.FILL, 5, "2"),
    Part(Kind.SHORT, 2, "10"),
    Part(Kind.CASE, 2, "10"),
)


def question(kind: Kind, number: int, options: int = 4, **changes: Any) -> Question:
    """A made-up question; the same arguments give the same question."""
    dice = random.Random(f"{kind}{number}{options}")  # noqa: S311 - made-up text
    data: dict[str, Any] = {
        "id": f"TT-{number:04d}",
        "kind": kind.value,
        "topic": "明责",
        "difficulty": "中",
        "cites": ["xiamen-019"],
        "explain": EXPLAIN[: dice.randint(20, len(EXPLAIN))],
        **_body(kind, options, dice, number),
        **changes,
    }
    return QUESTION.validate_python(data)


def _body(kind: Kind, options: int, dice: random.Random, number: int) -> dict[str, Any]:
    stem = f"{dice.choice(STEMS)}（其{number}）"
    if kind is Kind.CASE:
        done, found = "，".join(dice.sample(PHRASES, 8)), "；".join(dice.sample(PHRASES, 9))
        text = f"某单位党委{done}。检查发现，{found}。"
        kinds = (Kind.SINGLE, Kind.MULTIPLE, Kind.TRUE_FALSE, Kind.SHORT)
        parts = [
            {"kind": one.value, "explain": EXPLAIN, **_body(one, 4, dice, number * 10 + index)}
            for index, one in enumerate(kinds)
        ]
        return {"text": text, "parts": parts}
    if kind is Kind.TRUE_FALSE:
        return {"stem": f"{stem}，应当{dice.choice(PHRASES)}。", "answer": dice.random() < 0.5}
    if kind is Kind.FILL:
        return {
            "stem": f"{stem}：先____，再____，共____次。",
            "answers": [[dice.choice(PHRASES[:10])], [dice.choice(PHRASES[:10])], ["17", "十七"]],
        }
    if kind is Kind.SHORT:
        return {
            "stem": f"简述{stem}。",
            "points_for": [{"point": f"应当{phrase}"} for phrase in dice.sample(PHRASES, 4)],
        }
    if kind is Kind.ESSAY:
        bands = [{"at_least": "3/5", "text": "有观点"}, {"at_least": 0, "text": "没有观点"}]
        return {"stem": f"论述{stem}。", "bands": bands, **({"grid": "20x30"} if number % 2 else {})}
    pool = PHRASES[:5] * 2 if dice.random() < 0.3 else PHRASES
    texts = [
        f"{phrase}之{index}"
        for index, phrase in enumerate(dice.sample(pool, options) if options <= len(pool) else pool)
    ]
    right = 1 if kind is Kind.SINGLE else dice.randint(2, max(2, options - 1)) if options > 2 else 1
    if kind is Kind.MULTIPLE and options == 2:
        texts, right = [*texts, "另一项"], 2
    return {
        "stem": f"{stem}？",
        "correct": texts[:right],
        "wrong": [{"text": text, "why": "属于别处"} for text in texts[right:]],
    }


def made_up_paper(
    parts: Sequence[Part] = CADRE_80,
    *,
    seed: int = 1,
    candidate: Candidate | None = None,
    code: str = "A",
    spare: bool = False,
    **changes: Any,
) -> Paper:
    """A paper of made-up questions; ``seed`` chooses which ones and in which order."""
    sections = [
        [question(part.kind, seed * 500 % 7000 + index * 300 + n, part.options) for n in range(part.count)]
        for index, part in enumerate(parts)
    ]
    return paper_of(sections, parts, seed=seed, candidate=candidate, code=code, spare=spare, **changes)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a paper is composed from."""

    exam: Exam
    form: Form
    frozen: Mapping[str, FrozenQuestion]
    candidate: Candidate | None

    def paper(self) -> Paper:
        """The paper."""
        return compose(self.exam, self.form, self.frozen, self.candidate)


def paper_of(sections: Sequence[Sequence[Question]], parts: Sequence[Part], **told: Any) -> Paper:
    """A paper of given questions, told as for ``drawn_of``."""
    return drawn_of(sections, parts, **told).paper()


def drawn_of(  # noqa: PLR0913 - everything that can differ between papers
    sections: Sequence[Sequence[Question]],
    parts: Sequence[Part],
    *,
    seed: int = 1,
    candidate: Candidate | None = None,
    code: str = "A",
    spare: bool = False,
    sources: tuple[str, ...] = ("压紧压实主体责任·一、明责（厦门市）",),
    sheet_layout: Literal[2, 3] = 2,
    **changes: Any,
) -> Drawn:
    """An exam with one form of given questions; ``changes`` go to the blueprint (title, minutes, notices)."""
    dice = random.Random(seed)  # noqa: S311 - made-up order
    frozen = {
        question_digest(one): FrozenQuestion(digest=question_digest(one), question=one, sources=sources)
        for section in sections
        for one in section
    }
    plan = Blueprint.model_validate(
        {
            "id": "made-up",
            "title": "全面从严治党主体责任知识测试",
            "minutes": 50,
            "pass": 80,
            "sections": [
                Section(
                    kind=part.kind,
                    count=len(section),
                    points=Fraction(part.points),
                    rule=ScoringRule.HALF_IF_INCOMPLETE if part.kind is Kind.MULTIPLE else None,
                )
                for part, section in zip(parts, sections, strict=True)
            ],
            **changes,
        }
    )
    form = Form(
        code=code,
        paper_id=f"{random.Random(f'{seed}{code}').randrange(10**10):010d}",  # noqa: S311 - made-up id
        candidate=None if candidate is None else candidate.number,
        spare=spare,
        sections=tuple(FormSection(items=tuple(_item(one, dice) for one in section)) for section in sections),
    )
    return Drawn(_exam(plan, sheet_layout), form, frozen, candidate)


def _item(one: Question, dice: random.Random) -> FormItem:
    parts = one.parts if isinstance(one, CaseBody) else ()
    return FormItem(
        question=one.id,
        digest=question_digest(one),
        options=_order(one, dice),
        parts=tuple(_order(part, dice) for part in parts),
    )


def _order(body: Any, dice: random.Random) -> tuple[int, ...]:
    match body:
        case SingleBody() | MultipleBody():
            count = len(option_texts(body))
        case OrderingBody():
            count = len(body.items)
        case MatchingBody():
            pairs, count = len(body.pairs), len(matched_texts(body))
            return (*dice.sample(range(pairs), pairs), *dice.sample(range(pairs, count), count - pairs))
        case _:
            return ()
    return tuple(dice.sample(range(count), count))


def _exam(plan: Blueprint, sheet_layout: Literal[2, 3]) -> Exam:
    nothing: Mapping[str, Any] = {"pool_digest": "0" * 64, "key_commitment": "0" * 64, "tool": "测试"}
    return Exam(
        title=plan.title,
        date=None,
        mode=Mode.ONE,
        forms=1,
        blueprint=plan,
        banks=(),
        cells=(),
        sheet_layout=sheet_layout,
        **nothing,
    )
