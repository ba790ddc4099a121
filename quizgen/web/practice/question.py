"""A question of the bank as the practice scripts take it: plain data, inline text already read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quizgen.knowledge.register import Knowledge
from quizgen.markup.inline import Blank, Bold, Break, Plain, parse
from quizgen.model.oral import OralQuestion
from quizgen.model.question import (
    Body,
    CaseBody,
    FillBody,
    MultipleBody,
    Question,
    ShortBody,
    SingleBody,
    TrueFalseBody,
    option_texts,
)
from quizgen.web.pages.citations import where

Data = dict[str, Any]


def question_data(question: Question, knowledge: Knowledge) -> Data:
    """Everything a reader may see of a practice question; right options first, as in the bank."""
    return {
        **_body(question),
        "topic": question.topic,
        "level": question.difficulty.value,
        **({} if question.level is None else {"depth": question.level.value}),
        "explain": inline(question.explain),
        "cites": _cites(question.cites, knowledge),
    }


def oral_data(question: OralQuestion, knowledge: Knowledge) -> Data:
    """A spoken question with the points of its model answer."""
    return {
        "id": question.id,
        "stem": inline(question.stem),
        "points": [inline(point) for point in question.points],
        "minutes": question.minutes,
        "topic": question.topic,
        "level": question.difficulty.value,
        "cites": _cites(question.cites, knowledge),
    }


def inline(text: str) -> str | list[str | list[str]]:
    """A text, or a list of texts with ["b", text], ["_"] for a blank and ["n"] for a line break."""
    pieces: list[str | list[str]] = []
    for piece in parse(text):
        match piece:
            case Plain(words):
                pieces.append(words)
            case Bold(words):
                pieces.append(["b", words])
            case Blank():
                pieces.append(["_"])
            case Break():
                pieces.append(["n"])
    return text if pieces == [text] else pieces


def _cites(facts: tuple[str, ...], knowledge: Knowledge) -> list[list[str]]:
    """Address (from the root of the site) and place of each fact."""
    return [
        [f"laiyuan/{knowledge.facts[fact].source}.html#{fact}", where(knowledge, knowledge.facts[fact])]
        for fact in facts
    ]


def _body(body: Body) -> Data:
    match body:
        case SingleBody() | MultipleBody():
            return {"kind": body.kind, "stem": inline(body.stem), **_options(body)}
        case TrueFalseBody():
            return {"kind": body.kind, "stem": inline(body.stem), "answer": body.answer}
        case FillBody():
            found: Data = {"kind": body.kind, "stem": inline(body.stem), "answers": body.answers}
            return {**found, "anyOrder": True} if body.any_order else found
        case ShortBody():
            points = [[inline(point.point), _share(point.share)] for point in body.points_for]
            return {"kind": body.kind, "stem": inline(body.stem), "points": points}
        case CaseBody():
            parts = [
                {**_body(part), "share": _share(part.share), "explain": inline(part.explain)}
                for part in body.parts
            ]
            return {"kind": body.kind, "text": inline(body.text), "parts": parts}


def _options(body: SingleBody | MultipleBody) -> Mapping[str, Any]:
    texts = option_texts(body)
    found: Data = {
        "right": [inline(text) for text in body.correct],
        "wrong": [[inline(option.text), option.why] for option in body.wrong],
    }
    if body.show is not None:
        found["show"] = body.show
    if body.last:
        found["last"] = [texts.index(text) for text in body.last if text in texts]
    return found


def _share(share: object) -> str | None:
    return None if share is None else str(share)
