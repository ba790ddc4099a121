"""The recipe of ``quizgen exam verify``: rebuild everything from the key, report every difference."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.assemble.draw.derive import WrongKeyLength, commitment
from quizgen.assemble.plan.pool import pool_digest
from quizgen.errors import ContentFaults, Problem
from quizgen.files.collector import collector_paused
from quizgen.files.entries import is_plain
from quizgen.files.lock import LOCK, is_held
from quizgen.files.text import file_digest, read_bytes
from quizgen.model.digest import question_digest
from quizgen.model.exam import Mode, unchecked_words
from quizgen.model.form_text import FormText
from quizgen.model.ledger import ACT_TITLES, AFTER_ACTS, DAY_ACTS, ENDING_ACTS, LedgerLine
from quizgen.model.people import question_acts
from quizgen.model.question import Question, pictures_of
from quizgen.model.rules.exam import (
    V001,
    V002,
    V003,
    V004,
    V006,
    V007,
    V008,
    V030,
    V048,
    V050,
    V051,
    V054,
    V055,
    V056,
    V058,
    V084,
)
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.form_lines import FormLine
from quizgen.records.frozen import how_altered
from quizgen.records.ledger import latest_outputs, read_ledger
from quizgen.records.manifest import FROZEN_PRINTER, BuiltFile, differing_line, read_manifest
from quizgen.records.names import (
    ANSWERS,
    ERRATA,
    EXAM,
    FORMS,
    KEY,
    LEDGER,
    MANIFEST,
    PACK,
    PENDING,
    POOL,
    QUESTIONS,
    README,
    ROSTER,
    SCORES,
    SHARDS,
    Product,
    is_filled_in,
    is_packed,
    is_replaced,
    parse_spec,
)
from quizgen.records.pending import is_decided
from quizgen.records.scores_file import has_scores
from quizgen.records.trust import Trust
from quizgen.records.units.cut import cut_faults, is_cut
from quizgen.workflows.exam.composing import WHOLE_MARK
from quizgen.workflows.exam.errata import errata_files
from quizgen.workflows.exam.freeze import make_all_forms
from quizgen.workflows.exam.intact import ending_of
from quizgen.workflows.exam.names_by_hand import printers_at
from quizgen.workflows.exam.outdated import outdated, outdated_merged
from quizgen.workflows.exam.own_files import check_own_files
from quizgen.workflows.exam.room_files import outdated_rooms
from quizgen.workflows.exam.shards import noted_by_shards
from quizgen.workflows.processes import Jobs
from quizgen.workflows.progress import OnProgress
from quizgen.workflows.verify.after import check_after, check_noted
from quizgen.workflows.verify.entry import check_entry
from quizgen.workflows.verify.history import check_history
from quizgen.workflows.verify.joined import check_joined, check_part, check_second_signature
from quizgen.workflows.verify.ledger import ExamFindings, check_ledger_files
from quizgen.workflows.verify.people import check_acts, check_late_forms, check_scored_people
from quizgen.workflows.verify.questions import check_question_acts
from quizgen.workflows.verify.reprinting import Reprinting
from quizgen.workflows.verify.results import check_results
from quizgen.workflows.verify.scans import check_scans
from quizgen.workflows.verify.scores import scores_apart
from quizgen.workflows.verify.seats import check_seats


@dataclass(frozen=True, slots=True)
class Verified:
    """What was compared. ``older_printer`` counts files made by other versions of the printers.

    Those were compared with their checksums but could not be printed again to the same bytes. ``notes``
    are worth knowing but no faults. ``rescored`` counts the people whose score was worked out again from
    the answers; ``ledger_head`` is the hash of the ledger's last line, ``fingerprint`` that of the key that
    signed the scores (empty: no scores, or no valid signature). ``unchecked`` are the rules that the banks
    had turned off when the exam was made, each with its reason. ``acts`` are the
    ledger's lines about people and questions, of after the sitting, or that end the exam.
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
    unchecked: tuple[str, ...] = ()
    acts: tuple[LedgerLine, ...] = ()


