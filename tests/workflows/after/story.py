"""What is done after a sitting, in the order of the day, as README and the help pages show it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook

from quizgen.records.answers_file import stored_sheets
from quizgen.records.exam_folder import ExamFolder
from quizgen.workflows.marks.entry import entry_exam
from tests.records.roster_layouts import Layout, write_sheets

AUTUMN = Path("exams/2026-autumn")
PEOPLE = (("001", "测试甲"), ("2026001", "测试乙"))


def the_rooms_hand_in_their_lists(_: object) -> None:
    Path("各考场").mkdir()
    for path in (Path("签到表.xlsx"), Path("各考场/签到表.xlsx")):
        rows: list[list[object]] = [["编号", "姓名", "到考情况"]]
        rows += [[number, name, "到考"] for number, name in PEOPLE]
        write_sheets(path, {"一考场": Layout(rows)})


def answers_are_read_again(_: object) -> None:
    """The second reader finds on the paper what was entered."""
    (sheet,) = (one for one in stored_sheets(AUTUMN) if one.candidate.number == PEOPLE[0][0])
    places = entry_exam(ExamFolder(AUTUMN)).places(sheet.form or "")
    typed = {(one.question, one.part): one.typed for one in sheet.answers}
    path = AUTUMN / "rechecks/0001.xlsx"
    book = load_workbook(path)
    for row, place in enumerate(places, 2):
        book["核分"].cell(row, 6).value = typed.get(place.id, "-")
    book.save(path)


AFTER_THE_SITTING: tuple[str | Callable[[object], None], ...] = (
    the_rooms_hand_in_their_lists,
    "quizgen exam absences exams/2026-autumn 签到表.xlsx --by 张三",
    "quizgen exam absences exams/2026-autumn 各考场/ --by 张三",
    "quizgen exam entry exams/2026-autumn --two-person --by 张三",
    "quizgen exam entry exams/2026-autumn --done --by 李四",
    "quizgen exam entry exams/2026-autumn --checked --by 王五",
    (
        "quizgen exam publish exams/2026-autumn --from 2026-12-08 --to 2026-12-17"
        " --where '组织部干部科，电话 0592-0000000' --by 张三"
    ),
    (
        "quizgen exam publish exams/2026-autumn --from 2026-12-08 --pass-only"
        " --where '组织部干部科，电话 0592-0000000' --by 张三"
    ),
    (
        "quizgen exam recheck ask exams/2026-autumn --number 001 --name 测试甲 --reason 觉得多选题漏了分"
        " --received 2026-12-10 --by 张三"
    ),
    answers_are_read_again,
    "quizgen exam recheck show exams/2026-autumn 1",
    (
        "quizgen exam recheck decide exams/2026-autumn 1 --reader 王五"
        " --signed 赵六 --signed 孙七 --signed 周八 --by 张三"
    ),
    (
        "quizgen exam recheck ask exams/2026-autumn --number 001 --name 测试甲 --reason 觉得多选题漏了分"
        " --received 2026-12-20 --late 住院 --by 张三"
    ),
)
"""Commands, and between them what people do by hand."""
