"""The geometry of many answer sheets that share layouts: what ``sheets/all-01.json`` holds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Annotated

from pydantic import Field

from quizgen.model.base import Record
from quizgen.model.sheet import Bubble, BubbleKind, SheetCode, SheetGeometry


class SheetOfMany(Record):
    """One sheet: which of the layouts it has, how many bubbles every row has, the 编号 that is filled in.

    ``lengths`` has a digit for every row of the layout, those of the 编号 left out.
    """

    form_code: str
    paper_id: str
    serial: Annotated[int, Field(ge=0)]
    layout: Annotated[int, Field(ge=0)]
    lengths: Annotated[str, Field(pattern=r"^[1-9]*$")]
    number: Annotated[str, Field(pattern=r"^[0-9]{0,12}$")] = ""


class ManySheets(Record):
    """Layouts with rows as long as any is, nothing filled in, no codes' text; the sheets that have them."""

    format: Annotated[int, Field(ge=1, le=1)] = 1
    layouts: tuple[SheetGeometry, ...]
    sheets: tuple[SheetOfMany, ...]

    def geometry(self, sheet: SheetOfMany) -> SheetGeometry:
        """The whole geometry of a sheet. Raises IndexError, ValueError where it has not this layout."""
        layout = self.layouts[sheet.layout]
        codes = tuple(
            one.model_copy(update={"text": _text(sheet, one.page, layout.pages)}) for one in layout.codes
        )
        return layout.model_copy(
            update={
                "paper_id": sheet.paper_id,
                "form_code": sheet.form_code,
                "serial": sheet.serial,
                "bubbles": tuple(_bubbles(layout, sheet)),
                "codes": codes,
            }
        )


def _text(sheet: SheetOfMany, page: int, pages: int) -> str:
    return SheetCode(paper_id=sheet.paper_id, serial=sheet.serial, page=page, pages=pages).text


def _bubbles(layout: SheetGeometry, sheet: SheetOfMany) -> Iterator[Bubble]:
    rows = [list(row) for _, row in groupby(layout.bubbles, key=_row)]
    asked = [row for row in rows if row[0].kind is not BubbleKind.DIGIT]
    yield from (_filled(one, sheet.number) for row in rows for one in row if one.kind is BubbleKind.DIGIT)
    for row, length in zip(asked, sheet.lengths, strict=True):
        yield from row[: int(length)]


def _row(bubble: Bubble) -> tuple[str, float]:
    return bubble.question, bubble.y_mm


def _filled(bubble: Bubble, number: str) -> Bubble:
    place = int(bubble.question.removeprefix("编号")) - 1
    printed = number[place : place + 1] == bubble.option
    return bubble.model_copy(update={"printed": True}) if printed else bubble
