"""The bank of thirty questions on laboratories, with every kind and every mark of rich text, as an exam."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from docx import Document
from openpyxl import Workbook, load_workbook

from quizgen.model.question import FillBody, MatchingBody, OrderingBody
from quizgen.model.shown import ShownItem
from tests.tool import Run, quizgen
from tests.workflows.filled import fill_in, right_answer, wrong_answer

BANK = Path(__file__).parents[1] / "data" / "any_subject"
PEOPLE = (
    ("001", "测试甲", "分析组", "工程师"),
    ("002", "测试乙", "分析组", "研究生"),
    ("003", "测试丙", "合成组", "研究生"),
    ("004", "测试丁", "合成组", ""),
)
ALL_RIGHT, PARTLY, ALL_WRONG, NOTHING = (one[0] for one in PEOPLE)


def put_right(place: ShownItem) -> str:
    """The right answer on that form, told from the bank and the printed order alone, as it is typed."""
    body, order = place.body, place.order
    match body:
        case FillBody():
            return "；".join(group[0].replace("~", "") for group in body.answers)
        case OrderingBody():
            return "".join("ABCDEFGH"[order.index(item)] for item in range(len(body.items)))
        case MatchingBody():
            count = len(body.pairs)
            return "".join("ABCDEFGH"[order.index(count + left) - count] for left in order[:count])
        case _:
            return right_answer(place)


def put_partly(place: ShownItem) -> str:
    """An answer of which a part is right: an option, a blank, a pair, a neighbour is missing or moved."""
    right = put_right(place)
    match place.body:
        case FillBody():
            return "；".join((right.split("；")[0], *("错" for _ in place.body.answers[1:])))
        case OrderingBody():
            return right[1:] + right[0]
        case MatchingBody():
            return right[:-1] + "-"
        case _:
            return right[:-1] if len(right) > 1 else right


def put_wrong(place: ShownItem) -> str:
    """An answer of which nothing is right."""
    right = put_right(place)
    match place.body:
        case FillBody():
            return "；".join("错" for _ in place.body.answers)
        case OrderingBody():
            return right[::-1]
        case MatchingBody():
            return right[1:] + right[0]
        case _ if set(right) == set("ABCDEFGH"[: len(place.order)]):
            return "-"
        case _:
            return wrong_answer(place)


def choose(number: str, place: ShownItem) -> str:
    """What each of the four puts."""
    ways = {ALL_RIGHT: put_right, PARTLY: put_partly, ALL_WRONG: put_wrong}
    return ways[number](place) if number in ways else "-"


def make_exam(desk: Path) -> Path:
    """From a copy of the bank outside the repository to cards and attachments; the folder of the exam."""
    exam = desk / "考试"
    with contextlib.chdir(desk):
        _run("new", "准入", "--title", "实验室安全", "--bank", BANK)
        Path("名册.csv").write_text(
            "".join(f"{','.join(one)}\n" for one in (("编号", "姓名", "单位", "职务"), *PEOPLE)),
            encoding="utf-8",
        )
        bank = ("--bank", "准入/question_bank")
        _run("bank", "check", *bank)
        _run(
            *("exam", "new", exam, "--blueprint", "admission", *bank, "--mode", "reordered", "--forms", 2),
            *("--roster", "名册.csv", "--date", "2026-12-01", "--by", "张三"),
        )
        _run("exam", "build", exam, "--jobs", 1, "--by", "张三", "--large", "--size", "a4", "--size", "a3")
        _run("exam", "entry", exam)
        (exam / "answers.xlsx").unlink()
        fill_in(exam, choose)
        _run("exam", "entry", exam)
        mark_by_hand(exam / "marks.xlsx")
        _run("exam", "mark", exam, "--by", "张三")
        _run("exam", "results", exam, "--cards", "--docx", "--jobs", 1)
        _attach(exam)
    return exam


def mark_by_hand(path: Path) -> None:
    """Full points for the one who has everything right, half for the second, nothing for the others."""
    book = load_workbook(path)
    sheet = book["评分"]
    heads = [cell.value for cell in next(sheet.iter_rows())]
    at = {name: heads.index(name) + 1 for name in ("编号", "满分", "得分", "评卷人")}
    share = {ALL_RIGHT: 1.0, PARTLY: 0.5}
    for row in range(2, sheet.max_row + 1):
        full = float(str(sheet.cell(row, at["满分"]).value))
        number = str(sheet.cell(row, at["编号"]).value)
        sheet.cell(row, at["得分"], full * share.get(number, 0.0))
        sheet.cell(row, at["评卷人"], "李四")
    book.save(path)


def _attach(exam: Path) -> None:
    documents = Path("材料")
    documents.mkdir()
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["编号", "姓名", "评语"])
    for number, name, _, _ in PEOPLE:
        sheet.append([number, name, "认真"])
    book.save(documents / "准入.xlsx")
    form = Document()
    cells: Sequence[str] = ("编号", "001", "姓名", "测试甲")
    for cell, text in zip(form.add_table(1, 4).rows[0].cells, cells, strict=True):
        cell.text = text
    form.save(str(documents / "测试甲.docx"))
    day = ("--date", "2026-12-24")
    _run(
        *("review", "attach", "--scores", exam, "--reviews", documents, "--out", "附成绩", "--by", "张三"),
        *day,
    )
    _run("review", "verify", "附成绩", "--scores", exam, *day)


def _run(*words: object) -> Run:
    done = quizgen(*words)
    assert done.status == 0, f"{words}\n{done.out}\n{done.err}"
    return done
