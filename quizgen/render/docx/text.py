"""Word documents at the level of runs: fonts for both scripts, page-number fields, fixed bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy
from functools import cache
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.pkgwriter import PackageWriter
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.run import Run
from lxml.etree import Comment

from quizgen.markup import Blank, Bold, Break, Formula, Inline, Plain, Sub, Sup
from quizgen.markup.formula import FormulaNode
from quizgen.markup.office_text import holdable
from quizgen.office.fixed import DOCUMENTS, packed
from quizgen.render.docx.formula import add_formula, without_loose_ends

SONG, HEI, LATIN = "宋体", "黑体", "Times New Roman"
BLANK_LINE = "＿" * 6
_FONTS, _EAST = qn("w:rFonts"), qn("w:eastAsia")
_LATIN_ATTRIBUTES = tuple(map(qn, ("w:ascii", "w:hAnsi", "w:cs")))
_THEME_ATTRIBUTES = tuple(map(qn, ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme")))
_STYLE_ID, _LOOKS = qn("w:styleId"), "looks"
_USED = {"Normal", "TableNormal", "TableGrid", "Header", "Footer"}
_TABS_AND_LINES = re.compile(r"([\t\r\n])")


def new_document(title: str, *, a3: bool, body_pt: float) -> Any:
    """An empty A4 portrait or A3 landscape document whose Normal style is Song of ``body_pt`` points."""
    document = deepcopy(_empty_package()).main_document_part.document
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(420), Mm(297)) if a3 else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if a3 else WD_ORIENT.PORTRAIT
    section.left_margin, section.right_margin = Mm(32), Mm(16)
    section.top_margin = section.bottom_margin = Mm(18)
    section.header_distance = section.footer_distance = Mm(9)
    _set_defaults(document)
    normal = document.styles["Normal"]
    normal.font.size = Pt(body_pt)
    set_fonts(normal.element.get_or_add_rPr(), SONG)
    normal.paragraph_format.space_after = Pt(2)
    normal.paragraph_format.line_spacing = 1.25
    properties = document.core_properties
    properties.title = title
    properties.author = properties.last_modified_by = "quizgen"
    properties.comments = ""
    properties.created = properties.modified = DOCUMENTS.saved
    properties.language = "zh-CN"
    return document


@cache
def _empty_package() -> Any:
    """What python-docx begins a document with: read once, copied for each, without the ``_table_looks``."""
    package = Document().part.package
    styles = package.main_document_part.document.styles.element
    for style in _looks_in(styles):
        styles.remove(style)
    styles.append(Comment(_LOOKS))
    return package


@cache
def _table_looks() -> bytes:
    """The hundred looks of tables with which python-docx ends a document's styles, as they are written.

    They are nine tenths of a document that uses none of them but ``Table Grid``: that one stays.
    """
    part = Document().part.package.main_document_part.part_related_by(RELATIONSHIP_TYPE.STYLES)
    first = next(iter(_looks_in(part.element)))
    first.addprevious(Comment(_LOOKS))
    written: bytes = part.blob
    looks = written.partition(f"<!--{_LOOKS}-->".encode())[2]
    return looks.removesuffix(b"</w:styles>")


def _looks_in(styles: Any) -> list[Any]:
    """Everything that comes after the last style that a document of ours may use."""
    last = max(at for at, one in enumerate(styles) if one.get(_STYLE_ID) in _USED)
    return list(styles)[last + 1 :]


def _set_defaults(document: Any) -> None:
    """Plain fonts and Chinese as the document's defaults, in place of the theme's."""
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    set_fonts(defaults, SONG)
    language = defaults.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        defaults.append(language)
    for attribute, value in (("w:val", "zh-CN"), ("w:eastAsia", "zh-CN"), ("w:bidi", "ar-SA")):
        language.set(qn(attribute), value)


def set_fonts(properties: Any, east: str, latin: str = LATIN) -> None:
    """Set the fonts of both scripts on run properties and remove the theme's fonts."""
    fonts = properties.find(_FONTS)
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for attribute in _LATIN_ATTRIBUTES:
        fonts.set(attribute, latin)
    fonts.set(_EAST, east)
    for attribute in _THEME_ATTRIBUTES:
        fonts.attrib.pop(attribute, None)


