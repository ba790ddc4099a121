"""A question of the bank as the practice scripts take it: plain data, inline text already read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, assert_never, cast

from quizgen.knowledge.register import Knowledge
from quizgen.markup.formula_text import formula_aloud, formula_text
from quizgen.markup.inline import Blank, Bold, Break, Formula, Plain, Sub, Sup, parse, plain_text
from quizgen.model.essay import band_credits, shown_bands
from quizgen.model.illustrated import Illustrated
from quizgen.model.options import Option, PicturedOption, words_of
from quizgen.model.oral import OralQuestion
from quizgen.model.question import (
    AskedBody,
    CaseBody,
    EssayBody,
    FillBody,
    MatchingBody,
    MultipleBody,
    OrderingBody,
    Part,
    Question,
    ShortBody,
    SingleBody,
    TrueFalseBody,
    WrittenBody,
    option_texts,
)
from quizgen.web.browser_data import (
    BelowData,
    BodyData,
    ChoiceData,
    EssayData,
    FillData,
    InlineData,
    InlinePiece,
    MatchingData,
    OralData,
    OrderingData,
    PartData,
    PartRest,
    QuestionData,
    QuestionRest,
    ShortData,
    TrueFalseData,
    WholeBody,
)
from quizgen.web.pages.citations import where
from quizgen.web.practice.below import PictureOf, no_pictures, picture_data
from quizgen.web.practice.formula_box import formula_box


class CitedPlaces(NamedTuple):
    """Where the facts are that questions cite; ``pages`` is the folder of the pages of sources."""

    knowledge: Knowledge
    pages: str

    def places(self, facts: Iterable[str]) -> list[tuple[str, str]]:
        """Address (from the root of the site) and place of each fact."""
        found = [self.knowledge.facts[fact] for fact in facts]
        return [(f"{self.pages}/{fact.source}.html#{fact.id}", where(self.knowledge, fact)) for fact in found]


def question_data(
    question: Question, cited: CitedPlaces, picture_of: PictureOf = no_pictures
) -> QuestionData:
    """Everything a reader may see of a practice question; right options first, as in the bank."""
    rest: QuestionRest = {
        "topic": question.topic,
        "level": question.difficulty,
        "cites": cited.places(question.cites),
    }
    if question.explain is not None:
        rest["explain"] = inline(question.explain)
    if question.basis is not None:
        rest["basis"] = question.basis
    if question.level is not None:
        rest["depth"] = question.level
    return cast("QuestionData", {**_whole(question, picture_of), **_below(question, picture_of), **rest})


def oral_data(question: OralQuestion, cited: CitedPlaces) -> OralData:
    """A spoken question with the points of its model answer."""
    return {
        "id": question.id,
        "stem": inline(question.stem),
        "points": [inline(point) for point in question.points],
        "minutes": question.minutes,
        "topic": question.topic,
        "level": question.difficulty,
        "cites": cited.places(question.cites),
    }


def inline(text: str) -> InlineData:
    """The text as the browser takes it; one without marks stays as it is."""
    pieces: list[InlinePiece] = []
    for piece in parse(text):
        match piece:
            case Plain(words):
                pieces.append(words)
            case Bold(words):
                pieces.append(("b", words))
            case Sub(words, bold):
                pieces.append(("D" if bold else "d", words))
            case Sup(words, bold):
                pieces.append(("U" if bold else "u", words))
            case Formula(node):
                pieces.append(("f", formula_text(node), formula_aloud(node), formula_box(node)))
            case Blank():
                pieces.append(("_",))
            case Break():
                pieces.append(("n",))
    return text if pieces == [text] else pieces


def _option(option: Option, picture_of: PictureOf) -> InlineData:
    """The words of an option, then its picture."""
    words = inline(words_of(option))
    picture = picture_data(option, picture_of) if isinstance(option, PicturedOption) else None
    if picture is None:
        return words
    return [*([words] if isinstance(words, str) and words else words), ("p", picture)]


def _below(body: Illustrated, picture_of: PictureOf) -> BelowData:
    found: BelowData = {}
    picture = picture_data(body, picture_of)
    if picture is not None:
        found["picture"] = picture
    if body.table:
        found["table"] = [[inline(cell) for cell in row] for row in body.table]
    return found


def _whole(question: Question, picture_of: PictureOf) -> WholeBody:
    if isinstance(question, CaseBody):
        return {
            "kind": "case",
            "text": inline(question.text),
            "parts": [_part(one, picture_of) for one in question.parts],
        }
    return _body(question, picture_of)


def _part(part: Part, picture_of: PictureOf) -> PartData:
    rest: PartRest = {"share": _share(part.share)}
    if part.explain is not None:
        rest["explain"] = inline(part.explain)
    return cast("PartData", {**_body(part, picture_of), **_below(part, picture_of), **rest})


def _body(body: AskedBody, picture_of: PictureOf) -> BodyData:
    stem = inline(body.stem)
    match body:
        case SingleBody() | MultipleBody():
            return _choice(body, stem, picture_of)
        case TrueFalseBody():
            return TrueFalseData(kind="true_false", stem=stem, answer=body.answer)
        case MatchingBody():
            pairs = [(inline(pair.left), inline(pair.right)) for pair in body.pairs]
            others = [(inline(one.text), one.why) for one in body.wrong]
            return MatchingData(kind="matching", stem=stem, pairs=pairs, others=others)
        case OrderingBody():
            return OrderingData(kind="ordering", stem=stem, items=[inline(text) for text in body.items])
        case FillBody():
            return _fill(body, stem)
        case ShortBody() | EssayBody():
            return _written(body, stem)
        case _:
            assert_never(body)


def _written(body: WrittenBody, stem: InlineData) -> ShortData | EssayData:
    points = [(inline(point.point), _share(point.share)) for point in body.points_for]
    if isinstance(body, ShortBody):
        return ShortData(kind="short", stem=stem, points=points)
    shown = zip(shown_bands(body.bands), band_credits(body.bands), strict=True)
    bands = [(f"{band.name}（{band.points}）", inline(band.text), str(share)) for band, share in shown]
    found = EssayData(kind="essay", stem=stem, points=points, bands=bands)
    if body.words is not None and body.words.min is not None:
        found["least"] = body.words.min
    if body.words is not None and body.words.max is not None:
        found["most"] = body.words.max
    return found


def _fill(body: FillBody, stem: InlineData) -> FillData:
    typed = [list(map(plain_text, group)) for group in body.answers]
    shown = [list(map(inline, group)) for group in body.answers]
    found = FillData(kind="fill", stem=stem, answers=typed)
    if shown != typed:
        found["shown"] = shown
    if body.any_order:
        found["anyOrder"] = True
    return found


def _choice(body: SingleBody | MultipleBody, stem: InlineData, picture_of: PictureOf) -> ChoiceData:
    texts = option_texts(body)
    found = ChoiceData(
        kind=body.kind,
        stem=stem,
        right=[_option(option, picture_of) for option in body.correct],
        wrong=[(_option(option, picture_of), plain_text(option.why or "")) for option in body.wrong],
    )
    if body.show is not None:
        found["show"] = body.show
    if body.last:
        found["last"] = [texts.index(text) for text in body.last if text in texts]
    return found


def _share(share: object) -> str | None:
    return None if share is None else str(share)
