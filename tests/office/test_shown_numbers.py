"""What a cell shows: the same as LibreOffice shows, for every format that is claimed to be known."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from quizgen.office.cells import Cell, CellKind
from quizgen.office.shown.numbers import shown_number, shown_text
from quizgen.office.workbook import open_workbook
from tests.libreoffice import convert
from tests.office.packages import rebuild

EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - as spreadsheets count
NUMBER_FORMATS = (
    *("General", "0", "00", "0000", "0000000", "0.0", "0.00", "0.000", "#", "#.##", "0.##", "0.0#"),
    *("?0.0", "0.0?", "#,##0", "#,##0.00"),
    *("#,##0_);(#,##0)", "#,##0.00_);[Red](#,##0.00)", "0_);(0)", "0.0_ ", "* 0"),
    *("0%", "0.0%", "0.00%", r"0.0\%", "0.00E+00", "0E+0", "0.0E+0", "##0.0E+0"),
    *("# ?/?", "# ??/??", "?/?", "# ?/4", "# ?/100", "0000-0000", "000-000", "0 0 0", r"00\:00"),
    *('0"题"', '"A"000', '"第"0"题"', '0.00" 分"'),
    *('General"分"', "0元", "0年", '"¥"#,##0', "[$¥-804]#,##0.00"),
    *('0;-0;"零"', "0;;", "0.00;[Red]-0.00", "+0;-0;0", "00000;-00000", "[Blue]0.0", "[颜色10]0", ";;;"),
    *('[>=60]"合格";"不合格"', '[>=60]0"分";0"差"', '"98.8"', "[<1]0.00;0"),
    *("@", "0,", "0.0,,", '#,##0,"千"'),
    *("[DBNum1]General", "[DBNum2][$-804]0", "[$-2000401]0"),
    *("0!年", 'G/通用格式"分"', "0.00x", "General;General;General"),
)  # fmt: skip
NUMBERS = (
    *(0, 1, 2, 12, 3.5, 0.5, 0.25, 1 / 3, 2 / 3, 0.75, 98.8, 99.96, 59.999, 60, 123),
    *(1234, 12345.678, 1234567),
    *(20260101, 123456789012, 1.5e15, 0.05, 0.125, 0.005, -1, -0.5, -12.345, 1e-5, 100, 7.25, 33.335),
)  # fmt: skip
DATE_FORMATS = (
    *("yyyy-mm-dd", "yyyy/m/d", "m/d/yy", 'yyyy"年"m"月"d"日"', 'm"月"d"日"', 'yyyy"年"m"月"', "d-mmm"),
    *("yyyy年m月d日", "mmm-yy", "d-mmm-yy", "h:mm"),
    *("h:mm:ss", "h:mm AM/PM", "[h]:mm", "[mm]:ss", "[hh]:mm:ss"),
    *("mm:ss", "yyyy/m/d h:mm", "yyyy-mm-dd;@", "m-d-yy", "dddd"),
    *("ddd", "mmmmm", "yy-m", "[$-409]d-mmm;@", "m月d日"),
    *('[$-804]yyyy"年"m"月"d"日";@', 'h"时"mm"分"ss"秒"', "[$-F800]dddd, mmmm dd, yyyy", "mm:ss.0", "aaaa"),
)  # fmt: skip
DAYS = (1, 45, 45000, 46085, 46085.5, 46085.25, 0.25, 0.75, 1.5, 60.999988)
PAIRS = [
    *((number, code) for code in NUMBER_FORMATS for number in NUMBERS),
    *((day, code) for code in DATE_FORMATS for day in DAYS),
]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Cell, str]]:
    """Every pair as this reader and as LibreOffice shows it."""
    folder = tmp_path_factory.mktemp("formats")
    book = Workbook()
    sheet = book.worksheets[0]
    for row, (number, code) in enumerate(PAIRS, 1):
        sheet.cell(row, 1, "行")
        sheet.cell(row, 2, number).number_format = code
    book.save(folder / "formats.xlsx")
    (text,) = convert([folder / "formats.xlsx"], "csv:Text - txt - csv (StarCalc):44,34,76,1", folder / "out")
    with text.open(encoding="utf-8", newline="") as file:
        theirs = [fields[1] for fields in csv.reader(file)]
    read = open_workbook(folder / "formats.xlsx", "formats.xlsx")
    ours = [row.cells[1] for row in read.rows(read.sheets[0])]
    assert len(theirs) == len(ours) == len(PAIRS)
    return list(zip(ours, theirs, strict=True))


def test_it_is_what_libreoffice_shows(both: list[tuple[Cell, str]]) -> None:
    claimed = [
        (pair, cell.seen, theirs)
        for pair, (cell, theirs) in zip(PAIRS, both, strict=True)
        if cell.exact and (cell.kind is CellKind.NUMBER or cell.shown is not None)
    ]
    assert len(claimed) > 1000
    wrong = [one for one in claimed if one[1].split() != one[2].split()]
    assert wrong == []


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        (0.5, "0%", "50%"),
        (12, "0000", "0012"),
        (0.5, "# ?/?", "1/2"),
        (1.75, "# ?/?", "1 3/4"),
        (1 / 3, "# ?/?", "1/3"),
        (1234567, "#,##0", "1,234,567"),
        (123456789012, "0.00E+00", None),
        (123000000000, "0.00E+00", "1.23E+11"),
        (46085, 'm"月"d"日"', "3月4日"),
        (46085, "yyyy/m/d", "2026/3/4"),
        (1, '"A"000', "A001"),
        (-5, "#,##0_);(#,##0)", "(5)"),
        (12, "General", "12"),
        (123456789012, "General", "123456789012"),
    ],
)
def test_the_text_itself(number: float, code: str, text: str | None) -> None:
    shown = shown_number(float(number), code, EPOCH)
    assert shown is not None
    assert (shown.text.strip() if shown.exact else None) == text


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (1 / 3, "0.00"),
        (0.333, "0.0"),
        (0.005, "0%"),
        (98.8, '"98.8"'),
        (98.8, ";;;"),
        (98.8, '[>=60]"合格";"不合格"'),
        (1234, "0,"),
        (1 / 3, "General"),
        (1.5e15, "0"),
        (0.3, "# ?/4"),
        (5, "#.##"),
        (5, "[DBNum1]General"),
        (5, "[$-2000401]0"),
        (5, "0.00x"),
        (5, "aaaa"),
    ],
)
def test_what_hides_or_rounds_the_number_or_is_not_known_is_never_exact(number: float, code: str) -> None:
    shown = shown_number(float(number), code, EPOCH)
    assert shown is None or not shown.exact


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("General", "甲"),
        ("@", "甲"),
        ("0.00", "甲"),
        ('@"同志"', "甲同志"),
        (";;;", ""),
        ('0;0;0;"乙"', "乙"),
    ],
)
def test_a_text_is_shown_through_its_own_section(code: str, text: str) -> None:
    assert shown_text("甲", code) == text


def cells_of(path: Path) -> dict[str, Cell]:
    """The cells of the first sheet by their column, of its first row."""
    read = open_workbook(path, path.name)
    (row,) = read.rows(read.sheets[0])
    return {"ABCDEFGHIJKLMN"[cell.column - 1]: cell for cell in row.cells}


def test_every_kind_of_cell_says_what_it_shows(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["甲", True, "#N/A", 12, 0.5, dt.date(2026, 3, 4), "=1/2", "乙", 5])
    sheet["C1"].data_type = "e"
    sheet["D1"].number_format = "0000"
    sheet["E1"].number_format = "0%"
    sheet["F1"].number_format = 'm"月"d"日"'
    sheet["G1"].number_format = "0%"
    sheet["H1"].number_format = '@"同志"'
    sheet["J1"] = CellRichText("张", TextBlock(InlineFont(b=True), "三"))
    book.save(tmp_path / "a.xlsx")
    added = (
        b'<c r="K1" t="inlineStr"><is><t>\xe6\x9d\x8e</t><rPh sb="0" eb="1"><t>LI</t></rPh></is></c>'
        b'<c r="L1" s="0"><f>1/2</f><v>0.5</v></c></row>'
    )
    rebuild(tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": lambda xml: xml.replace(b"</row>", added)})
    cells = cells_of(tmp_path / "a.xlsx")
    seen = {column: (cell.kind, cell.seen, cell.exact) for column, cell in cells.items()}
    assert seen == {
        "A": (CellKind.TEXT, "甲", True),
        "B": (CellKind.TRUTH, "TRUE", True),
        "C": (CellKind.ERROR, "#N/A", True),
        "D": (CellKind.NUMBER, "0012", True),
        "E": (CellKind.NUMBER, "50%", True),
        "F": (CellKind.DATE, "3月4日", True),
        "G": (CellKind.FORMULA, "", True),
        "H": (CellKind.TEXT, "乙同志", False),
        "I": (CellKind.NUMBER, "5", True),
        "J": (CellKind.TEXT, "张三", True),
        "K": (CellKind.TEXT, "李", True),
        "L": (CellKind.FORMULA, "0.5", True),
    }


@pytest.mark.parametrize(
    ("number", "text"), [(31, "2026年3月4日"), (58, "3月4日"), (57, "2026年3月"), (14, "2026/3/4")]
)
def test_formats_built_into_chinese_excel_are_known_by_their_numbers(
    tmp_path: Path, number: int, text: str
) -> None:
    book = Workbook()
    book.worksheets[0].append([46085])
    book.worksheets[0]["A1"].number_format = "0.000000"
    book.save(tmp_path / "a.xlsx")

    def renumbered(styles: bytes) -> bytes:
        changed = styles.replace(b'<xf numFmtId="164"', b'<xf numFmtId="%d"' % number)
        assert changed != styles
        return changed

    rebuild(tmp_path / "a.xlsx", {"xl/styles.xml": renumbered})
    cell = cells_of(tmp_path / "a.xlsx")["A"]
    assert (cell.kind, cell.seen) == (CellKind.DATE, text)
