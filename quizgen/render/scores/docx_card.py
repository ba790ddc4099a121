"""个人成绩单 as a Word document, with the words of the PDF."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import segno
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from quizgen.markup.figures import exact_text
from quizgen.model.review import SignedResult
from quizgen.render.docx.text import HEI, SONG, add_text, document_bytes, new_document
from quizgen.render.scores.cards import (
    CARD_TITLE,
    card_notes,
    card_rows,
    card_tables,
    qr_text,
    spaced,
    validity,
    verdict_text,
)

_LABEL_MM, _VALUE_MM = 26, 55
_QR_PIXELS_PER_MODULE = 8
_TALLY_MM, _HALF_TALLY_MM = (102, 20, 20, 20), (33, 16, 16, 16)
_PROOF_MM = (30, 132)
_LONG = 5
"""More rows than these go in two columns, so that the card stays on its page."""


def card_docx(result: SignedResult) -> bytes:
    """The card as an editable A4 document; the same result gives the same bytes."""
    document = new_document(CARD_TITLE, a3=False, body_pt=12)
    section = document.sections[0]
    section.left_margin = section.right_margin = Mm(24)
    _centred(document, CARD_TITLE, 22, bold=True)
    _centred(document, result.exam, 14)
    _facts(document, result)
    for head, rows in card_tables(result):
        _gap(document)
        _tallies(document, head, rows)
    _gap(document)
    for note in card_notes(result):
        add_text(document.add_paragraph(), note, size=10.5)
    seal = document.add_paragraph()
    seal.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    add_text(seal, "（盖章）　　　　　　年　　月　　日")
    _proof(document, result)
    return document_bytes(document)


def _centred(document: Any, text: str, size: float, *, bold: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_text(paragraph, text, size=size, bold=bold)


def _gap(document: Any) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.line_spacing = Pt(8)
    paragraph.paragraph_format.space_after = Pt(0)


def _facts(document: Any, result: SignedResult) -> None:
    score = f"{result.score} 分（满分 {exact_text(result.full)} 分）\n{verdict_text(result)}"
    rows = (*card_rows(result), (("成绩", score),), (("有效期至", validity(result)),))
    table = _table(document, (_LABEL_MM, _VALUE_MM) * 2)
    for pairs in rows:
        cells = table.add_row().cells
        for place, (label, value) in enumerate(pairs):
            _fill(cells[2 * place], label, font=HEI, centred=True)
            target = cells[1].merge(cells[3]) if len(pairs) == 1 else cells[2 * place + 1]
            _fill(target, value)


def _tallies(document: Any, head: str, rows: Sequence[Sequence[str]]) -> None:
    halves = 2 if len(rows) > _LONG else 1
    table = _table(document, _HALF_TALLY_MM * 2 if halves == 2 else _TALLY_MM)  # noqa: PLR2004 - halves
    padded = [*rows, *[("",) * len(_TALLY_MM)] * (len(rows) % halves)]
    _tally_row(table, (head, "得分", "满分", "得分率") * halves, HEI)
    for start in range(0, len(padded), halves):
        _tally_row(table, [text for row in padded[start : start + halves] for text in row], SONG)


def _tally_row(table: Any, texts: Sequence[str], font: str) -> None:
    for place, (cell, text) in enumerate(zip(table.add_row().cells, texts, strict=True)):
        _fill(cell, text, font=font, size=10.5, centred=place % len(_TALLY_MM) > 0, space=0)


def _proof(document: Any, result: SignedResult) -> None:
    """The 核验码 as text beside its QR code."""
    picture = io.BytesIO()
    segno.make_qr(qr_text(result), error="q", boost_error=False).save(
        picture, kind="png", scale=_QR_PIXELS_PER_MODULE, border=0
    )
    picture.seek(0)
    table = _table(document, _PROOF_MM)
    table.style = "Normal Table"
    code, words = table.add_row().cells
    code.paragraphs[0].add_run().add_picture(picture, width=Mm(24))
    add_text(words.paragraphs[0], f"核验码　{result.code}", size=12)
    for line in (
        "二维码只含编号和核验码。核验：quizgen review verify --code 核验码 --scores 考试文件夹；不联网。",
        f"签名公钥指纹（SHA-256）：{spaced(result.fingerprint)}",
        "核验码对得上，说明成绩从签名以后没有改动；指纹应与事先公布的相同。",
    ):
        paragraph = words.add_paragraph()
        paragraph.paragraph_format.line_spacing = 1.0
        add_text(paragraph, line, size=9)


def _table(document: Any, widths_mm: Sequence[int]) -> Any:
    table = document.add_table(rows=0, cols=len(widths_mm))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    return table


def _fill(  # noqa: PLR0913 - how a cell looks
    cell: Any, text: str, *, font: str = SONG, size: float = 12, centred: bool = False, space: float = 2
) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = Pt(space)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_text(paragraph, text, east=font, size=size)
