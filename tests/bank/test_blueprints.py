"""Blueprint files: what is read, what is refused in which words, the presets."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from quizgen.assemble.plan.make import plan
from quizgen.bank.blueprint_rules import RULES
from quizgen.bank.blueprints import load_blueprint
from quizgen.bank.topics import load_topics
from quizgen.errors import Problem
from quizgen.model.blueprint import Blueprint
from quizgen.model.bookkeeping import Difficulty, Level
from quizgen.model.exam import Mode
from quizgen.model.kinds import Kind, ScoringRule
from tests.assemble.made import mixed_bank
from tests.found import things_in

ROOT = Path(__file__).resolve().parents[2]
PRESETS = ROOT / "question_bank" / "blueprints"
TOPICS = ("明责", "明责/责任清单", "问责", "处置")
HEAD = """id: small
title: 小测试
minutes: 20
pass: 6
sections:
  - {kind: single, count: 6, points: 1}
  - {kind: multiple, count: 2, points: 2, rule: 漏选按项, quotas: {topic: {明责: 1}}}
"""


def read(folder: Path, text: str) -> tuple[Blueprint | None, tuple[Problem, ...]]:
    path = folder / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return load_blueprint(path, "small.yaml", TOPICS)


def test_everything_that_is_written_is_read(tmp_path: Path) -> None:
    text = """quotas: {difficulty: {易: 0.4, 难: {min: 1, max: 2}}, topic: {明责/责任清单: 3, 问责: 1/4}}
minima: {topic: {处置: 2}}
include: [XM-0001]
exclude: [XM-0002]
avoid: {exams: [2026-spring], max_overlap: 0.3}
max_overlap: 0.1
"""
    found, problems = read(tmp_path, HEAD + text)
    assert problems == ()
    assert found is not None
    assert found.quotas.difficulty[Difficulty.EASY].share == Fraction(2, 5)
    assert (found.quotas.topic["明责/责任清单"].min, found.quotas.topic["明责/责任清单"].max) == (3, 3)
    assert found.quotas.topic["问责"].share == Fraction(1, 4)
    assert found.sections[1].rule is ScoringRule.PER_RIGHT_OPTION
    assert (found.avoid.exams, found.avoid.max_overlap) == (("2026-spring",), Fraction(3, 10))


def test_shares_can_be_written_in_per_cent(tmp_path: Path) -> None:
    text = """quotas: {difficulty: {易: 40%, 难: {share: "12.5％"}}}
