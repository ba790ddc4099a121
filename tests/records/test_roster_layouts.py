"""Rosters as offices keep them are understood without being edited, or refused cell by cell."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from quizgen.errors import QuizgenError
from quizgen.model.exam import Candidate
from quizgen.model.terms import Terms
from quizgen.records.roster import RosterRead, read_roster
from tests.libreoffice import convert
from tests.records.roster_layouts import LAYOUTS, TEXTS, TWO, Layout, with_part, write_sheets

PRIVATE = ("110101199001011234", "13812345678", "1990.01")


def rows(people: tuple[Candidate, ...]) -> list[tuple[str, str, str, str]]:
    return [(one.number, one.name, one.unit, one.post) for one in people]


def faults(read: RosterRead) -> list[str]:
    return [str(problem) for problem in read.problems]


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_workbook_is_understood(name: str, tmp_path: Path) -> None:
    layout = LAYOUTS[name]
    read = read_roster(write_sheets(tmp_path / "名册.xlsx", {"人员": layout}), "名册.xlsx")
    assert faults(read) == []
    assert rows(read.people) == [tuple(one) for one in layout.people]
    assert {note.rule for note in read.notes} == layout.rules
    said = " ".join(map(str, read.notes))
    assert [one for one in PRIVATE if one in said] == []


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_understood(name: str, tmp_path: Path) -> None:
    file, text, encoding = TEXTS[name]
    (tmp_path / file).write_bytes(text.encode(encoding))
    read = read_roster(tmp_path / file, file)
    assert faults(read) == []
    assert rows(read.people) == list(TWO[: len(read.people)])


@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_another_office_program_keeps_the_same_people(kind: str, tmp_path: Path) -> None:
    """Every layout as a sheet of one workbook, saved by LibreOffice as OpenDocument, as an old workbook."""
    layouts = [*LAYOUTS.values()][:: 1 if kind == "ods" else 4]
    names = {f"表{index}": layout for index, layout in enumerate(layouts)}
    (file,) = convert([write_sheets(tmp_path / "名册.xlsx", names)], kind, tmp_path / "made")
    found = {name: read_roster(file, file.name, sheet=name) for name in names}
    assert [fault for read in found.values() for fault in faults(read)] == []
    assert {name: rows(read.people) for name, read in found.items()} == {
        name: [tuple(one) for one in layout.people] for name, layout in names.items()
    }
    assert {name: {note.rule for note in read.notes} for name, read in found.items()} == {
        name: layout.rules for name, layout in names.items()
    }


def test_every_fault_is_named_with_its_cell(tmp_path: Path) -> None:
    traps = Layout(
        [
            ["编号", "姓名", "单位", "职务"],
            ["2.026E+11", "测试甲", "测试局", "科长"],
            [1234567890123456789, "测试乙", "测试局", "科长"],
            ["003", None, "测试局", "科长"],
            ["004", "测试丁", "测试局", "13812345678"],
            ["005", "测试戊", None, "科长"],
            ["006", "测试己", "测试局", "=VLOOKUP(A7,A:B,2)"],
            ["007", "测试庚", "测试局", True],
            ["005", "测试辛", "测试局", None],
            ["005", "测试壬", "测试局", None],
        ]
    )
    read = read_roster(write_sheets(tmp_path / "名册.xlsx", {"人员": traps}), "名册.xlsx")
    assert [one.partition("：")[0] for one in faults(read)] == [
        "名册.xlsx: [R010] 人员!A2",
        "名册.xlsx: [R010] 人员!A3",
        "名册.xlsx: [R008] 人员!B4",
        "名册.xlsx: [R009] 人员!D5",
        "名册.xlsx: [R008] 人员!C6",
        "名册.xlsx: [R014] 人员!D7",
        "名册.xlsx: [R014] 人员!D8",
        "名册.xlsx: [R006] 人员!A10",
    ]
    assert all("（" in one for one in faults(read)), "each says what to do"
    assert "13812345678" not in " ".join(faults(read))


def test_without_a_name_column_nothing_is_guessed(tmp_path: Path) -> None:
    layout = Layout([["编号", "单位", "职务"], ["001", "测试局", "科长"]])
    read = read_roster(write_sheets(tmp_path / "名册.xlsx", {"人员": layout}), "名册.xlsx")
    assert (read.people, len(read.problems)) == ((), 1)
    assert "缺少列：姓名（" in faults(read)[0]


def test_a_table_without_headings_is_refused_and_not_repeated(tmp_path: Path) -> None:
    layout = Layout([["张三", PRIVATE[0], "甲局"], ["李四", PRIVATE[0], "甲局"]])
    read = read_roster(write_sheets(tmp_path / "名册.xlsx", {"人员": layout}), "名册.xlsx")
    assert [problem.rule for problem in read.problems] == ["R003"]
    assert PRIVATE[0] not in f"{faults(read)}{read.notes}{read.heads}"


def test_numbers_are_given_only_on_request_and_never_twice(tmp_path: Path) -> None:
    layout = Layout([["序号", "姓名", "单位"], [1, "张三", "测试局"], [2, "李四", "测试局"]])
    path = write_sheets(tmp_path / "名册.xlsx", {"人员": layout})
    (problem,) = faults(read_roster(path, "名册.xlsx"))
    assert "缺少列：编号、职务（没有编号的名册" in problem
    read = read_roster(path, "名册.xlsx", number_from="A009")
    assert [one.number for one in read.people] == ["A009", "A010"]
    some = Layout(
        [["编号", "姓名", "单位"], [None, "张三", "甲局"], ["7", "李四", "甲局"], [None, "王五", "甲局"]]
    )
    read = read_roster(write_sheets(path, {"人员": some}), "名册.xlsx", number_from="6")
    assert [one.number for one in read.people] == ["6", "7", "8"]


def test_a_bank_may_have_words_of_its_own(tmp_path: Path) -> None:
    layout = Layout([["编号", "姓名", "班级", "工种"], ["001", "张三", "一班", "焊工"]])
    path = write_sheets(tmp_path / "名册.xlsx", {"人员": layout})
    read = read_roster(path, "名册.xlsx", terms=Terms(unit="班级", post="工种"))
    assert rows(read.people) == [("001", "张三", "一班", "焊工")]
    assert read.heads == {"编号": "编号", "姓名": "姓名", "单位": "班级", "职务": "工种"}


def test_of_several_sheets_the_only_roster_is_read(tmp_path: Path) -> None:
    plain, other = LAYOUTS["plain"], Layout([["怎样填"], ["姓名不要加空格"]])
    path = write_sheets(tmp_path / "名册.xlsx", {"说明": other, "机关": plain})
    read = read_roster(path, "名册.xlsx")
    assert (read.sheet, len(read.people)) == ("机关", 2)
    assert [note.message for note in read.notes] == ["读的是工作表“机关”；没有读：说明"]
    write_sheets(path, {"机关": plain, "说明": other, "基层": plain})
    with pytest.raises(QuizgenError, match=r"有 2 张工作表都像名册（机关、基层）.*--sheet"):
        read_roster(path, "名册.xlsx")
    assert read_roster(path, "名册.xlsx", sheet="基层").sheet == "基层"
    with pytest.raises(QuizgenError, match="没有名为“人员”的工作表；有：机关、说明、基层"):
        read_roster(path, "名册.xlsx", sheet="人员")


def test_what_is_hidden_is_read_and_said(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "名册.xlsx", {"人员": LAYOUTS["plain"]})
    book = load_workbook(path)
    book["人员"].row_dimensions[3].hidden = True
    book["人员"].column_dimensions["C"].hidden = True
    book.save(path)
    read = read_roster(path, "名册.xlsx")
    assert rows(read.people) == list(TWO)
    assert [str(note) for note in read.notes] == [
        "名册.xlsx: [R109] 工作表“人员”：第 3 行是隐藏的，也读了",
        "名册.xlsx: [R109] 人员（第 1 行）：隐藏的列也读了：单位",
    ]


def test_macros_are_left_where_they_are(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "名册.xlsm", {"人员": LAYOUTS["plain"]})
    read = read_roster(with_part(path, "xl/vbaProject.bin", b"Sub AutoOpen()"), "名册.xlsm")
    assert rows(read.people) == list(TWO)
    assert [note.rule for note in read.notes] == ["R113"]


OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("名册.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "设了打开密码"),
        ("名册.xlsx", b"", "空文件"),
        ("名册.xls", OLE + "Workbook".encode("utf-16-le"), "不完整或已损坏"),
        ("名册.et", OLE, "这是 .et 文件.*另存为 .xlsx"),
        ("名册.wps", OLE, "这是 .wps 文件.*另存为 .xlsx"),
        ("名册.ods", b"PK\x03\x04half", "不完整或已损坏"),
        ("名册.csv", b"%PDF-1.7", "PDF 文件"),
    ],
)
def test_what_is_no_roster_is_refused_in_one_sentence(
    name: str, data: bytes, said: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(QuizgenError, match=said) as caught:
        read_roster(tmp_path / name, name)
    assert "\n" not in str(caught.value)


def test_a_bomb_half_a_file_and_a_huge_one_are_refused(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "名册.xlsx", {"人员": LAYOUTS["plain"]})
    half = tmp_path / "半份.xlsx"
    half.write_bytes(path.read_bytes()[:2000])
    huge = tmp_path / "大.csv"
    with huge.open("wb") as file:
        file.truncate(200 * 1024 * 1024)  # a file of holes: nothing is stored, nothing is read
    with_part(path, "xl/media/image1.bin", bytes(20 * 1024 * 1024))
    for one, said in ((path, "像是压缩炸弹"), (half, "不完整或已损坏"), (huge, "200 MB，太大")):
        with pytest.raises(QuizgenError, match=said):
            read_roster(one, one.name)
