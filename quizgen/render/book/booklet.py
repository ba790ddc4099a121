"""The bank composed as a booklet for the people who must approve it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quizgen.markup import parse, plain_text
from quizgen.model.illustrated import Illustrated
from quizgen.model.kinds import BRACKETED, KIND_SHORT_TITLES, Kind
from quizgen.model.lettered import ShownOption, neutral_order, shown_key, shown_lefts, shown_options
from quizgen.model.question import AskedBody, CaseQuestion, Question, pictures_of
from quizgen.model.shown import asked_text, words_note
from quizgen.render.fonts.glyphs import CannotPrint, missing_characters
from quizgen.render.paper.below import below_stem, picture_data
from quizgen.render.paper.spans import spans
from quizgen.render.pictures import PictureOf, as_svg, no_pictures, printed_picture


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
    picture_of: PictureOf = no_pictures

    @property
    def pictures(self) -> dict[str, str]:
        """Every picture as SVG, by its name."""
        names = {name for _, questions in self.chapters for one in questions for name in pictures_of(one)}
        return {name: as_svg(self.picture_of(name)) for name in sorted(names)}


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
    data: dict[str, Any] = {
        "id": question.id,
        "kind": KIND_SHORT_TITLES[Kind(question.kind)],
        "difficulty": question.difficulty.value,
        "topic": question.topic,
        "stem": spans(parse(asked_text(question))),
    }
    if isinstance(question, CaseQuestion):
        data["parts"] = [
            {
                "label": f"（{number}）",
                **_asked(f"{question.id}/{number}", part, booklet),
                **_below(part, booklet),
                **_explained(part.explain, solution=booklet.solution),
            }
            for number, part in enumerate(question.parts, 1)
        ]
    else:
        data |= _asked(question.id, question, booklet)
    data |= _below(question, booklet)
    data |= _explained(question.explain, solution=booklet.solution)
    grounds = [f"{fact}　{booklet.facts.get(fact, '')}".strip() for fact in question.cites]
    grounds += [question.basis] if question.basis else []
    if booklet.solution and grounds:
        data["facts"] = grounds
    return data


def _below(body: Illustrated, booklet: Booklet) -> dict[str, Any]:
    table = [[parse(cell) for cell in row] for row in body.table]
    return below_stem(printed_picture(body, booklet.picture_of), table)


def _explained(explain: str | None, *, solution: bool) -> dict[str, Any]:
    return {"explain": spans(parse(explain))} if solution and explain else {}


def _asked(name: str, body: AskedBody, booklet: Booklet) -> dict[str, Any]:
    solution = booklet.solution
    data: dict[str, Any] = {"stem": spans(parse(body.stem + words_note(body)))}
    order = neutral_order(body, name)
    options = shown_options(body, order)
    lefts = [(f"（{one.number}）", spans(parse(one.text))) for one in shown_lefts(body, order)]
    if lefts:
        data["lefts"] = lefts
    if options:
        chosen = solution and Kind(body.kind) in BRACKETED
        data["options"] = [_option(option, booklet, chosen=chosen) for option in options]
    if Kind(body.kind) in BRACKETED:
        data["bracket"] = True
    if solution:
        key = shown_key(body, order)
        if key.points:
            data["scoring"] = [spans(parse(point)) for point in key.points]
        if key.bands:
            data["bands"] = [[f"{band.name}（{band.points}）", spans(parse(band.text))] for band in key.bands]
        if not (key.points or key.bands):
            data["answer"] = spans(parse(key.text("／")))
    return data


def _option(option: ShownOption, booklet: Booklet, *, chosen: bool) -> dict[str, Any]:
    """With the reason why it is wrong in a ``solution``; ``chosen``: also whether it is right."""
    data: dict[str, Any] = {"letter": f"{option.letter}.", "text": spans(parse(option.words))}
    picture = printed_picture(option.picture, booklet.picture_of)
    if picture is not None:
        data["picture"] = picture_data(picture)
    right = chosen and option.right
    return {**data, "right": right, "why": plain_text(option.why)} if booklet.solution else data
