"""A form composed into words: numbers, headings, the rule, the answers."""

from __future__ import annotations

from fractions import Fraction

import pytest

from quizgen.markup.figures import paper_points
from quizgen.model.blueprint import Heading, PenaltyFloor, Section
from quizgen.model.kinds import Kind, ScoringRule
from quizgen.render.paper.composed import TooManyOptions
from quizgen.render.paper.heading_note import heading_note
from tests.render.samples import CANDIDATE, MIXED, Part, made_up_paper, paper_of, question


def test_questions_are_numbered_through_all_sections() -> None:
    paper = made_up_paper(MIXED)
    numbers = [item.number for section in paper.sections for item in section.items]
    assert numbers == [str(number) for number in range(1, 50)]
    assert [section.ordinal for section in paper.sections] == list("一二三四五六")


def test_twelve_sections_have_ordinals() -> None:
    paper = made_up_paper([Part(Kind.TRUE_FALSE, 1)] * 12)
    assert [section.ordinal for section in paper.sections][9:] == ["十", "十一", "十二"]


def test_answers_follow_the_printed_order_of_options() -> None:
    one = question(Kind.MULTIPLE, 7, options=6)
    for seed in range(5):
        item = paper_of([[one]], [Part(Kind.MULTIPLE, 1)], seed=seed).sections[0].items[0]
        right = "".join(option.letter for option in item.options if option.correct)
        assert item.answer.text == right
        assert [option.letter for option in item.options] == list("ABCDEF")


def test_blanks_show_the_first_accepted_answer_and_the_key_all() -> None:
    one = question(Kind.FILL, 1, stem="先____，再____。", answers=[["明责"], ["17", "十七"]])
    answer = paper_of([[one]], [Part(Kind.FILL, 1)]).sections[0].items[0].answer
    assert answer.blanks == ("明责", "17")
    assert answer.text == "明责；17／十七"


def test_nine_options_are_refused_with_the_question() -> None:
    one = question(
        Kind.SINGLE, 9, correct=["一"], wrong=[{"text": c, "why": "错"} for c in "二三四五六七八九"]
    )
    with pytest.raises(TooManyOptions, match="题目 TT-0009 有 9 个选项，试卷最多印 8 个"):
        paper_of([[one]], [Part(Kind.SINGLE, 1)])


def test_a_named_candidate_is_asked_to_check_not_to_write() -> None:
    notices = "".join(made_up_paper(candidate=CANDIDATE).notices)
    assert "请核对印好的单位、姓名、职务和编号" in notices
    assert "请在密封线左侧填写" in "".join(made_up_paper().notices)


@pytest.mark.parametrize(
    ("points", "text"),
    [("2", "2"), ("1/2", "0.5"), ("2.25", "2.25"), ("1/3", "1/3"), ("10/3", "10/3"), ("1/16", "0.0625")],
)
def test_points_are_exact_in_print(points: str, text: str) -> None:
    assert paper_points(Fraction(points)) == text


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (None, "全部选对得2分，少选、多选、错选均不得分"),
        (ScoringRule.HALF_IF_INCOMPLETE, "全部选对得2分，少选且无错得1分，有错选不得分"),
        (ScoringRule.PER_RIGHT_OPTION, "按选对项数占应选项数的比例得分"),
        (ScoringRule.PLUS_MINUS, "最低得0分"),
        (
            ScoringRule.FIXED_EACH,
            "全部选对得2分；少选且无错的，每选对一项得0.75分，但不超过2分；有错选不得分，有错选的倒扣0.5分，不答不扣；全卷最低得0分",
        ),
    ],
)
def test_a_heading_says_count_points_and_rule(rule: ScoringRule | None, words: str) -> None:
    own = {"per_option": "3/4", "deduct": "1/2"} if rule is ScoringRule.FIXED_EACH else {}
    section = Section.model_validate({"kind": "multiple", "count": 20, "points": 2, "rule": rule, **own})
    note = heading_note(Heading((0,), (section,)), 1, floor=PenaltyFloor.PAPER)
    assert note.startswith("（本题共20小题，每小题2分，共40分。")
    assert words in note


def section(
    kind: Kind, count: int, points: str, rule: ScoringRule | None = None, *, continues: bool = True
) -> Section:
    return Section(kind=kind, count=count, points=Fraction(points), rule=rule, continues=continues)


HALF = ScoringRule.HALF_IF_INCOMPLETE
OVER_SEVERAL = [
    (
        [section(Kind.SINGLE, 1, "2"), section(Kind.TRUE_FALSE, 4, "1")],
        (
            "（本题共5小题，共6分。第11题是单项选择题，2分，只有一个选项符合题意。"
            "第12至15题是判断题，每小题1分，正确的打“√”，错误的打“×”）"
        ),
    ),
    (
        [section(Kind.SINGLE, 2, "2"), section(Kind.TRUE_FALSE, 2, "2")],
        (
            "（本题共4小题，每小题2分，共8分。第11、12题是单项选择题，每小题只有一个选项符合题意。"
            "第13、14题是判断题，正确的打“√”，错误的打“×”）"
        ),
    ),
    (
        [section(Kind.MULTIPLE, 1, "1", HALF), section(Kind.MULTIPLE, 2, "2", HALF)],
        (
            "（本题共3小题，共5分，各小题的分值印在题号后。每小题有两个或两个以上选项符合题意。"
            "全部选对得满分，少选且无错得一半的分，有错选不得分）"
        ),
    ),
    (
        [section(Kind.MATCHING, 1, "3"), section(Kind.MATCHING, 1, "4"), section(Kind.SHORT, 1, "5")],
        (
            "（本题共3小题，共12分，各小题的分值印在题号后。"
            "第11、12题是配对题，左边每一项只配右边的一项，把右边的字母写在括号内。"
            "每配对一对，得该题分值中相等的一份。第13题是简答题，5分，按采分点给分）"
        ),
    ),
    (
        [section(Kind.ORDERING, 1, "3"), section(Kind.ORDERING, 1, "4")],
        (
            "（本题共2小题，共7分，各小题的分值印在题号后。按正确的次序写出全部字母，每个字母只写一次。"
            "次序全部正确得满分，否则不得分）"
        ),
    ),
]


@pytest.mark.parametrize(("sections", "words"), OVER_SEVERAL)
def test_a_heading_over_several_sections_says_what_each_question_is_and_is_worth(
    sections: list[Section], words: str
) -> None:
    assert heading_note(Heading(tuple(range(len(sections))), tuple(sections)), 11) == words


def test_a_mixed_heading_says_what_its_essays_are_judged_by() -> None:
    sections = (section(Kind.SHORT, 1, "5"), section(Kind.ESSAY, 1, "20"))
    note = heading_note(Heading((0, 1), sections), 1, "按档次给分")
    assert (
        note == "（本题共2小题，共25分。第1题是简答题，5分，按采分点给分。第2题是论述题，20分，按档次给分）"
    )
