"""Spoken questions: read, held to their rules, every fault named by file and line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from quizgen.bank.checks import FactView, KnowledgeView
from quizgen.bank.oral import load_oral
from quizgen.files.yaml_write import dump_yaml

KNOWLEDGE = KnowledgeView(
    {"xiamen-019": FactView("xiamen"), "xiamen-020": FactView("xiamen")}, {"X01": frozenset({"xiamen-019"})}
)
GOOD = {
    "id": "OR-0001",
    "stem": "请说说“五责同步”的五个环节。",
    "points": ["明责、压责在前", "验责、评责、问责在后"],
    "topic": "明责",
    "difficulty": "易",
    "cites": ["xiamen-019"],
    "about": ["X01"],
}


def faults(tmp_path: Path, *questions: Mapping[str, object]) -> list[str]:
    (tmp_path / "oral").mkdir()
    (tmp_path / "oral/a.yaml").write_text(
        dump_yaml([dict(question) for question in questions]), encoding="utf-8"
    )
    _, problems = load_oral(tmp_path, ("明责",), KNOWLEDGE)
    return [f"{problem.line} {problem.rule}" for problem in problems]


def test_a_good_question_is_read(tmp_path: Path) -> None:
    assert faults(tmp_path, GOOD) == []
    questions, _ = load_oral(tmp_path, (), None)
    assert [question.id for question in questions] == ["OR-0001"]


def test_a_bank_without_spoken_questions_has_none(tmp_path: Path) -> None:
    assert load_oral(tmp_path, (), None) == ((), ())


def test_every_fault_of_a_question_is_named_with_its_line(tmp_path: Path) -> None:
    bad = {
        **GOOD,
        "id": "OR-0001",
        "points": ["同", "同"],
        "topic": "明则",
        "cites": ["xiamen-999", "xiamen-020"],
        "about": ["X01", "X99"],
    }
    assert faults(tmp_path, GOOD, bad) == ["12 O003", "17 O004", "16 O007", "20 O005", "23 O006", "24 O006"]


def test_half_a_mark_and_a_formula_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    bad = {**GOOD, "stem": "H~2O 是什么？", "points": ["$x_$ 不是公式", "$x^2$ 是公式"]}
    assert faults(tmp_path, bad) == ["2 O008", "4 O008"]


def test_a_fault_of_form_names_the_key(tmp_path: Path) -> None:
    (tmp_path / "oral").mkdir()
    (tmp_path / "oral/a.yaml").write_text("- {id: OR-0001, stme: 问}\n", encoding="utf-8")
    _, problems = load_oral(tmp_path, (), None)
    assert any("stme" in str(problem) and problem.rule == "O002" for problem in problems)


def test_a_file_that_is_not_a_list_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "oral").mkdir()
    (tmp_path / "oral/a.yaml").write_text("id: OR-0001\n", encoding="utf-8")
    _, problems = load_oral(tmp_path, (), None)
    assert [problem.rule for problem in problems] == ["O001"]
