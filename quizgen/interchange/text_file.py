"""Text files read as documents: each line is a paragraph that knows its number."""

from __future__ import annotations

from pathlib import Path

from quizgen.errors import CannotRead
from quizgen.files.kinds import kind_of, spaced
from quizgen.files.text import any_chinese, read_bytes
from quizgen.office.document import Document, Paragraph, TextRun


def read_text(path: Path, shown_as: str) -> Document:
    """A text in UTF-8, UTF-16, UTF-32 or GB18030, with any line ends. Raises CannotRead."""
    data = read_bytes(path)
    kind = kind_of(data)
    if kind is not None:
        raise CannotRead(path, f"这是{spaced(kind)}，不是文本文件")
    return text_document(any_chinese(path, data), shown_as)


def text_document(text: str, shown_as: str) -> Document:
    """The same for a text at hand; its blanks, scripts and formulas are the bank's own syntax already."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    blocks = (
        Paragraph((TextRun(line.translate(_BREAKS)),) if line.strip() else (), line=number)
        for number, line in enumerate(lines, 1)
    )
    return Document(shown_as, tuple(blocks))


_BREAKS = dict.fromkeys(map(ord, "\x0b\x0c\x85\u2028\u2029"), "\n")
"""Breaks inside a line, as editors count lines."""
