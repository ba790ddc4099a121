"""Commands of the day as staff give them."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

from tests.found import things_below
from tests.tool import Run, quizgen

FROZEN = ("exam.yaml", "roster.csv", "secret.key", "pool.jsonl", "questions.jsonl", "forms.jsonl", "说明.txt")
WHY = ("--by", "李四", "--reason", "报名时漏报")


def add(exam: Path, number: str, *more: object, name: str = "测试戊", unit: str = "测试一局") -> Run:
    return quizgen("exam", "add", exam, "--number", number, "--name", name, "--unit", unit, *more, *WHY)


def amend(exam: Path, number: str, *what: object) -> Run:
    return quizgen("exam", "amend", exam, "--number", number, *what, "--by", "李四", "--reason", "名册写错")


def withdraw(exam: Path, number: str) -> Run:
    return quizgen("exam", "withdraw", exam, "--number", number, "--by", "李四", "--reason", "已调离")


def went_well(run: Run) -> Run:
    assert run.status == 0, run.out + run.err
    return run


def mark(exam: Path, *more: object) -> Run:
    return quizgen("exam", "mark", exam, "--by", "张三", *more)


def verified(exam: Path, *more: object) -> dict[str, Any]:
    """What verification finds, without printing again unless asked."""
    run = quizgen("exam", "verify", exam, "--json", *(more or ("--quick",)))
    found: dict[str, Any] = json.loads(run.out)
    return found


def rules(exam: Path, *more: object) -> list[str]:
    """The rules that are broken, by number."""
    return [problem["rule"] for problem in verified(exam, *more)["problems"]]


def notes(exam: Path) -> list[str]:
    return [note["rule"] for note in verified(exam)["notes"]]


def ledger(exam: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (exam / "ledger.jsonl").read_text(encoding="utf-8").splitlines()]


def contents(exam: Path) -> dict[str, tuple[int, bytes]]:
    """Everything in the folder; the lock that a command takes and gives back leaves no trace but a time."""
    files = (path for path in things_below(exam) if path.is_file())
    return {str(one.relative_to(exam)): (stat.S_IMODE(one.stat().st_mode), one.read_bytes()) for one in files}
