"""A good question of every kind, and what the rules say once something in it is changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from quizgen.bank.checks import KnowledgeView, check_bank
from quizgen.bank.load import load_bank
from quizgen.files.yaml_write import dump_yaml
from tests.bank.rulebook import KNOWLEDGE

TOPICS = "明责:\n- 清单\n问责: []\n"
COMMON = {
    "topic": "明责",
    "difficulty": "中",
    "cites": ["xiamen-018"],
    "explain": "先分清由谁来做，再记住先后次序。",
}
BODIES: dict[str, dict[str, Any]] = {
    "single": {
        "stem": "责任清单由谁审核？",
        "correct": ["上一级党委"],
        "wrong": [
            {"text": text, "why": "这是另一项工作的主体"} for text in ("同级纪委", "组织部门", "巡察机构")
        ],
    },
    "multiple": {
        "stem": "审核清单时要看哪些方面？",
        "correct": ["是否完整", "是否具体"],
        "wrong": [{"text": text, "why": "这是验收时才看的"} for text in ("是否公开", "是否归档")],
    },
    "true_false": {"stem": "两张清单要同步建立。", "answer": True},
    "fill": {"stem": "清单要____，也要____。", "answers": [["具体"], ["可查"]]},
    "short": {"stem": "简述怎样审核清单。", "points_for": [{"point": "先自查"}, {"point": "再会审"}]},
    "essay": {
        "stem": "结合工作，论述怎样审核清单。",
        "bands": [
            {"at_least": "17/20", "text": "观点明确，联系实际具体"},
            {"at_least": 0, "text": "没有观点"},
        ],
        "grid": "20x40",
        "words": {"min": 600},
    },
    "case": {
        "text": "某局年初没有修改清单。",
        "parts": [
            {
                "kind": "true_false",
                "stem": "这样做符合要求。",
                "answer": False,
                "explain": "清单要每年修改一次。",
            },
            {
                "kind": "single",
                "stem": "应当由谁督促？",
                "correct": ["上一级党委"],
                "wrong": [
                    {"text": text, "why": "这是另一项工作的主体"}
                    for text in ("同级纪委", "组织部门", "巡察机构")
                ],
                "explain": "谁审核清单就由谁督促。",
            },
        ],
    },
}


def question(kind: str, number: int = 1, **changes: Any) -> dict[str, Any]:
    """A good question as the bank writes it; a change to None takes the key away."""
    whole = {"id": f"TT-{number:04d}", "kind": kind, **BODIES[kind], **COMMON, **changes}
    return {key: value for key, value in whole.items() if value is not None}


def faults(
    folder: Path,
    *questions: dict[str, Any],
    knowledge: KnowledgeView | None = KNOWLEDGE,
    printable: Callable[[str], bool] | None = None,
) -> list[str]:
    """What the rules say of these questions: number, rule and sentence of each fault."""
    write(folder / "bank", questions)
    found = check_bank(load_bank([folder / "bank"]), knowledge, printable)
    return [f"{problem.rule} {problem.message}" for problem in found]


def write(bank: Path, questions: Sequence[dict[str, Any]]) -> Path:
    """Write a bank of one file."""
    bank.mkdir()
    (bank / "topics.yaml").write_text(TOPICS, encoding="utf-8")
    (bank / "questions.yaml").write_text(dump_yaml(list(questions)), encoding="utf-8")
    return bank
