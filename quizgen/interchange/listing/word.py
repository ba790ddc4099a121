"""A bank as a Word document: the same list, with real subscripts, pictures and tables."""

from __future__ import annotations

import io
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any, assert_never

import docx
import docx.text.paragraph
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.run import Run

from quizgen.files.pictures import Picture, PictureKind, as_png, look_at
from quizgen.interchange.draft import DraftPicture
from quizgen.interchange.formats import BankToWrite, WrittenBank
from quizgen.interchange.listing.lines import LineKind, ListLine, QuestionList, question_list
from quizgen.interchange.listing.readback import list_unlike
from quizgen.interchange.rich.html_out import without_unfit
from quizgen.interchange.rich.pictures_in import picture_kind
from quizgen.markup import Blank, Bold, Break, Formula, Plain, Sub, Sup, parse
from quizgen.markup.formula import FormulaNode
from quizgen.markup.office_text import escaped
from quizgen.markup.picture_size import shown_size
from quizgen.office.document import Document, DocumentBlock, DocumentPicture, Grid, Paragraph, TextRun
from quizgen.office.fixed import DOCUMENTS, without_clock

_SONG, _HEI = "宋体", "黑体"
_BODY_PT, _HEAD_PT, _TITLE_PT = 10.5, 12.0, 16.0
_MARGIN_MM, _LINE = 25, 1.25
_RULED_PT = 26
_INDENT_MM = 7
"""Options stand a little to the right of their stem."""


@dataclass(frozen=True, slots=True)
class WordPrinter:
    """What the printer of papers can put into a document: formulas, drawings (SVG) as dots (PNG)."""

    formula: Callable[[Any, FormulaNode], None]
    drawn: Callable[[Picture], bytes]


def write_word(bank: BankToWrite, printer: WordPrinter | None = None) -> WrittenBank:
    """The list as ``.docx``; equal banks give equal bytes.

    Without a ``printer`` formulas are text as the bank writes them, drawings a line of words.
    """
    made = question_list(bank)
    document = _document()
    for line in made.lines:
        _ListWriter(document, printer).put(line)
    document.core_properties.author = "quizgen"
    document.core_properties.title = escaped(without_unfit(bank.title))
    out = io.BytesIO()
    document.save(out)
    remarks = (
        *made.remarks,
        *list_unlike(bank, made, _as_read(made, printer), words_only=False),
    )
    return WrittenBank(without_clock(out.getvalue(), DOCUMENTS), made.written, remarks)


def _as_read(made: QuestionList, printer: WordPrinter | None) -> Document:
    """The list as the reader of Word documents gives it."""
    return Document("", tuple(_block(line, drawings=printer is not None) for line in made.lines))


def _block(line: ListLine, *, drawings: bool) -> DocumentBlock:
    match line.kind:
        case LineKind.TABLE:
            return Grid(tuple(tuple((Paragraph((TextRun(cell),)),) for cell in row) for row in line.table))
        case LineKind.PICTURE if line.picture is not None and (drawings or not _is_drawing(line.picture)):
            return DocumentPicture(line.picture.content, alt=line.picture.alt)
        case LineKind.PICTURE:
            return Paragraph((TextRun(f"［图：{line.text or '没有说明'}］"),))
        case _:
            pieces = without_unfit(line.text).split("**")
            runs = (TextRun(piece, marked=bool(at % 2)) for at, piece in enumerate(pieces) if piece)
            return Paragraph((*(TextRun(line.label) for _ in line.label[:1]), *runs))


def _is_drawing(picture: DraftPicture) -> bool:
    return picture_kind(picture.content) is PictureKind.SVG


def _document() -> Any:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN_MM)
    style = document.styles["Normal"]
    style.font.size = Pt(_BODY_PT)
    _set_fonts(style.element.get_or_add_rPr(), style.font, _SONG)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = _LINE
    return document


def _set_fonts(properties: Any, font: Any, east: str) -> None:
    font.name = "Times New Roman"
    fonts = properties.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), east)


def _paragraph(document: Any) -> Any:
    """A new paragraph at the end; python-docx would look through all there are for the place."""
    made: Any = OxmlElement("w:p")
    document.element.body[-1].addprevious(made)  # the last is what says of the page
    return docx.text.paragraph.Paragraph(made, document)


def _run(paragraph: Any, text: str, *, east: str = _SONG, size: float | None = None) -> Any:
    run = paragraph.add_run(escaped(without_unfit(text)))
    run._r.insert(0, deepcopy(_look(east, size)))  # noqa: SLF001 - python-docx has no other way
    return run


