"""Double entry: equal in meaning is equal, what differs waits for a third person."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from quizgen.entry.compare import Difference, compare_entries, undecided
from quizgen.entry.decisions import decided, differences_workbook, read_decisions
from quizgen.entry.read_answers import ReadAnswers, understand
from quizgen.model.answers import Answer
from tests.entry.entered import EXAM, answers_of, read, row


def two(
    tmp_path: Path, first: list[list[object]], second: list[list[object]]
) -> tuple[ReadAnswers, ReadAnswers]:
    return read(tmp_path, first), read(tmp_path, second, name="answers-2.xlsx")


def differences(readings: tuple[ReadAnswers, ReadAnswers]) -> tuple[Difference, ...]:
    return compare_entries(*readings, EXAM)[0]


def test_other_spellings_in_another_order_are_equal(tmp_path: Path) -> None:
    first = [row("001", q2="ABC", q3="√", q4="明责；问责"), row("002", q1="-")]
    second = [row("002", q1="未作答"), row("001", q2="c、a、b", q3="对", q4="明责;　问责")]
    assert compare_entries(*two(tmp_path, first, second), EXAM) == ((), ())


def test_a_difference_names_both_cells(tmp_path: Path) -> None:
    found = differences(two(tmp_path, [row("001"), row("002")], [row("002"), row("001", q1="b", q5=None)]))
    assert [(one.item, str(one.first_where), str(one.second_where)) for one in found] == [
        ("1", "answers.xlsx!G2", "answers-2.xlsx!G3"),
        ("5(1)", "answers.xlsx!K2", "answers-2.xlsx!K3"),
    ]
    assert str(found[0].problem()).startswith("answers.xlsx!G2: [A040] ")
    assert "answers-2.xlsx!G3" in found[0].problem().hint


def test_state_and_form_are_compared_before_answers(tmp_path: Path) -> None:
    first = [row("001"), row("002")]
    second = [row("001", 状态="违纪", q1="B"), row("002", 卷号="B", q1="C")]
    readings = two(tmp_path, first, second)
    assert [(one.candidate, one.item) for one in differences(readings)] == [("001", "状态"), ("002", "卷号")]
    kept = undecided(readings[0].sheets, differences(readings), EXAM)
    assert [sheet.candidate.number for sheet in kept] == ["003", "004"]


def test_what_could_not_be_read_is_compared_as_typed(tmp_path: Path) -> None:
    assert differences(two(tmp_path, [row("001", q1="？")], [row("001", q1="？")])) == ()
    assert len(differences(two(tmp_path, [row("001", q1="？")], [row("001", q1="-")]))) == 1


def test_a_row_that_is_in_one_entry_only_is_named(tmp_path: Path) -> None:
    readings = two(tmp_path, [row("001")], [row("001", 状态="")])
    _found, single = compare_entries(*readings, EXAM)
    assert [(str(one.place), one.rule) for one in single] == [("answers.xlsx!E2", "A041")]


def test_case_of_a_text_answer_counts_as_it_does_in_marking(tmp_path: Path) -> None:
    readings = two(tmp_path, [row("001", q4="ABC；问责")], [row("001", q4="abc；问责")])
    assert [(one.item, one.first, one.second) for one in differences(readings)] == [
        ("4", "ABC；问责", "abc；问责")
    ]
    same = two(tmp_path, [row("001", q4="AB C；问责")], [row("001", q4="ＡＢＣ; 问 责")])
    assert differences(same) == ()


def test_what_is_in_dispute_does_not_count(tmp_path: Path) -> None:
    readings = two(tmp_path, [row("001")], [row("001", q1="B")])
    (sheet, *_) = undecided(readings[0].sheets, differences(readings), EXAM)
    assert "TS-0001" not in [answer.question for answer in sheet.answers]
    assert len(sheet.answers) == 4


def decide(tmp_path: Path, found: tuple[Difference, ...], **cells: str) -> Path:
    path = tmp_path / "差异.xlsx"
    path.write_bytes(differences_workbook("测试考试", found))
    book = load_workbook(path)
    for cell, text in cells.items():
        book["差异"][cell] = text
    book.save(path)
    return path


def test_a_decision_replaces_both_entries(tmp_path: Path) -> None:
    readings = two(tmp_path, [row("001")], [row("001", q1="B", q3="错")])
    found = differences(readings)
    decisions = read_decisions(decide(tmp_path, found, H2="c", I2="测试丙"), "差异.xlsx", found)
    assert decisions.problems == ()
    settled = [understand(decided(decisions, one), EXAM) for one in readings]
    answer = answers_of(settled[0])["TS-0001", None]
    assert isinstance(answer, Answer)
    assert answer.options == (2,)
    left, _ = compare_entries(settled[0], settled[1], EXAM)
    assert [one.item for one in left] == ["3"]


def test_a_decision_without_a_name_does_not_count(tmp_path: Path) -> None:
    found = differences(two(tmp_path, [row("001")], [row("001", q1="B")]))
    decisions = read_decisions(decide(tmp_path, found, H2="B"), "差异.xlsx", found)
    assert decisions.texts == {}
    assert [(str(one.place), one.rule) for one in decisions.problems] == [("差异.xlsx!I2", "A042")]


def test_of_two_decisions_about_one_difference_neither_counts(tmp_path: Path) -> None:
    found = differences(two(tmp_path, [row("001")], [row("001", q1="B")]))
    path = decide(tmp_path, found, H2="B", I2="测试丙")
    book = load_workbook(path)
    first = [cell.value for cell in book["差异"][2]]
    for column, value in enumerate([*first[:7], "C", *first[8:]], 1):
        book["差异"].cell(3, column, value)
    book.save(path)
    decisions = read_decisions(path, "差异.xlsx", found)
    assert decisions.texts == decisions.deciders == {}
    assert [(str(one.place), one.rule) for one in decisions.problems] == [("差异.xlsx!H3", "A044")]


def test_a_decision_about_older_entries_does_not_count(tmp_path: Path) -> None:
    before = differences(two(tmp_path, [row("001")], [row("001", q1="B")]))
    path = decide(tmp_path, before, H2="B", I2="测试丙")
    now = differences(two(tmp_path, [row("001")], [row("001", q1="C")]))
    decisions = read_decisions(path, "差异.xlsx", now)
    assert decisions.texts == {}
    assert [(str(one.place), one.rule) for one in decisions.problems] == [("差异.xlsx!H2", "A043")]
