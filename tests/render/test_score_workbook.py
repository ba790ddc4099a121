"""The score workbook: numbers are numbers, text is text, printable, every changed cell is named."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from quizgen.model.answers import Attendance
from quizgen.records.scores_file import read_scores
from quizgen.render.scores.sheets import ScoreTables
from quizgen.render.scores.workbook import book_changes, score_workbook
from tests.libreoffice import convert
from tests.office.packages import parts
from tests.render.reading import page_texts
from tests.signed_scores import no_score, person, score, signed_folder

_RULE: Any = CellIsRule
LEDGER = "0123456789abcdef" * 4
SHEETS = ["总表", "分部分", "按单位", "未通过和补考", "缺考"]


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> ScoreTables:
    """Five people: passed, failed by a minimum, failed, absent, cheated; one name looks like a formula."""
    people = [
        score(person(1), "92.5"),
        score(person(2, "=1+1"), "85", missed=("理论 55/70，最低 60",), rank=2),
        score(person(3), "60", rank=3),
        no_score(person(4), Attendance.ABSENT),
        no_score(person(5), Attendance.CHEATED),
    ]
    scores = read_scores(signed_folder(tmp_path_factory.mktemp("scores") / "exam", people))
    return ScoreTables(scores.head, scores.candidates, LEDGER, dt.date(2027, 2, 1))


@pytest.fixture
def book(tables: ScoreTables) -> Workbook:
    """The workbook as openpyxl reads it."""
    return load_workbook(io.BytesIO(score_workbook(tables)))


def rows(sheet: Any) -> dict[str, list[Any]]:
    """The rows below the heading by their first cell."""
    return {row[0]: list(row) for row in sheet.iter_rows(min_row=4, values_only=True)}


def test_the_sheets_stand_in_their_order(book: Workbook) -> None:
    assert book.sheetnames == SHEETS


def test_numbers_are_numbers_while_text_is_never_a_formula(book: Workbook) -> None:
    assert rows(book["总表"])["2026001"][5:9] == [92.5, "良好", "合格", 1]
    cell = book["总表"]["B5"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_words_begin_at_the_left_and_numbers_stand_in_the_middle(book: Workbook) -> None:
    aligned = {cell.coordinate: cell.alignment.horizontal for cell in book["总表"][4]}
    assert [aligned[place] for place in ("A4", "B4", "C4", "D4", "F4")] == [
        *("center", "left", "left", "left", "center"),
    ]


def test_reasons_of_those_who_did_not_pass(book: Workbook) -> None:
    found = {number: row[4:7] for number, row in rows(book["未通过和补考"]).items() if row[6]}
    assert found == {
        "2026002": [85, "未达最低分：理论 55/70，最低 60", "列入补考"],
        "2026003": [60, "总分不到 80 分", "列入补考"],
        "2026004": ["—", "缺考", "由单位决定"],
        "2026005": ["—", "违纪", "由单位决定"],
    }
    assert any("2027年2月1日" in str(key) for key in rows(book["未通过和补考"]))


def test_absent_people_with_their_state(book: Workbook) -> None:
    states = {number: row[4] for number, row in rows(book["缺考"]).items() if row[4]}
    assert states == {"2026004": "缺考", "2026005": "违纪"}


def test_units_with_a_total(book: Workbook) -> None:
    assert rows(book["按单位"])["合计"] == [
        *("合计", 5, 3, 1, 0, 1, 1, 2),
        *(33.3, float(round(Fraction("237.5") / 3, 1)), 92.5, 60),
    ]


@pytest.fixture(scope="module")
def printed(tables: ScoreTables, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The pages of two workbooks: one as it is, one of 120 lines."""
    folder = tmp_path_factory.mktemp("printed")
    many = ScoreTables(tables.head, [tables.candidates[0]] * 120, LEDGER)
    files = [folder / "scores.xlsx", folder / "many.xlsx"]
    for path, content in zip(files, (tables, many), strict=True):
        path.write_bytes(score_workbook(content))
    pdfs = convert(files, "pdf", folder / "pdf")
    return {pdf.stem: page_texts(pdf.read_bytes()) for pdf in pdfs}


