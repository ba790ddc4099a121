"""A composed paper as the plain data that the Typst templates lay out."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from quizgen.markup import Bold, Break, Inline, Plain, parse
from quizgen.model.question import Kind
from quizgen.render.glyphs import CannotPrint, missing_characters
from quizgen.render.paper import Paper, PaperAnswer, PaperItem, PaperSection
from quizgen.render.spans import spans

FIELDS = ("单位", "姓名", "职务", "编号")
"""What a candidate writes beside the 密封线, in order."""

BRACKETED = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.TRUE_FALSE})
"""Kinds answered in the bracket （　　）."""

COLUMN_MM, BODY_MM, LARGE_MM = 165.0, 10.5 * 25.4 / 72, 16 * 25.4 / 72
"""The width of a text column with the size of body text, as style.typ has them."""

OPTION_LABEL_EM, OPTION_GAP_EM, PART_LABEL_EM = 1.25, 0.8, 2.4
_BLANK_EM = 5.5
_FEWEST_LINES, _MOST_LINES = 3, 18
_ONE_PAGE_CHARACTERS = 700
_GROUP = 5
_COMPACT_ON_ONE_PAGE = 120
_IN_FULL_KEY = "见参考答案全文"


def paper_data(paper: Paper, width_em: Callable[[str], float], *, large: bool = False) -> dict[str, Any]:
    """The paper for ``paper.typ``; text stays text, it is never read as markup.

    ``width_em`` measures a line of body text in em, to say how many options stand in a row.
    """
    count = sum(len(section.items) for section in paper.sections)
    ruler = _Ruler(width_em, COLUMN_MM / (LARGE_MM if large else BODY_MM), _label_em(count))
    return {
        "em": {"label": ruler.label, "part": PART_LABEL_EM, "option": OPTION_LABEL_EM},
        "title": paper.title,
        "subtitle": paper.subtitle,
        "code": paper.form_code,
        "spare": paper.spare,
        "notices": paper.notices,
        "fields": candidate_fields(paper),
        "sections": [_section(section, ruler) for section in paper.sections],
    }


def compact_data(papers: Sequence[Paper]) -> list[dict[str, Any]]:
    """Answers only, form by form, for ``compact.typ``: choices in groups of five, the rest in lines."""
    return [
        {
            "title": paper.title,
            "code": paper.form_code,
            "spare": paper.spare,
            "holder": _holder(paper),
            "long": sum(len(section.items) for section in paper.sections) > _COMPACT_ON_ONE_PAGE,
            "sections": [_compact_section(section) for section in paper.sections],
        }
        for paper in papers
    ]


@dataclass(frozen=True, slots=True)
class _Ruler:
    """How wide things are, in em of body text: the column, the label that questions hang from."""

    width_em: Callable[[str], float]
    column: float
    label: float

    def inside(self) -> _Ruler:
        """The ruler of a sub-question, which stands further in."""
        return _Ruler(self.width_em, self.column - self.label, PART_LABEL_EM)

    def in_row(self, options: Sequence[tuple[Inline, ...]]) -> int:
        """Four, two or one option in a row, as the widest of them lets fit; 0: one, and it wraps."""
        if any(isinstance(piece, Break) for option in options for piece in option):
            return 0
        widest = max(sum(map(self._piece, option)) for option in options) + OPTION_LABEL_EM + OPTION_GAP_EM
        return next((count for count in (4, 2, 1) if widest <= (self.column - self.label) / count), 0)

    def filler(self, label: str, width: float) -> float:
        """What is left of a label's room after the label."""
        return round(max(width - self.width_em(label), 0.0), 3)

    def _piece(self, piece: Inline) -> float:
        return self.width_em(piece.text) if isinstance(piece, Plain | Bold) else _BLANK_EM


def _label_em(count: int) -> float:
    """Room for the largest question number with its full stop."""
    return 0.85 + 0.56 * max(len(str(count)), 2)


def candidate_fields(paper: Paper) -> list[tuple[str, str]]:
    """单位、姓名、职务、编号 with the candidate's own values, empty when anybody may sit the form."""
    person = paper.candidate
    values = ("",) * 4 if person is None else (person.unit, person.name, person.post, person.number)
    return list(zip(FIELDS, values, strict=True))


def all_printable(data: str, codepoints: frozenset[int]) -> bool:
    """Whether every character of JSON text has a glyph; most papers are cleared by this one look."""
    return "\\u" not in data and not missing_characters(data, codepoints)


