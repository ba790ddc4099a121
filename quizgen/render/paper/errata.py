"""What is read out or handed out when a misprint was found: per form, what is to be read instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from quizgen.markup import Inline
from quizgen.render.paper.composed import Paper, PaperItem
from quizgen.render.paper.spans import spans


@dataclass(frozen=True, slots=True)
class ErratumLine:
    """What reads otherwise: ``where`` as printed (``第 12 题 B 项``), ``text`` as it should be."""

    where: str
    text: tuple[Inline, ...]
    shown_apart: bool = False
    """A picture or a table is another one, which words cannot say."""


@dataclass(frozen=True, slots=True)
class Slip:
    """The lines of one form."""

    paper: Paper
    lines: tuple[ErratumLine, ...]


def slip(before: Paper, after: Paper) -> Slip:
    """What a form says otherwise after a correction; without lines if only the key is another."""
    lines = [
        line
        for old_section, new_section in zip(before.sections, after.sections, strict=True)
        for old, new in zip(old_section.items, new_section.items, strict=True)
        for line in _lines(old, new, f"第 {new.number} 题")
    ]
    return Slip(after, tuple(lines))


def _lines(old: PaperItem, new: PaperItem, where: str) -> Iterator[ErratumLine]:
    apart = (old.picture, old.table) != (new.picture, new.table)
    if old.stem != new.stem or apart:
        yield ErratumLine(f"{where}{'正文' if new.parts else '题干'}", new.stem, apart)
    for was, now in zip(old.lefts, new.lefts, strict=True):
        if was.text != now.text:
            yield ErratumLine(f"{where}{now.label}", now.text)
    for was_shown, shown in zip(old.options, new.options, strict=True):
        differs = was_shown.picture != shown.picture
        if was_shown.text != shown.text or differs:
            yield ErratumLine(f"{where} {shown.letter} 项", shown.text, differs)
    for was_part, part in zip(old.parts, new.parts, strict=True):
        yield from _lines(was_part, part, f"{where}{part.label}")


def errata_data(slips: Sequence[Slip], number: int) -> dict[str, Any]:
    """The slips for ``errata.typ``; ``number`` tells several corrections of an exam apart."""
    return {
        "title": slips[0].paper.title,
        "number": number,
        "slips": [
            {
                "code": one.paper.form_code,
                "spare": one.paper.spare,
                "person": "" if one.paper.candidate is None else one.paper.candidate.number,
                "lines": [[line.where, spans(line.text), line.shown_apart] for line in one.lines],
            }
            for one in slips
        ],
    }
