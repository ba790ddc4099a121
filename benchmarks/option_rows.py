"""Option rows measured on the text boxes of a thousand papers with two thousand random option sets.

Run: ``python -m benchmarks.option_rows [--people 63] [--sets 2000]``. Papers come from the question bank by
every preset, in A4, A3, large print, as keys; random sets in the same four. The target is no letter off its
column or its row, no white inside an option wider than one em; the exit status is 1 where it is missed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from quizgen.model.kinds import Kind
from quizgen.records.exam_folder import ExamFolder
from quizgen.render.paper.composed import Paper
from quizgen.render.typst_pdf import Printer
from quizgen.workflows.exam.printing import compose_form
from tests.render.option_rows import Rows, measure_rows
from tests.render.option_sets import random_questions
from tests.render.samples import Part, paper_of

PRESETS = ("cadre-80", "short-20", "theory-discipline", "mixed-100")
LAYOUTS = ("a4", "a3", "large", "key")
SETS_PER_PAPER, WIDEST_EM = 100, 1.0


class Tally:
    """What was seen so far: papers, options, rows broken, gaps too wide, the widest gap."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.widest = 0.0

    def add(self, name: str, layout: str, rows: Rows) -> None:
        """Count a paper; its faults are printed."""
        self.counts.update(papers=1, options=rows.options, faults=len(rows.faults))
        self.counts["wide"] += rows.widest_em > WIDEST_EM
        self.widest = max(self.widest, rows.widest_em)
        for fault in rows.faults[:3]:
            print(f"  {name} {layout}: {fault}")

    def __str__(self) -> str:
        seen = self.counts
        return (
            f"{seen['papers']} papers, {seen['options']} options: {seen['faults']} questions with a broken "
            f"row, {seen['wide']} papers with a gap over one em (widest {self.widest:.2f} em)"
        )


def printed(printer: Printer, paper: Paper) -> Iterator[tuple[str, Rows]]:
    """A paper in every layout, measured."""
    for layout in LAYOUTS:
        if layout == "key":
            pdf = printer.key_pdf(paper)
        else:
            pdf = printer.paper_pdf(paper, size="a3" if layout == "a3" else "a4", large=layout == "large")
        yield layout, measure_rows(pdf, paper, folded=layout == "a3")


def drawn_exam(preset: str, people: int, place: Path) -> ExamFolder:
    """An exam of a preset, drawn from the question bank, one form a person, in the folder ``place``."""
    roster, folder = place / "roster.csv", place / "exam"
    lines = [f"{number:04d},测试{number},某单位,科员" for number in range(1, people + 1)]
    roster.write_text("\n".join(("编号,姓名,单位,职务", *lines)) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "quizgen", "exam", "new", str(folder), "--blueprint", preset]
    people_each = ["--mode", "individual", "--roster", str(roster), "--by", "张三"]
    subprocess.run([*command, *people_each], check=True, stdout=subprocess.DEVNULL)
    return ExamFolder(folder)


def preset_papers(preset: str, people: int) -> Iterator[Paper]:
    """Individual forms of a preset, drawn from the question bank."""
    with tempfile.TemporaryDirectory() as place:
        exam = drawn_exam(preset, people, Path(place))
        for line in exam.form_lines:
            yield compose_form(exam, line.form(), 0)


def random_papers(sets: int) -> Iterator[Paper]:
    """Papers of random option sets."""
    for seed in range(sets // SETS_PER_PAPER):
        questions = random_questions(seed, SETS_PER_PAPER)
        yield paper_of([questions], [Part(Kind.SINGLE, SETS_PER_PAPER)], seed=seed, code=f"R{seed:03d}")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=63, help="forms per preset; each is printed four times")
    parser.add_argument("--sets", type=int, default=2000)
    options = parser.parse_args()
    printer, begun = Printer(), time.perf_counter()
    of_bank, made_up = Tally(), Tally()
    for preset in PRESETS if options.people else ():
        for paper in preset_papers(preset, options.people):
            for layout, rows in printed(printer, paper):
                of_bank.add(f"{preset} {paper.form_code}", layout, rows)
    print(f"presets: {of_bank}")
    for paper in random_papers(options.sets):
        for layout, rows in printed(printer, paper):
            made_up.add(paper.form_code, layout, rows)
    print(f"{options.sets} random option sets: {made_up}; {time.perf_counter() - begun:.0f} s")
    total = of_bank.counts + made_up.counts
    return 1 if total["faults"] or total["wide"] else 0


if __name__ == "__main__":
    sys.exit(main())
