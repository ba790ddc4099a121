"""Who came, taken over from the sign-in sheets of the rooms; every contradiction named with its cell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from tests.tool import Run, quizgen
from tests.workflows.day.acts import contents, ledger, mark, rules, went_well, withdraw
from tests.workflows.filled import fill_in, right_answer, scores_of

HEADS = ("序号", "座位", "编号", "姓名", "单位", "职务", "签名", "到考情况", "备注")
Row = tuple[str, str, str, str]
"""编号, 姓名, 签名, 到考情况."""
ONE: Sequence[Row] = (("001", "测试甲", "", "到考"), ("002", "测试乙", "", "缺考"))
TWO: Sequence[Row] = (("003", "测试丙", "测试丙", ""), ("004", "测试丁", "", "迟到"))


def sheets(path: Path, **rooms: Sequence[Row]) -> Path:
    """A workbook with a sheet a room, as staff fill it in."""
    book = Workbook()
    del book[book.sheetnames[0]]
    for name, rows in rooms.items():
        sheet = book.create_sheet(name)
        sheet.append([f"{name}签到表"])
        sheet.merge_cells("A1:I1")
        sheet.append(["考场", "", "", "2026-12-01"])
        sheet.append(HEADS)
        for at, (number, person, signed, came) in enumerate(rows, 1):
            sheet.append([str(at), f"{at:02d}", number, person, "测试一局", "", signed, came, ""])
    path.parent.mkdir(exist_ok=True)
    book.save(path)
    return path


def open_document(path: Path, name: str, rows: Sequence[Row]) -> None:
    """The same as an OpenDocument table."""
    texts = [HEADS, *(("", "", number, who, "", "", signed, came, "") for number, who, signed, came in rows)]
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = "".join(
        f"<table:table-row>{''.join(cell.format(text) for text in row)}</table:table-row>" for row in texts
    )
    kinds = ("office", "table", "text")
    names = " ".join(f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in kinds)
    with ZipFile(path, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:spreadsheet>"
            f'<table:table table:name="{name}">{lines}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )


def absences(exam: Path, *files: Path) -> Run:
    return quizgen("exam", "absences", exam, *files, "--by", "李四")


def entered(exam: Path, states: dict[str, str]) -> Path:
    return fill_in(exam, lambda _, place: right_answer(place), states)


def refused(exam: Path, run: Run, before: object, *told: str) -> None:
    assert run.status == 1, run.out
    assert [text for text in told if text not in run.err + run.out] == [], run.err + run.out
    assert contents(exam) == before


def test_who_is_absent_is_absent_in_the_scores(exam: Path, tmp_path: Path) -> None:
    run = went_well(absences(exam, sheets(tmp_path / "签到表.xlsx", 一考场=ONE, 二考场=TWO)))
    assert "到考 3 人，缺考 1 人" in run.out
    assert "缺考：002" in run.out
    (line,) = [one for one in ledger(exam) if one["act"] == "attended"]
    assert (line["by"], line["details"]) == ("李四", {"参加": 3, "缺考": 1})
    assert "测试" not in str(line["details"])
    path = entered(exam, {"002": "缺考"})
    path.write_text(path.read_text(encoding="utf-8").replace("缺考", ""), encoding="utf-8")
    run = went_well(mark(exam))
    assert "[A112] 状态空着，按签到表" in run.out
    assert scores_of(exam)["002"]["attendance"] == "缺考"
    assert rules(exam) == []


def test_an_open_document_and_a_folder_of_rooms_are_read(exam: Path, tmp_path: Path) -> None:
    rooms = tmp_path / "各考场"
    sheets(rooms / "签到表-1.xlsx", 一考场=ONE)
    open_document(rooms / "签到表-2.ods", "二考场", TWO)
    assert "到考 3 人，缺考 1 人" in went_well(absences(exam, rooms)).out
    empty = tmp_path / "空"
    empty.mkdir()
    assert "没有名字带“签到表”的表格" in absences(exam, empty).err


def test_every_fault_is_told_at_once_and_nothing_recorded(exam: Path, tmp_path: Path) -> None:
    went_well(withdraw(exam, "004"))
    before = contents(exam)
    wrong: Sequence[Row] = (
        ("001", "测试甲", "测试甲", "缺考"),
        ("002", "测试丙", "", "到考"),
        ("009", "测试壬", "", "到考"),
        ("003", "测试丙", "", "来了"),
        ("004", "测试丁", "", "到考"),
        ("", "测试戊", "", "到考"),
    )
    run = absences(exam, sheets(tmp_path / "签到表.xlsx", 一考场=wrong))
    refused(
        *(exam, run, before),
        "一考场!H4：编号 001 写着缺考，却有签名",
        "一考场!D5：编号 002 是“测试乙”，这里写的是“测试丙”",
        "一考场!C6：编号“009”不在这次考试里",
        "一考场!H7：到考情况“来了”认不出",
        "一考场!H8：编号 004 已经退考",
        "一考场!C9：“测试戊”没有编号",
    )


def test_two_rooms_that_contradict_each_other_are_refused(exam: Path, tmp_path: Path) -> None:
    before = contents(exam)
    other: Sequence[Row] = (*TWO, ("002", "测试乙", "", "到考"))
    one = sheets(tmp_path / "签到表.xlsx", 一考场=ONE, 二考场=other)
    told = "编号 002 在这里是到考，在"
    refused(exam, absences(exam, one), before, "[A048]", "二考场!H6", told)
    first, second = sheets(tmp_path / "一/签到表.xlsx", 甲=ONE), sheets(tmp_path / "二/签到表.xlsx", 乙=other)
    went_well(absences(exam, first))
    refused(exam, absences(exam, second), contents(exam), "[A048]", told, "一/签到表.xlsx!甲!H5")
    went_well(absences(exam, sheets(first, 甲=ONE[:1]), second))


def test_a_person_in_two_rows_and_a_row_that_says_nothing_are_refused(exam: Path, tmp_path: Path) -> None:
    before = contents(exam)
    rows: Sequence[Row] = (*ONE, ("001", "测试甲", "", "到考"), ("003", "测试丙", "", ""))
    run = absences(exam, sheets(tmp_path / "签到表.xlsx", 一考场=rows))
    refused(exam, run, before, "[A012]", "[A047]", "编号 003 没有写到考情况，也没有签名")
    headless = Workbook()
    headless.save(tmp_path / "别的.xlsx")
    refused(exam, absences(exam, tmp_path / "别的.xlsx"), before, "[A001]")


@pytest.mark.parametrize(
    ("states", "told"),
    [
        ({}, "登记为参加，签到表（"),
        ({"002": "缺考", "001": "缺考"}, "登记为缺考，签到表（"),
    ],
    ids=["answers of somebody absent", "no answers of somebody present"],
)
def test_an_entry_that_contradicts_the_list_is_not_marked(
    exam: Path, tmp_path: Path, states: dict[str, str], told: str
) -> None:
    entered(exam, states)
    run = absences(exam, sheets(tmp_path / "签到表.xlsx", 一考场=ONE, 二考场=TWO))
    assert (run.status, "[A049]" in run.err + run.out, told in run.err + run.out) == (1, True, True)
    assert "[A049]" in mark(exam).out


def test_answers_in_the_row_of_somebody_absent_are_told(exam: Path, tmp_path: Path) -> None:
    path = entered(exam, {})
    rows = path.read_text(encoding="utf-8").splitlines()
    rows[2] = rows[2].replace(",参加,", ",,")
    path.write_text("\n".join(rows), encoding="utf-8")
    run = absences(exam, sheets(tmp_path / "签到表.xlsx", 一考场=ONE, 二考场=TWO))
    assert (run.status, "[A020]" in run.err + run.out) == (1, True)


def test_a_list_that_was_altered_is_not_used(exam: Path, tmp_path: Path) -> None:
    went_well(absences(exam, sheets(tmp_path / "签到表.xlsx", 一考场=ONE, 二考场=TWO)))
    file = exam / "attendance.jsonl"
    kept = file.read_bytes()
    file.write_bytes(kept.replace("缺考".encode(), "参加".encode()))
    assert rules(exam) == ["V023"]
    entered(exam, {})
    assert "没有使用" in mark(exam).err
    file.unlink()
    assert rules(exam) == ["V023"]
    file.write_bytes(kept)
    file.chmod(0o600)
    assert rules(exam) == []


def test_a_list_that_nobody_recorded_is_found(exam: Path) -> None:
    (exam / "attendance.jsonl").write_bytes(b"")
    (exam / "attendance.jsonl").chmod(0o600)
    assert rules(exam) == ["V060"]
    entered(exam, {})
    assert "没有使用" in mark(exam).err
