"""Faults of a page: every one is named with file and line, and the build fails."""

from __future__ import annotations

import pytest

from quizgen.errors import ContentFaults
from quizgen.knowledge.page_checks import RULES
from tests.web.page import ROOT, render

FAULTS = {
    "甲。\n\n乙[@xiamen-999]。": "页.md:3: [S001] 没有事实“xiamen-999”（xiamen 的编号从",
    "甲[@xiamen-019; x-1]。": "页.md:1: [S001] 没有事实“x-1”",
    "甲[@]。": "页.md:1: [S001] 没有事实“”",
    "```procedure P99\n```": "页.md:1: [S001] 没有程序“P99”",
    "```procedure\n```": "页.md:1: [S002] procedure 后面要写一个程序编号",
    "```procedure P01 P02\n```": "页.md:1: [S002] procedure 后面要写一个程序编号",
    "```dispositions source=xm\n```": "页.md:1: [S001] 没有来源“xm”（是不是“xiamen”？）",
    "```dispositions\n```": "页.md:1: [S002] dispositions 后面要写处置编号",
    "```cases D01\n```": "页.md:1: [S001] 没有案例“D01”",
    "```compare 六责\n```": "页.md:1: [S001] 没有对照表“六责”",
    "```facts xiamen wuhou\n```": "页.md:1: [S001] 没有事实“xiamen”",
    "```gap x\n甲\n```": "页.md:1: [S002] gap 后面不写参数",
    "```gap\n```": "页.md:1: [S005] gap 要写明材料没有给出什么",
    "一\n```gap\n甲[@wuhou-099]\n```": "页.md:3: [S001] 没有事实“wuhou-099”",
    "```cases C07\n字\n```": "页.md:1: [S005] cases 里面不写文字",
    "```cases C07\n": "页.md:1: [S003] cases 没有结束的 ```",
    "```filter 甲\n```": "页.md:1: [S002] filter 后面写要筛选的一种",
    "## 甲 {#x01 .system data-system=X99}": "页.md:1: [S001] 没有体系“X99”",
    "## 甲 {#jia .system data-system=X01}": "页.md:1: [S004] 标题的锚点是“jia”",
}


@pytest.mark.parametrize("text", FAULTS)
def test_a_fault_names_file_and_line(text: str) -> None:
    with pytest.raises(ContentFaults) as caught:
        render(text)
    assert FAULTS[text] in str(caught.value)


def test_all_faults_of_a_page_come_at_once() -> None:
    with pytest.raises(ContentFaults) as caught:
        render("甲[@xiamen-999]。\n\n```procedure P99\n```\n\n乙[@wuhou-999]。")
    assert [problem.line for problem in caught.value.problems] == [1, 3, 6]


def test_every_rule_is_explained_for_maintainers() -> None:
    page = (ROOT / "docs" / "dev" / "site.md").read_text(encoding="utf-8")
    assert [rule.id for rule in RULES if f"| {rule.id} | {rule.title} |" not in page] == []
