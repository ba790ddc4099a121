"""Compares the ledger of an exam with the files that it records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quizgen.errors import WHOLE, Problem, QuizgenError, Spot
from quizgen.files.entries import is_plain
from quizgen.files.text import file_digest
from quizgen.model.ledger import ACT_TITLES, Act, LedgerLine
from quizgen.model.rules.exam import V020, V021, V022, V023, V024, V043, V044, V047
from quizgen.model.rules.ledger import L003, L004, L005
from quizgen.records.covered import marking_place, uncovered
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.ledger import Ledger, latest_outputs, read_ledger
from quizgen.records.names import LEDGER, MANIFEST, SCAN_DECISIONS, SCAN_PAGES, SCORES, holds_answers
from quizgen.records.scans_file import changed_line
from quizgen.records.scores_file import (
    BadSignature,
    SignedByAnother,
    check_signature,
    has_scores,
    signed_head,
)
from quizgen.records.signing import PublicKey
from quizgen.records.trust import Trust

RESTORE = "从备份恢复"
UNFINISHED_BUILD = "印制中断过的，再运行一次 exam build；否则从备份恢复"
_SCANNED = (SCAN_PAGES, SCAN_DECISIONS)
_SHORTEST_HEAD = 8
"""Fewer letters of a hash might be found by trying."""


@dataclass(slots=True)
class ExamFindings:
    """What was found in one exam folder: faults, and notes that are no faults."""

    path: Path
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def fault(  # noqa: PLR0913 - the parts of a problem
        self,
        name: str,
        rule: str,
        message: str,
        hint: str = RESTORE,
        *,
        where: str = "",
        line: int | None = None,
        spot: Spot = WHOLE,
    ) -> None:
        """Record a fault."""
        self.problems.append(Problem(str(self.path / name), line, rule, message, hint, where, spot))

    def note(self, name: str, rule: str, message: str, hint: str = "") -> None:
        """Record something worth knowing that is no fault."""
        self.notes.append(Problem(str(self.path / name), None, rule, message, hint))


@dataclass(frozen=True, slots=True)
class CheckedLedger:
    """A ledger after it was looked at.

    ``signer`` is the key that signed the scores (None: no scores, or no valid signature). ``removed`` are
    the files that a purge took away, where its line is to be believed.
    """

    ledger: Ledger
    signer: PublicKey | None
    removed: frozenset[str]


def check_ledger_files(  # noqa: PLR0913 - what to hold it against
    folder: ExamFolder,
    findings: ExamFindings,
    *,
    in_manifest: frozenset[str],
    trusted: Trust | None,
    head: str | None,
    settled: bool = True,
) -> CheckedLedger:
    """The chain, the digests it gives, the signature over the scores, the lines added since they were signed.

    ``in_manifest`` are files compared already. ``trusted`` is the key that must have signed, ``head`` the
    hash (or its first 8 letters at least) of the last line, known from before. Only the chain is looked at
    where a change is half carried out (``settled`` False). Rules L001–L005, V020–V024, V043, V044, V047.
    """
    check = _Check(folder.path, findings, trusted)
    check.chain(head)
    if not settled:
        return CheckedLedger(check.ledger, None, frozenset())
    signer = check_version(folder.path, folder.path, findings, trusted) if has_scores(folder.path) else None
    unknown = () if signer is None else check.coverage(signer)
    removed = check.purges(unknown)
    check.digests(in_manifest, removed)
    return CheckedLedger(check.ledger, signer, removed)


class _Check:
    """One look at a ledger."""

    def __init__(self, path: Path, findings: ExamFindings, trusted: Trust | None) -> None:
        self.path = path
        self.findings = findings
        self.trusted = trusted
        self.ledger: Ledger = read_ledger(path)

    def chain(self, head: str | None) -> None:
        """The ledger by itself, then against a hash known from before."""
        for problem in self.ledger.problems:
            (self.findings.notes if problem.rule == L003.id else self.findings.problems).append(problem)
        if self.ledger.cut:
            self.findings.note(
                LEDGER, L004.id, "最后一行没有写完（断电会这样），没有算进去", "下一次操作会把它去掉"
            )
        lines = self.ledger.lines
        if lines and lines[0].act not in {Act.DRAWN, Act.CUT}:
            title = f"台账从 {lines[0].time:%Y-%m-%d} 才开始，之前的操作没有记录"
            self.findings.note(LEDGER, L005.id, title, "这次考试是用没有台账的旧版本组卷的")
        if head is not None:
            self._kept_head(lines, head)

    def _kept_head(self, lines: Sequence[LedgerLine], head: str) -> None:
        wanted = head.strip().lower()
        known = len(wanted) >= _SHORTEST_HEAD
        found = [at for at, line in enumerate(lines) if known and line.hash.startswith(wanted)]
        if not found:
            message = f"台账里没有 {head[:16]} 这一行：台账被截短、重写过，或不是这次考试的"
            self.findings.fault(LEDGER, V020.id, message)
        elif later := lines[found[-1] + 1 :]:
            said = "，".join(
                f"第 {line.seq} 行 {ACT_TITLES[line.act]}（{line.by or '未写姓名'}）" for line in later
            )
            message = f"{head[:16]} 不是最后一行，后面又添了：{said}"
            hint = "是本单位添的，就把现在最后一行的哈希抄存，以后用它核验；不是，从备份恢复"
            self.findings.fault(LEDGER, V020.id, message, hint, line=later[0].seq)

    def coverage(self, signer: PublicKey) -> tuple[LedgerLine, ...]:
        """Lines after the signed ones that no known key signed."""
        head = signed_head(self.path)
        lines = self.ledger.lines
        place = marking_place(lines, head, file_digest(self.path / SCORES))
        if place is None:  # V026, where the scores are looked at
            return ()
        if not head.ledger_signed and (later := lines[place + 1 :]):
            message = (
                f"签名以后添的 {len(later)} 行（第 {later[0].seq} 行起）没有签名，真假只能凭 --head 核对"
            )
            self.findings.note(LEDGER, V047.id, message, "旧版本的程序写的；重新阅卷一次，以后的行都有签名")
        known = Trust((signer.fingerprint, *(self.trusted.fingerprints if self.trusted else ())))
        unknown = tuple(uncovered(lines[place:], head, known))
        for line in unknown:
            message = f"这一行（{ACT_TITLES[line.act]}）添在签名之后，却不是签成绩的密钥签的"
            hint = "确是本单位别的密钥签的，用 --trust 写上它的指纹；否则从备份恢复"
            self.findings.fault(LEDGER, V043.id, message, hint, line=line.seq)
        return unknown

    def purges(self, unknown: Sequence[LedgerLine]) -> frozenset[str]:
        """The files that purges took away; one that is still there, or holds no answers, was not purged."""
        removed: set[str] = set()
        for line in self.ledger.lines:
            names = line.details.get("removed")
            if line.act is not Act.PURGED or line in unknown or not isinstance(names, dict):
                continue
            for name in map(str, names):
                if (self.path / name).exists():
                    self.findings.fault(name, V044.id, "台账写着已经清除，文件却还在", line=None)
                elif holds_answers(name):
                    removed.add(name)
        return frozenset(removed)

    def digests(self, in_manifest: frozenset[str], removed: frozenset[str]) -> None:
        """Every file that the ledger speaks of, as the ledger last gave it."""
        for name, digest in sorted(latest_outputs(self.ledger.lines).items()):
            file = self.path / name
            if name in in_manifest or name in removed:
                continue
            if not is_plain(name):
                self.findings.fault(LEDGER, V023.id, f"写着“{name}”，不是考试文件夹里的文件名")
                continue
            if not file.is_file():
                self.findings.fault(name, V023.id, "台账里有它，现在没有了")
            elif file_digest(file) != digest:
                hint = UNFINISHED_BUILD if name == MANIFEST else RESTORE
                line = changed_line(file, name, self.ledger.lines) if name in _SCANNED else None
                self.findings.fault(name, V023.id, "与台账记载的不同，被改动过", hint, line=line)


def check_version(path: Path, where: Path, findings: ExamFindings, trusted: Trust | None) -> PublicKey | None:
    """The signer of the scores in ``where``; None, with a fault, when the signature does not hold."""
    name = (where / SCORES).relative_to(path).as_posix()
    try:
        return check_signature(where, trusted)
    except SignedByAnother as error:
        findings.fault(name, V022.id, clause_of(error), "核对公钥指纹；--trust 要用事先公布的指纹")
    except BadSignature as error:
        findings.fault(name, V021.id, clause_of(error))
    except QuizgenError as error:
        findings.fault(name, V024.id, clause_of(error))
    return None


def clause_of(error: QuizgenError) -> str:
    """An error's sentence as a part of a message."""
    return str(error).rstrip("。")