def add_text(
    paragraph: Any, text: str, *, east: str = SONG, size: float | None = None, bold: bool = False
) -> Any:
    """Append one run."""
    run = Run(deepcopy(_empty_run(east, size, bold=bold)), paragraph)
    paragraph._p.append(run._element)  # noqa: SLF001 - python-docx has no public way
    for piece in _TABS_AND_LINES.split(holdable(text)):  # given to add_run, each character is looked at alone
        if piece == "\t":
            run.add_tab()
        elif piece in {"\r", "\n"}:
            run.add_break()
        elif piece:
            run.add_text(piece)
    return run


@cache
def _empty_run(east: str, size: float | None, *, bold: bool) -> Any:
    """A run that says how it looks; there are few kinds, so that each is put together once and copied."""
    run = Run(OxmlElement("w:r"), None)  # type: ignore[arg-type]  # it is in no document
    set_fonts(run._element.get_or_add_rPr(), east)  # noqa: SLF001
    if size is not None:
        run.font.size = Pt(size)
    if bold:
        run.font.bold = True
    return run._element  # noqa: SLF001


def add_inline(
    paragraph: Any,
    pieces: Iterable[Inline],
    *,
    east: str = SONG,
    size: float | None = None,
    bold: bool = False,
) -> None:
    """Append inline text: plain, bold, scripts, formulas, blanks as lines to write on, line breaks."""
    for piece in pieces:
        match piece:
            case Plain(text):
                add_text(paragraph, text, east=east, size=size, bold=bold)
            case Bold(text):
                add_text(paragraph, text, east=HEI, size=size, bold=True)
            case Sub(text, strong):
                run = add_text(paragraph, text, east=HEI if strong else east, size=size, bold=bold or strong)
                run.font.subscript = True
            case Sup(text, strong):
                run = add_text(paragraph, text, east=HEI if strong else east, size=size, bold=bold or strong)
                run.font.superscript = True
            case Formula(node):
                put_formula(paragraph, node, size)
            case Blank():
                add_text(paragraph, BLANK_LINE, east=east, size=size)
            case Break():
                paragraph.add_run().add_break()


def put_formula(paragraph: Any, node: FormulaNode, size: float | None = None) -> None:
    """Append a formula in Word's own form, signs that join nothing at its ends as text."""
    before, core, after = without_loose_ends(node)
    if before:
        add_text(paragraph, before, size=size)
    if core is not None:
        add_formula(paragraph, core, size=size)
    if after:
        add_text(paragraph, after, size=size)


def add_field(paragraph: Any, code: str, size: float) -> None:
    """Append a field such as PAGE or NUMPAGES, with 1 as the value shown until it is updated."""
    for step in ("begin", "code", "separate", "value", "end"):
        run = add_text(paragraph, "1" if step == "value" else "", size=size)
        if step == "code":
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = f" {code} "
            run._element.append(element)  # noqa: SLF001
        elif step != "value":
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), step)
            run._element.append(element)  # noqa: SLF001


def document_bytes(document: Any) -> bytes:
    """The document as a file; the same document gives the same bytes at any time."""
    package, loose = document.part.package, _Loose()
    write: Any = PackageWriter  # saving would pack the parts as well, for nothing
    for part in package.parts:
        part.before_marshal()
    write._write_content_types_stream(loose, package.parts)  # noqa: SLF001 - python-docx has no public way
    write._write_pkg_rels(loose, package.rels)  # noqa: SLF001
    write._write_parts(loose, package.parts)  # noqa: SLF001
    return packed(loose.parts, DOCUMENTS)


class _Loose:
    """Takes the parts of a package as python-docx writes them, one by one."""

    def __init__(self) -> None:
        self.parts: list[tuple[str, bytes]] = []

    def write(self, place: PackURI, data: bytes) -> None:
        if place.membername == "word/styles.xml":
            data = data.replace(f"<!--{_LOOKS}-->".encode(), _table_looks())
        self.parts.append((place.membername, data))
