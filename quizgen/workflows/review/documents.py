"""Finds and opens review documents, noting every faulty file instead of stopping at the first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import CannotRead, Problem, QuizgenError
from quizgen.files.entries import is_passing
from quizgen.files.text import read_bytes
from quizgen.markup.office_text import printable
from quizgen.model.names import file_name_fault
from quizgen.model.rules.review import F018, F019, F022
from quizgen.office.package import RefusedFile
from quizgen.records.names import LIST, REVIEW_CARDS, SUMMARY
from quizgen.reviews.form import ReviewForm
from quizgen.reviews.layout import NoReviewSheet
from quizgen.reviews.subjects import ReviewDocument
from quizgen.reviews.workbook import ReviewWorkbook

"""The folder of the cards, beside the copies."""


class NoReviews(QuizgenError):
    """There is no review document at the given path."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"“{path}”不是考核材料：要一个 .xlsx 或 .docx 文件，或装着这些文件的文件夹。")


@dataclass(frozen=True, slots=True)
class ReviewFile:
    """A review document on disk; ``name`` is its path relative to the given folder."""

    path: Path
    name: str


@dataclass(frozen=True)
class FoundDocuments:
    """The files at a path: review documents and others."""

    files: tuple[ReviewFile, ...]
    problems: tuple[Problem, ...] = ()


_OPENERS: dict[str, Callable[[Path, str, str | None], ReviewDocument]] = {
    ".xlsx": ReviewWorkbook,
    ".docx": lambda path, shown_as, _sheet: ReviewForm(path, shown_as),
}


def find_reviews(path: Path, *, attached: bool = False) -> FoundDocuments:
    """Find the documents at a path, sorted by name; ``attached`` leaves out files that attaching adds.

    Raises NoReviews.
    """
    if path.is_file():
        if path.suffix.lower() in {".pdf", ".txt", ".csv", ".json"}:
            raise NoReviews(path)
        return FoundDocuments((ReviewFile(path, path.name),))
    if not path.is_dir():
        raise NoReviews(path)
    files: list[ReviewFile] = []
    taken: set[str] = set()
    problems: list[Problem] = []
    for one in sorted(path.rglob("*")):
        relative = one.relative_to(path)
        name = relative.as_posix()
        if not one.is_file() or one.is_symlink() or is_passing(relative):
            continue
        if attached and (name in {SUMMARY, LIST} or relative.parts[0] == REVIEW_CARDS):
            continue
        problem = _unfit(one, relative, taken)
        taken.add(name.lower())
        if problem is None:
            files.append(ReviewFile(one, name))
        else:
            problems.append(problem)
    if not files:
        raise NoReviews(path)
    return FoundDocuments(tuple(files), tuple(problems))


def _unfit(path: Path, relative: Path, taken: set[str]) -> Problem | None:
    """Why a file is not used: its name is invalid on some systems, or it is not a review document."""
    fault = next((found for part in relative.parts if (found := file_name_fault(part))), None)
    if fault is None and relative.as_posix().lower() in taken:
        fault = "与另一个文件的名字只差大小写，在 Windows 上会是同一个文件"
    if fault is not None:
        return Problem(printable(str(path)), None, F022.id, f"文件名{fault}，没有处理", "改名后再附")
    if path.suffix.lower() not in _OPENERS:
        return Problem(str(path), None, F018.id, "不是 .xlsx 或 .docx，没有处理", "另存为 .xlsx 或 .docx")
    return None


def open_review(file: ReviewFile, sheet: str | None) -> ReviewDocument | Problem:
    """Open a document, or say why it cannot be opened."""
    shown_as = str(file.path)
    opener = _OPENERS.get(file.path.suffix.lower(), _OPENERS[".xlsx"])
    try:
        return opener(file.path, shown_as, sheet)
    except RefusedFile as error:
        return error.problem()
    except NoReviewSheet as error:
        return Problem(shown_as, None, F019.id, error.reason, "改好表头，或用 --sheet 指定工作表")
    except CannotRead as error:
        return Problem(shown_as, None, F019.id, error.reason, "核对文件")


def same_bytes(path: Path, data: bytes) -> bool:
    """Whether a file holds exactly these bytes."""
    return path.is_file() and path.stat().st_size == len(data) and read_bytes(path) == data
