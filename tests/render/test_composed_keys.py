"""Compact keys put together against the answers of the same forms as whole papers have them."""

from __future__ import annotations

import itertools

from quizgen.markup import inline_text, parse
from quizgen.model.kinds import BRACKETED, Kind
from quizgen.render.paper.composed import Paper
from quizgen.render.paper.data import compact_answer
from quizgen.render.paper.quick_answers import AnswerReader
from quizgen.render.pictures import no_pictures
from quizgen.render.pieces.keys import KeyComposer, KeyOrder
from quizgen.render.typst_pdf import Printer
from tests.render.reading import page_texts, squeezed
from tests.render.samples import CANDIDATE, Drawn, Part
from tests.render.test_composed_sheet import drawn

PARTS = (
    Part(Kind.SINGLE, 33),
    Part(Kind.MULTIPLE, 12),
    Part(Kind.TRUE_FALSE, 7),
    Part(Kind.FILL, 4),
    *(Part(kind, 2) for kind in (Kind.MATCHING, Kind.ORDERING, Kind.SHORT, Kind.CASE)),
)


def composer_of(printer: Printer, one: Drawn) -> KeyComposer:
    return printer.key_composer(one.exam.title, AnswerReader(one.exam, one.frozen, no_pictures))


def told(paper: Paper) -> str:
    """What the key of a paper must say, without white space."""
    words: list[str] = []
    for section in paper.sections:
        words.append(section.ordinal)
        for bracketed, run in itertools.groupby(section.items, key=lambda item: item.kind in BRACKETED):
            items = list(run)
            for start in range(0, len(items), 5 if bracketed else 1):
                some = items[start : start + (5 if bracketed else 1)]
                if bracketed:
                    first, last = some[0].number, some[-1].number
                    words.append(first if first == last else f"{first}-{last}")
                    words += [item.answer.text for item in some]
                else:
                    words += [some[0].label, inline_text(parse(compact_answer(some[0])), blank="")]
    return squeezed("".join(words))


def test_every_answer_of_every_kind_is_there_in_order(printer: Printer) -> None:
    one = drawn(PARTS, 1, CANDIDATE)
    spare = one.form.model_copy(update={"code": "S01", "spare": True, "candidate": None})
    orders = [KeyOrder(one.form, CANDIDATE), KeyOrder(spare, None)]
    text = "".join(page_texts(composer_of(printer, one).file(orders)))
    expected = told(one.paper())
    assert f"012{CANDIDATE.number}{CANDIDATE.name}{expected}" in text
    assert f"S01备用卷{expected}" in text


def test_a_key_longer_than_a_page_goes_on_on_the_next(printer: Printer) -> None:
    one = drawn((Part(Kind.FILL, 90),), 2, None)
    pages = page_texts(composer_of(printer, one).file([KeyOrder(one.form, None)] * 2))
    assert len(pages) == 4
    assert "第1页共4页" in pages[0]


def test_the_same_forms_give_the_same_bytes_and_a_rare_name_is_left_out(printer: Printer) -> None:
    one = drawn(PARTS[:3], 3, CANDIDATE)
    rare = CANDIDATE.model_copy(update={"name": "测\U0003134f"})
    orders = [KeyOrder(one.form, rare), KeyOrder(one.form, CANDIDATE)]
    first = composer_of(printer, one).file(orders)
    assert first == composer_of(Printer(), one).file(orders)
    assert f"{CANDIDATE.number}一1-5" in page_texts(first)[0]
