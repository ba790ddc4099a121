"""A form composed into what is printed: numbers, letters, headings, answers — before any layout."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from quizgen.errors import QuizgenError
from quizgen.markup import Inline, Plain, parse, plain_text
from quizgen.markup.figures import book_text, day_text, paper_points
from quizgen.model.blueprint import Blueprint
from quizgen.model.essay import ShownBand
from quizgen.model.exam import Candidate, Exam, Form, FrozenQuestion
from quizgen.model.illustrated import Illustrated
from quizgen.model.kinds import BRACKETED, WRITTEN, Kind
from quizgen.model.lettered import LETTERS, ShownKey, lettered
from quizgen.model.question import MOST_LINES
from quizgen.model.shown import FormReader, ShownCase, ShownItem, words_note
from quizgen.model.terms import TERMS_BEFORE, Terms
from quizgen.render.paper.heading_note import heading_note
from quizgen.render.paper.notices import notices_about
from quizgen.render.paper.on_sheet import ON_SHEET, AnswerRoom
from quizgen.render.pictures import PictureOf, PrintedPicture, no_pictures, printed_picture

PaperSize = Literal["a4", "a3"]

FEWEST_LINES = 3
_CHARACTERS_A_LINE = 22
"""Handwritten characters on a ruled line of an A4 page, at seven millimetres each."""

ORDINALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


class TooManyOptions(QuizgenError):
    """A question shows more options than a paper has letters for."""

    def __init__(self, question: str, count: int) -> None:
        super().__init__(
            f"题目 {question} 有 {count} 个选项，试卷最多印 {len(LETTERS)} 个；请用 show 限定抽取的选项数。"
        )


@dataclass(frozen=True, slots=True)
class PaperOption:
    """An option as this form shows it; ``original`` is its index in the question.

    ``correct`` is said of what is chosen, not of what is matched or put in order. ``picture`` stands below
    the text, which is empty for a picture alone.
    """

    letter: str
    text: tuple[Inline, ...]
    original: int
    correct: bool
    picture: PrintedPicture | None = None


@dataclass(frozen=True, slots=True)
class PaperLeft:
    """An item on the left of a 配对: its label ``（1）``, its text, the letter that belongs to it."""

    label: str
    text: tuple[Inline, ...]
    letter: str


@dataclass(frozen=True, slots=True)
class PaperAnswer:
    """What the key says: the answer in print, the scoring points with their points, the explanation.

    ``blanks`` holds the first accepted answer of every blank, to be printed on its line; ``bands`` what
    essays of so many points are like.
    """

    text: str
    scoring: tuple[tuple[str, str], ...]
    explain: tuple[Inline, ...]
    sources: tuple[str, ...]
    blanks: tuple[str, ...] = ()
    bands: tuple[ShownBand, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperItem:
    """A question or a sub-question in print: ``number`` 12 or 12(1), ``label`` ``12.`` or ``（1）``.

    A case has its text as ``stem`` and its sub-questions as ``parts``. ``points`` is in print form.
    ``lines`` is how many ruled lines the answer is written on (0: it is not written on lines), ``grid`` how
    many rows of squares (0: none); ``lefts`` are matched with the options; ``places`` is how many letters are
    written in order (排序). ``picture`` and the rows of ``table`` (the heading first) stand below the stem.
    ``written`` is the room on the answer sheet (None: the answer is not written there).
    """

    question: str
    number: str
    label: str
    kind: Kind
    stem: tuple[Inline, ...]
    points: str
    options: tuple[PaperOption, ...]
    parts: tuple[PaperItem, ...]
    answer: PaperAnswer
    lines: int = 0
    lefts: tuple[PaperLeft, ...] = ()
    places: int = 0
    picture: PrintedPicture | None = None
    table: tuple[tuple[tuple[Inline, ...], ...], ...] = ()
    grid: int = 0
    written: AnswerRoom | None = None


@dataclass(frozen=True, slots=True)
class PaperSection:
    """A part of the paper with its heading, e.g. 一、单项选择题（…）; it may hold several kinds."""

    ordinal: str
    title: str
    note: str
    total: str
    items: tuple[PaperItem, ...]

    @property
    def answered_kinds(self) -> frozenset[Kind]:
        """The kinds that are answered here: those of the sub-questions for a case."""
        return frozenset(one.kind for item in self.items for one in item.parts or (item,))

    @property
    def has_squares(self) -> bool:
        """Whether something is written in squares."""
        return any(one.grid for item in self.items for one in item.parts or (item,))

    @property
    def heading(self) -> str:
        """The heading in full: ordinal, title, count, points and the rule in words."""
        return f"{self.ordinal}、{self.title}{self.note}"


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything a printer needs for one form."""

    title: str
    subtitle: str
    notices: tuple[str, ...]
    form_code: str
    paper_id: str
    spare: bool
    candidate: Candidate | None
    total: str
    sections: tuple[PaperSection, ...]
    terms: Terms = TERMS_BEFORE
    sheet_layout: Literal[1, 2, 3] = 1
    printing: int = 1


