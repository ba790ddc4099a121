"""The steps of ``quizgen review card``: print one person's 个人成绩单 from the signed scores."""

from __future__ import annotations

from pathlib import Path

from quizgen.errors import AlreadyExists, QuizgenError
from quizgen.files.safe import make_parents, write_new
from quizgen.model.review import SignedResult
from quizgen.records.trust import Trust
from quizgen.render.scores.cards import card_pdf
from quizgen.render.scores.docx_card import card_docx
from quizgen.render.typst_pdf import Printer
from quizgen.workflows.marks.official import OnNotice, no_notice, read_officials
from quizgen.workflows.review.documents import same_bytes


class NoCard(QuizgenError):
    """There is no score to print for this 编号."""

    def __init__(self, number: str, reason: str) -> None:
        super().__init__(f"编号“{number}”没有成绩单：{reason}。")


class NotACardFile(QuizgenError):
    """A card can only be a PDF or Word file."""

    def __init__(self, out: Path) -> None:
        super().__init__(f"“{out}”的扩展名不对：成绩单写成 .pdf 或 .docx。")


def score_card(  # noqa: PLR0913 - whose card, from what, to where
    number: str,
    scores: Path,
    out: Path,
    *,
    trust: Trust | None = None,
    font_paths: tuple[Path, ...] = (),
    without_ledger: bool = False,
    on_notice: OnNotice = no_notice,
) -> SignedResult:
    """Write the card as .pdf or .docx, depending on ``out``; writing the same card again changes nothing.

    Raises NoCard, NotACardFile, AlreadyExists for other contents, what ``read_officials`` raises.
    """
    ending = out.suffix.lower()
    if ending not in {".pdf", ".docx"}:
        raise NotACardFile(out)
    officials = read_officials([scores], trust, without_ledger=without_ledger, on_notice=on_notice)
    (exam,) = officials.exams
    score = exam.scores.by_number.get(number)
    if score is None:
        raise NoCard(number, f"{exam.title}的成绩里没有这个编号")
    if score.score is None:
        raise NoCard(number, f"{exam.title}：{score.attendance.value}")
    result = exam.result(score)
    data = card_docx(result) if ending == ".docx" else card_pdf(result, Printer(font_paths))
    if out.exists():
        if not same_bytes(out, data):
            raise AlreadyExists(out)
        return result
    make_parents(out)
    write_new(out, data)
    return result
