"""Review workbooks: scores in the right cells, everything else as it was, part by part."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table

from quizgen.markup.review_words import review_cells
from quizgen.model.review import ReviewColumn, SignedResult
from quizgen.reviews.layout import NoReviewSheet
from quizgen.reviews.subjects import Refusal
from quizgen.reviews.workbook import ReviewWorkbook
from tests.libreoffice import convert
from tests.office.packages import changed_parts, parts, rebuild
from tests.signed_scores import person
from tools.demo_reviews import Person, write_workbook

SHEET = "xl/worksheets/sheet1.xml"
OURS = [column.value for column in ReviewColumn]


def made(path: Path, rows: Sequence[Sequence[Any]], dress: Callable[[Any], None] | None = None) -> Path:
    """A workbook of one sheet with these rows."""
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(list(row))
    if dress is not None:
        dress(sheet)
    book.save(path)
    return path


def simple(path: Path, *more: str, dress: Callable[[Any], None] | None = None) -> Path:
    """编号, 姓名 and further headings, with three people."""
    people = [[person(index).number, person(index).name] for index in (1, 2, 3)]
    return made(path, [["编号", "姓名", *more], *people], dress)


def attached(
    path: Path, results: Sequence[SignedResult], sheet: str | None = None, *, replace: bool = False
) -> tuple[bytes, list[Refusal | None]]:
    """Attach to everybody who is matched by 编号."""
    review = ReviewWorkbook(path, path.name, sheet)
    by_number = {result.candidate.number: result for result in results}
    refusals = [
        review.attach(subject, by_number[subject.numbers[0]], replace=replace)
        for subject in review.subjects
        if subject.refusal is None and subject.numbers[0] in by_number
    ]
    return review.saved(), refusals


def cells(data: bytes, tmp_path: Path, sheet: str | None = None) -> dict[str, Any]:
    """The values of a sheet by cell."""
    (tmp_path / "read.xlsx").write_bytes(data)
    book = load_workbook(tmp_path / "read.xlsx")
    page: Any = book[sheet] if sheet else book.worksheets[0]
    return {cell.coordinate: cell.value for row in page.iter_rows() for cell in row if cell.value is not None}


def test_every_part_but_the_sheet_is_byte_for_byte_the_same(
    tmp_path: Path, results: list[SignedResult]
) -> None:
    people = [Person(*(person(index).model_dump().values())) for index in (1, 2, 3)]
    path = tmp_path / "述职评议.xlsx"
    write_workbook(path, people)
    rebuild(
        path,
        {
            "xl/printerSettings/printerSettings1.bin": lambda _: bytes(range(256)),
            "customXml/item1.xml": lambda _: "<说明>  原样 </说明>".encode(),
        },
    )
    before = path.read_bytes()
    data, refusals = attached(path, results)
    assert refusals == [None, None, None]
    assert path.read_bytes() == before
    assert changed_parts(before, data) == {SHEET}


def test_in_the_sheet_only_our_cells_widths_and_merges_are_new(
    tmp_path: Path, results: list[SignedResult]
) -> None:
    path = tmp_path / "述职评议.xlsx"
    write_workbook(path, [Person(*(person(index).model_dump().values())) for index in (1, 2, 3)])
    data, _ = attached(path, results)
    old, new = (etree.fromstring(parts(one)[SHEET]) for one in (path.read_bytes(), data))
    for cell in new.findall(".//{*}c"):
        if re.match(r"[L-S]\d", cell.get("r")):
            cell.getparent().remove(cell)
    for merge in new.findall(".//{*}mergeCell"):
        if re.match(r"[L-S]3", merge.get("ref")):
            merge.getparent().remove(merge)
    for width in new.findall("{*}cols/{*}col"):
        if int(width.get("min")) > 11:
            width.getparent().remove(width)
    for tree in (old, new):
        tree.find("{*}dimension").attrib.clear()
        tree.find("{*}mergeCells").attrib.pop("count", None)
        for row in tree.findall(".//{*}row"):
            row.attrib.pop("spans", None)
    assert etree.tostring(new, method="c14n") == etree.tostring(old, method="c14n")


def test_a_heading_of_two_rows_below_merged_titles_gets_columns_that_look_alike(
    tmp_path: Path, results: list[SignedResult]
) -> None:
    path = tmp_path / "述职评议.xlsx"
    write_workbook(path, [Person(*(person(index).model_dump().values())) for index in (1, 2, 3)])
    data, _ = attached(path, results)
    (tmp_path / "out.xlsx").write_bytes(data)
    sheet: Any = load_workbook(tmp_path / "out.xlsx")["述职评议"]
    assert [sheet.cell(3, column).value for column in range(12, 20)] == OURS
    assert {"L3:L4", "S3:S4"} <= {str(area) for area in sheet.merged_cells.ranges}
    assert sheet["L3"].fill.fgColor.rgb == sheet["B3"].fill.fgColor.rgb
    assert (sheet["L5"].value, sheet["L6"].value, sheet["L7"].value) == (85.5, 79, 91.25)
    assert sheet["L5"].border.left.style == "thin"


def test_libreoffice_reads_what_was_attached_to_a_workbook_of_its_own(
    tmp_path: Path, results: list[SignedResult]
) -> None:
    source = simple(tmp_path / "源.xlsx", "单位")
    (own,) = convert([source], "xlsx", tmp_path / "own")
    before = own.read_bytes()
    data, refusals = attached(own, results)
    assert refusals == [None] * 3
    assert changed_parts(before, data) == {SHEET}
    (tmp_path / "结果.xlsx").write_bytes(data)
    (csv,) = convert([tmp_path / "结果.xlsx"], "csv:Text - txt - csv (StarCalc):44,34,76", tmp_path / "csv")
    lines = csv.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "编号,姓名,单位," + ",".join(OURS)
    assert lines[1] == "2026001,测试甲,," + ",".join(review_cells(results[0]).values())


def test_existing_columns_are_filled_in_their_own_style(tmp_path: Path, results: list[SignedResult]) -> None:
    def dress(sheet: Any) -> None:
        sheet["D2"].number_format = "0.00"
        sheet["D3"].number_format = "0"
        sheet["D4"].number_format = "0"
        sheet["E2"].number_format = "yyyy-mm-dd"

    path = simple(tmp_path / "a.xlsx", "单位", "成　绩", "考试日期", "备注", dress=dress)
    found = cells(attached(path, results)[0], tmp_path)
    assert (found["D2"], found["D3"]) == (85.5, 79)
    assert found["D4"] == "91.25", "a format without decimals would show 91"
    assert found["E2"] == dt.datetime(2026, 12, 1)  # noqa: DTZ001 - a cell has no zone
    assert found["E3"] == "2026-12-01"
    rest = [head for head in OURS if head not in {"成绩", "考试日期"}]
    assert [found[f"{get_column_letter(column)}1"] for column in range(7, 13)] == rest


def test_a_grade_column_without_any_score_is_the_offices_own(
    tmp_path: Path, results: list[SignedResult]
) -> None:
    path = simple(tmp_path / "a.xlsx", "等次", dress=lambda sheet: sheet.__setitem__("C2", "好"))
    first, refusals = attached(path, results)
    found = cells(first, tmp_path)
    assert refusals == [None] * 3
    assert (found["C2"], found["D1"], found["E1"], found["E2"]) == ("好", "成绩", "等次", "良好")
    assert "C3" not in found
    (tmp_path / "b.xlsx").write_bytes(first)
    assert attached(tmp_path / "b.xlsx", results)[0] == first
    review = ReviewWorkbook(tmp_path / "b.xlsx", "b.xlsx")
    assert review.differences(review.subjects[0], results[0]) == ()


def test_attaching_to_the_result_changes_not_one_byte(tmp_path: Path, results: list[SignedResult]) -> None:
    first, _ = attached(simple(tmp_path / "a.xlsx"), results)
    (tmp_path / "b.xlsx").write_bytes(first)
    again, refusals = attached(tmp_path / "b.xlsx", results)
    assert refusals == [None] * 3
    assert again == first


def test_other_contents_are_kept_unless_they_may_be_replaced(
    tmp_path: Path, results: list[SignedResult]
) -> None:
    path = simple(tmp_path / "a.xlsx", "成绩", dress=lambda sheet: sheet.__setitem__("C2", 90))
    data, refusals = attached(path, results)
    assert refusals[0] is not None
    assert refusals[0].rule == "F013"
    assert "Sheet!C2 的成绩已有“90”" in refusals[0].message
    assert cells(data, tmp_path)["C2"] == 90
    replaced, refusals = attached(path, results, replace=True)
    assert refusals == [None] * 3
    assert cells(replaced, tmp_path)["C2"] == 85.5


@pytest.mark.parametrize("replace", [False, True])
def test_a_formula_is_never_written_over(
    tmp_path: Path, results: list[SignedResult], *, replace: bool
) -> None:
    path = simple(tmp_path / "a.xlsx", "成绩", dress=lambda sheet: sheet.__setitem__("C2", "=1+1"))
    data, refusals = attached(path, results, replace=replace)
    assert [refusal and refusal.rule for refusal in refusals] == ["F014", None, None]
    found = cells(data, tmp_path)
    assert found["C2"] == "=1+1"
    assert "D2" not in found, "nothing else of the row either"


def test_a_cell_inside_a_merged_area_is_refused(tmp_path: Path, results: list[SignedResult]) -> None:
    path = simple(tmp_path / "a.xlsx", "成绩", dress=lambda sheet: sheet.merge_cells("C2:C3"))
    _, refusals = attached(path, results)
    assert [refusal and refusal.rule for refusal in refusals] == [None, "F014", None]


def test_formulas_are_calculated_anew_when_cells_they_may_use_were_filled(
    tmp_path: Path, results: list[SignedResult]
) -> None:
    path = simple(tmp_path / "a.xlsx", "成绩", "折算", dress=lambda sheet: sheet.__setitem__("D2", "=C2*0.4"))
    tree = etree.fromstring(parts(attached(path, results)[0])[SHEET])
    assert tree.find("{*}sheetCalcPr").get("fullCalcOnLoad") == "1"
    assert tree.find("{*}sheetData").getnext() is tree.find("{*}sheetCalcPr")


def test_new_columns_are_seen_though_all_columns_to_the_right_are_hidden(
    tmp_path: Path, results: list[SignedResult]
) -> None:
    path = simple(tmp_path / "a.xlsx")
    hidden = b'<cols><col min="3" max="16384" width="9" hidden="1" customWidth="1"/></cols><sheetData>'
    rebuild(path, {SHEET: lambda data: data.replace(b"<sheetData>", hidden)})
    tree = etree.fromstring(parts(attached(path, results)[0])[SHEET])
    shown = [(one.get("min"), one.get("max"), one.get("hidden")) for one in tree.find("{*}cols")]
    assert shown == [*((str(place), str(place), None) for place in range(3, 11)), ("11", "16384", "1")]


def test_rows_and_cells_that_do_not_say_where_they_are(tmp_path: Path, results: list[SignedResult]) -> None:
    path = simple(tmp_path / "a.xlsx", "单位", "成绩", dress=lambda sheet: sheet.__setitem__("C2", "某局"))
    rebuild(path, {SHEET: lambda data: re.sub(rb'(<(?:row|c)) r="\w+"', rb"\1", data)})
    data, refusals = attached(path, results)
    found = cells(data, tmp_path)
    assert refusals == [None] * 3
    assert (found["A2"], found["C2"], found["D2"]) == ("2026001", "某局", 85.5)


def test_shared_formulas_and_row_spans_stay_right(tmp_path: Path, results: list[SignedResult]) -> None:
    path = simple(tmp_path / "a.xlsx", "甲", "乙")
    shared = b'<c r="C%d"><f t="shared" si="0"%s>%s</f><v>1</v></c></row>'

    def edit(data: bytes) -> bytes:
        data = data.replace(b'<row r="2">', b'<row r="2" spans="1:4">')
        for row in (2, 3, 4):
            first = (b' ref="C2:C4"', b"LEN(A2)") if row == 2 else (b"", b"")
            start = data.index(b'<row r="%d"' % row)
            end = data.index(b"</row>", start)
            data = data[:end] + shared % (row, *first) + data[end + 6 :]
        return data

    rebuild(path, {SHEET: edit})
    old, new = (
        etree.fromstring(parts(one)[SHEET]) for one in (path.read_bytes(), attached(path, results)[0])
    )
    formulas = [[etree.tostring(one) for one in tree.iter("{*}f")] for tree in (old, new)]
    assert formulas[0] == formulas[1]
    assert new.find(".//{*}row[@r='2']").get("spans") == "1:12"


def test_columns_go_right_of_tables_and_charts(tmp_path: Path, results: list[SignedResult]) -> None:
    def dress(sheet: Any) -> None:
        sheet.add_table(Table(displayName="人员", ref="A1:C4"))
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=3, min_row=1, max_row=4))
        chart.anchor = "E2"
        sheet.add_chart(chart)

    path = simple(tmp_path / "a.xlsx", "票数", dress=dress)
    before = path.read_bytes()
    review = ReviewWorkbook(path, path.name)
    data, _ = attached(path, results)
    assert changed_parts(before, data) == {SHEET}
    first = next(name for name, value in cells(data, tmp_path).items() if value == "成绩")
    assert first > "M1", "the chart covers E to M"
    assert any("表格" in notice for notice in review.notices)


def test_a_chart_below_the_people_is_in_nobodys_way(tmp_path: Path, results: list[SignedResult]) -> None:
    def dress(sheet: Any) -> None:
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=4))
        chart.anchor = "A10"
        sheet.add_chart(chart)

    data, _ = attached(simple(tmp_path / "a.xlsx", dress=dress), results)
    assert cells(data, tmp_path)["C1"] == "成绩"


def test_text_that_looks_like_a_character_code_or_a_formula_stays_as_it_is(
    tmp_path: Path, results: list[SignedResult]
) -> None:
    odd = [results[0].model_copy(update={"exam": "=_x0041_+1"})]
    path = simple(tmp_path / "a.xlsx")
    data, _ = attached(path, odd)
    (tmp_path / "b.xlsx").write_bytes(data)
    review = ReviewWorkbook(tmp_path / "b.xlsx", "b.xlsx")
    assert review.differences(review.subjects[0], odd[0]) == ()


@pytest.mark.parametrize(
    ("element", "word"),
    [
        (b'</sheetData><sheetProtection sheet="1"/>', "保护"),
        (b'</sheetData><autoFilter ref="A1:B4"/>', "筛选"),
    ],
)
def test_what_people_should_know_is_said(
    tmp_path: Path, results: list[SignedResult], element: bytes, word: str
) -> None:
    path = simple(tmp_path / "a.xlsx")
    rebuild(path, {SHEET: lambda data: data.replace(b"</sheetData>", element)})
    assert any(word in notice for notice in ReviewWorkbook(path, path.name).notices)
    assert attached(path, results)[1] == [None] * 3


def test_a_digital_signature_on_the_original_is_pointed_out(tmp_path: Path) -> None:
    path = rebuild(simple(tmp_path / "a.xlsx"), {"_xmlsignatures/sig1.xml": lambda _: b"<Signature/>"})
    assert "数字签名" in ReviewWorkbook(path, path.name).notices[0]


def test_the_strict_variant_of_the_format_is_written_in_its_own_words(
    tmp_path: Path, results: list[SignedResult]
) -> None:
    path = simple(tmp_path / "a.xlsx")
    loose = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    rebuild(path, dict.fromkeys((SHEET, "xl/workbook.xml"), lambda data: data.replace(loose, strict)))
    sheet = parts(attached(path, results)[0])[SHEET]
    assert "核验码".encode() in sheet
    assert loose not in sheet
    assert b"ns0" not in sheet


# People


def subjects(path: Path) -> list[tuple[tuple[str, ...], str, str | None]]:
    found = ReviewWorkbook(path, path.name).subjects
    return [(one.numbers, one.name, None if one.refusal is None else one.refusal.rule) for one in found]


@pytest.mark.parametrize(
    ("number", "name", "read"),
    [("合计", "两人", 2), (None, "两人", 2), (person(3).number, person(3).name, 3)],
)
def test_the_totals_of_a_table_are_nobody(tmp_path: Path, number: str | None, name: str, read: int) -> None:
    def dress(sheet: Any) -> None:
        sheet["A4"], sheet["B4"] = number, name
        table = Table(displayName="人员", ref="A1:B4", totalsRowCount=1)
        sheet.add_table(table)

    assert len(subjects(simple(tmp_path / "a.xlsx", dress=dress))) == read


def test_a_number_is_read_as_its_format_shows_it(tmp_path: Path) -> None:
    def dress(sheet: Any) -> None:
        sheet["A2"].number_format = "000000"

    path = made(tmp_path / "a.xlsx", [["编号", "姓名"], [7, "张三"], [8, "李四"], ["009", "王五"]], dress)
    assert subjects(path) == [
        (("000007", "7"), "张三", None),
        (("8",), "李四", None),
        (("009",), "王五", None),
    ]


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('"2026"000', ("2026007", None)),
        ("[DBNum1]0", ("7", "F012")),
        ('"009"', ("009", "F012")),
        (";;;", ("", "F012")),
    ],
)
def test_a_number_that_its_format_hides_is_not_taken(
    tmp_path: Path, code: str, found: tuple[str, str | None]
) -> None:
    def dress(sheet: Any) -> None:
        sheet["A2"].number_format = code

    path = made(tmp_path / "a.xlsx", [["编号", "姓名"], [7, "张三"]], dress)
    ((spellings, _name, rule),) = subjects(path)
    assert (spellings[0], rule) == found


@pytest.mark.parametrize(
    ("code", "agrees"),
    [
        ("General", True),
        ("0.00", True),
        ('0.0"分"', True),
        ("0", False),
        ('"98.8"', False),
        ('"1"0.0', False),
    ],
)
def test_a_score_agrees_only_as_its_cell_shows_it(
    tmp_path: Path, results: list[SignedResult], code: str, *, agrees: bool
) -> None:
    (tmp_path / "a.xlsx").write_bytes(attached(simple(tmp_path / "a.xlsx"), results)[0])
    book = load_workbook(tmp_path / "a.xlsx")
    score_cell: Any = book.worksheets[0]["C2"]
    assert score_cell.value == 85.5
    score_cell.number_format = code
    book.save(tmp_path / "a.xlsx")
    review = ReviewWorkbook(tmp_path / "a.xlsx", "a.xlsx")
    assert [one.field for one in review.differences(review.subjects[0], results[0])] == (
        [] if agrees else ["成绩"]
    )


def test_a_formula_for_a_name_counts_with_its_result_one_for_a_number_does_not(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx", [["编号", "姓名"], ["001", "=T(1)"], ["=T(2)", "李四"]])
    rebuild(
        path,
        {
            SHEET: lambda data: re.sub(
                rb"<c r=\"B2\".*?</c>", ('<c r="B2" t="str"><f>X</f><v>张三</v></c>'.encode()), data
            )
        },
    )
    assert subjects(path) == [(("001",), "张三", None), (("=T(2)",), "李四", "F012")]


def test_doubled_numbers_missing_numbers_and_dates_are_refused(tmp_path: Path) -> None:
    day = dt.date(2026, 1, 1)
    rows: list[list[Any]] = [
        ["001", "张三"],
        ["001", "李四"],
        [None, "王五"],
        [day, "赵六"],
        ["平均", None],
        ["编号", "姓名"],
    ]
    path = made(tmp_path / "a.xlsx", [["编号", "姓名"], *rows])
    assert [rule for *_, rule in subjects(path)] == ["F005", "F005", "F012", "F012"]
    doubled = ReviewWorkbook(path, path.name).subjects[0].refusal
    assert doubled is not None
    assert "Sheet!A3" in doubled.message


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([["序号", "姓名"], ["1", "张三"]], "没有找到表头"),
        ([["编号", "姓名", "编号"], ["1", "张三", "2"]], "有几列都叫“编号”"),
        ([["编号", "姓名", "成绩", "成绩"], ["1", "张三"]], "有几列都叫“成绩”"),
    ],
)
def test_a_heading_that_leaves_doubt_is_refused(tmp_path: Path, rows: list[list[str]], reason: str) -> None:
    with pytest.raises(NoReviewSheet, match=reason):
        ReviewWorkbook(made(tmp_path / "a.xlsx", rows), "a.xlsx")


def test_of_several_sheets_the_user_names_one(tmp_path: Path, results: list[SignedResult]) -> None:
    def dress(sheet: Any) -> None:
        other = sheet.parent.create_sheet("副表")
        other.append(["编号", "姓名"])
        other.append(["2026001", "测试甲"])

    path = simple(tmp_path / "a.xlsx", dress=dress)
    with pytest.raises(NoReviewSheet, match="Sheet、副表"):
        ReviewWorkbook(path, "a.xlsx")
    with pytest.raises(NoReviewSheet, match="没有工作表“无”"):
        ReviewWorkbook(path, "a.xlsx", "无")
    data, _ = attached(path, results, "副表")
    assert changed_parts(path.read_bytes(), data) == {"xl/worksheets/sheet2.xml"}


def test_a_hidden_sheet_is_used_only_when_named(tmp_path: Path, results: list[SignedResult]) -> None:
    def dress(sheet: Any) -> None:
        sheet.sheet_state = "hidden"
        sheet.parent.create_sheet("空")

    path = simple(tmp_path / "a.xlsx", dress=dress)
    with pytest.raises(NoReviewSheet):
        ReviewWorkbook(path, "a.xlsx")
    assert attached(path, results, "Sheet")[1] == [None] * 3
