"""What a review says about one person's test, the same words in a workbook, a form and on a card."""

from __future__ import annotations

from quizgen.markup.figures import book_text, exact_text, rounded_text, watched_text
from quizgen.model.review import NOTHING, ReviewColumn, SignedResult
from quizgen.model.score import Tally


def review_cells(result: SignedResult) -> dict[ReviewColumn, str]:
    """What every column of ours says, as text; 成绩 is a decimal number, dates are ISO."""
    return {
        ReviewColumn.SCORE: result.score,
        ReviewColumn.GRADE: result.grade or NOTHING,
        ReviewColumn.PASSED: passed_text(result),
        ReviewColumn.EXAM: result.exam,
        ReviewColumn.DATE: result.date.isoformat(),
        ReviewColumn.VALID_UNTIL: valid_text(result),
        ReviewColumn.FORM: result.form,
        ReviewColumn.CODE: result.code,
    }


def review_fields(result: SignedResult) -> tuple[tuple[str, str], ...]:
    """What the 附件 of a form says, field by field in printed order."""
    person = result.candidate
    tallies = result.parts or result.sections
    return (
        ("编号", person.number),
        ("姓名", person.name),
        ("考试名称", result.exam),
        ("考试日期", result.date.isoformat()),
        ("成绩/满分", f"{result.score} / {exact_text(result.full)}"),
        ("等次", result.grade or NOTHING),
        ("是否合格", passed_text(result)),
        ("有效期至", valid_text(result)),
        ("分部分", "；".join(map(tally_text, tallies)) or NOTHING),
        ("条件", conditions_text(result)),
        ("试卷编号", result.form),
        ("核验码", result.code),
    )


def passed_text(result: SignedResult) -> str:
    """合格 or 不合格."""
    return "合格" if result.passed else "不合格"


def valid_text(result: SignedResult) -> str:
    """The last day of validity as ISO; 不限 for a pass without a limit, a dash for no pass."""
    if result.valid_until is not None:
        return result.valid_until.isoformat()
    return "不限" if result.passed else NOTHING


def tally_text(tally: Tally) -> str:
    """``理论 42/70``."""
    return f"{tally.name} {rounded_text(tally.points)}/{exact_text(tally.full)}"


def conditions_text(result: SignedResult) -> str:
    """``闭卷，有人监考，第 1 次参加``: what the number was earned under."""
    book, watched = book_text(closed=result.closed_book), watched_text(supervised=result.supervised)
    return f"{book}，{watched}，第 {result.attempt} 次参加"
