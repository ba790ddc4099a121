"""Which pieces an exam needs: every question, option, heading, notice as it may stand on a form."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from quizgen.model.exam import Exam, FormItem, FrozenQuestion
from quizgen.model.kinds import Kind
from quizgen.model.lettered import LETTERS
from quizgen.model.question import (
    AskedBody,
    MatchingBody,
    MultipleBody,
    OrderingBody,
    SingleBody,
    matched_texts,
    options_of,
    shows_pictures,
)
from quizgen.model.shown import FormReader
from quizgen.render.paper.composed import PaperItem, question_item, with_points
from quizgen.render.paper.data import OPTION_LABEL_EM, BlockWalk
from quizgen.render.paper.on_sheet import ON_SHEET
from quizgen.render.paper.spans import close_spans
from quizgen.render.pictures import PictureOf
from quizgen.render.pieces.cells import WantedCells, wanted_match, wanted_pictured

_APART = frozenset({"options", "in-row", "places", "left", "lefts", "rights", "abreast", "pictured"})
"""What of a block is not part of its stem's piece."""

_WHOLE_CELLS = 2
"""Up to this printing, papers with options in cells were set whole."""

_FIRST_LINES_AT_MOST = 5
"""Up to so many writing lines stay with their question (paper.typ)."""

_OPENING_WHITE_EM, _OPENING = 0.5, tuple("“‘《〈（【「『〔")


class PieceOrder:
    """The pieces wanted so far, each once."""

    def __init__(self) -> None:
        self.wanted: list[dict[str, Any]] = []
        self._known: dict[str, int] = {}

    def add(self, kind: str, **told: Any) -> int:
        """The place of a piece in the order."""
        key = json.dumps([kind, told], ensure_ascii=False)
        if key not in self._known:
            self._known[key] = len(self.wanted)
            self.wanted.append({"kind": kind, **told})
        return self._known[key]


@dataclass(frozen=True, slots=True)
class WantedOption:
    """An option: its width in em, its pieces in a row and wrapped, the place where its words begin.

    A piece that is never needed is None.
    """

    width_em: float
    words: int | None
    wrapped: int | None
    at_em: float


@dataclass(frozen=True, slots=True)
class WantedBlock:
    """What stays together on a page; lengths in em, spaces around it as in paper.typ.

    ``options`` by their original index; ``part`` is the index of the sub-question (None: no case), ``tail``
    what follows the options, ``cells`` options that are no lines, ``below`` the lines or squares
    to write on that follow the block.
    """

    piece: int
    part: int | None
    gap_em: float
    indent_em: float
    room_em: float
    figure: bool
    sticky: bool
    breakable: bool
    options: Mapping[int, WantedOption] = field(default_factory=dict)
    tail: int | None = None
    cells: WantedCells | None = None
    squares: bool = False
    below: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class WantedQuestion:
    """A question under its heading: its blocks; what its answers mean for notices and headings."""

    blocks: tuple[WantedBlock, ...]
    kinds: frozenset[Kind]
    squares: bool
    points: bool
    bands: bool


