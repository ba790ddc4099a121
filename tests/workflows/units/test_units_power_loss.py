"""The power fails in the middle of a split, an opening, a joining: at writes throughout, where it is decided.

Printing is left out: that it may be cut off is tried elsewhere.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from quizgen.errors import QuizgenError
from quizgen.records.signing import load_or_make_key, load_public_key
from quizgen.workflows.exam.build import BuildResult
from quizgen.workflows.marks.order import MarkOrder
from quizgen.workflows.units import part
from quizgen.workflows.units.join import JoinOrder, join_results
from quizgen.workflows.units.opening import OpenOrder, open_bundle
from quizgen.workflows.units.split import SplitOrder, split_exam
from tests.found import things_in
from tests.workflows.after_power_loss import LEFT_BEHIND, no_progress, verified
from tests.workflows.power_loss import (
    Everything,
    differing,
    everything_in,
    left_by_failures,
    no_disk,
    operations_of,
)
from tests.workflows.test_power_loss import STAMP
from tests.workflows.units.province import Province, digests_in, ledger_of


def split(work: Path) -> object:
    """Split the exam."""
    key, _ = load_or_make_key(work / "key.pem")
    return split_exam(SplitOrder(work / "exam", work / "out", work / "keys.csv", STAMP, key), no_progress)


def opened(work: Path) -> object:
    """Open a bundle."""
    return open_bundle(OpenOrder(work / "bundle.age", work / "key.txt", work / "exam", STAMP))


def join(work: Path) -> object:
    """Join what two units returned."""
    key, _ = load_or_make_key(work / "key.pem")
    order = JoinOrder(MarkOrder(work / "exam", STAMP, key), (work / "1.tar", work / "2.tar"))
    return join_results(order, no_progress)


def after_split(work: Path, _expected: Everything) -> Iterator[str]:
    """The bundles are all there with their list, or none; the next split does its work."""
    yield from exam_faults(work)
    out = work / "out"
    if out.exists():
        yield from list_faults(work, out)
        out.rename(work / "before")
    split(work)
    yield from list_faults(work, out)
    yield from map(str, verified(work / "exam"))
    yield from (f"left behind: {one.name}" for one in things_in(work) if one.suffix == ".new")


def after_open(work: Path, expected: Everything) -> Iterator[str]:
    """The folder is whole, or not there; then it can be made."""
    if not (work / "exam").exists():
        opened(work)
    yield from (name for name in differing(everything_in(work), expected) if name.startswith("exam/"))
    yield from (f"left behind: {one.name}" for one in things_in(work) if one.suffix == ".new")


def after_join(work: Path, expected: Everything) -> Iterator[str]:
    """The scores are those before or those of all; joining again ends as if nothing had happened."""
    yield from exam_faults(work)
    join(work)
    yield from differing(everything_in(work), expected)


def exam_faults(work: Path) -> Iterator[str]:
    yield from (str(one) for one in verified(work / "exam") if one.rule not in LEFT_BEHIND)


def list_faults(work: Path, out: Path) -> Iterator[str]:
    data = (out / "bundles.json").read_bytes()
    listed = json.loads(data)
    if not load_public_key(out / "bundles.pub.pem").signed(data, (out / "bundles.sig").read_bytes()):
        yield "the list is not signed"
    if listed["ledger"] != ledger_of(work / "exam")[-1]["hash"]:
        yield "the ledger does not know the bundles"
    digests = digests_in(out)
    yield from (one["file"] for one in listed["units"] if digests.get(one["file"]) != one["sha256"])


Step = tuple[Callable[[Path], object], Callable[[Path, Everything], Iterator[str]]]
STEPS: dict[str, Step] = {
    "split": (split, after_split),
    "open": (opened, after_open),
    "join": (join, after_join),
}


LEAST = {"split": 120, "open": 60, "join": 60}
"""So many operations at least."""


def decided(work: Path) -> tuple[bool, int]:
    """What tells before from after: a change that is decided, the lines of the ledger."""
    exam, ledger = work / "exam", work / "exam" / "ledger.jsonl"
    return (exam / ".pending").exists(), ledger.read_bytes().count(b"\n") if ledger.exists() else 0


def template(province: Province, step: str, at: Path) -> Path:
    """What a step needs, and no more: it is copied before every operation."""
    at.mkdir()
    shutil.copy(province.at / "sign-centre.pem", at / "key.pem")
    if step == "open":
        shutil.copy(province.bundle(1), at / "bundle.age")
        shutil.copy(province.key(1), at / "key.txt")
        return at
    shutil.copytree(province.exam, at / "exam")
    shutil.copy(province.at / "keys.csv", at)
    for number in (1, 2):
        shutil.copy(province.result(number), at)
    return at


@pytest.mark.parametrize(("step", "stride"), [("split", 12), ("open", 6), ("join", 9)])
def test_any_write_may_be_the_last(
    carried_out: Province, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, stride: int
) -> None:
    monkeypatch.setattr(part, "build_exam", lambda _order, _on_progress: BuildResult((), (), ()))
    act, after = STEPS[step]
    work = template(carried_out, step, tmp_path / "work")
    first = shutil.copytree(work, tmp_path / "first")
    found = operations_of(lambda: act(first), lambda: decided(first))
    turns = {at for at, (one, after_it) in enumerate(pairwise(found), 1) if one != after_it}
    wanted = {*range(1, len(found), stride), *turns, *(at + 1 for at in turns)}
    failures = left_by_failures(work, lambda: act(work), tmp_path / "left", wanted.__contains__)
    expected = everything_in(work)
    wrong: list[str] = []
    with no_disk():
        for number, left in failures.items():
            try:
                wrong += [f"{number}: {one}" for one in after(left, expected)]
            except QuizgenError as error:
                wrong.append(f"{number}: {type(error).__name__}: {error}")
            shutil.rmtree(left)
    assert wrong == []
    assert len(found) > LEAST[step]
    assert len(failures) >= 12
