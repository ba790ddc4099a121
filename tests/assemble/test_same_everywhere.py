"""The same bytes in every process, on every Python at hand, today and when it was written down."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from quizgen.model.digest import record_json
from quizgen.model.exam import Mode
from tests.assemble import recipe
from tests.assemble.made import KEY, cadre, forms_of, mixed_bank
from tests.assemble.vectors import BOUND_TO, FRAME, compute

ROOT = Path(__file__).resolve().parents[2]
KNOWN = ROOT / "tests" / "data" / "assemble" / "known.json"


def known() -> dict[str, object]:
    """What was computed when the recipe was fixed; it never changes as long as the version tag stays."""
    answers: dict[str, object] = json.loads(KNOWN.read_text(encoding="utf-8"))
    return answers


def pythons() -> list[str]:
    """This Python, and every other from 3.11 on that can be found and runs."""
    named = [shutil.which(f"python3.{minor}") for minor in range(11, 20)]
    kept = sorted(Path.home().glob(".pyenv/versions/3.*/bin/python3"))
    found = [sys.executable]
    for path in [*filter(None, named), *map(str, kept)]:
        answer = subprocess.run(
            [path, "-c", "import sys; print(sys.version_info >= (3, 11))"],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if answer.stdout.startswith("True") and path not in found:
            found.append(path)
    return found


def asked(python: str, *arguments: str, seed: str = "0") -> str:
    """What a new process prints, with salted hashes."""
    environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [python, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    ).stdout


def test_the_known_answers_still_hold() -> None:
    assert json.loads(json.dumps(compute())) == known()["vectors"]


@pytest.mark.parametrize("python", pythons())
def test_every_python_at_hand_draws_the_same(python: str) -> None:
    assert json.loads(asked(python, "-m", "tests.assemble.vectors")) == known()["vectors"]


def test_the_known_answers_follow_from_the_description() -> None:
    """The first set once more, by the plain second implementation."""
    variant = recipe.below(recipe.words(KEY, BOUND_TO, "candidate/1001", "table"), len(FRAME.tables))
    assert variant == 1
    attempt = 0
    while True:
        stream = recipe.words(KEY, BOUND_TO, "candidate/1001", "draw/0", attempt)
        left = {group: list(FRAME.groups[group]) for group in (0, 1)}
        sections: list[list[int]] = [[], []]
        for section, group, count in FRAME.tables[variant][:3]:
            drawn = recipe.sample(stream, left[group], count)
            sections[section] += drawn
            taken = left[group]
            for place, item in enumerate(drawn):
                taken[taken.index(item)] = taken[place]
                taken[place] = item
            left[group] = taken[count:]
        met = {*sections[0], *sections[1]}
        if not any(foes & met for item, foes in FRAME.enemies.items() if item in met):
            break
        attempt += 1
    free = recipe.words(KEY, BOUND_TO, "candidate/1001", "draw")
    sections[1] = recipe.sample(free, list(FRAME.groups[2]), 4) + sections[1]
    assert [list(section) for section in known()["vectors"]["single"][0]] == sections  # type: ignore[index]


def whole_exam(quotas: str) -> str:
    """The digest of all forms of an exam: plan, draw, shuffle, records."""
    wanted = cadre() if quotas else cadre(quotas={})
    forms = forms_of(
        wanted,
        mixed_bank({"single": 120, "true_false": 90, "multiple": 70}),
        Mode.INDIVIDUAL,
        candidates=["1001", "1002", "甲"],
        spare=1,
    )
    return hashlib.sha256("\n".join(map(record_json, forms)).encode()).hexdigest()


def test_whole_forms_still_are_what_they_were() -> None:
    """Without quotas the table has one solution, so that no solver's version matters."""
    assert whole_exam("") == known()["exam"]


def test_a_whole_exam_is_the_same_in_a_new_process_with_another_hash_seed() -> None:
    script = "from tests.assemble.test_same_everywhere import whole_exam; print(whole_exam('all'), end='')"
    assert asked(sys.executable, "-c", script, seed="12345") == whole_exam("all")
