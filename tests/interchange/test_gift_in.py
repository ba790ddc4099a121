"""GIFT as its documentation shows it, read as Moodle reads it, a doubt where a bank says otherwise."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from quizgen.errors import CannotRead
from quizgen.interchange.draft import Draft, Understood
from quizgen.interchange.gift.read import read_gift
from quizgen.model.kinds import Kind

FILE = Path(__file__).parents[1] / "data" / "interchange" / "examples.gift"


@cache
def understood() -> Understood:
    return read_gift(FILE.read_bytes(), "examples.gift")


def draft(beginning: str) -> Draft:
    """The one question whose stem begins so."""
    (found,) = (one for one in understood().drafts if one.stem.startswith(beginning))
    return found


def rules(one: Draft) -> list[str]:
    return [problem.rule for problem in (*one.doubts, *one.refusals)]


def only(text: str) -> Draft:
    (found,) = read_gift(text.encode(), "a.gift").drafts
    return found


def test_every_question_of_the_file_is_a_draft() -> None:
    assert understood().held == len(understood().drafts) == 14


def test_a_choice_with_id_tags_feedback_and_explanation() -> None:
    one = draft("油类")
    assert [(option.text, option.right, option.why) for option in one.options] == [
        ("泡沫", True, ""),
        ("清水", False, "油会浮在水上"),
        ("沙土", False, "勉强"),
    ]
    assert (one.source_id, one.tags, one.difficulty, one.topic) == ("XF-01", ("灭火",), "易", "消防/常识")
    assert (one.explain, rules(one)) == ("记住：油火不用水。", ["D401"])
    assert "D408" in {note.rule for note in understood().notes}


def test_weights_make_several_answers() -> None:
    one = draft("下列做法")
    assert (one.kind, [option.right for option in one.options]) == (Kind.MULTIPLE, [True, True, False])


def test_a_missing_word_is_a_blank_in_the_stem() -> None:
    one = draft("着火了")
    assert (one.stem, one.kind, rules(one)) == ("着火了要先____再离开。", Kind.SINGLE, [])


def test_true_or_false() -> None:
    assert (draft("油锅").kind, draft("油锅").truth) == (Kind.TRUE_FALSE, False)


def test_typed_answers_with_weights_and_a_wildcard() -> None:
    one = draft("火警")
    assert (one.blanks, rules(one)) == ((("119", "一一九"),), ["D401"])
    assert rules(only("电话____{=11* =119}")) == ["D403"]


def test_pairs_with_one_that_belongs_to_nothing() -> None:
    one = draft("把颜色")
    assert [(pair.left, pair.right) for pair in one.pairs] == [("红", "禁止"), ("黄", "警告")]
    assert [option.text for option in one.extra] == ["提示"]


def test_an_essay_without_any_answer_is_refused() -> None:
    assert (draft("简述报警").kind, draft("简述报警").sample) == (Kind.SHORT, "地点、火势、电话")
    assert rules(draft("没有答案的")) == ["D452"]


@pytest.mark.parametrize("beginning", ["圆周率", "某年份"])
def test_numbers_are_refused_by_name(beginning: str) -> None:
    assert rules(draft(beginning)) == ["D451"]
    assert "数值题" in draft(beginning).refusals[0].message


def test_escaped_signs_are_signs_and_a_lonely_less_than_is_kept_with_a_doubt() -> None:
    one = draft("特殊字符")
    assert one.stem == "特殊字符：a=b ~ { } # : \\ 若 x<y且y>z"
    assert one.options[0].text == "甲\n乙"
    assert rules(one) == ["D405"]


def test_html_is_read_as_html() -> None:
    assert draft("H~2~O").stem == "H~2~O 是**什么**？"


def test_items_to_be_ordered_as_moodle_writes_them() -> None:
    assert draft("按先后").items == ("发现", "报警", "疏散")


def test_a_brace_without_partner_is_refused() -> None:
    assert rules(draft("缺了括号")) == ["D452"]
    torn = read_gift("甲？{=乙\n\n~丙}".encode(), "a.gift").drafts
    assert [rules(one) for one in torn] == [["D452"], ["D452"]]


def test_comments_and_descriptions_are_told_as_no_questions() -> None:
    told = [one.message for one in (*understood().frame, *understood().leftover)]
    assert "注释：这一行后面空一行" in told
    assert "说明，不是题目：这是一段说明，没有答案。" in told


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_file_of_chinese_windows_can_be_read(encoding: str) -> None:
    (one,) = read_gift("甲？{=乙 ~丙}".encode(encoding), "a.gift").drafts
    assert one.stem == "甲？"


def test_a_file_without_questions_is_none() -> None:
    with pytest.raises(CannotRead, match="没有 GIFT 的题"):
        read_gift(b"// nothing\n", "a.gift")


def test_two_questions_with_one_id_are_told() -> None:
    found = read_gift("// [id:A]\n甲？{T}\n\n// [id:A]\n乙？{F}\n".encode(), "a.gift")
    assert [one.source_id for one in found.drafts] == ["A", ""]
    assert [note.rule for note in found.notes] == ["D409"]
