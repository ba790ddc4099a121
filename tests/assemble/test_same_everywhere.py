"""The same bytes in every process, on every Python at hand, today and when it was written down."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from quizgen.assemble.draw.forest import Bed, Branch, plant
from quizgen.assemble.draw.forms import bound_to
from quizgen.assemble.plan.make import plan
from quizgen.model.digest import record_json
from quizgen.model.exam import Mode
from tests.assemble import recipe
from tests.assemble.made import KEY, blueprint, cadre, forms_of, mixed_bank, question, some
from tests.assemble.vectors import BOUND_TO, FRAME, compute

ROOT = Path(__file__).resolve().parents[2]
OWN = {"matching": {"pairs", "wrong"}, "ordering": {"items"}}
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
    """The sets once more, by the plain second implementation."""
    vectors = known()["vectors"]
    assert isinstance(vectors, dict)
    assert plant([11, 7, 8], 2, FRAME.groups, FRAME.enemies) == (Branch(Bed((0,)), Bed((1,))),)
    for place, name in enumerate(("candidate/1001", "candidate/甲乙", "candidate/")):
        variant = recipe.below(recipe.words(KEY, BOUND_TO, name, "table"), len(FRAME.tables))
        linked = recipe.words(KEY, BOUND_TO, name, "draw/0")
        counts = [sum(run[2] for run in FRAME.tables[variant] if run[1] == group) for group in (0, 1)]
        while True:
            first = peaceful(linked, FRAME.groups[0], counts[0])
            second = peaceful(linked, FRAME.groups[1], counts[1])
            if at_peace({*first, *second}):
                break
        free = recipe.sample(recipe.words(KEY, BOUND_TO, name, "draw"), list(FRAME.groups[2]), 4)
        split = counts[1] - 3
        assert vectors["single"][place] == [first + second[:split], free + second[split:]]


def peaceful(stream: Iterator[int], group: Sequence[int], count: int) -> list[int]:
    """A sample of a group without enemies inside, by trying again."""
    while True:
        drawn = recipe.sample(stream, list(group), count)
        if at_peace(set(drawn)):
            return drawn


def at_peace(met: set[int]) -> bool:
    """Whether no enemies are among those met."""
    return not any(foes & met for item, foes in FRAME.enemies.items() if item in met)


def test_what_is_matched_and_put_in_order_follows_from_the_description() -> None:
    """Every form: the items of 配对 and 排序, by themselves and as parts of a case, by the recipe."""
    lettered = [("matching", 4, 5), ("ordering", 3, 0)]
    parts = [question(9, kind).model_dump(include={"kind", "stem", *own}) for kind, own in OWN.items()]
    bank = [*some(3, "matching"), *some(3, "ordering", 4), question(7, "case", parts=parts)]
    wanted = blueprint(
        *({"kind": kind, "count": n} for kind, n in (("matching", 3), ("ordering", 3), ("case", 1)))
    )
    made = plan(wanted, bank, mode=Mode.REORDERED, forms=3, spare=1)
    bound = [*bound_to(wanted, made.cells, made.pool)]
    forms = forms_of(wanted, bank, Mode.REORDERED, forms=3, spare=1, planned=made)
    assert [form.code for form in forms] == ["A", "B", "C", "S01"]
    for form in forms:
        name = f"{'spare' if form.spare else 'form'}/{form.code}"

        def shown(asked: str, kind: str, lefts: int, rights: int, name: str = name) -> list[int]:
            stream = recipe.words(KEY, bound, name, f"options/{asked}")
            if kind == "matching":
                return recipe.columns(stream, lefts, rights)
            return recipe.out_of_order(stream, lefts)

        for section, sizes in zip(form.sections, lettered, strict=False):
            assert [list(item.options) for item in section.items] == [
                shown(item.question, *sizes) for item in section.items
            ]
        (item,) = form.sections[2].items
        assert [list(order) for order in item.parts] == [
            shown(f"{item.question}/{number}", *sizes) for number, sizes in enumerate(lettered)
        ]


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
