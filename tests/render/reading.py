"""What a printed PDF says, read back from its bytes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from quizgen.markup import Inline, inline_text
from quizgen.render.paper.composed import Paper, PaperItem

_INVISIBLE = re.compile(r"[\s\u3000\u00a0\u200b\u2060\ufeff\ufffe]+")

FIELDS = "单位：姓名：职务：编号："
SEAL = "密封线"


def squeezed(text: str) -> str:
    """Text without white space of any kind."""
    return _INVISIBLE.sub("", text)


def page_texts(pdf: bytes, *, halves: bool = False) -> list[str]:
    """The squeezed text of every page; ``halves`` reads the two halves of a page one after the other."""
    document = pypdfium2.PdfDocument(pdf)
    out: list[str] = []
    for page in document:
        text = page.get_textpage()
        width = page.get_width()
        edges = (0, width / 2, width) if halves else (0, width)
        out.extend(
            squeezed(text.get_text_bounded(left=left, right=right))
            if halves
            else squeezed(text.get_text_range())
            for left, right in itertools.pairwise(edges)
        )
    return out


def raster(pdf: bytes, dpi: int, page: int = 0) -> NDArray[np.uint8]:
    """A page as grey pixels."""
    image = pypdfium2.PdfDocument(pdf)[page].render(scale=dpi / 72, grayscale=True).to_numpy()
    return np.ascontiguousarray(image.reshape(image.shape[0], image.shape[1]))


def stem_text(pieces: Iterable[Inline]) -> str:
    """Inline text as it is printed: a blank prints nothing but its line."""
    return squeezed(inline_text(pieces, blank=""))


def item_text(item: PaperItem, *, part: bool = False) -> str:
    """A question as the paper must print it, squeezed."""
    out = item.label + stem_text(item.stem)
    if part:
        out += f"（{item.points}分）"
    if item.options or item.kind.value == "true_false":
        out += "（）"
    out += "".join(f"{option.letter}.{stem_text(option.text)}" for option in item.options)
    return squeezed(out) + "".join(item_text(one, part=True) for one in item.parts)


def paper_text(paper: Paper, *, boxes: bool = True) -> str:
    """All questions with their headings as the paper must print them, squeezed."""
    box = "得分评卷人" if boxes else ""
    return "".join(
        box + squeezed(section.heading) + "".join(item_text(item) for item in section.items)
        for section in paper.sections
    )


def key_text(paper: Paper) -> str:
    """All questions with their answers as the key must print them, squeezed."""
    return "".join(
        squeezed(section.heading) + "".join(_key_item(item) for item in section.items)
        for section in paper.sections
    )


def _key_item(item: PaperItem, *, part: bool = False) -> str:
    answer, marks = item.answer, {"single", "multiple", "true_false"}
    blanks = iter(answer.blanks)
    stem = re.sub("____", lambda _: next(blanks), inline_text(item.stem, blank="____"))
    out = item.label + stem + (f"（{item.points}分）" if part else "")
    if item.kind.value in marks:
        out += f"（{answer.text}）"
    out += "".join(f"{one.letter}.{inline_text(one.text)}" for one in item.options)
    parts = "".join(_key_item(one, part=True) for one in item.parts)
    notes = "" if item.kind.value in marks or not answer.text else f"【答案】{answer.text}"
    if answer.scoring:
        points = (f"（{n}）{point}（{value}分）" for n, (point, value) in enumerate(answer.scoring, 1))
        notes += "【采分点】" + "".join(points)
    notes += "【解析】" + inline_text(answer.explain)
    if answer.sources:
        notes += "【出处】" + "；".join(answer.sources)
    return squeezed(out) + parts + squeezed(notes)