avoid: {max_overlap: 30%}
max_overlap: "60 %"
"""
    found, problems = read(tmp_path, HEAD + text)
    assert problems == ()
    assert found is not None
    shares = [found.quotas.difficulty[one].share for one in (Difficulty.EASY, Difficulty.HARD)]
    assert shares == [Fraction(2, 5), Fraction(1, 8)]
    assert (found.avoid.max_overlap, found.max_overlap) == (Fraction(3, 10), Fraction(3, 5))


@pytest.mark.parametrize("written", ["%", "三成%", "30%%", "130%"])
def test_what_is_no_share_is_refused(tmp_path: Path, written: str) -> None:
    found, problems = read(tmp_path, f"{HEAD}max_overlap: '{written}'\n")
    assert (found, len(problems)) == (None, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD.replace("title", "titel"), "small.yaml:2: [P002] 不认识的键“titel”（是不是“title”？）"),
        (HEAD.replace("title: 小测试\n", ""), "small.yaml:1: [P003] 缺少“title”（补上这个键）"),
        (
            HEAD.replace("kind: single", "kind: signle"),
            "small.yaml:6: [P004] “sections”第1个的“kind”不能写“signle”（是不是“single”？",
        ),
        (
            HEAD.replace("漏选按项", "漏选按顶"),
            "[P004] “sections”第2个的“rule”不能写“漏选按顶”（是不是“漏选按项”？",
        ),
        (
            HEAD + "quotas: {difficulty: {简单: 2}}\n",
            "[P004] “quotas”的“difficulty”里的键不能写“简单”（可用的有：易、中、难）",
        ),
        (
            HEAD + "quotas: {topic: {明责: 许多}}\n",
            "“quotas”的“topic”的“明责”不能写“许多”（写成 8（正好）、0.4（份额）或 {min: 4, max: 8}）",
        ),
        (
            HEAD + "quotas: {topic: {明责: {least: 3}}}\n",
            "[P002] 不认识的键“least”（可用的有：min、max、share）",
        ),
        (HEAD + "quotas: {topic: {明责: {}}}\n", "[P003] 全卷“明责”的配额没有写数"),
        (
            HEAD + "quotas: {topic: {明责: 1.5}}\n",
            "[P004] 全卷“明责”的份额应当在 0 到 1 之间（整数题数不要写小数点，例如 8）",
        ),
        (HEAD.replace("points: 2", "points: 0"), "[P004] 每题分值应当大于 0"),
        (HEAD.replace("pass: 6", "pass: -1"), "small.yaml:4: [P004] 合格分数不能是负数"),
        (HEAD + "quotas: {topic: {处罚: 1}}\n", "small.yaml:8: [P005] 不认识的专题“处罚”（是不是“处置”？）"),
        (HEAD + "minima: {topic: {处罚: 1}}\n", "[P005] 不认识的专题“处罚”"),
        (
            HEAD.replace("count: 6,", "count: 6, topics: [问责, 明责/责任请单],"),
            "[P005] 不认识的专题“明责/责任请单”（是不是“明责/责任清单”？）",
        ),
        (HEAD.replace("pass: 6", "pass: 11"), "small.yaml:4: [P006] 合格分数 11 高于满分 10"),
        (HEAD + "quotas: {difficulty: {易: 0.5, 难: 0.6}}\n", "[P007] 全卷的份额合计 1.1，超过 1"),
        (HEAD + "quotas: {topic: {问责: {min: 3, max: 2}}}\n", "[P008] 全卷“问责”的下限 3 高于上限 2"),
        (HEAD.replace("kind: multiple", "kind: fill"), "small.yaml:7: [P009] 填空题没有计分规则“漏选按项”"),
        (
            HEAD.replace("明责: 1}", "明责: 3}"),
            "small.yaml:7: [P010] 第2部分（多项选择题）“明责”至少要 3 题，而第2部分（多项选择题）一共 2 题",
        ),
        (
            HEAD + "quotas: {topic: {明责: 5, 问责: {min: 4}}}\n",
            "[P010] 全卷的配额合计至少 9 题，而全卷一共 8 题",
        ),
        (
            HEAD + "quotas: {difficulty: {易: 2, 中: {max: 2}, 难: 0.25}}\n",
            "[P010] 全卷三个难度的上限合计 6 题，而全卷要 8 题",
        ),
        (HEAD.replace("rule:", "topics: [问责], rule:"), "[P010] 第2部分只从问责抽取，抽不到“明责”"),
        (HEAD + "minima: {part: {理论: 4}}\n", "[P011] 没有哪个部分写了 part: 理论"),
        (
            HEAD.replace("count: 6,", "count: 6, part: 理论,") + "minima: {part: {理论: 7}}\n",
            "[P011] “理论”的合格线 7 分高于它的满分 6 分",
        ),
        (HEAD + "minima: {topic: {明责: 11}}\n", "[P011] “明责”的合格线 11 分高于全卷 10 分"),
        (HEAD + "include: [XM-0001, XM-0001]\n", "[P012] XM-0001 写了两次"),
        (HEAD + "include: [XM-0001]\nexclude: [XM-0001]\n", "small.yaml:8: [P012] XM-0001 既必出又排除"),
        (HEAD + "max_overlap: 30\n", "[P004] “max_overlap”不能大于 1"),
        ("- 1\n", "small.yaml:1: [P001] 这不是蓝图"),
        ("", "small.yaml:1: [P001] 这不是蓝图"),
        (HEAD + "quotas: {topic: {明责: 1\n", "[P001] YAML 格式错误"),
        (HEAD + "minutes: 30\n", "[P001] 键“minutes”写了两次"),
    ],
)
def test_a_fault_is_named_with_its_place_and_what_to_do(tmp_path: Path, text: str, expected: str) -> None:
    _, problems = read(tmp_path, text)
    assert [problem for problem in map(str, problems) if expected in problem], list(map(str, problems))


def test_a_quota_of_a_second_level_topic_is_not_added_to_that_of_its_first(tmp_path: Path) -> None:
    _, problems = read(tmp_path, HEAD + "quotas: {topic: {明责: 0.8, 明责/责任清单: 0.5}}\n")
    assert problems == ()


def test_one_fault_gives_one_problem(tmp_path: Path) -> None:
    _, problems = read(tmp_path, HEAD + "quotas: {topic: {明责: {min: 9}}}\n")
    assert [problem.rule for problem in problems] == ["P010"]


def test_all_faults_come_in_one_run(tmp_path: Path) -> None:
    text = HEAD.replace("pass: 6", "pass: 60").replace("kind: multiple", "kind: short")
    _, problems = read(tmp_path, text + "quotas: {topic: {处罚: 1}, difficulty: {易: 9}}\n")
    assert [problem.rule for problem in problems] == ["P006", "P009", "P005", "P010"]


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "gbk.yaml"
    path.write_bytes("title: 主体责任知识测试".encode("gbk"))
    _, problems = load_blueprint(path, "gbk.yaml", TOPICS)
    assert "GBK" in str(problems[0])
    _, problems = load_blueprint(tmp_path / "none.yaml", "none.yaml", TOPICS)
    assert "没有这个文件" in str(problems[0])


def test_rule_numbers_are_permanent_and_in_order() -> None:
    assert [rule.id for rule in RULES] == [f"P{number:03d}" for number in range(1, len(RULES) + 1)]


# The presets

REAL_COUNTS = {"single": 286, "true_false": 178, "multiple": 171, "fill": 83, "short": 42, "case": 24}
SUMS = {
    "cadre-80": (80, 100, 50, 80),
    "short-20": (20, 100, 15, 60),
    "theory-discipline": (79, 100, 60, 60),
    "mixed-100": (56, 100, 90, 60),
}


def preset(name: str) -> Blueprint:
    topics, _ = load_topics(ROOT / "question_bank" / "topics.yaml", "topics.yaml")
    assert topics is not None
    found, problems = load_blueprint(PRESETS / f"{name}.yaml", name, topics.names)
    assert problems == ()
    assert found is not None
    return found


def test_the_presets_are_these() -> None:
    assert {path.stem for path in things_in(PRESETS, "*.yaml")} == set(SUMS)


@pytest.mark.parametrize("name", SUMS)
def test_a_preset_is_free_of_faults_and_adds_up(name: str) -> None:
    found = preset(name)
    assert found.id == name
    sums = (found.total_count, int(found.total_points), found.minutes, int(found.pass_))
    assert sums == SUMS[name]


@pytest.mark.parametrize("name", SUMS)
def test_a_preset_says_that_its_figures_are_our_own(name: str) -> None:
    assert "本项目自己的设计" in (PRESETS / f"{name}.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SUMS)
def test_a_preset_can_be_met_even_by_parallel_forms(name: str) -> None:
    topics = [
        *preset("theory-discipline").sections[0].topics,
        *preset("theory-discipline").sections[3].topics,
    ]
    bank = [
        question.model_copy(update={"level": list(Level)[number % 3], "point": f"x-{number // 2}"})
        for number, question in enumerate(mixed_bank(REAL_COUNTS, topics=topics))
    ]
    assert plan(preset(name), bank, mode=Mode.PARALLEL, forms=2, spare=0).cells


def test_cadre_80_is_the_usual_test() -> None:
    sections = [(section.kind, section.count, int(section.points)) for section in preset("cadre-80").sections]
    assert sections == [(Kind.SINGLE, 30, 1), (Kind.TRUE_FALSE, 30, 1), (Kind.MULTIPLE, 20, 2)]
    assert (preset("cadre-80").valid_months, preset("cadre-80").resit_after_months) == (24, 2)


def test_theory_and_discipline_are_seven_to_three_with_minima() -> None:
    found = preset("theory-discipline")
    points = {
        part: sum(one.points * one.count for one in found.sections if one.part == part)
        for part in ("理论", "纪律")
    }
    assert points == {"理论": 70, "纪律": 30}
    assert found.minima.part == {"理论": 40, "纪律": 20}
    sides = [{topic for one in found.sections if one.part == part for topic in one.topics} for part in points]
    assert not sides[0] & sides[1]


def test_mixed_100_has_all_kinds_but_the_later_ones() -> None:
    kinds = {section.kind for section in preset("mixed-100").sections}
    assert kinds == set(Kind) - {Kind.MATCHING, Kind.ORDERING, Kind.ESSAY}
