"""The recipe of ``quizgen exam verify``: rebuild everything from the key, name whatever differs."""

from __future__ import annotations

import hashlib
import itertools
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.assemble.derive import commitment
from quizgen.assemble.pool import pool_digest
from quizgen.errors import Problem
from quizgen.files.lock import LOCK, only_writer
from quizgen.files.shell import command_line
from quizgen.files.text import file_digest
from quizgen.model.digest import question_digest
from quizgen.model.exam import Form, Mode
from quizgen.model.question import Question
from quizgen.records.exam_folder import (
    EXAM,
    FORMS,
    FROZEN_PRINTER,
    KEY,
    MANIFEST,
    POOL,
    QUESTIONS,
    README,
    ROSTER,
    ExamFolder,
    read_manifest,
    remove_drafts,
)
from quizgen.records.form_lines import FormLine, form_json
from quizgen.records.ledger import LEDGER
from quizgen.records.pending import is_unsettled, settle
from quizgen.records.scores_file import PENDING, has_scores
from quizgen.records.trust import Trust
from quizgen.workflows.build_exam import batch_bytes, batch_files
from quizgen.workflows.collector import collector_paused
from quizgen.workflows.marking_files import is_marking_file
from quizgen.workflows.new_exam import make_all_forms
from quizgen.workflows.printing import PrintTask, print_task_digests, run_tasks
from quizgen.workflows.products import LAYOUTS, FileSpec, Product, parse_spec, printer_name, without_sheet
from quizgen.workflows.verify_entry import check_entry
from quizgen.workflows.verify_ledger import Findings, check_ledger_files
from quizgen.workflows.verify_results import check_results
from quizgen.workflows.verify_scores import scores_apart

OnProgress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Verified:
    """What was compared. ``older_printer`` counts files made by other versions of the printers.

    Those were compared with their checksums but could not be printed again to the same bytes. ``notes``
    are worth knowing but no faults. ``rescored`` counts the people whose score was worked out again from
    the answers; ``ledger_head`` is the hash of the ledger's last line, ``fingerprint`` that of the key that
    signed the scores (empty: no scores, or no valid signature).
    """

    problems: tuple[Problem, ...]
    forms: int
    files: int
    reprinted: int
    older_printer: int
    notes: tuple[Problem, ...] = ()
    rescored: int = 0
    ledger_lines: int = 0
    ledger_head: str = ""
    fingerprint: str = ""


def verify_exam(  # noqa: PLR0913 - what to hold it against
    path: Path,
    *,
    jobs: int,
    reprint: bool,
    font_paths: tuple[Path, ...],
    on_progress: OnProgress,
    trusted: Trust | None = None,
    head: str | None = None,
) -> Verified:
    """Rebuild forms from the key, files from the forms, scores from the answers; differences are Problems.

    Without ``reprint`` files are compared with the checksums of the manifest only. ``trusted`` is the key
    that must have signed the scores, ``head`` the hash of a ledger line known from before. A writing that
    was cut off is completed first. Raises BrokenExamFolder or CannotRead when the folder cannot be
    understood at all.
    """
    folder = ExamFolder(path)
    findings = Findings(path)
    complete_writing(path, findings)
    check = _Check(folder)
    with scores_apart(path, jobs if has_scores(path) else 0) as scores:
        forms = check.frozen_parts()
        check.privacy()
        check.listing(forms)
        same, older = check.checksums()
        reprinted = 0
        if reprint and not any(problem.rule in _BLOCKING for problem in check.problems):
            reprinted = check.reprint(forms, same, jobs, font_paths, on_progress)
        ledger, signer = check_ledger_files(
            folder, findings, in_manifest=frozenset(check.manifest), trusted=trusted, head=head
        )
        check_entry(folder, ledger, findings)
        check_results(folder, findings, ledger, reprint=reprint, jobs=jobs, font_paths=font_paths)
        rescored = scores(findings)
    return Verified(
        (*check.problems, *findings.problems),
        len(forms),
        len(check.manifest),
        reprinted,
        older,
        tuple(findings.notes),
        rescored,
        len(ledger.lines),
        ledger.head,
        "" if signer is None else signer.fingerprint,
    )


def complete_writing(path: Path, findings: Findings) -> None:
    """Carry out what a loss of power cut off, so that there is something to verify."""
    if is_unsettled(path) or any(path.glob(".*.part")):
        with only_writer(path):
            remove_drafts(path)
            if settle(path):
                findings.note(PENDING, "V030", "上次写到一半中断了，现在已经写完")


_BLOCKING = frozenset({"V002", "V003", "V004"})
_FROZEN = (EXAM, ROSTER, KEY, POOL, QUESTIONS, FORMS, MANIFEST, README)


class _NotFrozen(Exception):
    """A rebuilt form wants a question that the folder does not hold."""

    def __init__(self, question: str) -> None:
        self.question = question
        super().__init__(question)


class _Frozen(dict[str, Question]):
    """The frozen questions by id."""

    def __missing__(self, question: str) -> Question:
        raise _NotFrozen(question)


