"""What stands below a stem as the data that ``below.typ`` lays out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quizgen.markup import Inline
from quizgen.render.paper.spans import spans
from quizgen.render.pictures import PrintedPicture


def picture_data(picture: PrintedPicture | None) -> tuple[str, float, float] | None:
    """The picture as its name, width and height in mm."""
    return None if picture is None else (picture.name, picture.width_mm, picture.height_mm)


def below_stem(
    picture: PrintedPicture | None, table: Sequence[Sequence[tuple[Inline, ...]]]
) -> dict[str, Any]:
    """The picture as its name, width and height in mm; the rows of the table."""
    data: dict[str, Any] = {}
    if picture is not None:
        data["picture"] = picture_data(picture)
    if table:
        data["table"] = [[spans(cell) for cell in row] for row in table]
    return data
