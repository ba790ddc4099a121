"""A composed paper as the plain data that ``paper.typ`` lays out."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from quizgen.markup import Blank, Bold, Break, Formula, Inline, Plain, inline_text, parse, plain_text
from quizgen.markup.formula_text import formula_em
from quizgen.markup.inline import scripts_em
from quizgen.model.kinds import BRACKETED, Answering, traits_of
from quizgen.model.lettered import LETTERS
from quizgen.render.paper.below import below_stem, picture_data
from quizgen.render.paper.composed import Paper, PaperAnswer, PaperItem, PaperOption, PaperSection
from quizgen.render.paper.line_end import tightening
from quizgen.render.paper.pictured import abreast, are_pictured, enlarged, is_high
from quizgen.render.paper.printable import texts
from quizgen.render.paper.spans import close_spans, spans
from quizgen.render.pictures import as_svg

COLUMN_MM, BODY_MM, LARGE_MM = 165.0, 10.5 * 25.4 / 72, 16 * 25.4 / 72
"""The width of a text column with the size of body text, as paper.typ and style.typ have them."""

OPTION_LABEL_EM, OPTION_GAP_EM, PART_LABEL_EM = 1.4, 0.8, 2.4
_OPENING, _OPENING_WHITE_EM = tuple("“‘《〈（【「『〔"), 0.5
"""Signs that are white in their left half: an option begins with the ink."""

_BLANK_EM = 5.5
_EMPTY_BRACKET_EM, _ANSWERED_BRACKET_EM = 3.8, 3.1
"""The answer bracket with the space before it: empty (cut off at the edge), or around an answer."""

MATCHED_GAP_EM, _LETTER_BRACKET_EM = 2.0, 4.6
"""Between the columns of a 配对; the bracket for one letter with the space before it."""

_LONG_FORMULA_EM = 8.0
_QUESTION_GAP_EM, _PART_GAP_EM = 0.95, 0.8
_NARROWEST = 0.35
"""The least share of the width that a column of a 配对 has."""
_ONE_PAGE_CHARACTERS = 700

_EXACT = re.compile(r"[\u4e00-\u9fff]+(?:[、，；：][\u4e00-\u9fff]+)*")
"""Text in which every character is exactly one em wide: nothing is squeezed, no gap is inserted."""
_GROUP = 5
_COMPACT_ON_ONE_PAGE = 120
_IN_FULL_KEY = "见参考答案全文"


def paper_data(
    paper: Paper, width_em: Callable[[str], float], *, large: bool = False, solution: bool = False
) -> dict[str, Any]:
    """The paper for ``paper.typ``; text stays text, it is never read as markup.

    ``width_em`` measures a line of body text in em, to say how many options stand in a row.
    ``solution`` adds the answers; without it no answer is in the data at all.
    """
    walk = block_walk(
        sum(len(section.items) for section in paper.sections), width_em, large=large, solution=solution
    )
    return {
        **walk.measures,
        "title": paper.title,
        "subtitle": paper.subtitle,
        "code": paper.form_code,
        "spare": paper.spare,
        "notices": paper.notices,
        "fields": [] if solution else candidate_fields(paper),
        "sections": [walk.section(section) for section in paper.sections],
    }


def block_walk(
    count: int, width_em: Callable[[str], float], *, large: bool = False, solution: bool = False
) -> BlockWalk:
    """What turns the questions of a paper of ``count`` questions into blocks."""
    label = _label_em(count)
    ruler = Ruler(width_em, COLUMN_MM / (LARGE_MM if large else BODY_MM), label, label)
    fillers = tuple(ruler.filler(f"{letter}.", OPTION_LABEL_EM) for letter in LETTERS)
    return BlockWalk(ruler, solution, fillers, large)


def candidate_fields(paper: Paper) -> list[tuple[str, str]]:
    """What stands beside the 密封线, with the candidate's own values, empty when anybody may sit the form."""
    person = paper.candidate
    values = ("",) * 4 if person is None else (person.unit, person.name, person.post, person.number)
    return list(zip(paper.terms.labels, values, strict=True))


