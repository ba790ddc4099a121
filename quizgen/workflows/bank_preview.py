"""The recipe of ``quizgen bank preview``: a bank, or a topic of it, as a booklet to be approved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.bank.load import load_bank
from quizgen.errors import ContentFaults, QuizgenError
from quizgen.files.safe import make_parents, write_new
from quizgen.knowledge.load import load_knowledge
from quizgen.model.question import Question, top_topic
from quizgen.render.book.booklet import Booklet
from quizgen.render.typst_pdf import Printer
from quizgen.workflows.bank import BankPlaces


@dataclass(frozen=True, slots=True)
class PreviewOrder:
    """What ``bank preview`` was asked for; ``topic`` None: all of them."""

    places: BankPlaces
    out: Path
    topic: str | None
    solution: bool
    font_paths: tuple[Path, ...] = ()


class NothingToPreview(QuizgenError):
    """No active question has that topic."""

    def __init__(self, topic: str | None, known: Sequence[str]) -> None:
        if topic is None:
            super().__init__("题库里没有在用的题。")
        else:
            super().__init__(f"没有“{topic}”专题的题；有题的专题：{'、'.join(known)}。")


def preview_bank(order: PreviewOrder) -> int:
    """Write the booklet, readable by its owner only; returns how many questions it shows.

    Raises ContentFaults when the bank cannot be read, NothingToPreview, AlreadyExists, CannotWrite and
    CannotPrint.
    """
    places = order.places
    bank = load_bank(places.banks, cache_folder=places.cache, default_topics=places.default_topics)
    if bank.problems:
        raise ContentFaults(bank.problems)
    questions = [question for question in bank.active if _within(question, order.topic)]
    known = list(dict.fromkeys(top_topic(question.topic) for question in bank.active))
    if not questions:
        raise NothingToPreview(order.topic, known)
    tops = [top_topic(name) for name in bank.topics]
    chapters = tuple(
        (top, chosen)
        for top in dict.fromkeys((*tops, *known))
        if (chosen := tuple(question for question in questions if top_topic(question.topic) == top))
    )
    what = "含答案、错因、解析和依据" if order.solution else "不含答案；选项次序与试卷无关"
    booklet = Booklet(
        title=f"题库样本{'' if order.topic is None else '：' + order.topic}",
        note=f"共 {len(questions)} 题，{what}",
        chapters=chapters,
        facts=_facts(places.knowledge),
        solution=order.solution,
    )
    make_parents(order.out)
    write_new(order.out, Printer(order.font_paths).booklet_pdf(booklet))
    return len(questions)


def _within(question: Question, topic: str | None) -> bool:
    return topic is None or question.topic == topic or top_topic(question.topic) == topic


def _facts(folder: Path | None) -> dict[str, str]:
    """Every fact in one line: the article's short name, what the fact says."""
    if folder is None:
        return {}
    knowledge, _ = load_knowledge(folder, str(folder))
    return {
        fact.id: f"{knowledge.sources[fact.source].short}：{fact.statement}"
        for fact in knowledge.facts.values()
    }
