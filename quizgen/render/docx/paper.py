"""A composed paper printed as an editable Word document, with or without its answers."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from functools import cache
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from quizgen.markup import Blank, Break, Formula, Plain, Sub, Sup, inline_text, parse
from quizgen.model.kinds import BRACKETED, BUBBLED
from quizgen.render.docx.below import add_picture, add_small_table
from quizgen.render.docx.line_end import BRACKET, BRACKET_ROOM, LineEnd
from quizgen.render.docx.matched import matched_table
from quizgen.render.docx.page import add_edges, set_page
from quizgen.render.docx.pictured import pictured_table
from quizgen.render.docx.shape import (
    bar_left,
    boxed,
    flush_left,
    grey_line_below,
    keep_row_whole,
    set_widths,
)
from quizgen.render.docx.size import (
    COLUMN_MM,
    LARGE,
    MM_PER_PT,
    NORMAL,
    OPTION_GAP_EM,
    PART_LABEL_EM,
    Sizes,
    width_em,
)
from quizgen.render.docx.squares import GAP_MM, add_squares
from quizgen.render.docx.text import BLANK_LINE, HEI, add_inline, add_text, document_bytes, new_document
from quizgen.render.paper.composed import Paper, PaperAnswer, PaperItem, PaperOption, PaperSection, PaperSize
from quizgen.render.paper.pictured import are_pictured

_LABEL_EM = 2.0
_QUESTION_GAP_EM, _PART_GAP_EM = 0.23, 0.1
"""What comes between questions on top of the distance of lines."""
_FIRST_LINES, _LAST_LINES = 3, 2
"""How many writing lines stay with the stem, and how many stay together at the end."""
_TABLE_GAP_MM = 1.5


def paper_docx(paper: Paper, *, size: PaperSize = "a4", large: bool = False, solution: bool = False) -> bytes:
    """The paper as ``.docx``; with ``solution`` every question is followed by its answer.

    ``large`` prints the body at 16 points. The same paper gives the same bytes.
    """
    return document_bytes(_Printer(paper, size=size, large=large, solution=solution).print())


class _Printer:
    """Walks one paper into one document."""

    def __init__(self, paper: Paper, *, size: PaperSize, large: bool, solution: bool) -> None:
        self._paper = paper
        self._solution = solution
        self._folded = size == "a3"
        self._sizes = LARGE if large else NORMAL
        self._column_em = COLUMN_MM / MM_PER_PT / self._sizes.body
        title = f"{paper.title}{'（参考答案）' if solution else ''}"
        self._document = new_document(title, a3=self._folded, body_pt=self._sizes.body)

    def print(self) -> Any:
        set_page(self._document, self._sizes, folded=self._folded)
        add_edges(self._document, self._paper, self._sizes, folded=self._folded, solution=self._solution)
        self._head()
        for section in self._paper.sections:
            self._section(section)
        return self._document

    def _head(self) -> None:
        paper, sizes = self._paper, self._sizes
        code = self._paragraph(line_pt=sizes.note_line_pt)
        add_text(code, f"试卷编号：{paper.form_code}", size=sizes.note)
        if paper.spare:
            code.paragraph_format.tab_stops.add_tab_stop(Mm(COLUMN_MM), WD_TAB_ALIGNMENT.RIGHT)
            add_text(code, "\t")
            boxed(add_text(code, "备用卷", east=HEI, size=sizes.note))
        title = self._paragraph(centre=True, before_mm=2.5, line_pt=sizes.title * 1.5)
        add_text(title, paper.title, size=sizes.title, bold=True)
        if self._solution:
            under = self._paragraph(centre=True, before_mm=1.5, line_pt=sizes.head * 1.5)
            add_text(under, "参考答案和解析", east=HEI, size=sizes.head)
        add_text(self._paragraph(centre=True, before_mm=1.5), paper.subtitle)
        if self._solution:
            return
        add_text(
            self._paragraph(before_mm=2, line_pt=sizes.note_line_pt), "注意事项", east=HEI, size=sizes.note
        )
        for index, notice in enumerate(paper.notices, 1):
            line = self._paragraph(line_pt=sizes.note_line_pt)
            line.paragraph_format.left_indent = Pt(sizes.note * 1.4)
            line.paragraph_format.first_line_indent = Pt(-sizes.note * 1.4)
            add_text(line, f"{index}.\t{notice}", size=sizes.note)
        self._spacer(2.5)
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
        wide = 11 if len(sections) > 8 else 15  # noqa: PLR2004 - as paper.typ has it
        set_widths(table, [17, *[wide] * len(sections), 17])
        for row, texts in zip(table.rows, rows, strict=True):
            row.height, row.height_rule = Mm(7.5), WD_ROW_HEIGHT_RULE.EXACTLY
            for cell, text in zip(row.cells, texts, strict=True):
                _fill(cell, text, self._sizes.table)

    def _section(self, section: PaperSection) -> None:
        if self._solution:
            heading = self._paragraph(before_mm=4, line_pt=self._sizes.head * 1.4)
            heading.paragraph_format.keep_with_next = True
            heading.paragraph_format.space_after = Mm(1.5)
            self._heading(heading, section)
        else:
            self._spacer(4.5, keep=True)
            self._boxed_heading(section)
        for index, item in enumerate(section.items):
            self._item(item, first=index == 0)

    def _heading(self, paragraph: Any, section: PaperSection) -> None:
        add_text(paragraph, f"{section.ordinal}、{section.title}", east=HEI, size=self._sizes.head)
        add_text(paragraph, section.note)

    def _boxed_heading(self, section: PaperSection) -> None:
        """The heading beside a small box for 得分 and 评卷人."""
        body = self._document._body  # noqa: SLF001 - python-docx has no public way to put in a table that is there
        table = body._element._insert_tbl(deepcopy(_box(self._sizes, folded=self._folded)))  # noqa: SLF001
        self._heading(Paragraph(table.tr_lst[0].tc_lst[-1].p_lst[0], body), section)

    def _item(self, item: PaperItem, *, first: bool = False, part: bool = False) -> None:
        indent = _LABEL_EM + (PART_LABEL_EM if part else 0)
        stem = self._stem(item, indent, part=part)
        if first and not self._solution:
            stem.paragraph_format.space_before = Mm(2.5)
        together = [stem, *self._below(item)]
        together += self._lettered(item, indent)
        if item.places:
            together.append(self._places(item, indent))
        if item.lines and not self._solution:
            lines = self._answer_lines(item.lines, indent)
            whole = len(lines) <= _FIRST_LINES + _LAST_LINES
            together += lines if whole else lines[:_FIRST_LINES]
            for line in lines[-_LAST_LINES:-1]:
                line.paragraph_format.keep_with_next = True
        goes_on = bool(item.parts or item.grid) or self._solution
        for paragraph in together if goes_on else together[:-1]:
            paragraph.paragraph_format.keep_with_next = True
        if item.grid and not self._solution:
            self._spacer(GAP_MM, keep=True)
            add_squares(self._document, item.grid)
        for part_item in item.parts:
            self._item(part_item, part=True)
        if self._solution:
            self._answer(item.answer, indent, with_answer=item.kind not in BUBBLED)

    def _below(self, item: PaperItem) -> list[Any]:
        """The picture and the table below a stem."""
        picture = item.picture.enlarged() if item.picture and self._sizes is LARGE else item.picture
        found = [] if picture is None else [add_picture(self._paragraph(), picture)]
        if item.table:
            self._spacer(_TABLE_GAP_MM, keep=True)
            found += add_small_table(self._document, item.table, self._sizes)
            self._spacer(_TABLE_GAP_MM, keep=True)
        return found

    def _stem(self, item: PaperItem, indent: float, *, part: bool) -> Any:
        body = self._sizes.body
        hang = PART_LABEL_EM if part else _LABEL_EM
        gap = (_PART_GAP_EM if part else _QUESTION_GAP_EM) * body
        stem = self._paragraph(indent=indent, hang=hang, before_mm=gap * MM_PER_PT)
        add_text(stem, item.label if part else f"{item.label}\t")
        if self._solution and item.answer.blanks:
            self._filled(stem, item)
        else:
            add_inline(stem, item.stem)
        end = LineEnd(self._column_em - indent, inline_text(item.stem, BLANK_LINE))
        if part:
            points = f"（{item.points}分）"
            end.make_room(stem, points)
            add_text(stem, points)
        if item.kind in BRACKETED:
            words = f"（\u00a0{item.answer.text}\u00a0）" if self._solution else BRACKET
            end.make_room(stem, BRACKET_ROOM)
            stem.paragraph_format.tab_stops.add_tab_stop(Mm(COLUMN_MM), WD_TAB_ALIGNMENT.RIGHT)
            add_text(stem, f"\t{words}", bold=self._solution)
        elif not any(isinstance(piece, Break) for piece in item.stem):
            stem.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        return stem

    def _filled(self, stem: Any, item: PaperItem) -> None:
        """The stem with its answers on the blanks."""
        answers = (piece for answer in item.answer.blanks for piece in parse(answer))
        if any(isinstance(piece, Sub | Sup | Formula) for piece in (*item.stem, *answers)):
            self._filled_rich(stem, item)
            return
        pieces = inline_text(item.stem, "\0").split("\0")
        for index, text in enumerate(pieces):
            add_text(stem, text)
            if index < len(pieces) - 1:
                answer = item.answer.blanks[index] if index < len(item.answer.blanks) else BLANK_LINE
                add_text(stem, f"\u00a0{answer}\u00a0", east=HEI).font.underline = True

    def _filled_rich(self, stem: Any, item: PaperItem) -> None:
        answers = iter(item.answer.blanks)
        for piece in item.stem:
            if isinstance(piece, Blank):
                before = len(stem.runs)
                answer = Plain("\u00a0"), *parse(next(answers, BLANK_LINE)), Plain("\u00a0")
                add_inline(stem, answer, east=HEI)
                for run in stem.runs[before:]:
                    run.font.underline = True
            else:
                add_inline(stem, (piece,))

    def _lettered(self, item: PaperItem, indent: float) -> list[Any]:
        """What is matched or chosen from, beside each other as it fits."""
        solution = self._solution
        if item.lefts:
            return matched_table(self._document, item, self._sizes, indent, solution=solution)
        if are_pictured(item.options):
            return pictured_table(self._document, item.options, self._sizes, indent, solution=solution)
        return self._options(item.options, indent)

    def _options(self, options: Sequence[PaperOption], indent: float) -> list[Any]:
        if not options:
            return []
        room = self._column_em - indent
        widest = max(width_em(inline_text(option.text)) for option in options) + OPTION_GAP_EM
        columns = next((count for count in (4, 2) if widest <= room / count), 1)
        paragraphs = []
        for start in range(0, len(options), columns):
            line = self._paragraph(indent=indent + (1.4 if columns == 1 else 0), hang=1.4 * (columns == 1))
            for position, option in enumerate(options[start : start + columns]):
                if position:
                    add_text(line, "\t")
                    at = Pt(self._sizes.body * (indent + position * room / columns))
                    line.paragraph_format.tab_stops.add_tab_stop(at)
                right = self._solution and option.correct
                add_text(line, f"{option.letter}. ", bold=right)
                add_inline(line, option.text, bold=right)
            paragraphs.append(line)
        return paragraphs

    def _places(self, item: PaperItem, indent: float) -> Any:
        """A bracket for every place of the order; those that need a second line stand below the first."""
        caption = "正确次序："
        line = self._paragraph(indent=indent + len(caption), hang=len(caption))
        add_text(line, caption)
        letters = item.answer.text if self._solution else " " * item.places
        for at, letter in enumerate(letters):
            add_text(line, "→" if at else "")
            words = f"（\u00a0{letter}\u00a0）" if self._solution else BRACKET
            add_text(line, words, bold=self._solution)
        return line

    def _answer_lines(self, count: int, indent: float) -> list[Any]:
        """Ruled lines to write on; two neighbours never look alike, or Word would rule only the last."""
        lines = []
        for index in range(count):
            line = self._paragraph(indent=indent, line_pt=self._sizes.writing_mm / MM_PER_PT)
            grey_line_below(line, darker=index % 2 == 1)
            lines.append(line)
        return lines

    def _answer(self, answer: PaperAnswer, indent: float, *, with_answer: bool) -> None:
        """Answer, scoring points, explanation, sources, as the PDF has them."""
        if with_answer and answer.text:
            add_inline(self._note(indent, "答案"), parse(answer.text), size=self._sizes.note)
        if answer.scoring:
            line = self._note(indent, "采分点")
            for number, (point, worth) in enumerate(answer.scoring, 1):
                add_text(line, f"（{number}）", size=self._sizes.note)
                add_inline(line, parse(point), size=self._sizes.note)
                add_text(line, f"（{worth}分）", size=self._sizes.note)
        if answer.bands:
            self._note(indent, "档次")
        for band in answer.bands:
            line = self._note(indent, "")
            add_text(line, f"{band.name}（{band.points}）", east=HEI, size=self._sizes.note)
            add_inline(line, parse(band.text), size=self._sizes.note)
        if answer.explain:
            add_inline(self._note(indent, "解析"), answer.explain, size=self._sizes.note)
        if answer.sources:
            add_text(self._note(indent, "出处"), "；".join(answer.sources), size=self._sizes.note)

    def _note(self, indent: float, tag: str) -> Any:
        line = self._paragraph(indent=indent + 0.7, line_pt=self._sizes.note_line_pt)
        line.paragraph_format.keep_together = False
        bar_left(line)
        if tag:
            add_text(line, f"【{tag}】", east=HEI, size=self._sizes.note)
        return line

    def _spacer(self, height_mm: float, *, keep: bool = False) -> None:
        """An empty line of this height."""
        line = self._paragraph(line_pt=height_mm / MM_PER_PT)
        line.paragraph_format.keep_with_next = keep or None

    def _paragraph(
        self,
        *,
        centre: bool = False,
        indent: float = 0,
        hang: float = 0,
        before_mm: float = 0,
        line_pt: float = 0,
    ) -> Any:
        """``indent`` and ``hang`` (what stands before the indent on the first line) in em of body text."""
        paragraph = self._document.add_paragraph()
        em = self._sizes.body
        layout = _layout(em * indent, em * hang, before_mm, line_pt or self._sizes.line_pt, centre=centre)
        paragraph._p.append(deepcopy(layout))  # noqa: SLF001 - no public way
        return paragraph


@cache
def _layout(indent_pt: float, hang_pt: float, before_mm: float, line_pt: float, *, centre: bool) -> Any:
    """How paragraphs of a kind are laid out; there are few kinds, so it is put together once and copied."""
    paragraph = Paragraph(OxmlElement("w:p"), None)  # type: ignore[arg-type]  # it is in no document
    layout = paragraph.paragraph_format
    layout.keep_together = True
    layout.line_spacing = Pt(line_pt)
    layout.space_before, layout.space_after = Mm(before_mm), Pt(0)
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if indent_pt:
        layout.left_indent = Pt(indent_pt)
    if hang_pt:
        layout.first_line_indent = Pt(-hang_pt)
    return paragraph._p.pPr  # noqa: SLF001 - no public way


def _fill(cell: Any, text: str, size: float, *, keep: bool = False) -> None:
    """A short text in the middle of a cell."""
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.line_spacing = Pt(size * 1.3)
    paragraph.paragraph_format.keep_with_next = keep or None
    add_text(paragraph, text, size=size)


@cache
def _box(sizes: Sizes, *, folded: bool) -> Any:
    """The table of a boxed heading, the heading still empty: put together once, copied for every section."""
    widths, heights = sizes.score_mm, sizes.score_heights_mm
    table = new_document("", a3=folded, body_pt=sizes.body).add_table(rows=2, cols=3)
    set_widths(table, [*widths, COLUMN_MM - sum(widths)])
    flush_left(table)
    for row, height in zip(table.rows, heights, strict=True):
        keep_row_whole(row)
        row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
    for row, texts in zip(table.rows, (("得分", "评卷人"), ("", "")), strict=True):
        for cell, text in zip(row.cells[:2], texts, strict=True):
            boxed(cell)
            _fill(cell, text, sizes.note, keep=True)
    merged = table.cell(0, 2).merge(table.cell(1, 2))
    merged.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    words = merged.paragraphs[0].paragraph_format
    words.keep_with_next = True
    words.left_indent = Mm(3.5)
    words.line_spacing = Pt(sizes.head * 1.3)
    return table._tbl  # noqa: SLF001 - as above
