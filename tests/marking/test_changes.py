"""Questions voided, further answers accepted — for everybody, never to anybody's loss."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.marking.changes import ChangeDoesNotFit, UnreadableChange, read_accept, read_void
from quizgen.marking.form import SheetMarker
from quizgen.model.answers import Answer
from quizgen.model.score import Change, ItemMark, Outcome
from tests.chance import examples
from tests.marking.made import made_up_exam, random_sheet, sheet

EXAM = made_up_exam(forms=2)
WHY = "命题有误"
SINGLE, MULTIPLE, TRUE_FALSE, FILL, ANY_ORDER, SHORT, CASE = (
    "TT-0001", "TT-0005", "TT-0011", "TT-0015", "TT-0016", "TT-0018", "TT-0021",
)  # fmt: skip


def marks(changes: list[Change], *answers: Answer) -> dict[tuple[str, int | None], ItemMark]:
    found = SheetMarker(EXAM.questions, EXAM.blueprint, changes).mark(EXAM.forms[0], sheet(answers))
    return {(mark.question, mark.part): mark for mark in found}


def share(change: Change, answer: Answer) -> str:
    mark = marks([change], answer)[answer.question, answer.part]
    return str(mark.points / mark.full)


@pytest.mark.parametrize("question", [SINGLE, MULTIPLE, TRUE_FALSE, FILL, SHORT])
def test_a_voided_question_gives_everybody_all(question: str) -> None:
    mark = marks([read_void(question, WHY)])[question, None]
    assert (mark.points, mark.outcome, mark.rule) == (mark.full, Outcome.CREDITED, "本题作废，计满分")


def test_a_case_is_voided_whole_or_by_its_sub_question() -> None:
    whole = marks([read_void(CASE, WHY)])
    one = marks([read_void(f"{CASE}(2)", WHY)])
    voided = [[found[CASE, part].outcome is Outcome.CREDITED for part in range(5)] for found in (whole, one)]
    assert voided == [[True] * 5, [False, True, False, False, False]]


@pytest.mark.parametrize(
    ("accept", "answer", "earned"),
    [
        (f"{SINGLE}=1错乙", {"options": (2,)}, "1"),
        (f"{SINGLE}=1错乙", {"options": (0,)}, "1"),
        (f"{SINGLE}=1错乙", {"options": (1,)}, "0"),
        (f"{SINGLE}=1错乙", {"options": (0, 2)}, "0"),
        (f"{MULTIPLE}=5错甲", {"options": (0, 1, 2)}, "1"),
        (f"{MULTIPLE}=5错甲", {"options": (0, 1, 2, 3)}, "1"),
        (f"{MULTIPLE}=5错甲", {"options": (0, 1)}, "2/3"),
        (f"{MULTIPLE}=5错甲", {"options": (0, 1, 3)}, "3/4"),
        (f"{MULTIPLE}=5错甲", {"options": (0, 1, 4)}, "0"),
        (f"{TRUE_FALSE}=正确", {"truth": True}, "1"),
        (f"{TRUE_FALSE}=正确", {"truth": False}, "1"),
        (f"{FILL}#2=清单", {"blanks": ("", "清 单", "")}, "1/3"),
        (f"{FILL}#2=清单", {"blanks": ("清单", "", "")}, "0"),
        (f"{ANY_ORDER}=另一项", {"blanks": ("另一项", "", "17")}, "2/3"),
        (f"{ANY_ORDER}=另一项", {"blanks": ("另一项", "另一项", "17")}, "2/3"),
    ],
)
def test_a_further_answer_counts(accept: str, answer: dict[str, object], earned: str) -> None:
    change = read_accept(accept, WHY)
    assert share(change, Answer.model_validate({"question": change.question, **answer})) == earned


def test_a_sub_question_accepts_a_further_answer() -> None:
    answer = Answer(question=CASE, part=0, options=(1,))
    assert share(read_accept(f"{CASE}（1）=21错甲", WHY), answer) == "1"


def test_the_rule_says_that_a_further_answer_is_accepted() -> None:
    assert marks([read_accept(f"{MULTIPLE}=5错甲", WHY)])[MULTIPLE, None].rule == "漏选按项（含增补答案）"


def test_several_changes_of_one_question_add_up() -> None:
    changes = [read_accept(f"{SINGLE}=1错{word}", WHY) for word in "甲乙"]
    assert marks(changes, Answer(question=SINGLE, options=(1,)))[SINGLE, None].points == 1
    assert marks(changes, Answer(question=SINGLE, options=(2,)))[SINGLE, None].points == 1
    blanks = [read_accept(f"{FILL}#{blank}=其他", WHY) for blank in (1, 3)]
    mark = marks(blanks, Answer(question=FILL, blanks=("其他", "其他", "其他")))[FILL, None]
    assert mark.points / mark.full * 3 == 2


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("TT-9999=甲", "这次考试没有这道题"),
        ("TT-0001(1)=甲", "不是案例题，没有小题"),
        (f"{CASE}=甲", "案例题增补答案要写明小题"),
        (f"{CASE}(6)=甲", "只有 5 个小题"),
        (f"{CASE}(9)=甲", "只有 5 个小题"),
        (f"{SINGLE}=A", "没有“A”这个选项，要写选项的文字，不写字母"),
        (f"{SINGLE}=1对", "“1对”本来就是正确选项"),
        (f"{SINGLE}#1=1错甲", "不是填空题"),
        (f"{TRUE_FALSE}=对", "写“正确”或“错误”"),
        (f"{TRUE_FALSE}=错误", "本来就是答案"),
        (f"{FILL}=甲", "有 3 个空，请写明第几空"),
        (f"{FILL}#4=甲", "只有 3 个空"),
        (f"{FILL}#1=１７", "本来就是第1空的答案"),
        (f"{SHORT}=甲", "请改评分表"),
    ],
)
def test_a_change_that_does_not_fit_is_refused(words: str, fault: str) -> None:
    with pytest.raises(ChangeDoesNotFit, match=fault):
        marks([read_accept(words, WHY)])


@pytest.mark.parametrize("words", ["TT-9999", "TT-0001(1)", f"{CASE}(6)", f"{CASE}(9)"])
def test_a_question_that_is_not_there_cannot_be_voided(words: str) -> None:
    with pytest.raises(ChangeDoesNotFit):
        marks([read_void(words, WHY)])


@pytest.mark.parametrize("words", ["", "1", "TT-0001=甲", "TT-0001#1", "TT-0001(0)", "tt-0001"])
def test_an_unreadable_voiding_is_refused(words: str) -> None:
    with pytest.raises(UnreadableChange, match="例如 XM-0019"):
        read_void(words, WHY)


@pytest.mark.parametrize("words", ["", "TT-0001", "TT-0001=", "TT-0001= ", "=甲", "TT-0001(二)=甲"])
def test_an_unreadable_acceptance_is_refused(words: str) -> None:
    with pytest.raises(UnreadableChange):
        read_accept(words, WHY)


CHANGES = [
    *(read_void(f"TT-{number:04d}", WHY) for number in (1, 5, 9, 12, 16, 19, 20)),
    *(
        read_accept(words, WHY)
        for words in (f"{SINGLE}=1错乙", f"{MULTIPLE}=5错甲", "TT-0009=9错丙", f"{TRUE_FALSE}=正确",
                      f"{FILL}#3=别的", f"{ANY_ORDER}=别的", f"{CASE}(2)=21错丙", f"{CASE}(4)#1=别的")
    ),
]  # fmt: skip
BEFORE = SheetMarker(EXAM.questions, EXAM.blueprint)


@examples(40)
@given(st.integers(0, 10**6), st.lists(st.sampled_from(CHANGES), max_size=6))
def test_no_change_takes_points_from_anybody(number: int, changes: list[Change]) -> None:
    form, one = EXAM.forms[number % 2], random_sheet(EXAM, number)
    after = SheetMarker(EXAM.questions, EXAM.blueprint, changes).mark(form, one)
    for old, new in zip(BEFORE.mark(form, one), after, strict=True):
        assert new.points >= old.points
        assert new.full == old.full
