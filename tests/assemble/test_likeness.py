"""How alike forms are, against counting pair by pair; exam new says it."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import combinations
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from quizgen.assemble.draw.likeness import FormsSeen
from quizgen.model.form_text import FormText
from tests.small_bank import write_bank
from tests.tool import quizgen


def form(ids: list[int]) -> FormText:
    return FormText("A", "{}", tuple(f"TS-{one:04d}" for one in ids))


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


def drawn_ids(folder: Path) -> list[set[str]]:
    lines = (folder / "forms.jsonl").read_text(encoding="utf-8").splitlines()
    sections = (json.loads(line)["sections"] for line in lines)
    return [{item["question"] for one in part for item in one["items"]} for part in sections]


def test_a_new_exam_says_how_alike_its_forms_are(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank", sections=[{"kind": "true_false", "count": 14, "points": 1}])
    told = new(tmp_path / "spared", bank, "--spare", 2)
    assert "任两份不同的试卷平均有 " in told
    assert "提示：题库做不到任两份都有 40% 的题不同（试卷 " in told
    assert "kept_apart" not in (tmp_path / "spared/exam.yaml").read_text(encoding="utf-8")
    assert "平均有" not in new(tmp_path / "same", bank, "--mode", "reordered", "--forms", 2)


def test_forms_differ_by_two_fifths_where_the_bank_allows_it(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank", sections=[{"kind": "true_false", "count": 10, "points": 1}])
    told = new(tmp_path / "exam", bank, "--spare", 3)
    assert "任两份至少有 40% 的题不同，补抽的卷也照这样抽。" in told
    assert max(len(one & other) for one, other in combinations(drawn_ids(tmp_path / "exam"), 2)) <= 6
    assert "kept_apart: 3/5" in (tmp_path / "exam/exam.yaml").read_text(encoding="utf-8")
    run = quizgen("exam", "verify", tmp_path / "exam", "--quick")
    assert run.status == 0, run.out


def test_somebody_late_gets_a_form_even_where_it_cannot_differ_so_much(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank", sections=[{"kind": "true_false", "count": 10, "points": 1}])
    (tmp_path / "名册.csv").write_text("编号,姓名,单位,职务\n1,张三,一局,\n2,李四,一局,\n", encoding="utf-8")
    new(tmp_path / "exam", bank, "--mode", "individual", "--roster", tmp_path / "名册.csv")
    for number, name in (("3", "王五"), ("4", "赵六"), ("5", "钱七")):
        person = ("--number", number, "--name", name, "--unit", "一局", "--by", "李四", "--reason", "漏报")
        run = quizgen("exam", "add", tmp_path / "exam", *person)
        assert run.status == 0, run.err
    run = quizgen("exam", "verify", tmp_path / "exam", "--quick")
    assert run.status == 0, run.out
