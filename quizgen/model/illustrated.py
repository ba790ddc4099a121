"""What may stand below the words of a question: a picture, a small table."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from quizgen.model.base import Record, Text

WIDTH_PATTERN = r"^(1[0-5]\d|160|[1-9]\d)(\.\d)?mm$"
"""Widths of pictures: 10 to 160 mm, the width of a text column."""

FIGURES = "figures"
"""The folder in which an exam keeps pictures by their content."""


class Pictured(Record):
    """What may have a picture.

    ``image`` is a path from the folder of the bank file; of a question that was read with its pictures, the
    name of the picture by its content.
    """

    image: Text | None = Field(
        None, title="图片", description="图片：从这个文件所在的文件夹写起的路径，例如 fig/1.png"
    )
    width: Annotated[str, Field(pattern=WIDTH_PATTERN)] | None = Field(
        None, title="图片的宽度", description="印出来的宽度，例如 60mm，10mm 到 160mm；不写则按图片的大小"
    )
    alt: Text | None = Field(None, title="图片说明", description="图片说明：看不见图片的人听到、看到的话")


class Illustrated(Pictured):
    """What may stand below a stem or the text of a case: a picture, a small table.

    ``table`` has the rows of a table, the heading first (empty: none).
    """

    table: tuple[tuple[str, ...], ...] = Field(
        (), title="表格", description="表格，一行一个列表，第一行是表头；最多 8 列 20 行"
    )


def picture_in_words(alt: str | None) -> str:
    """What stands for a picture where only words can stand."""
    return f"［图：{alt or '没有说明'}］"
