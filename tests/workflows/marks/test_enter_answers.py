"""The way of an entry through an exam folder: what is written when, what is read back."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from quizgen.entry.marks import point_values
from quizgen.files.yaml_write import dump_yaml
from quizgen.model.exam import Mode
from quizgen.model.ledger import Stamp
from quizgen.records.exam_folder import ExamFolder
from quizgen.workflows.exam.new import ExamOrder, new_exam
from quizgen.workflows.marks.entry import (
    NothingEntered,
    TwoFiles,
    entry_exam,
    read_entry,
    write_entry,
)
from tests.small_bank import write_bank

KNOWLEDGE = Path(__file__).parents[3] / "docs" / "_data"
SECTIONS = [
    {"kind": "single", "count": 2, "points": 1},
    {"kind": "true_false", "count": 1, "points": 1},
    {"kind": "case", "count": 1, "points": 6},
    {"kind": "short", "count": 1, "points": 4},
]
COMMON = {"topic": "明责", "difficulty": "易", "cites": ["xiamen-019"]}
FURTHER = [
    {
        **COMMON,
        "id": "TS-0901",
        "kind": "case",
        "text": "某单位遇到一件事。",
        "explain": "照清单一步一步办。",
        "parts": [
            {"kind": "true_false", "stem": "应当报告。", "answer": True, "explain": "先报告，后整改。"},
            {
                "kind": "short",
                "stem": "怎样处理？",
                "explain": "两步的次序不能颠倒。",
                "points_for": [{"point": "先报告"}, {"point": "后整改"}],
            },
        ],
    },
    {
        **COMMON,
        "id": "TS-0902",
        "kind": "short",
        "stem": "简述步骤。",
        "explain": "两步的次序不能颠倒。",
        "points_for": [{"point": "第一步"}, {"point": "第二步"}],
    },
]
PEOPLE = "编号,姓名,单位,职务\n001,张三,测试一局,科长\n002,李四,测试一局,\n003,测试甲,测试二局,\n"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exam")
    bank = write_bank(folder / "bank", sections=SECTIONS, **{"pass": 6})
    (bank / "more.yaml").write_text(dump_yaml(FURTHER), encoding="utf-8")
    (folder / "roster.csv").write_text(PEOPLE, encoding="utf-8")
    new_exam(
        ExamOrder(
            folder=folder / "exam",
            blueprint="small",
            banks=(bank,),
            knowledge=KNOWLEDGE,
            mode=Mode.INDIVIDUAL,
            key=bytes(32),
            stamp=Stamp(time=dt.datetime(2026, 12, 1, tzinfo=dt.UTC), tool="test"),
            spare=1,
            roster=folder / "roster.csv",
        ),
        lambda _done, _total: None,
    )
    return folder / "exam"


@pytest.fixture
def exam(drawn: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(drawn, tmp_path / "exam"))


def fill(exam: Path, name: str = "answers.xlsx", **changes: str) -> None:
    """Everybody sat, and put A or √ everywhere."""
    path = exam / name
    if not path.exists():
        write_entry(exam, second=name != "answers.xlsx")
    book = load_workbook(path)
    sheet = book["作答"]
    for line in range(2, 5):
        sheet.cell(line, 6, "参加")
        for column in range(7, sheet.max_column + 1):
            sheet.cell(line, column, "√" if "判断" in str(sheet.cell(1, column).value) else "A")
    for cell, text in changes.items():
        sheet[cell] = text
    book.save(path)


def judge(exam: Path, name: str, given: float, marker: str, lines: int = 12) -> None:
    """Every scoring point gets the same."""
    book = load_workbook(exam / name)
    sheet = book["评分"]
    assert sheet.max_row == lines + 1
    for line in range(2, sheet.max_row + 1):
        sheet.cell(line, 7, given)
        sheet.cell(line, 8, marker)
    book.save(exam / name)


def test_sheets_are_written_once_and_for_their_owner_only(exam: Path) -> None:
    written = write_entry(exam)
    assert written.made == ("answers.xlsx", "marks.xlsx")
    assert [(exam / name).stat().st_mode & 0o777 for name in written.made] == [0o600, 0o600]
    before = (exam / "answers.xlsx").read_bytes()
    again = write_entry(exam)
    assert (again.made, again.kept) == ((), ("answers.xlsx", "marks.xlsx"))
    assert (exam / "answers.xlsx").read_bytes() == before


def test_what_is_filled_in_comes_back_with_its_marks(exam: Path) -> None:
    fill(exam)
    judge(exam, "marks.xlsx", 1, "测试乙")
    entered = read_entry(exam)
    assert entered.problems == ()
    assert entered.files == ("answers.xlsx", "marks.xlsx")
    first = entered.sheets[0]
    places = entry_exam(ExamFolder(exam)).places("001")
    assert [(one.question, one.part) for one in first.answers] == [place.id for place in places]
    by_key = {(one.question, one.part): one for one in first.answers}
    for place in places:
        answer = by_key[place.id]
        if place.order:
            assert answer.options == (place.order[0],)
        for credit, (_text, full) in zip(answer.credits, point_values(place), strict=True):
            assert credit * full == Fraction(1)


def test_csv_may_stand_in_but_not_beside(exam: Path) -> None:
    fill(exam)
    judge(exam, "marks.xlsx", 1, "测试乙")
    whole = read_entry(exam)
    rows = list(load_workbook(exam / "answers.xlsx")["作答"].iter_rows(values_only=True))
    with (exam / "answers.csv").open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(rows)
    with pytest.raises(TwoFiles, match="只留一份"):
        read_entry(exam)
    (exam / "answers.xlsx").unlink()
    assert read_entry(exam).sheets == whole.sheets


def test_nothing_entered_is_said(exam: Path) -> None:
    with pytest.raises(NothingEntered, match="exam entry"):
        read_entry(exam)


def test_short_answers_without_marks_are_named(exam: Path) -> None:
    fill(exam)
    (exam / "marks.xlsx").unlink()
    assert [one.rule for one in read_entry(exam).problems] == ["A220"]


def test_two_entries_differ_and_a_third_person_decides(exam: Path) -> None:
    fill(exam)
    judge(exam, "marks.xlsx", 1, "测试乙")
    fill(exam, "answers-2.xlsx", G2="b", F4="违纪")
    judge(exam, "marks-2.xlsx", 1, "测试丙")
    entered = read_entry(exam)
    assert [one.rule for one in entered.problems] == ["A040", "A040"]
    assert [sheet.candidate.number for sheet in entered.sheets] == ["001", "002"]
    assert write_entry(exam).made == ("差异.xlsx",)
    book = load_workbook(exam / "差异.xlsx")
    for line, text in ((2, "b"), (3, "参加")):
        book["差异"].cell(line, 8, text)
        book["差异"].cell(line, 9, "测试丁")
    book.save(exam / "差异.xlsx")
    settled = read_entry(exam)
    assert settled.problems == ()
    assert len(settled.sheets) == 3
    place = entry_exam(ExamFolder(exam)).places("001")[0]
    assert settled.sheets[0].answers[0].options == (place.order[1],)


def test_markers_who_are_far_apart_get_a_sheet_for_the_third(exam: Path) -> None:
    fill(exam)
    judge(exam, "marks.xlsx", 1, "测试乙")
    write_entry(exam, second=True)
    (exam / "answers-2.xlsx").unlink()
    judge(exam, "marks-2.xlsx", 0, "测试丙")
    assert {one.rule for one in read_entry(exam).problems} == {"A219"}
    assert "marks-3.xlsx" in write_entry(exam).made
    judge(exam, "marks-3.xlsx", 0.5, "测试丁")
    settled = read_entry(exam)
    assert settled.problems == ()
    assert {answer.markers for sheet in settled.sheets for answer in sheet.answers if answer.credits} == {
        ("测试丁",)
    }


def test_the_second_person_gets_sheets_of_their_own(exam: Path) -> None:
    assert write_entry(exam, second=True).made == ("answers-2.xlsx", "marks-2.xlsx")
    assert not (exam / "answers.xlsx").exists()


def test_whoever_has_no_marks_yet_is_in_doubt_and_the_others_are_not(exam: Path) -> None:
    fill(exam)
    judge(exam, "marks.xlsx", 1, "测试乙")
    book = load_workbook(exam / "marks.xlsx")
    sheet = book["评分"]
    line = next(line for line in range(2, 14) if sheet.cell(line, 1).value == "002")
    sheet.cell(line, 7).value = None
    book.save(exam / "marks.xlsx")
    entered = read_entry(exam)
    assert [one.rule for one in entered.problems] == ["A212"]
    assert entered.doubtful == {"002"}
    assert [sheet.candidate.number for sheet in entered.sheets] == ["001", "002", "003"]


def test_a_paper_that_is_void_is_not_marked(exam: Path) -> None:
    fill(exam, F3="作废", F4="违纪")
    write_entry(exam)
    (exam / "marks.xlsx").unlink()
    write_entry(exam)
    judge(exam, "marks.xlsx", 1, "测试乙", lines=4)
    entered = read_entry(exam)
    assert entered.problems == ()
    assert entered.doubtful == frozenset()


def test_the_third_marks_only_what_is_open(exam: Path) -> None:
    fill(exam)
    judge(exam, "marks.xlsx", 1, "测试乙")
    write_entry(exam, second=True)
    (exam / "answers-2.xlsx").unlink()
    judge(exam, "marks-2.xlsx", 1, "测试丙")
    write_entry(exam)
    assert not (exam / "marks-3.xlsx").exists()
    book = load_workbook(exam / "marks-2.xlsx")
    sheet = book["评分"]
    for line in range(2, 14):
        if sheet.cell(line, 1).value == "002":
            sheet.cell(line, 7, 0)
    book.save(exam / "marks-2.xlsx")
    assert {one.rule for one in read_entry(exam).problems} == {"A219"}
    assert read_entry(exam).doubtful == {"002"}
    write_entry(exam)
    judge(exam, "marks-3.xlsx", 0, "测试丁", lines=4)
    settled = read_entry(exam)
    assert settled.problems == ()
    markers = {
        sheet.candidate.number: {answer.markers for answer in sheet.answers if answer.credits}
        for sheet in settled.sheets
    }
    assert markers["002"] == {("测试丁",)}
    assert markers["001"] == markers["003"] == {("测试乙", "测试丙")}


def test_of_two_differences_one_decided_the_other_stays_open(exam: Path) -> None:
    fill(exam)
    judge(exam, "marks.xlsx", 1, "测试乙")
    fill(exam, "answers-2.xlsx", G2="b", G3="b")
    judge(exam, "marks-2.xlsx", 1, "测试丙")
    write_entry(exam)
    book = load_workbook(exam / "差异.xlsx")
    book["差异"].cell(2, 8, "b")
    book["差异"].cell(2, 9, "测试丁")
    book.save(exam / "差异.xlsx")
    entered = read_entry(exam)
    assert [(one.candidate, one.item) for one in entered.differences] == [("002", "1")]
    assert [one.rule for one in entered.problems] == ["A040"]
    assert "差异.xlsx" in entered.files
    assert entered.doubtful == {"002"}
