"""Makes the files of a room: merged from printed ones, set by templates, as documents to be typed into."""

from __future__ import annotations

from quizgen.records.exam_folder import ExamFolder
from quizgen.render.merge import BINDING_SHIFT_MM, Sides, merge_pdfs
from quizgen.render.rooms.office import form_docx, sign_in_workbook
from quizgen.render.rooms.printed import FORMS, room_pdf
from quizgen.render.typst_pdf import Printer
from quizgen.workflows.exam.room_files import RoomFile


def room_file_bytes(folder: ExamFolder, one: RoomFile, printer: Printer) -> bytes:
    """The bytes of a file of a room."""
    if one.parts:
        paths = [folder.path / part for part in one.parts]
        return merge_pdfs(paths, Sides.BOTH, shift_mm=BINDING_SHIFT_MM if one.bound else 0.0)
    if one.file.endswith(".xlsx"):
        return sign_in_workbook(one.view)
    if one.file.endswith(".docx"):
        return form_docx(FORMS[one.stem](one.view))
    return room_pdf(one.view, one.stem, printer)