class _Check:
    def __init__(self, folder: ExamFolder) -> None:
        self.folder = folder
        self.manifest = read_manifest(folder.path)
        self.problems: list[Problem] = []

    def fault(self, name: str, rule: str, message: str, hint: str, where: str = "") -> None:
        self.problems.append(Problem(str(self.folder.path / name), None, rule, message, hint, where))

    def frozen_parts(self) -> tuple[FormLine, ...]:
        """Key, pool, questions and forms against each other; returns the forms as the folder has them."""
        exam = self.folder.exam
        if commitment(self.folder.key) != exam.key_commitment:
            self.fault(KEY, "V001", "密钥与 exam.yaml 中的 key_commitment 不符", "找回原来的密钥")
        if pool_digest(self.folder.pool) != exam.pool_digest:
            self.fault(POOL, "V002", "可抽题目被改动过", "从备份恢复")
        for digest, frozen in self.folder.questions.items():
            if question_digest(frozen.question) != digest:
                self.fault(QUESTIONS, "V003", "试题内容与冻结时不符", "从备份恢复", frozen.question.id)
        present = self.folder.form_lines
        if any(problem.rule in {"V001", "V002", "V003"} for problem in self.problems):
            return present
        try:
            with collector_paused():
                self._compare_forms(present)
        except _NotFrozen as error:
            self.fault(
                FORMS,
                "V004",
                f"按 exam.yaml 和密钥重新组卷会用到没有冻结的题 {error.question}",
                f"{EXAM} 的蓝图、方式或份数被改动过；从备份恢复",
            )
        return present

    def _compare_forms(self, present: Sequence[FormLine]) -> None:
        found = list(self._differing(present))
        if (
            found
            and self.folder.exam.mode is Mode.PARALLEL
            and not any(self._differing(present, as_before=True))
        ):
            return
        for message in found:
            self.fault(FORMS, "V004", message, "从备份恢复")

    def _differing(self, present: Sequence[FormLine], *, as_before: bool = False) -> Iterator[str]:
        for was, rebuilt in itertools.zip_longest(present, self._rebuild(as_before=as_before)):
            if was is None:
                yield f"少了试卷 {rebuilt.code}"
            elif rebuilt is None:
                yield f"多出试卷 {was.code}"
            elif was.line != form_json(rebuilt):
                yield f"试卷 {was.code} 与密钥重新生成的不同"

    def _rebuild(self, *, as_before: bool) -> Iterator[Form]:
        folder = self.folder
        questions = _Frozen((frozen.question.id, frozen.question) for frozen in folder.questions.values())
        return make_all_forms(
            *(folder.exam, folder.pool, questions, folder.roster, folder.key), as_before=as_before
        )

    def privacy(self) -> None:
        """Nothing in the folder may be readable by others (not asked on Windows)."""
        if os.name == "nt":
            return
        for path in sorted(self.folder.path.rglob("*")):
            if path.stat().st_mode & 0o077:
                name = str(path.relative_to(self.folder.path))
                self.fault(name, "V005", "别人也能读到", f"运行 {command_line('chmod', 'go=', path)}")

    def listing(self, forms: Sequence[FormLine]) -> None:
        """Files that no build made, files of the manifest that are gone."""
        known = {*_FROZEN, LEDGER, LOCK, *self.manifest}
        for path in sorted(self.folder.path.rglob("*")):
            name = path.relative_to(self.folder.path).as_posix()
            if path.is_file() and name not in known and not is_marking_file(name):
                self.fault(name, "V006", "不是生成的文件", "移出考试文件夹")
        codes = {form.code for form in forms}
        for name in self.manifest:
            spec = parse_spec(name)
            if not (self.folder.path / name).exists():
                self.fault(name, "V007", "生成过，现在没有了", "再运行一次 exam build 重新生成")
            elif spec is not None and spec.form not in codes:
                self.fault(name, "V006", "没有这份试卷", "移出考试文件夹")

    def checksums(self) -> tuple[set[str], int]:
        """Compare with the manifest; the unchanged files, plus how many another version printed."""
        same: set[str] = set()
        older = 0
        for name, entry in self.manifest.items():
            path = self.folder.path / name
            if not path.exists():
                continue
            if file_digest(path) != entry.sha256:
                self.fault(name, "V008", "生成后被改动过", "核对改动；要恢复就移走它再运行 exam build")
            elif entry.printer == printer_name():
                same.add(name)
            elif entry.printer != FROZEN_PRINTER:
                older += 1
        return same, older

    def reprint(
        self,
        forms: Sequence[FormLine],
        same: set[str],
        jobs: int,
        font_paths: tuple[Path, ...],
        on_progress: OnProgress,
    ) -> int:
        """Print the unchanged files again; each must come out the same. Returns how many were printed."""
        specs: dict[str, list[FileSpec]] = {}
        for name in sorted(same):
            spec = parse_spec(name)
            if spec is not None and spec not in specs.get(spec.form, []):
                specs.setdefault(spec.form, []).append(spec)
        tasks = [
            PrintTask(form, serial, tuple(specs[form.code]))
            for serial, form in enumerate(forms, 1)
            if form.code in specs
        ]
        count = 0
        results = run_tasks(print_task_digests, tasks, self.folder.path, jobs, font_paths)
        for number, digests in enumerate(results, 1):
            for name, digest in digests.items():
                count += 1
                self._compare(name, digest)
            on_progress(number, len(tasks))
        bare = without_sheet(self.folder, forms)
        for batch in batch_files(forms, list(Product), LAYOUTS, bare):
            if batch.name in same and all(part in same for part in batch.parts):
                count += 1
                data = batch_bytes(self.folder, forms, batch, font_paths)
                self._compare(batch.name, hashlib.sha256(data).hexdigest())
        return count

    def _compare(self, name: str, digest: str) -> None:
        entry = self.manifest.get(name)
        if entry is not None and entry.sha256 != digest:
            self.fault(name, "V011", "与密钥重新生成的内容不同", "以重新生成的为准：移走它再运行 exam build")
