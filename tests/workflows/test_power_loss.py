"""The power fails before every single write: the next command understands what is left."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tool import quizgen
from tests.workflows.filled import fill_in, right_answer, wrong_answer

STEPS = [
    ("mark", 40),
    ("void", 45),
    ("purge", 20),
    ("add", 20),
    ("amend", 15),
    ("withdraw", 15),
    ("seats", 12),
    ("two_person", 8),
    ("recheck", 15),
]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes that fork")


@pytest.mark.parametrize(("step", "least"), STEPS)
def test_every_write_may_be_the_last(exam: Path, tmp_path: Path, step: str, least: int) -> None:
    states = {"004": "缺考"} if step == "withdraw" else None
    fill_in(exam, lambda number, place: (right_answer if number > "002" else wrong_answer)(place), states)
    key = tmp_path / "key.pem"
    if step not in {"mark", "seats", "two_person"}:
        assert quizgen("exam", "mark", exam, "--by", "张三", "--sign-key", key).status == 0
    if step == "recheck":
        period = ("--from", "2026-12-08", "--where", "干部科", "--by", "张三", "--sign-key", key)
        assert quizgen("exam", "publish", exam, *period).status == 0
    question = json.loads((exam / "questions.jsonl").read_text(encoding="utf-8").splitlines()[0])
    (tmp_path / "question.txt").write_text(question["question"]["id"], encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "tests.workflows.power_loss", step, exam, tmp_path / "work", key],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONWARNINGS": ""},
    )
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert found["wrong"] == []
    assert found["operations"] >= least
    assert found["states"] >= least // 2