def test_it_prints_on_a4_with_headings_numbers_signatures_ledger(printed: dict[str, list[str]]) -> None:
    assert len(printed["scores"]) == len(SHEETS)
    for text in printed["scores"]:
        for words in ("制表", "审核", "签名", LEDGER, f"台账{LEDGER[:16]}", "共5页", "考试日期"):
            assert words in text


def test_a_long_list_repeats_its_heading(printed: dict[str, list[str]]) -> None:
    pages = [text for text in printed["many"] if "成绩（总表）" in text]
    assert len(pages) > 1
    assert all("有效期至" in text for text in pages)


def test_the_same_scores_give_the_same_bytes(tables: ScoreTables) -> None:
    assert score_workbook(tables) == score_workbook(tables)


def _set(sheet: str, cell: str, value: str | int | None) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book[sheet][cell] = value

    return change


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_set("总表", "F6", 81), ("总表", "F6", "81", "60")),
        (_set("总表", "F4", "92.5"), ("总表", "F4", "92.5", "92.5")),
        (_set("总表", "F6", "=60"), ("总表", "F6", "=60", "60")),
        (_set("分部分", "C4", None), ("分部分", "C4", "", "测试一局")),
        (_set("按单位", "Z40", "附记"), ("按单位", "Z40", "附记", "")),
        (lambda book: book.remove(book["缺考"]), ("缺考", "", "没有这张工作表", "有")),
        (lambda book: book.create_sheet("另附"), ("另附", "", "多出的工作表", "没有")),
    ],
)
def test_a_changed_cell_is_named(
    change: Callable[[Workbook], None], expected: tuple[str, ...], tables: ScoreTables, tmp_path: Path
) -> None:
    book = load_workbook(io.BytesIO(score_workbook(tables)))
    change(book)
    book.save(tmp_path / "scores.xlsx")
    (found,) = book_changes(tmp_path / "scores.xlsx", "scores.xlsx", tables).cells
    assert (found.sheet, found.cell, found.found, found.expected) == expected


def test_saved_again_by_another_program_it_is_named_though_its_cells_hold_the_same(
    tables: ScoreTables, tmp_path: Path
) -> None:
    (tmp_path / "scores.xlsx").write_bytes(score_workbook(tables))
    (again,) = convert([tmp_path / "scores.xlsx"], "xlsx", tmp_path / "again")
    changes = book_changes(again, "scores.xlsx", tables)
    assert changes.cells == ()
    assert changes.looks


def test_packed_in_another_way_it_is_the_same(tables: ScoreTables, tmp_path: Path) -> None:
    path = tmp_path / "scores.xlsx"
    path.write_bytes(score_workbook(tables))
    with zipfile.ZipFile(tmp_path / "stored.xlsx", "w", zipfile.ZIP_STORED) as archive:
        for name, data in sorted(parts(path.read_bytes()).items()):
            archive.writestr(name, data)
    assert not book_changes(tmp_path / "stored.xlsx", "scores.xlsx", tables)
    assert (tmp_path / "stored.xlsx").read_bytes() != path.read_bytes()


@pytest.mark.parametrize("part", ["docProps/core.xml", "xl/theme/theme1.xml"])
def test_a_part_left_out_by_another_program_is_named(part: str, tables: ScoreTables, tmp_path: Path) -> None:
    whole = parts(score_workbook(tables))
    with zipfile.ZipFile(tmp_path / "scores.xlsx", "w") as archive:
        for name, data in whole.items():
            if name != part:
                archive.writestr(name, data)
    (found,) = book_changes(tmp_path / "scores.xlsx", "scores.xlsx", tables).looks
    assert found.what == f"少了部件 {part}"


