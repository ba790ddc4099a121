"""个人成绩单: one person's score with its conditions on an A4 page, as PDF."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from quizgen.markup.figures import day_text, exact_text, percent_text, rounded_text
from quizgen.markup.review_words import conditions_text, passed_text, valid_text
from quizgen.model.review import NOTHING, SignedResult
from quizgen.model.score import Tally
from quizgen.render.codes import page, qr
from quizgen.render.merge import joined
from quizgen.render.typst_pdf import Printer

CARD_TITLE = "知识测试个人成绩单"
_QR_MM = 24.0
_SET_TOGETHER = 25
"""Cards in one run of Typst, which keeps what its last ten runs made."""
_FINGERPRINT_GROUP = 8


def card_pdf(result: SignedResult, printer: Printer) -> bytes:
    """The card; the same result gives the same bytes. What no font prints stays empty.

    Raises CannotPrint for a character without a glyph that is no letter of a name, PrintFailed.
    """
    what = f"编号 {result.candidate.number} 的成绩单"
    result = result.model_copy(update={"candidate": printer.names.legible(result.candidate)})
    return printer.document_pdf("card", what, json.dumps(card_data(result), ensure_ascii=False))


def cards_pdf(results: Sequence[SignedResult], printer: Printer) -> bytes:
    """The cards of several people, one after another: a fifth of the time that each by itself takes.

    Raises CannotPrint, PrintFailed.
    """
    legible = [one.model_copy(update={"candidate": printer.names.legible(one.candidate)}) for one in results]
    parts = []
    for at in range(0, len(legible), _SET_TOGETHER):
        several = [card_data(one) for one in legible[at : at + _SET_TOGETHER]]
        data = json.dumps(several, ensure_ascii=False)
        parts.append(printer.document_pdf("card", f"{len(several)} 人的成绩单", data))
    return joined(parts)


def card_data(result: SignedResult) -> dict[str, Any]:
    """What the card says, as printed words for ``card.typ``."""
    return {
        "title": CARD_TITLE,
        "exam": result.exam,
        "rows": [[list(pair) for pair in row] for row in card_rows(result)],
        "score": result.score,
        "full": exact_text(result.full),
        "verdict": verdict_text(result),
        "validity": validity(result),
        "tables": [{"head": head, "rows": rows} for head, rows in card_tables(result)],
        "notes": list(card_notes(result)),
        "code": result.code,
        "fingerprint": spaced(result.fingerprint),
        "qr": qr_svg(result),
    }


def card_rows(result: SignedResult) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Label and value, row by row; a lone pair takes the whole width."""
    person = result.candidate
    return (
        (("姓名", person.name), ("编号", person.number)),
        ((result.terms.unit, person.unit), (result.terms.post, person.post or NOTHING)),
        (("考试日期", day_text(result.date)), ("试卷编号", result.form)),
        (("考试条件", conditions_text(result)),),
    )


def validity(result: SignedResult) -> str:
    """The last day of validity in words; a dash for no pass."""
    if result.valid_until is None:
        return valid_text(result)
    return f"{day_text(result.valid_until)}（含当日）"


def verdict_text(result: SignedResult) -> str:
    """``合格（优秀）　　合格线 80 分　　名次 3／12``."""
    words = passed_text(result)
    if result.grade and result.grade != words:
        words += f"（{result.grade}）"
    words += f"　　合格线 {exact_text(result.pass_)} 分"
    if result.rank is not None and result.seated:
        words += f"　　名次 {result.rank}／{result.seated}"
    return words


def card_tables(result: SignedResult) -> tuple[tuple[str, list[list[str]]], ...]:
    """The parts that the total is made of: heading, rows of name, points, full, share in per cent."""
    tallies = (("分部分", result.parts), ("分大题", result.sections), ("分专题", result.topics))
    return tuple((head, [_tally_row(one) for one in found]) for head, found in tallies if found)


def card_notes(result: SignedResult) -> tuple[str, ...]:
    """The sentences under the table; the first one always stands there."""
    missed = f"没有达到的最低分：{'、'.join(result.missed)}。" if result.missed else ""
    return tuple(
        note
        for note in (
            result.terms.never_alone,
            missed,
            f"这次考试有 {result.changes} 处作废题目或加认答案，对所有人一样计分。" if result.changes else "",
            "名次为同一次考试中的名次，同分同名次。" if result.rank is not None else "",
        )
        if note
    )


def spaced(fingerprint: str) -> str:
    """A fingerprint in groups that eyes can compare."""
    groups = range(0, len(fingerprint), _FINGERPRINT_GROUP)
    return " ".join(fingerprint[at : at + _FINGERPRINT_GROUP] for at in groups)


def qr_text(result: SignedResult) -> str:
    """What the QR code says: the 编号 with the 核验码, nothing else about the person."""
    return f"{result.candidate.number} {result.code}"


def qr_svg(result: SignedResult) -> str:
    """The QR code as a drawing."""
    return page(_QR_MM, _QR_MM, [qr(qr_text(result), _QR_MM / 2, _QR_MM / 2, _QR_MM)])


def _tally_row(tally: Tally) -> list[str]:
    share = percent_text(tally.points / tally.full) if tally.full else NOTHING
    return [tally.name, rounded_text(tally.points), exact_text(tally.full), share]
