"""What many answer sheets of an exam share: one plan for all whose rows stand in the same places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quizgen.model.exam import Candidate, Exam, Form, FormItem, FrozenQuestion
from quizgen.model.kinds import Kind
from quizgen.model.lettered import LETTERS
from quizgen.model.sheet import Bubble, BubbleKind, PrintedCode, SheetGeometry
from quizgen.model.sheets import SheetOfMany
from quizgen.model.shown import FormReader
from quizgen.render.paper.composed import Paper, PaperItem, PaperOption, PaperSection, compose, question_item
from quizgen.render.paper.on_sheet import ON_SHEET
from quizgen.render.pictures import PictureOf
from quizgen.render.sheet.bubble_rows import bubble_rows
from quizgen.render.sheet.layout import BubbleGroup, SheetPlan, bubbled_number, plan_sheet
from quizgen.render.sheet.marks import codes

_CHOICES = frozenset({Kind.SINGLE, Kind.MULTIPLE})
_AS_WIDE = frozenset({BubbleKind.SINGLE, BubbleKind.MULTIPLE})
"""Kinds whose rows may differ in length without anything else standing elsewhere."""

_KEPT = 512
"""Templates that are kept; most exams have one."""


@dataclass(frozen=True, slots=True)
class SheetOrder:
    """A sheet to be printed; ``serial`` and ``digits`` as for ``plan_sheet``."""

    form: Form
    person: Candidate | None
    serial: int
    digits: int


@dataclass(frozen=True, slots=True)
class _Shape:
    """What of a question decides how its rows stand: ``number`` tells shapes apart, row lengths aside."""

    number: int
    longest: int
    lengths: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class SheetTemplate:
    """A plan whose rows are as long as any may be; nothing of a person, a form or a code is meant in it.

    ``groups`` are those of the questions, ``digits`` those of the 编号,
    ``columns`` the bubbles of its places.
    """

    plan: SheetPlan
    groups: tuple[BubbleGroup, ...]
    digits: tuple[BubbleGroup, ...]
    columns: tuple[tuple[Bubble, ...], ...]

    @property
    def pages(self) -> int:
        """How many pages the sheet has."""
        return self.plan.geometry.pages

    def layout(self) -> SheetGeometry:
        """The geometry of all its sheets: nothing filled in, no codes' text."""
        groups = (*self.digits, *self.groups)
        told = self.plan.geometry
        return told.model_copy(
            update={
                "paper_id": "",
                "form_code": "",
                "serial": 0,
                "bubbles": tuple(one for group in groups for row in group.rows for one in row),
                "codes": tuple(one.model_copy(update={"text": ""}) for one in told.codes),
            }
        )


@dataclass(frozen=True, slots=True)
class FilledTemplate:
    """A sheet: its template, the lengths of its rows one after another, what is its own.

    ``number`` is the 编号 that the printer fills in, empty where there is none to be filled.
    """

    template: SheetTemplate
    lengths: tuple[int, ...]
    paper: Paper
    serial: int
    number: str
    codes: tuple[PrintedCode, ...]

    def told(self, layout: int) -> SheetOfMany:
        """What of its geometry is its own; ``layout`` is the place of its template's among the layouts."""
        return SheetOfMany(
            form_code=self.paper.form_code,
            paper_id=self.paper.paper_id,
            serial=self.serial,
            layout=layout,
            lengths="".join(map(str, self.lengths)),
            number=self.number,
        )


