"""A small made-up bank of written questions with cases, for tests of papers that are not only choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from quizgen.files.yaml_write import dump_yaml
from tests.small_bank import write_register

COMMON = {
    "topic": "明责",
    "difficulty": "中",
    "cites": ["xiamen-019"],
    "explain": "先后次序不能颠倒。",
}
WRONG = [{"text": text, "why": "出自别处"} for text in ("压责", "验责", "评责")]
BODIES: Mapping[str, Mapping[str, Any]] = {
    "single": {"stem": "第{}个环节是什么？", "correct": ["明责"], "wrong": WRONG},
    "multiple": {"stem": "第{}轮包括哪些？", "correct": ["明责", "问责"], "wrong": WRONG},
    "true_false": {"stem": "第{}份清单同步建立。", "answer": True},
    "fill": {"stem": "第{}轮共____组。", "answers": [["161"]]},
    "matching": {
        "stem": "第{}组环节和做法怎样配对？",
        "pairs": [
            {"left": "明责", "right": "列出责任清单"},
            {"left": "压责", "right": "签订责任书"},
            {"left": "验责", "right": "年度检查"},
            {"left": "评责", "right": "述职评议"},
        ],
        "wrong": [{"text": "离任审计", "why": "出自别处"}],
    },
    "ordering": {
        "stem": "第{}次检查按先后怎样排列？",
        "items": ["下发通知", "实地检查", "反馈问题", "限期整改", "重新检查"],
    },
    "short": {
        "stem": "第{}步怎样走？",
        "points_for": [{"point": "先研究"}, {"point": "再分解"}, {"point": "后检查"}],
    },
    "essay": {
        "stem": "论述第{}件事。",
        "bands": [{"at_least": "3/5", "text": "有观点"}, {"at_least": 0, "text": "没有观点"}],
    },
}


def question(number: int, kind: str, **changes: Any) -> dict[str, Any]:
    """A question of a kind; ``changes`` overwrite its keys."""
    body = {**BODIES[kind], "stem": BODIES[kind]["stem"].format(number)}
    return {"id": f"TW-{number:04d}", "kind": kind, **body, **COMMON, **changes}


def case(number: int, kinds: Sequence[str]) -> dict[str, Any]:
    """A case with a sub-question of each kind."""
    parts = [
        {
            "kind": kind,
            **BODIES[kind],
            "stem": BODIES[kind]["stem"].format(index),
            "explain": "先后次序不能颠倒。",
        }
        for index, kind in enumerate(kinds, 1)
    ]
    text = f"某局第{number}次检查发现，清单没有建立。"
    return {"id": f"TW-{number:04d}", "kind": "case", "text": text, "parts": parts, **COMMON}


def write_bank(
    folder: Path,
    questions: Sequence[Mapping[str, Any]],
    sections: Sequence[Mapping[str, Any]],
    **changes: Any,
) -> Path:
    """Write the bank with the blueprint ``written`` of these sections; returns the folder."""
    write_register(folder)
    (folder / "blueprints").mkdir(parents=True)
    (folder / "topics.yaml").write_text("明责: []\n", encoding="utf-8")
    (folder / "questions.yaml").write_text(dump_yaml(list(questions)), encoding="utf-8")
    blueprint = {"id": "written", "title": "书面测试", "minutes": 60, "pass": 1, "sections": list(sections)}
    (folder / "blueprints" / "written.yaml").write_text(dump_yaml({**blueprint, **changes}), encoding="utf-8")
    return folder