@dataclass(frozen=True, slots=True)
class Ruler:
    """How wide things are, in em of body text.

    ``column`` is the text column; a block stands ``indent`` inside it, its label ``hang`` before that.
    """

    width_em: Callable[[str], float]
    column: float
    indent: float
    hang: float

    def inside(self) -> Ruler:
        """The ruler of a sub-question, which stands further in."""
        return Ruler(self.width_em, self.column, self.indent + PART_LABEL_EM, PART_LABEL_EM)

    def in_row(self, options: Sequence[tuple[Inline, ...]]) -> int:
        """Four, two or one option in a row, as the widest of them lets fit; 0: one, and it wraps."""
        return self.in_row_by_width(max(map(self.option_width, options)))

    def in_row_by_width(self, widest: float) -> int:
        """The same by the width of the widest option."""
        needed = widest + OPTION_LABEL_EM + OPTION_GAP_EM
        return next((count for count in (4, 2, 1) if needed <= self.cell(count)), 0)

    def option_width(self, option: Sequence[Inline]) -> float:
        """The width of an option; infinite when it has a line break, so that it wraps."""
        return math.inf if any(isinstance(piece, Break) for piece in option) else self._width(option)

    def left(self, item: PaperItem) -> float:
        """The width of the left column of a 配对: as the items need; if they need too much, its share."""
        left = max(self._width(one.text) for one in item.lefts) + PART_LABEL_EM + _LETTER_BRACKET_EM
        right = max(self._width(one.text) for one in item.options) + OPTION_LABEL_EM
        room = self.cell(1) - MATCHED_GAP_EM
        if left + right > room:
            left = room * min(max(left / (left + right), _NARROWEST), 1 - _NARROWEST)
        return round(left, 3)

    def pictured_em(self, option: PaperOption, *, large: bool) -> float:
        """What an option needs that may have a picture, with its letter and the gap behind it."""
        em = LARGE_MM if large else BODY_MM
        picture = option.picture.width_mm / em if option.picture else 0.0
        return max(self._width(option.text), picture) + OPTION_LABEL_EM + OPTION_GAP_EM

    def cell(self, in_row: int) -> float:
        """The room of one option."""
        return (self.column - self.indent) / in_row

    def rest(self, words: str, in_row: int) -> float | None:
        """What a text leaves free of its room; None when only Typst knows its exact width."""
        if not _EXACT.fullmatch(words):
            return None
        return round(self.cell(in_row) - OPTION_LABEL_EM - len(words), 3)

    def tightening(self, item: PaperItem, *, solution: bool, part: bool) -> float:
        """How much tighter the stem is set so that its bracket needs no line of its own.

        Of a stem with a formula only Typst knows the width.
        """
        if any(isinstance(piece, Formula) for piece in item.stem):
            return 0.0
        words = inline_text(item.stem).rpartition("\n")[2]
        answered = self.width_em(plain_text(item.answer.text)) + _ANSWERED_BRACKET_EM
        points = self.width_em(f"（{item.points}分）") if part else 0.0
        tail = points + (answered if solution else _EMPTY_BRACKET_EM)
        return tightening(words, tail, self.cell(1), self.width_em)

    def filler(self, label: str, width: float) -> float:
        """What is left of a label's room after the label."""
        return round(max(width - self.width_em(label), 0.0), 3)

    def _width(self, option: Sequence[Inline]) -> float:
        """Bold or not, the words of an option are one text: where they meet, a gap may come."""
        words = "".join(piece.text for piece in option if isinstance(piece, Plain | Bold))
        blanks = sum(isinstance(piece, Blank) for piece in option)
        width = len(words) if _EXACT.fullmatch(words) else self.width_em(words)
        return width + blanks * _BLANK_EM + scripts_em(option)


