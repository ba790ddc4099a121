"""Answer sheets of one exam put together: what many share is drawn once a file, the rest on each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from quizgen.model.exam import Candidate
from quizgen.model.sheet import Bubble, PrintedCode
from quizgen.render.fonts.found import FontSet
from quizgen.render.fonts.rare import words_of
from quizgen.render.linear_qr import qr_path, qr_side
from quizgen.render.pieces.frame import CannotCompose, Uncomposed
from quizgen.render.pieces.objects import A4, DrawnPage, PdfFile
from quizgen.render.pieces.words import SetWords, WantedWords, WordSetter
from quizgen.render.sheet.data import LABEL_PT, MARK_INK, MARK_PT, drawn_group, full_width, sheet_data
from quizgen.render.sheet.layout import OUTLINE_MM, BubbleGroup
from quizgen.render.sheet.template import FilledTemplate, SheetOrder, SheetTemplate, SheetTemplates
from quizgen.render.sheet.vectors import PT_PER_MM, circle, drawing_pdf, square
from quizgen.render.sheet.words import Word, own_words, page_words

_LINE_PT = 0.735 * MARK_PT
"""The height of a line of marks (sheet.typ)."""

_MILLIMETRES = b"%.6f 0 0 %.6f 0 %.4f cm\n" % (PT_PER_MM, -PT_PER_MM, A4[1])
_BLACK = b"/g cs 0 scn/g CS 0 SCN\n"


@dataclass(frozen=True, slots=True)
class _Shared:
    """What all sheets of a template have on a page: shapes and squares of grey, words."""

    shapes: bytes
    words: tuple[Word, ...]


_MARK_GREY = b"%.4f scn\n" % (round((100 - MARK_INK) / 100 * 255) / 255)


class SheetComposer:
    """Composes the sheets of an exam; the same sheets give the same file, whoever makes it."""

    def __init__(self, templates: SheetTemplates, fonts: FontSet, setter: WordSetter) -> None:
        self._templates, self._fonts, self._setter = templates, fonts, setter

    def fill(self, order: SheetOrder) -> FilledTemplate:
        """A sheet that can be composed. Raises CannotCompose, what planning a sheet raises."""
        self.check(order.person)
        return self._templates.fill(order)

    def check(self, person: Candidate | None) -> None:
        """Raise CannotCompose for a person whose name needs other fonts."""
        if person is not None and not self._fonts.codepoints.issuperset(map(ord, words_of([person]))):
            raise CannotCompose(Uncomposed.FIELD)

    def file(self, sheets: Sequence[FilledTemplate], *, even: bool) -> bytes:
        """A PDF of sheets one after another; ``even``: an odd last page is followed by a blank one."""
        wanted = WantedWords(self._fonts)
        own = [self._own(one) for one in sheets]
        for word in (word for pages in own for words in pages for word in words):
            wanted.want(word.size_pt, word.text, sans=word.sans)
        shared = {one: self._shared(one) for one in dict.fromkeys(one.template for one in sheets)}
        for template, pages in shared.items():
            _want_shared(template, pages, wanted)
        title = f"{sheets[0].paper.title}　答题卡"
        file = _SheetFile(wanted.set(title, self._setter), self._fonts, shared)
        for sheet, words in zip(sheets, own, strict=True):
            file.add(sheet, words, even=even)
        return file.pdf.whole()

    def _own(self, sheet: FilledTemplate) -> list[tuple[Word, ...]]:
        """The sheet's own words page by page."""
        digits = sheet.template.plan.geometry.digits
        return [
            tuple(own_words(sheet.paper, sheet.codes, digits, page, self._fonts))
            for page in range(1, sheet.template.pages + 1)
        ]

    def _shared(self, template: SheetTemplate) -> tuple[_Shared, ...]:
        return tuple(self._shared_on(template, page) for page in range(1, template.pages + 1))

    def _shared_on(self, template: SheetTemplate, page: int) -> _Shared:
        plan = template.plan
        bare = replace(plan, groups=(), geometry=plan.geometry.model_copy(update={"codes": ()}))
        data = sheet_data(bare, self._fonts)["pages"][page - 1]
        shapes = [drawing_pdf(data["drawing"])]
        for x, y, size, ink in data["strip"]:
            shapes.append(b"%.4f scn %bf\n" % (_grey(ink), square(x, y, size)))
        words = tuple(one for one in page_words(bare, page, self._fonts).words if not one.own)
        return _Shared(b"".join((b"q ", _MILLIMETRES, *shapes, b"Q\n")), words)


def _want_shared(template: SheetTemplate, pages: Iterable[_Shared], wanted: WantedWords) -> None:
    for word in (word for page in pages for word in page.words):
        wanted.want(word.size_pt, word.text, sans=word.sans)
    for group in (*template.groups, *template.digits):
        for _, number, serif, marks in drawn_group(group, wanted.fonts).lines[-1]:
            wanted.letters[False].update(number)
            wanted.letters[not serif].update(marks)


