"""Composed papers, sheets, keys: the same as the reference on every preset and size, and what they cost.

Run: ``python -m benchmarks.composed [--people 17] [--forms 300]``. Every preset is drawn for so many people
and printed in A4, A3 and large, from pieces and whole; text, order, page breaks must be the same, letters
within 0.2 mm, sheets too, else the exit status is 1. ``--people 0`` only measures. Costs are in CPU
milliseconds, beside those of plain Typst in the same run, because a busy machine makes both dearer.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.option_rows import PRESETS, drawn_exam
from benchmarks.print_pdf import memory_mb
from quizgen.model.sheets import ManySheets
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.form_lines import FormLine
from quizgen.render.merge import Sides
from quizgen.render.paper.composed import PaperSize
from quizgen.render.pieces.composer import Composer, PaperStock
from quizgen.render.pieces.frame import CannotCompose
from quizgen.render.typst_pdf import Printer
from quizgen.workflows.exam.composing import PRINTING
from quizgen.workflows.exam.of_many import FilesOfMany
from quizgen.workflows.exam.printing import compose_form
from quizgen.workflows.exam.products import BATCH, number_digits
from tests.render.same_place import apart_in_any_order, compared

MOST_MM = 0.2
WHOLE = 10


@contextmanager
def exam_of(preset: str, people: int) -> Iterator[ExamFolder]:
    """An exam of a preset, drawn from the question bank, one form a person, as a large one is printed."""
    with tempfile.TemporaryDirectory() as place:
        exam = drawn_exam(preset, people, Path(place))
        exam.exam = exam.exam.model_copy(update={"printing": PRINTING})
        yield exam


def composer_of(printer: Printer, exam: ExamFolder, *, large: bool) -> Composer:
    """What puts the exam's papers together."""
    questions = {frozen.digest: frozen for frozen in exam.question_lines}
    return printer.composer(PaperStock(exam.exam, questions, exam.roster, exam.picture), large=large)


def hold_against(printer: Printer, exam: ExamFolder, preset: str) -> int:
    """Every form in every size against the reference; how many papers differ."""
    wrong = 0
    for layout in ("a4", "a3", "large"):
        large = layout == "large"
        size: PaperSize = "a3" if layout == "a3" else "a4"
        composer = composer_of(printer, exam, large=large)
        same = whole = 0
        farthest = 0.0
        for line in exam.form_lines:
            form = line.form()
            person = exam.people_at(0).known.get(form.candidate or "")
            try:
                pages = composer.pages(form, person, size)
            except CannotCompose:
                whole += 1
                continue
            reference = printer.paper_pdf(compose_form(exam, form, 0), size=size, large=large)
            found = compared(composer.file([pages]), reference, MOST_MM)
            farthest = max(farthest, found.farthest_mm)
            same += not found.faults
            wrong += bool(found.faults)
            for fault in found.faults[:1]:
                print(f"  {preset} {layout} {line.code}: {fault}")
        print(f"{preset} {layout}: {same} the same, {whole} set whole, farthest letter {farthest:.3f} mm")
    return wrong


def hold_sheets_against(printer: Printer, exam: ExamFolder, preset: str) -> int:
    """Every sheet against the reference, its geometry too; how many differ."""
    made = FilesOfMany(exam, ())
    lines = exam.form_lines
    told = ManySheets.model_validate_json(made.sheets.geometry(lines, 0))
    wrong, farthest = 0, 0.0
    for serial, (line, sheet) in enumerate(zip(lines, told.sheets, strict=True), 1):
        digits = number_digits(exam.roster)
        reference, geometry = printer.sheet_pdf(compose_form(exam, line.form(), 0), serial, digits)
        ours = made.sheets.pdf([line], 0, Sides.SINGLE)
        farthest = max(farthest, apart_in_any_order(ours, reference))
        wrong += told.geometry(sheet) != geometry
    print(f"{preset} sheets: {len(lines)} held against, {wrong} differ, farthest letter {farthest:.3f} mm")
    return wrong + (farthest > MOST_MM)


class Meter:
    """CPU milliseconds and bytes by what was made."""

    def __init__(self) -> None:
        self.ms: Counter[str] = Counter()
        self.bytes: Counter[str] = Counter()

    def made(self, what: str, made: Callable[[], bytes]) -> None:
        """Make something, counted under its name."""
        begun = time.process_time()
        data = made()
        self.ms[what] += (time.process_time() - begun) * 1000  # type: ignore[assignment]
        self.bytes[what] += len(data)


def whole_set(meter: Meter, printer: Printer, exam: ExamFolder, lines: Sequence[FormLine]) -> None:
    """The same by plain Typst, form by form."""
    papers = [compose_form(exam, line.form(), 0) for line in lines]
    for paper in papers:
        meter.made("paper", lambda: printer.paper_pdf(paper))  # noqa: B023 - called at once
        meter.made("sheet", lambda: printer.sheet_pdf(paper, 1, 8)[0])  # noqa: B023
    meter.made("key", lambda: printer.compact_key_pdf(papers))


def costs(printer: Printer, exam: ExamFolder, count: int) -> None:
    """What ``count`` full sets cost in merged files of a hundred, beside plain Typst in the same run."""
    made, ours, theirs = FilesOfMany(exam, ()), Meter(), Meter()
    lines = [exam.form_lines[number % len(exam.form_lines)] for number in range(count)]
    begun = time.process_time()
    made.papers.pdf([(lines[0], "a4")], 0, Sides.BOTH)
    took, questions = time.process_time() - begun, len(exam.question_lines)
    print(f"set-up: {took:.2f} s for {questions} questions, then {memory_mb():.0f} MB")
    for start in range(0, count, BATCH):
        some = lines[start : start + BATCH]
        ours.made("paper", lambda: made.papers.pdf([(one, "a4") for one in some], 0, Sides.BOTH))  # noqa: B023
        ours.made("sheet", lambda: made.sheets.pdf(some, 0, Sides.BOTH))  # noqa: B023
        ours.made("sheet", lambda: made.sheets.geometry(some, 0))  # noqa: B023
        ours.made("key", lambda: made.keys.pdf(some, 0, whole=False))  # noqa: B023
        if start + BATCH in {1000, 3000, 10_000, 30_000, 100_000} or start + BATCH == count:
            print(f"memory after {start + BATCH} sets: {memory_mb():.0f} MB")
    whole_set(theirs, printer, exam, lines[:WHOLE])
    for what in ("paper", "sheet", "key"):
        told(what, ours.ms[what] / count, ours.bytes[what] / count, theirs.ms[what] / WHOLE)
    told(
        "full set",
        sum(ours.ms.values()) / count,
        sum(ours.bytes.values()) / count,
        sum(theirs.ms.values()) / WHOLE,
    )


def told(what: str, ms: float, size: float, whole_ms: float) -> None:
    """A line of the costs of one."""
    ratio = whole_ms / ms
    print(
        f"{what}: {ms:.2f} ms CPU composed ({size / 1024:.1f} KB), {whole_ms:.1f} ms whole: {ratio:.0f} times"
    )


def main() -> int:
    """Hold against, then measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=17)
    parser.add_argument("--forms", type=int, default=300)
    chosen = parser.parse_args()
    printer, wrong = Printer(), 0
    for preset in PRESETS if chosen.people else ():
        with exam_of(preset, chosen.people) as exam:
            wrong += hold_against(printer, exam, preset)
            wrong += hold_sheets_against(printer, exam, preset)
    if chosen.forms:
        with exam_of(PRESETS[0], BATCH) as exam:
            costs(printer, exam, chosen.forms)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
