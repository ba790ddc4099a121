"""Canonical JSON, with the digests that are taken over it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from quizgen.model.bookkeeping import LIFE_FIELDS
from quizgen.model.question import Question

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical_json(value: Any) -> str:
    """One spelling for each value: keys sorted, no spaces, no escapes, no ambiguous floats."""
    return _CANONICAL.encode(value)


def record_json(record: BaseModel) -> str:
    """The canonical JSON of a record, without the fields that stand at their default."""
    return canonical_json(record.model_dump(mode="json", by_alias=True, exclude_defaults=True))


def sha256_hex(text: str) -> str:
    """SHA-256 of the UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def question_digest(question: Question) -> str:
    """The content digest of a question: every change of its record but its status changes it."""
    return sha256_hex(
        canonical_json(question.model_dump(mode="json", exclude_defaults=True, exclude=set(LIFE_FIELDS)))
    )


def bank_digest(digests: Iterable[str]) -> str:
    """The digest of a set of questions, whatever order they come in."""
    return sha256_hex("\n".join(sorted(digests)))
