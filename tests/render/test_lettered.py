"""Matching, ordering and essays in print: where brackets, labels and squares stand, what headings say."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

import docx
import pypdfium2
import pytest
from docx.text.paragraph import Paragraph

from quizgen.model.kinds import Kind
from quizgen.model.question import QUESTION
from quizgen.render.docx.paper import paper_docx
from quizgen.render.fonts.found import find_fonts
from quizgen.render.paper.composed import Paper
from quizgen.render.sheet.layout import LEFT_MM, plan_sheet
from quizgen.render.sheet.words import page_words
from quizgen.render.typst_pdf import Printer
from tests import written_bank
from tests.render.reading import page_texts, squeezed
from tests.render.samples import MIXED, Part, made_up_paper, paper_of, question

MM = 25.4 / 72
LONG = "对党的建设责任缺失、损害党的形象的党组织，应当责令其作出书面检查并切实整改"
BANDS = [{"at_least": "3/5", "text": "有观点"}, {"at_least": 0, "text": "没有观点"}]
POINTS = [{"point": "结合实际"}, {"point": "条理清楚"}]
ROW_BY_ROW = "配对题按左项逐行涂，排序题按位次逐行涂，一行只涂一个"


def asked(kind: str, number: int, **changes: Any) -> Any:
    return QUESTION.validate_python(written_bank.question(number, kind, **changes))


def case(number: int, kinds: Sequence[str]) -> Any:
    return QUESTION.validate_python(written_bank.case(number, kinds))


@pytest.fixture(scope="module")
def paper() -> Paper:
    """Short and long things to match, five and eight to put in order, both in a case."""
    long = [
        {"left": LONG, "right": "检查"},
        {"left": "失职失责的领导干部", "right": "通报并在一定范围内" * 3},
    ]
    steps = ["下发通知", "实地检查", "反馈问题", "限期整改", "重新检查", "公开结果", "归档", "考核"]
    sections = [
        [asked("matching", 1), asked("matching", 2, pairs=long)],
        [asked("ordering", 3), asked("ordering", 4, items=steps)],
        [case(5, ("matching", "ordering"))],
    ]
    return paper_of(sections, [Part(Kind.MATCHING, 2), Part(Kind.ORDERING, 2), Part(Kind.CASE, 1)])


Signs = list[tuple[str, tuple[float, float, float, float]]]


def inked(page: pypdfium2.PdfPage) -> Signs:
    """The signs of a page that are not white, with their left, bottom, right and top."""
    text = page.get_textpage()
    signs = ((text.get_text_range(at, 1), text.get_charbox(at)) for at in range(text.count_chars()))
    return [(sign, box) for sign, box in signs if squeezed(sign)]


def brackets(pdf: bytes) -> list[tuple[int, int]]:
    """Where the brackets for one letter begin and end, in tenths of a millimetre from the left."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        signs = inked(page)
        for at, (sign, (left, *_)) in enumerate(signs):
            said = "".join(one for one, _ in signs[at : at + 3])
            if sign == "（" and re.match("（[A-H]?）", said):
                right = signs[at + said.index("）")][1][2]
                found.append((round(left * MM * 10), round(right * MM * 10)))
    return found


def test_brackets_of_the_key_stand_where_the_paper_has_them(printer: Printer, paper: Paper) -> None:
    empty = brackets(printer.paper_pdf(paper))
    assert len(empty) == 4 + 2 + 5 + 8 + 4 + 5
    assert brackets(printer.key_pdf(paper)) == empty


def test_a_bracket_stands_beside_a_short_item(printer: Printer, paper: Paper) -> None:
    signs = inked(pypdfium2.PdfDocument(printer.paper_pdf(paper))[0])
    said = "".join(sign for sign, _ in signs)
    for item in ("明责", "压责", "验责", "评责"):
        last = said.index(f"{item}（）") + 1
        assert 0 < (signs[last + 1][1][0] - signs[last][1][2]) / 10.5 < 2


def test_the_brackets_in_word_have_a_column_of_their_own_beside_the_items(paper: Paper) -> None:
    for large in (False, True):
        document = docx.Document(io.BytesIO(paper_docx(paper, large=large)))
        inner = [table.cell(0, 0).tables for table in document.tables if table.cell(0, 0).tables]
        tables = [table for (table,) in inner]
        assert [len(table.rows) for table in tables] == [4, 2, 4]
        said = [[squeezed(cell.text) for cell in row.cells] for table in tables for row in table.rows]
        assert [bracket for _, bracket in said] == ["（）"] * 10
        short, long, _ = (table.columns[0].width.mm for table in tables)
        assert short < 8 * (16 if large else 10.5) * MM < long


