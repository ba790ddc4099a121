"""Plans of mock exams kept between builds: working one out takes longer than all pages together."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Sequence
from pathlib import Path

from quizgen.assemble.plan.make import Plan, plan
from quizgen.bank.cache import CACHE_VARIABLE
from quizgen.errors import CannotRead, CannotWrite
from quizgen.files.safe import PRIVATE_FILE, make_private_folder, write_replacing
from quizgen.files.text import file_digest, read_bytes
from quizgen.model.blueprint import Blueprint
from quizgen.model.digest import bank_digest, canonical_json, question_digest, record_json, sha256_hex
from quizgen.model.exam import Mode, PlanCell, PoolEntry
from quizgen.model.question import Question

_ASSEMBLE = Path(__file__).parents[2] / "assemble"


def cache_folder() -> Path | None:
    """Where this build keeps caches, None when it keeps none."""
    chosen = os.environ.get(CACHE_VARIABLE)
    return Path(chosen) if chosen else None


def mock_plan(blueprint: Blueprint, questions: Sequence[Question]) -> Plan:
    """The plan of one form; the same whether it was kept or is worked out. Raises ImpossibleBlueprint.

    A kept plan is found by the digest of the blueprint, the questions and the program that makes plans.
    Only what may be practised is ever kept.
    """
    place = _place(blueprint, questions)
    kept = None if place is None else _kept(place)
    if kept is not None:
        return kept
    made = plan(blueprint, questions, mode=Mode.ONE, forms=1, spare=0)
    if place is not None:
        with contextlib.suppress(CannotWrite):  # the next build just takes longer
            write_replacing(place, _with_digest(made), PRIVATE_FILE)
    return made


def _place(blueprint: Blueprint, questions: Sequence[Question]) -> Path | None:
    folder = cache_folder()
    if folder is None or not make_private_folder(folder / "plans"):
        return None
    program = [file_digest(path) for path in sorted(_ASSEMBLE.rglob("*.py"))]
    bank = bank_digest(question_digest(one) for one in questions)
    name = sha256_hex(canonical_json([record_json(blueprint), bank, program]))
    return folder / "plans" / f"{name[:40]}.json"


def _with_digest(made: Plan) -> bytes:
    parts = (made.cells, made.pool)
    text = canonical_json([[record.model_dump(mode="json") for record in part] for part in parts])
    return f"{sha256_hex(text)}\n{text}".encode()


def _kept(place: Path) -> Plan | None:
    """The plan as it was kept; None when there is none, or when the file is damaged."""
    try:
        digest, _, text = read_bytes(place).decode().partition("\n")
        if sha256_hex(text) != digest:
            return None
        cells, pool = json.loads(text)
        return Plan(tuple(map(PlanCell.model_validate, cells)), tuple(map(PoolEntry.model_validate, pool)))
    except (CannotRead, ValueError):
        return None
