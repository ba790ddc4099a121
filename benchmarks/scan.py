"""How well answer sheets are read: errors that nobody sees, questions that go to people.

Run: ``python -m benchmarks.scan [--pages 60] [--mix realistic] [--scans scans] [--seed 1] [--colour]
[--tally FILE]``; ``--scans`` is a mixture, one condition, or ``each`` for every condition in turn. Sheets are
the product's own PDF and JSON, people and scanners are simulated (``tools/scans``). With ``--tally`` every
page is written down as it is read: a run that was cut off goes on where it stopped. A *silent* error is a
bubble whose state is not what the writer meant, that is not doubtful, in a question that no person is asked
about, on a page without a warning about its tones. Speed: ``benchmarks.scan_speed``.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy

from quizgen.model.exam import Candidate
from quizgen.model.kinds import Kind
from quizgen.model.scanned import MarkState, PageOutcome, PageReading, PageWarning, QuestionReading
from quizgen.model.sheet import Bubble, BubbleKind
from quizgen.render.typst_pdf import Printer
from quizgen.scan.known import Sheets
from quizgen.scan.page import read_page
from tests.render.samples import CADRE_80, Part, made_up_paper
from tests.scan.made import PrintedSheet, coloured_picture, picture_of, printed_sheet
from tools.scans.conditions import CONDITIONS, MIXTURES, condition
from tools.scans.people import MIXES, Truth, empty_layer, fill_in
from tools.scans.scanners import Taken, take, take_in_colour

SHEETS = (
    (CADRE_80, 8, None),
    ((Part(Kind.SINGLE, 60), Part(Kind.MULTIPLE, 20, options=5), Part(Kind.TRUE_FALSE, 20)), 8, None),
    (CADRE_80, 8, Candidate(number="20260017", name="张三", unit="测试一局", post="科长")),
    (
        (
            Part(Kind.SINGLE, 70, options=5),
            Part(Kind.MULTIPLE, 40, options=6),
            Part(Kind.TRUE_FALSE, 30),
        ),
        10,
        None,
    ),
)
TONES = {PageWarning.LIGHT_GREY_LOST, PageWarning.ONE_BIT}
LABEL_MM, AROUND_MM, SHOWN = 9.0, 2.4, 40
"""What a question's box has on the left and around its bubbles; how many errors are told one by one."""


@dataclass
class Figures:
    """What was counted: pages by outcome, doubts and warnings, for each kind questions, flagged, silent.

    ``codes`` says whether the text of the code was right, wrong or not read.
    """

    pages: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    questions: Counter[str] = field(default_factory=Counter)
    flagged: Counter[str] = field(default_factory=Counter)
    silent: Counter[str] = field(default_factory=Counter)
    doubts: Counter[str] = field(default_factory=Counter)
    drawn: int = 0
    silent_marks: int = 0
    read_seconds: float = 0.0
    farthest_mm: float = 0.0
    told: list[str] = field(default_factory=list)

    def add(self, other: Figures) -> None:
        """Count the pages of another."""
        for name in ("pages", "codes", "questions", "flagged", "silent", "doubts"):
            getattr(self, name).update(getattr(other, name))
        self.drawn += other.drawn
        self.silent_marks += other.silent_marks
        self.read_seconds += other.read_seconds
        self.farthest_mm = max(self.farthest_mm, other.farthest_mm)
        self.told += other.told

    def lines(self) -> Iterator[str]:
        """The figures for people."""
        pages = sum(self.pages.values())
        yield f"页 {pages}：" + _listed(self.pages)
        yield "二维码：" + _listed(self.codes)
        for kind, asked in self.questions.items():
            sent = self.flagged[kind]
            yield f"{kind}：{asked} 题，送人看 {sent / asked:.2%}，悄悄读错 {self.silent[kind]} 题"
        asked, sent = sum(self.questions.values()), sum(self.flagged.values())
        wrong = self.silent_marks / max(1, self.drawn)
        yield f"合计 {asked} 题，送人看 {sent / max(1, asked):.2%}"
        yield f"有笔迹的圆圈 {self.drawn}，悄悄读错 {self.silent_marks}（{wrong:.4%}）"
        yield f"疑点和警告：{_listed(self.doubts)}"
        each = self.read_seconds / max(1, pages) * 1000
        yield f"圆圈最远偏 {self.farthest_mm:.2f} 毫米；读一页 {each:.0f} 毫秒处理器时间"
        yield from self.told[:SHOWN]


def _listed(counts: Counter[str]) -> str:
    return "，".join(f"{name} {count}" for name, count in counts.most_common())


@cache
def printed() -> tuple[PrintedSheet, ...]:
    """The sheets of the benchmark."""
    printer = Printer()
    return tuple(
        printed_sheet(printer, made_up_paper(parts, seed=number + 1, candidate=person), number, digits)
        for number, (parts, digits, person) in enumerate(SHEETS)
    )


