"""The first half of the recipe: files understood, compared with what is there, judged; nothing written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quizgen.bank.topics import Topics
from quizgen.errors import Problem
from quizgen.interchange.again import Arrived, recognised
from quizgen.interchange.changes_said import changes_in_words
from quizgen.interchange.draft import Understood
from quizgen.interchange.figures import KeptFigures
from quizgen.interchange.origin import asked_of, digest_of
from quizgen.interchange.records import OTHER_TOPIC, MadeRecord, make, problem_of
from quizgen.model.bookkeeping import Pool, Status, is_retired
from quizgen.model.origin import Origin
from quizgen.model.rules.imports import N001, N002, N003, N004, N105, N206, N207, N209
from quizgen.workflows.bank_import.ids import new_ids, prefix_for
from quizgen.workflows.bank_import.judge import judge
from quizgen.workflows.bank_import.order import ImportOrder, NothingToUpdate, SameNames
from quizgen.workflows.bank_import.reading import read_questions
from quizgen.workflows.bank_import.rows import Deed, SeenFile, SeenFiles, SeenQuestion
from quizgen.workflows.bank_import.target import TargetBank, open_target
from quizgen.workflows.progress import OnProgress


def look_at_files(order: ImportOrder, on_progress: OnProgress) -> tuple[TargetBank, SeenFiles]:
    """Everything that would be done, without doing it.

    Raises SameNames, NothingToUpdate, what ``open_target`` and ``read_questions`` raise.
    """
    twice = [name for name, count in Counter(path.name for path in order.files).items() if count > 1]
    if twice:
        raise SameNames(twice[0])
    target = open_target(order.to)
    if order.update and target.origins is None:
        raise NothingToUpdate(order.to or Path())
    understood: list[Understood] = []
    steps = len(order.files) + 1
    for number, path in enumerate(order.files, 1):
        on_progress(number - 1, steps)
        understood.append(read_questions(path, order.kind, order.mapping))
    on_progress(steps - 1, steps)
    seen = weigh(order, target, understood)
    on_progress(steps, steps)
    return target, seen


def weigh(order: ImportOrder, target: TargetBank, understood: Sequence[Understood]) -> SeenFiles:
    """What is to be done with every question that was understood."""
    figures = KeptFigures()
    sources = [path.name for path, one in zip(order.files, understood, strict=True) for _ in one.drafts]
    made = [
        make(draft, figures.keep, order.topic or OTHER_TOPIC) for one in understood for draft in one.drafts
    ]
    judged = judge(made, figures.contents)
    made = list(_compared(judged.made, target, update=order.update))
    if target.by_hand:
        made = [_by_the_rules_of(target, one, judged.off) for one in made]
    rows = tuple(_rows(order, target, sources, made))
    files: list[SeenFile] = []
    for path, one in zip(order.files, understood, strict=True):
        own, rows = rows[: len(one.drafts)], rows[len(one.drafts) :]
        files.append(SeenFile(path, one, own, tuple(_of_the_file(one))))
    written = {name for file in files for row in file.rows if row.fields for name in _images(row.fields)}
    kept = {name: data for name, data in figures.contents.items() if name in written}
    return SeenFiles(tuple(files), tuple(_gone(order, target, files)), judged.off, kept)


def _images(fields: Mapping[str, object]) -> Iterator[str]:
    if isinstance(image := fields.get("image"), str):
        yield image
    parts = fields.get("parts")
    for part in parts if isinstance(parts, list) else ():
        yield from _images(part)


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


@dataclass(frozen=True, slots=True)
class _Here:
    """A question that is in the bank already."""

    id: str
    origin: Origin | None
    fields: Mapping[str, object]
    retired: bool


def _rows(
    order: ImportOrder, target: TargetBank, sources: Sequence[str], made: Sequence[MadeRecord]
) -> Iterator[SeenQuestion]:
    """What will be done with each."""
    here = _in_the_bank(target, sources, made) if order.update else {}
    fresh = [at for at, one in enumerate(made) if one.fields is not None and at not in here]
    prefix = prefix_for(order, target.origins)
    wanted = {at: made[at].draft.source_id for at in fresh}
    taken = {*(target.now or {}), *(target.origins.questions if target.origins else ())}
    ids = new_ids(wanted, prefix, taken)
    for at, one in enumerate(made):
        if one.fields is None:
            yield SeenQuestion(one, here[at].id if at in here else "", Deed.LEAVE)
        elif at in here:
            yield _again(order, one, here[at])
        else:
            yield SeenQuestion(one, ids[at], Deed.ADD, _written(one, ids[at], {}, sealed=order.sealed))


def _in_the_bank(target: TargetBank, sources: Sequence[str], made: Sequence[MadeRecord]) -> dict[int, _Here]:
    origins = target.origins.questions if target.origins is not None else {}
    now = target.now or {}
    known = {id_: origin for id_, origin in origins.items() if id_ in now}
    places = [at for at, one in enumerate(made) if one.fields is not None]
    arrived = [
        Arrived(sources[at], made[at].draft.number, made[at].draft.source_id, made[at].fields or {})
        for at in places
    ]
    entries = target.entries
    return {
        places[place]: _Here(id_, known.get(id_), now[id_], is_retired(entries[id_].question))
        for place, id_ in recognised(arrived, known, now).items()
    }


def _again(order: ImportOrder, made: MadeRecord, here: _Here) -> SeenQuestion:
    """A question that is in the bank already: changed in the file, in the bank, in both or in neither."""
    assert made.fields is not None  # noqa: S101 - the caller looked
    new, now = digest_of(made.fields), digest_of(here.fields)
    came = here.origin.digest if here.origin is not None else now
    waiting = here.origin is not None and here.origin.doubtful and here.fields.get("status") == Status.REVIEW
    settled = waiting and not made.doubts
    if here.retired or (new in {came, now} and not settled):
        return SeenQuestion(made, here.id, Deed.SAME)
    if now != came and not order.replace_edited and new != now:
        note = problem_of(
            made.draft, N206, f"{here.id}：题库里的手工改过，照旧；文件里的改动没有写入", N206.mend
        )
        return SeenQuestion(replace(made, notes=(*made.notes, note)), here.id, Deed.KEEP)
    reviewed = "reviewer" in here.fields and new != now
    if reviewed:
        note = problem_of(made.draft, N209, f"{here.id}：审过以后又改了，状态改为“审核”", "")
        made = replace(made, notes=(*made.notes, note))
    fields = _written(made, here.id, here.fields, sealed=False, review=reviewed)
    return SeenQuestion(made, here.id, Deed.CHANGE, fields, changes_in_words(here.fields, fields))


_KEPT = ("pool", "enemies")
"""What a question has from the bank, whatever becomes of it in the file."""


def _written(
    made: MadeRecord, id_: str, before: Mapping[str, object], *, sealed: bool, review: bool = False
) -> dict[str, object]:
    """The question as the bank will hold it."""
    kept = {key: before[key] for key in _KEPT if key in before}
    pool = {"pool": Pool.EXAM.value} if sealed else {}
    status = {"status": Status.REVIEW.value} if made.doubts or review else {}
    return {"id": id_, **(made.fields or {}), **pool, **kept, **status}


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
