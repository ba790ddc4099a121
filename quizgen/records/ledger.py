"""The ledger on disk: appended to, never edited, every broken link of its chain named."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from quizgen.errors import CannotWrite, Problem, QuizgenError
from quizgen.files.safe import NOT_THROUGH_LINKS, reason_of
from quizgen.files.text import read_bytes
from quizgen.model.digest import canonical_json, record_json, sha256_hex
from quizgen.model.ledger import FIRST_PREV, LedgerEntry, LedgerLine
from quizgen.model.rules.ledger import L001, L002, L003
from quizgen.records.names import LEDGER
from quizgen.records.signing import PublicKey, SigningKey


class DamagedLedger(QuizgenError):
    """Nothing is appended to a ledger whose chain is broken."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"台账已损坏，没有写入：{problem}")


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger as read: its whole lines, what is wrong with it, whether its last line was cut off.

    A cut last line is what a loss of power leaves; it is no fault, the next act drops it.
    """

    lines: tuple[LedgerLine, ...]
    problems: tuple[Problem, ...]
    cut: bool

    @property
    def head(self) -> str:
        """The hash of the last line (zeros when there is none); it commits to every line before it."""
        return self.lines[-1].hash if self.lines else FIRST_PREV


def link(
    entries: Iterable[LedgerEntry], seq: int, prev: str, key: SigningKey | None = None
) -> tuple[LedgerLine, ...]:
    """Bind entries into the chain, after line number ``seq`` whose hash is ``prev``; ``key`` signs them."""
    lines: list[LedgerLine] = []
    for entry in entries:
        seq += 1
        fields = {**entry.model_dump(), "seq": seq, "prev": prev}
        if key is not None:
            fields["signer"] = key.public.hex
        line = LedgerLine.model_construct(**fields, hash=FIRST_PREV)
        prev = line_hash(line)
        fields["hash"] = prev
        if key is not None:
            fields["signature"] = key.sign(bytes.fromhex(prev)).hex()
        lines.append(LedgerLine.model_validate(fields))
    return tuple(lines)


def signer_of(line: LedgerLine) -> PublicKey | None:
    """The key that signed a line; None when it is unsigned or the signature is not valid."""
    if line.signer is None or line.signature is None:
        return None
    key = PublicKey(bytes.fromhex(line.signer))
    return key if key.signed(bytes.fromhex(line.hash), bytes.fromhex(line.signature)) else None


def line_hash(line: LedgerLine) -> str:
    """What the ``hash`` of a line must be; the signature is made over it, so it stands outside."""
    fields = line.model_dump(mode="json", exclude_defaults=True)
    fields.pop("hash", None)
    fields.pop("signature", None)
    return sha256_hex(canonical_json(fields))


def line_text(line: LedgerLine) -> str:
    """The line as it stands in the file, with its end."""
    return f"{record_json(line)}\n"


def read_ledger(folder: Path) -> Ledger:
    """The ledger of an exam folder (empty when there is none yet), every fault by line.

    L001 a line is damaged, L002 the chain is broken, L003 the clock ran backwards. Raises CannotRead.
    """
    path = folder / LEDGER
    if not path.exists():
        return Ledger((), (), cut=False)
    return ledger_of(read_bytes(path), path)


def ledger_of(data: bytes, path: Path) -> Ledger:
    """The ledger in the bytes of a file that is called ``path`` in messages; faults as ``read_ledger``."""
    *whole, rest = data.split(b"\n")
    chain = _Chain(path)
    for text in whole:
        chain.take(text)
    return Ledger(tuple(chain.lines), tuple(chain.problems), cut=bool(rest))


class _Chain:
    """Takes the lines of a ledger one after another, noting where they do not follow."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._number = 0
        self._prev: str | None = FIRST_PREV
        self.lines: list[LedgerLine] = []
        self.problems: list[Problem] = []

    def take(self, text: bytes) -> None:
        self._number += 1
        line = _parsed(text)
        if line is None:
            self._fault(L001.id, "这一行被改动或损坏", "从备份恢复台账")
            self._prev = None
            return
        if line.seq != self._number or self._prev not in {None, line.prev}:
            self._fault(
                L002.id, "与上一行接不上：这里少了行、多了行、换过次序，或上一行被改写", "从备份恢复台账"
            )
        if self.lines and line.time < self.lines[-1].time:
            self._fault(
                L003.id,
                f"时间 {line.time:%Y-%m-%d %H:%M:%S} 早于上一行：记录时电脑的时钟倒走过",
                "台账照实记录；请核对那台电脑的时间",
            )
        self.lines.append(line)
        self._prev = line.hash

    def _fault(self, rule: str, message: str, hint: str) -> None:
        self.problems.append(Problem(str(self._path), self._number, rule, message, hint))


def _parsed(text: bytes) -> LedgerLine | None:
    """The line, None when it is not exactly what was written."""
    try:
        line = LedgerLine.model_validate_json(text)
    except ValidationError:
        return None
    if line_hash(line) != line.hash or record_json(line).encode() != text:
        return None
    return line


def broken(ledger: Ledger) -> Problem | None:
    """What forbids appending: any fault but a clock that ran backwards."""
    return next((problem for problem in ledger.problems if problem.rule != L003.id), None)


def check_ledger(folder: Path) -> Ledger:
    """The ledger, when something may be appended to it. Raises DamagedLedger, CannotRead."""
    ledger = read_ledger(folder)
    if (problem := broken(ledger)) is not None:
        raise DamagedLedger(problem)
    return ledger


def clock_behind(folder: Path, ledger: Ledger, time: datetime.datetime) -> Problem | None:
    """What to tell when something is noted at a time before the last line's: the clock of this machine."""
    last = ledger.lines[-1] if ledger.lines else None
    if last is None or time >= last.time:
        return None
    message = f"电脑的时间早于台账最后一行（{last.time:%Y-%m-%d %H:%M:%S}），已照实记录"
    return Problem(str(folder / LEDGER), last.seq + 1, L003.id, message, "核对这台电脑的时间")


def latest_outputs(lines: Iterable[LedgerLine]) -> dict[str, str]:
    """The digest that the ledger last gave every file it speaks of."""
    digests: dict[str, str] = {}
    for line in lines:
        digests.update(line.outputs)
    return digests


def append(folder: Path, *entries: LedgerEntry, key: SigningKey | None = None) -> str:
    """Note acts, signed by ``key``; they are on disk when this returns. Returns the hash of the last line.

    A last line that was cut off is dropped. Whoever calls this holds the folder (``only_writer``).
    Raises DamagedLedger when the chain is broken, CannotWrite.
    """
    ledger = check_ledger(folder)
    lines = link(entries, len(ledger.lines), ledger.head, key)
    write_lines(folder, lines)
    return lines[-1].hash if lines else ledger.head


def write_lines(folder: Path, lines: Sequence[LedgerLine]) -> None:
    """Put linked lines at the end of the file; a cut last line is dropped. Raises CannotWrite."""
    path = folder / LEDGER
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | NOT_THROUGH_LINKS, 0o600)
        with os.fdopen(descriptor, "r+b") as file:
            whole = file.read().rfind(b"\n") + 1
            file.truncate(whole)
            file.seek(whole)
            file.write("".join(map(line_text, lines)).encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise CannotWrite(path, reason_of(error)) from error