def compose(
    exam: Exam,
    form: Form,
    questions: Mapping[str, FrozenQuestion],
    candidate: Candidate | None,
    picture_of: PictureOf = no_pictures,
) -> Paper:
    """Lay a form's questions out in words. ``questions`` is keyed by content digest.

    Raises TooManyOptions when a question shows more options than there are letters, FormDoesNotFit.
    """
    asked = {digest: frozen.question for digest, frozen in questions.items()}
    on_sheet = exam.sheet_layout == ON_SHEET
    items: list[list[PaperItem]] = [[] for _ in exam.blueprint.sections]
    apart = {
        index for heading in exam.blueprint.headings if heading.each is None for index in heading.indices
    }
    for shown in FormReader(asked, exam.blueprint).questions(form):
        item = question_item(shown, questions[shown.digest].sources, picture_of, on_sheet=on_sheet)
        items[shown.section].append(with_points(item) if shown.section in apart else item)
    sections, number = list[PaperSection](), 1
    headings = exam.blueprint.headings
    for at, heading in enumerate(headings[place] for place in form.headings or range(len(headings))):
        under = tuple(item for index in heading.indices for item in items[index])
        sections.append(
            PaperSection(
                ordinal=ORDINALS[at],
                title=heading.title,
                note=heading_note(heading, number, judged_by(under), exam.blueprint.floor, on_sheet=on_sheet),
                total=paper_points(heading.points),
                items=under,
            )
        )
        number += heading.count
    return Paper(
        title=exam.title,
        subtitle=subtitle_of(exam),
        notices=exam.blueprint.notices
        or default_notices(
            exam.blueprint, sections, exam.terms, named=candidate is not None, on_sheet=on_sheet
        ),
        form_code=form.code,
        paper_id=form.paper_id,
        spare=form.spare,
        candidate=candidate,
        total=paper_points(exam.blueprint.total_points),
        sections=tuple(sections),
        terms=exam.terms,
        sheet_layout=exam.sheet_layout,
        printing=exam.printing,
    )


def judged_by(items: Sequence[PaperItem]) -> str:
    """What the essays among these questions are judged by, as told to the candidate; empty without any."""
    essays = [item.answer for item in items if item.kind is Kind.ESSAY]
    points, bands = any(one.scoring for one in essays), any(one.bands for one in essays)
    names = "和".join(name for name, has in (("采分点", points), ("档次", bands)) if has)
    return f"按{names}给分" if names else ""


def default_notices(
    blueprint: Blueprint,
    sections: Sequence[PaperSection],
    terms: Terms,
    *,
    named: bool = False,
    on_sheet: bool = False,
) -> tuple[str, ...]:
    """注意事项 where the blueprint gives none, about what the paper holds.

    ``named``: the candidate is printed on the paper already; ``on_sheet``: the sheet has boxes to write in.
    """
    kinds = frozenset(kind for section in sections for kind in section.answered_kinds)
    squares = any(section.has_squares for section in sections)
    return notices_about(blueprint, kinds, terms, squares=squares, named=named, on_sheet=on_sheet)


def subtitle_of(exam: Exam) -> str:
    """The line below the title: date, points, minutes, open or closed book."""
    book = book_text(closed=exam.blueprint.closed_book)
    total = paper_points(exam.blueprint.total_points)
    date = "" if exam.date is None else f"{day_text(exam.date)}　"
    return f"{date}满分：{total}分　时间：{exam.blueprint.minutes}分钟　{book}"


