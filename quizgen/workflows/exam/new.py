"""The recipe of ``quizgen exam new``: bank, blueprint, roster and key become an exam folder."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from quizgen.assemble.draw.derive import commitment
from quizgen.assemble.draw.forms import CannotSeparate
from quizgen.assemble.draw.likeness import FormsSeen, Likeness
from quizgen.assemble.plan.make import Plan, plan
from quizgen.assemble.plan.pool import eligible_ids, pool_digest
from quizgen.bank.blueprints import load_blueprint
from quizgen.bank.checks import BINDING, check_bank
from quizgen.bank.checks.characters import B043
from quizgen.bank.entries import LoadedBank
from quizgen.bank.load import load_bank
from quizgen.bank.presets import Preset, presets
from quizgen.errors import ContentFaults, Problem, QuizgenError
from quizgen.knowledge.load import load_knowledge
from quizgen.knowledge.register import Knowledge
from quizgen.markup.office_text import unseen_marks
from quizgen.model.bank import BANK_FILE
from quizgen.model.blueprint import Blueprint
from quizgen.model.digest import sha256_hex
from quizgen.model.exam import (
    AvoidedExam,
    Candidate,
    Despite,
    Exam,
    Mode,
)
from quizgen.model.form_text import FormText
from quizgen.model.ledger import Stamp
from quizgen.model.pack import Pack
from quizgen.model.rules.settings import E011
from quizgen.records.exam_folder import ExamContents, create_exam_folder
from quizgen.records.roster import RosterRead
from quizgen.render.fonts.glyphs import missing_characters, packaged_codepoints
from quizgen.workflows.bank import knowledge_view, pack_of_register
from quizgen.workflows.exam.apart import keeps_apart, kept_apart
from quizgen.workflows.exam.composing import PRINTING, pays
from quizgen.workflows.exam.freeze import freeze, make_all_forms
from quizgen.workflows.exam.intact import intact_exam
from quizgen.workflows.exam.names_by_hand import ByHand, written_by_hand
from quizgen.workflows.exam.products import sheet_layout
from quizgen.workflows.exam.resit import check_fresh, had_before
from quizgen.workflows.exam.words import bank_references, terms_of, title_of, unknown_banks
from quizgen.workflows.exempt import without_exempt
from quizgen.workflows.progress import OnProgress
from quizgen.workflows.roster import read_people

MOST_SHARED_FORMS = 26

Insist = Callable[[Sequence[Problem]], bool]
"""Asked whether questions are to be drawn all the same, in spite of these faults; may raise NotInsisted."""


def never(_: Sequence[Problem]) -> bool:
    """Faulty questions are not drawn."""
    return False


@dataclass(frozen=True, slots=True)
class ExamOrder:
    """What ``exam new`` was asked for. ``blueprint`` is a preset's name or a file.

    ``knowledge`` None: there is no register. ``presets`` are further folders of blueprints.
    ``despite`` are the numbers of rules of the bank to be disregarded. ``resit`` are the exams in which
    people have had what they are not to have again; ``people`` are who sits where no roster is given,
    ``exempt`` lists of those who need not. ``group`` is what the title gets for a group of people,
    ``closed_book`` goes before the blueprint's (None), ``beside`` is where exams lie that a blueprint names.
    ``two_person``: two persons must vouch for the entry. ``on_sheet``: what is written in words goes to boxes
    of the answer sheet.
    """

    folder: Path
    blueprint: str
    banks: tuple[Path, ...]
    knowledge: Path | None
    mode: Mode
    key: bytes = field(repr=False)
    stamp: Stamp
    forms: int = 1
    spare: int = 0
    roster: Path | None = None
    title: str | None = None
    date: datetime.date | None = None
    keeper: str = ""
    avoid: tuple[Path, ...] = ()
    resit: tuple[Path, ...] = ()
    people: tuple[Candidate, ...] = ()
    exempt: tuple[Path, ...] = ()
    group: str = ""
    closed_book: bool | None = None
    beside: Path | None = None
    cache: Path | None = None
    default_topics: Path | None = None
    presets: tuple[Path, ...] = ()
    despite: tuple[str, ...] = ()
    two_person: bool = False
    on_sheet: bool = False
    insist: Insist = never


@dataclass(frozen=True, slots=True)
class NewExam:
    """What was made: the settings, how many questions were used, what no font of this machine prints.

    ``roster_notes`` say what was left out of the roster, changed in it, or is doubtful there. ``likeness``
    None: all forms have the same questions. ``alike`` says where the forms could not be kept as far apart as
    they are by default.
    """

    exam: Exam
    questions: int
    available: int
    by_hand: tuple[ByHand, ...] = ()
    roster_notes: tuple[Problem, ...] = ()
    likeness: Likeness | None = None
    alike: CannotSeparate | None = None


class NeedsRoster(QuizgenError):
    """Individual forms were asked for without saying for whom."""

    def __init__(self) -> None:
        super().__init__(
            "一人一卷要有名册：请加上 --roster 名册.xlsx（或 .csv；列：编号、姓名、单位、职务）。"
        )


class NoSuchBlueprint(QuizgenError):
    """The blueprint named is neither a preset nor a file."""

    def __init__(self, name: str, presets: Sequence[str]) -> None:
        known = "、".join(presets) or "无"
        super().__init__(f"没有“{name}”这个蓝图；现有：{known}；也可以写蓝图文件的路径。")


class NeedsRegister(QuizgenError):
    """Questions cite facts, and there is no register that says what these are."""

    def __init__(self) -> None:
        super().__init__(
            "题库引用了事实（cites），要有知识库的数据才能核对、印出处；用 --knowledge 指明它在哪里。"
        )


class FaultyQuestions(ContentFaults):
    """Questions that could be drawn break rules of the bank."""

    def __init__(self, problems: Sequence[Problem], rules: Sequence[str]) -> None:
        super().__init__(problems)
        insist = " ".join(f"--despite {rule}" for rule in rules)
        refused = f"内容有 {len(self.problems)} 处错误，没有组卷，没有写出任何文件；请改正后重试。"
        self.args = (f"{refused}题目确要照用的，加上 {insist}，会记入 exam.yaml、台账和说明。",)


class NotInsisted(QuizgenError):
    """The user declined to use faulty questions; the faults have been shown."""

    def __init__(self) -> None:
        super().__init__("没有组卷，没有写出任何文件；请改正以后再试。")


class TooManyForms(QuizgenError):
    """More shared forms than there are letters."""

    def __init__(self, forms: int) -> None:
        super().__init__(
            f"A、B……卷最多 {MOST_SHARED_FORMS} 种，要的是 {forms} 种；每人一份请用 --mode individual。"
        )


def new_exam(order: ExamOrder, on_progress: OnProgress) -> NewExam:
    """Draw an exam and write its folder.

    Raises ContentFaults with every fault of bank, blueprint and roster in one go, ImpossibleBlueprint
    when the bank cannot meet the blueprint, NeedsRegister, NoSuchBlueprint, AlreadyExists, CannotRead,
    CannotWrite. Nothing is written unless everything is in order.
    """
    if order.mode is Mode.INDIVIDUAL and order.roster is None and not order.people:
        raise NeedsRoster
    if order.mode is not Mode.INDIVIDUAL and order.forms > MOST_SHARED_FORMS:
        raise TooManyForms(order.forms)
    bank, blueprint, read, facts, despite = _load(order)
    roster = read.people if order.roster is not None else order.people
    questions = {question.id: question for question in bank.active}
    avoided = [_avoided(path) for path in (*order.avoid, *_blueprint_avoids(blueprint, order))]
    used_before = frozenset(question for _, ids in avoided for question in ids)
    forms = len(roster) if order.mode is Mode.INDIVIDUAL else order.forms
    drawn_plan = plan(
        blueprint,
        tuple(questions.values()),
        mode=order.mode,
        forms=forms,
        spare=order.spare,
        avoided=used_before,
        bank_of={entry.question.id: bank.banks[entry.bank].name for entry in bank.entries},
        had=had_before(order.resit, [one.number for one in roster]),
    )
    check_fresh(blueprint, drawn_plan)
    exam = _settings(order, blueprint, bank, drawn_plan, forms, [earlier for earlier, _ in avoided])
    resits = tuple(_avoided(path)[0] for path in order.resit)
    found: dict[str, object] = {"despite": despite, "terms": terms_of(bank)}
    found["two_person"] = order.two_person
    printing = PRINTING if pays(order.mode, forms + order.spare) else 1
    layout = sheet_layout(blueprint, on_sheet=order.on_sheet)
    found |= {"resit_of": resits, "sheet_layout": layout, "printing": printing}
    exam = exam.model_copy(update=found)

    def written(exam: Exam) -> NewExam:
        seen = FormsSeen()
        made = seen.passing(make_all_forms(exam, drawn_plan.pool, questions, roster, order.key).texts())
        used = create_exam_folder(
            order.folder,
            ExamContents(
                exam,
                roster,
                order.key,
                drawn_plan.pool,
                _counted(made, exam.forms + exam.spare, on_progress),
                lambda ids: freeze(ids, questions, facts.facts, facts.sources),
                order.stamp,
                lambda name: bank.picture(name).data,
            ),
        )
        by_hand = written_by_hand(roster)
        return NewExam(exam, used, len(drawn_plan.pool), by_hand, read.notes, seen.likeness())

    if not keeps_apart(exam):
        return written(exam)
    try:
        return written(kept_apart(exam))
    except CannotSeparate as alike:
        return replace(written(exam), alike=alike)


def _counted(forms: Iterable[FormText], total: int, on_progress: OnProgress) -> Iterator[FormText]:
    for number, form in enumerate(forms, 1):
        yield form
        on_progress(number, total)


def _load(
    order: ExamOrder,
) -> tuple[LoadedBank, Blueprint, RosterRead, Knowledge, tuple[Despite, ...]]:
    """Read everything that was named; all faults of all files are raised together."""
    problems: list[Problem] = []
    bank = load_bank(order.banks, cache_folder=order.cache, default_topics=order.default_topics)
    topics = bank.topics if bank.topics_known else ()
    preset = _preset(order)
    file = preset.path
    blueprint, faults = load_blueprint(file, str(file), topics)
    if blueprint is not None and order.title is None:
        blueprint = blueprint.model_copy(update={"title": title_of(blueprint, preset, bank)})
    problems += faults
    problems += unknown_banks(file, blueprint, bank)
    problems += _title_faults(order, file, blueprint)
    problems += _unprintable(order, file, blueprint)
    problems += _unprintable_words(bank)
    knowledge, faults = _knowledge(order, bank)
    problems += faults
    roster = RosterRead((), ())
    if order.roster is not None:
        roster = without_exempt(read_people(order.roster, terms_of(bank)), order.exempt, terms_of(bank))
        problems += roster.problems
    pack, faults = pack_of_register(order.knowledge if bank.cites_facts else None)
    problems += faults
    found = _question_faults(bank, blueprint, knowledge, pack)
    kept = [problem for problem in found if problem.rule not in order.despite]
    rules = sorted({problem.rule for problem in kept} - BEYOND_INSISTING)
    hopeless = bool(problems) or any(problem.rule in BEYOND_INSISTING for problem in kept)
    if blueprint is None or hopeless or (kept and not order.insist(kept)):
        raise FaultyQuestions([*kept, *problems], rules) if rules else ContentFaults([*kept, *problems])
    blueprint = blueprint.model_copy(update={"printable_points": True, "exchanges": True})
    if order.closed_book is not None:
        blueprint = blueprint.model_copy(update={"closed_book": order.closed_book})
    return bank, blueprint, roster, knowledge, tuple(_disregarded(found))


def _knowledge(order: ExamOrder, bank: LoadedBank) -> tuple[Knowledge, tuple[Problem, ...]]:
    """The register, if any question points to it. Raises NeedsRegister."""
    if not bank.cites_facts:
        return Knowledge.none(), ()
    if order.knowledge is None:
        raise NeedsRegister
    return load_knowledge(order.knowledge, str(order.knowledge))


BEYOND_INSISTING = frozenset(rule.id for rule in BINDING)
"""Rules that nobody can insist against."""


def _question_faults(
    bank: LoadedBank, blueprint: Blueprint | None, knowledge: Knowledge, pack: Pack
) -> tuple[Problem, ...]:
    """Every fault of ``bank check`` but those of questions that the blueprint cannot draw."""
    glyphs = packaged_codepoints()
    return check_bank(
        bank,
        knowledge_view(knowledge, pack),
        (lambda character: ord(character) in glyphs) if glyphs else None,
        None if blueprint is None else eligible_ids(blueprint, bank.active),
    )


def _disregarded(faults: Sequence[Problem]) -> Iterator[Despite]:
    """The rules that are broken all the same, each with the questions that break it."""
    for rule in sorted({fault.rule for fault in faults}):
        ids = sorted({fault.where for fault in faults if fault.rule == rule and fault.where})
        yield Despite(rule=rule, questions=tuple(ids))


def _title_faults(order: ExamOrder, file: Path, blueprint: Blueprint | None) -> Iterator[Problem]:
    """A title that is shown in another order than it is written, or not shown at all."""
    title = order.title or (blueprint.title if blueprint is not None else "")
    if marks := unseen_marks(title):
        place = "--title" if order.title else str(file)
        shown = "、".join(marks)
        yield Problem(place, None, E011.id, f"标题里有看不见、会改变显示的字符（{shown}）", "重新输入标题")


def _unprintable(order: ExamOrder, file: Path, blueprint: Blueprint | None) -> Iterator[Problem]:
    """Words of the exam's own that the packaged fonts cannot print: B043, as for questions."""
    glyphs = packaged_codepoints()
    texts = [] if order.title is None else [("--title ", order.title)]
    if blueprint is not None:
        texts += [("title", blueprint.title), ("notices", "".join(blueprint.notices))]
        texts += [("sections 的 title", "".join(one.title or "" for one in blueprint.sections))]
    for where, text in texts:
        missing = missing_characters(text, glyphs) if glyphs else ()
        if missing:
            named = "、".join(f"“{one}”（U+{ord(one):04X}）" for one in missing)
            yield Problem(str(file), None, B043.id, f"{where}里有字体印不出的字：{named}", "换成通用的字")


