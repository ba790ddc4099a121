"""Texts in the formats that Moodle and GIFT name: HTML, plain, Markdown, Moodle's own."""

from __future__ import annotations

import re
from typing import Any

from quizgen.interchange.rich.html_in import PictureAt, RichText, html_tree, read_html
from quizgen.markup.inline_source import literal

_MARKDOWN = re.compile(r"\*\w|\w\*|^#+ |\]\(|`", re.MULTILINE)
_AUTO = frozenset(("moodle_auto_format", "moodle"))


def as_html(text: str, form: str) -> str | None:
    """The text as HTML, lines kept where the format keeps them; None for formats without tags."""
    if form in _AUTO:
        return re.sub(r"\r?\n", "<br>", text)
    return text if form == "html" else None


def formatted_tree(text: str, form: str) -> Any | None:
    """The same as a tree."""
    source = as_html(text, form)
    return None if source is None else html_tree(source)


def read_formatted(text: str, form: str, picture_at: PictureAt) -> RichText:
    """A text in a format; an unknown one is plain text."""
    source = as_html(text, form)
    if source is not None:
        return read_html(source, picture_at)
    found = RichText("\n".join(literal(line.strip()) for line in text.splitlines()))
    if form == "markdown" and _MARKDOWN.search(text):
        found.doubts.append("文字用了 Markdown 的标记，照原样留着")
    return found
