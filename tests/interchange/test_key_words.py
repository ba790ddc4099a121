"""What keys written by authors mean."""

from __future__ import annotations

import pytest

from quizgen.interchange.key_words import blanks_of, letters_of, truth_of


@pytest.mark.parametrize(
    ("written", "letters"),
    [
        ("A", "A"),
        ("ABC", "ABC"),
        ("A;B;C", "ABC"),
        ("A；B；C", "ABC"),
        ("A,B", "AB"),
        ("A、B", "AB"),
        ("ＡＢ", "AB"),
        (" b ", "B"),
        ("（ A B D ）", "ABD"),
        ("A和C", "AC"),
        ("C→A→B", "CAB"),
        ("AA", "AA"),
        ("A.", "A"),
        ("①③", "①③"),
    ],
)
def test_letters_are_read_in_the_order_they_stand(written: str, letters: str) -> None:
    assert letters_of(written) == letters


@pytest.mark.parametrize("written", ["", "对", "A1", "答案A", "甲乙", "√", "ABCDEFGHIJKLMNOPQRSTUVWXYZA"])
def test_what_is_more_than_letters_is_no_letters(written: str) -> None:
    assert letters_of(written) is None


@pytest.mark.parametrize(
    ("written", "right"),
    [
        *(
            (one, True)
            for one in ("√", "✓", "对", "正确", "正確", "是", "同意", "T", "true", "（√）", "对。")
        ),
        *(
            (one, False)
            for one in ("×", "X", "╳", "错", "错误", "錯誤", "否", "不同意", "F", "ｆ", "( × )", "不对")
        ),
        ("A.正确", True),
        ("B、错误", False),
    ],
)
def test_right_and_wrong_are_read(written: str, *, right: bool) -> None:
    assert truth_of(written) is right


@pytest.mark.parametrize("written", ["", "A", "1", "0", "对错", "AB", "不清楚", "B.对错"])
def test_other_words_say_neither_right_nor_wrong(written: str) -> None:
    assert truth_of(written) is None


def test_letters_and_digits_say_right_and_wrong_where_the_caller_knows_it() -> None:
    assert [truth_of(one, lettered=True) for one in ("A", "b", "C", "Ａ")] == [True, False, None, True]
    assert [truth_of(one, numbered=True) for one in ("1", "０", "2")] == [True, False, None]


@pytest.mark.parametrize(
    ("written", "count", "blanks"),
    [
        ("明确;清晰|合理", 2, (("明确", "清晰"), ("合理",))),
        ("119", 1, (("119",),)),
        ("十七；17", 1, (("十七", "17"),)),
        ("（1）预防（2）防消结合", 2, (("预防",), ("防消结合",))),
        ("①红 ②黄 ③蓝", 3, (("红",), ("黄",), ("蓝",))),
        ("(a)红(b)黄", 2, (("红",), ("黄",))),
        ("红；黄", 2, (("红",), ("黄",))),
        ("红、黄、蓝", 3, (("红",), ("黄",), ("蓝",))),
        ("红，黄", 2, (("红",), ("黄",))),
        ("红  黄", 2, (("红",), ("黄",))),
        ("红\t黄", 2, (("红",), ("黄",))),
        ("红；黄。", 2, (("红",), ("黄",))),
    ],
)
def test_blanks_are_told_apart(written: str, count: int, blanks: tuple[tuple[str, ...], ...]) -> None:
    assert blanks_of(written, count) == blanks


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("红、黄", 3),
        ("红；黄；蓝", 2),
        ("", 1),
        ("红|黄|蓝", 2),
        ("红|", 2),
        ("（1）红（3）黄", 2),
        ("红", 0),
    ],
)
def test_blanks_that_cannot_be_told_apart_are_none(written: str, count: int) -> None:
    assert blanks_of(written, count) is None