@dataclass(frozen=True, slots=True)
class BlockWalk:
    """Turns sections into blocks that stay together on a page, from top to bottom.

    ``fillers`` bring the text of options A, B, C … to its place behind the letter.
    """

    ruler: Ruler
    solution: bool
    fillers: tuple[float, ...]
    large: bool

    @property
    def measures(self) -> dict[str, float]:
        """What the template needs to know of widths, in em."""
        return {
            "option-label": OPTION_LABEL_EM,
            "label": round(self.ruler.hang, 3),
            "gap": _QUESTION_GAP_EM,
            "width": round(self.ruler.cell(1), 3),
        }

    def section(self, section: PaperSection) -> dict[str, Any]:
        """A section's heading with its blocks."""
        return {
            "ordinal": section.ordinal,
            "title": f"{section.ordinal}、{section.title}",
            "note": section.note,
            "blocks": [block for item in section.items for block in self.blocks(item)],
        }

    def blocks(self, item: PaperItem) -> Iterator[dict[str, Any]]:
        """One block for a question; for a case its text, its sub-questions, its explanation."""
        if not item.parts:
            yield self._block(item, self.ruler)
            return
        text = self._block(item, self.ruler)
        answer = text.pop("answer", None)
        yield {**text, "breakable": True, "sticky": True}
        inside = self.ruler.inside()
        place = {
            "gap": _PART_GAP_EM,
            "indent": round(inside.indent, 3),
            "hang": inside.hang,
            "width": round(inside.cell(1), 3),
        }
        for part in item.parts:
            yield {**self._block(part, inside), **place, "points": part.points}
        if answer is not None:
            yield {**text, "label": "", "stem": "", "filler": self.ruler.hang, "answer": answer}

    def _block(self, item: PaperItem, ruler: Ruler) -> dict[str, Any]:
        data: dict[str, Any] = {
            "label": item.label,
            "filler": ruler.filler(item.label, ruler.hang),
            "stem": spans(item.stem),
        }
        if _is_ragged(item):
            data["ragged"] = True
        if item.kind in BRACKETED:
            data["bracket"] = True
            tighter = ruler.tightening(item, solution=self.solution, part=ruler is not self.ruler)
            if tighter:
                data["tighter"] = tighter
        if item.lefts:
            data["left"] = ruler.left(item)
            data["lefts"] = [(one.label, spans(one.text), one.letter) for one in item.lefts]
            data["rights"] = [(f"{one.letter}.", spans(one.text)) for one in item.options]
        elif are_pictured(item.options):
            data |= self._pictured(item.options, ruler)
        elif item.options:
            in_row = ruler.in_row([option.text for option in item.options])
            data["in-row"] = in_row
            data["options"] = [
                _option(option, filler, in_row, ruler)
                for option, filler in zip(item.options, self.fillers, strict=False)
            ]
        picture = item.picture.enlarged() if item.picture and self.large else item.picture
        data |= below_stem(picture, item.table)
        if item.places:
            data["places"] = item.places
        if _is_long(item):
            data["breakable"] = True
        return data | ({"answer": _answer(item.answer)} if self.solution else _room(item))

    def _pictured(self, options: Sequence[PaperOption], ruler: Ruler) -> dict[str, Any]:
        """Options with pictures stand in cells: letter, text, picture, whether it is right."""
        shown = enlarged(options) if self.large else options
        in_row = abreast([ruler.pictured_em(one, large=self.large) for one in shown], ruler.cell(1))
        data: dict[str, Any] = {"breakable": True} if is_high(shown, in_row) else {}
        cells = [(f"{one.letter}.", spans(one.text), picture_data(one.picture), one.correct) for one in shown]
        return {**data, "abreast": in_row, "pictured": cells}


def _option(option: PaperOption, filler: float, in_row: int, ruler: Ruler) -> tuple[Any, ...]:
    """Letter, filler, text, what is left of its room (None: not known), whether it is right."""
    words = close_spans(option.text)
    begins = option.text[0] if option.text else None
    if isinstance(begins, Plain | Bold) and begins.text.startswith(_OPENING):
        filler = round(filler - _OPENING_WHITE_EM, 3)
    rest = ruler.rest(words, in_row) if in_row > 1 and isinstance(words, str) else None
    return f"{option.letter}.", filler, words, rest, option.correct


