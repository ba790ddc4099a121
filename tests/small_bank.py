"""A small made-up bank with its blueprint, for tests that make exams."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from typing import Any

from quizgen.files.yaml_write import dump_yaml

TOPICS = ("明责", "问责")
DIFFICULTIES = ("易", "中", "难")
BLUEPRINT: dict[str, Any] = {
    "id": "small",
    "title": "小测试",
    "minutes": 20,
    "pass": 6,
    "sections": [
        {"kind": "single", "count": 6, "points": 1},
        {"kind": "true_false", "count": 2, "points": 1},
        {"kind": "multiple", "count": 2, "points": 1, "rule": "漏选按项"},
    ],
}
HEAVENLY, EARTHLY = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉"


SMALL_REGISTER = Path(__file__).parent / "data" / "knowledge" / "small"
"""A register with the facts that made-up questions cite: a thirtieth of the real one, read as much faster."""


def write_register(beside: Path) -> None:
    """Put the small register beside a bank, where commands look for it first."""
    shutil.copytree(SMALL_REGISTER, beside.parent / "docs" / "_data", dirs_exist_ok=True)


def write_bank(folder: Path, **changes: Any) -> Path:
    """Write the bank and the blueprint ``small``; ``changes`` overwrite the blueprint's keys."""
    write_register(folder)
    (folder / "blueprints").mkdir(parents=True)
    (folder / "topics.yaml").write_text("明责: []\n问责: []\n", encoding="utf-8")
    (folder / "questions.yaml").write_text(_questions_text(), encoding="utf-8")
    write_blueprint(folder / "blueprints" / "small.yaml", **changes)
    return folder


def write_blueprint(path: Path, **changes: Any) -> Path:
    """Write the blueprint with some keys changed."""
    path.write_text(dump_yaml({**BLUEPRINT, **changes}), encoding="utf-8")
    return path


@cache
def _questions_text() -> str:
    return dump_yaml(small_questions())


def small_questions() -> list[dict[str, Any]]:
    """36 single, 18 true-false, 18 multiple, spread evenly over topics and difficulties."""
    questions: list[dict[str, Any]] = []
    for kind, count in (("single", 36), ("true_false", 18), ("multiple", 18)):
        for index in range(count):
            questions.append(_question(len(questions) + 1, kind, index))
    return questions


def _question(number: int, kind: str, index: int) -> dict[str, Any]:
    signs = EARTHLY if kind == "multiple" else HEAVENLY
    label = signs[index % 10] + signs[index // 10]
    common = {
        "topic": TOPICS[index % 2],
        "difficulty": DIFFICULTIES[index // 2 % 3],
        "cites": ["xiamen-019"],
        "explain": f"第{label}条要点，记住它的次序。",
    }
    head = {"id": f"TS-{number:04d}", "kind": kind}
    if kind == "true_false":
        return {**head, "stem": f"第{label}项清单同步建立。", "answer": index % 2 == 0, **common}
    right = [f"{label}项正确做法之{n}" for n in ("一", "二", "三")[: 1 if kind == "single" else 3]]
    wrong = [{"text": f"{label}项别处做法之{n}", "why": "出自别处"} for n in ("四", "五", "六")]
    return {**head, "stem": f"关于第{label}项，符合要求的是？", "correct": right, "wrong": wrong, **common}
