"""Which other exam a sheet belongs to, by the code on it: exams lie beside each other in one folder."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from quizgen.errors import QuizgenError
from quizgen.files.text import read_bytes
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.names import EXAM, FORMS, LATE_FORMS


@dataclass(frozen=True, slots=True)
class OtherExam:
    """Another exam with one of its forms, as people know them."""

    folder: Path
    title: str
    form: str


def exams_beside(folder: Path, paper_ids: Collection[str]) -> Mapping[str, OtherExam]:
    """The exams in the same folder that have these papers, by paper id; what is damaged is passed over."""
    found: dict[str, OtherExam] = {}
    here = folder.resolve()
    try:
        beside = sorted(here.parent.iterdir()) if paper_ids else []
    except OSError:  # a folder that only shows what is asked for by name
        return {}
    for path in beside:
        if path != here and (path / EXAM).is_file():
            found |= _papers_of(path, set(paper_ids) - found.keys())
    return found


def _papers_of(path: Path, paper_ids: set[str]) -> dict[str, OtherExam]:
    try:
        if not any(one.encode() in data for data in _forms(path) for one in paper_ids):
            return {}
        folder = ExamFolder(path)
        papers = {line.form().paper_id: line.code for line in folder.all_lines}
        return {
            one: OtherExam(path, folder.exam.title, papers[one]) for one in sorted(paper_ids & papers.keys())
        }
    except QuizgenError:  # a neighbour's damage is no fault of this exam
        return {}


def _forms(path: Path) -> Iterator[bytes]:
    for name in (FORMS, LATE_FORMS):
        if (path / name).is_file():
            yield read_bytes(path / name)