def test_a_matching_in_word_is_never_torn_from_its_stem_nor_across_pages(paper: Paper) -> None:
    document = docx.Document(io.BytesIO(paper_docx(paper)))
    tables = [table for table in document.tables if table.cell(0, 0).tables]
    assert len(tables) == 3
    for table in tables:
        assert table.rows[0]._tr.xpath("w:trPr/w:cantSplit")
        assert Paragraph(table._tbl.getprevious(), document).paragraph_format.keep_with_next
        assert squeezed(table.cell(0, 1).paragraphs[-1].text)


@pytest.mark.parametrize("number", [1, 11, 101])
def test_the_label_of_a_row_stays_inside_the_sheet(printer: Printer, number: int) -> None:
    singles = [question(Kind.SINGLE, at) for at in range(1, number)]
    sections = (
        [singles, [case(number, ("matching", "ordering"))]] if singles else [[case(1, ("matching",) * 2)]]
    )
    parts = [Part(Kind.SINGLE, len(singles)), Part(Kind.CASE, 1)] if singles else [Part(Kind.CASE, 1)]
    pdf, geometry = printer.sheet_pdf(paper_of(sections, parts), 1, 8)
    rows = {bubble.question for bubble in geometry.bubbles}
    assert f"{number}(1)(1)" in rows
    signs = inked(pypdfium2.PdfDocument(pdf)[geometry.pages - 1])
    assert min(left for _, (left, *_) in signs) * MM > LEFT_MM - 0.5


def test_a_sheet_says_how_rows_are_filled_where_it_has_some(printer: Printer, paper: Paper) -> None:
    sheet = page_texts(printer.sheet_pdf(paper, 1, 8)[0])[0]
    assert f"5.{ROW_BY_ROW}。" in sheet
    assert "按左项" not in page_texts(printer.sheet_pdf(made_up_paper(MIXED), 1, 8)[0])[0]
    only = paper_of(
        [[asked("ordering", 1)], [asked("short", 2)]], [Part(Kind.ORDERING, 1), Part(Kind.SHORT, 1)]
    )
    said = "5.排序题按位次逐行涂，一行只涂一个；简答题的答案写在试卷上，不写在答题卡上。"
    assert said in page_texts(printer.sheet_pdf(only, 1, 8)[0])[0]


def test_what_a_sheet_asks_for_keeps_clear_of_its_first_section() -> None:
    fonts = find_fonts()
    tops = set()
    for count in (20, 40, 60, 75, 85, 95, 100):
        parts = [Part(Kind.SINGLE, count, options=8), Part(Kind.MULTIPLE, 1), Part(Kind.FILL, 1)]
        plan = plan_sheet(made_up_paper(parts), 1, 12)
        words = page_words(plan, 1, fonts).words
        last = max(word.baseline_mm for word in words if word.text.startswith("5. "))
        first = min(caption.baseline_mm for caption in plan.captions)
        assert first - last > 3.4
        tops.add(first)
    assert len(tops) > 1


@pytest.mark.parametrize(
    ("essays", "rule"),
    [
        ([{"points_for": POINTS, "bands": []}], "按采分点给分"),
        ([{"points_for": [], "bands": BANDS}], "按档次给分"),
        ([{"points_for": POINTS, "bands": BANDS}], "按采分点和档次给分"),
        ([{"points_for": POINTS, "bands": []}, {"points_for": [], "bands": BANDS}], "按采分点和档次给分"),
    ],
)
def test_a_section_of_essays_says_what_they_are_judged_by(essays: list[dict[str, Any]], rule: str) -> None:
    questions = [asked("essay", number, **one) for number, one in enumerate(essays, 1)]
    (section,) = paper_of([questions], [Part(Kind.ESSAY, len(essays))]).sections
    assert section.heading.endswith(f"分。{rule}）")


def test_squares_in_word_keep_clear_of_the_stem() -> None:
    paper = paper_of([[asked("essay", 1, grid="20x8")]], [Part(Kind.ESSAY, 1)])
    document = docx.Document(io.BytesIO(paper_docx(paper)))
    squares = next(table for table in document.tables if len(table.columns) == 20)
    between = Paragraph(squares._tbl.getprevious(), document)
    assert between.text == ""
    assert between.paragraph_format.line_spacing.mm > 2
    assert between.paragraph_format.keep_with_next
