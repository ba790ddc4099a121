"""What a blueprint that cannot be met is told."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from quizgen.assemble.plan.impossible import ImpossibleBlueprint
from quizgen.assemble.plan.make import plan
from quizgen.assemble.plan.wording import PlanWords
from quizgen.model.blueprint import Blueprint
from quizgen.model.exam import Mode
from quizgen.model.question import Question
from tests.assemble.made import blueprint, question, some


def refusal(
    wanted: Blueprint,
    bank: Sequence[Question],
    mode: Mode = Mode.ONE,
    forms: int = 1,
    avoided: frozenset[str] = frozenset(),
) -> str:
    with pytest.raises(ImpossibleBlueprint) as error:
        plan(wanted, bank, mode=mode, forms=forms, spare=0, avoided=avoided)
    return str(error.value)


SINGLES = some(40)
HARD = some(4, "multiple", 100, topic="处置", difficulty="难")
EASY = some(30, "multiple", 200, topic="明责")


def test_a_cell_that_is_short_says_what_it_needs_and_has() -> None:
    sections = (
        {"kind": "single", "count": 3},
        {"kind": "single", "count": 3},
        {"kind": "multiple", "count": 8, "quotas": {"topic": {"处置": 6}, "difficulty": {"难": 6}}},
    )
    text = refusal(blueprint(*sections), SINGLES + HARD + EASY)
    assert "第三部分 多选/处置：需要 6，只有 4；可把该项配额放宽到 4，或补充 2 道题" in text
    assert "只补充题目，这样补即可：第三部分 多选/处置/难 补 2 道" in text


def test_a_crossed_cell_is_named_when_only_the_crossing_is_short() -> None:
    bank = [
        *HARD,
        *EASY,
        *some(10, "multiple", 300, topic="处置"),
        *some(10, "multiple", 400, difficulty="难"),
    ]
    wanted = blueprint(
        {"kind": "multiple", "count": 6, "quotas": {"topic": {"处置": 6}, "difficulty": {"难": 6}}}
    )
    text = refusal(wanted, bank)
    assert "第一部分 多选/处置/难：需要 6，只有 4" in text
    assert "或补充 2 道题" in text


def test_independent_faults_are_all_listed() -> None:
    wanted = blueprint(
        {"kind": "single", "count": 50},
        {"kind": "fill", "count": 2},
        {"kind": "multiple", "count": 5, "quotas": {"topic": {"问责": {"min": 1}}}},
        include=["QQ-7777"],
    )
    text = refusal(wanted, SINGLES + HARD)
    assert "必须出现的 QQ-7777：题库里没有这道题" in text
    assert "第一部分 单选：需要 50，只有 40" in text
    assert "第二部分 填空：需要 2，只有 0" in text
    assert "第三部分 多选：需要 5，只有 4" in text
    assert "第三部分 多选/问责：需要 1，只有 0" in text


def test_the_whole_paper_is_called_so() -> None:
    wanted = blueprint({"kind": "single", "count": 10}, quotas={"difficulty": {"难": 0.5}})
    text = refusal(wanted, SINGLES)
    assert "全卷/难：需要 5，只有 0；可把该项配额放宽到 0（0%），或补充 5 道题" in text


def test_a_bank_of_no_questions() -> None:
    assert "第一部分 单选：需要 10，只有 0" in refusal(blueprint({"kind": "single", "count": 10}), [])


def test_quotas_that_contradict_each_other_are_no_matter_of_the_bank() -> None:
    wanted = blueprint(
        {"kind": "single", "count": 10}, quotas={"topic": {"明责": {"min": 8}, "问责": {"min": 8}}}
    )
    text = refusal(wanted, SINGLES + some(40, start=500, topic="问责"))
    assert "与题数或其他配额矛盾" in text
    assert "补即可" not in text


def test_enemies_that_make_it_impossible_are_named() -> None:
    bank = [question(number, enemies=["QQ-0001", "QQ-0002"]) for number in range(1, 4)]
    text = refusal(blueprint({"kind": "single", "count": 2}), bank)
    assert "第一部分 单选：需要 2，有 3（互斥题不能同卷；QQ-0001 与 QQ-0002、" in text


def test_questions_that_must_appear_but_cannot() -> None:
    bank = [*SINGLES, question(900, retired="2026-01-01 旧"), question(901, "short")]
    bank += [question(902, enemies=["QQ-0903"]), question(903)]
    wanted = blueprint(
        {"kind": "single", "count": 10},
        include=["QQ-0900", "QQ-0901", "QQ-0902", "QQ-0903", "QQ-0001"],
        exclude=["QQ-0001"],
    )
    text = refusal(wanted, bank)
    assert "必须出现的 QQ-0900：这道题已停用" in text
    assert "必须出现的 QQ-0901：没有一个部分收这种题型和专题" in text
    assert "必须出现的 QQ-0902 与 QQ-0903 互斥，不能同卷" in text
    assert "必须出现的 QQ-0001：蓝图同时要求排除它" in text


def test_more_questions_that_must_appear_than_there_is_room_for() -> None:
    wanted = blueprint({"kind": "single", "count": 2}, include=["QQ-0001", "QQ-0002", "QQ-0003"])
    assert "放不下，至少要减少 1 道" in refusal(wanted, SINGLES)


def test_a_resit_without_enough_new_questions() -> None:
    used = frozenset(one.id for one in SINGLES[:35])
    text = refusal(blueprint({"kind": "single", "count": 10}), SINGLES, avoided=used)
    assert "第一部分 单选：需要 10，只有 5（另有 35 道以前考过）" in text
    assert "允许以前考过的题由 0（0%）放宽到 5（50%）（avoid.max_overlap）" in text


def test_parallel_forms_need_as_many_times_the_questions() -> None:
    text = refusal(blueprint({"kind": "single", "count": 15}), SINGLES, Mode.PARALLEL, 3)
    assert "第一部分 单选：需要 45，只有 40（每份 15，共 3 份不同的试卷）" in text
    assert "max_overlap" in text


def test_two_sections_that_compete_for_the_same_questions() -> None:
    text = refusal(blueprint({"kind": "single", "count": 25}, {"kind": "single", "count": 25}), SINGLES)
    assert "第一、二部分 单选：需要 50，只有 40" in text


def test_points_that_must_be_reached_in_a_topic_must_be_on_the_paper() -> None:
    wanted = blueprint({"kind": "multiple", "count": 5, "points": 2}, minima={"topic": {"处置": 10}})
    assert "全卷/处置的配额由 10 分 放宽到 8 分" in refusal(wanted, HARD + EASY)


def test_questions_with_points_of_their_own_are_named_by_their_printed_numbers() -> None:
    wanted = blueprint(
        {"kind": "single", "count": 2},
        {"kind": "short", "count": 2, "points": 5},
        {"kind": "short", "count": 1, "points": 8, "continues": True},
        {"kind": "multiple", "count": 1, "points": 2, "continues": True},
    )
    words = PlanWords(wanted)
    assert [words.sections((index,)) for index in range(4)] == [
        "第一部分 单选",
        "第二部分 简答（第3至4题）",
        "第二部分 简答（第5题）",
        "第二部分 多选",
    ]
    assert words.sections((1, 2)) == "第二部分 简答"
    told = refusal(wanted, [*some(4), *some(1, "short", 10), *some(2, "multiple", 20)])
    assert "第二部分 简答：需要 3，只有 1" in told
