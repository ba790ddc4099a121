"""Moodle XML as Moodle writes it, read as drafts: every type, a doubt beside what a bank says otherwise."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from quizgen.errors import CannotRead
from quizgen.interchange.draft import Draft, Understood
from quizgen.interchange.moodle.read import read_moodle
from quizgen.model.kinds import Kind

FILE = Path(__file__).parents[1] / "data" / "interchange" / "moodle.xml"


@cache
def understood() -> Understood:
    return read_moodle(FILE.read_bytes(), "moodle.xml")


def draft(beginning: str) -> Draft:
    """The one question whose stem begins so."""
    (found,) = (one for one in understood().drafts if one.stem.startswith(beginning))
    return found


def rules(one: Draft) -> list[str]:
    return [problem.rule for problem in (*one.doubts, *one.refusals)]


def test_every_question_of_the_file_is_a_draft_and_knows_its_line() -> None:
    lines = [one.line for one in understood().drafts]
    assert understood().held == len(lines) == 13
    assert lines == sorted(set(lines), key=lambda line: line or 0)


def test_a_choice_with_picture_feedback_tags_and_explanation() -> None:
    one = draft("图中")
    assert (one.kind, one.stem) == (Kind.SINGLE, "图中的灭火器适用于**哪类**火灾？")
    assert [(option.text, option.right, option.why) for option in one.options] == [
        ("A 类", False, "固体用水"),
        ("B 类 & C 类 a<b", True, ""),
    ]
    assert one.picture is not None
    assert (one.picture.alt, one.picture.content[:4]) == ("灭火器", b"\x89PNG")
    assert one.explain == "CO~2~ 适用于 B 类，浓度 x^2^。"
    assert (one.source_id, one.tags, one.difficulty, one.points) == ("XF-01", ("灭火",), "易", Fraction(2))
    assert rules(one) == []


def test_a_category_is_the_topic_and_a_doubled_slash_is_no_border() -> None:
    assert draft("图中").topic == "消防/消防／救援"
    assert [problem.message for problem in understood().frame] == ["分类：消防/消防／救援"]


def test_several_answers_and_an_option_that_was_never_shuffled() -> None:
    one = draft("选出")
    assert one.kind is Kind.MULTIPLE
    assert [option.text for option in one.options if option.right] == ["报警", "低姿撤离"]
    assert [option.text for option in one.options if option.last] == ["以上都不对"]
    assert rules(one) == []


def test_a_part_of_the_points_is_a_doubt() -> None:
    one = draft("给一半")
    assert [option.right for option in one.options] == [True, False]
    assert rules(one) == ["D401"]


def test_an_id_that_another_question_has_is_not_used() -> None:
    assert draft("给一半").source_id == ""
    assert "D409" in {note.rule for note in understood().notes}


def test_lines_of_moodles_own_format_stay_lines() -> None:
    one = draft("油锅")
    assert (one.stem, one.truth, rules(one)) == ("油锅起火\n不能用水扑救。", True, [])


def test_a_short_answer_gets_a_blank_and_says_so() -> None:
    one = draft("火警电话")
    assert (one.stem, one.blanks) == ("火警电话是多少？____", (("119",),))
    assert rules(one) == ["D401", "D404"]


def test_pairs_with_an_answer_that_belongs_to_nothing() -> None:
    one = draft("连线")
    assert [(pair.left, pair.right) for pair in one.pairs] == [("红色", "禁止"), ("黄色", "警告")]
    assert [option.text for option in one.extra] == ["提示"]


def test_embedded_typed_answers_are_blanks() -> None:
    one = draft("每____检查")
    assert one.blanks == (("月", "30天"), ("年",))
    assert rules(one) == ["D401", "D407"]


def test_a_text_with_gaps_of_several_sorts_is_a_case_with_a_doubt() -> None:
    one = draft("发现火情")
    assert one.stem == "发现火情先（1）____，再（2）____，电话 （3）____。"
    assert [part.kind for part in one.parts] == [Kind.SINGLE, Kind.SINGLE, Kind.FILL]
    assert [option.text for option in one.parts[1].options] == ["坐电梯", "走楼梯"]
    assert rules(one) == ["D407"]


def test_what_graders_are_told_is_a_model_answer() -> None:
    one = draft("简述")
    assert (one.kind, one.sample, one.points) == (Kind.SHORT, "1. 报警\n2. 疏散", Fraction(5))


def test_items_to_be_ordered() -> None:
    assert draft("排一排").items == ("发现", "报警", "疏散")


@pytest.mark.parametrize(("beginning", "name"), [("圆周率", "数值题"), ("{a}", "计算题")])
def test_a_type_that_no_bank_has_is_refused_by_its_name(beginning: str, name: str) -> None:
    one = draft(beginning)
    assert (one.kind, rules(one)) == (None, ["D451"])
    assert name in one.refusals[0].message


def test_sound_and_pictures_of_formulas_are_not_dropped_silently() -> None:
    assert rules(draft("看视频")) == ["D405", "D405", "D453"]


def test_a_description_is_told_as_left_over() -> None:
    assert ["下面是计算题" in one.message for one in understood().leftover] == [True]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<quiz><question></quiz>", "不是完整的 XML"),
        (b"<html></html>", "不是 Moodle XML"),
        (b'<!DOCTYPE quiz [<!ENTITY a "b">]><quiz>&a;</quiz>', "DOCTYPE"),
        (b"<quiz>\n\n<text>a\x0bb</text></quiz>", "第 3 行有看不见的控制字符（U+000B）"),
    ],
)
def test_a_file_that_is_none_says_why(content: bytes, reason: str) -> None:
    with pytest.raises(CannotRead, match=reason.replace("（", ".").replace("）", ".").replace("+", ".")):
        read_moodle(content, "a.xml")


@pytest.mark.parametrize(
    ("answers", "rule"),
    [
        ('<answer fraction="100"><text>甲</text></answer>', "D452"),
        (
            '<answer fraction="0"><text>甲</text></answer><answer fraction="0"><text>乙</text></answer>',
            "D452",
        ),
        (
            '<answer fraction="100"><text>甲</text></answer><answer fraction="100"><text>乙</text></answer>',
            "D452",
        ),
        (
            '<answer fraction="100"><text>甲</text></answer><answer fraction="0"><text></text></answer>',
            "D452",
        ),
    ],
)
def test_a_choice_without_a_certain_key_is_refused(answers: str, rule: str) -> None:
    text = f"<questiontext><text>甲？</text></questiontext><single>true</single>{answers}"
    content = f'<quiz><question type="multichoice">{text}</question></quiz>'
    (one,) = read_moodle(content.encode(), "a.xml").drafts
    assert rule in rules(one)


def test_unequal_shares_of_several_answers_are_a_doubt() -> None:
    shares = (("甲", 70), ("乙", 30), ("丙", 0))
    answers = "".join(f'<answer fraction="{share}"><text>{text}</text></answer>' for text, share in shares)
    text = f"<questiontext><text>甲？</text></questiontext><single>false</single>{answers}"
    content = f'<quiz><question type="multichoice">{text}</question></quiz>'
    (one,) = read_moodle(content.encode(), "a.xml").drafts
    assert (rules(one), [option.right for option in one.options]) == (["D402"], [True, True, False])
