"""Holds the results of units against each other, the roster, and what was joined before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from quizgen.errors import Problem
from quizgen.files.text import read_bytes
from quizgen.model.answers import Attendance
from quizgen.model.ledger import DAY_ACTS, PEOPLE_ACTS, Act, LedgerLine
from quizgen.model.rules.units import (
    U012,
    U015,
    U016,
    U017,
    U018,
    U019,
    U020,
    U021,
    U024,
    U030,
    U031,
    U032,
    U033,
)
from quizgen.model.score import ScoresHead
from quizgen.model.units import Given
from quizgen.records.acts_file import said_of
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.ledger import ledger_of
from quizgen.records.names import LEDGER, joined_folder
from quizgen.workflows.units.results_in import Returned

NOTES = frozenset({U030.id, U031.id, U032.id, U033.id})
"""Rules that are worth knowing but keep nothing from being joined."""

_SHOWN = 5


def sort_results(
    folder: ExamFolder,
    given: Sequence[Given],
    returned: Sequence[Returned],
    lines: Sequence[LedgerLine],
) -> tuple[tuple[Returned, ...], list[Problem]]:
    """One result a unit, in the order of the bundles, with everything that does not fit, and notes.

    Rules U012, U015–U021, U024, U030, U031. Raises CannotRead.
    """
    chosen: list[Returned] = []
    found: list[Problem] = list(_changed_since(folder, lines))
    missing: list[str] = []
    for one in given:
        own = [result for result in returned if result.given.bundle == one.bundle]
        if not own:
            missing.append(one.unit)
            continue
        best, problems = _newest(own)
        found += problems
        found += _against_before(folder, best)
        chosen.append(best)
    found += [
        Problem(str(folder.path), None, U017.id, f"单位“{unit}”还没有交回", "交回后一起收")
        for unit in missing
    ]
    found += _people(folder, given, chosen)
    found += _settings(chosen)
    return tuple(chosen), found


def _changed_since(folder: ExamFolder, lines: Sequence[LedgerLine]) -> Iterator[Problem]:
    """Questions exchanged or put right after the last split: the units have other forms."""
    last = max(at for at, line in enumerate(lines) if line.act is Act.SPLIT)
    for line in lines[last:]:
        if line.act in DAY_ACTS - PEOPLE_ACTS:
            message = f"分发以后又有{said_of(line)}，各单位用的还是原来的题"
            yield Problem(str(folder.path / LEDGER), line.seq, U012.id, message, "重新分发一次")


def _newest(own: Sequence[Returned]) -> tuple[Returned, list[Problem]]:
    """The result whose ledger goes on from the others'."""
    best, found = own[0], []
    for other in own[1:]:
        unit = f"单位“{best.given.unit}”"
        if other.hashes == best.hashes and other.scores.digest == best.scores.digest:
            found.append(Problem(other.source, None, U030.id, f"{unit}：与 {best.source} 是同一份，只用一份"))
        elif other.hashes[: len(best.hashes)] == best.hashes:
            found.append(Problem(best.source, None, U031.id, f"{unit}：这一份旧，用 {other.source}"))
            best = other
        elif best.hashes[: len(other.hashes)] == other.hashes:
            found.append(Problem(other.source, None, U031.id, f"{unit}：这一份旧，用 {best.source}"))
        else:
            message = f"{unit}：与 {best.source} 不同，哪一份都不接着另一份"
            found.append(Problem(other.source, None, U015.id, message, "向这个单位核对用哪一份，只留那一份"))
    return best, found


def _against_before(folder: ExamFolder, now: Returned) -> Iterator[Problem]:
    """A result may only go on from the one that was joined before."""
    file = folder.path / joined_folder(now.given.bundle) / LEDGER
    if not file.is_file():
        return
    before = [line.hash for line in ledger_of(read_bytes(file), file).lines]
    if before and before[0] != now.hashes[0]:
        return
    if list(now.hashes[: len(before)]) != before:
        older = before[: len(now.hashes)] == list(now.hashes)
        message = "比已经收下的旧" if older else "不接着已经收下的那一份"
        rule = U016.id if older else U015.id
        yield Problem(now.source, None, rule, f"单位“{now.given.unit}”：{message}", "向这个单位要最新的一份")


def _people(folder: ExamFolder, given: Sequence[Given], chosen: Sequence[Returned]) -> Iterator[Problem]:
    """Everybody once, as the centre has them, from the unit they belong to."""
    people = folder.people
    home = {number: one for one in given for number in one.people}
    seen: dict[str, Returned] = {}
    for one in chosen:
        for score in one.scores.candidates:
            number = score.candidate.number
            owner = home.get(number)
            if number in seen:
                message = f"编号 {number} 在“{seen[number].given.unit}”和“{one.given.unit}”都有成绩"
                yield Problem(one.source, None, U019.id, message, "查明他在哪里考的")
                continue
            seen[number] = one
            if owner is not None and owner.bundle != one.given.bundle:
                message = f"编号 {number} 是“{owner.unit}”的，“{one.given.unit}”交了他的成绩"
                yield Problem(one.source, None, U019.id, message, "查明他在哪里考的")
            elif number not in people.known:
                message = f"“{one.given.unit}”的编号 {number} 不在名册里"
                yield Problem(one.source, None, U018.id, message, "核实后在中心用 exam add 增补，再收一次")
            elif people.known[number] != score.candidate:
                message = f"编号 {number} 的姓名、单位、职务与名册不同"
                yield Problem(
                    one.source, None, U018.id, message, "哪边对：在中心用 exam amend 更正，或请单位改"
                )
            elif (score.attendance is Attendance.WITHDRAWN) is not (number in people.withdrawn):
                where = "单位" if score.attendance is Attendance.WITHDRAWN else "中心"
                message = f"编号 {number}：只有{where}记了退考"
                yield Problem(
                    one.source, None, U024.id, message, "两边记得一样再收：exam withdraw，或 exam add 恢复"
                )
    there = {one.given.bundle for one in chosen}
    for part in given:
        absent = [number for number in part.people if number not in seen and number not in people.withdrawn]
        if absent and part.bundle in there:
            message = f"单位“{part.unit}”没有成绩的：编号 {_some(absent)}"
            yield Problem(str(folder.path), None, U020.id, message, "缺考也要登记；请单位阅卷后再交")


def _settings(chosen: Sequence[Returned]) -> Iterator[Problem]:
    """Scores are comparable only where all were marked by the same lines."""
    if not chosen:
        return
    first = chosen[0]
    for one in chosen[1:]:
        differing = [
            words
            for words, value in _lines(one.scores.head).items()
            if _lines(first.scores.head)[words] != value
        ]
        if differing:
            message = f"单位“{one.given.unit}”与“{first.given.unit}”不同：{'、'.join(differing)}"
            yield Problem(one.source, None, U021.id, message, "各单位用同样的设定重新阅卷")


def _lines(head: ScoresHead) -> Mapping[str, object]:
    return {
        "考试日期": head.date,
        "取整": (head.policy.rounding, head.policy.decimals),
        "等次": (head.policy.grades, head.policy.failing_grade),
        "开卷闭卷": head.closed_book,
        "监考": head.supervised,
        "第几次考": head.attempt,
        "作废、加认": {(one.question, one.part, one.accept, one.blank) for one in head.changes},
    }


def _some(numbers: Sequence[str]) -> str:
    more = f" 等 {len(numbers)} 人" if len(numbers) > _SHOWN else ""
    return "、".join(numbers[:_SHOWN]) + more
