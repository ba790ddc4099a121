"""What an exam calls itself and others: its title, the words of its banks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from quizgen.bank.blueprint_rules import P017
from quizgen.bank.entries import LoadedBank
from quizgen.bank.presets import Preset
from quizgen.errors import Problem
from quizgen.model.bank import Profile
from quizgen.model.blueprint import Blueprint
from quizgen.model.bookkeeping import may_be_drawn
from quizgen.model.digest import bank_digest, question_digest
from quizgen.model.exam import BankReference
from quizgen.model.terms import TERMS_BEFORE, Terms


def terms_of(bank: LoadedBank) -> Terms:
    """The words of the first bank with a ``bank.yaml``.

    Where none has one: words for any subject, but those of former times for a bank of former times.
    """
    settings = next((one.settings for one in bank.banks if one.settings is not None), None)
    if settings is not None:
        return settings.terms
    former = any(one.profile is Profile.STRICT for one in bank.banks)
    return TERMS_BEFORE if former else Terms()


def title_of(blueprint: Blueprint, preset: Preset, bank: LoadedBank) -> str:
    """The title of the blueprint; the subject of the banks goes before that of a blueprint for any."""
    subjects = (one.settings.subject for one in bank.banks if one.settings is not None)
    subject = next((one for one in subjects if one is not None), "")
    return f"{subject}{blueprint.title}" if preset.packaged else blueprint.title


def bank_references(bank: LoadedBank) -> Iterator[BankReference]:
    """What an exam keeps of its banks: their names and digests, the rules they have turned off."""
    for index, source in enumerate(bank.banks):
        digests = [
            question_digest(entry.question)
            for entry in bank.entries
            if entry.bank == index and may_be_drawn(entry.question)
        ]
        yield BankReference(
            name=source.name,
            digest=bank_digest(digests),
            questions=len(digests),
            rules_off=source.settings.rules if source.settings is not None else {},
        )


def unknown_banks(file: Path, blueprint: Blueprint | None, bank: LoadedBank) -> Iterator[Problem]:
    """Quotas of banks that were not given (P017), each named once."""
    if blueprint is None:
        return
    quotas = (blueprint.quotas, *(section.quotas for section in blueprint.sections))
    given = [one.name for one in bank.banks]
    for name in dict.fromkeys(name for one in quotas for name in one.bank):
        if name not in given:
            message = f"配额写了题库“{name}”，而用的题库是：{'、'.join(given)}"
            yield Problem(str(file), None, P017.id, message, P017.mend)
