"""How many forms are drawn per second, from banks of 300, 5,000 and 100,000 questions.

Run: ``python -m benchmarks.draw [--forms 5000]``; the target is 10,000 plain forms of 80 questions per
second of CPU from a bank of 5,000, on one core, in plain Python. A plain form is which questions stand in
which section; a whole form has its order, its options and its record as well.
"""

from __future__ import annotations

import argparse
import itertools
import time

from benchmarks.synthetic import synthetic_questions
from quizgen.assemble.draw.derive import Streams
from quizgen.assemble.draw.forms import bound_to, frame_of, make_forms
from quizgen.assemble.draw.sets import Dealer
from quizgen.assemble.plan.make import Plan, plan
from quizgen.model.blueprint import Blueprint
from quizgen.model.exam import Mode
from quizgen.model.kinds import Kind
from quizgen.model.question import Question

SIZES = (300, 5_000, 100_000)
TARGET_BANK, TARGET = 5_000, 10_000
KEY = bytes(range(32))
WHOLE_FORMS = 500
KINDS = (Kind.SINGLE, Kind.TRUE_FALSE, Kind.MULTIPLE)
QUOTAS = {
    "difficulty": {"易": 0.4, "中": 0.4, "难": 0.2},
    "topic": {name: {"min": 4} for name in ("明责", "压责", "验责", "评责", "问责")},
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--forms", type=int, default=5_000, help="plain forms to draw")
    forms = parser.parse_args().forms
    for size in SIZES:
        for quotas, enemies in ((False, False), (True, False), (True, True)):
            measure(
                synthetic_questions(size, kinds=KINDS, enemies=enemies), forms, quotas=quotas, enemies=enemies
            )


def cadre_80(*, quotas: bool) -> Blueprint:
    """The shape of the preset of that name."""
    return Blueprint.model_validate(
        {
            "id": "cadre-80",
            "title": "测试",
            "minutes": 50,
            "pass": 80,
            "sections": [
                {"kind": "single", "count": 30, "points": 1},
                {"kind": "true_false", "count": 30, "points": 1},
                {"kind": "multiple", "count": 20, "points": 2},
            ],
            "quotas": QUOTAS if quotas else {},
        }
    )


def measure(questions: list[Question], forms: int, *, quotas: bool, enemies: bool) -> None:
    """Plan, draw plain forms, make whole ones; print one line."""
    blueprint = cadre_80(quotas=quotas)
    start = time.process_time()
    made = plan(blueprint, questions, mode=Mode.INDIVIDUAL, forms=forms, spare=0)
    planned = time.process_time() - start
    plain = plain_rate(blueprint, made, forms)
    whole = whole_rate(blueprint, made, questions)
    what = "quotas, enemies" if enemies else "quotas" if quotas else "no quotas"
    goal = f" (target {TARGET:,})" if len(questions) == TARGET_BANK and not enemies else ""
    print(
        f"{len(questions):>7,} questions, {what:<15} {len(made.cells):>3} cells: plan {planned:5.2f} s, "
        f"{plain:>7,.0f} plain forms/s{goal}, {whole:>6,.0f} whole forms/s",
        flush=True,
    )


def plain_rate(blueprint: Blueprint, made: Plan, forms: int) -> float:
    """Sets of 80 questions per second of CPU."""
    source = Streams(KEY, bound_to(blueprint, made.cells, made.pool))
    dealer = Dealer(source, frame_of(made.cells, made.pool, len(blueprint.sections)))
    dealer.single("warm-up")
    start = time.process_time()
    for number in range(forms):
        dealer.single(f"candidate/{number}")
    return forms / (time.process_time() - start)


def whole_rate(blueprint: Blueprint, made: Plan, questions: list[Question]) -> float:
    """Forms with order, options and records per second of CPU."""
    stream = make_forms(
        KEY,
        blueprint=blueprint,
        cells=made.cells,
        pool=made.pool,
        questions={one.id: one for one in questions},
        mode=Mode.INDIVIDUAL,
        candidates=[str(number) for number in range(WHOLE_FORMS + 1)],
    )
    next(stream)
    start = time.process_time()
    count = sum(1 for _ in itertools.islice(stream, WHOLE_FORMS))
    return count / (time.process_time() - start)


if __name__ == "__main__":
    main()