def verify_exam(  # noqa: PLR0913 - what to hold it against
    path: Path,
    *,
    jobs: Jobs,
    reprint: bool,
    font_paths: tuple[Path, ...],
    on_progress: OnProgress,
    trusted: Trust | None = None,
    head: str | None = None,
) -> Verified:
    """Rebuild forms from the key, files from the forms, scores from the answers; differences are Problems.

    Without ``reprint`` files are compared with the checksums of the manifest only. ``trusted`` is the key
    that must have signed the scores, ``head`` the hash of the ledger's last line known from before. Nothing
    is written; a change that was cut off is told, then the scores are not looked at. Raises
    BrokenExamFolder, CannotRead or ContentFaults when the folder cannot be understood at all.
    """
    folder = ExamFolder(path, doubting=True)
    findings = ExamFindings(path)
    check = _Check(folder)
    check.own_files()
    whole = _is_whole(path, findings)
    with scores_apart(path, jobs.most if whole and has_scores(path) else 0) as scores:
        if whole:
            check_acts(folder, findings)
            check_noted(folder, findings)
        forms = check.frozen_parts(findings)
        check.listing(forms)
        same, older = check.checksums(printers_at(folder, font_paths))
        check.unprinted(findings)
        reprinted = 0
        if reprint and not any(one.rule in _BLOCKING for one in (*check.problems, *findings.problems)):
            reprinting = Reprinting(folder, check.manifest, check.slips(), jobs, font_paths)
            reprinted = reprinting.compare(forms, same, findings, on_progress)
        checked = check_ledger_files(
            folder,
            findings,
            in_manifest=check.compared,
            trusted=trusted,
            head=head,
            settled=whole,
        )
        ledger, signer = checked.ledger, checked.signer
        if (ended := ending_of(ledger.lines)) is not None:
            findings.note(LEDGER, V056.id, f"台账第 {ended.seq} 行：{ACT_TITLES[ended.act]}，成绩不作数")
        findings.problems += cut_faults(path, ledger.lines, trusted)
        if shared := noted_by_shards(path):
            findings.note(
                SHARDS, V084.id, f"分片印的 {len(shared)} 个文件还没有合并，没有核验", "再运行一次 exam build"
            )
        if whole:
            check_second_signature(findings)
            check_joined(folder, ledger, findings)
            check_history(path, checked, findings, trusted)
            check_entry(folder, ledger, findings)
            check_scans(folder, ledger, findings)
            check_scored_people(folder, ledger, findings)
            check_after(folder, ledger, findings)
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
        unchecked_words(folder.exam),
        tuple(line for line in ledger.lines if line.act in DAY_ACTS | AFTER_ACTS | ENDING_ACTS),
    )


def _is_whole(path: Path, findings: ExamFindings) -> bool:
    """Whether no change is half done; verifying never completes one, since it may not be our own."""
    if is_held(path):
        findings.note(LOCK, V048.id, "另一个命令正在写这个文件夹，等它结束再核验一次")
    if not is_decided(path):
        return True
    message = "上次阅卷或清除写到一半中断了，成绩、答案、台账记载的文件这次没有核验"
    findings.fault(PENDING, V030.id, message, "再运行一次那条命令（exam mark 或 purge），它先把没写完的写完")
    return False


_BLOCKING = frozenset({V002.id, V003.id, V004.id, V050.id, V051.id, V054.id})
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


def _can_be_read(path: Path) -> bool:
    """Whether something that has the name is a file, if only through a link."""
    return path.is_file() or not os.path.lexists(path)


def _again(name: str) -> str:
    return f"再运行一次 exam {'pack' if is_packed(name) else 'build'} 重新生成"