def measure(mix: str, scans: str, number: int, seed: int, *, colour: bool = False) -> Figures:
    """Fill in, scan and read the page of that number, which depends on it and the seed alone."""
    known = {one.geometry.paper_id: one.geometry for one in printed()}
    dice = numpy.random.default_rng([seed, number])
    sheet = printed()[number % len(printed())]
    page = 1 + number // len(printed()) % sheet.geometry.pages
    layer = empty_layer(sheet.geometry)
    red = empty_layer(sheet.geometry) if colour else None
    truth = fill_in(sheet.geometry, page, mix, layer, dice, red)
    name, scanner = condition(scans, dice)
    if red is None:
        taken = take(sheet.pages[page - 1], layer, scanner, dice)
        picture = picture_of(taken.picture, f"{number} {name}")
    else:
        taken = take_in_colour(sheet.pages[page - 1], layer, red, scanner, dice)
        picture = coloured_picture(taken.picture, f"{number} {name}", scanner.jpeg or 90)
    start = time.process_time()
    reading = read_page(picture, Sheets(known.get, printed()[0].geometry))
    figures = Figures(read_seconds=time.process_time() - start)
    bubbles = [one for one in sheet.geometry.bubbles if one.page == page]
    _code(figures, reading, sheet, page)
    _count(figures, reading, truth, bubbles)
    _place(figures, reading, taken, bubbles)
    return figures


def _code(figures: Figures, reading: PageReading, sheet: PrintedSheet, page: int) -> None:
    """Whether the code says what was printed (the sheets have their number as serial)."""
    said = reading.paper_id, reading.page, reading.pages
    right = said == (sheet.geometry.paper_id, page, sheet.geometry.pages)
    figures.codes["对" if right else "错" if reading.paper_id else "没有读出"] += 1


def _count(figures: Figures, reading: PageReading, truth: Truth, bubbles: list[Bubble]) -> None:
    if reading.reason is not None:
        figures.pages[f"{reading.outcome.value} {reading.reason.name}（{reading.place}）"] += 1
        return
    warned = bool(set(reading.warnings) & TONES)
    figures.pages["读出但深浅不可靠" if warned else "读出"] += 1
    figures.doubts.update(one.name for one in reading.warnings)
    if warned:
        return
    printed_in = {(one.question, one.option) for one in bubbles if one.printed}
    for question in (*reading.number, *reading.questions):
        figures.questions[question.kind.value] += 1
        figures.flagged[question.kind.value] += bool(question.doubts)
        figures.doubts.update(one.name for one in question.doubts)
        figures.drawn += sum((question.question, mark.option) in truth.drawn for mark in question.marks)
        wrong = [] if question.doubts else list(_wrong(question, truth.meant | printed_in))
        figures.silent_marks += len(wrong)
        figures.silent[question.kind.value] += bool(wrong)
        if wrong:
            figures.told.append(f"{reading.place} {question.question}: {'; '.join(wrong)}")


def _wrong(question: QuestionReading, meant: set[tuple[str, str]]) -> Iterator[str]:
    for mark in question.marks:
        if (mark.state is MarkState.MARKED) is not ((question.question, mark.option) in meant):
            yield f"{mark.option} {mark.state.value} ink {mark.ink} covered {mark.covered}"


def _place(figures: Figures, reading: PageReading, taken: Taken, bubbles: list[Bubble]) -> None:
    """How far the first bubble of every question is from where it really is in the picture, in mm."""
    if reading.outcome is not PageOutcome.READ or reading.sight is None:
        return
    first: dict[str, Bubble] = {}
    for one in bubbles:
        first.setdefault(one.question, one)
    asked = [*reading.number, *reading.questions]
    around = [first[one.question].r_mm + AROUND_MM for one in asked]
    label = [0.0 if one.kind is BubbleKind.DIGIT else LABEL_MM for one in asked]
    found = numpy.array(
        [(one.box.left + a + b, one.box.top + a) for one, a, b in zip(asked, around, label, strict=True)]
    )
    true = numpy.array([(first[one.question].x_mm, first[one.question].y_mm) for one in asked])
    matrix = numpy.array(reading.sight.matrix).reshape(3, 3)
    seen = found @ matrix[:, :2].T + matrix[:, 2]
    miss = seen[:, :2] / seen[:, 2:] - taken.pixels(true)
    farthest = float(numpy.hypot(*miss.T).max()) / reading.sight.dots_per_mm
    figures.farthest_mm = max(figures.farthest_mm, farthest)


def tallied(  # noqa: PLR0913 - a tally, and what names a run
    path: Path | None, mix: str, scans: str, pages: int, seed: int, *, colour: bool = False
) -> Figures:
    """The figures of so many pages; those in the tally are not read again, the others are added to it."""
    total, done = Figures(), set()
    run = f"{mix} {scans} {seed}" + " colour" * colour
    if path is not None and path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.endswith("}"):  # cut off while it was written
                continue
            kept = json.loads(line)
            if kept.pop("run") == run and (number := kept.pop("number")) < pages:
                done.add(number)
                total.add(_figures(kept))
    for number in (one for one in range(pages) if one not in done):
        figures = measure(mix, scans, number, seed, colour=colour)
        total.add(figures)
        if path is not None:
            with path.open("a", encoding="utf-8") as file:
                line = json.dumps({"run": run, "number": number, **vars(figures)}, ensure_ascii=False)
                file.write(f"\n{line}")
    return total


def _figures(kept: dict[str, Any]) -> Figures:
    found = Figures()
    vars(found).update({key: Counter(one) if isinstance(one, dict) else one for key, one in kept.items()})
    return found


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--mix", choices=MIXES, default="realistic")
    parser.add_argument("--scans", choices=[*MIXTURES, *CONDITIONS, "each"], default="scans")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--colour", action="store_true", help="pictures in colours, red ink of its own")
    parser.add_argument("--tally", type=Path)
    args = parser.parse_args()
    for scans in CONDITIONS if args.scans == "each" else [args.scans]:
        found = tallied(args.tally, args.mix, scans, args.pages, args.seed, colour=args.colour)
        print("\n".join([f"{args.mix}，{scans}，种子 {args.seed}", *found.lines()]), flush=True)


if __name__ == "__main__":
    main()
