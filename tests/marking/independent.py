"""Runs the second computation of the scores, a script for Node that shares no code with the program."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from quizgen.model.blueprint import Blueprint
from quizgen.model.digest import canonical_json, record_json
from quizgen.model.score import Change
from tests.programs import program

SCRIPT = Path(__file__).with_name("independent_scores.js")


class Scored(NamedTuple):
    """A person's exact total with the points of every question; a sub-question is ``编号/0``."""

    total: Fraction
    items: Mapping[str, Fraction]


def independent_scores(
    folder: Path, blueprint: Blueprint, changes: Iterable[Change] = ()
) -> dict[str, Scored]:
    """By 编号, from ``questions.jsonl``, ``forms.jsonl`` and ``answers.jsonl`` of a folder.

    Writes ``blueprint.json`` and ``changes.json`` into the folder.
    """
    (folder / "blueprint.json").write_text(record_json(blueprint), encoding="utf-8")
    plain = [json.loads(record_json(change)) for change in changes]
    (folder / "changes.json").write_text(canonical_json(plain), encoding="utf-8")
    names = ("blueprint.json", "questions.jsonl", "forms.jsonl", "answers.jsonl", "changes.json")
    run = subprocess.run(
        [program("node"), SCRIPT, *(folder / name for name in names)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    scored = map(json.loads, run.stdout.splitlines())
    return {
        one["number"]: Scored(
            Fraction(one["total"]), {name: Fraction(points) for name, points in one["items"].items()}
        )
        for one in scored
    }
