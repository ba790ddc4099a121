"""Opens an exam folder for use after comparing its files with what was recorded of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from quizgen.assemble.draw.derive import WrongKeyLength, commitment
from quizgen.assemble.plan.pool import pool_digest
from quizgen.errors import ContentFaults, Problem, QuizgenError
from quizgen.files.lock import LOCK, FolderInUse, is_held, only_writer
from quizgen.files.shell import command_line
from quizgen.files.text import file_digest, read_bytes
from quizgen.model.digest import question_digest
from quizgen.model.ledger import ACT_TITLES, ENDING_ACTS, Act, LedgerLine
from quizgen.model.rules.exam import V001, V002, V003, V023, V025, V026, V043
from quizgen.model.score import ScoresHead
from quizgen.records.acts_file import acts_faults
from quizgen.records.covered import marking_place, uncovered
from quizgen.records.exam_folder import ExamFolder, remove_drafts
from quizgen.records.frozen import RESTORE, altered, manifest_grew, recorded
from quizgen.records.ledger import Ledger, check_ledger
from quizgen.records.line_marks import place_of_change
from quizgen.records.manifest import read_manifest
from quizgen.records.names import (
    ANSWERS,
    EXAM,
    FORMS,
    KEY,
    LEDGER,
    MANIFEST,
    POOL,
    PUBLIC_KEY,
    QUESTIONS,
    SCORES,
    SHARDS,
    SIGNATURE,
)
from quizgen.records.noted_files import noted_faults
from quizgen.records.pending import is_decided, settle
from quizgen.records.scans_file import scans_faults
from quizgen.records.scores_file import Unfinished, check_signature, has_scores, signed_head
from quizgen.records.units.cut import cut_faults, is_cut
from quizgen.workflows.exam.own_files import strange_entries


class AlteredExam(ContentFaults):
    """Files that a command relies on are not what they were; nothing was used or written."""

    def __init__(self, path: Path, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        command = command_line("quizgen", "exam", "verify", path)
        where = f"“{path}”有 {len(self.problems)} 处与组卷、签名时记下的不同"
        self.args = (f"{where}，没有使用，也没有写出任何文件；从备份恢复。查看：{command}",)


class ExamEnded(QuizgenError):
    """The exam was cancelled, or another one took its place."""

    def __init__(self, path: Path, line: LedgerLine) -> None:
        other = f"“{line.details.get('by_exam')}”" if line.act is Act.SUPERSEDED else ""
        why = f"台账第 {line.seq} 行，{line.details.get('reason')}"
        super().__init__(
            f"“{path}”的考试已经{ACT_TITLES[line.act]}{other}（{why}），"
            "只能查看、核验、清除答案。没有写出任何文件。"
        )


class PartOfAnExam(QuizgenError):
    """Something that needs a whole exam was asked of the part that a unit was given."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"“{path}”是分发给一个单位的一份，不是整个考试；这一步由分发的中心做。")


def refuse_part(folder: ExamFolder) -> None:
    """Raise PartOfAnExam for what only the centre may do."""
    if is_cut(check_ledger(folder.path).lines):
        raise PartOfAnExam(folder.path)


def ending_of(lines: Sequence[LedgerLine]) -> LedgerLine | None:
    """The line that cancelled or superseded an exam."""
    return next((line for line in lines if line.act in ENDING_ACTS), None)


@contextmanager
def changing(path: Path, *, even_ended: bool = False) -> Iterator[ExamFolder]:
    """Hold an exam folder to change it: links refused, what was cut off completed, the rest checked.

    ``even_ended``: also one that was cancelled or superseded. Raises BrokenExamFolder, FolderInUse, NotALock,
    AlteredExam, PendingDoesNotFit, ExamEnded, what ``intact_exam`` raises.
    """
    ExamFolder(path)
    with only_writer(path):
        if (busy := next((one for one in share_folders(path) if is_held(one)), None)) is not None:
            raise FolderInUse(busy / LOCK, "")
        remove_drafts(path)
        if strange := list(strange_entries(path)):
            raise AlteredExam(path, strange)
        settle(path)
        folder = intact_exam(path)
        ended = ending_of(check_ledger(path).lines)
        if ended is not None and not even_ended:
            raise ExamEnded(path, ended)
        yield folder


def share_folders(path: Path) -> list[Path]:
    """Where shares of a build note what they make, until a build takes it over."""
    return sorted(one for one in (path / SHARDS).glob("*") if one.is_dir())


