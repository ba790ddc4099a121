"""Where each answer of a candidate came from: the cell of an entry sheet, the page that was scanned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizgen.entry.read_answers import read_answers
from quizgen.model.answers import AnswerSheet
from quizgen.model.shown import ShownItem
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.names import ANSWERS, FIRST_ANSWERS
from quizgen.records.scans_file import scanned_pages
from quizgen.workflows.marks.entry import entry_exam, find_file


def answer_sources(folder: ExamFolder, sheet: AnswerSheet, places: Sequence[ShownItem]) -> Mapping[str, str]:
    """In words, by printed number: ``answers.csv!F3，扫描件.pdf 第 2 页``.

    Raises CannotRead, RefusedFile, TwoFiles.
    """
    found = dict.fromkeys((place.number for place in places), ANSWERS)
    number = sheet.candidate.number
    file = find_file(folder.path, FIRST_ANSWERS)
    if file is not None:
        reading = read_answers(file, file.name, entry_exam(folder))
        found = {place.number: str(reading.where(number, place.number)) for place in places}
    for page in scanned_pages(folder.path):
        if page.form_code == sheet.form:
            for one in page.questions:
                item = one.question if one.question in found else one.question.rpartition("(")[0]
                if item in found:
                    found[item] += f"，{page.place}"
    return found
