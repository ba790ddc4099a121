"""A made-up exam with every kind of question, several forms, any number of people who answered at random."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from quizgen.model.answers import Answer, AnswerSheet, Attendance
from quizgen.model.blueprint import Blueprint
from quizgen.model.digest import question_digest
from quizgen.model.exam import Candidate, Form, FormItem, FormSection
from quizgen.model.question import (
    QUESTION,
    CaseBody,
    EssayBody,
    FillBody,
    MatchingBody,
    MultipleBody,
    OrderingBody,
    Question,
    ShortBody,
    SingleBody,
    TrueFalseBody,
    matched_texts,
    right_places,
)
from quizgen.model.shown import FormReader, ShownItem

TOPICS = ("明责/责任清单", "问责", "明责", "巡察/模式与定位")
BLUEPRINT: dict[str, Any] = {
    "id": "all-kinds",
    "title": "各种题型",
    "minutes": 60,
    "pass": 30,
    "valid_months": 6,
    "sections": [
        {"kind": "single", "count": 4, "points": 1, "part": "理论"},
        {"kind": "multiple", "count": 4, "points": 2, "rule": "漏选按项", "part": "理论"},
        {
            "kind": "multiple",
            "count": 2,
            "points": "1/3",
            "rule": "按项增减",
            "title": "不定项",
            "part": "理论",
        },
        {"kind": "true_false", "count": 4, "points": 1, "part": "理论"},
        {"kind": "fill", "count": 3, "points": 2, "part": "纪律"},
        {"kind": "short", "count": 2, "points": 7, "part": "纪律"},
        {"kind": "case", "count": 2, "points": 10, "part": "纪律"},
        {"kind": "matching", "count": 2, "points": 3, "part": "纪律"},
        {"kind": "ordering", "count": 2, "points": 4, "part": "纪律", "rule": "相邻对得分"},
        {"kind": "essay", "count": 2, "points": 20, "part": "纪律"},
    ],
}


@dataclass(frozen=True)
class Exam:
    """Questions by digest, the blueprint, forms with the same questions in different orders."""

    questions: dict[str, Question]
    blueprint: Blueprint
    forms: tuple[Form, ...]

    def places(self, form: int = 0) -> tuple[ShownItem, ...]:
        """What is to be answered on a form."""
        return FormReader(self.questions, self.blueprint).asked(self.forms[form])


def made_up_exam(forms: int = 3, **changes: Any) -> Exam:
    """Forms A, B, C …; ``changes`` overwrite keys of the blueprint."""
    blueprint = Blueprint.model_validate({**BLUEPRINT, **changes})
    kinds = [section.kind.value for section in blueprint.sections for _ in range(section.count)]
    made = [question(kind, number) for number, kind in enumerate(kinds, 1)]
    dice = random.Random("exam")  # noqa: S311 - made up
    starts = [sum(one.count for one in blueprint.sections[:at]) for at in range(len(blueprint.sections))]
    sections = [
        made[start : start + plan.count] for start, plan in zip(starts, blueprint.sections, strict=True)
    ]
    return Exam(
        {question_digest(one): one for one in made},
        blueprint,
        tuple(form(sections, chr(ord("A") + at), dice) for at in range(forms)),
    )


def question(kind: str, number: int = 1, **changes: Any) -> Question:
    """A question of that kind; ``changes`` overwrite its keys."""
    common = {
        "id": f"TT-{number:04d}",
        "kind": kind,
        "topic": TOPICS[number % len(TOPICS)],
        "difficulty": "中",
        "cites": ["xiamen-019"],
        "explain": "说明。",
    }
    return QUESTION.validate_python({**common, **_body(kind, number), **changes})


def _body(kind: str, number: int) -> dict[str, Any]:  # noqa: PLR0911 - one return a kind
    wrong = [{"text": f"{number}错{word}", "why": "出自别处"} for word in "甲乙丙"]
    match kind:
        case "single":
            return {"stem": "哪一项？", "correct": [f"{number}对"], "wrong": wrong}
        case "multiple":
            right = [f"{number}对{word}" for word in "一二三"]
            return {"stem": "哪些？", "correct": right, "wrong": wrong, "show": 6 if number % 2 else 5}
        case "true_false":
            return {"stem": "是否如此。", "answer": number % 2 == 0}
        case "matching":
            pairs = [{"left": f"{number}左{word}", "right": f"{number}右{word}"} for word in "甲乙丙丁"]
            return {"stem": "配成对。", "pairs": pairs, "wrong": wrong[: number % 3]}
        case "ordering":
            return {"stem": "排次序。", "items": [f"{number}第{word}" for word in "一二三四五"]}
        case "fill":
            answers = [["17", "十七"], ["责任清单"], ["Ａ级", "甲级"]]
            return {"stem": "____和____和____", "answers": answers, "any_order": number % 2 == 0}
        case "short":
            shares = ["1/2", "1/3", "1/6"] if number % 2 else [None, None, None]
            points = [{"point": f"要点{at}", "share": share} for at, share in enumerate(shares)]
            return {"stem": "简述。", "points_for": points}
        case "essay":
            bands = [
                {"at_least": share, "text": f"{number}号{share}"} for share in ("17/20", "12/20", "6/20", 0)
            ]
            points = [
                {"point": f"要点{at}", "share": share} for at, share in enumerate(("1/2", "3/10", "1/5"))
            ]
            return {"stem": "论述。", "bands": bands, "points_for": points if number % 2 else []}
        case _:
            kinds = ("single", "multiple", "true_false", "fill", "short")
            parts = [{"kind": one, "explain": "说明。", **_body(one, number)} for one in kinds]
            return {"text": "某单位的材料。", "parts": parts if number % 2 else parts[:3]}


def form(sections: Sequence[Sequence[Question]], code: str, dice: random.Random) -> Form:
    """The questions of every section in a drawn order, their options too."""
    return Form(
        code=code,
        paper_id="0" * 9 + code,
        sections=tuple(
            FormSection(items=tuple(_item(one, dice) for one in dice.sample(section, len(section))))
            for section in sections
        ),
    )


def _item(one: Question, dice: random.Random) -> FormItem:
    parts = one.parts if isinstance(one, CaseBody) else ()
    return FormItem(
        question=one.id,
        digest=question_digest(one),
        options=_order(one, dice),
        parts=tuple(_order(part, dice) for part in parts),
    )


def _order(body: Any, dice: random.Random) -> tuple[int, ...]:
    """All options, or as many as are shown: the same ones on every form, in another order."""
    if isinstance(body, OrderingBody):
        return tuple(dice.sample(range(len(body.items)), len(body.items)))
    if isinstance(body, MatchingBody):
        left, count = len(body.pairs), len(matched_texts(body))
        return (*dice.sample(range(left), left), *dice.sample(range(left, count), count - left))
    if not isinstance(body, SingleBody | MultipleBody):
        return ()
    count = body.show or len(body.correct) + len(body.wrong)
    return tuple(dice.sample(range(count), count))


def person(number: int = 1) -> Candidate:
    """测试0001 and so on."""
    return Candidate(
        number=f"{number:04d}", name=f"测试{number:04d}", unit=f"第{number % 3 + 1}单位", post=""
    )


def sheet(
    answers: Sequence[Answer], number: int = 1, code: str = "A", attendance: Attendance = Attendance.SAT
) -> AnswerSheet:
    """A person's answers on a form."""
    return AnswerSheet(candidate=person(number), form=code, attendance=attendance, answers=tuple(answers))


