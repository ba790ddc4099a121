"""How long marking takes, with how much memory: 10,000 individual forms of 80 questions.

Run: ``python -m benchmarks.mark [--people 10000]``. The targets are 20 s and 500 MB from the three files
(questions, forms, answers) to sorted scores with ranks, in one process; the statistics of all questions are
measured on top. The files are made up beforehand. Other work on the machine slows marking in proportion to
the loop that is printed first.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.synthetic import synthetic_questions
from quizgen.analysis.questions import QuestionCollector
from quizgen.files.collector import collector_paused
from quizgen.marking.form import SheetMarker
from quizgen.marking.results import score_candidates
from quizgen.model.answers import AnswerSheet
from quizgen.model.blueprint import Blueprint
from quizgen.model.digest import question_digest, record_json
from quizgen.model.exam import Form, FrozenQuestion
from quizgen.model.kinds import Kind
from quizgen.model.question import MultipleBody, Question, SingleBody
from quizgen.model.score import ItemMark, ScorePolicy
from quizgen.records.answers_file import parse_sheet

TARGET_SECONDS, TARGET_MB = 20, 500
PLAN = ((Kind.SINGLE, 30, 1), (Kind.TRUE_FALSE, 30, 1), (Kind.MULTIPLE, 20, 2))
BANK_SIZE = 1_500
QUESTIONS, FORMS, ANSWERS = "questions.jsonl", "forms.jsonl", "answers.jsonl"


def main() -> None:
    """Make the files, mark them in a process of its own, print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=10_000, help="forms to mark")
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--statistics", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.folder is not None:
        with collector_paused():
            measure(chosen.folder, statistics=chosen.statistics)
        return
    with tempfile.TemporaryDirectory() as folder:
        make_files(Path(folder), chosen.people)
        print(f"3 million additions in a loop: {loop_seconds():.2f} s of CPU", flush=True)
        run = [sys.executable, "-m", "benchmarks.mark", "--folder", folder]
        subprocess.run(run, check=True)
        subprocess.run([*run, "--statistics"], check=True)


def loop_seconds() -> float:
    """How fast Python runs here and now."""
    before = time.process_time()
    total = 0
    for number in range(3_000_000):
        total += number
    return time.process_time() - before


def blueprint() -> Blueprint:
    """The shape of the preset cadre-80, with shares of points."""
    sections = [{"kind": kind.value, "count": count, "points": points} for kind, count, points in PLAN]
    sections[-1]["rule"] = "漏选按项"
    lines = {"minima": {"topic": {"问责": 2}}, "valid_months": 24}
    return Blueprint.model_validate(
        {"id": "cadre-80", "title": "测试", "minutes": 50, "pass": 60, "sections": sections, **lines}
    )


def measure(folder: Path, *, statistics: bool) -> None:
    """Mark everything in the folder; print seconds, memory and what was found."""
    began, before = time.perf_counter(), time.process_time()
    plan = blueprint()
    frozen = (FrozenQuestion.model_validate_json(line) for line in lines_of(folder / QUESTIONS))
    marker = SheetMarker({one.digest: one.question for one in frozen}, plan)
    collector = QuestionCollector() if statistics else None
    scores = score_candidates(marked(folder, marker, collector), plan, ScorePolicy(), dt.date(2026, 11, 22))
    size = sum(len(record_json(score)) for score in scores)
    pooled = f", {len(collector.statistics()):,} questions pooled" if collector else ""
    seconds, cpu = time.perf_counter() - began, time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(scores):,} individual forms of 80 questions: {seconds:.1f} s ({cpu:.1f} s CPU), "
        f"{peak:.0f} MB at most (targets {TARGET_SECONDS} s, {TARGET_MB} MB); "
        f"{sum(one.passed for one in scores):,} passed{pooled}, {size / 1e6:.1f} MB of scores",
        flush=True,
    )


