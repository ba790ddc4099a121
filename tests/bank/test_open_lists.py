"""When a question asks for examples as if they were all there is (B032)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quizgen.bank.checks import FactView, KnowledgeView
from tests.bank.written import faults, question

CITED: dict[str, Any] = {"cites": ["xiamen-018", "xiamen-042"]}
MEMBERS = ("照搬照抄", "结合实际不紧密", "雷同")


def knowledge(members: tuple[str, ...] = MEMBERS, *, open_list: bool = True) -> KnowledgeView:
    facts = {"xiamen-018": FactView("xiamen"), "xiamen-042": FactView("xiamen", open_list, members)}
    return KnowledgeView(facts, {})


def wrong(*texts: str) -> list[dict[str, str]]:
    return [{"text": text, "why": "这是另一项工作的提法"} for text in texts]


MULTIPLE: dict[str, Any] = {"correct": ["照搬照抄", "雷同"], "wrong": wrong("没有公开", "没有归档")}
COUNT: dict[str, Any] = {"stem": "清单的毛病共有几项？", "wrong": wrong("四项", "五项", "六项")}


def named(kind: str, folder: Path, view: KnowledgeView | None = None, **changes: Any) -> bool:
    found = faults(folder, question(kind, **CITED, **changes), knowledge=view or knowledge())
    assert {fault[:4] for fault in found} <= {"B032"}, found
    if found:
        assert (
            "正确答案是 xiamen-042 的举例（照搬照抄、结合实际不紧密、雷同 等），题干却当作全部来问"
            in found[0]
        )
    return bool(found)


@pytest.mark.parametrize(
    ("stem", "closed"),
    [
        ("清单的毛病包括哪些？", True),
        ("清单的毛病有下列哪几种？", True),
        ("清单只有什么毛病？", True),
        ("材料点名的清单毛病有哪些？", False),
        ("清单的毛病包括雷同等，有哪些？", False),
        ("这样的清单属于什么毛病？", False),
    ],
)
def test_how_it_is_asked(stem: str, *, closed: bool, tmp_path: Path) -> None:
    assert named("multiple", tmp_path, stem=stem, **MULTIPLE) == closed


@pytest.mark.parametrize(
    ("correct", "closed"),
    [
        (["照搬照抄", "雷同"], True),
        (["照搬照抄", "雷同", "没有结合实际"], False),
        (["清单雷同的现象", "结合实际不紧密"], True),
        (["照搬", "结合实际"], True),
        (["照", "雷同"], False),
        (["没有公示", "没有修改"], False),
    ],
)
def test_the_whole_answer_consists_of_the_examples(
    correct: list[str], *, closed: bool, tmp_path: Path
) -> None:
    changes = {**MULTIPLE, "correct": correct}
    assert named("multiple", tmp_path, stem="清单的毛病包括哪些？", **changes) == closed


@pytest.mark.parametrize(
    ("answer", "closed"),
    [("三项", True), ("3 项", True), ("共三项", True), ("两项", False), ("三十项", False)],
)
def test_how_many_there_are_is_the_number_of_the_examples(
    answer: str, *, closed: bool, tmp_path: Path
) -> None:
    assert named("single", tmp_path, **{**COUNT, "correct": [answer]}) == closed


def test_a_number_that_is_not_asked_for_is_no_count(tmp_path: Path) -> None:
    changes = {**COUNT, "stem": "清单的毛病包括哪些条款？", "correct": ["第三条款"]}
    assert not named("single", tmp_path, **changes)


@pytest.mark.parametrize(("count", "answer"), [(10, "十项"), (10, "10项"), (11, "11项"), (12, "12项")])
def test_many_examples_are_counted_in_figures_from_eleven_on(count: int, answer: str, tmp_path: Path) -> None:
    view = knowledge(tuple(f"毛病{number}" for number in range(count)))
    found = faults(tmp_path, question("single", **CITED, **{**COUNT, "correct": [answer]}), knowledge=view)
    assert [fault[:4] for fault in found] == ["B032"]


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("fill", {"stem": "清单的毛病只有____和____。", "answers": [["照搬照抄"], ["雷同", "相同"]]}),
        ("short", {"stem": "清单的毛病有哪些？", "points_for": [{"point": "照搬照抄"}, {"point": "雷同"}]}),
    ],
)
def test_blanks_and_scoring_points_are_answers_too(
    kind: str, changes: dict[str, Any], tmp_path: Path
) -> None:
    assert named(kind, tmp_path, **changes)


def test_a_sub_question_is_named(tmp_path: Path) -> None:
    part = {"kind": "multiple", "stem": "清单的毛病包括哪些？", "explain": "材料只举了几个例子。", **MULTIPLE}
    other = {
        "kind": "true_false",
        "stem": "这样做符合要求。",
        "answer": False,
        "explain": "清单要每年修改一次。",
    }
    found = faults(tmp_path, question("case", parts=[other, part], **CITED), knowledge=knowledge())
    assert [fault.partition("正确")[0] for fault in found] == ["B032 第2小题的"]


def test_a_whole_list_may_be_asked_whole(tmp_path: Path) -> None:
    closed, empty = knowledge(open_list=False), knowledge(())
    one = question("multiple", stem="清单的毛病包括哪些？", **CITED, **MULTIPLE)
    for number, view in enumerate((closed, empty)):
        (tmp_path / str(number)).mkdir()
        assert faults(tmp_path / str(number), one, knowledge=view) == []