def _unprintable_words(bank: LoadedBank) -> Iterator[Problem]:
    """Words of a bank.yaml that the packaged fonts cannot print."""
    glyphs = packaged_codepoints()
    for source in bank.banks:
        if source.settings is None or not glyphs:
            continue
        words = f"{source.settings.subject or ''}{''.join(source.settings.terms.model_dump().values())}"
        if missing := missing_characters(words, glyphs):
            named = "、".join(f"“{one}”（U+{ord(one):04X}）" for one in missing)
            message = f"{BANK_FILE} 里有字体印不出的字：{named}"
            yield Problem(source.shown_as, None, B043.id, message, "换成通用的字")


def _preset(order: ExamOrder) -> Preset:
    named = Path(order.blueprint)
    if named.suffix in {".yaml", ".yml"} or named.is_file():
        return Preset(named, packaged=False)
    known = presets(order.banks, order.presets)
    found = next((one for one in known if one.name == order.blueprint), None)
    if found is None:
        raise NoSuchBlueprint(order.blueprint, [one.name for one in known])
    return found


def _blueprint_avoids(blueprint: Blueprint, order: ExamOrder) -> list[Path]:
    """Exams that the blueprint itself names are folders beside the new one."""
    return [(order.beside or order.folder.parent) / name for name in blueprint.avoid.exams]


def _avoided(path: Path) -> tuple[AvoidedExam, tuple[str, ...]]:
    ids = sorted(frozen.question.id for frozen in intact_exam(path).questions.values())
    return AvoidedExam(name=path.name, digest=sha256_hex("\n".join(ids))), tuple(ids)


def _settings(  # noqa: PLR0913, PLR0917 - the settings are what they are
    order: ExamOrder,
    blueprint: Blueprint,
    bank: LoadedBank,
    drawn_plan: Plan,
    forms: int,
    avoided: Sequence[AvoidedExam],
) -> Exam:
    return Exam(
        title=(order.title or blueprint.title) + (f"（{order.group}）" if order.group else ""),
        date=order.date,
        mode=order.mode,
        forms=forms,
        spare=order.spare,
        blueprint=blueprint,
        banks=tuple(bank_references(bank)),
        avoided=tuple(avoided),
        cells=drawn_plan.cells,
        pool_digest=pool_digest(drawn_plan.pool),
        key_commitment=commitment(order.key),
        key_keeper=order.keeper,
        tool=order.stamp.tool,
    )
