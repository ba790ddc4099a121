"""Papers of one exam put together from pieces, the same as Typst would set each of them whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quizgen.model.digest import record_json
from quizgen.model.exam import Candidate, Exam, Form, FormItem, FrozenQuestion
from quizgen.model.kinds import Kind
from quizgen.render.fonts.found import FontSet
from quizgen.render.fonts.rare import words_of
from quizgen.render.paper.composed import ORDINALS, PaperSize, subtitle_of
from quizgen.render.paper.data import BlockWalk, block_walk
from quizgen.render.paper.heading_note import heading_note
from quizgen.render.paper.notices import notices_about
from quizgen.render.paper.on_sheet import ON_SHEET
from quizgen.render.pictures import PictureOf
from quizgen.render.pieces.blocks import SetBlock
from quizgen.render.pieces.filling import FlowItem, Placed, TornApart, fill
from quizgen.render.pieces.frame import (
    FOOT_LETTERS,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    CannotCompose,
    PageFrame,
    Uncomposed,
    wanted_fields,
)
from quizgen.render.pieces.objects import DrawnPage, PdfFile
from quizgen.render.pieces.pen import PLAIN, Pen
from quizgen.render.pieces.setting import SetPieces
from quizgen.render.pieces.wanted import Asking, PieceOrder, WantedQuestion

_SHORT_EM = (28.0, 11.0, 11.0, 11.0)
"""Values of the seal line that surely stand in one line on their places."""

_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.（）：　 " + FOOT_LETTERS

Setter = Callable[[dict[str, Any], tuple[int, str]], SetPieces]
"""Sets the pieces of the data for ``pieces.typ``; the second says which piece has which plain letters."""


@dataclass(frozen=True, slots=True)
class PaperStock:
    """What is known of an exam when its papers are printed; ``questions`` as they were drawn, by digest."""

    exam: Exam
    questions: Mapping[str, FrozenQuestion]
    people: Sequence[Candidate]
    picture_of: PictureOf


@dataclass(frozen=True, slots=True)
class _SetQuestion:
    wanted: WantedQuestion
    blocks: tuple[SetBlock, ...]


class Composer:
    """Composes papers of an exam in one size of letters; A4 and A3 share the pieces.

    Making one sets everything once (``setter``). Byte for byte the same for the same exam, whoever makes it.
    """

    def __init__(self, stock: PaperStock, fonts: FontSet, setter: Setter, *, large: bool) -> None:
        self._exam, blueprint = stock.exam, stock.exam.blueprint
        self._headings = blueprint.headings
        count = sum(heading.count for heading in self._headings)
        walk = block_walk(count, fonts.width_em, large=large)
        song, known = fonts.song_codepoints, fonts.codepoints

        def is_song(text: str) -> bool:
            return song.issuperset(map(ord, text))

        order = PieceOrder()
        wanted = dict(_wanted_questions(stock, walk, is_song, known, order))
        self._heads = self._wanted_heads(wanted, order)
        self._fronts = self._wanted_fronts(wanted, order)

        def is_short(place: int, value: str) -> bool:
            return (
                PLAIN.fullmatch(value) is not None
                and is_song(value)
                and fonts.width_em(value) <= _SHORT_EM[place]
            )

        labels = stock.exam.terms.labels
        fields = wanted_fields(
            labels,
            [one for one in stock.people if known.issuperset(map(ord, words_of([one])))],
            is_short,
            order,
        )
        letters = {*_LETTERS, *"".join(labels), *words_of(stock.people), *_numbers(stock.people)}
        shown = "".join(sorted(one for one in letters if is_song(one) and not one.isspace()))
        shown = f"{shown[0]} \u3000{shown[1:]}"
        alphabet = order.add("letters", words=shown), shown
        data = {
            **walk.measures,
            "title": stock.exam.title,
            "sections": [{"ordinal": ORDINALS[at]} for at in range(len(self._headings))],
            "pieces": order.wanted,
        }
        self._found = setter(data, alphabet)
        self._pen = Pen(self._found, fonts.width_em)
        self._frame = PageFrame(self._found, self._pen, labels, fields)
        self._order = order
        self._labels: dict[tuple[int, float], bytes] = {}
        self._questions = {where: _SetQuestion(one, self._blocks(one)) for where, one in wanted.items()}

    @property
    def pieces(self) -> int:
        """How many pieces were set."""
        return len(self._order.wanted)

    def file(self, papers: Sequence[tuple[DrawnPage, ...]]) -> bytes:
        """A PDF of papers one after another."""
        pdf = PdfFile(self._found.stock)
        for pages in papers:
            pdf.add(pages)
        return pdf.whole()

    def pages(self, form: Form, person: Candidate | None, size: PaperSize = "a4") -> tuple[DrawnPage, ...]:
        """The pages of a form's paper. Raises CannotCompose, saying what stands in the way."""
        items = list(self._flow(form, named=person is not None))
        measures = self._found.measures
        columns = 2 if size == "a3" else 1
        try:
            filled = fill(items, PAGE_HEIGHT - measures.top - measures.bottom, columns)
        except TornApart:
            raise CannotCompose(Uncomposed.TORN) from None
        sealed = self._frame.seal(person)
        return tuple(
            self._page(form, filled[at : at + columns], at, len(filled), size, sealed)
            for at in range(0, len(filled), columns)
        )

    def _page(  # noqa: PLR0913, PLR0917 - the parts of a page
        self,
        form: Form,
        filled: list[list[Placed]],
        at: int,
        halves: int,
        size: PaperSize,
        sealed: tuple[bytes, frozenset[int]],
    ) -> DrawnPage:
        """A page of one column (A4) or two (A3); ``at`` columns were filled before, ``halves`` are all."""
        measures = self._found.measures
        folded = size == "a3"
        front = (at // 2 if folded else at) % 2 == 0
        left = measures.binding if folded or front else measures.outside
        content, pieces = [], set[int]()
        if front:
            content.append(sealed[0])
            pieces |= sealed[1]
        lefts = [left + place * (measures.column + 2 * measures.outside) for place in range(len(filled))]
        for x, column in zip(lefts, filled, strict=True):
            for one in column:
                y = PAGE_HEIGHT - measures.top - one.top
                content.append(b"q 1 0 0 1 %.3f %.3f cm\n%bQ\n" % (x, y, one.item.content))
                pieces.update(one.item.pieces)
        for place, x in enumerate(lefts):
            content.append(self._frame.foot(form.code, at + place + 1, halves, x, spare=form.spare))
        width = 2 * PAGE_WIDTH if folded else PAGE_WIDTH
        return DrawnPage(width, PAGE_HEIGHT, b"".join(content), frozenset(pieces))

    def _flow(self, form: Form, *, named: bool) -> Iterator[FlowItem]:
        """Everything that stands in the columns of a form, from top to bottom."""
        if form.headings:
            raise CannotCompose(Uncomposed.HEADINGS)
        asked = [
            [(item, self._question(section, item)) for item in drawn.items]
            for section, drawn in enumerate(form.sections)
        ]
        yield self._front(form, [one.wanted for drawn in asked for _, one in drawn], named=named)
        number = 1
        for at, heading in enumerate(self._headings):
            under = [pair for index in heading.indices for pair in asked[index]]
            yield self._head(at, [one.wanted for _, one in under])
            for item, one in under:
                yield from self._asked(item, one, number)
                number += 1

    def _question(self, section: int, item: FormItem) -> _SetQuestion:
        found = self._questions.get((section, item.digest))
        if found is None:
            raise CannotCompose(Uncomposed.QUESTION)
        return found

    def _front(self, form: Form, questions: Sequence[WantedQuestion], *, named: bool) -> FlowItem:
        kinds = frozenset[Kind]().union(*(one.kinds for one in questions))
        squares = any(one.squares for one in questions)
        notices = self._notices(kinds, squares=squares, named=named)
        piece = self._fronts[form.spare, notices]
        content = self._frame.code(form.code) + self._pen.piece(piece, 0.0, 0.0)
        return FlowItem(0.0, self._found.pieces[piece].height, 0.0, content, (piece,))

    def _head(self, at: int, questions: Sequence[WantedQuestion]) -> FlowItem:
        piece, measures = self._heads[at, _judged(questions)], self._found.measures
        height = self._found.pieces[piece].height
        content = self._pen.piece(piece, 0.0, 0.0)
        return FlowItem(measures.head_above, height, measures.head_below, content, (piece,), sticky=True)

    def _asked(self, item: FormItem, one: _SetQuestion, number: int) -> Iterator[FlowItem]:
        size = self._found.measures.body
        for block in one.blocks:
            if block.part is None:
                where = number, block.baseline
                if where not in self._labels:
                    self._labels[where] = self._pen.text(f"{number}.", size, 0.0, block.baseline)
                yield block.item(item.options, self._labels[where])
            else:
                yield block.item(item.parts[block.part], b"")
            yield from block.after

    def _blocks(self, wanted: WantedQuestion) -> tuple[SetBlock, ...]:
        return tuple(SetBlock(one, self._found, self._pen) for one in wanted.blocks)

    def _notices(self, kinds: frozenset[Kind], *, squares: bool, named: bool) -> tuple[str, ...]:
        exam = self._exam
        if exam.blueprint.notices:
            return exam.blueprint.notices
        on_sheet = exam.sheet_layout == ON_SHEET
        return notices_about(
            exam.blueprint, kinds, exam.terms, squares=squares, named=named, on_sheet=on_sheet
        )

    def _wanted_heads(
        self, wanted: Mapping[tuple[int, str], WantedQuestion], order: PieceOrder
    ) -> dict[tuple[int, str], int]:
        """The headings by their place and by what essays under them are judged by."""
        exam, found, number = self._exam, dict[tuple[int, str], int](), 1
        on_sheet = exam.sheet_layout == ON_SHEET
        for at, heading in enumerate(self._headings):
            under = [one for (section, _), one in wanted.items() if section in heading.indices]
            judged = {
                _judged(some) for some in ((), *((a, b) for a in _kinds_of(under) for b in _kinds_of(under)))
            }
            for told in sorted(judged):
                title = f"{ORDINALS[at]}、{heading.title}"
                note = heading_note(heading, number, told, exam.blueprint.floor, on_sheet=on_sheet)
                found[at, told] = order.add("head", title=title, note=note)
            number += heading.count
        return found

    def _wanted_fronts(
        self, wanted: Mapping[tuple[int, str], WantedQuestion], order: PieceOrder
    ) -> dict[tuple[bool, tuple[str, ...]], int]:
        """The heads of papers by whether they are spare and by their notices."""
        exam = self._exam
        mixtures = {frozenset[Kind]()}
        for kinds in {one.kinds for one in wanted.values()}:
            mixtures |= {kinds | other for other in mixtures}
        squares = {False} | {one.squares for one in wanted.values()}
        told = {
            self._notices(kinds, squares=some, named=named)
            for kinds in mixtures
            for some in squares
            for named in (False, True)
        }
        subtitle = subtitle_of(exam)
        return {
            (spare, notices): order.add(
                "front", title=exam.title, code=None, subtitle=subtitle, spare=spare, notices=notices
            )
            for notices in sorted(told)
            for spare in ((False, True) if exam.spare else (False,))
        }


def _kinds_of(questions: Sequence[WantedQuestion]) -> list[WantedQuestion]:
    """One question of every way to be judged."""
    return list({(one.points, one.bands): one for one in questions}.values())


def _judged(questions: Sequence[WantedQuestion]) -> str:
    """What essays among these are judged by, as their heading says it."""
    names = {"采分点": any(one.points for one in questions), "档次": any(one.bands for one in questions)}
    told = "和".join(name for name, has in names.items() if has)
    return f"按{told}给分" if told else ""


def _wanted_questions(
    stock: PaperStock,
    walk: BlockWalk,
    is_song: Callable[[str], bool],
    known: frozenset[int],
    order: PieceOrder,
) -> Iterator[tuple[tuple[int, str], WantedQuestion]]:
    """Every question in every section that its kind fits, as far as it can be put together."""
    asking = Asking(stock.exam, stock.questions, walk, is_song, stock.picture_of)
    for digest, frozen in stock.questions.items():
        if not known.issuperset(map(ord, record_json(frozen.question))):
            continue
        for section, about in enumerate(stock.exam.blueprint.sections):
            if about.kind.value == frozen.question.kind:
                wanted = asking.question(section, digest, order)
                if wanted is not None:
                    yield (section, digest), wanted


def _numbers(people: Sequence[Candidate]) -> str:
    return "".join(person.number for person in people)
