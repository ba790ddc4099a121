"""Composed papers: the same as the reference on papers of every preset and size, and what they cost.

Run: ``python -m benchmarks.composed [--people 17] [--forms 300]``. Every preset is drawn for so many people
and printed in A4, A3 and large, from pieces and whole; text, order, page breaks must be the same, letters
within 0.2 mm, else the exit status is 1. Costs are in CPU milliseconds per paper, beside those of plain
Typst in the same run, because a busy machine makes both dearer.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.option_rows import PRESETS, drawn_exam
from benchmarks.print_pdf import memory_mb
from quizgen.records.exam_folder import ExamFolder
from quizgen.render.paper.composed import PaperSize
from quizgen.render.pieces.composer import Composer, PaperStock
from quizgen.render.pieces.frame import CannotCompose
from quizgen.render.typst_pdf import Printer
from quizgen.workflows.exam.printing import compose_form
from tests.render.same_place import compared

MOST_MM = 0.2
WHOLE = 10


@contextmanager
def exam_of(preset: str, people: int) -> Iterator[ExamFolder]:
    """An exam of a preset, drawn from the question bank, one form a person."""
    with tempfile.TemporaryDirectory() as place:
        yield drawn_exam(preset, people, Path(place))


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


def cpu_ms(count: int, done: Callable[[], object]) -> float:
    """CPU milliseconds for one of ``count``."""
    begun = time.process_time()
    done()
    return (time.process_time() - begun) * 1000 / count


def costs(printer: Printer, exam: ExamFolder, count: int) -> None:
    """What ``count`` papers cost in merged files of a hundred, beside plain Typst."""
    begun = time.process_time()
    composer = composer_of(printer, exam, large=False)
    took, questions = time.process_time() - begun, len(exam.question_lines)
    print(f"set-up: {took:.2f} s for {questions} questions, {composer.pieces} pieces")
    lines = [exam.form_lines[number % len(exam.form_lines)] for number in range(count)]
    people = exam.people_at(0).known
    size = 0

    def compose_all() -> None:
        nonlocal size
        for start in range(0, count, 100):
            forms = [line.form() for line in lines[start : start + 100]]
            papers = [composer.pages(form, people.get(form.candidate or "")) for form in forms]
            size += len(composer.file(papers))

    early = memory_mb()
    ours = cpu_ms(count, compose_all)
    papers = [compose_form(exam, line.form(), 0) for line in lines[:WHOLE]]
    whole = cpu_ms(len(papers), lambda: [printer.paper_pdf(paper) for paper in papers])
    print(
        f"paper: {ours:.2f} ms CPU composed ({size / count / 1024:.1f} KB in merged files), "
        f"{whole:.1f} ms whole: {whole / ours:.0f} times"
    )
    print(f"memory: {early:.0f} MB before, {memory_mb():.0f} MB after {count} papers")


def main() -> int:
    """Hold against, then measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=17)
    parser.add_argument("--forms", type=int, default=300)
    chosen = parser.parse_args()
    printer, wrong = Printer(), 0
    for preset in PRESETS:
        with exam_of(preset, chosen.people) as exam:
            wrong += hold_against(printer, exam, preset)
            if preset == PRESETS[0]:
                costs(printer, exam, chosen.forms)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