def random_sheet(exam: Exam, number: int, at: int | None = None) -> AnswerSheet:
    """Answers of all sorts, right ones more often; the same number answers the same."""
    dice = random.Random(f"person/{number}")  # noqa: S311 - made up
    chosen = number % len(exam.forms) if at is None else at
    places = sorted(exam.places(chosen), key=lambda place: (place.id[0], place.id[1] or 0))
    answers = {place.id: random_answer(place, dice) for place in places}
    printed = [answers[place.id] for place in exam.places(chosen)]
    return sheet([one for one in printed if one is not None], number, exam.forms[chosen].code)


def random_answer(place: ShownItem, dice: random.Random) -> Answer | None:
    """An answer, now and then none."""
    if dice.random() < 0.1:
        return None
    able = dice.random() < 0.6
    body, fields = place.body, dict[str, Any]()
    match body:
        case SingleBody():
            fields["options"] = (
                (0,) if able else tuple(sorted(dice.sample(sorted(place.order), dice.choice((1, 1, 2)))))
            )
        case MultipleBody():
            shown = sorted(place.order)
            right = [one for one in shown if one < len(body.correct)]
            fields["options"] = tuple(right if able else (one for one in shown if dice.random() < 0.5))
        case TrueFalseBody():
            fields["truth"] = body.answer if able else not body.answer
        case MatchingBody() | OrderingBody():
            answer = right_places(body)
            first = len(body.pairs) if isinstance(body, MatchingBody) else 0
            known = [*sorted(place.order)[first:], None]
            fields["places"] = (
                answer
                if able
                else tuple(one if dice.random() < 0.4 else dice.choice(known) for one in answer)
            )
        case FillBody():
            texts = [dice.choice(group) if able or dice.random() < 0.4 else "别的" for group in body.answers]
            if body.any_order:
                dice.shuffle(texts)
            fields["blanks"] = tuple(dice.choice((text, f" {text}", f"{text}　", "")) for text in texts)
        case ShortBody() | EssayBody():
            credits_ = [Fraction(dice.choice(("0", "1/2", "1", "1/3"))) for _ in place.worth]
            fields["credits"], fields["markers"] = tuple(credits_), ("测试甲",)
    return Answer(question=place.question.id, part=place.part, **fields)
