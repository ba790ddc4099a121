"""Answer sheets put together against the same sheets set whole by Typst, which are the reference."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
import zxingcpp

from quizgen.model.exam import Candidate
from quizgen.model.kinds import Kind
from quizgen.model.question import QUESTION, Question
from quizgen.model.scanned import PageOutcome
from quizgen.model.sheet import SheetGeometry
from quizgen.model.sheets import ManySheets
from quizgen.render.codes import qr_rows
from quizgen.render.linear_qr import linear_rows
from quizgen.render.pictures import no_pictures
from quizgen.render.pieces.frame import CannotCompose, Uncomposed
from quizgen.render.pieces.sheets import SheetComposer
from quizgen.render.sheet.template import SheetOrder, SheetTemplates
from quizgen.render.typst_pdf import Printer
from quizgen.scan.known import Sheets
from quizgen.scan.page import read_page
from tests import written_bank
from tests.render.reading import raster
from tests.render.same_place import apart_in_any_order, ink_apart
from tests.render.samples import CANDIDATE, Drawn, Part, drawn_of, question
from tests.scan.made import picture_of

LONG_NAME = Candidate(
    number="甲-17",
    name="买买提·阿卜杜拉·艾合买提江·吾买尔",
    unit="某市某区住房和城乡建设局机关党委第3组",
    post="四级调研员（正科长级）",
)
PARTS = (Part(Kind.SINGLE, 30), Part(Kind.MULTIPLE, 20), Part(Kind.TRUE_FALSE, 13), Part(Kind.FILL, 2))
WRITTEN = (Part(Kind.SINGLE, 20), Part(Kind.FILL, 5), Part(Kind.SHORT, 3, "10"), Part(Kind.CASE, 1, "20"))
EVERY_KIND = (
    Part(Kind.SINGLE, 60),
    Part(Kind.MULTIPLE, 60),
    *(Part(kind, 2) for kind in (Kind.MATCHING, Kind.ORDERING, Kind.CASE)),
)


def drawn(parts: tuple[Part, ...], seed: int, person: Candidate | None, layout: int = 2) -> Drawn:
    """A form whose questions have two to six options, each another number."""
    dice = random.Random(seed)  # noqa: S311 - made-up questions

    def asked(kind: Kind, number: int) -> Question:
        if kind in {Kind.MATCHING, Kind.ORDERING}:
            return QUESTION.validate_python(written_bank.question(number, kind.value))
        return question(kind, number, dice.randint(3, 6) if kind in {Kind.SINGLE, Kind.MULTIPLE} else 4)

    sections = [
        [asked(part.kind, seed * 5000 + at * 1000 + one) for one in range(part.count)]
        for at, part in enumerate(parts)
    ]
    made = drawn_of(sections, parts, seed=seed, candidate=person, code="012")
    return replace(made, exam=made.exam.model_copy(update={"printing": 3, "sheet_layout": layout}))


def composer_of(printer: Printer, one: Drawn) -> SheetComposer:
    return printer.sheet_composer(SheetTemplates(one.exam, one.frozen, no_pictures))


def both(printer: Printer, one: Drawn, digits: int) -> tuple[bytes, SheetGeometry, bytes, SheetGeometry]:
    """The sheet put together, then set whole, each with its geometry."""
    composer = composer_of(printer, one)
    filled = composer.fill(SheetOrder(one.form, one.candidate, 7, digits))
    many = ManySheets(layouts=(filled.template.layout(),), sheets=(filled.told(0),))
    told = ManySheets.model_validate_json(many.model_dump_json())
    whole, geometry = printer.sheet_pdf(one.paper(), 7, digits)
    return composer.file([filled], even=False), told.geometry(told.sheets[0]), whole, geometry


@pytest.mark.parametrize(
    ("parts", "person", "layout"),
    [(PARTS, CANDIDATE, 2), (PARTS, None, 2), (EVERY_KIND, LONG_NAME, 2), (WRITTEN, CANDIDATE, 3)],
    ids=["named", "anybody", "every kind, two pages, a long name", "with boxes to write in"],
)
def test_a_sheet_is_that_of_the_reference(
    printer: Printer, parts: tuple[Part, ...], person: Candidate | None, layout: int
) -> None:
    ours, geometry, whole, reference = both(printer, drawn(parts, 1, person, layout), 8)
    assert geometry == reference
    assert apart_in_any_order(ours, whole) < 0.02
    assert ink_apart(ours, whole) < 0.02


def test_the_reader_reads_it_and_its_codes_say_the_same(printer: Printer) -> None:
    ours, geometry, _, _ = both(printer, drawn(PARTS, 2, CANDIDATE), 8)
    page = raster(ours, 300)
    reading = read_page(picture_of(page), Sheets({geometry.paper_id: geometry}.get, geometry))
    assert reading.outcome is PageOutcome.READ
    assert "".join(mark for one in reading.number for mark in one.marked) == CANDIDATE.number
    assert [one.text for one in zxingcpp.read_barcodes(page)] == [geometry.codes[0].text] * 2


def test_forms_of_one_exam_share_their_template(printer: Printer) -> None:
    one = drawn(PARTS, 3, CANDIDATE)
    composer = composer_of(printer, one)
    other = one.form.model_copy(
        update={
            "code": "013",
            "paper_id": one.form.paper_id[::-1],
            "sections": tuple(
                section.model_copy(update={"items": section.items[::-1]}) for section in one.form.sections
            ),
        }
    )
    filled = [composer.fill(SheetOrder(form, CANDIDATE, at, 8)) for at, form in enumerate((one.form, other))]
    assert filled[0].template is filled[1].template
    assert filled[0].lengths != filled[1].lengths
    reference = printer.sheet_pdf(replace(one, form=other).paper(), 1, 8)[0]
    assert apart_in_any_order(composer.file(filled[1:], even=False), reference) < 0.02


def test_two_composers_give_the_same_bytes(printer: Printer) -> None:
    one = drawn(PARTS, 4, CANDIDATE)
    orders = [SheetOrder(one.form, person, 3, 8) for person in (CANDIDATE, LONG_NAME, None)]
    files: list[bytes] = []
    for made in (composer_of(printer, one), composer_of(Printer(), one)):
        made.file([made.fill(orders[len(files)])], even=True)
        files.append(made.file([made.fill(order) for order in orders], even=True))
    assert files[0] == files[1]


def test_a_name_that_no_packaged_font_has_is_left_to_the_reference(printer: Printer) -> None:
    one = drawn(PARTS, 5, CANDIDATE.model_copy(update={"name": "测\U0003134f"}))
    with pytest.raises(CannotCompose) as caught:
        composer_of(printer, one).fill(SheetOrder(one.form, one.candidate, 1, 8))
    assert caught.value.why is Uncomposed.FIELD


@pytest.mark.parametrize("length", [21, 28, 29, 35])
def test_qr_codes_by_their_bits_are_those_of_segno(length: int) -> None:
    dice = random.Random(length)  # noqa: S311 - made-up text
    for _ in range(5):
        text = "QG1-" + "".join(dice.choices("0123456789ABCDEFGHJKMNPQRSTVWXYZ/-", k=length - 4))
        assert linear_rows(text) == qr_rows(text)
