"""The second half of the demo: answers entered, marked, analysed, attached to reviews, verified."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Protocol

from openpyxl import load_workbook

from quizgen.records.exam_folder import ExamFolder
from tools import demo_answers, demo_scans
from tools.demo_reviews import WORKBOOK, Person, write_reviews

WHO = "张三"
_REVIEW_DAY = "2026-12-20"
_PERFECT = 100


class Run(Protocol):
    """Runs the tool; a status other than ``expect`` ends the demo."""

    def __call__(self, *arguments: str, expect: int = 0) -> None:
        """Run it."""


class Say(Protocol):
    """Tells what happens outside the tool."""

    def __call__(self, words: str) -> None:
        """Tell it."""


def enter_and_mark(run: Run, say: Say, exam: Path) -> str:
    """Two people type the answers, a third decides, marking names what is doubtful, a question is voided.

    Returns the number that question has on the paper of the person who pointed it out.
    """
    run("exam", "entry", str(exam), "--second")
    run("exam", "entry", str(exam))
    demo_answers.fill_in(exam)
    say("两个登记人各填一份登记表：一人缺考，一人答卷作废，一格两人填得不同，一格填了试卷上没有的选项 H。")
    run("exam", "entry", str(exam))
    demo_answers.decide(exam)
    say("第三人对照答卷，在 差异.xlsx 里裁定不同的那一格。")
    run("exam", "mark", str(exam), "--by", WHO, expect=1)
    demo_answers.mend(exam)
    say("对照答卷改正那一格（H），再阅卷。")
    run("exam", "mark", str(exam), "--by", WHO)
    question, number = demo_answers.disputed(exam)
    say(f"有人指出 {question} 有歧义，经研究作废：全体重新阅卷，旧的一版成绩移到 history/。")
    run("exam", "mark", str(exam), "--by", WHO, "--void", question, "--reason", "题干有歧义，经研究作废")
    return number


def scan_and_mark(run: Run, say: Say, exam: Path, scans: Path) -> None:
    """Sheets read by machine: a person missing, one twice, a white page, a doubt that somebody decides."""
    demo_scans.scan_file(exam, scans)
    say(
        f"同一次考试的另一份，这回扫描答题卡（{scans.name}）：一人没有来，一人扫了两遍，夹着一张白纸，一题涂了两个。"
    )
    run("exam", "scan", str(exam), str(scans), "--by", WHO)
    demo_scans.check(exam)
    say("对照图片，在 待核对.xlsx 里填好“应为”，再运行一次。")
    run("exam", "scan", str(exam), "--by", WHO)
    demo_scans.states(exam)
    say("在登记表里填上缺考、作废，阅卷。")
    run("exam", "mark", str(exam), "--by", WHO)


def results(run: Run, exam: Path, number: str) -> None:
    """Score workbook, analysis, cards; one question (its printed number) explained."""
    run("exam", "results", str(exam), "--cards", "--docx")
    run("exam", "explain", str(exam), demo_answers.DISPUTING, "--question", number)


def attach(run: Run, say: Say, exam: Path, out: Path) -> None:
    """The scores attached to a made-up review workbook with three forms."""
    people = [Person(*one.model_dump().values()) for one in ExamFolder(exam).roster]
    workbook, _ = write_reviews(out / "reviews", people)
    say(f"考核部门的述职评议工作簿（{workbook}）和三份评议表；其中一人姓名多了空格，一行编号谁也不是。")
    run(
        *("review", "attach", "--scores", str(exam), "--reviews", str(out / "reviews")),
        *("--out", str(out / "attached"), "--by", WHO, "--date", _REVIEW_DAY),
        expect=1,
    )
    run("review", "verify", str(out / "attached"), "--scores", str(exam))


def tamper(run: Run, say: Say, exam: Path, out: Path) -> None:
    """A score changed in a copy of the review workbook, another in a copy of the exam; both are named."""
    copies = out / "tampered"
    review = copies / "attached"
    shutil.copytree(out / "attached", review)
    cell = _raise_score(next(review.rglob(WORKBOOK)), "成绩")
    say(f"在副本里改一个分数（{cell}），核验必须指出来，退出码为 1。")
    run("review", "verify", str(review), "--scores", str(exam), expect=1)
    shutil.copytree(exam, copies / "exam")
    cell = _raise_score(copies / "exam" / "scores.xlsx", "成绩")
    say(f"同样，在考试文件夹的副本里改成绩表的一格（{cell}）。")
    run("exam", "verify", str(copies / "exam"), "--quick", expect=1)


def _raise_score(path: Path, head: str) -> str:
    """Give the first person with a score another one. Returns the cell."""
    book = load_workbook(path)
    sheet: Any = book.worksheets[0]
    top = next(cell for row in sheet.iter_rows(max_row=10) for cell in row if cell.value == head)
    cell = next(
        sheet.cell(row, top.column)
        for row in range(top.row + 1, sheet.max_row + 1)
        if _is_number(sheet.cell(row, top.column).value)
    )
    cell.value = _PERFECT if cell.value != _PERFECT else 60
    book.save(path)
    return f"{path.name}!{sheet.title}!{cell.coordinate}"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)