def _room(item: PaperItem) -> dict[str, Any]:
    """What a longer answer is written on."""
    if item.grid:
        return {"grid": item.grid}
    return {"lines": item.lines} if item.lines else {}


def _answer(answer: PaperAnswer) -> dict[str, Any]:
    data: dict[str, Any] = {"text": spans(parse(answer.text)) if answer.text else ""}
    if answer.explain:
        data["explain"] = spans(answer.explain)
    if answer.scoring:
        data["scoring"] = [[spans(parse(point)), points] for point, points in answer.scoring]
    if answer.bands:
        data["bands"] = [[f"{band.name}（{band.points}）", spans(parse(band.text))] for band in answer.bands]
    if answer.sources:
        data["sources"] = answer.sources
    if answer.blanks:
        data["blanks"] = [spans(parse(blank)) for blank in answer.blanks]
    return data


def pictures_in(paper: Paper) -> dict[str, str]:
    """Every picture of a paper as SVG, by its name."""
    asked = (one for section in paper.sections for item in section.items for one in (item, *item.parts))
    found = (picture for one in asked for picture in (one.picture, *(own.picture for own in one.options)))
    return {printed.name: as_svg(printed.picture) for printed in found if printed is not None}


def _is_ragged(item: PaperItem) -> bool:
    """Whether a blank or a formula that goes to the next line would leave much to be filled by stretching."""
    if traits_of(item.kind).answering is Answering.BLANKS:
        return True
    return any(isinstance(one, Formula) and formula_em(one.node) > _LONG_FORMULA_EM for one in item.stem)


def _is_long(item: PaperItem) -> bool:
    """Whether a block might not fit on one page, so that it must be let break."""
    shown = [*(option.text for option in item.options), *(left.text for left in item.lefts)]
    shown += [cell for row in item.table for cell in row]
    options = [text for one in shown for text in texts(one)]
    return sum(map(len, (*texts(item.stem), *options))) > _ONE_PAGE_CHARACTERS


def _label_em(count: int) -> float:
    """Room for the largest question number with its full stop."""
    return 0.85 + 0.56 * max(len(str(count)), 2)


def compact_data(papers: Sequence[Paper]) -> list[dict[str, Any]]:
    """Answers only, form by form: choices in groups of five, the rest in lines."""
    return [
        {
            "title": paper.title,
            "code": paper.form_code,
            "spare": paper.spare,
            "holder": _holder(paper),
            "long": sum(len(section.items) for section in paper.sections) > _COMPACT_ON_ONE_PAGE,
            "sections": [data for section in paper.sections for data in _compact_sections(section)],
        }
        for paper in papers
    ]


def _holder(paper: Paper) -> str:
    return "" if paper.candidate is None else f"{paper.candidate.number}　{paper.candidate.name}"


def _compact_sections(section: PaperSection) -> Iterator[dict[str, Any]]:
    """The answers under a heading; where its kinds differ, in several pieces of which the first is named."""
    title = f"{section.ordinal}、{section.title}"
    for bracketed, run in groupby(section.items, key=lambda item: item.kind in BRACKETED):
        items, data = tuple(run), dict[str, Any](title=title)
        if bracketed:
            data["groups"] = [
                [_range(group), [item.answer.text for item in group]] for group in _groups(items)
            ]
        else:
            data["lines"] = [[item.label, spans(parse(compact_answer(item)))] for item in items]
        yield data
        title = ""


def _range(group: Sequence[PaperItem]) -> str:
    first, last = group[0].number, group[-1].number
    return first if first == last else f"{first}-{last}"


def _groups(items: Sequence[PaperItem]) -> list[Sequence[PaperItem]]:
    return [items[start : start + _GROUP] for start in range(0, len(items), _GROUP)]


def compact_answer(item: PaperItem) -> str:
    """The answer to a question in one line, that of a case part by part."""
    if item.parts:
        return "　".join(f"{part.label}{compact_answer(part)}" for part in item.parts)
    return item.answer.text or _IN_FULL_KEY
