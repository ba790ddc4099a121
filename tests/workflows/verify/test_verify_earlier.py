"""Exam folders made by an earlier recipe are still held to that recipe."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from quizgen.files.yaml_write import dump_yaml
from tests.small_bank import small_questions, write_bank
from tests.tool import quizgen

FORMS = 12
BLOCK = 3
"""So many questions in a row are enemies of one another."""


def parallel_exam(folder: Path) -> Path:
    """Twelve parallel forms that must share questions, from a bank full of enemies."""
    folder.mkdir(exist_ok=True)
    bank = write_bank(folder / "bank", max_overlap=0.5)
    questions: list[dict[str, Any]] = small_questions()
    for place in range(36):
        first = place - place % BLOCK
        questions[place]["enemies"] = [
            one["id"] for one in questions[first : first + BLOCK] if one is not questions[place]
        ]
    (bank / "questions.yaml").write_text(dump_yaml(questions), encoding="utf-8")
    run = quizgen(
        *("exam", "new", folder / "exam", "--blueprint", "small", "--bank", bank, "--no-cache"),
        *("--mode", "parallel", "--forms", FORMS, "--date", "2026-12-01"),
    )
    assert run.status == 0, run.err
    return folder / "exam"


def enemies_together(exam: Path) -> int:
    """How many single-choice questions too many there are of a block, over all forms."""
    lines = [json.loads(line) for line in (exam / "forms.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(lines) == FORMS
    singles = [[int(item["question"][3:]) for item in line["sections"][0]["items"]] for line in lines]
    return sum(len(paper) - len({(number - 1) // BLOCK for number in paper}) for paper in singles)


def test_parallel_forms_with_enemies_in_the_shared_part_verify(tmp_path: Path) -> None:
    exam = parallel_exam(tmp_path)
    assert enemies_together(exam) == 0
    run = quizgen("exam", "verify", exam)
    assert run.status == 0, run.out + run.err


def test_parallel_forms_drawn_before_enemies_were_compared_still_verify(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr("quizgen.assemble.draw.forms.REDRAWS", 0)  # what the tool did then
        drawn = (parallel_exam(tmp_path / str(attempt)) for attempt in range(40))
        exam = next(exam for exam in drawn if enemies_together(exam))  # nearly always the first
    run = quizgen("exam", "verify", exam)
    assert run.status == 0, run.out + run.err
    forms = exam / "forms.jsonl"
    forms.write_text(
        forms.read_text(encoding="utf-8").replace('"code":"B"', '"code":"Z"', 1), encoding="utf-8"
    )
    assert "V004" in quizgen("exam", "verify", exam).out
