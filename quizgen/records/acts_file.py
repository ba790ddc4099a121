"""``acts.jsonl`` beside the ledger: every act of the day, held against the line that vouches for it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from quizgen.errors import Problem
from quizgen.files.entries import is_linked
from quizgen.files.text import read_bytes
from quizgen.model.digest import record_json
from quizgen.model.exam import Candidate
from quizgen.model.ledger import ACT_TITLES, DAY_ACTS, SEAT_ACTS, LedgerLine
from quizgen.model.people import DAY_ACT, ActDoesNotFit, DayAct, PersonAct, people_after
from quizgen.model.rules.exam import V040, V050, V051
from quizgen.model.seating import SeatAct
from quizgen.records.frozen import RESTORE
from quizgen.records.names import ACTS, LATE_FORMS


def act_line(act: DayAct) -> bytes:
    """An act as it stands in the file, with its end."""
    return f"{record_json(act)}\n".encode()


def acts_in(lines: Iterable[LedgerLine]) -> tuple[LedgerLine, ...]:
    """The lines of a ledger that have an act in the file, about people or questions."""
    return tuple(line for line in lines if line.act in DAY_ACTS)


def acts_faults(path: Path, roster: Sequence[Candidate], lines: Iterable[LedgerLine]) -> Iterator[Problem]:
    """Every act that the ledger does not vouch for, or that it has and the file has not (V050, V051).

    Each such line of the ledger names the digest of the file up to that act, so that a line that
    was altered, added or cut out is found where it stands. Raises CannotRead.
    """
    noted = acts_in(lines)
    found = False
    for problem in _file_faults(path, ACTS, V050.id, noted):
        found = True
        yield problem
    yield from _file_faults(path, LATE_FORMS, V051.id, [one for one in noted if LATE_FORMS in one.outputs])
    if not found:
        yield from _act_faults(path, roster, noted)


def _file_faults(path: Path, name: str, rule: str, noted: Sequence[LedgerLine]) -> Iterator[Problem]:
    """The first line of a file that is not as the ledger has it; lines too few or too many."""
    file = path / name
    if is_linked(path, name):
        yield Problem(str(file), None, V040.id, "是链接，不是考试文件夹自己的文件", RESTORE)
        return
    present = read_bytes(file).splitlines(keepends=True) if file.exists() else []
    so_far = hashlib.sha256()
    for at, (text, line) in enumerate(zip(present, noted, strict=False), 1):
        so_far.update(text)
        if line.outputs.get(name) != so_far.hexdigest():
            message = f"与台账第 {line.seq} 行（{said_of(line)}）记的不同，被改动过，或前面少了、多了行"
            yield Problem(str(file), at, rule, message, RESTORE)
            return
    if len(present) < len(noted):
        line = noted[len(present)]
        message = f"台账第 {line.seq} 行（{said_of(line)}）在这里没有对应的一行"
        yield Problem(str(file), None, rule, message, RESTORE)
    elif len(present) > len(noted) or (file.exists() and not noted):
        message = "从这一行起，台账里没有" if noted else "台账里没有考试当天的改动，却有这个文件"
        at_line = len(noted) + 1 if noted else None
        yield Problem(str(file), at_line, rule, message, "移出考试文件夹，或从备份恢复")


def _act_faults(path: Path, roster: Sequence[Candidate], noted: Sequence[LedgerLine]) -> Iterator[Problem]:
    """Acts whose line says something else than the ledger's, or that cannot have happened in this order."""
    file = path / ACTS
    acts: list[DayAct] = []
    for at, text in enumerate(read_bytes(file).splitlines() if noted else (), 1):
        try:
            one = DAY_ACT.validate_json(text)
        except ValidationError:
            yield Problem(str(file), at, V050.id, "这一行读不懂", RESTORE)
            return
        acts.append(one)
        line = noted[at - 1]
        if not _is_said(one, line):
            message = f"与台账第 {line.seq} 行（{said_of(line)}）说的不是同一件事"
            yield Problem(str(file), at, V050.id, message, RESTORE)
    try:
        people_after(roster, acts)
    except ActDoesNotFit as error:
        yield Problem(str(file), error.place + 1, V050.id, f"次序不对：{error.reason}", RESTORE)


def _is_said(one: DayAct, line: LedgerLine) -> bool:
    """Whether a line of the ledger is about this act."""
    said = line.details
    if isinstance(one, PersonAct):
        return (line.act, said.get("number"), said.get("form")) == (one.act, one.person.number, one.form)
    if isinstance(one, SeatAct):
        return (line.act, said.get("people")) == (one.act, len(one.places))
    return (line.act, said.get("question")) == (one.act, one.question)


def said_of(line: LedgerLine) -> str:
    """An act in a few words, without the person's name: ``退考，编号 007``; ``换题，WH-0012``."""
    said = line.details
    number = said.get("number")
    if line.act in SEAT_ACTS and number is None:
        return f"{ACT_TITLES[line.act]}，{said.get('people')} 人"
    whom = f"编号 {number}" if number is not None else said.get("question", said.get("by_exam"))
    return f"{ACT_TITLES[line.act]}，{whom}" if whom is not None else ACT_TITLES[line.act]
