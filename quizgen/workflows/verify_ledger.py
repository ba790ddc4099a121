"""The ledger of an exam held against the files that it speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from quizgen.errors import Problem, QuizgenError
from quizgen.files.text import file_digest
from quizgen.model.ledger import Act, LedgerLine
from quizgen.records.exam_folder import MANIFEST, ExamFolder
from quizgen.records.ledger import LEDGER, Ledger, latest_outputs, read_ledger
from quizgen.records.scores_file import SCORES, BadSignature, SignedByAnother, check_signature, has_scores
from quizgen.records.signing import PublicKey
from quizgen.records.trust import Trust
from quizgen.workflows.marking_files import HISTORY

RESTORE = "从备份恢复"
UNFINISHED_BUILD = "印制中断过的，再运行一次 exam build；否则从备份恢复"
_SHORTEST_HEAD = 8
"""Fewer letters of a hash might be found by trying."""


@dataclass(slots=True)
class Findings:
    """What was found in one exam folder: faults, notes that are none."""

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
    ) -> None:
        """Something that does not follow."""
        self.problems.append(Problem(str(self.path / name), line, rule, message, hint, where))

    def note(self, name: str, rule: str, message: str, hint: str = "") -> None:
        """Something worth knowing that is no fault."""
        self.notes.append(Problem(str(self.path / name), None, rule, message, hint))


def check_ledger_files(
    folder: ExamFolder,
    findings: Findings,
    *,
    in_manifest: frozenset[str],
    trusted: Trust | None,
    head: str | None,
) -> tuple[Ledger, PublicKey | None]:
    """The chain, the digests it gives, the signature over every version of the scores.

    ``in_manifest`` are files compared already. ``trusted`` is the key that must have signed, ``head`` the
    hash (or its first 8 letters at least) of a line known from before. Rules L001–L005, V020–V024, V026.
    Gives the ledger with the key that signed the scores (None: no scores, or no valid signature).
    """
    check = _Check(folder.path, findings, trusted)
    check.chain(head)
    check.digests(in_manifest)
    check.versions()
    return check.ledger, check.signer


class _Check:
    """One look at a ledger."""

    def __init__(self, path: Path, findings: Findings, trusted: Trust | None) -> None:
        self.path = path
        self.findings = findings
        self.trusted = trusted
        self.ledger: Ledger = read_ledger(path)
        self.signer: PublicKey | None = None

    def chain(self, head: str | None) -> None:
        """The ledger by itself, then against a hash known from before."""
        for problem in self.ledger.problems:
            (self.findings.notes if problem.rule == "L003" else self.findings.problems).append(problem)
        if self.ledger.cut:
            self.findings.note(
                LEDGER, "L004", "最后一行没有写完（断电会这样），没有算进去", "下一次操作会把它去掉"
            )
        lines = self.ledger.lines
        if lines and lines[0].act is not Act.DRAWN:
            title = f"台账从 {lines[0].time:%Y-%m-%d} 才开始，之前的操作没有记录"
            self.findings.note(LEDGER, "L005", title, "这次考试是用没有台账的旧版本组卷的")
        if head is not None and not _knows(lines, head):
            message = f"台账里没有 {head[:16]} 这一行：台账被截短、重写过，或不是这次考试的"
            self.findings.fault(LEDGER, "V020", message)

    def digests(self, in_manifest: frozenset[str]) -> None:
        """Every file that the ledger speaks of, as the ledger last gave it."""
        removed = removed_files(self.ledger.lines)
        for name, digest in sorted(latest_outputs(self.ledger.lines).items()):
            file = self.path / name
            if name in in_manifest or name in removed:
                continue
            if not file.is_file():
                self.findings.fault(name, "V023", "台账里有它，现在没有了")
            elif file_digest(file) != digest:
                hint = UNFINISHED_BUILD if name == MANIFEST else RESTORE
                self.findings.fault(name, "V023", "与台账记载的不同，被改动过", hint)

    def versions(self) -> None:
        """The signature over the scores, as over earlier ones that reviews may have been given."""
        if has_scores(self.path):
            self.signer = self.signature(self.path)
        known = {line.outputs.get(SCORES) for line in self.ledger.lines}
        for version in sorted((self.path / HISTORY).glob("*")):
            if not has_scores(version):
                continue
            name = f"{HISTORY}/{version.name}/{SCORES}"
            self.signature(version)
            if file_digest(version / SCORES) not in known:
                self.findings.fault(name, "V023", "台账里没有这一版成绩")

    def signature(self, where: Path) -> PublicKey | None:
        """The signer of one version of the scores; None when the signature does not hold."""
        name = (where / SCORES).relative_to(self.path).as_posix()
        try:
            return check_signature(where, self.trusted)
        except SignedByAnother as error:
            self.findings.fault(name, "V022", clause_of(error), "核对公钥指纹；--trust 要用事先公布的公钥")
        except BadSignature as error:
            self.findings.fault(name, "V021", clause_of(error))
        except QuizgenError as error:
            self.findings.fault(name, "V024", clause_of(error))
        return None


def _knows(lines: Iterable[LedgerLine], head: str) -> bool:
    wanted = head.strip().lower()
    return len(wanted) >= _SHORTEST_HEAD and any(line.hash.startswith(wanted) for line in lines)


def removed_files(lines: Iterable[LedgerLine]) -> set[str]:
    """The files that a purge took away for good."""
    return {
        str(name)
        for line in lines
        if line.act is Act.PURGED and isinstance(removed := line.details.get("removed"), dict)
        for name in removed
    }


def clause_of(error: QuizgenError) -> str:
    """An error's sentence as a part of a message."""
    return str(error).rstrip("。")
