"""Compares an output folder of ``review attach`` with its list of files, and that list with the ledgers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from quizgen.errors import Problem, QuizgenError
from quizgen.files.entries import is_passing
from quizgen.files.text import file_digest
from quizgen.model.digest import sha256_hex
from quizgen.model.ledger import Act, LedgerLine
from quizgen.model.review import WrittenFile
from quizgen.model.rules.review import F111, F112, F113, F114
from quizgen.records.attachment_list import read_list
from quizgen.records.covered import uncovered
from quizgen.records.ledger import read_ledger
from quizgen.records.names import LEDGER, LIST, REVIEW_CARDS, SUMMARY
from quizgen.records.trust import Trust
from quizgen.workflows.marks.official import Officials
from quizgen.workflows.review.verify_products import check_products

LISTED = "list"
"""What a ledger line says of an attachment that wrote a list."""

_AGAIN = "以签名的成绩为准：从原件重新附到一个新文件夹"
_DEPTH = 4
"""A document named by itself belongs to the list that stands so many folders above it at most."""


@dataclass(frozen=True)
class Output:
    """What is known about the files being verified.

    ``files`` says how each document was written, by its resolved path; ``pristine`` are the documents whose
    bytes still match a list that a ledger confirms. ``notes`` are not faults.
    """

    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    files: Mapping[Path, WrittenFile] = field(default_factory=dict)
    pristine: frozenset[Path] = frozenset()


def check_output(path: Path, officials: Officials, trust: Trust | None = None) -> Output:
    """Check the whole folder, or compare the one given document with the list.

    A ledger line that must be signed counts only if it is; with ``trust``, by one of those keys.

    F111: the list is missing, damaged, or not the one in the ledger. F112: a file is missing. F113: a file
    that only this program writes has changed. F114: there is a file that was not written. Raises CannotRead.
    """
    root = path if path.is_dir() else _root_of(path)
    if root is None:
        return Output()
    lines = tuple(_attached_lines(officials, trust))
    check = _Check(root, officials, lines)
    if (root / LIST).exists() or (root / LIST).is_symlink():
        check.by_list(whole=path.is_dir())
    else:
        check.without_list()
    return check.found()


def _root_of(document: Path) -> Path | None:
    """The folder above a document whose list contains that document."""
    above = document.resolve().parents[:_DEPTH]
    return next((folder for folder in above if (folder / LIST).is_file()), None)


def _attached_lines(officials: Officials, trust: Trust | None) -> Iterator[LedgerLine]:
    for exam in officials.exams:
        if (exam.folder / LEDGER).is_file():
            lines = [line for line in read_ledger(exam.folder).lines if line.act is Act.ATTACHED]
            forged = {line.seq for line in uncovered(lines, exam.scores.head, trust)}
            yield from (line for line in lines if line.seq not in forged)


class _Check:
    """One check of an output folder."""

    def __init__(self, root: Path, officials: Officials, lines: tuple[LedgerLine, ...]) -> None:
        self._root = root
        self._officials = officials
        self._lines = lines
        self._problems: list[Problem] = []
        self._notes: list[str] = []
        self._files: dict[Path, WrittenFile] = {}
        self._pristine: set[Path] = set()
        self._renamed: set[str] = set()

    def found(self) -> Output:
        """Everything that was found."""
        return Output(tuple(self._problems), tuple(self._notes), self._files, frozenset(self._pristine))

    def by_list(self, *, whole: bool) -> None:
        """Compare every file with the list; with ``whole``, no file may be missing or unexpected."""
        try:
            written, digest = read_list(self._root / LIST)
        except QuizgenError as error:
            self._fault(LIST, F111.id, str(error).rstrip("。"), _AGAIN)
            return
        vouched = self._vouch(digest, whole=whole)
        present = dict(self._present())
        for name, file in written.files.items():
            if name in present:
                self._compare(name, file, present[name], vouched=vouched)
            elif whole:
                self._missing(name, file, present, written.files)
        further = sorted(present.keys() - written.files.keys()) if whole else ()
        for name in further:
            if name not in self._renamed:
                self._fault(name, F114.id, "附成绩时没有写过这个文件", "不是附件的一部分；移出这个文件夹")
        for name in self._empty_folders() if whole else ():
            self._fault(name, F114.id, "附成绩时没有写过这个空文件夹", "不是附件的一部分；移出这个文件夹")
        if not vouched and whole:
            self._products()

    def without_list(self) -> None:
        """Handle an older folder, a plain folder of documents, or one whose list was removed."""
        present = dict(self._present())
        if SUMMARY not in present and not any(name.startswith(f"{REVIEW_CARDS}/") for name in present):
            self._notes.append(f"这里没有 {LIST}：只核对材料里的成绩，没有核对文件夹里的文件有没有增减。")
            return
        made = sha256_hex("\n".join(f"{name} {digest}" for name, digest in sorted(present.items())))
        if any(line.details.get("copies") == made for line in self._lines):
            return
        if self._lines and all(LISTED in line.details for line in self._lines):
            self._fault(LIST, F111.id, "附成绩时写过的清单不见了，不知道文件有没有增减", _AGAIN)
        else:
            self._notes.append(
                f"这里没有 {LIST}（旧版本不写），也与台账记的不完全相同：逐格核对成绩，重印成绩单来比对。"
            )
        self._products()

    def _vouch(self, digest: str, *, whole: bool) -> bool:
        """Whether a ledger confirms this list; if not, this is no fault when a single document was given."""
        if any(line.details.get("copies") == digest for line in self._lines):
            return True
        if not whole:
            return False
        if all(not (exam.folder / LEDGER).is_file() for exam in self._officials.exams):
            self._notes.append(f"成绩旁边没有台账，{LIST} 没有旁证：清单和文件一起改了就看不出来。")
        else:
            message = "与台账里记的附件都不同：清单被改过，或不是由给出的这些考试附的"
            self._fault(LIST, F111.id, message, _AGAIN)
        return False

    def _present(self) -> Iterator[tuple[str, str]]:
        """Name and digest of every file; links do not count as files."""
        for path in sorted(self._root.rglob("*")):
            relative = path.relative_to(self._root)
            name = relative.as_posix()
            if path.is_symlink():
                self._fault(name, F114.id, "是一个链接，不是附成绩时写的文件", "删去链接，放回文件本身")
            elif path.is_file() and name != LIST and not is_passing(relative):
                yield name, file_digest(path)
            elif not path.is_file() and not path.is_dir():
                self._fault(name, F114.id, "不是文件（管道、设备之类）", "删去它")

    def _empty_folders(self) -> Iterator[str]:
        """Empty folders; only their names can tell anything."""
        for path in sorted(self._root.rglob("*")):
            if path.is_dir() and not path.is_symlink() and not any(path.iterdir()):
                relative = path.relative_to(self._root)
                if not is_passing(relative):
                    yield relative.as_posix()

    def _compare(self, name: str, file: WrittenFile, digest: str, *, vouched: bool) -> None:
        path = (self._root / name).resolve()
        self._files[path] = file
        if digest == file.digest:
            if vouched:
                self._pristine.add(path)
        elif _is_ours(name):
            self._fault(name, F113.id, "不是附成绩时写的那一份，内容被换过或改过", _AGAIN)
        else:
            self._notes.append(f"{name}：附上以后改动过，下面按现在的样子逐格核对。")

    def _missing(
        self, name: str, file: WrittenFile, present: Mapping[str, str], listed: Mapping[str, WrittenFile]
    ) -> None:
        same = (one for one, digest in present.items() if digest == file.digest and one not in listed)
        now = next(same, "")
        if now:
            self._renamed.add(now)
            self._fault(now, F112.id, f"改了名，附成绩时叫“{name}”", "改回原来的名字")
        else:
            self._fault(name, F112.id, "附成绩时写的这个文件不见了", _AGAIN)

    def _products(self) -> None:
        """Check the contents of summary and cards if no ledger confirms their bytes."""
        problems, notes = check_products(self._root, self._officials)
        self._problems += problems
        self._notes += notes

    def _fault(self, name: str, rule: str, message: str, hint: str) -> None:
        self._problems.append(Problem(str(self._root / name), None, rule, message, hint))


def _is_ours(name: str) -> bool:
    return name == SUMMARY or name.startswith(f"{REVIEW_CARDS}/")
