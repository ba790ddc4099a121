"""A composed paper printed as an editable Word document, with or without its answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from docx.enum.section import WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from quizgen.markup import Inline, inline_text
from quizgen.model.question import Kind
from quizgen.render.docx_seal import seal_run
from quizgen.render.docx_text import (
    HEI,
    KAI,
    add_field,
    add_inline,
    add_text,
    document_bytes,
    new_document,
)
from quizgen.render.paper import Paper, PaperItem, PaperOption, PaperSection

Size = Literal["a4", "a3"]

_BODY_PT, _LARGE_PT = 10.5, 16.0
_COLUMN_WIDTH_MM = {"a4": 162.0, "a3": 177.0}
_MM_PER_PT = 25.4 / 72
_BRACKETED = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.TRUE_FALSE})
_LINES_PER_SCORING_POINT = 2
_ANSWER_LINE_MM = 8.0
_HARD_SPACE = "\u00a0"  # a bracket must not break over two lines
_FIRST_WIDE = "\u2e80"
_NARROW = "iljtf.,;:!|'()[]"


def paper_docx(paper: Paper, *, size: Size = "a4", large: bool = False, solution: bool = False) -> bytes:
    """The paper as ``.docx``; with ``solution`` every question is followed by its answer.

    ``large`` prints the body at 16 points. The same paper gives the same bytes.
    """
    return document_bytes(_Printer(paper, size=size, large=large, solution=solution).print())


class _Printer:
    """Walks one paper into one document."""

    def __init__(self, paper: Paper, *, size: Size, large: bool, solution: bool) -> None:
        self._paper = paper
        self._solution = solution
        self._a3 = size == "a3"
        self._pt = _LARGE_PT if large else _BODY_PT
        self._width_mm = _COLUMN_WIDTH_MM[size]
        title = f"{paper.title}{'（参考答案）' if solution else ''}"
        self._document = new_document(title, a3=self._a3, body_pt=self._pt)

    def print(self) -> Any:
        self._edges()
        self._head()
        if self._a3:
            self._two_columns()
        for section in self._paper.sections:
            self._section(section)
        return self._document

    def _edges(self) -> None:
        """Header with the 密封线 on odd pages, footer with form code and page numbers on all."""
        self._document.settings.odd_and_even_pages_header_footer = True
        section = self._document.sections[0]
        if not self._solution:
            height = section.page_height.mm
            section.header.paragraphs[0]._p.append(  # noqa: SLF001 - a drawing has no public way in
                seal_run(self._paper.candidate, page_height_mm=height)
            )
        for footer in (section.footer, section.even_page_footer):
            paragraph = footer.paragraphs[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            add_text(paragraph, f"试卷编号：{self._form_code()}　　第 ", size=9)
            add_field(paragraph, "PAGE", 9)
            add_text(paragraph, " 页　共 ", size=9)
            add_field(paragraph, "NUMPAGES", 9)
            add_text(paragraph, " 页", size=9)

    def _form_code(self) -> str:
        return f"{self._paper.form_code}（备用卷）" if self._paper.spare else self._paper.form_code

    def _head(self) -> None:
        paper = self._paper
        title = self._paragraph(centre=True)
        add_text(title, paper.title, size=self._pt * 1.9, bold=True)
        if self._solution:
            add_text(self._paragraph(centre=True), "参考答案与解析", east=HEI, size=self._pt * 1.3)
        subtitle = self._paragraph(centre=True)
        add_text(subtitle, f"{paper.subtitle}　试卷编号：{self._form_code()}")
        if self._solution:
            return
        add_text(self._paragraph(), "注意事项", east=HEI)
        for index, notice in enumerate(paper.notices, 1):
            line = self._paragraph(indent=2)
            add_text(line, f"{index}. {notice}")
        self._score_table()

    def _score_table(self) -> None:
        sections = self._paper.sections
        rows = (
            ["题号", *(section.ordinal for section in sections), "总分"],
            ["得分", *("" for _ in sections), ""],
            ["评卷人", *("" for _ in sections), ""],
        )
        table = self._document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        _set_widths(table, [max(18.0, self._pt * 3.8 * _MM_PER_PT), *[18.0] * (len(rows[0]) - 1)])
        for row, texts in zip(table.rows, rows, strict=True):
            row.height = Mm(8)
            for cell, text in zip(row.cells, texts, strict=True):
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
                add_text(cell.paragraphs[0], text)
        self._paragraph()

    def _two_columns(self) -> None:
        section = self._document.add_section(WD_SECTION.CONTINUOUS)
        columns = section._sectPr.xpath("./w:cols")[0]  # noqa: SLF001 - columns have no public way
        columns.set(qn("w:num"), "2")
        columns.set(qn("w:space"), str(round(18 / 25.4 * 1440)))

    def _section(self, section: PaperSection) -> None:
        if self._solution:
            heading = self._paragraph(keep_with_next=True)
            heading.paragraph_format.space_before = Pt(8)
            add_text(heading, section.heading, east=HEI, size=self._pt * 1.1)
        else:
            self._boxed_heading(section)
        for item in section.items:
            self._item(item)

    def _boxed_heading(self, section: PaperSection) -> None:
        """The heading beside a small box for 得分 and 评卷人."""
        table = self._document.add_table(rows=2, cols=3)
        _set_widths(table, [15, 15, self._width_mm - 32])
        for row in table.rows:
            _keep_row_whole(row)
        for cell, text in zip(table.rows[0].cells[:2], ("得分", "评卷人"), strict=True):
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
            add_text(cell.paragraphs[0], text, size=9)
        for row in table.rows:
            for cell in row.cells[:2]:
                _box_cell(cell)
                cell.paragraphs[0].paragraph_format.keep_with_next = True
        merged = table.cell(0, 2).merge(table.cell(1, 2))
        merged.paragraphs[0].paragraph_format.keep_with_next = True
        add_text(merged.paragraphs[0], section.heading, east=HEI, size=self._pt * 1.1)

    def _item(self, item: PaperItem, level: int = 0) -> None:
        stem = self._paragraph(hanging=True, level=level)
        add_text(stem, f"{item.label}\t" if level == 0 else item.label)
        add_inline(stem, item.stem)
        if item.kind in _BRACKETED:
            inside = f"{_HARD_SPACE}{item.answer.text}{_HARD_SPACE}" if self._solution else _HARD_SPACE * 6
            add_text(stem, f"（{inside}）")
        elif item.kind in {Kind.SHORT, Kind.CASE} and (level or item.kind is not Kind.CASE):
            add_text(stem, f"（{item.points}分）")
        written = [stem, *self._options(item.options, level)]
        if item.kind is Kind.SHORT and not self._solution:
            written += self._answer_lines(max(1, len(item.answer.scoring)), level)
        if self._solution:
            written += self._answer(item, level)
        for paragraph in written[:-1]:
            paragraph.paragraph_format.keep_with_next = True
        for part in item.parts:
            self._item(part, level + 1)

    def _options(self, options: Sequence[PaperOption], level: int) -> list[Any]:
        if not options:
            return []
        width_pt = self._width_mm / _MM_PER_PT - self._pt * 2 * (level + 1)
        widest = max(self._text_width_pt(option.text) for option in options) + self._pt * 2.5
        columns = next((count for count in (4, 2) if widest <= width_pt / count), 1)
        paragraphs = []
        for start in range(0, len(options), columns):
            line = self._paragraph(level=level + 1, hanging=columns == 1)
            for position, option in enumerate(options[start : start + columns]):
                if position:
                    add_text(line, "\t")
                    line.paragraph_format.tab_stops.add_tab_stop(
                        Pt(self._pt * 2 * (level + 1) + position * width_pt / columns)
                    )
                add_text(line, f"{option.letter}. ")
                add_inline(line, option.text)
            paragraphs.append(line)
        return paragraphs

    def _text_width_pt(self, pieces: tuple[Inline, ...]) -> float:
        text = inline_text(pieces)
        ems = sum(1.0 if c >= _FIRST_WIDE or c in "“”‘’…—" else 0.3 if c in _NARROW else 0.55 for c in text)
        return ems * self._pt

    def _answer_lines(self, scoring_points: int, level: int) -> list[Any]:
        paragraphs = []
        for _ in range(scoring_points * _LINES_PER_SCORING_POINT):
            line = self._paragraph(level=level)
            line.paragraph_format.line_spacing = Mm(_ANSWER_LINE_MM)
            _underline_paragraph(line)
            paragraphs.append(line)
        return paragraphs

    def _answer(self, item: PaperItem, level: int) -> list[Any]:
        paragraphs = []
        if item.answer.text:
            line = self._answer_paragraph("答案：", level)
            add_text(line, item.answer.text, bold=True)
            paragraphs.append(line)
        for index, (point, points) in enumerate(item.answer.scoring, 1):
            line = self._answer_paragraph("采分点：" if index == 1 else "　　　　", level)
            add_text(line, f"（{index}）{point}（{points}分）", east=KAI)
            paragraphs.append(line)
        if item.answer.explain:
            line = self._answer_paragraph("解析：", level)
            add_inline(line, item.answer.explain, east=KAI)
            paragraphs.append(line)
        if item.answer.sources:
            line = self._answer_paragraph("出处：", level)
            add_text(line, "；".join(item.answer.sources), east=KAI, size=self._pt * 0.86)
            paragraphs.append(line)
        return paragraphs

    def _answer_paragraph(self, head: str, level: int) -> Any:
        line = self._paragraph(level=level + 1)
        add_text(line, head, east=HEI)
        return line

    def _paragraph(
        self,
        *,
        centre: bool = False,
        indent: float = 0,
        level: int = 0,
        hanging: bool = False,
        keep_with_next: bool = False,
    ) -> Any:
        paragraph = self._document.add_paragraph()
        layout = paragraph.paragraph_format
        layout.keep_together = True
        layout.widow_control = True
        layout.keep_with_next = keep_with_next or None
        if centre:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        left = self._pt * (indent + 2 * level + (2 if hanging else 0))
        if left:
            layout.left_indent = Pt(left)
        if hanging:
            layout.first_line_indent = Pt(-self._pt * 2)
        return paragraph


def _set_widths(table: Any, widths_mm: Sequence[float]) -> None:
    """Fixed column widths, said to the grid for Word, to every cell for the others."""
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths_mm, strict=True):
            cell.width = Mm(width)


def _keep_row_whole(row: Any) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - no public way
    properties.append(OxmlElement("w:cantSplit"))


def _box_cell(cell: Any) -> None:
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right")
    )
    cell._tc.get_or_add_tcPr().append(  # noqa: SLF001 - no public way
        parse_xml(f"<w:tcBorders {nsdecls('w')}>{edges}</w:tcBorders>")
    )


def _underline_paragraph(paragraph: Any) -> None:
    border = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="4" w:space="1" w:color="808080"/>'
        f'<w:between w:val="single" w:sz="4" w:space="1" w:color="808080"/></w:pBdr>'
    )
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - no public way
    properties.insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
