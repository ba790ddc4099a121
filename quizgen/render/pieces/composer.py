"""Papers of one exam put together from pieces, the same as Typst would set each of them whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from quizgen.model.blueprint import Arrangement
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

_AS_WRITTEN, _MOST_MOVED = 2, 6
"""Up to this printing, papers with headings in an order of their own were set whole; so are more headings."""

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

        self._moves_headings = stock.exam.printing > _AS_WRITTEN and len(self._headings) <= _MOST_MOVED
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
        items, labels = self._flow(form, named=person is not None)
        measures = self._found.measures
        columns = 2 if size == "a3" else 1
        try:
            filled = fill(items, PAGE_HEIGHT - measures.top - measures.bottom, columns)
        except TornApart:
            raise CannotCompose(Uncomposed.TORN) from None
        sealed = self._frame.seal(person)
        return tuple(
            self._page(form, filled[at : at + columns], labels, at, len(filled), size, sealed)
            for at in range(0, len(filled), columns)
        )

    def _page(  # noqa: PLR0913, PLR0917 - the parts of a page
        self,
        form: Form,
        filled: list[list[Placed]],
        labels: Mapping[int, bytes],
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
        content = [sealed[0]] if front else []
        lefts = [left + place * (measures.column + 2 * measures.outside) for place in range(len(filled))]
        for x, column in zip(lefts, filled, strict=True):
            height = PAGE_HEIGHT - measures.top
            content += [
                b"q 1 0 0 1 %.3f %.3f cm\n%b%bQ\n" % (x, height - top, labels.get(at, b""), item.content)
                for item, top, at in column
            ]
        for place, x in enumerate(lefts):
            content.append(self._frame.foot(form.code, at + place + 1, halves, x, spare=form.spare))
        width = 2 * PAGE_WIDTH if folded else PAGE_WIDTH
        pieces = frozenset(sealed[1] if front else ()).union(
            *[one.item.pieces for column in filled for one in column]
        )
        return DrawnPage(width, PAGE_HEIGHT, b"".join(content), pieces)

    def _flow(self, form: Form, *, named: bool) -> tuple[list[FlowItem], dict[int, bytes]]:
        """Everything that stands in the columns of a form, from top to bottom; the numbers by their place."""
        if form.headings and not self._moves_headings:
            raise CannotCompose(Uncomposed.HEADINGS)
        asked = [
            [(item, self._question(section, item)) for item in drawn.items]
            for section, drawn in enumerate(form.sections)
        ]
        items = [self._front(form, [one.wanted for drawn in asked for _, one in drawn], named=named)]
        labels: dict[int, bytes] = {}
        number = 1
        for at, place in enumerate(form.headings or range(len(self._headings))):
            under = [pair for index in self._headings[place].indices for pair in asked[index]]
            items.append(self._head(place, at, number, [one.wanted for _, one in under]))
            for item, one in under:
                for block in one.blocks:
                    if block.part is None:
                        labels[len(items)] = self._label(number, block.baseline)
                        items.append(block.item(item.options))
                    else:
                        items.append(block.item(item.parts[block.part]))
                    items += block.after
                number += 1
        return items, labels

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

    def _head(self, index: int, at: int, number: int, questions: Sequence[WantedQuestion]) -> FlowItem:
        piece, measures = self._heads[index, at, number, _judged(questions)], self._found.measures
        height = self._found.pieces[piece].height
        content = self._pen.piece(piece, 0.0, 0.0)
        return FlowItem(measures.head_above, height, measures.head_below, content, (piece,), sticky=True)

    def _label(self, number: int, baseline: float) -> bytes:
        """The number of a question, on its first line."""
        found = self._labels.get((number, baseline))
        if found is None:
            found = self._pen.text(f"{number}.", self._found.measures.body, 0.0, baseline)
            self._labels[number, baseline] = found
        return found

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
    ) -> dict[tuple[int, int, int, str], int]:
        """The headings by index, place and first number, and by what essays under them are judged by."""
        exam, found = self._exam, dict[tuple[int, int, int, str], int]()
        on_sheet = exam.sheet_layout == ON_SHEET
        for index, at, number in self._places():
            heading = self._headings[index]
            under = [one for (section, _), one in wanted.items() if section in heading.indices]
            judged = {
                _judged(some) for some in ((), *((a, b) for a in _kinds_of(under) for b in _kinds_of(under)))
            }
            for told in sorted(judged):
                title = f"{ORDINALS[at]}、{heading.title}"
                note = heading_note(heading, number, told, exam.blueprint.floor, on_sheet=on_sheet)
                found[index, at, number, told] = order.add("head", title=title, note=note)
        return found

    def _places(self) -> Iterator[tuple[int, int, int]]:
        """Which heading may stand where, with the number of its first question: as written come first."""
        counts = [heading.count for heading in self._headings]
        for at in range(len(counts)):
            yield at, at, 1 + sum(counts[:at])
        if self._exam.blueprint.order.sections is Arrangement.FIXED or not self._moves_headings:
            return
        for index in range(len(counts)):
            others = [count for other, count in enumerate(counts) if other != index]
            for at in range(len(counts)):
                numbers = {1 + sum(before) for before in combinations(others, at)}
                yield from ((index, at, number) for number in sorted(numbers))

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
