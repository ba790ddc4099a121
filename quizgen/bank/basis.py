"""The fingerprint of the facts that a question rests on: another one means that a fact has changed."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.model.digest import record_json, sha256_hex
from quizgen.model.knowledge import Fact
from quizgen.model.question import Question

LENGTH = 12


def basis_of(question: Question, facts: Mapping[str, Fact]) -> str:
    """The fingerprint of what the register says in the cited facts, in order; a missing fact counts too."""
    lines = [record_json(facts[cite]) if cite in facts else f"? {cite}" for cite in question.cites]
    return sha256_hex("\n".join(lines))[:LENGTH]
