"""核分结果通知: what was checked and what came of it, for the candidate; no key, no answers."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from quizgen.markup.figures import day_text, exact_text, rounded_text
from quizgen.model.score import CandidateScore, ScoresHead
from quizgen.render.docx.text import HEI, SONG, add_text, document_bytes, new_document
from quizgen.render.typst_pdf import Printer

TITLE = "核分结果通知"
_WIDTHS_MM = (84, 38, 38)


@dataclass(frozen=True, slots=True)
class RecheckLetter:
    """One outcome: the result before in words, the score as it is now, what was read again, who signed.

    ``corrected`` are the printed numbers of the questions whose answer was put right.
    """

    head: ScoresHead
    score: CandidateScore
    before: str
    now: str
    received: datetime.date
    checked: int
    corrected: tuple[str, ...]
    reader: str
    signed: tuple[str, ...]
    date: datetime.date


def letter_pdf(letter: RecheckLetter, printer: Printer) -> bytes:
    """The letter; the same outcome gives the same bytes. Raises CannotPrint, PrintFailed."""
    legible = printer.names.legible(letter.score.candidate)
    data = letter_data(letter, legible.name, legible.unit)
    return printer.document_pdf("recheck", TITLE, json.dumps(data, ensure_ascii=False))


def letter_data(letter: RecheckLetter, name: str, unit: str) -> dict[str, Any]:
    """What the letter says, as printed words."""
    return {
        "title": TITLE,
        "to": f"{name or '　　　　'}（{unit or '　　　　'}，编号 {letter.score.candidate.number}）：",
        "said": said(letter),
        "heads": ["大题", "得分", "满分"],
        "rows": rows(letter),
        "signed": f"核分人：{'、'.join(letter.signed)}",
        "date": day_text(letter.date),
    }


def said(letter: RecheckLetter) -> list[str]:
    """The paragraphs."""
    head = letter.head
    outcome = f"经核对，成绩无误，仍为 {letter.now}。"
    if letter.corrected:
        which = "、".join(letter.corrected)
        outcome = f"经核对，第 {which} 题的登记有误，已经更正；"
        outcome += f"成绩由 {letter.before} 更正为 {letter.now}。" if letter.before != letter.now else ""
        outcome += f"成绩不变，仍为 {letter.now}。" if letter.before == letter.now else ""
    elif letter.before != letter.now:
        outcome = f"经核对，成绩由 {letter.before} 更正为 {letter.now}。"
    checked = (
        f"核对了全部 {letter.checked} 题：另由一人（{letter.reader}）照答卷重新读了一遍，同登记的逐题比较，"
        "看有没有漏登、错登、漏评；各题得分由程序重新相加。核分不重新评判答案，不公开标准答案。"
    )
    return [
        f"你对{head.title}（{day_text(head.date)}）成绩的核分申请，{day_text(letter.received)}收到。",
        checked,
        outcome,
    ]


def rows(letter: RecheckLetter) -> list[list[str]]:
    """The points of every section, and the total."""
    found = [[one.name, rounded_text(one.points), exact_text(one.full)] for one in letter.score.sections]
    return [*found, ["合计", str(letter.score.score), exact_text(letter.head.full)]]


def letter_docx(letter: RecheckLetter) -> bytes:
    """The letter as an editable A4 document, with the words of the PDF."""
    data = letter_data(letter, letter.score.candidate.name, letter.score.candidate.unit)
    document = new_document(TITLE, a3=False, body_pt=14)
    section = document.sections[0]
    section.left_margin = section.right_margin = Mm(25)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_text(title, TITLE, size=22, bold=True)
    add_text(document.add_paragraph(), data["to"], size=14)
    for text in data["said"]:
        add_text(document.add_paragraph(), f"　　{text}", size=14)
    _table(document, [data["heads"], *data["rows"]])
    document.add_paragraph()
    for text in (data["signed"], "（盖章）", data["date"]):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        add_text(paragraph, text, size=14)
    return document_bytes(document)


def _table(document: Any, lines: list[list[str]]) -> None:
    table = document.add_table(rows=0, cols=len(_WIDTHS_MM))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS_MM, strict=True):
        column.width = Mm(width)
    for at, texts in enumerate(lines):
        for place, (cell, text) in enumerate(zip(table.add_row().cells, texts, strict=True)):
            paragraph = cell.paragraphs[0]
            if place:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            add_text(paragraph, text, east=SONG if at else HEI, size=12)
