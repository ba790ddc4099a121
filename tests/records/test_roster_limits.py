"""The limits of a roster: one less is accepted, one more is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.records.roster import large_roster, load_roster, roster_csv
from tests.records.test_roster import HEAD


def rules(tmp_path: Path, text: str) -> tuple[int, list[tuple[int | None, str]]]:
    """How many people were read; line and rule of every fault."""
    path = tmp_path / "名册.csv"
    path.write_text(text, encoding="utf-8")
    candidates, problems = load_roster(path, "名册.csv")
    return len(candidates), [(problem.line, problem.rule) for problem in problems]


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("1E10", True),
        ("1e10", True),
        ("1.5E+10", True),
        ("12E3", True),
        ("E10", False),
        ("1E", False),
        ("1E10A", False),
        ("1-E10", False),
    ],
)
def test_a_number_that_a_spreadsheet_made_of_digits_is_named(
    tmp_path: Path, number: str, *, fault: bool
) -> None:
    assert rules(tmp_path, f"{HEAD}{number},张三,测试一局,\n") == ((0, [(2, "R010")]) if fault else (1, []))


@pytest.mark.parametrize("length", [20, 21])
def test_a_number_has_twenty_letters_at_most(tmp_path: Path, length: int) -> None:
    number = "A" * (length - 1) + "1"
    found = rules(tmp_path, f"{HEAD}{number},张三,测试一局,\n")
    assert found == ((1, []) if length == 20 else (0, [(2, "R010")]))


@pytest.mark.parametrize("column", ["姓名", "单位", "职务"])
@pytest.mark.parametrize("length", [60, 61])
def test_a_cell_has_sixty_characters_at_most(tmp_path: Path, column: str, length: int) -> None:
    cells = {"编号": "001", "姓名": "张三", "单位": "测试一局", "职务": "", column: "长" * length}
    found = rules(tmp_path, HEAD + ",".join(cells.values()) + "\n")
    assert found == ((1, []) if length == 60 else (0, [(2, "R011")]))


@pytest.mark.parametrize("titles", [9, 10])
def test_the_headings_stand_within_ten_rows(tmp_path: Path, titles: int) -> None:
    text = "".join(f"标题{number},,,\n" for number in range(titles)) + HEAD + "001,张三,测试一局,\n"
    people, faults = rules(tmp_path, text)
    assert (people, bool(faults)) == ((1, False) if titles == 9 else (0, True))


@pytest.mark.parametrize("column", [0, 1, 2])
def test_every_cell_that_is_needed_is_named_when_it_is_empty(tmp_path: Path, column: int) -> None:
    cells = ["002", "李四", "测试一局", ""]
    cells[column] = " "
    text = f"{HEAD}001,张三,测试一局,\n{','.join(cells)}\n003,王五,测试一局,\n"
    assert rules(tmp_path, text) == (2, [(3, "R008")])


def test_empty_lines_count_as_lines_and_nothing_else(tmp_path: Path) -> None:
    text = f"{HEAD}\n,,,\n001,张三,测试一局,\n\n001,李四,测试一局,\n"
    assert rules(tmp_path, text) == (1, [(6, "R006")])


@pytest.mark.parametrize("lost", ["张?", "张？", "张\ufffd", "锟斤拷", "张□"])
@pytest.mark.parametrize("column", [1, 2, 3])
def test_a_character_that_was_lost_is_named_in_every_column_of_words(
    tmp_path: Path, lost: str, column: int
) -> None:
    cells = ["001", "张三", "测试一局", "科长"]
    cells[column] = lost
    assert rules(tmp_path, HEAD + ",".join(cells) + "\n") == (0, [(2, "R014")])


def test_a_frozen_roster_of_thousands_is_read_like_a_short_one(tmp_path: Path) -> None:
    rows = "".join(f"{number:05d},测试{number},测试{number % 7}局,\n" for number in range(5_001))
    path = tmp_path / "roster.csv"
    path.write_bytes(f"{HEAD}{rows}".encode("utf-8-sig"))
    people, problems = load_roster(path, "roster.csv", frozen=True)
    assert problems == ()
    assert large_roster(roster_csv(people).encode("utf-8-sig")) == people


@pytest.mark.parametrize(
    "spoiled", ["00007,测试,,\n", "00001,测试,测试局,\n", "七,\n", " 00009,张三,测试局\n"]
)
def test_a_frozen_roster_that_was_written_by_nobody_is_not_read_the_short_way(spoiled: str) -> None:
    rows = "".join(f"{number:05d},测试{number},测试局,\n" for number in range(1, 5_001))
    assert large_roster(f"{HEAD}{rows}{spoiled}".encode("utf-8-sig")) is None