class _Check:
    def __init__(self, folder: ExamFolder) -> None:
        self.folder = folder
        self.manifest: dict[str, BuiltFile] = {}
        self.problems: list[Problem] = []
        self.compared: frozenset[str] = frozenset()
        """The files whose checksum is what the manifest says; the ledger need not be asked about them."""

    def fault(  # noqa: PLR0913, PLR0917 - the parts of a problem
        self, name: str, rule: str, message: str, hint: str, where: str = "", line: int | None = None
    ) -> None:
        self.problems.append(Problem(str(self.folder.path / name), line, rule, message, hint, where))

    def own_files(self) -> None:
        """What lies in the folder, before it is opened. Raises ContentFaults where that cannot go on."""
        path = self.folder.path
        if (path / MANIFEST).is_file():
            self.manifest = read_manifest(path)
        shared = noted_by_shards(path)
        known = frozenset({*_FROZEN, LEDGER, *self.manifest, *self._added_pictures(), *shared})
        self.problems += check_own_files(path, known)
        if any(not _can_be_read(path / name) for name in (*_FROZEN, LEDGER, SCORES, ANSWERS)):
            raise ContentFaults(self.problems)

    def _added_pictures(self) -> Iterator[str]:
        """The pictures of questions that came after the exam was drawn."""
        for one in self.folder.added_questions:
            yield from pictures_of(one.question)

    def frozen_parts(self, findings: ExamFindings) -> tuple[FormLine, ...]:
        """Key, pool, questions and forms against each other; returns all forms as the folder has them."""
        exam = self.folder.exam
        cut = self._is_cut()
        if not cut and not self._key_fits():
            self.fault(KEY, V001.id, "密钥与 exam.yaml 中的 key_commitment 不符", "找回原来的密钥")
        if not cut and pool_digest(self.folder.pool) != exam.pool_digest:
            self.fault(POOL, V002.id, "可抽题目被改动过", "从备份恢复")
        for at, frozen in enumerate(self.folder.question_lines, 1):
            if question_digest(frozen.question) != frozen.digest:
                name = frozen.question.id
                self.fault(QUESTIONS, V003.id, "试题内容与冻结时不符", "从备份恢复", name, at)
        for name, picture in self.folder.altered_pictures():
            self.fault(picture, V003.id, "试题的图片没有了，或与冻结时不符", "从备份恢复", name)
        present = self.folder.form_lines
        if any(problem.rule in {V001.id, V002.id, V003.id} for problem in self.problems):
            return self.folder.all_lines
        if cut:
            check_part(self.folder, findings)
            return self.folder.all_lines
        try:
            with collector_paused():
                self._compare_forms(present)
            if not any(one.rule in _BLOCKING for one in (*self.problems, *findings.problems)):
                check_question_acts(self.folder, findings)
                check_late_forms(self.folder, findings)
                check_seats(self.folder, findings)
        except _NotFrozen as error:
            self.fault(
                FORMS,
                V004.id,
                f"按 exam.yaml 和密钥重新组卷会用到没有冻结的题 {error.question}",
                f"{EXAM} 的蓝图、方式或份数被改动过；从备份恢复",
            )
        return self.folder.all_lines

    def _is_cut(self) -> bool:
        """Whether it is a unit's part of an exam, which has no key."""
        return is_cut(read_ledger(self.folder.path).lines)

    def _key_fits(self) -> bool:
        try:
            return commitment(self.folder.key) == self.folder.exam.key_commitment
        except WrongKeyLength:
            return False

    def _compare_forms(self, present: Sequence[FormLine]) -> None:
        found = list(self._differing(present))
        if (
            found
            and self.folder.exam.mode is Mode.PARALLEL
            and not any(self._differing(present, as_before=True))
        ):
            return
        for message in found:
            self.fault(FORMS, V004.id, message, "从备份恢复")

    def _differing(self, present: Sequence[FormLine], *, as_before: bool = False) -> Iterator[str]:
        for was, rebuilt in itertools.zip_longest(present, self._rebuild(as_before=as_before)):
            if was is None:
                yield f"少了试卷 {rebuilt.code}"
            elif rebuilt is None:
                yield f"多出试卷 {was.code}"
            elif was.line != rebuilt.line:
                yield f"试卷 {was.code} 与密钥重新生成的不同"

    def _rebuild(self, *, as_before: bool) -> Iterator[FormText]:
        folder = self.folder
        questions = _Frozen((frozen.question.id, frozen.question) for frozen in folder.question_lines)
        made = make_all_forms(
            *(folder.exam, folder.pool, questions, folder.roster, folder.key), as_before=as_before
        )
        return made.texts()

    def listing(self, forms: Sequence[FormLine]) -> None:
        """Files of the manifest that are gone, that belong to no form, that are none of the folder's."""
        codes = {form.code for form in forms}
        slips = self.slips()
        aside = {name.split("/", 2)[2] for name in self.manifest if is_replaced(name) and f"/{PACK}/" in name}
        for name in self.manifest:
            spec = parse_spec(name)
            if not is_plain(name):
                self.fault(MANIFEST, V006.id, f"写着“{name}”，不是考试文件夹里的文件名", "从备份恢复")
            elif is_filled_in(name) or name in aside:
                continue
            elif not (self.folder.path / name).exists():
                frozen = self.manifest[name].printer == FROZEN_PRINTER
                hint = "从备份恢复" if frozen else _again(name)
                self.fault(name, V007.id, "生成过，现在没有了", hint)
            elif spec is not None and spec.form not in codes:
                self.fault(name, V006.id, "没有这份试卷", "移出考试文件夹")
            elif name.startswith(f"{ERRATA}/") and name not in slips:
                self.fault(name, V006.id, "没有这次勘误", "移出考试文件夹")

    def slips(self) -> dict[str, int]:
        """The files of corrections there should be, by how many acts were before them."""
        return {} if self._cannot_compose() else dict(errata_files(self.folder))

    def _cannot_compose(self) -> bool:
        return any(one.rule in _BLOCKING for one in self.problems)

    def unprinted(self, findings: ExamFindings) -> None:
        """Files printed before a question of theirs was exchanged or put right; rooms. Notes V055, V058."""
        if self._cannot_compose():
            return
        if old_rooms := outdated_rooms(self.folder, self.manifest):
            message = f"座位、名单、试卷改过以后还没有重新做：{'、'.join(old_rooms)}"
            findings.note(PACK, V058.id, message, "再运行一次 exam pack")
        if not question_acts(self.folder.acts):
            return
        old = set(outdated_merged(self.folder, self.manifest, list(Product)))
        for form in self.folder.lines_at(len(self.folder.acts)):
            old.update(outdated(self.folder, form, self.manifest, list(Product)))
        if there := sorted(name for name in old if (self.folder.path / name).exists()):
            more = f" 等 {len(there)} 个" if len(there) > 1 else ""
            findings.note(there[0], V055.id, f"是换题、勘误以前印的{more}", "再运行一次 exam build")

    def checksums(self, printed_by: Callable[[int], Callable[[str], str]]) -> tuple[set[str], int]:
        """Compare with the manifest; the unchanged files, plus how many another version printed."""
        same: set[str] = set()
        noted = latest_outputs(read_ledger(self.folder.path).lines)
        compared: set[str] = set()
        older = 0
        for name, entry in self.manifest.items():
            path = self.folder.path / name
            if not is_plain(name) or not path.is_file() or is_filled_in(name):
                continue
            if noted.get(name, entry.sha256) == entry.sha256:
                compared.add(name)
            if file_digest(path) != entry.sha256:
                self._altered(name, entry)
            elif entry.printer.removesuffix(f" {WHOLE_MARK}") == printed_by(entry.acts)(name):
                same.add(name)
            elif entry.printer != FROZEN_PRINTER and not is_replaced(name):
                older += 1
        self.compared = frozenset(compared)
        return same, older

    def _altered(self, name: str, entry: BuiltFile) -> None:
        if entry.printer == FROZEN_PRINTER:
            data = read_bytes(self.folder.path / name)
            line = differing_line(data, entry.lines)
            self.fault(name, V008.id, how_altered(data, entry.sha256), "从备份恢复", line=line)
        else:
            self.fault(name, V008.id, "生成后被改动过", f"不要使用；移走它，{_again(name)}")
