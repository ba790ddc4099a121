"""Answers read back: spellings, orders, encodings; every doubtful cell is named, the rest is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from quizgen.entry.doubt import in_doubt
from quizgen.entry.read_answers import read_answers
from quizgen.entry.typed import meaning
from quizgen.model.answers import Answer, Attendance
from tests.entry.entered import (
    EXAM,
    HEADS,
    INDIVIDUAL,
    NOBODY,
    ROSTER,
    answers_of,
    edit,
    read,
    row,
    rules,
    save,
)

SINGLE, MULTIPLE, TRUTH, FILL = (EXAM.places("A")[index] for index in range(4))


@pytest.mark.parametrize(
    "typed",
    ["AC", "CA", "ac", "a、c", "A；C", "A C", "Ａ，Ｃ", "a.c.", " A\u00a0C\u3000", "ⒶⒸ", "A/C", "A\nC"],
)
def test_letters_are_read_as_people_type_them(typed: str) -> None:
    assert meaning(MULTIPLE, typed).options == (0, 2)


@pytest.mark.parametrize("typed", ["√", "✓", "✔", "✔\ufe0f", "☑", "V", "对", "正确", "是", "T", "Ｔ", "true"])
def test_right_is_read_as_people_type_it(typed: str) -> None:
    assert meaning(TRUTH, typed).truth is True


@pytest.mark.parametrize("typed", ["×", "✗", "✘", "X", "ｘ", "错", " 错误\u3000", "否", "F", "FALSE"])
def test_wrong_is_read_as_people_type_it(typed: str) -> None:
    assert meaning(TRUTH, typed).truth is False


@pytest.mark.parametrize("typed", ["1", "0", "A", "对错", "？"])
def test_what_might_be_either_is_not_guessed(typed: str) -> None:
    read_as = meaning(TRUTH, typed)
    assert read_as.truth is None
    assert read_as.fault is not None


@pytest.mark.parametrize("typed", ["-", "－", "—", "/", "空", "未答", ""])
@pytest.mark.parametrize("place", [SINGLE, TRUTH], ids=["single", "truth"])
def test_a_blank_may_be_typed(typed: str, place: object) -> None:
    assert place in {SINGLE, TRUTH}
    assert meaning(SINGLE if place is SINGLE else TRUTH, typed) == meaning(SINGLE, "")


@pytest.mark.parametrize(
    ("typed", "blanks"),
    [
        ("明责；问责", ("明责", "问责")),
        (" 明责 ; 问责 ", ("明责", "问责")),
        ("明责；-", ("明责", "")),
        ("甲；乙\n问责", ("甲；乙", "问责")),
        ("空；问责", ("空", "问责")),
        ("未作答", ()),
    ],
)
def test_blanks_stand_in_one_cell(typed: str, blanks: tuple[str, ...]) -> None:
    assert meaning(FILL, typed).blanks == blanks


def test_letters_go_back_to_the_options_through_the_order_of_that_form(tmp_path: Path) -> None:
    reading = read(tmp_path, [row("001", q2="AB"), row("002", 卷号="b", q2="AB")])
    first, second = (answers_of(reading, number)["TS-0002", None] for number in ("001", "002"))
    assert isinstance(first, Answer)
    assert isinstance(second, Answer)
    assert (first.options, second.options) == ((0, 1), (2, 3))
    assert first.typed == "AB"


def test_a_full_file_reads_without_a_word(tmp_path: Path) -> None:
    reading = read(tmp_path, [row("001"), row("002", 状态="违纪"), row("003", 状态="作废")])
    assert (reading.problems, reading.notes) == ((), ())
    assert [sheet.attendance for sheet in reading.sheets] == [
        Attendance.SAT,
        Attendance.CHEATED,
        Attendance.VOID,
        Attendance.ABSENT,
    ]
    assert reading.sheets[3].form is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_csv_is_read_in_the_encodings_of_chinese_excel(tmp_path: Path, encoding: str, delimiter: str) -> None:
    same = read(tmp_path, [row("001")])
    path = save(
        tmp_path / "answers.csv",
        [row("001"), *([one, "", "", "", "", "缺考"] for one in ("002", "003", "004"))],
    )
    text = path.read_text(encoding="utf-8").replace(",", delimiter).replace("√", "对").replace("×", "错")
    path.write_bytes(text.encode(encoding))
    reading = read_answers(path, "answers.csv", EXAM)
    assert reading.problems == ()
    assert answers_of(reading).keys() == answers_of(same).keys()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda line: line.rsplit(",", 1)[0], "这一行只有 10 格，表头有 11 格"),
        (lambda line: f"{line},A", "这一行有 12 格，比表头的 11 格多"),
        (lambda line: line.replace("AB", '"AB'), "引号没有配对"),
        (lambda line: line.replace(",", "；"), "这一行用了“；”，表头用的是“,”"),
    ],
)
def test_a_csv_line_that_lost_or_gained_a_field_is_not_read(
    tmp_path: Path, change: Callable[[str], str], said: str
) -> None:
    path = save(tmp_path / "answers.csv", [row("001"), row("002"), row("003"), row("004")])
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[2] = change(lines[2])
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    reading = read_answers(path, "answers.csv", EXAM)
    assert [sheet.candidate.number for sheet in reading.sheets] == ["001", "003", "004"]
    faults = [str(problem) for problem in reading.problems if problem.rule != "A022"]
    assert len(faults) == 1
    assert faults[0].startswith("answers.csv:3: [A025] ")
    assert said in faults[0]


def test_a_csv_with_line_breaks_in_its_headings_counts_lines_of_the_file(tmp_path: Path) -> None:
    path = save(tmp_path / "answers.csv", [row("001"), row("002"), row("003"), row("004")])
    lines = path.read_text(encoding="utf-8").replace("1 单选", '"1\n单选"').splitlines()
    lines[2] = f"{lines[2]},多"
    path.write_text("\n".join(lines), encoding="utf-8")
    reading = read_answers(path, "answers.csv", EXAM)
    assert [(str(problem.place), problem.line, problem.rule) for problem in reading.problems] == [
        ("answers.csv", 3, "A025")
    ]
    assert len(reading.sheets) == 3


def test_another_sheet_that_looks_like_answers_is_noted(tmp_path: Path) -> None:
    path = save(tmp_path / "answers.xlsx", [row("001"), row("002"), row("003"), row("004")])
    book = load_workbook(path)
    book.copy_worksheet(book["作答"]).title = "作答 (2)"
    book.create_sheet("说明")["A1"] = "编号"
    book.save(path)
    reading = read_answers(path, "answers.xlsx", EXAM)
    assert [(note.rule, "“作答 (2)”" in note.message) for note in reading.notes] == [("A107", True)]
    assert reading.problems == ()


def test_a_heading_is_looked_for_in_ten_lines_of_another_sheet_too(tmp_path: Path) -> None:
    path = save(tmp_path / "answers.xlsx", [row("001"), row("002"), row("003"), row("004")])
    book = load_workbook(path)
    book.copy_worksheet(book["作答"]).title = "第十行"
    book["第十行"].insert_rows(1, 9)
    for line in range(1, 10):
        book["第十行"][f"A{line}"] = "说明"
    book.save(path)
    assert [note.rule for note in read_answers(path, "answers.xlsx", EXAM).notes] == ["A107"]


@pytest.mark.parametrize("state", ["参 加", " 参加　", "参\n加"])
def test_spaces_in_a_state_do_not_count(tmp_path: Path, state: str) -> None:
    assert read(tmp_path, [row("001", 状态=state)]).problems == ()


@pytest.mark.parametrize(("number", "code"), [(1, "000"), (1.0, "000"), (1, '"00"0')])
def test_a_number_is_the_one_that_its_cell_shows(tmp_path: Path, number: float, code: str) -> None:
    path = save(tmp_path / "answers.xlsx", [row("001"), row("002"), row("003"), row("004")])
    book = load_workbook(path)
    book["作答"]["A2"] = number
    book["作答"]["A2"].number_format = code
    book.save(path)
    reading = read_answers(path, "answers.xlsx", EXAM)
    assert (reading.problems, reading.notes) == ((), ())
    assert len(reading.sheets) == 4


@pytest.mark.parametrize("code", [";;;", '"002"', "[DBNum1]0"])
def test_a_number_whose_cell_shows_something_else_is_not_taken(tmp_path: Path, code: str) -> None:
    path = save(tmp_path / "answers.xlsx", [row("001"), row("002"), row("003"), row("004")])
    book = load_workbook(path)
    book["作答"]["A2"] = 1
    book["作答"]["A2"].number_format = code
    book.save(path)
    reading = read_answers(path, "answers.xlsx", EXAM)
    assert ("A2", "A035") in rules(reading)
    assert [sheet.candidate.number for sheet in reading.sheets] == ["002", "003", "004"]


@pytest.mark.parametrize("name", ["answers.xlsx", "answers.csv"])
def test_the_mark_of_text_is_no_part_of_what_was_typed(tmp_path: Path, name: str) -> None:
    rows = [row("001", 编号="'001", 卷号="'A", q1="'A", q3="'√"), row("002"), row("003"), row("004")]
    reading = read_answers(save(tmp_path / name, rows), name, EXAM)
    assert (reading.problems, reading.notes) == ((), ())
    assert reading.sheets[0].candidate.number == "001"


@pytest.mark.parametrize("number", ["1E+10", "1.23E+11", "1.5", "2026/3/4", "3月4日", "4-Mar", "2026-03"])
def test_a_number_that_a_spreadsheet_rewrote_is_told_as_such_once(tmp_path: Path, number: str) -> None:
    rows = [row("001"), row("002", 编号=number), row("003"), row("004")]
    reading = read_answers(save(tmp_path / "answers.csv", rows), "answers.csv", EXAM)
    hint = "像是表格软件改写过的；把编号列设为文本格式后重新填写"
    assert [(str(one.place), one.rule) for one in reading.problems] == [("answers.csv!A3", "A011")]
    assert hint in reading.problems[0].hint


def test_a_lost_character_is_named(tmp_path: Path) -> None:
    reading = read(tmp_path, [row("001", q4="明\ufffd；问责")])
    assert rules(reading) == [("J2", "A031")]


def test_rows_and_columns_may_stand_in_any_order_below_a_title(tmp_path: Path) -> None:
    path = save(
        tmp_path / "answers.xlsx", [["答案登记表"], list(HEADS)[::-1], row("001")[::-1]], ["某次考试"]
    )
    reading = read_answers(path, "answers.xlsx", EXAM)
    assert {problem.rule for problem in reading.problems} == {"A022"}
    assert answers_of(reading) == answers_of(read(tmp_path, [row("001")]))


@pytest.mark.parametrize(
    ("changes", "cell", "rule"),
    [
        ({"q1": "D"}, "G2", "A030"),
        ({"q1": "1"}, "G2", "A031"),
        ({"q1": "选A"}, "G2", "A031"),
        ({"q2": "AAB"}, "H2", "A032"),
        ({"q4": "一个"}, "J2", "A033"),
        ({"q1": "=A1"}, "G2", "A007"),
        ({"q4": dt.date(2026, 3, 1)}, "J2", "A008"),
        ({"q1": "#REF!"}, "G2", "A009"),
        ({"q1": True}, "G2", "A031"),
    ],
)
def test_a_doubtful_answer_is_named_by_its_cell(
    tmp_path: Path, changes: dict[str, object], cell: str, rule: str
) -> None:
    reading = read(tmp_path, [row("001", **changes)])
    assert rules(reading) == [(cell, rule)]
    assert len(answers_of(reading)) == 5
    assert str(reading.problems[0]).startswith(f"answers.xlsx!{cell}: [{rule}] ")


@pytest.mark.parametrize(
    ("changes", "cell", "rule"),
    [
        ({"编号": "999"}, "A2", "A011"),
        ({"姓名": "王五"}, "B2", "A013"),
        ({"单位": "测试二局"}, "C2", "A014"),
        ({"职务": "身份110101199001011234"}, "D2", "A015"),
        ({"姓名": "13800138000"}, "B2", "A015"),
        ({"状态": ""}, "F2", "A016"),
        ({"状态": "到"}, "F2", "A016"),
        ({"卷号": ""}, "E2", "A017"),
        ({"卷号": "C"}, "E2", "A018"),
        ({"编号": "=A3"}, "A2", "A007"),
        ({"姓名": dt.date(2026, 3, 1)}, "B2", "A008"),
    ],
)
def test_a_row_in_doubt_is_named_and_left_out(
    tmp_path: Path, changes: dict[str, object], cell: str, rule: str
) -> None:
    reading = read(tmp_path, [row("001", **changes), row("002")])
    assert [found for found in rules(reading) if found[1] != "A022"] == [(cell, rule)]
    assert [sheet.candidate.number for sheet in reading.sheets if sheet.form] == ["002"]


def test_no_private_number_is_repeated(tmp_path: Path) -> None:
    reading = read(tmp_path, [row("001", 职务="13800138000")])
    assert "13800138000" not in str(reading.problems)


def test_rows_without_a_number_are_named(tmp_path: Path) -> None:
    reading = read(tmp_path, [row("001"), row("")])
    assert ("A3", "A010") in rules(reading)


def test_the_same_number_twice_leaves_both_out(tmp_path: Path) -> None:
    reading = read(tmp_path, [row("001"), row("002"), row("001", q1="B")])
    assert rules(reading) == [("A4", "A012")]
    assert "A2" in str(reading.problems[0])
    assert "001" not in [sheet.candidate.number for sheet in reading.sheets]


def test_two_people_with_one_name_are_two_people(tmp_path: Path) -> None:
    reading = read(tmp_path, [row("001"), row("003", q1="B")])
    assert reading.problems == ()
    assert [sheet.candidate.number for sheet in reading.sheets if sheet.candidate.name == "张三"] == [
        "001",
        "003",
    ]


@pytest.mark.parametrize("name", ["张 三", "张\u3000三", "\u00a0张三", "张三\u200b"])
def test_a_name_that_differs_by_spaces_is_noted(tmp_path: Path, name: str) -> None:
    reading = read(tmp_path, [row("001", 姓名=name)])
    assert reading.problems == ()
    assert [note.rule for note in reading.notes] in ([], ["A103"])
    assert reading.sheets[0].candidate == ROSTER[0]


def test_a_number_that_lost_its_zeros_is_taken_only_with_the_name(tmp_path: Path) -> None:
    reading = read(tmp_path, [row("001", 编号=1), row("002", 编号=2, 姓名=None)])
    assert rules(reading) == [("A3", "A011")]
    assert "002" in reading.problems[0].hint
    assert [note.rule for note in reading.notes] == ["A102"]
    assert reading.sheets[0].candidate == ROSTER[0]


def test_whoever_is_missing_is_named(tmp_path: Path) -> None:
    path = save(tmp_path / "answers.xlsx", [row("001"), row("002"), row("003")])
    reading = read_answers(path, "answers.xlsx", EXAM)
    assert [(str(problem.place), problem.rule) for problem in reading.problems] == [("answers.xlsx", "A022")]
    assert "004" in str(reading.problems[0])


def test_absent_with_answers_is_a_contradiction(tmp_path: Path) -> None:
    reading = read(tmp_path, [row("001", 状态="缺考")])
    assert rules(reading) == [("F2", "A020")]
    assert reading.sheets[0].answers == ()


def test_present_without_any_answer_is_doubted(tmp_path: Path) -> None:
    reading = read(tmp_path, [row("001", q1=None, q2="", q3=" ", q4="\u3000", q5=None)])
    assert rules(reading) == [("F2", "A021")]


def test_a_blank_paper_handed_in_is_no_fault(tmp_path: Path) -> None:
    reading = read(tmp_path, [row("001", q1="-", q2="-", q3="-", q4="-", q5="-")])
    assert (reading.problems, reading.notes) == ((), ())


def test_empty_cells_are_noted_by_runs(tmp_path: Path) -> None:
    reading = read(tmp_path, [row("001", q1=None, q3=None, q4=None)])
    assert reading.problems == ()
    assert [(str(note.place), note.rule) for note in reading.notes] == [
        ("answers.xlsx!G2", "A101"),
        ("answers.xlsx!I2:J2", "A101"),
    ]


def test_two_letters_in_a_single_choice_are_an_answer_worth_a_look(tmp_path: Path) -> None:
    reading = read(tmp_path, [row("001", q1="AB")])
    answer = answers_of(reading)["TS-0001", None]
    assert isinstance(answer, Answer)
    assert answer.options == (0, 1)
    assert [(str(note.place), note.rule) for note in reading.notes] == [("answers.xlsx!G2", "A104")]


def test_a_form_of_somebody_else_is_refused_a_spare_one_is_not(tmp_path: Path) -> None:
    reading = read(tmp_path, [row("001", 卷号="S01"), row("002", 卷号="001")], INDIVIDUAL)
    assert rules(reading) == [("E3", "A019")]
    assert [sheet.form for sheet in reading.sheets] == ["S01"]


def test_one_copy_of_a_form_is_not_for_two(tmp_path: Path) -> None:
    reading = read(tmp_path, [row("001", 卷号="s01"), row("002", 卷号="S01")], INDIVIDUAL)
    assert rules(reading) == [("E3", "A019")]
    assert reading.sheets == ()


def test_without_a_roster_the_rows_say_who_sat(tmp_path: Path) -> None:
    rows: list[list[object]] = [row("x1", 姓名="测试乙"), ["", "", "", "", "A"], row("x2", 姓名="")]
    reading = read(tmp_path, rows, NOBODY)
    assert rules(reading) == [("B4", "A023")]
    assert [sheet.candidate.name for sheet in reading.sheets] == ["测试乙"]


@pytest.mark.parametrize("number", ["../x", "a/b", "张三", "x" * 21])
def test_without_a_roster_a_number_must_be_fit_for_a_file_name(tmp_path: Path, number: str) -> None:
    reading = read(tmp_path, [row(number)], NOBODY)
    assert rules(reading) == [("A2", "A024")]
    assert reading.sheets == ()


def test_merged_cells_are_named_and_their_rows_left_out(tmp_path: Path) -> None:
    path = save(tmp_path / "answers.xlsx", [row(one.number) for one in ROSTER])
    book = load_workbook(path)
    book.worksheets[0].merge_cells("G2:G3")
    book.save(path)
    reading = read_answers(path, "answers.xlsx", EXAM)
    assert rules(reading) == [("G2", "A006")]
    assert [sheet.candidate.number for sheet in reading.sheets] == ["003", "004"]


def test_hidden_rows_are_read_and_noted(tmp_path: Path) -> None:
    path = save(tmp_path / "answers.xlsx", [row(one.number) for one in ROSTER])
    book = load_workbook(path)
    book.worksheets[0].row_dimensions[3].hidden = True
    book.worksheets[0].column_dimensions["I"].hidden = True
    book.save(path)
    reading = read_answers(path, "answers.xlsx", EXAM)
    assert len(reading.sheets) == 4
    assert [note.rule for note in reading.notes] == ["A105"]
    assert "第 3 行" in str(reading.notes[0])


@pytest.mark.parametrize(
    ("cell", "head", "rule"),
    [("L1", "手机号", "A005"), ("L1", "身份证号码", "A005"), ("L1", "总分", "A004"), ("L1", "1", "A003")],
)
def test_a_strange_column_is_named(tmp_path: Path, cell: str, head: str, rule: str) -> None:
    path = save(tmp_path / "answers.xlsx", [row(one.number) for one in ROSTER])
    reading = read_answers(edit(path, **{cell: head, "L2": "13800138000"}), "answers.xlsx", EXAM)
    assert rules(reading) == [(cell, rule)]
    assert len(reading.sheets) == 4


def test_a_column_for_remarks_is_free(tmp_path: Path) -> None:
    path = edit(save(tmp_path / "answers.xlsx", [row(one.number) for one in ROSTER]), L1="备注", L2="=1+1")
    assert read_answers(path, "answers.xlsx", EXAM).problems == ()


@pytest.mark.parametrize(("heads", "rule"), [(["姓名", "卷号"], "A001"), (["编号", "1"], "A002")])
def test_a_table_without_its_heading_is_refused(tmp_path: Path, heads: list[str], rule: str) -> None:
    reading = read_answers(save(tmp_path / "answers.xlsx", [], heads), "answers.xlsx", EXAM)
    assert rule in [problem.rule for problem in reading.problems]
    assert reading.sheets == ()


def test_a_question_without_a_column_is_named(tmp_path: Path) -> None:
    lines = [row(one.number) for one in ROSTER]
    short = [[cell for place, cell in enumerate(line) if place != 7] for line in (HEADS, *lines)]
    reading = read_answers(save(tmp_path / "answers.xlsx", short[1:], short[0]), "answers.xlsx", EXAM)
    assert [(one.rule, one.message) for one in reading.problems] == [("A002", "缺少题目的列：第 2 题")]


def test_without_a_column_of_answers_everybody_is_in_doubt(tmp_path: Path) -> None:
    lines = [row(one.number)[:-1] for one in ROSTER]
    reading = read_answers(save(tmp_path / "answers.xlsx", lines, HEADS[:-1]), "answers.xlsx", EXAM)
    assert in_doubt([reading], reading.problems) == {one.number for one in ROSTER}
    assert in_doubt([reading], ()) == frozenset()


def test_an_answer_where_that_form_has_no_question_is_named(tmp_path: Path) -> None:
    longer = EXAM.places("A")
    shorter = tuple(place for place in longer if place.number != "4")
    exam = type(EXAM)("x", False, ROSTER, EXAM.forms, lambda code: longer if code == "A" else shorter)  # noqa: FBT003 - a record
    assert rules(read(tmp_path, [row("001", 卷号="B")], exam)) == [("J2", "A034")]