def intact_exam(path: Path) -> ExamFolder:
    """An exam folder whose frozen and signed files are what ledger, manifest and signature say.

    Raises AlteredExam with everything that differs, BrokenExamFolder, Unfinished, DamagedLedger,
    BadSignature and whatever else reading scores raises, CannotRead.
    """
    folder = ExamFolder(path)
    if is_decided(path):
        raise Unfinished(path)
    ledger = check_ledger(path)
    problems = list(altered(path, recorded(read_manifest(path), ledger.lines)))
    if not problems:
        problems += _contradictions(folder, cut=is_cut(ledger.lines))
        problems += cut_faults(path, ledger.lines)
        problems += acts_faults(path, folder.roster, ledger.lines)
        problems += noted_faults(path, ledger.lines)
    if not manifest_grew(path, ledger.lines):
        problems.append(Problem(str(path / MANIFEST), None, V023.id, "与台账记载的不同，被改动过", RESTORE))
    problems += _signed(path, ledger)
    problems += scans_faults(path, ledger.lines)
    if problems:
        raise AlteredExam(path, problems)
    return folder


def _contradictions(folder: ExamFolder, *, cut: bool) -> Iterator[Problem]:
    """Contradictions between the frozen files, found even if all digests were rewritten.

    ``cut``: a unit's part of an exam, which has neither pool nor key.
    """
    path = folder.path
    for at, frozen in enumerate(folder.question_lines, 1):
        if question_digest(frozen.question) != frozen.digest:
            message = f"试题 {frozen.question.id} 的内容与冻结时不符"
            yield Problem(str(path / QUESTIONS), at, V003.id, message, RESTORE)
    for question, name in folder.altered_pictures():
        message = f"试题 {question} 的图片没有了，或与冻结时不符"
        yield Problem(str(path / name), None, V003.id, message, RESTORE)
    if not cut and pool_digest(folder.pool) != folder.exam.pool_digest:
        yield Problem(str(path / POOL), None, V002.id, "可抽题目被改动过", RESTORE)
    if (path / KEY).exists():
        try:
            same = commitment(folder.key) == folder.exam.key_commitment
        except WrongKeyLength:
            same = False
        if not same:
            message = "密钥与 exam.yaml 中的 key_commitment 不符"
            yield Problem(str(path / KEY), None, V001.id, message, RESTORE)


def _signed(path: Path, ledger: Ledger) -> Iterator[Problem]:
    """The signed scores against the ledger, the files they were made from, the lines added since."""
    if not has_scores(path):
        if any(line.act is Act.MARKED for line in ledger.lines):
            yield Problem(str(path / SCORES), None, V023.id, "台账里有成绩，现在没有了", RESTORE)
        return
    marked = next((line for line in reversed(ledger.lines) if line.act is Act.MARKED), None)
    if marked is not None and marked.outputs.get(SCORES) != file_digest(path / SCORES):
        yield _altered_since(path / SCORES, marked, V026.id, "台账最后一次阅卷记的不是这份成绩")
        return
    check_signature(path)
    head = signed_head(path)
    place = marking_place(ledger.lines, head, file_digest(path / SCORES))
    if place is None:
        yield Problem(str(path / SCORES), None, V026.id, "台账最后一次阅卷记的不是这份成绩", RESTORE)
        return
    for line in uncovered(ledger.lines[place:], head):
        message = "这一行添在签名之后，却不是签成绩的密钥签的"
        yield Problem(str(path / LEDGER), line.seq, V043.id, message, RESTORE)
    for name in (SIGNATURE, PUBLIC_KEY):
        digest = ledger.lines[place].outputs.get(name)
        if digest is not None and file_digest(path / name) != digest:
            yield Problem(str(path / name), None, V023.id, "与台账记载的不同，被改动过", RESTORE)
    yield from _made_from(path, head, ledger.lines[place])


def _made_from(path: Path, head: ScoresHead, marked: LedgerLine) -> Iterator[Problem]:
    names = {EXAM: head.exam_digest, FORMS: head.forms_digest, ANSWERS: head.answers_digest}
    for name, digest in names.items():
        if (path / name).exists() and file_digest(path / name) != digest:
            yield _altered_since(path / name, marked, V025.id, "不是阅卷时的那一份")


def _altered_since(file: Path, marked: LedgerLine, rule: str, message: str) -> Problem:
    """A file that is not what a marking noted, with its first line that differs if marks tell."""
    noted = marked.details.get("lines")
    marks = noted.get(file.name) if isinstance(noted, dict) else None
    place = place_of_change(read_bytes(file), marks)
    if place is not None and place.first != place.last:
        message += f"，改动在第 {place.first} 到 {place.last} 行之间"
    return Problem(str(file), None if place is None else place.first, rule, message, RESTORE)
