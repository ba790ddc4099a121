"""One exam for each group of a roster, made together or not at all."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quizgen.bank.load import load_bank
from quizgen.errors import AlreadyExists, CannotWrite, ContentFaults, Problem
from quizgen.files.safe import PRIVATE_FOLDER, make_parents, reason_of
from quizgen.model.exam import Candidate
from quizgen.model.exam_groups import ExamGroup, ExamGroups
from quizgen.model.rules.roster import R018
from quizgen.records.groups_file import load_groups
from quizgen.records.roster import RosterRead
from quizgen.workflows.exam.new import ExamOrder, NeedsRoster, NewExam, new_exam
from quizgen.workflows.exam.words import terms_of
from quizgen.workflows.exempt import without_exempt
from quizgen.workflows.progress import OnProgress
from quizgen.workflows.roster import read_people

_MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class GroupExam:
    """What was made for a group; ``people`` is how many it has."""

    group: ExamGroup
    folder: Path
    people: int
    made: NewExam


@dataclass(frozen=True, slots=True)
class GroupExams:
    """Every exam with what was noted about the roster; ``empty`` are groups that nobody belongs to.

    ``column`` is the heading of the roster that tells them apart.
    """

    column: str
    exams: tuple[GroupExam, ...]
    notes: tuple[Problem, ...]
    empty: tuple[str, ...]


def new_group_exams(
    order: ExamOrder, groups_file: Path, new_key: Callable[[], bytes], on_progress: OnProgress
) -> GroupExams:
    """Draw an exam for every group that somebody belongs to, each with a key of its own.

    The folder of ``order`` appears whole, one folder a group in it, or nothing is left. The column that tells
    the groups apart is read and not kept: each exam has the four columns alone. Raises ContentFaults with the
    faults of groups, roster and every group's exam, NeedsRoster, AlreadyExists, CannotWrite, what
    ``new_exam`` raises.
    """
    if order.roster is None:
        raise NeedsRoster
    if order.folder.exists() or order.folder.is_symlink():
        raise AlreadyExists(order.folder)
    groups, faults = load_groups(groups_file)
    if groups is None:
        raise ContentFaults(faults)
    terms = terms_of(load_bank(order.banks, cache_folder=order.cache, default_topics=order.default_topics))
    read = without_exempt(read_people(order.roster, terms, marked=groups.column), order.exempt, terms)
    problems = [*read.problems] or list(_left_over(order.roster, groups, read))
    if problems:
        raise ContentFaults(problems)
    people = {
        one: tuple(who for who in read.people if one.takes(read.marks[who.number])) for one in groups.groups
    }
    exams = _written(order, people, new_key, on_progress)
    return GroupExams(
        groups.column, exams, read.notes, tuple(one.name for one, some in people.items() if not some)
    )


def _left_over(path: Path, groups: ExamGroups, read: RosterRead) -> Iterator[Problem]:
    """People who belong to no group, by what stands in their column."""
    found: dict[str, list[str]] = {}
    for who in read.people:
        text = read.marks[who.number]
        if not any(one.takes(text) for one in groups.groups):
            found.setdefault(text, []).append(who.number)
    for text, numbers in found.items():
        named = "、".join(numbers[:_MOST_NAMED]) + ("等" if len(numbers) > _MOST_NAMED else "")
        what = f"“{groups.column}”是“{text}”" if text else f"“{groups.column}”是空的"
        message = f"{what}的 {len(numbers)} 人不属于任何一组：编号 {named}"
        yield Problem(str(path), None, R018.id, message, "改名册，或在分组的文件里加上")


def _written(
    order: ExamOrder,
    people: Mapping[ExamGroup, Sequence[Candidate]],
    new_key: Callable[[], bytes],
    on_progress: OnProgress,
) -> tuple[GroupExam, ...]:
    folder = order.folder
    make_parents(folder)
    draft = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.new")
    try:
        draft.mkdir(mode=PRIVATE_FOLDER)
        exams = tuple(_each(order, draft, people, new_key, on_progress))
        if folder.exists():
            raise AlreadyExists(folder)
        draft.rename(folder)
    except OSError as error:
        raise CannotWrite(folder, reason_of(error)) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return exams


def _each(
    order: ExamOrder,
    draft: Path,
    people: Mapping[ExamGroup, Sequence[Candidate]],
    new_key: Callable[[], bytes],
    on_progress: OnProgress,
) -> Iterator[GroupExam]:
    """The exams of the groups that somebody belongs to; the faults of all are raised together."""
    problems: list[Problem] = []
    for group, some in people.items():
        if not some:
            continue
        own = replace(
            order,
            folder=draft / group.name,
            blueprint=group.blueprint,
            banks=(*order.banks, *((Path(group.bank),) if group.bank else ())),
            roster=None,
            people=tuple(some),
            key=new_key(),
            group=group.name,
            closed_book=group.closed_book,
            beside=order.folder.parent,
        )
        try:
            yield GroupExam(group, order.folder / group.name, len(some), new_exam(own, on_progress))
        except ContentFaults as faults:
            problems += faults.problems
    if problems:
        raise ContentFaults(tuple(dict.fromkeys(problems)))
