"""A whole exam from its rooms to its verification: sixty people, three rooms, four forms, what goes wrong."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from openpyxl import load_workbook

from quizgen.files.yaml_write import dump_yaml
from quizgen.records.exam_folder import ExamFolder
from tests.found import things_below
from tests.small_bank import small_questions
from tests.tool import quizgen
from tests.workflows.day.acts import add, amend, mark, verified, went_well, withdraw
from tests.workflows.day.seated import new_exam, seat
from tests.workflows.filled import fill_in, right_answer, scores_of

ROOMS = "rooms:\n" + "".join(
    f"  - {{name: 第{one}考场, rows: 6, columns: 4, kept: [6-4]}}\n" for one in "一二三"
)
ABSENT = ("010", "020", "030")
WHY = ("--by", "张三", "--reason", "考场发现错字")


def misprint_corrected(exam: Path, id_: str) -> None:
    """The question is put right in the bank."""
    questions = small_questions()
    next(one for one in questions if one["id"] == id_)["stem"] = "更正以后，符合要求的是哪一项？"
    (exam.parent / "bank" / "questions.yaml").write_text(dump_yaml(questions), encoding="utf-8")


def sign_in(exam: Path) -> list[Path]:
    """The lists of the rooms as supervisors fill them in."""
    lists = things_below(exam / "pack", "签到表.xlsx")
    for path in lists:
        book = load_workbook(path)
        for row in book["签到表"].iter_rows(min_row=4):
            row[7].value = "缺考" if row[2].value in ABSENT else "到考"
        book.save(path)
        path.chmod(0o600)
    return lists


def test_the_whole_exam_is_verified_and_every_act_explained(tmp_path: Path) -> None:
    exam = new_exam(tmp_path, 60, "--mode", "reordered", "--forms", 4)
    bank = ("--bank", tmp_path / "bank")
    asked = [item.question for item in ExamFolder(exam).form_lines[0].form().sections[0].items]
    went_well(
        quizgen("exam", "swap", exam, asked[0], *bank, "--by", "张三", "--reason", "领导审卷认为不合适")
    )
    went_well(seat(exam, ROOMS))
    only = ("--only", "papers", "--only", "sheets", "--format", "pdf", "--jobs", 1)
    went_well(quizgen("exam", "build", exam, *only))
    went_well(withdraw(exam, "005"))
    went_well(amend(exam, "006", "--name", "测试艺"))
    went_well(quizgen("exam", "pack", exam, "--by", "张三"))
    for number, name in (("061", "迟到甲"), ("062", "迟到乙")):
        assert "座位：编号" in went_well(add(exam, number, name=name, unit="测试九局")).out
    went_well(quizgen("exam", "pack", exam, "--by", "张三"))
    misprint_corrected(exam, asked[1])
    went_well(quizgen("exam", "erratum", exam, asked[1], *bank, *WHY))
    went_well(quizgen("exam", "build", exam, *only))
    went_well(quizgen("exam", "absences", exam, *sign_in(exam), "--by", "李四"))
    fill_in(exam, lambda _, place: right_answer(place), dict.fromkeys(ABSENT, "缺考"))
    went_well(mark(exam))
    states = Counter(str(one["attendance"]) for one in scores_of(exam).values() if "attendance" in one)
    assert (states["缺考"], states["退考"], len(scores_of(exam))) == (3, 1, 62)
    found = verified(exam, "--jobs", "1")
    assert found["problems"] == []
    assert [one["act"] for one in found["acts"]] == [
        *("swapped", "seated", "withdrawn", "amended"),
        *("added", "reseated", "added", "reseated", "erratum"),
    ]
    people = ExamFolder(exam).people
    assert len(people.seats) == len(people.roster) == 61
