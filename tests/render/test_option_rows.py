"""Option rows as printed: letters on their columns, none on another row, nothing pulled apart."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from quizgen.model.kinds import Kind
from quizgen.model.question import Question
from quizgen.render.paper.composed import Paper, PaperSize
from quizgen.render.typst_pdf import Printer
from tests.render.option_rows import measure_rows
from tests.render.option_sets import random_questions
from tests.render.samples import MIXED, Part, made_up_paper, paper_of, question

WIDEST_EM = 1.0


def asking(sets: Sequence[Sequence[str]]) -> list[Question]:
    """A question for every set of options."""
    return [
        question(Kind.SINGLE, number, correct=[one[0]], wrong=[{"text": t, "why": "错"} for t in one[1:]])
        for number, one in enumerate(sets, 1)
    ]


def as_parts(questions: Sequence[Question]) -> Question:
    """The same questions asked of one case."""
    parts = [
        {"kind": "single", **one.model_dump(include={"stem", "correct", "wrong", "explain"})}
        for one in questions
    ]
    return question(Kind.CASE, 1, parts=parts)


def random_paper(seed: int, count: int) -> Paper:
    """Random option sets, the last six of them asked of a case."""
    questions = random_questions(seed, count)
    return paper_of(
        [questions[:-6], [as_parts(questions[-6:])]],
        [Part(Kind.SINGLE, count - 6), Part(Kind.CASE, 1, "10")],
        seed=seed,
    )


@pytest.mark.parametrize(
    ("seed", "size", "large"), [(1, "a4", False), (2, "a3", False), (3, "a4", True), (4, "a3", True)]
)
def test_rows_of_random_options_hold(printer: Printer, seed: int, size: PaperSize, large: bool) -> None:  # noqa: FBT001
    paper = random_paper(seed, 90)
    rows = measure_rows(printer.paper_pdf(paper, size=size, large=large), paper, folded=size == "a3")
    assert rows.options > 300
    assert rows.faults == ()
    assert rows.widest_em <= WIDEST_EM


@pytest.mark.parametrize(
    "paper", [random_paper(5, 90), made_up_paper(MIXED, seed=6)], ids=["random", "usual"]
)
def test_rows_of_a_key_hold(printer: Printer, paper: Paper) -> None:
    rows = measure_rows(printer.key_pdf(paper), paper)
    assert rows.options > 100
    assert rows.faults == ()
    assert rows.widest_em <= WIDEST_EM


@pytest.mark.parametrize(
    "options",
    [
        ("3 年", "1 年", "半年", "2 年"),
        ("“四责”", "四责", "五责", "“五责”"),
        ("A1级", "甲级", "乙级", "丙级"),
        ("第**1**项", "第**2**项", "第三项", "第四项"),
        ("建立问题线索集中管理的制度", "KPI考核", "把压力传导到每个支部", "每年 2 次"),
        ("F", "FF", "党", "党委", "T", "V", "W", "Y"),
    ],
)
def test_options_of_different_make_share_a_row(printer: Printer, options: tuple[str, ...]) -> None:
    paper = paper_of([asking([options, options[::-1], options])], [Part(Kind.SINGLE, 1)])
    rows = measure_rows(printer.paper_pdf(paper), paper)
    assert rows.options == 3 * len(options)
    assert rows.faults == ()
    assert rows.widest_em <= WIDEST_EM


@pytest.mark.parametrize(
    "unbroken",
    [
        "https://example.org/" + "abcdefghij" * 8,
        "‰○Ⅳ→●○＄℃○ⅰ⑴℃Ω□Ⅳ○→→ⅰ→□□＄Ⅳ‰○￥100→Ⅳⅰ●‰∈Ⅳ",
        "№3@-5≤5≤5№3CO2H2O3×4@≤5-5+3CO2≥60≥601~2±2{x}<b>&10%a/",
    ],
)
def test_what_has_no_place_to_break_breaks_inside_the_column(printer: Printer, unbroken: str) -> None:
    paper = paper_of([asking([(unbroken, "甲", "乙", "丙" * 70)])], [Part(Kind.SINGLE, 1)])
    rows = measure_rows(printer.paper_pdf(paper, large=True), paper)
    assert rows.options == 4
    assert rows.faults == ()
    assert rows.widest_em <= WIDEST_EM
