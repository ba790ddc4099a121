"""What printing costs: CPU per form, forms per second on two processes, memory over a thousand forms.

Run: ``python -m benchmarks.print_pdf [--forms 1000]``. The targets are 80 ms CPU for an 80-question paper
with its answer sheet, and less than 20 MB more memory at form 1,000 than at form 100.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from hashlib import shake_256
from multiprocessing import get_context
from pathlib import Path

from benchmarks.synthetic import synthetic_questions
from quizgen.model.blueprint import Blueprint, Section
from quizgen.model.digest import question_digest
from quizgen.model.exam import Exam, Form, FormItem, FormSection, FrozenQuestion, Mode
from quizgen.model.kinds import Kind, ScoringRule
from quizgen.model.question import MultipleBody, Question, SingleBody, option_texts
from quizgen.render.paper.composed import Paper, compose
from quizgen.render.typst_pdf import Printer

TARGET_MS, TARGET_GROWTH_MB = 80.0, 20.0
PLAN = ((Kind.SINGLE, 30, 1), (Kind.TRUE_FALSE, 30, 1), (Kind.MULTIPLE, 20, 2))
BANK_SIZE, DIGITS = 900, 8
EARLY, WARM_UP = 100, 5


class FormMaker:
    """Makes up forms of the ``cadre-80`` kind; the same number gives the same form."""

    def __init__(self) -> None:
        questions = synthetic_questions(BANK_SIZE, kinds=[kind for kind, _, _ in PLAN])
        self._frozen = {
            question_digest(one): FrozenQuestion(
                digest=question_digest(one), question=one, sources=("材料·第一部分",)
            )
            for one in questions
        }
        self._by_kind = {
            kind: [digest for digest, entry in self._frozen.items() if entry.question.kind == kind.value]
            for kind, _, _ in PLAN
        }
        sections = tuple(
            Section(
                kind=kind,
                count=count,
                points=Fraction(points),
                rule=ScoringRule.HALF_IF_INCOMPLETE if kind is Kind.MULTIPLE else None,
            )
            for kind, count, points in PLAN
        )
        blueprint = Blueprint.model_validate(
            {"id": "benchmark", "title": "知识测试", "minutes": 50, "pass": 80, "sections": sections}
        )
        zero = "0" * 64
        self._exam = Exam(
            title="全面从严治党主体责任知识测试",
            date=None,
            mode=Mode.INDIVIDUAL,
            forms=1,
            blueprint=blueprint,
            banks=(),
            cells=(),
            pool_digest=zero,
            key_commitment=zero,
            tool="benchmark",
        )

    def paper(self, number: int) -> Paper:
        """The form with that number, composed."""
        sections = tuple(
            FormSection(
                items=tuple(
                    FormItem(
                        question=self._frozen[digest].question.id,
                        digest=digest,
                        options=_shuffled_options(self._frozen[digest].question, number),
                    )
                    for digest in _shuffled(self._by_kind[kind], f"{number}/{kind}")[:count]
                )
            )
            for kind, count, _ in PLAN
        )
        form = Form(code=f"{number:04d}", paper_id=f"{number:010d}", sections=sections)
        return compose(self._exam, form, self._frozen, None)


def _shuffled(things: Sequence[str], seed: str) -> list[str]:
    keys = {thing: shake_256(f"{seed}/{thing}".encode()).digest(8) for thing in things}
    return sorted(things, key=keys.__getitem__)


def _shuffled_options(question: Question, number: int) -> tuple[int, ...]:
    if not isinstance(question, SingleBody | MultipleBody):
        return ()
    order = [str(index) for index in range(len(option_texts(question)))]
    return tuple(map(int, _shuffled(order, f"{number}/{question.id}")))


def print_form(printer: Printer, paper: Paper, serial: int) -> int:
    """Paper and sheet; how many bytes they have."""
    sheet, geometry = printer.sheet_pdf(paper, serial, DIGITS)
    return len(printer.paper_pdf(paper)) + len(sheet) + len(geometry.model_dump_json())


def memory_mb() -> float:
    """What this process holds in memory now, in MB; 0 where the system does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(row for row in status.read_text(encoding="utf-8").splitlines() if row.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def one_process(forms: int) -> None:
    """CPU per form and growth of memory, printing form after form."""
    maker, printer = FormMaker(), Printer()
    costs: list[float] = []
    early = 0.0
    for number in range(1, forms + 1):
        paper = maker.paper(number)
        begun = time.process_time()
        print_form(printer, paper, number)
        costs.append((time.process_time() - begun) * 1000)
        if number == min(EARLY, forms):
            early = memory_mb()
    costs = costs[WARM_UP:] or costs
    cheap, middle, dear = min(costs), statistics.median(costs), max(costs)
    print(
        f"paper with sheet: {middle:.1f} ms CPU (median; {cheap:.1f} to {dear:.1f}); target {TARGET_MS:.0f}"
    )
    print(f"memory: {early:.0f} MB at form {min(EARLY, forms)}, {memory_mb():.0f} MB at form {forms}", end="")
    print(f"; growth {memory_mb() - early:+.1f} MB; target below {TARGET_GROWTH_MB:.0f}")


_worker: tuple[FormMaker, Printer]


def _start() -> None:
    global _worker  # noqa: PLW0603 - what a worker process keeps between forms
    _worker = FormMaker(), Printer()


def _print_in_worker(number: int) -> int:
    maker, printer = _worker
    return print_form(printer, maker.paper(number), number)


def two_processes(forms: int) -> None:
    """Forms per second with two worker processes, start included and not."""
    begun = time.perf_counter()
    with ProcessPoolExecutor(2, get_context("spawn"), _start) as pool:
        list(pool.map(_print_in_worker, range(1, 2 * WARM_UP + 1)))
        started = time.perf_counter()
        size = sum(pool.map(_print_in_worker, range(1, forms + 1), chunksize=4))
        ended = time.perf_counter()
    print(f"two processes: {forms / (ended - started):.1f} forms/s", end=" ")
    print(f"({started - begun:.1f} s to start; {size / forms / 1000:.0f} kB per form)")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forms", type=int, default=1000)
    forms = parser.parse_args().forms
    one_process(forms)
    two_processes(max(forms // 5, 20))


if __name__ == "__main__":
    main()
