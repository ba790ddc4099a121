"""Compares the earlier versions of the scores with the ledger that recorded each correction."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from quizgen.files.text import file_digest
from quizgen.model.ledger import Act, LedgerLine
from quizgen.model.rules.exam import V023, V026, V046
from quizgen.records.names import (
    ANSWERS,
    HISTORY,
    PUBLIC_KEY,
    SCORES,
    SIGNATURE,
    SM2_PUBLIC_KEY,
    SM2_SIGNATURE,
    version_folder,
)
from quizgen.records.scores_file import has_scores, signed_head
from quizgen.records.signing import PublicKey
from quizgen.records.trust import Trust
from quizgen.workflows.marks.changes import kept_results
from quizgen.workflows.verify.ledger import CheckedLedger, ExamFindings, check_version

_SIGNED = (SCORES, SIGNATURE, PUBLIC_KEY, SM2_SIGNATURE, SM2_PUBLIC_KEY)
_NUMBER = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class _Version:
    """A version of the scores that must lie in the history, with its line in the ledger."""

    number: int
    line: LedgerLine
    next: LedgerLine

    @property
    def name(self) -> str:
        return version_folder(self.number)

    @property
    def digests(self) -> Mapping[str, str]:
        """The digests of its files; of results only where the ledger has them."""
        files = {name: self.line.outputs.get(name, "") for name in _SIGNED}
        files[ANSWERS] = self.line.inputs.get(ANSWERS, "")
        kept = self.next.details.get("kept")
        if isinstance(kept, dict):
            files |= {str(name): str(digest) for name, digest in kept.items()}
        return files


def check_history(path: Path, checked: CheckedLedger, findings: ExamFindings, trusted: Trust | None) -> None:
    """Every version that the ledger knows, every one that it does not know.

    Rules V021–V024, V026; note V046 where the key was changed between versions. Raises CannotRead.
    """
    marked = [line for line in checked.ledger.lines if line.act is Act.MARKED]
    versions = [_Version(number, line, after) for number, (line, after) in enumerate(pairwise(marked), 1)]
    signers: list[PublicKey | None] = []
    for version in versions:
        _files(path, version, findings, checked.removed)
        where = path / version.name
        signers.append(check_version(path, where, findings, None) if has_scores(where) else None)
        if signers[-1] is not None:
            _place(path, version, signers[-1], findings)
    _keys([*signers, checked.signer], findings, trusted)
    _strangers(path, {version.name for version in versions}, findings)


def _files(path: Path, version: _Version, findings: ExamFindings, removed: frozenset[str]) -> None:
    if not (path / version.name).is_dir():
        day = version.line.time.strftime("%Y-%m-%d")
        message = f"台账里有第 {version.number} 版成绩（{day} 阅卷），现在没有了，它的核验码从此查不出分数"
        findings.fault(version.name, V023.id, message)
        return
    now = kept_results(path / version.name)
    for name, digest in sorted(version.digests.items()):
        shown = f"{version.name}/{name}"
        file = path / version.name / name
        if not digest or shown in removed:
            continue
        found = now.get(name) or (file_digest(file) if file.is_file() else None)
        if found is None:
            what = "，它的核验码从此查不出分数" if name == SCORES else ""
            findings.fault(shown, V023.id, f"台账里有第 {version.number} 版的这个文件，现在没有了{what}")
        elif found != digest:
            findings.fault(shown, V023.id, "与台账记载的不同，被改动过")


def _place(path: Path, version: _Version, signer: PublicKey | None, findings: ExamFindings) -> None:
    """Whether the scores name the place in the ledger, and the key, that the ledger has for them."""
    head = signed_head(path / version.name)
    key = version.line.details.get("key")
    if head.ledger != version.line.prev or (signer is not None and key not in {None, signer.fingerprint}):
        message = f"与台账第 {version.line.seq} 行（第 {version.number} 次阅卷）记的不是同一份成绩"
        findings.fault(f"{version.name}/{SCORES}", V026.id, message)


def _keys(signers: Sequence[PublicKey | None], findings: ExamFindings, trusted: Trust | None) -> None:
    """A change of the signing key is told, unless both keys are trusted."""
    known = [(number, key) for number, key in enumerate(signers, 1) if key is not None]
    for (_, before), (number, key) in pairwise(known):
        if key == before or (trusted is not None and trusted.accepts(before) and trusted.accepts(key)):
            continue
        message = f"第 {number} 版换了签名密钥：此前 {before.fingerprint}，此后 {key.fingerprint}"
        findings.note(SCORES, V046.id, message, "核对两个指纹是不是都由本单位公布")


def _strangers(path: Path, known: set[str], findings: ExamFindings) -> None:
    """Versions that the ledger does not know."""
    for version in sorted((path / HISTORY).glob("*")):
        name = f"{HISTORY}/{version.name}"
        if name not in known and version.is_dir() and _NUMBER.fullmatch(version.name):
            findings.fault(f"{name}/{SCORES}", V023.id, "台账里没有这一版成绩", "移出考试文件夹")
