"""Papers put together from pieces against the same papers set whole by Typst, which are the reference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from quizgen.model.blueprint import Arrangement
from quizgen.model.exam import Candidate
from quizgen.model.kinds import Kind
from quizgen.model.question import QUESTION, Question
from quizgen.render.paper.composed import PaperSize
from quizgen.render.pictures import no_pictures
from quizgen.render.pieces.composer import Composer, PaperStock
from quizgen.render.pieces.frame import CannotCompose, Uncomposed
from quizgen.render.typst_pdf import Printer
from tests import written_bank
from tests.render.option_sets import random_questions
from tests.render.same_place import apart_in_any_order, compared, ink_apart
from tests.render.samples import CADRE_80, CANDIDATE, MIXED, Drawn, Part, drawn_of, question


def made_up(parts: Sequence[Part], seed: int, candidate: Candidate | None = None) -> Drawn:
    """A form of made-up questions."""
    sections = [
        [question(part.kind, seed * 500 + index * 300 + n, part.options) for n in range(part.count)]
        for index, part in enumerate(parts)
    ]
    return drawn_of(sections, parts, seed=seed, candidate=candidate, code="012")


def composer_of(printer: Printer, drawn: Drawn, *, large: bool = False) -> Composer:
    """What puts the papers of the sample's exam together."""
    people = [drawn.candidate] if drawn.candidate else []
    return printer.composer(PaperStock(drawn.exam, drawn.frozen, people, no_pictures), large=large)


def random_options(seed: int, count: int) -> Drawn:
    """Random option sets, the last six asked of a case."""
    questions = random_questions(seed, count)
    kinds: list[list[Question]] = [questions[:-6], [as_parts(questions[-6:])]]
    return drawn_of(kinds, [Part(Kind.SINGLE, count - 6), Part(Kind.CASE, 1, "10")], seed=seed)


def as_parts(questions: Sequence[Question]) -> Question:
    """The same questions asked of one case."""
    parts = [
        {"kind": "single", **one.model_dump(include={"stem", "correct", "wrong", "explain"})}
        for one in questions
    ]
    return question(Kind.CASE, 1, parts=parts)


RARE = CANDIDATE.model_copy(
    update={"name": "买买提·阿卜杜拉·艾合买提江·吾买尔", "post": "四级调研员（正科长级）", "unit": "第3组"}
)


@pytest.mark.parametrize(
    ("drawn", "large"),
    [(made_up(CADRE_80, 1, CANDIDATE), False), (made_up(MIXED, 2, RARE), True)],
    ids=["usual", "every kind, large"],
)
def test_every_letter_stands_where_the_reference_has_it(
    printer: Printer,
    drawn: Drawn,
    large: bool,  # noqa: FBT001 - a case of the table
) -> None:
    composer = composer_of(printer, drawn, large=large)
    sizes: tuple[PaperSize, ...] = ("a4",) if large else ("a4", "a3")
    for size in sizes:
        whole = printer.paper_pdf(drawn.paper(), size=size, large=large)
        ours = composer.file([composer.pages(drawn.form, drawn.candidate, size)])
        found = compared(ours, whole)
        assert found.faults == ()
        assert found.farthest_mm < 0.02
        assert ink_apart(ours, whole) < 0.02


@pytest.mark.parametrize("large", [False, True])
def test_random_options_break_and_stand_as_in_the_reference(printer: Printer, large: bool) -> None:  # noqa: FBT001
    drawn = random_options(3 + large, 60)
    composer = composer_of(printer, drawn, large=large)
    whole = printer.paper_pdf(drawn.paper(), large=large)
    ours = composer.file([composer.pages(drawn.form, drawn.candidate)])
    # Words that may break anywhere are compared by their ink, for pdfium tells no places of such letters.
    assert [fault for fault in compared(ours, whole).faults if "毫米" not in fault] == []
    assert ink_apart(ours, whole) < 0.06


def test_a_value_that_is_not_at_hand_is_left_to_the_reference(printer: Printer) -> None:
    drawn = made_up(MIXED[:2], 5, CANDIDATE)
    composer = composer_of(printer, drawn)
    with pytest.raises(CannotCompose) as caught:
        composer.pages(drawn.form, RARE)
    assert caught.value.why is Uncomposed.FIELD


def test_two_composers_give_the_same_bytes(printer: Printer) -> None:
    drawn = made_up(MIXED[:3], 6, CANDIDATE)
    one, other = (composer_of(who, drawn) for who in (printer, Printer()))
    first, second = (who.file([who.pages(drawn.form, drawn.candidate)]) for who in (one, other))
    assert first == second


def test_headings_in_an_order_of_their_own_stand_where_the_reference_has_them(printer: Printer) -> None:
    drawn = made_up((*MIXED[:4], Part(Kind.CASE, 1, "10")), 7, CANDIDATE)
    order = drawn.exam.blueprint.order.model_copy(update={"sections": Arrangement.RANDOM})
    blueprint = drawn.exam.blueprint.model_copy(update={"order": order})
    exam = drawn.exam.model_copy(update={"printing": 3, "blueprint": blueprint})
    form = drawn.form.model_copy(update={"headings": (3, 1, 4, 0, 2)})
    moved = replace(drawn, exam=exam, form=form)
    composer = composer_of(printer, moved)
    ours = composer.file([composer.pages(form, CANDIDATE)])
    found = compared(ours, printer.paper_pdf(moved.paper()))
    assert found.faults == ()
    assert found.farthest_mm < 0.02


@pytest.mark.parametrize("large", [False, True])
def test_what_is_matched_stands_where_the_reference_has_it(printer: Printer, large: bool) -> None:  # noqa: FBT001
    long = [
        {"left": "失职失责的领导干部和失职失责的党组织", "right": "通报并在一定范围内" * 3},
        {"left": "违反**政治**纪律的", "right": "检查"},
        {"left": "H~2~O 与 m^2^", "right": "书面检查"},
    ]
    bodies = [
        [written_bank.question(1, "matching"), written_bank.question(2, "matching", pairs=long)],
        [written_bank.case(3, ("matching", "ordering"))],
    ]
    questions = [[QUESTION.validate_python(one) for one in some] for some in bodies]
    drawn = drawn_of(questions, [Part(Kind.MATCHING, 2), Part(Kind.CASE, 1, "10")], candidate=CANDIDATE)
    drawn = replace(drawn, exam=drawn.exam.model_copy(update={"printing": 3}))
    composer = composer_of(printer, drawn, large=large)
    ours = composer.file([composer.pages(drawn.form, CANDIDATE)])
    whole = printer.paper_pdf(drawn.paper(), large=large)
    assert apart_in_any_order(ours, whole) < 0.05
    assert ink_apart(ours, whole) < 0.03
