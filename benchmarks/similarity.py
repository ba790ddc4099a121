"""How often planted copies are found, how often honest exams give a false pair: a simulation.

``python -m benchmarks.similarity [EXAMS]``. People have an ability, questions a difficulty (Rasch); somebody
who is wrong takes one of three wrong options, of which one is usually the most popular. Each copier takes
over a share of the answers of one other person, drawn at random.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Sequence

import numpy

from quizgen.analysis.agreement import GivenAnswer, agreement

_SHARES = (0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)
_LAYOUTS = ((100, 60, 60), (100, 80, 80), (500, 80, 80), (100, 60, 150))
"""People, questions asked of each, questions in the bank: more than asked are individual forms."""


def simulated(
    random: numpy.random.Generator, people: int, asked: int, bank: int, copied: Sequence[float] = ()
) -> list[list[GivenAnswer]]:
    """An exam; the last people copy such shares of what they have in common with the first ones."""
    hard = random.normal(-0.5, 1.0, bank)
    able = random.normal(0.7, 0.8, people)
    liked = random.dirichlet((2.0, 1.0, 1.0), bank).cumsum(axis=1)[:, :2]
    sheets: list[dict[int, int]] = []
    for person in range(people):
        items = numpy.arange(asked) if bank == asked else random.choice(bank, asked, replace=False)
        right = random.random(asked) < 1 / (1 + numpy.exp(hard[items] - able[person]))
        wrong = (random.random((asked, 1)) > liked[items]).sum(axis=1) + 1
        sheets.append(dict(zip(items.tolist(), numpy.where(right, 0, wrong).tolist(), strict=True)))
    for place, share in enumerate(copied):
        source, copier = sheets[place], sheets[-1 - place]
        common = sorted(source.keys() & copier.keys())
        for item in random.choice(common, round(share * len(common)), replace=False).tolist():
            copier[item] = source[item]
    return [
        [GivenAnswer((f"Q{item}", None), one, one == 0) for item, one in sheet.items()] for sheet in sheets
    ]


def run(
    exams: int, people: int, asked: int, bank: int, copied: Sequence[float]
) -> tuple[Counter[float], int]:
    """In how many of so many exams the copy of each share was found, in how many any other pair was."""
    found: Counter[float] = Counter()
    false = 0
    planted = {(place, people - 1 - place): share for place, share in enumerate(copied)}
    for seed in range(exams):
        random = numpy.random.default_rng([seed, people, asked, bank, len(copied)])
        sheets = simulated(random, people, asked, bank, copied)
        pairs = {(one.first, one.second) for one in agreement(sheets).pairs}
        found.update(planted[pair] for pair in pairs & planted.keys())
        false += bool(pairs - planted.keys())
    return found, false


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    exams = int(arguments[0]) if arguments else 1000
    chosen = [_LAYOUTS[int(one)] for one in arguments[1:]] or _LAYOUTS
    for people, asked, bank in chosen:
        begun = time.process_time()
        _, alarms = run(exams, people, asked, bank, ())
        found, false = run(exams, people, asked, bank, _SHARES)
        powers = "，".join(f"抄 {share:.0%} 发现 {found[share] / exams:.1%}" for share in _SHARES)
        print(f"{people} 人，每人 {asked} 题，共 {bank} 题，各模拟 {exams} 次：{powers}；")
        print(f"  无人抄袭时有误报的 {alarms} 次，有人抄袭时误报别人的 {false} 次；", end="")
        print(f"处理器 {time.process_time() - begun:.0f} 秒", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
