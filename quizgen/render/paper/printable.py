"""Whether everything on a paper can be printed, and where the character stands that cannot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizgen.markup import Bold, Formula, Inline, Plain, Sub, Sup, inline_text
from quizgen.render.fonts.glyphs import CannotPrint, missing_characters
from quizgen.render.paper.composed import Paper, PaperItem


def all_printable(data: str, codepoints: frozenset[int]) -> bool:
    """Whether every character of JSON text has a glyph; most papers pass this quick check."""
    return "\\u" not in data and not missing_characters(data, codepoints)


def check_glyphs(paper: Paper, codepoints: frozenset[int]) -> None:
    """Raise CannotPrint, naming the question, when a character of the paper has no glyph.

    Names are not looked at: those have fonts of their own, or stay empty.
    """
    for where, text in _printed_texts(paper):
        missing = missing_characters(text, codepoints)
        if missing:
            raise CannotPrint(where, missing)


def _printed_texts(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "试卷标题", paper.title + paper.subtitle
    yield "注意事项", "".join(paper.notices)
    yield "编号", "" if paper.candidate is None else paper.candidate.number
    for section in paper.sections:
        yield f"第{section.ordinal}大题标题", section.heading
        for item in section.items:
            yield f"题目 {item.question} ", "".join(_item_texts(item))


def _item_texts(item: PaperItem) -> Iterator[str]:
    yield from texts(item.stem)
    for left in item.lefts:
        yield from texts(left.text)
    for option in item.options:
        yield from texts(option.text)
    for row in item.table:
        for cell in row:
            yield from texts(cell)
    yield item.answer.text
    yield from texts(item.answer.explain)
    yield from item.answer.sources
    yield from (point for point, _ in item.answer.scoring)
    yield from (band.text for band in item.answer.bands)
    for part in item.parts:
        yield from _item_texts(part)


def texts(pieces: Iterable[Inline]) -> Iterator[str]:
    """The words of inline text."""
    for piece in pieces:
        if isinstance(piece, Plain | Bold | Sub | Sup):
            yield piece.text
        elif isinstance(piece, Formula):
            yield inline_text((piece,))
