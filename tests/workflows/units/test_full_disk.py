"""A disk that fills in the middle: one sentence, the exam as it was, nothing left behind; then it goes on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.full_disk import full_disk
from tests.tool import Run
from tests.workflows.units.province import Province, digests_in

AGAIN = ("--grades", "优秀=10", "--reason", "改等次线")
STEPS: dict[str, Callable[[Province], Run]] = {
    "mark": lambda province: province.mark(1, *AGAIN),
    "split": lambda province: province.split("again"),
    "open": lambda province: province.open(1, "again", "--again", "--reason", "换电脑"),
    "join": lambda province: province.join(),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("room", [100, 1000])
def test_a_disk_that_fills_leaves_everything_as_it_was(province: Province, step: str, room: int) -> None:
    before = digests_in(province.at)
    with full_disk(room):
        run = STEPS[step](province)
    assert run.status not in {0, None}
    assert len(run.err.strip().splitlines()) == 1, run.err
    assert "太大" in run.err
    assert digests_in(province.at) == before
    run = STEPS[step](province)
    assert run.status == 0, run.err
