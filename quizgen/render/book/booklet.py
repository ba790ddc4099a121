"""The bank composed as a booklet for the people who must approve it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quizgen.markup import parse
from quizgen.model.neutral import neutral_order
from quizgen.model.question import (
    KIND_SHORT_TITLES,
    Body,
    CaseBody,
    FillBody,
    Kind,
    MultipleBody,
    Question,
    ShortBody,
    SingleBody,
    TrueFalseBody,
    option_texts,
)
from quizgen.render.fonts.glyphs import CannotPrint, missing_characters
from quizgen.render.paper.composed import LETTERS, RIGHT_MARK, WRONG_MARK
from quizgen.render.paper.spans import spans


@dataclass(frozen=True, slots=True)
class Booklet:
    """Questions by topic. ``facts`` gives, by fact id, what the fact says.

    Without ``solution`` the booklet shows what a candidate sees: the options of every question stand in
    an order of their own that says nothing about the key.
    """

    title: str
    note: str
    chapters: tuple[tuple[str, tuple[Question, ...]], ...]
    facts: Mapping[str, str]
    solution: bool


def booklet_data(booklet: Booklet) -> dict[str, Any]:
    """The booklet for ``booklet.typ``."""
    return {
        "title": booklet.title,
        "note": booklet.note,
        "chapters": [
            {"title": title, "questions": [_question(question, booklet) for question in questions]}
            for title, questions in booklet.chapters
        ],
    }


def check_booklet_glyphs(booklet: Booklet, codepoints: frozenset[int]) -> None:
    """Raise CannotPrint for the first question with a character that has no glyph."""
    for _, questions in booklet.chapters:
        for question in questions:
            missing = missing_characters(question.model_dump_json(), codepoints)
            if missing:
                where = f"题目 {question.id} "
                raise CannotPrint(where, missing)


def _question(question: Question, booklet: Booklet) -> dict[str, Any]:
    data = {
        "id": question.id,
        "kind": KIND_SHORT_TITLES[Kind(question.kind)],
        "difficulty": question.difficulty.value,
        "topic": question.topic,
        **_body(question.id, question, solution=booklet.solution),
    }
    if isinstance(question, CaseBody):
        data["parts"] = [
            {
                "label": f"（{number}）",
                **_body(f"{question.id}/{number}", part, solution=booklet.solution),
                **({"explain": spans(parse(part.explain))} if booklet.solution else {}),
            }
            for number, part in enumerate(question.parts, 1)
        ]
    if booklet.solution:
        data["explain"] = spans(parse(question.explain))
        data["facts"] = [f"{fact}　{booklet.facts.get(fact, '')}".strip() for fact in question.cites]
    return data


def _body(name: str, body: Body, *, solution: bool) -> dict[str, Any]:
    data: dict[str, Any] = {"stem": spans(parse(body.text if isinstance(body, CaseBody) else body.stem))}
    if isinstance(body, SingleBody | MultipleBody):
        data.update(_choice(name, body, solution=solution))
    elif isinstance(body, TrueFalseBody):
        data["bracket"] = True
        if solution:
            data["answer"] = RIGHT_MARK if body.answer else WRONG_MARK
    elif isinstance(body, FillBody) and solution:
        data["answer"] = "；".join("／".join(group) for group in body.answers)
    elif isinstance(body, ShortBody) and solution:
        data["scoring"] = [spans(parse(point.point)) for point in body.points_for]
    return data


def _choice(name: str, body: SingleBody | MultipleBody, *, solution: bool) -> dict[str, Any]:
    texts = option_texts(body)
    order = neutral_order(body, name)
    right = len(body.correct)
    options = []
    for letter, index in zip(LETTERS, order, strict=False):
        option: dict[str, Any] = {"letter": f"{letter}.", "text": spans(parse(texts[index]))}
        if solution:
            option["right"] = index < right
            option["why"] = "" if index < right else body.wrong[index - right].why
        options.append(option)
    data: dict[str, Any] = {"options": options, "bracket": True}
    if solution:
        data["answer"] = "".join(
            letter for letter, index in zip(LETTERS, order, strict=False) if index < right
        )
    return data
