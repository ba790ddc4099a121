"""How alike forms are, against counting pair by pair; exam new says it."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from quizgen.assemble.draw.likeness import FormsSeen
from quizgen.model.exam import Form, FormItem, FormSection
from tests.small_bank import write_bank
from tests.tool import quizgen


def form(ids: list[int]) -> Form:
    items = tuple(FormItem(question=f"TS-{one:04d}", digest="0" * 64) for one in ids)
    return Form(code="A", paper_id="0" * 10, sections=(FormSection(items=items),))


@given(st.lists(st.lists(st.integers(1, 12), min_size=4, max_size=4, unique=True), min_size=1, max_size=9))
def test_mean_and_most_are_those_of_all_pairs(drawn: list[list[int]]) -> None:
    seen = FormsSeen()
    assert len(list(seen.passing(map(form, drawn)))) == len(drawn)
    sets = list({frozenset(one) for one in drawn})
    shared = [len(one & other) for one, other in combinations(sets, 2)]
    found = seen.likeness()
    if not shared:
        assert found is None
    else:
        assert found is not None
        assert (found.mean, found.most) == (Fraction(sum(shared), len(shared)), max(shared))
        assert (found.asked, found.forms) == (4, len(sets))


def new(folder: Path, bank: Path, *more: object) -> str:
    run = quizgen(
        *("exam", "new", folder, "--blueprint", "small", "--bank", bank, "--no-cache"),
        *("--date", "2026-12-01", *more),
    )
    assert run.status == 0, run.err
    return run.out


def test_a_new_exam_says_how_alike_its_forms_are(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank", sections=[{"kind": "true_false", "count": 14, "points": 1}])
    told = new(tmp_path / "spared", bank, "--spare", 2)
    assert "任两份不同的试卷平均有 " in told
    assert "相同的题超过六成" in told
    assert "平均有" not in new(tmp_path / "same", bank, "--mode", "reordered", "--forms", 2)
