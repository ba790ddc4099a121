"""What banks call the kinds of questions."""

from __future__ import annotations

import pytest

from quizgen.interchange.kind_words import kind_within, kind_word
from quizgen.model.kinds import Kind


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("单选", Kind.SINGLE),
        ("单项选择题", Kind.SINGLE),
        ("【单选题】", Kind.SINGLE),
        ("單選題", Kind.SINGLE),
        ("多选题", Kind.MULTIPLE),
        ("多项选择", Kind.MULTIPLE),
        ("判 断 题", Kind.TRUE_FALSE),
        ("是非题", Kind.TRUE_FALSE),
        ("填空题", Kind.FILL),
        ("简答题", Kind.SHORT),
        ("问答", Kind.SHORT),
        ("论述题：", Kind.ESSAY),
        ("案例分析题", Kind.CASE),
        ("材料分析题", Kind.CASE),
        ("连线题", Kind.MATCHING),
        ("排序题", Kind.ORDERING),
    ],
)
def test_a_kind_is_known_by_its_word(word: str, kind: Kind) -> None:
    said = kind_word(word)
    assert said is not None
    assert said.only is kind


@pytest.mark.parametrize("word", ["选择题", "不定项选择题"])
def test_a_word_may_leave_open_how_many_are_right(word: str) -> None:
    said = kind_word(word)
    assert said is not None
    assert said.only is None
    assert said.kinds == (Kind.SINGLE, Kind.MULTIPLE)


@pytest.mark.parametrize("word", ["", "题", "选题", "判断下列说法", "单选题多选题", "问题"])
def test_other_words_name_no_kind(word: str) -> None:
    assert kind_word(word) is None


def test_a_kind_is_found_within_a_heading_when_there_is_one() -> None:
    said = kind_within("第一部分 法规单项选择题（共30题，每题1分）")
    assert said is not None
    assert said.only is Kind.SINGLE
    assert kind_within("单选题和多选题") is None
    assert kind_within("说明") is None
