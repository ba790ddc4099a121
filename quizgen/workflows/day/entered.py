"""What was entered so far: who has sat the exam, who is on the entry sheet without being listed."""

from __future__ import annotations

from quizgen.entry.read_answers import read_answers
from quizgen.entry.row_identity import WalkIn
from quizgen.model.answers import AnswerSheet
from quizgen.records.answers_file import stored_sheets
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.names import FIRST_ANSWERS, SECOND_ANSWERS
from quizgen.workflows.marks.entry import entry_exam, find_file


def entered_sheets(folder: ExamFolder) -> tuple[AnswerSheet, ...]:
    """The sheets of all entry files and of the last marking. Raises TwoFiles, CannotRead, RefusedFile."""
    exam = entry_exam(folder)
    found = list(stored_sheets(folder.path))
    for name in (FIRST_ANSWERS, SECOND_ANSWERS):
        file = find_file(folder.path, name)
        if file is not None:
            found += read_answers(file, file.name, exam).sheets
    return tuple(found)


def walk_ins(folder: ExamFolder) -> tuple[WalkIn, ...]:
    """The people on the entry sheet who are not on the list. Raises as ``entered_sheets``."""
    file = find_file(folder.path, FIRST_ANSWERS)
    return () if file is None else read_answers(file, file.name, entry_exam(folder)).walk_ins
