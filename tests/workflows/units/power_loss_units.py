"""Splits, opens, joins again and again, the power failing before each file operation in turn.

Run as a program: ``python -m tests.workflows.units.power_loss_units STEP TEMPLATE WORK STRIDE``; the template
holds what the step needs, with stride 1 it is every operation. Printing is left out: that it may be cut off
is tried elsewhere. Prints as JSON how many operations there were and what went wrong.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from quizgen.errors import QuizgenError
from quizgen.records.signing import load_or_make_key, load_public_key
from quizgen.workflows.exam.build import BuildResult
from quizgen.workflows.marks.order import MarkOrder
from quizgen.workflows.units import part
from quizgen.workflows.units.join import JoinOrder, join_results
from quizgen.workflows.units.opening import OpenOrder, open_bundle
from quizgen.workflows.units.split import SplitOrder, split_exam
from tests.found import things_in
from tests.workflows.power_loss import (
    LEFT_BEHIND,
    STAMP,
    _contents,
    _fails_at,
    _no_disk,
    _no_progress,
    _untouched,
    _verified,
)
from tests.workflows.units.province import everything_in, ledger_of


def split(work: Path) -> object:
    """Split the exam."""
    key, _ = load_or_make_key(work / "key.pem")
    return split_exam(SplitOrder(work / "exam", work / "out", work / "keys.csv", STAMP, key), _no_progress)


def opened(work: Path) -> object:
    """Open a bundle."""
    return open_bundle(OpenOrder(work / "bundle.age", work / "key.txt", work / "exam", STAMP))


def join(work: Path) -> object:
    """Join what two units returned."""
    key, _ = load_or_make_key(work / "key.pem")
    order = JoinOrder(MarkOrder(work / "exam", STAMP, key), (work / "1.tar", work / "2.tar"))
    return join_results(order, _no_progress)


def after_split(work: Path, _expected: dict[str, bytes]) -> Iterator[str]:
    """The bundles are all there with their list, or none; the next split does its work."""
    yield from _exam_faults(work)
    out = work / "out"
    if out.exists():
        yield from _list_faults(work, out)
        out.rename(work / "before")
    split(work)
    yield from _list_faults(work, out)
    yield from map(str, _verified(work / "exam"))
    yield from (f"left behind: {one.name}" for one in things_in(work) if one.suffix == ".new")


def after_open(work: Path, expected: dict[str, bytes]) -> Iterator[str]:
    """The folder is whole, or not there; then it can be made."""
    if not (work / "exam").exists():
        opened(work)
    now = _contents(work)
    names = [name for name in expected.keys() | now if name.startswith("exam/")]
    yield from (name for name in names if expected.get(name) != now.get(name))
    yield from (f"left behind: {one.name}" for one in things_in(work) if one.suffix == ".new")


def after_join(work: Path, expected: dict[str, bytes]) -> Iterator[str]:
    """The scores are those before or those of all; joining again ends as if nothing had happened."""
    yield from _exam_faults(work)
    join(work)
    yield from map(str, _verified(work / "exam"))
    now = _contents(work)
    yield from (name for name in expected.keys() | now if expected.get(name) != now.get(name))


def _exam_faults(work: Path) -> Iterator[str]:
    yield from (str(one) for one in _verified(work / "exam") if one.rule not in LEFT_BEHIND)


def _list_faults(work: Path, out: Path) -> Iterator[str]:
    data = (out / "bundles.json").read_bytes()
    listed = json.loads(data)
    if not load_public_key(out / "bundles.pub.pem").signed(data, (out / "bundles.sig").read_bytes()):
        yield "the list is not signed"
    if listed["ledger"] != ledger_of(work / "exam")[-1]["hash"]:
        yield "the ledger does not know the bundles"
    digests = everything_in(out)
    yield from (one["file"] for one in listed["units"] if digests.get(one["file"]) != one["sha256"])


Step = tuple[Callable[[Path], object], Callable[[Path, dict[str, bytes]], Iterator[str]]]
STEPS: dict[str, Step] = {
    "split": (split, after_split),
    "open": (opened, after_open),
    "join": (join, after_join),
}


def decided(work: Path) -> tuple[bool, int]:
    """What tells before from after: a change that is decided, the lines of the ledger."""
    exam, ledger = work / "exam", work / "exam" / "ledger.jsonl"
    return (exam / ".pending").exists(), ledger.read_bytes().count(b"\n") if ledger.exists() else 0


def _without_printing(_order: object, _on_progress: object) -> BuildResult:
    return BuildResult((), (), ())


def main() -> None:
    """Fail at operations of the step: at every so many, just before and at those that decide something."""
    act, after = STEPS[sys.argv[1]]
    template, work = map(Path, sys.argv[2:4])
    stride = int(sys.argv[4])
    os.fsync = _no_disk  # type: ignore[assignment]  # only ever called with a number
    setattr(part, "build_exam", _without_printing)  # noqa: B010 - what it does is left out here
    expected = _untouched(template, work, act)
    wrong: list[str] = []
    tried: set[int] = set()

    def failed(number: int) -> tuple[bool, int] | None:
        """Fail there: what is decided then; None when the step has fewer operations."""
        if not _fails_at(number, template, work, act):
            return None
        found = decided(work)
        if number not in tried:
            tried.add(number)
            try:
                wrong.extend(f"{number}: {one}" for one in after(work, expected))
            except QuizgenError as error:
                wrong.append(f"{number}: {type(error).__name__}: {error}")
        return found

    number, before = 1, failed(1)
    while before is not None:
        now = failed(number + stride)
        first, last = number, number + stride
        while now != before and last - first > 1:
            middle = (first + last) // 2
            first, last = (middle, last) if failed(middle) == before else (first, middle)
        number, before = number + stride, now
    print(json.dumps({"operations": number, "tried": len(tried), "wrong": wrong}, ensure_ascii=False))  # noqa: T201 - its result


if __name__ == "__main__":
    main()