def _style(sheet: str, cell: str, **looks: Any) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        for name, value in looks.items():
            setattr(book[sheet][cell], name, value)

    return change


def _dress(sheet: str, change: Callable[[Any], object]) -> Callable[[Workbook], None]:
    def dressed(book: Workbook) -> None:
        change(book[sheet])

    return dressed


@pytest.mark.parametrize(
    ("change", "sheet", "cell", "what"),
    [
        (_style("总表", "F6", number_format='"98.8"'), "总表", "F6", "数字格式"),
        (_style("总表", "G6", number_format='General;General;General;"优秀"'), "总表", "G6", "数字格式"),
        (_style("总表", "F6", number_format=";;;"), "总表", "F6", "数字格式"),
        (_style("总表", "F6", number_format="0"), "总表", "F6", "数字格式"),
        (_style("总表", "F6", font=Font(color="FFFFFF")), "总表", "F6", "颜色"),
        (_style("总表", "F6", fill=PatternFill("solid", fgColor="000000")), "总表", "F6", "颜色"),
        (
            _dress("总表", lambda s: setattr(s.row_dimensions[6], "hidden", True)),
            "总表",
            "",
            "隐藏的行：第 6 行",
        ),
        (_dress("总表", lambda s: setattr(s.row_dimensions[6], "height", 0)), "总表", "", "行高"),
        (_dress("总表", lambda s: setattr(s.column_dimensions["H"], "hidden", True)), "总表", "", "隐藏的列"),
        (_dress("总表", lambda s: setattr(s.column_dimensions["F"], "width", 1)), "总表", "", "列宽"),
        (_dress("缺考", lambda s: setattr(s, "sheet_state", "hidden")), "", "", "隐藏"),
        (_dress("缺考", lambda s: setattr(s, "sheet_state", "veryHidden")), "", "", "隐藏"),
        (lambda book: book.move_sheet("缺考", -4), "", "", "工作表的次序"),
        (_dress("总表", lambda s: setattr(s.oddFooter.center, "text", "满分")), "总表", "", "页眉页脚"),
        (_dress("总表", lambda s: s.merge_cells("F5:F6")), "总表", "", "合并单元格"),
        (_dress("总表", lambda s: setattr(s.auto_filter, "ref", "A3:K8")), "总表", "", "筛选"),
        (
            _dress("总表", lambda s: s.conditional_formatting.add("F4", _RULE("equal", ["1"], font=Font()))),
            *("总表", "", "条件格式"),
        ),
        (_dress("总表", lambda s: setattr(s["F6"], "comment", Comment("应为 98", "某"))), "总表", "", "批注"),
        (_dress("总表", lambda s: s.add_data_validation(_list())), "总表", "", "数据验证"),
        (_dress("总表", lambda s: s.add_chart(BarChart(), "F4")), "总表", "", "图形"),
        (
            lambda book: book.defined_names.add(DefinedName("成绩", attr_text="总表!$F$4")),
            *("", "", "定义的名称"),
        ),
        (_dress("总表", lambda s: setattr(s, "print_area", "A1:E9")), "", "", "定义的名称"),
        (_dress("总表", lambda s: setattr(s.sheet_view, "zoomScale", 10)), "总表", "", "显示"),
    ],
)
def test_what_is_shown_otherwise_is_named(  # noqa: PLR0913, PLR0917 - the change with what must be said
    change: Callable[[Workbook], None],
    sheet: str,
    cell: str,
    what: str,
    tables: ScoreTables,
    tmp_path: Path,
) -> None:
    book = load_workbook(io.BytesIO(score_workbook(tables)))
    change(book)
    book.save(tmp_path / "scores.xlsx")
    found = book_changes(tmp_path / "scores.xlsx", "scores.xlsx", tables)
    named = {(one.sheet, one.cell) for one in found.looks if what in one.what}
    assert (sheet, cell) in named


def _list() -> DataValidation:
    shown = DataValidation(type="list", formula1='"98,99"')
    shown.add("F4")
    return shown
