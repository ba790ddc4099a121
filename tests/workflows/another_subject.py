"""A bank of another subject in an empty folder, from its check to the last card, with all that was said."""

from __future__ import annotations

import contextlib
import html
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2
from docx import Document
from openpyxl import Workbook, load_workbook

from quizgen.files.yaml_write import dump_yaml
from quizgen.model.question import FillBody
from quizgen.model.shown import ShownItem
from tests.found import things_below
from tests.tool import Run, quizgen
from tests.workflows.filled import fill_in, right_answer

BANK = Path("消防题库")
EXAM = Path("考试")
SETTINGS = """title: 消防安全题库
subject: 消防安全
publisher: 某市消防培训中心
rules:
  B050: 只有四道判断题
terms:
  unit: 所在部门
  post: 岗位
  purpose: 上岗
  beside: 实操考核
  decision: 上岗
"""
PEOPLE = (
    *(("001", "测试甲", "车间", "电工"), ("002", "测试乙", "车间", "焊工"), ("003", "测试丙", "车间", "")),
    *(("004", "测试丁", "仓库", "保管"), ("005", "测试戊", "仓库", "保管"), ("006", "测试己", "仓库", "")),
)
BLUEPRINT: dict[str, Any] = {
    "id": "fire",
    "title": "消防安全知识测试",
    "minutes": 30,
    "pass": 60,
    "sections": [
        {"kind": "single", "count": 3, "points": 10},
        {"kind": "true_false", "count": 3, "points": 10},
        {"kind": "multiple", "count": 2, "points": 10, "rule": "漏选一半"},
        {"kind": "fill", "count": 1, "points": 10},
        {"kind": "short", "count": 1, "points": 10},
    ],
}
_CHOICES: tuple[tuple[str, list[str], list[str]], ...] = (
    ("报火警拨打哪一个号码？", ["119"], ["110", "120", "122"]),
    ("油锅着火，最先做什么？", ["盖上锅盖"], ["浇一盆水", "端到屋外", "撒上面粉"]),
    ("被困在高层，怎样求救？", ["窗口挥衣"], ["乘坐电梯", "躲进衣柜", "跳到楼下"]),
    ("压力表指在哪一区，灭火器才能用？", ["绿区"], ["红区", "黄区", "白区"]),
    ("报警时要说清哪些？", ["地点", "火势", "被困的人"], ["房价", "租金"]),
    ("哪些东西能灭初起的火？", ["灭火器", "湿被子"], ["汽油", "纸板"]),
    ("逃生时哪些做法对？", ["弯腰前行", "随手关门"], ["乘坐电梯", "返回取物"]),
)
_STATEMENTS = (
    ("消防通道可以临时停车。", False),
    ("湿毛巾捂住口鼻可以少吸烟气。", True),
    ("起火以后应当先收拾财物。", False),
    ("报警时要等对方先挂电话。", True),
)


def questions() -> list[dict[str, Any]]:
    """Thirteen plain questions: hardly any says where it stands or why."""
    found: list[dict[str, Any]] = []
    for stem, right, wrong in _CHOICES:
        kind = "single" if len(right) == 1 else "multiple"
        found.append(
            {"kind": kind, "stem": stem, "correct": right, "wrong": [{"text": one} for one in wrong]}
        )
    found += [{"kind": "true_false", "stem": stem, "answer": answer} for stem, answer in _STATEMENTS]
    found.append({"kind": "fill", "stem": "火警电话是____。", "answers": [["119"]]})
    points = [{"point": "起火的地点"}, {"point": "火势的大小"}]
    found.append({"kind": "short", "stem": "简述报火警要说清什么。", "points_for": points})
    found[0]["basis"] = "《消防法》第四十四条"
    found[-1]["explain"] = "说得清，才来得快。"
    more = {"topic": "报警", "difficulty": "易"}
    return [{"id": f"XF-{number:04d}", **one, **more} for number, one in enumerate(found, 1)]


def write_bank() -> None:
    """The bank with its blueprint and a spoken question, in the current folder."""
    (BANK / "blueprints").mkdir(parents=True)
    (BANK / "oral").mkdir()
    (BANK / "bank.yaml").write_text(SETTINGS, encoding="utf-8")
    (BANK / "topics.yaml").write_text("报警: []\n", encoding="utf-8")
    (BANK / "questions.yaml").write_text(dump_yaml(questions()), encoding="utf-8")
    (BANK / "blueprints" / "fire.yaml").write_text(dump_yaml(BLUEPRINT), encoding="utf-8")
    spoken = {"id": "XF-9001", "stem": "怎样报火警？", "points": ["拨打 119", "说清地点"]}
    oral = [{**spoken, "topic": "报警", "difficulty": "易"}]
    (BANK / "oral" / "oral.yaml").write_text(dump_yaml(oral), encoding="utf-8")