class _SheetFile:
    """A file of sheets; what several show is drawn when the first of them needs it."""

    def __init__(
        self, words: SetWords, fonts: FontSet, shared: Mapping[SheetTemplate, tuple[_Shared, ...]]
    ) -> None:
        self.pdf = PdfFile(words.stock)
        self._words, self._fonts, self._shared = words, fonts, shared
        self._drawn: dict[tuple[object, ...], bytes] = {}

    def add(self, sheet: FilledTemplate, own: Sequence[Iterable[Word]], *, even: bool) -> None:
        """A further sheet with its own words page by page."""
        pages = [self._page(sheet, at, words) for at, words in enumerate(own)]
        if even and len(pages) % 2:
            pages.append(pages[-1].blank())
        self.pdf.add(pages)

    def _page(self, sheet: FilledTemplate, at: int, own: Iterable[Word]) -> DrawnPage:
        template, number = sheet.template, at + 1
        shown = [self._once((template, number), lambda: self._whole(self._shared[template][at]))]
        start = 0
        for place, group in enumerate(template.groups):
            end = start + len(group.rows)
            if group.page == number:
                lengths = sheet.lengths[start:end]
                shown.append(self._once((template, place, lengths), partial(self._group, group, lengths)))
            start = end
        if not at:
            shown += self._digits(sheet)
        content = [_BLACK, *(b"/%b Do\n" % name for name in shown)]
        pieces = set[int]()
        content += [self._word(word, pieces) for word in own]
        content += [_code(code) for code in sheet.codes if code.page == number]
        return DrawnPage(*A4, b"".join(content), frozenset(pieces))

    def _once(self, key: tuple[object, ...], made: Callable[[], tuple[bytes, frozenset[int]]]) -> bytes:
        if key not in self._drawn:
            self._drawn[key] = self.pdf.drawn(*made())
        return self._drawn[key]

    def _whole(self, page: _Shared) -> tuple[bytes, frozenset[int]]:
        pieces = set[int]()
        words = [self._word(word, pieces) for word in page.words]
        return b"".join((page.shapes, *words)), frozenset(pieces)

    def _word(self, word: Word, pieces: set[int]) -> bytes:
        x, y = word.x_mm * PT_PER_MM, A4[1] - word.baseline_mm * PT_PER_MM
        drawn, piece = self._words.line(x, y, word.size_pt, word.text, sans=word.sans)
        if piece is not None:
            pieces.add(piece)
        return drawn

    def _group(self, group: BubbleGroup, lengths: Sequence[int]) -> tuple[bytes, frozenset[int]]:
        """A group whose rows have so many bubbles."""
        left, *_, lines = drawn_group(group, self._fonts).lines
        circles, numbers, marks = list[bytes](), list[bytes](), list[bytes]()
        for row, length, (filler, number, serif, letters) in zip(group.rows, lengths, lines, strict=True):
            circles += [circle(one.x_mm, one.y_mm, one.r_mm - OUTLINE_MM / 2) for one in row[:length]]
            y = _baseline(row[0])
            if number:
                numbers.append(
                    self._words.letters((left + filler) * PT_PER_MM, y, LABEL_PT, number, sans=False)
                )
            x = row[0].x_mm * PT_PER_MM - MARK_PT / 2
            marks.append(self._words.letters(x, y, MARK_PT, letters[:length], sans=not serif))
        spaced = b"%.4f Tc\n%b0 Tc\n" % (group.pitch_x_mm * PT_PER_MM - MARK_PT, b"".join(marks))
        return b"".join((_outlines(circles), *numbers, _MARK_GREY, spaced)), frozenset()

    def _digits(self, sheet: FilledTemplate) -> Iterator[bytes]:
        """The columns of the 编号, each with the digit that is filled in."""
        template = sheet.template
        for place, column in enumerate(template.columns):
            filled = sheet.number[place : place + 1]
            yield self._once((template, "编号", place, filled), partial(self._column, column, filled))

    def _column(self, column: Sequence[Bubble], filled: str) -> tuple[bytes, frozenset[int]]:
        empty = [one for one in column if one.option != filled]
        circles = [circle(one.x_mm, one.y_mm, one.r_mm - OUTLINE_MM / 2) for one in empty]
        full = [circle(one.x_mm, one.y_mm, one.r_mm) for one in column if one.option == filled]
        marks = [
            self._words.letters(
                one.x_mm * PT_PER_MM - MARK_PT / 2,
                _baseline(one),
                MARK_PT,
                full_width(one.option),
                sans=True,
            )
            for one in empty
        ]
        solid = b"q %b%bf Q\n" % (_MILLIMETRES, b"".join(full)) if full else b""
        return b"".join((_outlines(circles), solid, _MARK_GREY, *marks)), frozenset()


def _baseline(bubble: Bubble) -> float:
    return A4[1] - bubble.y_mm * PT_PER_MM - _LINE_PT / 2


def _outlines(circles: Iterable[bytes]) -> bytes:
    return b"q %b%.3f w\n%bS Q\n" % (_MILLIMETRES, OUTLINE_MM, b"".join(circles))


def _code(code: PrintedCode) -> bytes:
    """A QR code; ``render/codes.py`` draws the same squares."""
    scale = code.size_mm / qr_side(code.text)
    left, top = code.x_mm - code.size_mm / 2, code.y_mm - code.size_mm / 2
    place = b"%.6f 0 0 %.6f %.3f %.3f cm\n" % (scale, scale, left, top)
    return b"q %b%b%bf Q\n" % (_MILLIMETRES, place, qr_path(code.text))


def _grey(ink: int) -> float:
    """As grey as Typst has it, in steps of a 255th."""
    return round((100 - ink) / 100 * 255) / 255
