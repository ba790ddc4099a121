"""What ``bank stats`` says of every question: level, trials with and without the articles, exposure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quizgen.files.yaml_write import dump_yaml
from tests.small_bank import small_questions, write_bank
from tests.tool import quizgen


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """The small bank, levels in turn, with the answers of readers in it."""
    made = write_bank(tmp_path / "bank")
    questions = small_questions()
    for place, one in enumerate(questions):
        one["level"] = ("记忆", "理解", "应用")[place % 3]
    (made / "questions.yaml").write_text(dump_yaml(questions), encoding="utf-8")
    (made / "proof").mkdir()
    proofs = {"with": {"TS-0001": [3, 3]}, "without": {"TS-0001": [1, 4], "TS-0004": [2, 4]}}
    for name, found in proofs.items():
        answers = {
            id_: {"given": [], "right": right, "readers": readers} for id_, (right, readers) in found.items()
        }
        (made / "proof" / f"{name}.json").write_text(json.dumps({"answers": answers}), encoding="utf-8")
    return made


def line(out: str, id_: str) -> list[str]:
    return next(row.split("  ") for row in out.splitlines() if row.startswith(id_))


def test_each_question_has_its_line(bank: Path) -> None:
    out = quizgen("bank", "stats", bank, "--questions").out
    assert line(out, "TS-0001") == ["TS-0001", "单选", "记忆", "易", "有材料 3/3", "无材料 1/4", "没有考过"]
    assert line(out, "TS-0002")[4:6] == ["有材料 —", "无材料 —"]
    assert "共 72 道。" in out


def test_exposure_comes_from_the_exams_named(bank: Path, tmp_path: Path) -> None:
    run = quizgen(
        *("exam", "new", tmp_path / "exams" / "one", "--blueprint", "small", "--bank", bank),
        *("--date", "2026-12-01"),
    )
    assert run.status == 0, run.err
    out = quizgen("bank", "stats", bank, "--questions", "--exams", tmp_path / "exams").out
    assert out.count("考过 1 次（1 份，最近 2026-12-01）") == 10
    assert out.count("没有考过") == 62


def test_levels_are_summed_up(bank: Path) -> None:
    out = quizgen("bank", "stats", bank).out
    rows = [row for row in out.splitlines() if row.strip().startswith("记忆")]
    assert [[one.strip() for one in row.split("│")] for row in rows] == [
        ["记忆", "12", "6", "6", "24"],
        ["记忆", "33%", "3/3", "3/8"],
    ]


def test_for_machines(bank: Path) -> None:
    each = json.loads(quizgen("bank", "stats", bank, "--json").out)["each"]
    first = each[0]
    assert (first["id"], first["level"]) == ("TS-0001", "记忆")
    assert (first["with"], first["without"]) == ({"answers": 3, "right": 3}, {"answers": 4, "right": 1})


def test_another_file_is_no_result(bank: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text("[]", encoding="utf-8")
    run = quizgen("bank", "stats", bank, "--with", other)
    assert run.status == 1
    assert "不是 tools.blind_sets compare --out 写出的结果" in run.err