def marked(
    folder: Path, marker: SheetMarker, collector: QuestionCollector | None
) -> Iterator[tuple[AnswerSheet, tuple[ItemMark, ...]]]:
    """Everybody's marks, form by form; forms and answers stand in the same order."""
    for form_line, answer_line in zip(lines_of(folder / FORMS), lines_of(folder / ANSWERS), strict=True):
        form, sheet = Form.model_validate_json(form_line), parse_sheet(answer_line.rstrip().encode())
        assert sheet is not None, answer_line  # noqa: S101 - a measurement of damaged files is none
        marks = marker.mark(form, sheet)
        if collector is not None:
            collector.add(sheet, marks)
        yield sheet, marks


def lines_of(path: Path) -> Iterator[str]:
    """The lines of a file, one after another."""
    with path.open(encoding="utf-8") as file:
        yield from file


def make_files(folder: Path, people: int) -> None:
    """Questions, individual forms and the answers of people of different ability."""
    questions = synthetic_questions(BANK_SIZE, kinds=[kind for kind, _, _ in PLAN])
    digests = {question.id: question_digest(question) for question in questions}
    with (folder / QUESTIONS).open("w", encoding="utf-8") as file:
        for question in questions:
            frozen = FrozenQuestion(digest=digests[question.id], question=question, sources=("材料",))
            file.write(f"{record_json(frozen)}\n")
    dice = random.Random(1)  # noqa: S311 - made-up exams
    by_kind = [[one for one in questions if one.kind == kind] for kind, _, _ in PLAN]
    with (
        (folder / FORMS).open("w", encoding="utf-8") as forms,
        (folder / ANSWERS).open("w", encoding="utf-8") as answers,
    ):
        for number in range(people):
            drawn = [dice.sample(pool, count) for pool, (_, count, _) in zip(by_kind, PLAN, strict=True)]
            orders = {one.id: order_of(one, dice) for section in drawn for one in section}
            forms.write(f"{line(form_of(number, drawn, orders, digests))}\n")
            answers.write(f"{line(sheet_of(number, drawn, orders, dice))}\n")


def form_of(
    number: int, drawn: list[list[Question]], orders: dict[str, list[int]], digests: dict[str, str]
) -> dict[str, Any]:
    """A line of forms.jsonl."""
    sections = [
        {
            "items": [
                {"digest": digests[one.id], "question": one.id}
                | ({"options": orders[one.id]} if orders[one.id] else {})
                for one in section
            ]
        }
        for section in drawn
    ]
    code = f"{number + 1:05d}"
    return {"candidate": f"{number:06d}", "code": code, "paper_id": f"{number:010d}", "sections": sections}


def sheet_of(
    number: int, drawn: list[list[Question]], orders: dict[str, list[int]], dice: random.Random
) -> dict[str, Any]:
    """A line of answers.jsonl."""
    ability = dice.uniform(0.4, 0.95)
    answers = [answer_of(one, orders[one.id], ability, dice) for section in drawn for one in section]
    who = {"number": f"{number:06d}", "name": f"测试{number}", "unit": f"第{number % 40}单位"}
    return {"candidate": who, "form": f"{number + 1:05d}", "answers": answers}


def order_of(question: Question, dice: random.Random) -> list[int]:
    """The options in a drawn order."""
    if not isinstance(question, SingleBody | MultipleBody):
        return []
    count = len(question.correct) + len(question.wrong)
    return dice.sample(range(count), count)


def answer_of(question: Question, order: list[int], ability: float, dice: random.Random) -> dict[str, Any]:
    """An answer as it is kept, with the cell as it was typed."""
    able = dice.random() < ability
    if question.kind == "true_false":
        truth = question.answer == able
        return {"question": question.id, "truth": truth, "typed": "√" if truth else "×"}
    right = len(question.correct) if isinstance(question, SingleBody | MultipleBody) else 0
    ticked = list(range(right)) if able else sorted(dice.sample(order, dice.randint(1, right)))
    typed = "".join("ABCDEFGH"[order.index(option)] for option in ticked)
    return {"question": question.id, "options": ticked, "typed": typed}


def line(data: dict[str, Any]) -> str:
    """A line of JSON, as short as records are written."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    main()
