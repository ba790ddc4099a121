"""Drafts become records of a plain bank: what is changed on the way is said, what does not fit is refused."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from quizgen.interchange.draft import (
    Draft,
    DraftOption,
    DraftPair,
    DraftPicture,
    DraftPoint,
)
from quizgen.interchange.figures import KeptFigures
from quizgen.interchange.records import MadeRecord, make
from quizgen.interchange.tidy import tidy, tidy_option, tidy_stem
from quizgen.model.kinds import Kind
from quizgen.model.question import QUESTION

AB = (DraftOption("立即报警", "A", right=True), DraftOption("先拍照", "B", right=False))
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><path d="M0 0h9v9z"/></svg>'


def draft(kind: Kind | None = Kind.SINGLE, stem: str = "发现火灾怎么办？", **more: Any) -> Draft:
    options = AB if kind in {Kind.SINGLE, Kind.MULTIPLE} else ()
    return Draft(kind, stem, "题.txt", 7, number="3", **{"options": options, **more})


def made(one: Draft) -> MadeRecord:
    return make(one, KeptFigures().keep)


def fields(one: Draft) -> dict[str, Any]:
    """The record, which the bank can read."""
    found = made(one)
    assert found.refusals == ()
    assert found.fields is not None
    QUESTION.validate_python({"id": "XX-0001", **found.fields})
    return dict(found.fields)


def refusal(one: Draft) -> str:
    found = made(one)
    assert found.fields is None
    return found.refusals[0].message


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('GB(国标) 50016,见"说明"。', "GB（国标） 50016，见“说明”。"),
        ("在我国,火警电话是119.", "在我国，火警电话是119。"),
        ("消防　 安全 的 3.5 kg", "消防安全的 3.5 kg"),
        ("５０％的ＡＢＣ", "50%的ABC"),
        ("零\u200b宽", "零宽"),
        ("**半边", "半边"),
        ("5~10天，A~D，8:30", "5~10天，A~D，8:30"),
        ("x^2", "x\\^2"),
        ("H~2~O 和 x^2^", "H~2~O 和 x^2^"),
        ("第一行\n\n  第二行 ", "第一行\n第二行"),
    ],
)  # fmt: skip
def test_a_text_is_tidied_as_little_as_a_bank_asks_for(written: str, read: str) -> None:
    assert tidy(written) == read
    assert tidy(read) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("应当（  ）。", "应当"),
        ("应当（ ）？", "应当？"),
        ("哪些？（　　）", "哪些？"),
        ("包括____", "包括"),
        ("自( )起施行。", "自__起施行。"),
        ("由____提出的", "由__提出的"),
    ],
)
def test_the_bracket_for_an_answer_is_left_to_the_paper(written: str, read: str) -> None:
    assert tidy_stem(written, blanks=False) == read


def test_a_blank_to_be_filled_in_stays_one() -> None:
    assert tidy_stem("火警是（  ），急救是______。", blanks=True) == "火警是____，急救是____。"


@pytest.mark.parametrize("end", ["；", "。", "，", "、", ";", "."])
def test_an_option_has_no_sign_of_the_list_it_stood_in(end: str) -> None:
    assert tidy_option(f"立即报警{end}") == "立即报警"


def test_a_choice_question() -> None:
    options = (*AB, DraftOption("都对", "C", right=False, why="不全", last=True))
    got = fields(draft(options=options, basis="《消防法》第五条", topic="/课程/灭火/报警", difficulty="较难"))
    assert got["correct"] == ["立即报警"]
    assert got["wrong"] == [{"text": "先拍照"}, {"text": "都对", "why": "不全"}]
    assert got["last"] == ["都对"]
    assert (got["topic"], got["difficulty"], got["basis"]) == ("灭火/报警", "难", "《消防法》第五条")


@pytest.mark.parametrize("truth", [True, False])
def test_a_statement_ends_with_a_full_stop(truth: bool) -> None:  # noqa: FBT001 - a parameter
    got = fields(draft(Kind.TRUE_FALSE, "不得损坏消防设施（  ）", truth=truth))
    assert (got["stem"], got["answer"]) == ("不得损坏消防设施。", truth)


def test_blanks() -> None:
    got = fields(draft(Kind.FILL, "火警___，急救___", blanks=(("119",), ("120", "120")), any_order=True))
    assert got["answers"] == [["119"], ["120"]]
    assert got["any_order"] is True


def test_matching_and_ordering() -> None:
    pairs = (DraftPair("甲", "子"), DraftPair("乙", "丑"))
    got = fields(draft(Kind.MATCHING, pairs=pairs, extra=(DraftOption("寅"),)))
    assert got["pairs"] == [{"left": "甲", "right": "子"}, {"left": "乙", "right": "丑"}]
    assert got["wrong"] == [{"text": "寅"}]
    assert fields(draft(Kind.ORDERING, items=("一；", "二；", "三。")))["items"] == ["一", "二", "三"]


@pytest.mark.parametrize(
    ("answer", "points"),
    [
        ("（1）起火的地点；（2）燃烧的是什么。", ["起火的地点", "燃烧的是什么"]),
        ("应当说清：1.地点；2.燃烧物。", ["地点", "燃烧物"]),
        ("地点；燃烧物；有没有人", ["地点", "燃烧物", "有没有人"]),
        ("3.5 公里以内都要撤离。", ["3.5 公里以内都要撤离"]),
    ],
)
def test_a_model_answer_becomes_points(answer: str, points: list[str]) -> None:
    got = fields(draft(Kind.SHORT, sample=answer))
    assert [one["point"] for one in got["points_for"]] == points


def test_points_with_their_shares() -> None:
    scoring = (DraftPoint("地点", Fraction(1, 3)), DraftPoint("燃烧物", Fraction(2, 3)))
    assert [one["share"] for one in fields(draft(Kind.ESSAY, scoring=scoring))["points_for"]] == [
        "1/3",
        "2/3",
    ]


def test_a_case_shares_its_points_among_its_parts() -> None:
    parts = (draft(points=Fraction(4)), draft(Kind.TRUE_FALSE, "这样做对。", truth=False, points=Fraction(2)))
    got = fields(draft(Kind.CASE, "一天，某单位起火。", parts=parts))
    assert got["text"] == "一天，某单位起火。"
    assert [part["share"] for part in got["parts"]] == ["2/3", "1/3"]


def test_an_explanation_names_options_by_their_words() -> None:
    got = fields(draft(explain="报警最要紧。B项错误，故选A。"))
    assert got["explain"] == "报警最要紧。“先拍照”错误。"
    assert "explain" not in fields(draft(explain="故选A。"))


def test_a_picture_lies_beside_the_bank_under_a_name_of_its_content() -> None:
    figures = KeptFigures()
    found = make(draft(picture=DraftPicture(SVG, "起火的房子", 300.0)), figures.keep)
    assert found.fields is not None
    assert found.fields["image"] in figures.contents
    assert (found.fields["width"], found.fields["alt"]) == ("160mm", "起火的房子")


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (draft(options=tuple(replace(option, right=None) for option in AB)), "没有答案"),
        (draft(Kind.MULTIPLE), "多选题只有一个正确项"),
        (draft(Kind.TRUE_FALSE), "没有答案"),
        (draft(Kind.FILL, "火警是____。", blanks=(("119",), ("120",))), "题干里有 1 个空，答案有 2 个"),
        (draft(Kind.ORDERING, items=("一", "二")), "要排序的项有 2 个"),
        (draft(Kind.SHORT), "没有答案"),
        (draft(Kind.CASE, parts=(draft(), draft(Kind.SHORT))), "第 2 小题：没有答案"),
        (draft(Kind.CASE, parts=(draft(),)), "小题有 1 个"),
        (draft(stem="（  ）"), "没有题干"),
        (draft(None), "认不出是哪种题"),
        (draft(picture=DraftPicture(b"\xd7\xcd\xc6\x9a")), "WMF"),
        (draft(picture=DraftPicture(b"no picture")), "图片打不开"),
        (draft(options=tuple(replace(option, right=True) for option in AB)), "单选题要有一个对的选项"),
    ],
)
def test_what_a_bank_cannot_hold_is_refused(one: Draft, said: str) -> None:
    assert said in refusal(one)


def test_all_options_may_be_right() -> None:
    got = fields(draft(Kind.MULTIPLE, options=tuple(replace(option, right=True) for option in AB)))
    assert got["correct"] == ["立即报警", "先拍照"]
    assert "wrong" not in got


def test_options_that_are_pictures() -> None:
    options = (
        DraftOption("", "A", right=True, picture=DraftPicture(SVG, "一个三角", 20.0)),
        DraftOption("第二幅", "B", right=False, picture=DraftPicture(SVG.replace(b"9", b"8"))),
        DraftOption("都不是", "C", right=False, last=True),
    )
    got = fields(draft(options=options))
    assert (got["correct"][0]["alt"], got["correct"][0]["width"]) == ("一个三角", "20mm")
    assert [(one.get("text"), one.get("alt")) for one in got["wrong"]] == [
        ("第二幅", "图乙"),
        ("都不是", None),
    ]
    assert got["last"] == ["都不是"]


def test_what_is_lost_is_said() -> None:
    found = made(draft(tags=("重点",), level="三级", difficulty="L9"))
    told = [note.message for note in found.notes]
    assert "标签：重点" in told
    assert any("层次“三级”" in one for one in told)
    assert any("“L9”看不出是易、中、难" in one for one in told)


def test_a_formula_that_cannot_be_read_is_a_doubt_and_plain_text() -> None:
    found = made(draft(stem="求 $\\foo{x}$ 的值？"))
    assert [doubt.rule for doubt in found.doubts] == ["N006"]
    assert found.fields is not None
    assert "\\$" in found.fields["stem"]
