"""The day of an exam in the demo: sixty people, three rooms, four forms, what goes wrong on such a day."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

import yaml
from openpyxl import load_workbook

from quizgen.files.yaml_write import dump_yaml
from quizgen.records.exam_folder import ExamFolder
from quizgen.workflows.marks.entry import entry_exam
from tools.demo_answers import Cells, answer_of, other_answer, type_answers

PEOPLE, ABSENT, SLIPPED = 60, ("010", "020", "030"), "042"
"""How many; who does not come; in whose row the first question is typed wrongly."""
WITHDRAWN, MISSPELT, LATE = "005", "006", ("061", "062")
_ROOMS = "rooms:\n" + "".join(
    f"  - {{name: 第{one}考场, rows: 6, columns: 4, kept: [6-4]}}\n" for one in "一二三"
)
_HEAVENLY, _EARTHLY, _UNITS = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午", "一二三四五六"
_CORRECTED = "按照材料，"
"""What had been left out of the stem of a question."""
_CLERK, _READER = "张三", "李四"


class Run(Protocol):
    """Runs the tool; a status other than ``expect`` ends the demo."""

    def __call__(self, *arguments: str, expect: int = 0) -> None:
        """Run it."""


class Say(Protocol):
    """Tells what happens outside the tool."""

    def __call__(self, words: str) -> None:
        """Tell it."""


def play(run: Run, say: Say, exam: Path, bank: Path, blueprint: str) -> None:
    """From the roster to the verification. ``bank`` is a copy: one of its questions is corrected."""
    roster, rooms = exam.with_name("名册.csv"), exam.with_name("rooms.yaml")
    roster.write_text(_roster(), encoding="utf-8-sig")
    rooms.write_text(_ROOMS, encoding="utf-8")
    run(
        *("exam", "new", str(exam), "--blueprint", blueprint, "--bank", str(bank), "--mode", "parallel"),
        *("--forms", "4", "--roster", str(roster), "--date", "2026-12-01"),
    )
    disliked, misprinted = _asked(exam)[:2]
    say(f"领导审卷，认为 {disliked} 不合适：换一道，别的题不动。")
    run(*_act("swap", exam, "领导审卷认为不合适"), disliked, "--bank", str(bank))
    run("exam", "seats", str(exam), "--rooms", str(rooms), "--by", _CLERK)
    build = ("exam", "build", str(exam), "--only", "papers", "--only", "sheets", "--format", "pdf")
    run(*build)
    say("印好以后：一人调走，一人的名字写错了。")
    run(*_act("withdraw", exam, "已调离"), "--number", WITHDRAWN)
    run(*_act("amend", exam, "名册写错"), "--number", MISSPELT, "--name", "测试艺")
    run("exam", "pack", str(exam), "--by", _CLERK)
    say("开考时来了两个漏报的人，各给一个空座位和那里的试卷。")
    for number in LATE:
        run(
            *_act("add", exam, "报名时漏报"),
            "--number",
            number,
            "--name",
            _name(number),
            "--unit",
            "测试九局",
        )
    say(f"考场里发现 {misprinted} 漏印了几个字：改正题库，生成勘误单，宣读。")
    _correct(bank, misprinted)
    run(*_act("erratum", exam, "考场发现漏字"), misprinted, "--bank", str(bank))
    run(*build)
    run("exam", "pack", str(exam), "--by", _CLERK)
    say("监考员在各考场的签到表里填好到考情况：三人缺考。")
    run("exam", "absences", str(exam), *map(str, sign_in(exam)), "--by", _READER)
    run("exam", "entry", str(exam))
    _type(exam, slip=True)
    say("登记员照答卷填好登记表，有一格填错了，谁也没有看出来。")
    run("exam", "mark", str(exam), "--by", _CLERK)
    run(
        *("exam", "publish", str(exam), "--from", "2026-12-08", "--to", "2026-12-17"),
        *("--where", "干部科", "--by", _CLERK),
    )
    _recheck(run, say, exam)
    run("exam", "verify", str(exam))


def sign_in(exam: Path) -> list[Path]:
    """Fill in the sign-in lists of the rooms as supervisors do; their files."""
    lists = sorted((exam / "pack").glob("*/签到表.xlsx"))
    for path in lists:
        book = load_workbook(path)
        sheet: Any = book["签到表"]
        for row in sheet.iter_rows(min_row=4):
            row[7].value = "缺考" if row[2].value in ABSENT else "到考"
        book.save(path)
    return lists


def _recheck(run: Run, say: Say, exam: Path) -> None:
    """Somebody asks for a check of their score; the wrong cell is found, corrected, marked again, signed."""
    asking = (
        "--number",
        SLIPPED,
        "--name",
        _name(SLIPPED),
        "--reason",
        "觉得漏了分",
        "--received",
        "2026-12-10",
    )
    run("exam", "recheck", "ask", str(exam), *asking, "--by", _CLERK)
    _read_again(exam)
    say("另一个人照答卷重读一遍，填好核分表：有一格与登记不同。")
    run("exam", "recheck", "show", str(exam), "1", expect=1)
    _type(exam, slip=False)
    say("第三人看过答卷，登记表确实填错：改正，重新阅卷，两人签字，通知本人。")
    run("exam", "mark", str(exam), "--by", _CLERK, "--reason", "第 1 号核分：第 1 题登记有误")
    signed = ("--signed", "赵六", "--signed", "孙七")
    run("exam", "recheck", "decide", str(exam), "1", "--reader", _READER, *signed, "--by", _CLERK)


def _act(name: str, exam: Path, reason: str) -> tuple[str, ...]:
    return ("exam", name, str(exam), "--by", _CLERK, "--reason", reason)


def _name(number: str) -> str:
    return f"测试{_HEAVENLY[int(number) % 10]}{_EARTHLY[int(number) // 10]}"


def _roster() -> str:
    numbers = [f"{at:03d}" for at in range(1, PEOPLE + 1)]
    rows = [f"{one},{_name(one)},测试{_UNITS[int(one) % len(_UNITS)]}局," for one in numbers]
    return "\n".join(["编号,姓名,单位,职务", *rows]) + "\n"


def _asked(exam: Path) -> list[str]:
    """The questions of the first form, in its order."""
    return [item.question for item in ExamFolder(exam).form_lines[0].form().sections[0].items]


def _correct(bank: Path, question: str) -> None:
    """Put the stem of a question right in the bank."""
    for path in sorted(bank.rglob("*.yaml")):
        if f"id: {question}\n" in (text := path.read_text(encoding="utf-8")):
            questions = yaml.safe_load(text)
            found = next(one for one in questions if one["id"] == question)
            found["stem"] = _CORRECTED + found["stem"]
            path.write_text(dump_yaml(questions), encoding="utf-8")


def _rows(exam: Path) -> dict[str, Cells]:
    """What everybody put on their form, by 编号."""
    entered = entry_exam(ExamFolder(exam))
    return {
        one.number: {
            place.number: answer_of(one.number, place)
            for place in entered.places(entered.own_form[one.number])
        }
        for one in entered.roster
        if one.number not in ABSENT
    }


def _type(exam: Path, *, slip: bool) -> None:
    rows = {number: {"状态": "参加", **cells} for number, cells in _rows(exam).items()}
    if slip:
        rows[SLIPPED]["1"] = other_answer(rows[SLIPPED]["1"])
    type_answers(exam / "answers.xlsx", rows.items(), lambda text: text)


def _read_again(exam: Path) -> None:
    """Fill in the sheet of the second reading."""
    path, paper = exam / "rechecks" / "0001.xlsx", _rows(exam)[SLIPPED]
    book = load_workbook(path)
    sheet: Any = book["核分"]
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, 6).value = paper[str(sheet.cell(row, 3).value)] or "空"
    book.save(path)
