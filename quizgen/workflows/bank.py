"""The recipes of ``quizgen bank``: check banks, count them, look one question up, print a booklet."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.bank.checks import FactView, KnowledgeView, advise_bank, check_bank
from quizgen.bank.entries import BankSource, Entry, LoadedBank
from quizgen.bank.load import load_bank
from quizgen.bank.oral import load_oral
from quizgen.bank.stats import BankStats, Register, bank_stats
from quizgen.errors import ContentFaults, Problem, QuizgenError
from quizgen.files.safe import make_parents, write_new
from quizgen.knowledge.load import load_knowledge
from quizgen.knowledge.pack import PACK_FILE, load_pack
from quizgen.knowledge.register import Knowledge
from quizgen.model.bookkeeping import top_topic
from quizgen.model.knowledge import BIBLIOGRAPHIC, Fact, Source
from quizgen.model.pack import Pack
from quizgen.model.question import Question
from quizgen.render.book.booklet import Booklet
from quizgen.render.fonts.glyphs import packaged_codepoints
from quizgen.render.typst_pdf import Printer


@dataclass(frozen=True, slots=True)
class BankPlaces:
    """Where to read: the banks, the folder of the register, the topics to fall back on, the cache.

    None: there is none (no register: rules about facts are not applied).
    """

    banks: tuple[Path, ...]
    knowledge: Path | None = None
    default_topics: Path | None = None
    cache: Path | None = None


@dataclass(frozen=True, slots=True)
class BankReport:
    """What a check found; ``oral`` counts the spoken questions; ``advice`` is no fault.

    The two flags say which rules could not be applied.
    """

    loaded: LoadedBank
    oral: int
    problems: tuple[Problem, ...]
    advice: tuple[Problem, ...]
    knowledge_checked: bool
    fonts_checked: bool


@dataclass(frozen=True, slots=True)
class FoundQuestion:
    """A question with the facts it cites (those that exist) and the articles they come from."""

    entry: Entry
    facts: tuple[tuple[Fact, Source], ...]
    about: tuple[tuple[str, str], ...]
    enemies: tuple[str, ...]


class NoSuchQuestion(QuizgenError):
    """No question of the banks has that id."""

    def __init__(self, question_id: str, near: Sequence[str]) -> None:
        hint = f"是不是想找 {'、'.join(near)}？" if near else "编号像 XM-0019 这样；别的题库用 --bank 给出。"
        super().__init__(f"题库里没有“{question_id}”。{hint}")


def check_banks(places: BankPlaces) -> BankReport:
    """Check the banks with every rule. Raises CannotRead when a folder is not there."""
    loaded = _load(places)
    view: KnowledgeView | None = None
    faults: tuple[Problem, ...] = ()
    if places.knowledge is not None and loaded.cites_facts:
        knowledge, faults = load_knowledge(places.knowledge, str(places.knowledge))
        pack, pack_faults = pack_of_register(places.knowledge)
        faults = (*pack_faults, *faults)
        view = knowledge_view(knowledge, pack)
    glyphs = packaged_codepoints()
    found = check_bank(loaded, view, (lambda character: ord(character) in glyphs) if glyphs else None)
    spoken = [
        load_oral(bank.path, _topic_names(bank), view, bank.profile)
        for bank in loaded.banks
        if bank.path.is_dir()
    ]
    oral_faults = [problem for _, problems in spoken for problem in problems]
    return BankReport(
        loaded,
        sum(len(questions) for questions, _ in spoken),
        (*faults, *found, *oral_faults),
        advise_bank(loaded),
        view is not None,
        bool(glyphs),
    )


def _topic_names(bank: BankSource) -> tuple[str, ...]:
    return () if bank.topics is None else bank.topics.names


def load_questions(places: BankPlaces) -> tuple[Question, ...]:
    """All questions that can be read, the retired ones included. Raises CannotRead."""
    return _load(places).questions


def count_banks(places: BankPlaces) -> tuple[BankStats, tuple[Problem, ...]]:
    """Figures about what could be read, with the faults that kept the rest from being read."""
    loaded = _load(places)
    register: Register | None = None
    if places.knowledge is not None and loaded.cites_facts:
        knowledge, _ = load_knowledge(places.knowledge, str(places.knowledge))
        register = _register(knowledge)
    return bank_stats(loaded, register), loaded.problems


def find_question(question_id: str, places: BankPlaces) -> FoundQuestion:
    """One question with what it rests on. Raises NoSuchQuestion, CannotRead."""
    loaded = _load(places)
    entry = next((entry for entry in loaded.entries if entry.question.id == question_id), None)
    if entry is None:
        raise NoSuchQuestion(question_id, _similar_ids(question_id, loaded))
    facts: tuple[tuple[Fact, Source], ...] = ()
    about = tuple((row, "") for row in entry.question.about)
    if places.knowledge is not None:
        knowledge, _ = load_knowledge(places.knowledge, str(places.knowledge))
        cited = [knowledge.facts[cite] for cite in entry.question.cites if cite in knowledge.facts]
        facts = tuple((fact, knowledge.sources[fact.source]) for fact in cited)
        about = tuple((row, _row_title(row, knowledge)) for row in entry.question.about)
    return FoundQuestion(entry, facts, about, _all_enemies(entry, loaded))


def pack_of_register(register: Path | None) -> tuple[Pack, tuple[Problem, ...]]:
    """The pack of the project whose register lies in ``docs/_data``, with its faults; None: no register."""
    if register is None:
        return Pack(), ()
    folder = register.parent.parent if register.parent.name else register.resolve().parents[1]
    return load_pack(folder, (folder / PACK_FILE).as_posix())


def knowledge_view(knowledge: Knowledge, pack: Pack) -> KnowledgeView:
    """What the rules of the bank need of the register and of the project's pack.

    Records left out for faults of form count as known, for their own faults are told already.
    """
    facts = {
        fact.id: FactView(fact.source, fact.open_list, fact.members) for fact in knowledge.facts.values()
    }
    shelves = (knowledge.systems, knowledge.procedures, knowledge.dispositions)
    rows = {row.id: frozenset(row.facts) for shelf in shelves for row in shelf.values()}
    unread = {unread: FactView("") for unread in knowledge.unreadable}
    return KnowledgeView(
        {**unread, **facts}, {**dict.fromkeys(knowledge.unreadable - set(facts)), **rows}, pack.prefixes
    )


def _load(places: BankPlaces) -> LoadedBank:
    return load_bank(places.banks, cache_folder=places.cache, default_topics=places.default_topics)


def _similar_ids(wanted: str, loaded: LoadedBank) -> list[str]:
    """``XM-19`` means XM-0019; else those that look alike."""
    known = [entry.question.id for entry in loaded.entries]
    prefix, _, number = wanted.upper().partition("-")
    meant = f"{prefix}-{number.zfill(4)}"
    return [meant] if meant in known else difflib.get_close_matches(meant, known, 3, 0.7)


def _register(knowledge: Knowledge) -> Register:
    return Register(
        titles={source.id: source.short for source in knowledge.sources.values()},
        facts={fact.id: fact.source for fact in knowledge.facts.values() if fact.section != BIBLIOGRAPHIC},
        shelves={
            "体系": tuple(knowledge.systems),
            "程序": tuple(knowledge.procedures),
            "处置": tuple(knowledge.dispositions),
        },
    )


def _row_title(row: str, knowledge: Knowledge) -> str:
    if row in knowledge.systems:
        return knowledge.systems[row].name
    if row in knowledge.procedures:
        return knowledge.procedures[row].name
    if row in knowledge.dispositions:
        return knowledge.dispositions[row].situation
    return ""


def _all_enemies(entry: Entry, loaded: LoadedBank) -> tuple[str, ...]:
    """The enemies it names and those that name it."""
    own = entry.question.id
    others = (other.question.id for other in loaded.entries if own in other.question.enemies)
    return tuple(dict.fromkeys((*entry.question.enemies, *others)))


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
        title=f"{_name_of(bank)}{'' if order.topic is None else '：' + order.topic}",
        note=f"{_publishers(bank)}共 {len(questions)} 题，{what}",
        chapters=chapters,
        facts=_facts(places.knowledge),
        solution=order.solution,
        picture_of=bank.picture,
    )
    make_parents(order.out)
    write_new(order.out, Printer(order.font_paths).booklet_pdf(booklet))
    return len(questions)


def _name_of(bank: LoadedBank) -> str:
    settings = bank.banks[0].settings
    return "题库样本" if settings is None else settings.title


def _publishers(bank: LoadedBank) -> str:
    names = (one.settings.publisher for one in bank.banks if one.settings is not None)
    told = "、".join(dict.fromkeys(name for name in names if name is not None))
    return f"{told}　" if told else ""


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