class SheetTemplates:
    """Finds the template of every sheet of an exam; each is planned when it is first needed."""

    def __init__(self, exam: Exam, questions: Mapping[str, FrozenQuestion], picture_of: PictureOf) -> None:
        self._exam, self._questions, self._picture_of = exam, questions, picture_of
        self._reader = FormReader({one: frozen.question for one, frozen in questions.items()}, exam.blueprint)
        self._shapes: dict[tuple[int, str, int, int], _Shape] = {}
        self._numbers: dict[object, int] = {}
        self._templates: dict[object, SheetTemplate] = {}

    def fill(self, order: SheetOrder) -> FilledTemplate:
        """The sheet of a form. Raises what planning a sheet raises."""
        form, person = order.form, order.person
        headings = self._exam.blueprint.headings
        key: list[object] = []
        lengths: list[int] = []
        for at in form.headings or range(len(headings)):
            shapes = [
                self._shape(index, item)
                for index in headings[at].indices
                for item in form.sections[index].items
            ]
            longest = max((one.longest for one in shapes), default=0)
            key.append((at, longest, tuple([one.number for one in shapes])))
            for one in shapes:
                lengths += one.lengths
        by_hand = person is not None and not (person.name and person.unit)
        columns = order.digits if person is None else len(bubbled_number(person, order.digits))
        where = (tuple(key), form.spare, person is None, by_hand, columns)
        template = self._templates.get(where)
        if template is None:
            template = self._planned(order)
            if len(self._templates) < _KEPT:
                self._templates[where] = template
        paper = replace(
            template.plan.paper,
            form_code=form.code,
            paper_id=form.paper_id,
            candidate=person,
        )
        pages = template.pages
        printed = [one for page in range(1, pages + 1) for one in codes(paper, order.serial, page, pages)]
        number = bubbled_number(person, columns)
        return FilledTemplate(template, tuple(lengths), paper, order.serial, number, tuple(printed))

    def _shape(self, section: int, item: FormItem) -> _Shape:
        key = section, item.digest, len(item.options), len(item.parts)
        found = self._shapes.get(key)
        if found is None:
            found = self._shapes[key] = self._seen(section, item)
        return found

    def _seen(self, section: int, item: FormItem) -> _Shape:
        shown = self._reader.shown("", 0, section, item)
        on_sheet = self._exam.sheet_layout == ON_SHEET
        asked = question_item(shown, (), self._picture_of, on_sheet=on_sheet)
        rows = list(bubble_rows(PaperSection("", "", "", "", (asked,))))
        told = (
            tuple(
                (one.kind, one.written, one.points if one.written else "") for one in asked.parts or (asked,)
            ),
            tuple((row.question, row.kind, 0 if row.kind in _AS_WIDE else len(row.marks)) for row in rows),
        )
        number = self._numbers.setdefault(told, len(self._numbers))
        lengths = tuple(len(row.marks) for row in rows)
        longest = max((len(row.marks) for row in rows if row.kind in _AS_WIDE), default=0)
        return _Shape(number, longest, lengths)

    def _planned(self, order: SheetOrder) -> SheetTemplate:
        paper = compose(self._exam, order.form, self._questions, order.person, self._picture_of)
        sections = tuple(replace(one, items=tuple(_widened(one.items))) for one in paper.sections)
        plan = plan_sheet(replace(paper, sections=sections), order.serial, order.digits)
        groups = tuple(one for one in plan.groups if one.rows[0][0].kind is not BubbleKind.DIGIT)
        digits = tuple(_unfilled(one) for one in plan.groups if one.rows[0][0].kind is BubbleKind.DIGIT)
        rows = [row for group in digits for row in group.rows]
        return SheetTemplate(plan, groups, digits, tuple(zip(*rows, strict=True)))


def _widened(items: Sequence[PaperItem]) -> Iterator[PaperItem]:
    """The questions of a section with as many options as the one that has most."""
    asked = [part for item in items for part in item.parts or (item,)]
    most = max((len(one.options) for one in asked if one.kind in _CHOICES), default=0)
    for item in items:
        if item.parts:
            yield replace(item, parts=tuple(_with_options(one, most) for one in item.parts))
        else:
            yield _with_options(item, most)


def _with_options(item: PaperItem, most: int) -> PaperItem:
    if item.kind not in _CHOICES:
        return item
    more = (PaperOption(letter, (), 0, correct=False) for letter in LETTERS[len(item.options) : most])
    return replace(item, options=(*item.options, *more))


def _unfilled(group: BubbleGroup) -> BubbleGroup:
    rows = (tuple(one.model_copy(update={"printed": False}) for one in row) for row in group.rows)
    return replace(group, rows=tuple(rows))
