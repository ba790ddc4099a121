"""Attaches scores again and again, the power failing before each file operation in turn.

Run as a program: ``python -m tests.workflows.power_loss_attach TEMPLATE WORK``, where the template holds the
folders ``exam`` and ``reviews``. Prints as JSON how many operations there were and what went wrong.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from quizgen.errors import QuizgenError
from quizgen.workflows.review.attach import attach_scores
from quizgen.workflows.review.order import AttachOrder
from tests.signed_scores import REVIEW_DATE, STAMP
from tests.workflows.power_loss import _contents, _fails_at, _no_disk, _no_progress, _untouched


def attach(work: Path) -> object:
    """Attach the scores of the exam to the review documents."""
    order = AttachOrder(
        (work / "exam",), work / "reviews", work / "out", STAMP, REVIEW_DATE, cards=False, dated=True
    )
    return attach_scores(order, _no_progress)


def main() -> None:
    """Fail at every operation; the same command again must give what it gives undisturbed."""
    template, work = map(Path, sys.argv[1:])
    os.fsync = _no_disk  # type: ignore[assignment]  # only ever called with a number
    expected = _untouched(template, work, attach)
    wrong: list[str] = []
    count = 0
    while _fails_at(count + 1, template, work, attach):
        count += 1
        before = _contents(work)
        wrong += [f"{count}: {name}" for name in before if name.startswith("out/") and name not in expected]
        try:
            attach(work)
        except QuizgenError as error:
            wrong.append(f"{count}: {type(error).__name__}: {error}")
            continue
        now = _contents(work)
        wrong += [f"{count}: {one}" for one in expected.keys() | now if expected.get(one) != now.get(one)]
    print(json.dumps({"operations": count, "wrong": wrong}, ensure_ascii=False))  # noqa: T201 - its result


if __name__ == "__main__":
    main()
