"""Makes the files of a room: merged from printed ones, set by templates, as documents to be typed into."""

from __future__ import annotations

from quizgen.records.exam_folder import ExamFolder
from quizgen.records.names import Product, parse_spec
from quizgen.render.merge import BINDING_SHIFT_MM, Sides, merge_pdfs
from quizgen.render.rooms.office import form_docx, sign_in_workbook
from quizgen.render.rooms.printed import FORMS, room_pdf
from quizgen.workflows.exam.composing import composed_products
from quizgen.workflows.exam.of_many import FilesOfMany
from quizgen.workflows.exam.room_files import RoomFile


def room_file_bytes(folder: ExamFolder, acts: int, one: RoomFile, made: FilesOfMany) -> bytes:
    """The bytes of a file of a room as it stands after so many acts."""
    if one.parts and Product.SHEETS in composed_products(folder.exam):
        specs = [spec for part in one.parts if (spec := parse_spec(part)) is not None]
        lines = {line.code: line for line in folder.every_line_at(acts)}
        if specs[0].product is Product.SHEETS:
            return made.sheets.pdf([lines[spec.form] for spec in specs], acts, Sides.BOTH)
        return made.papers.pdf([(lines[spec.form], spec.layout) for spec in specs], acts, Sides.BOTH)
    if one.parts:
        paths = [folder.path / part for part in one.parts]
        return merge_pdfs(paths, Sides.BOTH, shift_mm=BINDING_SHIFT_MM if one.bound else 0.0)
    if one.file.endswith(".xlsx"):
        return sign_in_workbook(one.view)
    if one.file.endswith(".docx"):
        return form_docx(FORMS[one.stem](one.view))
    return room_pdf(one.view, one.stem, made.printer)
