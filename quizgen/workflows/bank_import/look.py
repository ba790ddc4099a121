"""The first half of the recipe: files understood, compared with what is there, judged; nothing written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from quizgen.bank.topics import Topics
from quizgen.errors import Problem
from quizgen.interchange.draft import Understood
from quizgen.interchange.figures import KeptFigures
from quizgen.interchange.origin import asked_of
from quizgen.interchange.record_told import problem_of
from quizgen.interchange.records import OTHER_TOPIC, MadeRecord, images_in, make
from quizgen.interchange.shares import OnShare
from quizgen.model.bookkeeping import is_retired
from quizgen.model.rules.imports import N001, N002, N003, N004, N105, N207
from quizgen.workflows.bank_import.ids import new_ids, prefix_for
from quizgen.workflows.bank_import.judge import judge
from quizgen.workflows.bank_import.known import KnownQuestion, in_the_bank, new_record, once_more
from quizgen.workflows.bank_import.order import ImportOrder, NothingToUpdate, SameNames
from quizgen.workflows.bank_import.reading import read_questions
from quizgen.workflows.bank_import.rows import Deed, SeenFile, SeenFiles, SeenQuestion
from quizgen.workflows.bank_import.target import TargetBank, open_target
from quizgen.workflows.progress import OnProgress

_STEPS = 100
"""Of every file, and of the weighing of all."""


def look_at_files(order: ImportOrder, on_progress: OnProgress) -> tuple[TargetBank, SeenFiles]:
    """Everything that would be done, without doing it.

    Raises SameNames, NothingToUpdate, what ``open_target`` and ``read_questions`` raise.
    """
    twice = [name for name, count in Counter(path.name for path in order.files).items() if count > 1]
    if twice:
        raise SameNames(twice[0])
    target = open_target(order.to)
    if order.update and target.loaded is None:
        raise NothingToUpdate(order.to or Path())
    understood: list[Understood] = []
    whole = _STEPS * (len(order.files) + 1)
    for number, path in enumerate(order.files):
        heard = _of_file(on_progress, number, whole)
        heard(0)
        understood.append(read_questions(path, order.kind, order.mapping, heard))
    on_progress(whole - _STEPS, whole)
    seen = weigh(order, target, understood)
    on_progress(whole, whole)
    return target, seen


def _of_file(on_progress: OnProgress, number: int, whole: int) -> OnShare:
    """What hears the share of one file as steps of the whole."""
    return lambda share: on_progress(_STEPS * number + int(_STEPS * share), whole)


def weigh(order: ImportOrder, target: TargetBank, understood: Sequence[Understood]) -> SeenFiles:
    """What is to be done with every question that was understood."""
    figures = KeptFigures()
    sources = [path.name for path, one in zip(order.files, understood, strict=True) for _ in one.drafts]
    made = [
        make(draft, figures.keep, order.topic or OTHER_TOPIC) for one in understood for draft in one.drafts
    ]
    judged = judge(made, figures.contents)
    made = list(_compared(judged.made, target, update=order.update))
    here = in_the_bank(target, sources, made) if order.update else {}
    if target.by_hand:
        made = [
            one if at in here else _by_the_rules_of(target, one, judged.off) for at, one in enumerate(made)
        ]
    rows = tuple(_rows(order, target, made, here))
    files: list[SeenFile] = []
    for path, one in zip(order.files, understood, strict=True):
        own, rows = rows[: len(one.drafts)], rows[len(one.drafts) :]
        files.append(SeenFile(path, one, own, tuple(_of_the_file(one))))
    written = {name for file in files for row in file.rows if row.fields for name in images_in(row.fields)}
    kept = {name: data for name, data in figures.contents.items() if name in written}
    return SeenFiles(tuple(files), tuple(_gone(order, target, files)), judged.off, kept)


def _of_the_file(one: Understood) -> Iterator[Problem]:
    """What of a file belongs to no question, or does not add up."""
    for left in one.leftover:
        yield replace(left, rule=N003.id, hint=left.hint or N003.mend)
    if one.held is not None and one.held != len(one.drafts):
        message = f"题号数下来有 {one.held} 题，认出 {len(one.drafts)} 题"
        yield Problem(one.shown_as, None, N004.id, message, N004.mend)


def _compared(made: Sequence[MadeRecord], target: TargetBank, *, update: bool) -> Iterator[MadeRecord]:
    """Each with a doubt where the same question is in the bank, or in another of the files."""
    there = {asked_of(fields): id_ for id_, fields in (target.now or {}).items()}
    seen: dict[str, MadeRecord] = {}
    for one in made:
        if one.fields is None:
            yield one
            continue
        asked = asked_of(one.fields)
        doubts = list(one.doubts)
        if asked in there and not update:
            doubts.append(problem_of(one.draft, N001, f"与题库里的 {there[asked]} 相同"))
        first = seen.setdefault(asked, one)
        if first is not one and first.draft.shown_as != one.draft.shown_as:
            where = problem_of(first.draft, N002, "").where
            doubts.append(problem_of(one.draft, N002, f"与 {first.draft.shown_as} {where}相同"))
        yield replace(one, doubts=tuple(doubts))


def _by_the_rules_of(target: TargetBank, made: MadeRecord, off: Mapping[str, str]) -> MadeRecord:
    """A question for a bank made by hand, whose topics and rules are not ours to change."""
    if made.fields is None or target.loaded is None:
        return made
    bank = target.loaded.banks[0]
    names = bank.topics.names if isinstance(bank.topics, Topics) else ()
    topic = str(made.fields["topic"])
    if topic not in names:
        hint = "先把它写进 topics.yaml；或者导入一个新的文件夹，组卷时几个 --bank 一起写"
        return made.refused(problem_of(made.draft, N105, f"这个题库的专题表里没有“{topic}”", hint))
    broken = [one for one in made.doubts if one.rule in off]
    own = bank.settings.rules if bank.settings is not None else {}
    kept = [one for one in broken if one.rule not in own]
    return made.refused(*(replace(one, rule=N105.id, hint=N105.mend) for one in kept)) if kept else made


def _rows(
    order: ImportOrder, target: TargetBank, made: Sequence[MadeRecord], here: Mapping[int, KnownQuestion]
) -> Iterator[SeenQuestion]:
    """What will be done with each; ``here`` are those that the bank has already."""
    fresh = [at for at, one in enumerate(made) if one.fields is not None and at not in here]
    prefix = prefix_for(order, target.origins)
    wanted = {at: made[at].draft.source_id for at in fresh}
    taken = {*(target.now or {}), *(target.origins.questions if target.origins else ())}
    ids = new_ids(wanted, prefix, taken)
    for at, one in enumerate(made):
        if one.fields is None:
            yield SeenQuestion(one, here[at].id if at in here else "", Deed.LEAVE)
        elif at in here:
            yield once_more(order, one, here[at])
        else:
            yield SeenQuestion(one, ids[at], Deed.ADD, new_record(one, ids[at], sealed=order.sealed))


def _gone(order: ImportOrder, target: TargetBank, files: Sequence[SeenFile]) -> Iterator[Problem]:
    """The questions of earlier imports of these files that are in them no longer."""
    if not order.update or target.origins is None:
        return
    still = {row.id for file in files for row in file.rows}
    names = {path.name: str(path) for path in order.files}
    for id_, origin in target.origins.questions.items():
        entry = target.entries.get(id_)
        if origin.source not in names or id_ in still or entry is None or is_retired(entry.question):
            continue
        where = f"（原来的第 {origin.number} 题）" if origin.number else ""
        message = f"{id_}{where}文件里已经没有，题库里的没有动"
        yield Problem(names[origin.source], None, N207.id, message, N207.mend, id_)