@dataclass(frozen=True, slots=True)
class Asking:
    """Turns the questions of an exam into what is wanted; ``is_plain`` tells text of the one usual height."""

    exam: Exam
    questions: Mapping[str, FrozenQuestion]
    walk: BlockWalk
    is_plain: Callable[[str], bool]
    picture_of: PictureOf

    def question(self, section: int, digest: str, order: PieceOrder) -> WantedQuestion | None:
        """A question as it may stand in a section (from 0); None: its pieces cannot be put together yet."""
        frozen = self.questions[digest]
        asked = {digest: frozen.question}
        question = frozen.question
        bodies = question.parts if question.kind == "case" else (question,)
        if self.exam.printing <= _WHOLE_CELLS and any(not _is_simple(body) for body in bodies):
            return None
        reader = FormReader(asked, self.exam.blueprint)
        orders = [_orders(body) for body in bodies]
        items = []
        for turn in range(max(map(len, orders))):
            turns = tuple(one[min(turn, len(one) - 1)] for one in orders)
            is_case = question.kind == "case"
            line = FormItem(
                question=question.id,
                digest=digest,
                options=() if is_case else turns[0],
                parts=turns if is_case else (),
            )
            shown = reader.shown("", 0, section, line)
            on_sheet = self.exam.sheet_layout == ON_SHEET
            items.append(question_item(shown, frozen.sources, self.picture_of, on_sheet=on_sheet))
        return self._wanted(section, items, order)

    def _wanted(self, section: int, items: list[PaperItem], order: PieceOrder) -> WantedQuestion:
        first = items[0]
        headings = self.exam.blueprint.headings
        if any(section in heading.indices and heading.each is None for heading in headings):
            first = with_points(first)
        asked: list[tuple[int | None, PaperItem]] = []
        if not first.parts:
            asked += [(None, item) for item in items]
        for item in items:
            asked += [(index, part) for index, part in enumerate(item.parts)]
        blocks = []
        for data, part in zip(self.walk.blocks(first), _parts_of(first), strict=True):
            same = [one for index, one in asked if index == part]
            blocks.append(self._block(data, part, same, order))
        told = first.parts or (first,)
        return WantedQuestion(
            tuple(blocks),
            frozenset(one.kind for one in told),
            any(one.grid for one in told),
            first.kind is Kind.ESSAY and bool(first.answer.scoring),
            first.kind is Kind.ESSAY and bool(first.answer.bands),
        )

    def _block(
        self, data: dict[str, Any], part: int | None, same: list[PaperItem], order: PieceOrder
    ) -> WantedBlock:
        walk = self.walk
        ruler = walk.ruler if part is None else walk.ruler.inside()
        indent = data.get("indent", walk.measures["label"])
        q = {key: value for key, value in data.items() if key not in _APART}
        if part is None:
            q |= {"label": "", "filler": data.get("hang", walk.measures["label"])}
            if not _all_plain(data["stem"], self.is_plain):
                q["tells"] = True
        lines, rows = data.get("lines", 0), data.get("grid", 0)
        below = tuple(order.add(kind, **told) for kind, told in written_on(lines, rows, indent))
        options: dict[int, WantedOption] = {}
        if "options" in data:
            for one in (option for item in same for option in item.options):
                words = close_spans(one.text)
                width = ruler.option_width(one.text)
                tells = {} if _all_plain(words, self.is_plain) else {"tells": True}
                in_row = ruler.in_row_by_width(width) > 0
                text = one.text[0].text if one.text and hasattr(one.text[0], "text") else ""
                white = _OPENING_WHITE_EM if text.startswith(_OPENING) else 0.0
                options[one.original] = WantedOption(
                    width,
                    order.add("words", words=words, **tells) if in_row else None,
                    order.add("wrapped", left=indent, begins=OPTION_LABEL_EM - white, words=words, **tells)
                    if data["in-row"] == 0
                    else None,
                    indent + OPTION_LABEL_EM - white,
                )
        tail = order.add("places", left=indent, count=data["places"]) if "places" in data else None
        return WantedBlock(
            piece=order.add("question", q=q),
            part=part,
            gap_em=data.get("gap", walk.measures["gap"]),
            indent_em=indent,
            room_em=ruler.cell(1),
            figure="picture" in data or "table" in data,
            sticky="sticky" in data,
            breakable="breakable" in data,
            options=options,
            tail=tail,
            cells=self._cells(data, same, indent, ruler.cell(1), order),
            squares=rows > 0,
            below=below,
        )

    def _cells(
        self, data: dict[str, Any], same: list[PaperItem], indent: float, room: float, order: PieceOrder
    ) -> WantedCells | None:
        """Options in cells, if the block has any."""
        if "lefts" in data:
            first = same[0]
            return wanted_match(first, (data["left"], indent, room), order)
        if "pictured" in data:
            cells = [next(self.walk.blocks(one))["pictured"] for one in same]
            return wanted_pictured(same, cells, (data["abreast"], indent, room), order)
        return None


def written_on(lines: int, rows: int, indent: float) -> Iterator[tuple[str, dict[str, Any]]]:
    """What follows a question to be written on, as it may be torn from it (paper.typ)."""
    if lines > _FIRST_LINES_AT_MOST:
        for count in (*(1,) * (lines - _FIRST_LINES_AT_MOST), 2):
            yield "lines", {"left": indent, "count": count}
    for first, last in (
        ((*((number, number) for number in range(3, rows - 1)), (rows - 1, rows))) if rows else ()
    ):
        yield "squares", {"from": first, "to": last}


def _is_simple(body: AskedBody) -> bool:
    """Whether the options, if any, are lines of text."""
    if isinstance(body, MatchingBody):
        return False
    return not (isinstance(body, SingleBody | MultipleBody) and shows_pictures(body))


def _orders(body: AskedBody) -> tuple[tuple[int, ...], ...]:
    """Orders that show every option once, each of at most as many as there are letters."""
    count = 0
    if isinstance(body, SingleBody | MultipleBody):
        count = len(options_of(body))
    elif isinstance(body, OrderingBody):
        count = len(body.items)
    elif isinstance(body, MatchingBody):
        return (tuple(range(len(matched_texts(body)))),)
    whole, most = tuple(range(count)), len(LETTERS)
    return tuple(whole[at : at + most] for at in range(0, count, most)) or ((),)


def _parts_of(item: PaperItem) -> tuple[int | None, ...]:
    """Whose blocks they are: those of the question, of each sub-question."""
    return (None, *range(len(item.parts)))


def _all_plain(words: str | list[list[Any]], is_plain: Callable[[str], bool]) -> bool:
    """Whether a line of these words has the usual height, and its baseline in the usual place."""
    if isinstance(words, str):
        return is_plain(words)
    return all(one[0] in {"_", "n", "k"} or (one[0] in {"t", "b"} and is_plain(one[1])) for one in words)
