"""Draws fixed sets with the standard library alone, so that any Python can be asked to do it.

Run as ``python -m tests.assemble.vectors``; it prints what ``test_same_everywhere`` compares.
"""

from __future__ import annotations

import json
import sys

from quizgen.assemble.draw.derive import Streams, commitment, paper_id
from quizgen.assemble.draw.sets import Dealer, Frame
from quizgen.assemble.draw.shuffle import Options, arranged, chosen

KEY = bytes(range(32))
BOUND_TO = ["00" * 32, "ff" * 32]
FRAME = Frame(
    sections=2,
    groups=(tuple(range(40)), tuple(range(40, 60)), tuple(range(60, 64))),
    fixed=(False, False, True),
    tables=(((0, 0, 6), (1, 1, 3), (1, 2, 4)), ((0, 0, 5), (0, 1, 1), (1, 1, 3), (1, 2, 4))),
    enemies={
        **{item: frozenset({item + 1 - item % 2 * 2}) for item in range(20)},
        **{item: frozenset({item + 20}) for item in range(20, 40)},
        **{item: frozenset({item - 20}) for item in range(40, 60)},
    },
)


def compute() -> dict[str, object]:
    """Everything that has to be the same everywhere."""
    source = Streams(KEY, BOUND_TO)
    dealer = Dealer(source, FRAME)
    options = Options(right=3, wrong=4, show=5, last=(6,), least_right=2)
    shown = chosen(options, source.words("甲", "show/XM-0001"))
    return {
        "commitment": commitment(KEY),
        "papers": [paper_id(KEY, code) for code in ("A", "001", "S01")],
        "single": [dealer.single(f"candidate/{number}") for number in ("1001", "甲乙", "")],
        "apart": list(dealer.apart(["form/A", "form/B", "form/C"], 5)),
        "parallel": dealer.parallel("parallel", 3),
        "shown": shown,
        "order": arranged(shown, options.last, source.words("甲", "options/XM-0001")),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(compute(), sort_keys=True))