def _write_roster() -> None:
    rows = "".join(f"{','.join(one)}\n" for one in PEOPLE)
    Path("名册.csv").write_text(f"编号,姓名,单位,职务\n{rows}", encoding="utf-8")


@dataclass
class Project:
    """The folder where everything lies, with everything that the commands said."""

    folder: Path
    said: list[str] = field(default_factory=list)

    def run(self, *words: object) -> Run:
        """Run a command, which has to succeed."""
        done = quizgen(*words)
        assert done.status == 0, f"{words}\n{done.out}\n{done.err}"
        self.said += [done.out, done.err]
        return done

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every file with all the text in it, then what was said; without spaces, which break words."""
        for path in things_below(self.folder):
            name = path.relative_to(self.folder).as_posix()
            if path.is_file():
                yield name, re.sub(r"\s", "", f"{name}\n{text_of(path)}")
        yield "said", re.sub(r"\s", "", "".join(self.said))


def text_of(path: Path) -> str:
    """All the text of a file of any kind that the tool writes."""
    match path.suffix:
        case ".pdf":
            with contextlib.closing(pypdfium2.PdfDocument(path)) as document:
                return "".join(page.get_textpage().get_text_range() for page in document)
        case ".docx" | ".xlsx":
            with zipfile.ZipFile(path) as package:
                parts = [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
            return "".join(html.unescape(re.sub("<[^>]*>", "", part)) for part in parts)
        case _:
            return path.read_bytes().decode("utf-8", "replace")


def made_everywhere(project: Project) -> None:
    """The whole line, each command as a user writes it in that folder."""
    write_bank()
    _write_roster()
    bank = ("--bank", BANK)
    for command in (
        *(("bank", "check", "--advice", *bank), ("bank", "stats", *bank), ("bank", "due", *bank)),
        *(("bank", "stats", "--questions", *bank), ("bank", "show", "XF-0001", *bank)),
        *(("bank", "preview", "题库.pdf", "--answers", *bank), ("bank", "review", "审题表.xlsx", *bank)),
        *(("bank", "enemies", *bank), ("bank", "schema"), ("bank", "rules")),
        ("exam", "new", "小测", "--blueprint", "quick-10", *bank, "--date", "2026-12-01", "--by", "张三"),
        (
            *("exam", "new", EXAM, "--blueprint", "fire", *bank, "--date", "2026-12-01", "--by", "张三"),
            *("--mode", "individual", "--roster", "名册.csv", "--spare", 1, "--forms", 1),
        ),
        ("exam", "build", EXAM, "--form", "001", "--form", "S01", "--jobs", 1, "--by", "张三"),
        ("exam", "entry", EXAM),
    ):
        project.run(*command)
    _enter()
    project.run("exam", "mark", EXAM, "--by", "张三")
    project.run("exam", "results", EXAM, "--cards", "--docx", "--jobs", 1)
    project.run("exam", "explain", EXAM, "001")
    project.run("exam", "verify", EXAM, "--jobs", 1)
    _attach(project)


def _enter() -> None:
    (EXAM / "answers.xlsx").unlink()
    fill_in(EXAM, _typed)
    book = load_workbook(EXAM / "marks.xlsx")
    sheet = book["评分"]
    heads = [cell.value for cell in next(sheet.iter_rows())]
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, heads.index("得分") + 1, 5)
        sheet.cell(row, heads.index("评卷人") + 1, "李四")
    book.save(EXAM / "marks.xlsx")


def _typed(number: str, place: ShownItem) -> str:
    """Everybody knows everything, but the last two no statement and no choice."""
    if isinstance(place.body, FillBody):
        return "119"
    return "" if number > "004" else right_answer(place)


def _attach(project: Project) -> None:
    documents = Path("材料")
    documents.mkdir()
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["编号", "姓名", "评语"])
    for number, name, _, _ in PEOPLE:
        sheet.append([number, name, "认真"])
    book.save(documents / "上岗.xlsx")
    form = Document()
    table = form.add_table(1, 4)
    for cell, text in zip(table.rows[0].cells, ("编号", "001", "姓名", "测试甲"), strict=True):
        cell.text = text
    form.save(str(documents / "测试甲.docx"))
    day = ("--date", "2026-12-24")
    project.run(
        *("review", "attach", "--scores", EXAM, "--reviews", documents, "--out", "附成绩", "--by", "张三"),
        *day,
    )
    project.run("review", "verify", "附成绩", "--scores", EXAM, *day)
    project.run("review", "card", "001", "--scores", EXAM, "--out", "001.pdf")
