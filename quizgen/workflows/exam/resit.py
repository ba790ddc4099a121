"""What people have had in earlier exams, so that a resit gives them something else."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from quizgen.assemble.draw.forms import frame_of
from quizgen.assemble.draw.resit import Shortage, had_by_person, most_again, shortages
from quizgen.assemble.plan.make import Plan
from quizgen.errors import QuizgenError
from quizgen.model.answers import Attendance
from quizgen.model.blueprint import Blueprint
from quizgen.model.exam import PlanCell
from quizgen.model.kinds import KIND_SHORT_TITLES
from quizgen.records.answers_file import stored_sheets
from quizgen.records.exam_folder import ExamFolder
from quizgen.workflows.exam.intact import intact_exam

_MOST_NAMED = 12


class NotFreshForAll(QuizgenError):
    """The bank has too few questions that some people have not had yet."""

    def __init__(self, blueprint: Blueprint, cells: Sequence[PlanCell], found: Sequence[Shortage]) -> None:
        lines = [_line(blueprint, cells, one) for one in found[:_MOST_NAMED]]
        if len(found) > _MOST_NAMED:
            lines.append(f"……一共 {len(found)} 人")
        most = max(one.missing for one in found)
        share = math.ceil(100 * most / blueprint.total_count)
        super().__init__(
            f"有 {len(found)} 人组不出没有考过的卷，没有写出任何文件：\n"
            + "\n".join(lines)
            + f"\n请在这些题型和专题里补充题目；或者允许一份卷里最多 {most} 道考过的题："
            f"蓝图里写 avoid: {{max_overlap: {share}%}}。"
        )


def _line(blueprint: Blueprint, cells: Sequence[PlanCell], one: Shortage) -> str:
    cell = next(cell for cell in cells if cell.group == one.group)
    kind = KIND_SHORT_TITLES[blueprint.sections[cell.section].kind]
    words = "·".join(word for word in (kind, cell.topic, cell.difficulty, cell.level) if word)
    where = f"其中“{words}”要 {one.needed} 道，没有考过的只有 {one.fresh} 道"
    return f"  编号 {one.number}：至少差 {one.missing} 道；{where}"


def check_fresh(blueprint: Blueprint, plan: Plan) -> None:
    """Raises NotFreshForAll with everybody who cannot be served."""
    entries = sorted(plan.pool, key=lambda entry: entry.id)
    had = had_by_person(entries)
    if not had:
        return
    frame = frame_of(plan.cells, entries, len(blueprint.sections))
    if found := list(shortages(frame, had, most_again(blueprint))):
        raise NotFreshForAll(blueprint, plan.cells, found)


def had_before(exams: Sequence[Path], numbers: Collection[str]) -> dict[str, frozenset[str]]:
    """The questions (ids) that each of these people has had in the exams; those who had none are left out.

    Raises what ``intact_exam`` and reading answers raise.
    """
    found: dict[str, set[str]] = {}
    for path in exams:
        for number, ids in _had_in(intact_exam(path), numbers):
            found.setdefault(number, set()).update(ids)
    return {number: frozenset(ids) for number, ids in found.items() if ids}


def _had_in(folder: ExamFolder, numbers: Collection[str]) -> Iterator[tuple[str, set[str]]]:
    """What the people sat on by the answers; else by their own form; else whatever they could have sat on."""
    forms = {
        line.code: {item.question for section in line.form().sections for item in section.items}
        for line in folder.all_lines
    }
    shared = set[str]().union(
        *(forms[line.code] for line in folder.all_lines if line.candidate is None and not line.spare)
    )
    own = {line.candidate: line.code for line in folder.all_lines if line.candidate is not None}
    sat = {one.candidate.number: one for one in stored_sheets(folder.path)}
    known = folder.people.known
    for number in numbers:
        sheet = sat.get(number)
        code = folder.people.given.get(number) or own.get(number)
        if sheet is not None:
            yield (
                number,
                set() if sheet.attendance is Attendance.ABSENT else forms.get(sheet.form or "", shared),
            )
        elif code is not None:
            yield number, forms[code]
        elif number in known or not known:
            yield number, shared
