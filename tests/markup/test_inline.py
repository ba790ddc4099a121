"""Inline text: what counts as mark-up, what stays text, what a formula may say."""

from __future__ import annotations

import pytest

from quizgen.markup import Bold, Formula, Plain, Sub, Sup, parse, plain_text
from quizgen.markup.formula import UnreadableFormula, parse_formula
from quizgen.markup.formula_text import formula_aloud, formula_text
from quizgen.markup.inline import accepted_answer, bad_formulas, open_mark


def test_scripts_stand_below_and_above_the_line() -> None:
    assert parse("SO~4~^2-^、**H~2~O**") == (
        Plain("SO"), Sub("4"), Sup("2−"), Plain("、"), Bold("H"), Sub("2", bold=True), Bold("O"),
    )  # fmt: skip
    assert plain_text("H~2~O 的 x^2^") == "H2O 的 x^2"


@pytest.mark.parametrize(
    "text",
    [
        "5~10天或15~20天", "A~B和C~D", "周一~周五和周六~周日", "x^2+y^2=1", "价格5$和10$", "5$，10$",
        "US$5 and US$6", "C:\\目录", "~", "^", "$", "$ x$", "$x $", "x^2，y^2", "a ~ b ~ c",
        '$#read("x")$',
    ],
)  # fmt: skip
def test_texts_of_before_stay_text(text: str) -> None:
    assert parse(text) == (Plain(text),)
    assert plain_text(text) == text


def test_a_backslash_keeps_the_sign_itself() -> None:
    assert parse(r"H\~2\~O、5\$、x\^2\^") == (Plain("H~2~O、5$、x^2^"),)


def test_typed_answers_are_compared_without_mark_up() -> None:
    assert accepted_answer("Ca(OH)~2~") == "Ca(OH)2"
    assert accepted_answer("17") == "17"


@pytest.mark.parametrize(
    ("source", "line", "aloud"),
    [
        ("x^2+1", "x^2+1", "x的2次方加1"),
        ("(a+b)/(c+d)", "(a+b)/(c+d)", "c加d分之a加b"),
        (r"\frac{质量}{V}", "质量/V", "V分之质量"),
        ("√(b^2-4ac)", "√(b^2−4ac)", "根号b的2次方减4ac"),
        (r"\sqrt[3]{x}", "3次√x", "3次根号x"),
        (r"\sum_{i=1}^n x_i", "∑_(i=1)^nx_i", "从i等于1到n求和x下标i"),
        (r"\sin x+\lg(-x)", "sin x+lg(−x)", "sin x加lg括号负x括号完"),
        ("10^-3", "10^(−3)", "10的负3次方"),
        (r"-\alpha≤β", "−α≤β", "负α小于等于β"),
    ],
)
def test_a_formula_is_read_into_a_tree(source: str, line: str, aloud: str) -> None:
    (piece,) = parse(f"${source}$")
    assert isinstance(piece, Formula)
    assert formula_text(piece.node) == line
    assert formula_aloud(piece.node) == aloud


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('#read("x")', "不认识 #，公式里没有函数和命令"),
        (r"\input{x}", "不认识 \\input"),
        ("(x+1", "( 没有配对的 )"),
        ("x+1)", "多了一个 )"),
        (r"\frac{1}", "\\frac 后面要有 { }"),
        ("x_", "_ 后面没有内容"),
        ("x^2^3", "同一个量有两个 ^"),
        ("/2", "/ 前面没有分子"),
        ("1/", "没有写完"),
        ("1/=2", "/ 后面没有分母"),
        ("+^2", "+ 上不能有上下标"),
        ("()", "有一处空着"),
        ("a*b", "不认识 *，乘号写 ×"),
        ("(" * 9 + "x" + ")" * 9, "套了 8 层以上"),
    ],
)
def test_what_is_no_formula_is_said_in_one_sentence(source: str, said: str) -> None:
    with pytest.raises(UnreadableFormula) as fault:
        parse_formula(source)
    assert str(fault.value) == said
    assert list(bad_formulas(f"甲 ${source}$ 乙")) == [(source, said)]


@pytest.mark.parametrize(
    ("text", "sign"),
    [("H~2O", "~"), ("x^2", "^"), ("$x+1", "$"), ("H~2~O", ""), ("5$", ""), ("A~D", ""), (r"x\^2", "")],
)
def test_half_a_pair_is_found(text: str, sign: str) -> None:
    assert open_mark(text) == sign