def check_glyphs(paper: Paper, codepoints: frozenset[int]) -> None:
    """Raise CannotPrint, naming question or candidate, when a character of the paper has no glyph."""
    for where, text in _printed_texts(paper):
        missing = missing_characters(text, codepoints)
        if missing:
            raise CannotPrint(where, missing)


def _printed_texts(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "试卷标题", paper.title + paper.subtitle
    yield "注意事项", "".join(paper.notices)
    if paper.candidate is not None:
        yield (
            f"考生 {paper.candidate.number}（{paper.candidate.name}）",
            "".join(value for _, value in candidate_fields(paper)),
        )
    for section in paper.sections:
        yield f"第{section.ordinal}大题标题", section.heading
        for item in section.items:
            yield f"题目 {item.question} ", "".join(_item_texts(item))


def _item_texts(item: PaperItem) -> Iterator[str]:
    yield from _texts(item.stem)
    for option in item.options:
        yield from _texts(option.text)
    yield item.answer.text
    yield from _texts(item.answer.explain)
    yield from item.answer.sources
    yield from (point for point, _ in item.answer.scoring)
    for part in item.parts:
        yield from _item_texts(part)


def _texts(pieces: Iterable[Inline]) -> Iterator[str]:
    return (piece.text for piece in pieces if isinstance(piece, Plain | Bold))


def _section(section: PaperSection, ruler: _Ruler) -> dict[str, Any]:
    return {
        "ordinal": section.ordinal,
        "title": f"{section.ordinal}、{section.title}",
        "note": section.note,
        "items": [_item(item, ruler) for item in section.items],
    }


def _item(item: PaperItem, ruler: _Ruler) -> dict[str, Any]:
    data: dict[str, Any] = {
        "label": item.label,
        "filler": ruler.filler(item.label, ruler.label),
        "stem": spans(item.stem),
    }
    if item.kind in BRACKETED:
        data["bracket"] = True
    if item.options:
        data["options"] = [
            [
                f"{option.letter}.",
                ruler.filler(f"{option.letter}.", OPTION_LABEL_EM),
                spans(option.text),
                option.correct,
            ]
            for option in item.options
        ]
        data["in-row"] = ruler.in_row([option.text for option in item.options])
    if item.kind is Kind.SHORT:
        data["lines"] = answer_lines(item.points)
    if item.parts:
        data["parts"] = [{**_item(part, ruler.inside()), "points": part.points} for part in item.parts]
    if _length(item) > _ONE_PAGE_CHARACTERS:
        data["long"] = True
    data["answer"] = _answer(item.answer)
    return data


def _answer(answer: PaperAnswer) -> dict[str, Any]:
    data: dict[str, Any] = {"text": answer.text, "explain": spans(answer.explain)}
    if answer.scoring:
        data["scoring"] = [[spans(parse(point)), points] for point, points in answer.scoring]
    if answer.sources:
        data["sources"] = answer.sources
    if answer.blanks:
        data["blanks"] = answer.blanks
    return data


def answer_lines(points: str) -> int:
    """Ruled lines to write a short answer on: one a point, three at least, eighteen at most."""
    return min(max(math.ceil(Fraction(points)), _FEWEST_LINES), _MOST_LINES)


def _length(item: PaperItem) -> int:
    """Characters of one unbreakable block, answers included; a longer one may break after all."""
    texts = [*_texts(item.stem), *(point for point, _ in item.answer.scoring), *_texts(item.answer.explain)]
    options = [text for option in item.options for text in _texts(option.text)]
    return sum(map(len, itertools.chain(texts, options)))


def _holder(paper: Paper) -> str:
    return "" if paper.candidate is None else f"{paper.candidate.number}　{paper.candidate.name}"


def _compact_section(section: PaperSection) -> dict[str, Any]:
    data: dict[str, Any] = {"title": f"{section.ordinal}、{section.title}"}
    if section.kind in BRACKETED:
        data["groups"] = [
            [f"{group[0].number}-{group[-1].number}", [item.answer.text for item in group]]
            for group in _groups(section.items)
        ]
    else:
        data["lines"] = [[item.label, _compact_answer(item)] for item in section.items]
    return data


def _groups(items: Sequence[PaperItem]) -> list[Sequence[PaperItem]]:
    return [items[start : start + _GROUP] for start in range(0, len(items), _GROUP)]


def _compact_answer(item: PaperItem) -> str:
    if item.parts:
        return "　".join(f"{part.label}{_compact_answer(part)}" for part in item.parts)
    return item.answer.text or _IN_FULL_KEY
