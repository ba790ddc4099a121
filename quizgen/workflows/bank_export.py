"""The recipe of ``quizgen bank export``: a bank as a file of another program, its losses named first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from quizgen.bank.entries import LoadedBank
from quizgen.bank.load import load_bank
from quizgen.errors import ContentFaults, Problem, QuizgenError
from quizgen.files.safe import make_parents, write_new
from quizgen.interchange.anki.write import write_anki
from quizgen.interchange.formats import BankToWrite, ExportFormat, Remark, WrittenBank
from quizgen.interchange.gift.write import write_gift
from quizgen.interchange.listing.excel import write_excel
from quizgen.interchange.listing.text import write_text
from quizgen.interchange.listing.word import WordPrinter, write_word
from quizgen.interchange.losses import losses
from quizgen.interchange.moodle.write import write_moodle
from quizgen.interchange.outgoing import outgoing
from quizgen.interchange.qti.write import write_qti
from quizgen.model.bookkeeping import Pool, may_be_drawn, top_topic
from quizgen.model.question import Question
from quizgen.model.rules.exchange import D501, D519
from quizgen.render.docx.text import put_formula
from quizgen.render.drawn import drawn
from quizgen.workflows.bank import BankPlaces

SEALED = "保密题"
"""What stands in a message in place of the id of a sealed question."""


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What ``bank export`` was asked for, when (seconds since 1970); ``topic`` None: all of them."""

    places: BankPlaces
    out: Path
    form: ExportFormat
    topic: str | None = None
    answers: bool = True
    sealed: bool = False
    made_at: int = 0


@dataclass(frozen=True, slots=True)
class Export:
    """A file ready to be written, with all it loses; ``losses`` tell nothing of sealed questions."""

    out: Path
    content: bytes = field(repr=False)
    written: int
    left_out: int
    losses: tuple[Problem, ...]


class NothingToExport(QuizgenError):
    """No question is left to be written."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"没有可以写出的题：{reason}。")


class AnswersNeeded(QuizgenError):
    """A file of a program that marks by itself makes no sense without keys."""

    def __init__(self, form: ExportFormat) -> None:
        super().__init__(f"{form} 的题要带着答案，程序才能评分；不写答案的用 --as word、text 或 excel。")


_WRITERS: Mapping[ExportFormat, Callable[[BankToWrite], WrittenBank]] = {
    ExportFormat.EXCEL: write_excel,
    ExportFormat.MOODLE: write_moodle,
    ExportFormat.GIFT: write_gift,
    ExportFormat.ANKI: write_anki,
    ExportFormat.QTI: write_qti,
    ExportFormat.TEXT: write_text,
    ExportFormat.WORD: partial(write_word, printer=WordPrinter(put_formula, drawn)),
}
READY = tuple(_WRITERS)
"""What can be written."""

_WITHOUT_ANSWERS = frozenset((ExportFormat.EXCEL, ExportFormat.WORD, ExportFormat.TEXT))


def plan_export(order: ExportOrder) -> Export:
    """Make the file without writing it.

    Raises ContentFaults when the bank cannot be read, NothingToExport, AnswersNeeded, CannotRead.
    """
    if not order.answers and order.form not in _WITHOUT_ANSWERS:
        raise AnswersNeeded(order.form)
    places = order.places
    bank = load_bank(places.banks, cache_folder=places.cache, default_topics=places.default_topics)
    if bank.problems:
        raise ContentFaults(bank.problems)
    wanted = _wanted(bank, order)
    chosen = [question for question in wanted if may_be_drawn(question) and _open(question, order)]
    if not chosen:
        raise NothingToExport(_why_none(bank, wanted, order))
    questions = tuple(outgoing(question, bank.picture) for question in chosen)
    made = _WRITERS[order.form](BankToWrite(_title(bank), questions, order.answers, order.made_at))
    if not made.written:
        reason = f"选中的 {len(questions)} 题都放不进这种文件"
        raise NothingToExport(reason)
    gone = {id(remark.about) for remark in made.remarks if remark.rule is D501}
    always = (remark for one in questions if id(one) not in gone for remark in losses(one, order.form))
    shown_as = str(order.out)
    told = (*_not_chosen(wanted, order), *(_problem(one, shown_as) for one in (*made.remarks, *always)))
    return Export(order.out, made.content, made.written, len(gone), tuple(sorted(told, key=_by_rule)))


def write_export(export: Export) -> None:
    """Write the file whole, readable by its owner only. Raises AlreadyExists, CannotWrite."""
    make_parents(export.out)
    write_new(export.out, export.content)


def _wanted(bank: LoadedBank, order: ExportOrder) -> list[Question]:
    topic = order.topic
    return [one for one in bank.questions if topic is None or topic in {one.topic, top_topic(one.topic)}]


def _open(question: Question, order: ExportOrder) -> bool:
    return order.sealed or question.pool is not Pool.EXAM


def _why_none(bank: LoadedBank, wanted: Sequence[Question], order: ExportOrder) -> str:
    if order.topic is not None and not wanted:
        known = dict.fromkeys(top_topic(one.topic) for one in bank.active if _open(one, order))
        return f"没有“{order.topic}”专题的题；有题的专题：{'、'.join(known)}"
    if any(may_be_drawn(one) for one in wanted):
        return "都是保密的题，加 --sealed 才写出"
    return "没有在用的题"


def _not_chosen(wanted: Sequence[Question], order: ExportOrder) -> tuple[Problem, ...]:
    """What stays in the bank, counted."""
    idle = sum(not may_be_drawn(one) for one in wanted)
    closed = sum(may_be_drawn(one) and not _open(one, order) for one in wanted)
    counts = ((idle, "停用和没有审完的"), (closed, "保密的（加 --sealed 才写出）"))
    return tuple(
        Problem(str(order.out), None, D519.id, f"{what} {count} 题不写出") for count, what in counts if count
    )


def _problem(remark: Remark, shown_as: str) -> Problem:
    where = SEALED if remark.about.sealed else remark.about.question.id
    return Problem(shown_as, None, remark.rule.id, remark.message, where=where)


def _by_rule(problem: Problem) -> tuple[str, str]:
    return problem.rule, problem.message


def _title(bank: LoadedBank) -> str:
    settings = bank.banks[0].settings
    return "题库" if settings is None else settings.title
