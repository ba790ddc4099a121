"""PDF by Typst: papers, keys, answer sheets; the same input gives the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import typst

from quizgen.errors import QuizgenError
from quizgen.model.question import pictures_of
from quizgen.model.sheet import SheetGeometry
from quizgen.render.book.booklet import Booklet, booklet_data, check_booklet_glyphs
from quizgen.render.book.composed import Book, book_data, check_book_glyphs
from quizgen.render.fonts.found import FontSet, find_fonts
from quizgen.render.fonts.glyphs import CannotPrint, missing_characters
from quizgen.render.fonts.rare import NameFonts, words_of
from quizgen.render.paper.composed import Paper, PaperSize
from quizgen.render.paper.data import compact_data, paper_data, pictures_in
from quizgen.render.paper.errata import Slip, errata_data
from quizgen.render.paper.notices import check_printed
from quizgen.render.paper.printable import all_printable, check_glyphs
from quizgen.render.paper.quick_answers import AnswerReader
from quizgen.render.pictures import as_svg
from quizgen.render.pieces.composer import Composer, PaperStock
from quizgen.render.pieces.keys import KeyComposer
from quizgen.render.pieces.setting import SetPieces, read_pieces
from quizgen.render.pieces.sheets import SheetComposer
from quizgen.render.sheet.data import sheet_data
from quizgen.render.sheet.layout import plan_sheet
from quizgen.render.sheet.template import SheetTemplates

_TEMPLATES = Path(__file__).parent / "templates"
_STANDARDS: list[typst.PDFStandard] = ["a-2b"]
_FIXED_TIME = 946684800
"""2000-01-01, for every PDF: the standard wants a date, reproducible bytes want no clock."""
_LARGE_FORMS = 2
"""Up to this printing, pieces came into files as they were set."""
_ALIKE: dict[str, Any] = {"pdf_standards": _STANDARDS, "timestamp": _FIXED_TIME, "pdf_tags": False}
_MISSING_GLYPH = re.compile(r'the text `"(?P<text>.+?)"` could not be displayed', re.DOTALL)


class PrintFailed(QuizgenError):
    """Typst could not lay out a paper: a fault of this program, not of the user."""

    def __init__(self, what: str, diagnostic: str) -> None:
        super().__init__(f"{what}没有排成：{diagnostic.strip()}。这是程序的错误，请把这句话报告给维护人员。")


class Printer:
    """Prints composed papers. Costs a second to make, so make one per process; it can be pickled.

    ``font_paths`` are folders with fonts for characters that the packaged ones lack. ``names`` prints the
    names of people with any installed font that has their characters; a field that none prints stays
    empty, to be written by hand. Every method raises CannotPrint (no glyph for a character) or
    PrintFailed; making one raises NoChineseFont.
    """

    def __init__(self, font_paths: Sequence[Path] = ()) -> None:
        self._font_paths = tuple(font_paths)
        self._fonts = find_fonts(self._font_paths)
        self.names = NameFonts(self._fonts)
        self._compilers: dict[tuple[str, tuple[str, ...]], typst.Compiler] = {}

    def __reduce__(self) -> tuple[type[Printer], tuple[tuple[Path, ...]]]:
        return Printer, (self._font_paths,)

    def paper_pdf(self, paper: Paper, *, size: PaperSize = "a4", large: bool = False) -> bytes:
        """The paper as handed out; A3 sheets are two A4 pages side by side, ``large`` prints at 16 points."""
        return self._paper(paper, size=size, large=large, solution=False)

    def key_pdf(self, paper: Paper) -> bytes:
        """The same paper with answers, explanations, scoring points and sources; numbering does not move."""
        return self._paper(paper, size="a4", large=False, solution=True)

    def compact_key_pdf(self, papers: Sequence[Paper]) -> bytes:
        """Answers only (1-5 ABCDE), one block per form."""
        papers = [self._legible(paper) for paper in papers]
        data = _json(compact_data(papers))
        return self._compile("compact", "答案速查表", data, self._fonts_for(papers, data))

    def errata_pdf(self, slips: Sequence[Slip], number: int) -> bytes:
        """A slip a form with what is to be read instead; ``number`` counts the corrections of an exam."""
        data = _json(errata_data(slips, number))
        return self._compile("errata", "勘误单", data, self._fonts_for([one.paper for one in slips], data))

    def sheet_pdf(self, paper: Paper, serial: int, digits: int) -> tuple[bytes, SheetGeometry]:
        """The answer sheet with its geometry.

        ``serial`` (0 to 99999) tells copies apart; ``digits`` (0 to 12) is the number of columns of
        编号 bubbles.
        """
        paper = self._legible(paper)
        plan = plan_sheet(paper, serial, digits)
        data = sheet_data(plan, self._fonts)
        fonts = self._fonts_for([paper], _json([page["words"] for page in data["pages"]]))
        return self._compile("sheet", f"试卷 {paper.form_code} 的答题卡", _json(data), fonts), plan.geometry

    def booklet_pdf(self, booklet: Booklet) -> bytes:
        """The bank as a booklet for the people who approve it."""
        check_booklet_glyphs(booklet, self._fonts.codepoints)
        return self._compile(
            "booklet", booklet.title, _json(booklet_data(booklet)), self._fonts, **_pictures(booklet.pictures)
        )

    def document_pdf(self, template: str, what: str, data: str) -> bytes:
        """Any other template of ours with its data (JSON); ``what`` names the document in messages.

        Names of people or units are printed with installed fonts; letters that none has become ``〓``.
        """
        fonts = self._fonts
        if not all_printable(data, fonts.codepoints):
            data = self.names.substituted(data)
            fonts = self.names.set_for(data)
            missing = missing_characters(data, fonts.codepoints)
            if missing:
                raise CannotPrint(what, missing)
        return self._compile(template, what, data, fonts)

    def book_pdf(self, book: Book) -> bytes:
        """The whole handbook: title page, contents with page numbers, one chapter a page of the site."""
        check_book_glyphs(book, self._fonts.codepoints)
        return self._compile("book", "全书", _json(book_data(book)), self._fonts)

    def _paper(self, paper: Paper, *, size: PaperSize, large: bool, solution: bool) -> bytes:
        paper = self._legible(paper)
        data = _json(paper_data(paper, self._fonts.width_em, large=large, solution=solution))
        fonts = self._fonts_for([paper], data)
        choice = {"size": size, "large": _yes_or_no(large), "solution": _yes_or_no(solution)}
        choice |= _pictures(pictures_in(paper))
        return self._compile("paper", f"试卷 {paper.form_code} ", data, fonts, **choice)

    def composer(self, stock: PaperStock, *, large: bool = False) -> Composer:
        """What puts the papers of an exam together from pieces, which are set now."""

        def setter(data: dict[str, Any], letters: tuple[int, str]) -> SetPieces:
            pictures = (one for frozen in stock.questions.values() for one in pictures_of(frozen.question))
            drawn = {name: as_svg(stock.picture_of(name)) for name in dict.fromkeys(pictures)}
            small = stock.exam.printing > _LARGE_FORMS
            return self._set_pieces(data, letters, large=large, pictures=drawn, small=small)

        return Composer(stock, self._fonts, setter, large=large)

    def sheet_composer(self, templates: SheetTemplates) -> SheetComposer:
        """What puts the answer sheets of an exam together."""
        return SheetComposer(templates, self._fonts, self._set_words)

    def key_composer(self, title: str, reader: AnswerReader) -> KeyComposer:
        """What puts the compact keys of an exam together."""
        return KeyComposer(title, reader, self._fonts, self._set_words)

    def _set_words(self, data: dict[str, Any]) -> bytes:
        return self._compile("words", data["title"], _json(data), self._fonts)

    def _set_pieces(
        self,
        data: dict[str, Any],
        letters: tuple[int, str],
        *,
        large: bool,
        pictures: Mapping[str, str],
        small: bool,
    ) -> SetPieces:
        faces = _json({"song": self._fonts.song, "hei": self._fonts.hei})
        compiler = typst.Compiler(
            input=_TEMPLATES / "pieces.typ",
            root=_TEMPLATES,
            font_paths=self._fonts.fonts,
            ignore_system_fonts=True,
            sys_inputs={
                "faces": faces,
                "data": _json(data),
                "large": _yes_or_no(large),
                **_pictures(pictures),
            },
        )
        pdf = _pdf("试卷的各部分", lambda: compiler.compile(format="pdf", **_ALIKE))
        lines, (measures,) = (
            json.loads(compiler.query(f"<{one}>", field="value")) for one in ("line", "measures")
        )
        return read_pieces(pdf, lines, measures, letters, small=small)

    def _legible(self, paper: Paper) -> Paper:
        """The paper as it can be printed: what has to be written by hand is empty, and is spoken of."""
        person = None if paper.candidate is None else self.names.legible(paper.candidate)
        if person is paper.candidate:
            return paper
        told = check_printed(paper.terms)
        notices = tuple(notice.replace(told, f"{told}，空着的请手写") for notice in paper.notices)
        return replace(paper, candidate=person, notices=notices)

    def _fonts_for(self, papers: Sequence[Paper], data: str) -> FontSet:
        """The fonts that print these papers; more than those of every paper only for a name."""
        if all_printable(data, self._fonts.codepoints):
            return self._fonts
        for paper in papers:
            check_glyphs(paper, self._fonts.codepoints)
        return self.names.set_for(words_of(paper.candidate for paper in papers))

    def _compiler(self, template: str, fonts: FontSet) -> typst.Compiler:
        """One compiler a template and set of fonts, made when it is first asked for."""
        which = template, fonts.song
        if which not in self._compilers:
            self._compilers[which] = typst.Compiler(
                input=_TEMPLATES / f"{template}.typ",
                root=_TEMPLATES,
                font_paths=fonts.fonts,
                ignore_system_fonts=True,
            )
        return self._compilers[which]

    def _compile(self, template: str, what: str, data: str, fonts: FontSet, **options: str) -> bytes:
        faces = _json({"song": fonts.song, "hei": fonts.hei})
        inputs = {"faces": faces, "data": data, **options}
        compiler = self._compiler(template, fonts)
        return _pdf(what, lambda: compiler.compile(format="pdf", sys_inputs=inputs, **_ALIKE))


def _pdf(what: str, made: Callable[[], object]) -> bytes:
    """What Typst makes; ``what`` names it in messages."""
    try:
        pdf = made()
    except typst.TypstError as error:
        missing = _MISSING_GLYPH.search(error.message)
        if missing is not None:
            raise CannotPrint(what, missing["text"]) from error
        raise PrintFailed(what, error.message) from error
    if not isinstance(pdf, bytes):
        raise PrintFailed(what, "没有得到 PDF")
    return pdf


def _pictures(pictures: Mapping[str, str]) -> dict[str, str]:
    return {"pictures": _json(pictures)} if pictures else {}


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)


def _yes_or_no(choice: bool) -> str:  # noqa: FBT001 - the one thing it is about
    return "yes" if choice else "no"
