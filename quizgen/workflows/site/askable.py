"""What the self-tests of a site may ask: the bank that lies beside its pages."""

from __future__ import annotations

from pathlib import Path

from quizgen.bank.load import load_bank
from quizgen.errors import Problem
from quizgen.model.selftest import Askable

BANK_FOLDER = "question_bank"
"""The folder of the bank, beside that of the pages."""


def askable_beside(docs: Path, cache: Path | None = None) -> tuple[Askable | None, tuple[Problem, ...]]:
    """The questions that pages in ``docs`` may ask (None without a bank), with the faults of form there.

    ``cache`` is where parsed banks are kept (None: nowhere).
    """
    bank = docs.resolve().parent / BANK_FOLDER
    if not bank.is_dir():
        return None, ()
    loaded = load_bank((bank,), cache_folder=cache)
    return Askable.of(loaded.topics, loaded.questions), loaded.problems
