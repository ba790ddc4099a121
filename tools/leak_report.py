"""Draws many forms of a preset and reports every form on which two questions give each other away."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

from quizgen.assemble.draw.forms import make_forms
from quizgen.assemble.plan.make import plan
from quizgen.bank.blueprints import load_blueprint
from quizgen.bank.leaks.find import find_leaks
from quizgen.bank.load import load_bank
from quizgen.model.bookkeeping import point_of
from quizgen.model.exam import Mode

FAULTS = 1


def main(arguments: Sequence[str]) -> int:
    """Draw the forms, print what meets on them."""
    parser = argparse.ArgumentParser(prog="python -m tools.leak_report", description=__doc__)
    parser.add_argument("--preset", default="cadre-80")
    parser.add_argument("--forms", type=int, default=1000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--bank", type=Path, default=Path("question_bank"))
    options = parser.parse_args(arguments)
    path = options.bank / "blueprints" / f"{options.preset}.yaml"
    blueprint, problems = load_blueprint(path, str(path), ())
    if blueprint is None:
        print("\n".join(map(str, problems)))
        return FAULTS
    blueprint = blueprint.model_copy(update={"exchanges": True})  # as every new exam has it
    questions = {question.id: question for question in load_bank([options.bank]).active}
    made = plan(blueprint, tuple(questions.values()), mode=Mode.INDIVIDUAL, forms=options.forms, spare=0)
    forms = make_forms(
        hashlib.sha256(options.seed.encode()).digest(),
        blueprint=blueprint,
        cells=made.cells,
        pool=made.pool,
        questions=questions,
        mode=Mode.INDIVIDUAL,
        candidates=[f"{number:06d}" for number in range(options.forms)],
    )
    leaks = {frozenset((leak.shows, leak.asks)): leak for leak in find_leaks(tuple(questions.values()))}
    met: Counter[frozenset[str]] = Counter()
    forms_with_leaks = points = 0
    for form in forms:
        ids = [item.question for section in form.sections for item in section.items]
        here = [pair for pair in map(frozenset, combinations(ids, 2)) if pair in leaks]
        met.update(here)
        forms_with_leaks += bool(here)
        points += max(Counter(point_of(questions[id_]) for id_ in ids).values()) > 1
    for pair, times in met.most_common():
        leak = leaks[pair]
        print(f"{leak.shows} → {leak.asks}，{times} 份：印着“{leak.text}”，答案是“{leak.key}”")
    print(
        f"{options.preset}，{options.forms} 份：{forms_with_leaks} 份有互相泄露的题（{len(met)} 对），"
        f"{points} 份有考点相同的题。"
    )
    return FAULTS if met else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
