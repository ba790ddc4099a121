"""Single cells of a review workbook: what replaces what, in the XML that office programs read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openpyxl import load_workbook
from openpyxl.styles import Font

from quizgen.markup.review_words import review_cells
from quizgen.model.review import SignedResult
from quizgen.reviews.workbook import ReviewWorkbook
from tests.office.packages import changed_parts, parts, rebuild
from tests.reviews.test_review_workbook import OURS, SHEET, attached, cells, made, simple
from tests.signed_scores import person


def part(data: bytes) -> Any:
    """The XML of the sheet."""
    return etree.fromstring(parts(data)[SHEET])


def cell(data: bytes, name: str) -> Any:
    """One cell of it."""
    (found,) = part(data).xpath(f"//*[local-name()='c'][@r='{name}']")
    return found


def seen(element: Any) -> tuple[str, dict[str, str]]:
    """The names of what is in a cell, with its text; its attributes without place and style."""
    inside = " ".join(f"{etree.QName(one).localname}={one.text or ''}" for one in element.iter())
    return inside, {key: value for key, value in element.attrib.items() if key not in {"r", "s"}}


def with_cell(path: Path, name: str, xml: str) -> Path:
    """Put raw XML in place of a cell, its style kept."""

    def edit(data: bytes) -> bytes:
        found = re.search(rf'<c r="{name}"([^>]*?)(/>|>.*?</c>)'.encode(), data)
        assert found is not None
        style = re.search(rb's="\d+"', found[1])
        return data.replace(found[0], xml.replace("STYLE", style[0].decode() if style else "").encode())

    return rebuild(path, {SHEET: edit})


def with_score(path: Path, value: object = "九十") -> Path:
    """A workbook with a 成绩 column whose first cell holds something in bold."""

    def dress(sheet: Any) -> None:
        sheet["C2"] = value
        sheet["C2"].font = Font(bold=True)

    return simple(path, "成绩", "考试名称", dress=dress)


def shared(path: Path) -> Path:
    """The texts of the sheet as Excel keeps them: numbers of entries in a part of their own."""
    texts: list[str] = []

    def number(found: re.Match[bytes]) -> bytes:
        texts.append(found[2].decode())
        return b'<c%s t="s"><v>%d</v></c>' % (found[1], len(texts) - 1)

    def edit(data: bytes) -> bytes:
        return re.sub(rb'<c([^>]*?) t="inlineStr"><is><t>([^<]*)</t></is></c>', number, data)

    rebuild(path, {SHEET: edit})
    main, kind = (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "application/vnd.openxmlformats-",
    )
    entries = "".join(f"<si><t>{text}</t></si>" for text in texts)
    whole = f'<sst xmlns="{main}" count="{len(texts)}" uniqueCount="{len(texts)}">{entries}</sst>'
    link = (
        '<Relationship Id="rIdS" Target="sharedStrings.xml" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/sharedStrings"/></Relationships>'
    )
    name = "officedocument.spreadsheetml.sharedStrings+xml"
    listed = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}{name}"/></Types>'
    return rebuild(
        path,
        {
            "xl/sharedStrings.xml": lambda _: whole.encode(),
            "xl/_rels/workbook.xml.rels": lambda data: data.replace(b"</Relationships>", link.encode()),
            "[Content_Types].xml": lambda data: data.replace(b"</Types>", listed.encode()),
        },
    )


HELD = {
    "shared": None,
    "inline": '<c r="C2" STYLE t="inlineStr"><is><r><t>九十</t></r><phoneticPr fontId="1"/></is></c>',
    "string": '<c r="C2" STYLE t="str"><v>九十</v></c>',
    "truth": '<c r="C2" STYLE t="b"><v>1</v></c>',
    "error": '<c r="C2" STYLE t="e" cm="1" vm="1" ph="1"><v>#N/A</v></c>',
    "number": '<c r="C2" STYLE t="n"><v>90</v></c>',
}


@pytest.mark.parametrize("held", HELD)
def test_a_number_over_anything_is_a_number_and_nothing_else_in_the_cells_own_style(
    tmp_path: Path, results: list[SignedResult], held: str
) -> None:
    path = with_score(tmp_path / "a.xlsx")
    if HELD[held] is None:
        shared(path)
    else:
        with_cell(path, "C2", str(HELD[held]))
    before = path.read_bytes()
    data, refusals = attached(path, results, replace=True)
    assert refusals == [None] * 3
    assert seen(cell(data, "C2")) == ("c= v=85.5", {})
    assert cell(data, "C2").get("s") == cell(before, "C2").get("s")
    assert cells(data, tmp_path)["C2"] == 85.5
    assert changed_parts(before, data) == {SHEET}


@pytest.mark.parametrize("held", ["7", "旧名", "=1"])
def test_a_text_over_anything_is_a_text_and_a_formula_stays(
    tmp_path: Path, results: list[SignedResult], held: str
) -> None:
    def dress(sheet: Any) -> None:
        sheet["D2"] = 7 if held == "7" else held

    path = simple(tmp_path / "a.xlsx", "成绩", "考试名称", dress=dress)
    data, refusals = attached(path, results, replace=True)
    if held == "=1":
        assert refusals[0] is not None
        assert refusals[0].rule == "F014"
        assert seen(cell(data, "D2"))[0].startswith("c= f=1")
    else:
        assert seen(cell(data, "D2")) == (f"c= is= t={results[0].exam}", {"t": "inlineStr"})


@pytest.mark.parametrize("name", [" 秋季测试", "秋季测试 ", "\n秋季\n测试", "秋 季", "　秋季"])
def test_spaces_at_the_ends_of_a_text_are_kept_and_found_again(
    tmp_path: Path, results: list[SignedResult], name: str
) -> None:
    odd = [results[0].model_copy(update={"exam": name})]
    data, _ = attached(simple(tmp_path / "a.xlsx"), odd)
    where = next(key for key, value in cells(data, tmp_path).items() if value == "考试名称")[0]
    assert cells(data, tmp_path)[f"{where}2"] == name
    text = cell(data, f"{where}2").find(".//{*}t")
    kept = text.get("{http://www.w3.org/XML/1998/namespace}space")
    assert kept == (None if name == name.strip() else "preserve")
    (tmp_path / "b.xlsx").write_bytes(data)
    again = ReviewWorkbook(tmp_path / "b.xlsx", "b.xlsx")
    assert again.differences(again.subjects[0], odd[0]) == ()
    assert attached(tmp_path / "b.xlsx", odd)[0] == data


@pytest.mark.parametrize(
    ("noted", "then"),
    [("A1:B4", "A1:J4"), ("A1:Z99", "A1:Z99"), ("A1", "A1:J4"), ("B2:B3", "B2:J4"), (None, None)],
)
def test_the_noted_extent_reaches_the_new_cells_and_never_shrinks(
    tmp_path: Path, results: list[SignedResult], noted: str | None, then: str | None
) -> None:
    path = simple(tmp_path / "a.xlsx")
    new = b"" if noted is None else f'<dimension ref="{noted}"/>'.encode()
    rebuild(path, {SHEET: lambda data: re.sub(rb"<dimension [^>]*/>", new, data)})
    found = part(attached(path, results)[0]).find("{*}dimension")
    assert (None if found is None else found.get("ref")) == then


def test_an_extent_is_as_it_was_when_only_cells_that_were_there_are_filled(
    tmp_path: Path, results: list[SignedResult]
) -> None:
    path = made(tmp_path / "a.xlsx", [["编号", "姓名", *OURS], ["2026001", "测试甲", *("占" for _ in OURS)]])
    rebuild(path, {SHEET: lambda data: re.sub(rb"<dimension [^>]*/>", b'<dimension ref="A1:B2"/>', data)})
    data, _ = attached(path, results, replace=True)
    assert cells(data, tmp_path)["C2"] == 85.5
    assert part(data).find("{*}dimension").get("ref") == "A1:B2"


def test_cells_and_rows_stand_in_order_whatever_was_missing(
    tmp_path: Path, results: list[SignedResult]
) -> None:
    def dress(sheet: Any) -> None:
        for area in ("A1:A3", "B1:B3"):
            sheet.merge_cells(area)

    people: list[list[Any]] = [
        [None],
        [None],
        ["2026001", "测试甲", None, None, "备"],
        ["2026002", "测试乙", None, None, "备"],
    ]
    path = made(tmp_path / "a.xlsx", [["编号", "姓名", "单位", "成绩", "备注", "核验码"], *people], dress)
    rebuild(
        path, {SHEET: lambda data: re.sub(rb'<row r="[23]"[^>]*>.*?</row>|<row r="[23]"[^>]*/>', b"", data)}
    )
    data, refusals = attached(path, results)
    assert refusals == [None, None]
    rows = part(data).findall("{*}sheetData/{*}row")
    numbers = [int(row.get("r")) for row in rows]
    assert numbers == sorted(set(numbers))
    assert {1, 2, 3, 4, 5} <= set(numbers)
    for row in rows:
        names = [one.get("r") for one in row]
        assert names == sorted(set(names), key=lambda name: (len(name), name))
    found = cells(data, tmp_path)
    assert (found["D4"], found["E4"]) == (85.5, "备")
    assert found["F4"] == review_cells(results[0])["核验码"]  # type: ignore[index]


def test_new_cells_look_like_the_name_of_their_row_and_heading(
    tmp_path: Path, results: list[SignedResult]
) -> None:
    def dress(sheet: Any) -> None:
        for row, size in ((1, 20), (2, 12), (3, 13), (4, 14)):
            sheet.cell(row, 2).font = Font(size=size)

    data, _ = attached(simple(tmp_path / "a.xlsx", dress=dress), results)
    (tmp_path / "b.xlsx").write_bytes(data)
    sheet: Any = load_workbook(tmp_path / "b.xlsx").active
    sizes = [[sheet.cell(row, column).font.sz for column in range(3, 11)] for row in range(1, 5)]
    assert sizes == [[20] * 8, [12] * 8, [13] * 8, [14] * 8]


def test_shared_strings_are_neither_added_nor_counted_anew(
    tmp_path: Path, results: list[SignedResult]
) -> None:
    path = shared(with_score(tmp_path / "a.xlsx"))
    before = path.read_bytes()
    data, refusals = attached(path, results, replace=True)
    assert refusals == [None] * 3
    assert changed_parts(before, data) == {SHEET}
    found = cells(data, tmp_path)
    assert (found["A1"], found["B2"], found["C2"], found["C3"]) == ("编号", "测试甲", 85.5, 79)
    assert [cell(data, name).get("t") for name in ("A1", "C1", "C2", "D2")] == ["s", "s", None, "inlineStr"]


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        ('<col min="1" max="2" width="9"/>', ["1-2", "3", "4", "5", "6", "7", "8", "9", "10"]),
        (
            '<col min="2" max="4" width="9" hidden="1" outlineLevel="1" collapsed="1"/>',
            ["2-2!", "3", "4", "5", "6", "7", "8", "9", "10"],
        ),
        ('<col min="5" max="5" width="9" hidden="1"/>', ["3", "4", "5", "6", "7", "8", "9", "10"]),
        ('<col min="11" max="12" width="9" hidden="1"/>', [*map(str, range(3, 11)), "11-12!"]),
    ],
)
def test_the_new_columns_are_seen_and_the_others_stay_as_they_are(
    tmp_path: Path, results: list[SignedResult], columns: str, shown: list[str]
) -> None:
    path = simple(tmp_path / "a.xlsx")
    put = f"<cols>{columns}</cols><sheetData>".encode()
    rebuild(path, {SHEET: lambda data: data.replace(b"<sheetData>", put)})
    found = []
    for one in part(attached(path, results)[0]).find("{*}cols"):
        ends = f"{one.get('min')}-{one.get('max')}"
        new = one.get("min") == one.get("max") and one.get("customWidth") == "1"
        found.append((one.get("min") if new else ends) + ("!" if one.get("hidden") else ""))
        assert not (new and (one.get("outlineLevel") or one.get("collapsed")))
    assert found == shown


def test_new_columns_stand_beside_a_title_over_several_columns(
    tmp_path: Path, results: list[SignedResult]
) -> None:
    people = [[person(index).number, person(index).name] for index in (1, 2)]
    path = made(
        tmp_path / "a.xlsx",
        [["考核名单"], ["编号", "姓名"], *people],
        lambda sheet: sheet.merge_cells("A1:E1"),
    )
    found = cells(attached(path, results)[0], tmp_path)
    assert [found.get(f"{letter}2") for letter in "CDEF"] == [None, None, None, "成绩"]


def test_a_row_of_which_one_cell_is_refused_stays_whole_as_it_was(
    tmp_path: Path, results: list[SignedResult]
) -> None:
    def dress(sheet: Any) -> None:
        sheet["D2"] = "别的考试"

    path = simple(tmp_path / "a.xlsx", "成绩", "考试名称", dress=dress)
    data, refusals = attached(path, results)
    assert [one and one.rule for one in refusals] == ["F013", None, None]
    found = cells(data, tmp_path)
    assert {name for name in found if name[1:] == "2"} == {"A2", "B2", "D2"}
    assert found["C3"] == 79


@pytest.mark.parametrize(
    ("value", "agrees"),
    [(85.5, True), ("85.5", True), ("85.50", True), (" 85.5", True), (85.51, False), ("八五", False)],
)
def test_a_score_that_is_there_already_agrees_as_a_number(
    tmp_path: Path, results: list[SignedResult], value: object, *, agrees: bool
) -> None:
    path = with_score(tmp_path / "a.xlsx", value)
    data, refusals = attached(path, results)
    assert (refusals[0] is None) is agrees
    assert cells(data, tmp_path)["C2"] == value


@pytest.mark.parametrize(
    ("merged", "refused"), [("C2:D2", [False]), ("B2:C2", [True]), ("D2:E3", [True]), ("A5:D6", [False])]
)
def test_only_a_cell_that_a_merged_area_hides_cannot_be_filled(
    tmp_path: Path, results: list[SignedResult], merged: str, refused: list[bool]
) -> None:
    path = made(
        tmp_path / "a.xlsx",
        [["编号", "姓名", "成绩", "备", "考试名称"], ["2026001", "测试甲"]],
        lambda sheet: sheet.merge_cells(merged),
    )
    _, refusals = attached(path, results)
    assert [one is not None for one in refusals] == refused
