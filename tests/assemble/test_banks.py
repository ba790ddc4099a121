"""A share of the questions from each of several banks; a unit's own bank for its own people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quizgen.files.yaml_write import dump_yaml
from tests.small_bank import small_questions, write_bank
from tests.tool import quizgen

JUDGED = [{"kind": "true_false", "count": 10, "points": 1}]
QUOTAS = {"bank": {"bank": "80%", "own": {"min": 2}}}


def own_bank(folder: Path, prefix: str, word: str) -> Path:
    """Six questions of a unit's own, hard to mistake for one another."""
    folder.mkdir()
    common = next(one for one in small_questions() if one["kind"] == "true_false")
    items = ["值班", "巡查", "培训", "登记", "交接", "报账"]
    questions = [
        {**common, "id": f"{prefix}-{at:04d}", "stem": f"{word}规定{item}的记录由谁来核对都行。"}
        for at, item in enumerate(items, 1)
    ]
    (folder / "questions.yaml").write_text(dump_yaml(questions), encoding="utf-8")
    (folder / "topics.yaml").write_text("明责: []\n问责: []\n", encoding="utf-8")
    return folder


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    write_bank(tmp_path / "bank", sections=JUDGED, quotas=QUOTAS)
    own_bank(tmp_path / "own", "DA", "本局")
    return tmp_path


def new(desk: Path, *more: object) -> tuple[int, str]:
    order = ("--bank", desk / "bank", "--no-cache", "--date", "2026-12-01", *more)
    run = quizgen("exam", "new", desk / "exam", *order)
    return run.status, run.out + run.err


def prefixes(exam: Path) -> list[str]:
    form = json.loads((exam / "forms.jsonl").read_text(encoding="utf-8").splitlines()[0])
    return sorted(item["question"][:2] for part in form["sections"] for item in part["items"])


def test_each_bank_gives_its_share(desk: Path) -> None:
    status, said = new(desk, "--bank", desk / "own", "--blueprint", "small", "--spare", 2)
    assert status == 0, said
    assert prefixes(desk / "exam") == ["DA"] * 2 + ["TS"] * 8
    run = quizgen("exam", "verify", desk / "exam", "--quick")
    assert run.status == 0, run.out


def test_a_bank_that_is_not_used_is_named(desk: Path) -> None:
    status, said = new(desk, "--blueprint", "small")
    assert status == 1
    assert "[P017] 配额写了题库“own”，而用的题库是：bank" in said
    assert not (desk / "exam").exists()


def test_a_bank_with_too_few_questions_is_named_with_figures(desk: Path) -> None:
    write_bank(desk / "more/bank", sections=JUDGED, quotas={"bank": {"own": 8}})
    status, said = new(desk, "--bank", desk / "own", "--blueprint", desk / "more/bank/blueprints/small.yaml")
    assert status == 1
    assert "题库“own”" in said
    assert "6" in said


def test_every_unit_gets_questions_of_its_own(desk: Path) -> None:
    write_bank(desk / "more/bank", sections=JUDGED, quotas={"bank": {"bank": "80%"}})
    blueprint = desk / "more/bank/blueprints/small.yaml"
    second = own_bank(desk / "second", "DB", "分局")
    groups = [
        {"name": name, "blueprint": str(blueprint), "bank": str(bank)}
        for name, bank in (("一局", desk / "own"), ("二局", second))
    ]
    (desk / "g.yaml").write_text(dump_yaml({"column": "单位", "groups": groups}), encoding="utf-8")
    (desk / "r.csv").write_text("编号,姓名,单位,职务\n1,测试甲,一局,\n2,测试乙,二局,\n", encoding="utf-8")
    status, said = new(desk, "--groups", desk / "g.yaml", "--roster", desk / "r.csv")
    assert status == 0, said
    assert prefixes(desk / "exam/一局") == ["DA"] * 2 + ["TS"] * 8
    assert prefixes(desk / "exam/二局") == ["DB"] * 2 + ["TS"] * 8