def question_item(
    shown: ShownItem | ShownCase, sources: tuple[str, ...], picture_of: PictureOf, *, on_sheet: bool = False
) -> PaperItem:
    """One question in print; ``on_sheet``: what is written goes to the sheet. Raises TooManyOptions."""
    move = _moved if on_sheet else replace
    match shown:
        case ShownItem():
            return move(_item(shown, f"{shown.number}.", sources, picture_of))
        case ShownCase(question=case):
            return PaperItem(
                question=case.id,
                number=shown.number,
                label=f"{shown.number}.",
                kind=Kind.CASE,
                stem=parse(case.text),
                points=paper_points(shown.points),
                options=(),
                parts=tuple(
                    move(_item(part, f"（{index}）", (), picture_of))
                    for index, part in enumerate(shown.parts, 1)
                ),
                answer=PaperAnswer("", (), parse(case.explain or ""), sources),
                picture=printed_picture(case, picture_of),
                table=_table(case),
            )


def _moved(item: PaperItem) -> PaperItem:
    """The question with the room for its answer on the sheet, not below it."""
    if item.kind not in WRITTEN:
        return item
    blanks = item.answer.blanks
    room = AnswerRoom(item.lines, item.grid, len(blanks), max(map(len, blanks), default=0))
    return replace(item, lines=0, grid=0, written=room)


def with_points(item: PaperItem) -> PaperItem:
    """The question with its points before its stem: under its heading they differ."""
    points, (first, *rest) = f"（{item.points}分）", item.stem or (Plain(""),)
    if isinstance(first, Plain):
        return replace(item, stem=(Plain(points + first.text), *rest))
    return replace(item, stem=(Plain(points), first, *rest))


def _item(shown: ShownItem, label: str, sources: tuple[str, ...], picture_of: PictureOf) -> PaperItem:
    body, key, kind = shown.body, shown.key, Kind(shown.body.kind)
    note = words_note(body)
    letters = len(lettered(body, shown.order))
    if letters > len(LETTERS):
        raise TooManyOptions(shown.question.id, letters)
    one_by_one = kind in BRACKETED
    return PaperItem(
        question=shown.question.id,
        number=shown.number,
        label=label,
        kind=kind,
        stem=(*parse(body.stem), *((Plain(note),) if note else ())),
        points=paper_points(shown.points),
        options=tuple(
            PaperOption(
                one.letter,
                parse(one.words),
                one.original,
                one_by_one and one.right,
                printed_picture(one.picture, picture_of),
            )
            for one in shown.options
        ),
        parts=(),
        answer=PaperAnswer(
            text=key.text("／"),
            scoring=tuple((point, paper_points(worth)) for point, worth in shown.scoring if key.points),
            explain=parse(shown.explain),
            sources=sources,
            blanks=tuple(group[0] for group in key.blanks),
            bands=key.bands,
        ),
        lines=answer_lines(key, shown.points),
        lefts=tuple(PaperLeft(f"（{one.number}）", parse(one.text), one.letter) for one in shown.lefts),
        places=letters if kind is Kind.ORDERING else 0,
        picture=printed_picture(body, picture_of),
        table=_table(body),
        grid=key.grid,
    )


def _table(body: Illustrated) -> tuple[tuple[tuple[Inline, ...], ...], ...]:
    return tuple(tuple(parse(cell) for cell in row) for row in body.table)


def answer_lines(key: ShownKey, points: Fraction) -> int:
    """Ruled lines to write an answer on that a person judges: as its author says, else by points and length.

    A line takes about 22 handwritten characters; the answer gets a quarter more than its model answer.
    """
    if key.lines is not None:
        return key.lines
    if not key.points:
        return 0
    model = sum(len(plain_text(point)) for point in key.points)
    by_length = math.ceil(Fraction(5 * model, 4 * _CHARACTERS_A_LINE))
    by_points = math.ceil(points / 2) + 1
    return min(max(by_length, by_points, FEWEST_LINES), MOST_LINES)
