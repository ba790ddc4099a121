"""The fingerprint of the facts that a question rests on: another one means that a fact has changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from quizgen.model.digest import record_json, sha256_hex
from quizgen.model.knowledge import Fact
from quizgen.model.question import Question

LENGTH = 12
_FORMER_KEY, _KEY = "basis", "fingerprint"
_FINGERPRINT = re.compile(f"[0-9a-f]{{{LENGTH}}}")


def basis_of(question: Question, facts: Mapping[str, Fact]) -> str:
    """The fingerprint of what the register says in the cited facts, in order; a missing fact counts too."""
    lines = [record_json(facts[cite]) if cite in facts else f"? {cite}" for cite in question.cites]
    return sha256_hex("\n".join(lines))[:LENGTH]


def under_its_present_key(data: Any) -> Any:
    """A question as plain data, its fingerprint no longer under ``basis``, where it stood in former times."""
    former = data.get(_FORMER_KEY) if isinstance(data, dict) else None
    if not isinstance(former, str) or not _FINGERPRINT.fullmatch(former):
        return data
    rest = {key: value for key, value in data.items() if key != _FORMER_KEY}
    return {_KEY: former, **rest}