@cache
def _look(east: str, size: float | None) -> Any:
    """How a run looks; there are few looks, so that each is put together once and copied."""
    run = Run(OxmlElement("w:r"), None)  # type: ignore[arg-type]  # it is in no document
    properties = run._r.get_or_add_rPr()  # noqa: SLF001 - as above
    _set_fonts(properties, run.font, east)
    if size is not None:
        run.font.size = Pt(size)
    return properties


def _ruled(paragraph: Any) -> None:
    """A line to be written on: an empty paragraph with a rule below it."""
    paragraph.paragraph_format.line_spacing = Pt(_RULED_PT)
    borders = paragraph._p.get_or_add_pPr().makeelement(qn("w:pBdr"), {})  # noqa: SLF001 - as above
    for side in ("bottom", "between"):
        rule = borders.makeelement(qn(f"w:{side}"), {})
        for name, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "808080")):
            rule.set(qn(f"w:{name}"), value)
        borders.append(rule)
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001 - as above
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


class _ListWriter:
    def __init__(self, document: Any, printer: WordPrinter | None) -> None:
        self._document, self._printer = document, printer

    def put(self, line: ListLine) -> None:
        """Append a line."""
        document = self._document
        match line.kind:
            case LineKind.TITLE:
                paragraph = _paragraph(document)
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                _run(paragraph, line.text, east=_HEI, size=_TITLE_PT)
            case LineKind.HEADING:
                paragraph = _paragraph(document)
                paragraph.paragraph_format.keep_with_next = True
                _run(paragraph, line.text, east=_HEI, size=_HEAD_PT)
            case LineKind.GAP:
                _paragraph(document)
            case LineKind.PICTURE:
                self._picture(line.picture)
            case LineKind.TABLE:
                self._table(line.table)
            case LineKind.ROOM:
                _ruled(_paragraph(document))
            case LineKind.STEM | LineKind.TEXT | LineKind.ITEM | LineKind.FIELD:
                self._line(_paragraph(document), line)
            case unknown:
                assert_never(unknown)

    def _line(self, paragraph: Any, line: ListLine) -> None:
        """A question stays on one page as far as its key, an option stands to the right of its stem."""
        field = line.kind is LineKind.FIELD
        if line.kind is LineKind.ITEM:
            paragraph.paragraph_format.left_indent = Mm(_INDENT_MM)
        paragraph.paragraph_format.keep_with_next = None if field else True
        if line.label:
            _run(paragraph, line.label, east=_HEI if field else _SONG)
        self._inline(paragraph, line.text)

    def _inline(self, paragraph: Any, text: str) -> None:
        for piece in parse(text):
            match piece:
                case Plain(words):
                    _run(paragraph, words)
                case Bold(words):
                    _run(paragraph, words).bold = True
                case Sub(words):
                    _run(paragraph, words).font.subscript = True
                case Sup(words):
                    _run(paragraph, words).font.superscript = True
                case Formula(node, _) if self._printer is not None:
                    self._printer.formula(paragraph, node)
                case Formula(_, source):
                    _run(paragraph, f"${source}$")
                case Blank():
                    _run(paragraph, "____")
                case Break():
                    paragraph.add_run().add_break()
                case unknown:
                    assert_never(unknown)

    def _picture(self, picture: DraftPicture | None) -> None:
        """A picture in a paragraph of its own; a drawing as dots, for Word shows few of them."""
        if picture is None:
            return
        kind = picture_kind(picture.content)
        if _is_drawing(picture) and self._printer is None:
            _run(_paragraph(self._document), f"［图：{picture.alt or '没有说明'}］")
            return
        looked = look_at(picture.content, kind, "")
        width = None if picture.width_mm is None else f"{picture.width_mm}mm"
        across, _ = shown_size(looked.width, looked.height, width)
        content = self._dots(looked)
        shape = _paragraph(self._document).add_run().add_picture(io.BytesIO(content), width=Mm(across))
        shape._inline.docPr.set("descr", escaped(without_unfit(picture.alt)))  # noqa: SLF001 - as above

    def _dots(self, picture: Picture) -> bytes:
        match picture.kind:
            case PictureKind.SVG if self._printer is not None:
                return self._printer.drawn(picture)
            case PictureKind.JPEG:
                return as_png(picture)
            case _:
                return picture.data

    def _table(self, rows: tuple[tuple[str, ...], ...]) -> None:
        table = self._document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                self._inline(cell.paragraphs[0], text)
