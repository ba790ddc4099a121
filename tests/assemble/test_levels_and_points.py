"""A form holds as much of every level as the blueprint says, and one question a test point at most."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from quizgen.files.yaml_write import dump_yaml
from tests.small_bank import small_questions, write_bank, write_blueprint
from tests.tool import quizgen
from tools.leak_report import main as leak_report

LEVELS = ("记忆", "理解", "应用")
STATEMENTS = [{"kind": "true_false", "count": 6, "points": 1}]


def bank(folder: Path, **blueprint: Any) -> Path:
    """Statements of all levels in turn, three on each of six facts, with a blueprint."""
    made = write_bank(folder)
    questions = [one for one in small_questions() if one["kind"] == "true_false"]
    for place, one in enumerate(questions):
        one["level"] = LEVELS[place % 3]
        one["cites"] = [f"xiamen-{place // 3 + 1:03d}", "xiamen-099"]
    (made / "questions.yaml").write_text(dump_yaml(questions), encoding="utf-8")
    write_blueprint(made / "blueprints" / "small.yaml", **{"sections": STATEMENTS, "pass": 4, **blueprint})
    return made


def drawn(made: Path, folder: Path, *options: object) -> list[list[dict[str, Any]]]:
    """The questions of every form of a new exam."""
    run = quizgen(
        *("exam", "new", folder, "--blueprint", "small", "--bank", made, "--date", "2026-12-01"), *options
    )
    assert run.status == 0, run.out + run.err
    lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    by_digest = {one["digest"]: one["question"] for one in map(json.loads, lines)}
    forms = [json.loads(line) for line in (folder / "forms.jsonl").read_text(encoding="utf-8").splitlines()]
    return [
        [by_digest[item["digest"]] for section in form["sections"] for item in section["items"]]
        for form in forms
    ]


def levels(form: list[dict[str, Any]]) -> Counter[str]:
    return Counter(one["level"] for one in form)


@pytest.mark.parametrize("where", ["quotas", "sections"])
def test_a_form_holds_what_the_quota_of_a_level_says(tmp_path: Path, where: str) -> None:
    quotas = {"level": {"记忆": {"max": 1}, "应用": {"min": 4}}}
    changes: dict[str, Any] = (
        {"quotas": quotas} if where == "quotas" else {"sections": [{**STATEMENTS[0], "quotas": quotas}]}
    )
    form = drawn(bank(tmp_path / "bank", **changes), tmp_path / "exam")[0]
    assert levels(form)["应用"] >= 4
    assert levels(form)["记忆"] <= 1
    assert quizgen("exam", "verify", tmp_path / "exam").status == 0


def test_parallel_forms_hold_the_same_of_every_level(tmp_path: Path) -> None:
    made = bank(tmp_path / "bank", quotas={"level": {"记忆": 2, "应用": 2}})
    forms = drawn(made, tmp_path / "exam", "--mode", "parallel", "--forms", 2)
    assert [levels(form) for form in forms] == [{"记忆": 2, "理解": 2, "应用": 2}] * 2


def test_what_is_lacking_is_named_by_its_level(tmp_path: Path) -> None:
    made = bank(
        tmp_path / "bank", sections=[{**STATEMENTS[0], "count": 12}], quotas={"level": {"应用": {"min": 8}}}
    )
    run = quizgen("exam", "new", tmp_path / "exam", "--blueprint", "small", "--bank", made)
    assert run.status != 0
    assert "全卷/应用：需要 8，只有 6" in run.err
    assert not (tmp_path / "exam").exists()


@pytest.mark.parametrize(
    ("quota", "said"),
    [
        ({"运用": 2}, "[P004]"),
        ({"记忆": {"min": 3, "max": 1}}, "[P008]"),
        ({"记忆": 0.7, "应用": 0.7}, "[P007]"),
        (
            {"记忆": {"max": 1}, "理解": {"max": 1}, "应用": {"max": 1}},
            "三个层次的上限合计 3 题，而全卷要 6 题",
        ),
    ],
)
def test_a_quota_of_a_level_that_cannot_be_is_explained(tmp_path: Path, quota: Any, said: str) -> None:
    made = bank(tmp_path / "bank", quotas={"level": quota})
    run = quizgen("exam", "new", tmp_path / "exam", "--blueprint", "small", "--bank", made)
    assert run.status != 0
    assert said in run.out + run.err


def points(form: list[dict[str, Any]]) -> Counter[str]:
    return Counter(one.get("point", one["cites"][0]) for one in form)


def test_one_question_a_point_on_every_form(tmp_path: Path) -> None:
    made = bank(tmp_path / "bank", per_point=1)
    forms = drawn(made, tmp_path / "exam", "--mode", "parallel", "--forms", 3)
    assert [len(form) for form in forms] == [6, 6, 6]
    assert [max(points(form).values()) for form in forms] == [1, 1, 1]
    assert quizgen("exam", "verify", tmp_path / "exam").status == 0


def test_without_the_key_a_point_may_come_twice(tmp_path: Path) -> None:
    """Of 18 statements on 6 points 7 cannot but share one."""
    made = bank(tmp_path / "bank", sections=[{**STATEMENTS[0], "count": 7}])
    assert max(points(drawn(made, tmp_path / "exam")[0]).values()) >= 2


def test_too_few_points_are_said_to_be_too_few(tmp_path: Path) -> None:
    made = bank(tmp_path / "bank", sections=[{**STATEMENTS[0], "count": 7}], per_point=1)
    run = quizgen("exam", "new", tmp_path / "exam", "--blueprint", "small", "--bank", made)
    assert run.status != 0
    assert "考点相同的题不能同卷" in run.err


def test_a_number_other_than_one_is_refused(tmp_path: Path) -> None:
    run = quizgen(
        *("exam", "new", tmp_path / "exam", "--blueprint", "small"),
        *("--bank", bank(tmp_path / "bank", per_point=2)),
    )
    assert run.status != 0
    assert "per_point" in run.out + run.err


def test_the_report_of_leaks_counts_forms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = bank(tmp_path / "bank", per_point=1)
    leak_report(["--bank", str(made), "--preset", "small", "--forms", "20"])
    assert "small，20 份：" in (said := capsys.readouterr().out)
    assert "0 份有考点相同的题" in said
