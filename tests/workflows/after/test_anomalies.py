"""Answers that agree beyond chance, found in an exam of two forms with another order, never judged."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from quizgen.model.lettered import LETTERS
from quizgen.model.question import SingleBody, correct_indices
from quizgen.model.shown import ShownItem
from quizgen.records.exam_folder import ExamFolder
from quizgen.workflows.marks.entry import entry_exam
from tests.small_bank import write_bank
from tests.tool import Run, quizgen
from tests.workflows.day.acts import contents, mark, rules, went_well
from tests.workflows.filled import fill_in, right_answer

PEOPLE = 40
COPIER, SOURCE = "002", "001"
SECTIONS = [{"kind": "single", "count": 30, "points": 1}, {"kind": "true_false", "count": 10, "points": 1}]


def put(number: str, place: ShownItem) -> str:
    """What somebody puts: the copier, who has the other form, gives the source's answers."""
    who = SOURCE if number == COPIER else number
    chance = random.Random(f"{who} {place.question.id}")  # noqa: S311 - no secret
    if chance.random() < 0.6:
        return right_answer(place)
    if not isinstance(place.body, SingleBody):
        return "×" if right_answer(place) == "√" else "√"
    option = chance.choice(sorted(one for one in place.order if one not in correct_indices(place.body)))
    return LETTERS[place.order.index(option)]


@pytest.fixture(scope="module")
def marked_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("alike")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        bank = write_bank(folder / "bank", sections=SECTIONS, **{"pass": 24})
        rows = [f"{at:03d},考生{at:03d},单位{at % 5}," for at in range(1, PEOPLE + 1)]
        (folder / "roster.csv").write_text("\n".join(["编号,姓名,单位,职务", *rows]), encoding="utf-8")
        draw = ("--blueprint", "small", "--bank", bank, "--no-cache", "--mode", "reordered")
        went_well(
            quizgen(
                *("exam", "new", folder / "exam", *draw, "--roster", folder / "roster.csv"),
                *("--date", "2026-12-01"),
            )
        )
        rooms = "rooms:\n  - {name: 一考场, rows: 7, columns: 6}\n"
        (folder / "rooms.yaml").write_text(rooms, encoding="utf-8")
        went_well(quizgen("exam", "seats", folder / "exam", "--rooms", folder / "rooms.yaml", "--by", "张三"))
        fill_in(folder / "exam", put)
        went_well(mark(folder / "exam"))
    return folder / "exam"


@pytest.fixture
def marked(marked_once: Path, tmp_path: Path) -> Path:
    return shutil.copytree(marked_once, tmp_path / "alike")


def anomalies(exam: Path) -> Run:
    return quizgen("exam", "anomalies", exam)


def test_a_copy_onto_the_other_form_is_found_for_people_to_judge(marked: Path) -> None:
    run = went_well(anomalies(marked))
    assert "40 人，比较 1560 次；全场出现一对误报的机会不超过 1%" in run.out
    assert "  001 和 002：一方答错" in run.out
    assert run.out.count(" 和 0") == 1
    assert "不是结论" in run.out
    book = load_workbook(marked / "anomalies.xlsx")
    pair = [cell.value for cell in book["线索"][2]]
    assert pair[:5] == ["1", "001", "单位1", "002", "单位2"]
    folder = ExamFolder(marked)
    one, two = (folder.people.seats[number] for number in (SOURCE, COPIER))
    apart = abs(one.row - two.row), abs(one.column - two.column)
    near = "，相邻" if max(apart) == 1 else ""
    assert pair[5] == f"一考场，隔 {apart[0]} 排 {apart[1]} 列{near}"
    exam = entry_exam(folder)
    forms = [exam.places(exam.own_form[number]) for number in (SOURCE, COPIER)]
    numbers = [{place.question.id: place.number for place in places} for places in forms]
    for row in book["逐题"].iter_rows(min_row=2, values_only=True):
        assert (numbers[0][str(row[1])], numbers[1][str(row[1])]) == (row[2], row[4])
    text = (marked / "anomalies.txt").read_text(encoding="utf-8-sig")
    assert "这不是结论" in text
    assert "Holm" in text
    assert max(map(len, text.splitlines())) <= 80
    assert "考生0" not in text + str([cell.value for sheet in book for line in sheet for cell in line])
    assert (marked / "anomalies.xlsx").stat().st_mode & 0o077 == 0


def test_it_is_worked_out_again_by_verification(marked: Path) -> None:
    went_well(anomalies(marked))
    assert "没有改动" in went_well(anomalies(marked)).out
    assert rules(marked, "--jobs", 1) == []
    text = marked / "anomalies.txt"
    text.write_bytes(text.read_bytes().replace(b"002", b"003"))
    assert rules(marked, "--jobs", 1) == ["V064"]
    assert "[V009]" in anomalies(marked).out


def test_it_goes_into_the_history_with_the_scores(marked: Path) -> None:
    went_well(anomalies(marked))
    path = marked / "answers.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("√", "×", 1), encoding="utf-8")
    went_well(mark(marked, "--reason", "登记有误"))
    assert (marked / "history/0001/anomalies.txt").exists()
    assert not (marked / "anomalies.txt").exists()
    assert rules(marked) == []


def test_a_small_exam_is_not_compared(exam: Path) -> None:
    fill_in(exam, lambda _, place: right_answer(place))
    assert "没有成绩" in anomalies(exam).err
    went_well(mark(exam))
    before = contents(exam)
    assert "不足 30 人" in anomalies(exam).err
    assert contents(exam) == before
