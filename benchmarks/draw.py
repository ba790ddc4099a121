"""How many forms are drawn per second, from banks of 300, 5,000 and 100,000 questions.

Run: ``python -m benchmarks.draw [--forms 5000]``; the target is 10,000 whole forms of 80 questions per
second of CPU from a bank of 5,000, on one core. A plain form is which questions stand in which section; a
whole form has its order and its options as well, as the line of JSON that is frozen: made one by one and in
batches, which are the same. Below everything lie the hashes: one SHAKE-256 for every question with options.
How long the bare hashes of a form take is measured between the batches, since machines are busy or not.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import time
from collections.abc import Iterator

from benchmarks.synthetic import synthetic_questions
from quizgen.assemble.draw.derive import Streams
from quizgen.assemble.draw.forms import bound_to, frame_of, make_forms
from quizgen.assemble.draw.sets import Dealer
from quizgen.assemble.plan.make import Plan, plan
from quizgen.model.blueprint import Blueprint
from quizgen.model.exam import Mode
from quizgen.model.form_text import FormText
from quizgen.model.kinds import Kind
from quizgen.model.question import Question

SIZES = (300, 5_000, 100_000)
TARGET_BANK, TARGET = 5_000, 10_000
ONE_BY_ONE, IN_BATCHES = 10**9, 1
BATCH, BATCHES, WARM = 256, 16, 10
KEY = bytes(range(32))
Lines = Iterator[FormText]
WHOLE_FORMS = 300
OPTIONED = 50
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
    one_by_one = one_by_one_rate(blueprint, made, questions)
    in_batches, hashes = batch_rates(blueprint, made, questions)
    what = "quotas, enemies" if enemies else "quotas" if quotas else "no quotas"
    goal = f" (target {TARGET:,})" if len(questions) == TARGET_BANK and not enemies else ""
    print(
        f"{len(questions):>7,} questions, {what:<15} {len(made.cells):>3} cells: plan {planned:5.2f} s, "
        f"{plain:>7,.0f} plain forms/s, {one_by_one:>6,.0f} whole forms/s one by one, "
        f"{in_batches:>6,.0f} in batches{goal}, {hashes:.1f} × the bare hashes of the options",
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


def lines_of(blueprint: Blueprint, made: Plan, questions: list[Question], forms: int, many: int) -> Lines:
    """The lines of so many forms."""
    return make_forms(
        KEY,
        blueprint=blueprint,
        cells=made.cells,
        pool=made.pool,
        questions={one.id: one for one in questions},
        mode=Mode.INDIVIDUAL,
        candidates=[f"{number:06d}" for number in range(forms)],
    ).texts(many)


def one_by_one_rate(blueprint: Blueprint, made: Plan, questions: list[Question]) -> float:
    """Whole forms per second of CPU, one by one."""
    stream = lines_of(blueprint, made, questions, WHOLE_FORMS + 1, ONE_BY_ONE)
    next(stream)
    start = time.process_time()
    count = sum(1 for _ in stream)
    return count / (time.process_time() - start)


def batch_rates(blueprint: Blueprint, made: Plan, questions: list[Question]) -> tuple[float, float]:
    """Whole forms per second of CPU in batches, once most questions have come up; how many times the hashes.

    The median of the batches, each of the same size as the batches that are drawn.
    """
    stream = lines_of(blueprint, made, questions, (WARM + BATCHES) * BATCH, IN_BATCHES)
    for _ in itertools.islice(stream, WARM * BATCH):
        pass
    times, hashes = [], []
    for _ in range(BATCHES):
        hashes.append(hashing())
        start = time.process_time()
        for _ in itertools.islice(stream, BATCH):
            pass
        times.append(time.process_time() - start)
    middle = sorted(times)[BATCHES // 2]
    return BATCH / middle, middle / sorted(hashes)[BATCHES // 2]


def hashing() -> float:
    """CPU of the SHAKE-256 that a batch of forms cannot do without: one for each question with options."""
    purposes = [f"options/ZZ-{number:06d}".encode() for number in range(OPTIONED)]
    start = time.process_time()
    for form in range(BATCH):
        begun = hashlib.shake_256(bytes(32) + f"candidate/{form:06d}".encode())
        for purpose in purposes:
            stream = begun.copy()
            stream.update(purpose)
            stream.digest(24)
    return time.process_time() - start


if __name__ == "__main__":
    main()
