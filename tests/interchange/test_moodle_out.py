"""Moodle XML as Moodle's importer takes it: what it would skip or store in halves without a word."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from quizgen.interchange.formats import WrittenBank
from quizgen.interchange.moodle.cloze import take_apart
from quizgen.interchange.moodle.write import write_moodle
from quizgen.model.question import Question
from tests.interchange.exported import HOSTILE, all_kinds, bank_of, of_kind, question


def written(*questions: Question) -> WrittenBank:
    return write_moodle(bank_of(*questions))


def tree(*questions: Question) -> Any:
    return etree.fromstring(written(*questions).content)


def asked(*questions: Question) -> list[Any]:
    return [one for one in tree(*questions).iter("question") if one.get("type") != "category"]


def several(right: int) -> Question:
    body = {
        "kind": "multiple",
        "stem": "选哪些？",
        "correct": [f"对{number}" for number in range(right)],
        "wrong": [{"text": "错一"}, {"text": "错二"}],
    }
    return question(body)


@pytest.mark.parametrize(
    ("right", "share"),
    [
        *((2, "50"), (3, "33.33333"), (4, "25"), (5, "20"), (6, "16.66667"), (7, "14.28571")),
        *((8, "12.5"), (9, "11.11111"), (10, "10"), (20, "5")),
    ],
)
def test_a_right_option_has_a_share_of_moodles_table_and_a_wrong_one_takes_all(
    right: int, share: str
) -> None:
    (one,) = asked(several(right))
    shares = [answer.get("fraction") for answer in one.findall("answer")]
    assert sorted(shares) == sorted([share] * right + ["-100"] * 2)


@pytest.mark.parametrize("right", [11, 19, 21])
def test_a_number_of_right_options_that_moodle_skips_is_left_out_and_named(right: int) -> None:
    out = written(several(right), of_kind("single", 2))
    (remark,) = (one for one in out.remarks if one.rule.id == "D501")
    assert (out.written, f"{right} 个正确项" in remark.message) == (1, True)


def test_every_question_has_its_id_once() -> None:
    ids = [one.findtext("idnumber") for one in asked(*all_kinds())]
    assert len(ids) == len(set(ids)) > len(all_kinds())
    assert {one.id for one in all_kinds()} <= set(ids)


@pytest.mark.parametrize("kind", ["single", "multiple", "matching", "ordering"])
def test_what_moodle_stores_in_halves_without_has_all_its_fields(kind: str) -> None:
    (one,) = asked(of_kind(kind))
    for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        assert one.find(name) is not None
    assert one.findtext("shownumcorrect") == "1"


def test_an_ordering_has_the_settings_that_moodle_itself_writes() -> None:
    (one,) = asked(of_kind("ordering"))
    names = ("layouttype", "selecttype", "selectcount", "gradingtype", "showgrading", "numberingstyle")
    assert [one.findtext(name) for name in names] == [
        *("VERTICAL", "ALL", "0", "ALL_OR_NOTHING", "SHOW", "none")
    ]
    assert [answer.findtext("text") for answer in one.findall("answer")][2] == "整改 &amp; 反馈"


def test_html_is_escaped_for_html_and_again_for_xml() -> None:
    out = written(question({"kind": "true_false", "stem": "若 a<b 则 x<y且y<z ]]> &lt;", "answer": True}))
    assert b"a&amp;lt;b" in out.content
    assert b"&amp;amp;lt;" in out.content
    assert b"]]>" not in out.content


def test_control_characters_never_reach_the_file() -> None:
    stem = "软\x0b回车\x00\x07\x85完"
    out = written(question({"kind": "true_false", "stem": stem, "answer": True}))
    etree.fromstring(out.content)
    assert "软回车完" in out.content.decode()


def test_a_typed_answer_has_its_full_width_spelling_and_no_wildcard() -> None:
    (one,) = asked(question({"kind": "fill", "stem": "编号____。", "answers": [["AB-12", "* 号"]]}))
    texts = [answer.findtext("text") for answer in one.findall("answer")]
    assert texts == ["AB-12", "ＡＢ－１２", r"\* 号", r"\*号", "＊号"]
    assert {answer.get("fraction") for answer in one.findall("answer")} == {"100"}


def test_several_blanks_are_fields_of_equal_weight_where_the_blanks_stood() -> None:
    (one,) = asked(of_kind("fill"))
    text, fields = take_apart(one.findtext("questiontext/text"), "［{}］".format)
    assert (one.get("type"), text) == ("cloze", "共［0］组，分［1］轮。")
    assert [field.weight for field in fields] == [1, 1]
    assert r"\*号" in [way.text for way in fields[1].ways]


@pytest.mark.parametrize("place", ["stem", "option"])
def test_nothing_in_a_text_ends_or_begins_an_embedded_answer(place: str) -> None:
    part = {"kind": "single", "stem": "甲？", "correct": ["乙"], "wrong": [{"text": "丙", "why": HOSTILE}]}
    body: dict[str, Any] = {"kind": "case", "text": "材料", "parts": [part, part]}
    if place == "stem":
        body["text"] = HOSTILE
    else:
        part["correct"] = [HOSTILE]
    (one,) = asked(question(body))
    _, fields = take_apart(one.findtext("questiontext/text"), str)
    assert [len(field.ways) for field in fields] == [2, 2]
    assert [sum(way.share for way in field.ways) for field in fields] == [100, 100]


def test_a_case_that_moodle_can_mark_is_one_question_with_the_weights_of_its_parts() -> None:
    (one,) = asked(of_kind("case"))
    _, fields = take_apart(one.findtext("questiontext/text"), str)
    assert [field.weight for field in fields] == [4, 4, 3, 2, 2]


def test_a_case_that_people_mark_is_a_description_with_its_questions_and_told() -> None:
    out = written(of_kind("case_by_people"))
    kinds = [one.get("type") for one in asked(of_kind("case_by_people"))]
    assert kinds == ["description", "multichoice", "essay"]
    assert "D515" in {remark.rule.id for remark in out.remarks}


def test_an_option_that_stays_last_turns_shuffling_off() -> None:
    one, other = asked(of_kind("single"), of_kind("multiple", 2))
    assert (one.findtext("shuffleanswers"), other.findtext("shuffleanswers")) == ("false", "true")
    assert one.findall("answer")[-1].findtext("text") == "以上都不对"


def test_graders_see_points_with_shares_and_bands_and_candidates_see_how_much_to_write() -> None:
    short, essay = asked(of_kind("short"), of_kind("essay", 2))
    assert "（占 1/2）" in short.findtext("graderinfo/text")
    assert "观点鲜明" in essay.findtext("graderinfo/text")
    assert "（不少于600字）" in essay.findtext("questiontext/text")


def test_a_topic_is_a_category_under_the_course() -> None:
    categories = [one.findtext("category/text") for one in tree(*all_kinds()).iter("question")]
    assert [one for one in categories if one] == ["$course$/top/明责/责任清单"]


def test_equal_banks_give_equal_bytes() -> None:
    assert written(*all_kinds()).content == written(*all_kinds()).content
