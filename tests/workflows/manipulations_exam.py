"""What can be done to an exam folder: settings, key, questions, papers, answers, scores, history, ledger."""

from __future__ import annotations

from pathlib import Path

from tests.tool import Run, quizgen
from tests.workflows.forging import edit, edit_line, kept_of, lines_of, prepare_exam, put_lines
from tests.workflows.manipulations import Half, Manipulation


def prepare(work: Path) -> None:
    """An exam that was built, marked, corrected, with results and cards."""
    prepare_exam(work)


def verify(work: Path, *, kept: bool, reprint: bool) -> Run:
    """``quizgen exam verify``; what was kept are the key's fingerprint and the ledger's last hash."""
    more = [] if reprint else ["--quick"]
    if kept:
        known = kept_of(work)
        more += ["--trust", known["fingerprint"], "--head", known["head"]]
    return quizgen("exam", "verify", work / "exam", "--jobs", 1, *more)


_FROZEN = (
    Manipulation(
        "E01",
        "exam.yaml",
        "改考试名称",
        lambda work: edit(work / "exam" / "exam.yaml", "title: 小测试", "title: 大测试"),
        ("exam.yaml:5: [V008]", "exam.yaml: [V025]"),
    ),
    Manipulation(
        "E02",
        "exam.yaml",
        "把合格分改低",
        lambda work: edit(work / "exam" / "exam.yaml", "pass: '6'", "pass: '4'"),
        ("exam.yaml:", "[V008]", "scores.jsonl:1: [V025]"),
    ),
    Manipulation(
        "E03",
        "roster.csv",
        "改一个人的姓名",
        lambda work: edit(work / "exam" / "roster.csv", "测试丙", "测试戊"),
        ("roster.csv:4: [V008]",),
    ),
)

_SCORES = (
    Manipulation(
        "E40",
        "scores.jsonl",
        "改一个人的成绩",
        lambda work: edit(work / "exam" / "scores.jsonl", '"score":"0"', '"score":"9"'),
        ("scores.jsonl: [V021]", "scores.jsonl:4: [V028] 003：写的是 9 不合格，从答案重算是 0 不合格"),
    ),
    Manipulation(
        "E41",
        "ledger.jsonl",
        "改阅卷那一行的姓名",
        lambda work: edit_line(work / "exam" / "ledger.jsonl", 3, "张三", "李四"),
        ("ledger.jsonl:3: [L001]",),
    ),
    Manipulation(
        "E42",
        "ledger.jsonl",
        "删去一行",
        lambda work: put_lines(
            work / "exam" / "ledger.jsonl",
            [line for at, line in enumerate(lines_of(work / "exam" / "ledger.jsonl"), 1) if at != 2],
        ),
        ("ledger.jsonl:2: [L002]",),
    ),
)

HALF = Half("考试文件夹", prepare, verify, (*_FROZEN, *_SCORES))
