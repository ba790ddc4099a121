"""The frame in which finished work is tampered with, one manipulation at a time, and then verified.

A *half* is a module that exports ``HALF``; its name stands in ``MODULES`` below. A half says how its
work folder is made ready (``prepare``), how it is verified (``verify``), what can be done to it
(``manipulations``).

- ``prepare(work)`` gets an empty folder once per run and makes everything that is to be tampered with.
  ``manipulations_exam.prepare`` makes ``exam/`` (built, marked twice, with results and cards), ``key.pem``
  (the signing key), ``other.pem`` (a forger's key) and ``kept.json`` (``fingerprint`` and ``head``, as
  somebody noted them before); another half may call it first, then add what it needs.
- Every ``Manipulation`` gets a fresh copy of that folder; ``act(work)`` tampers with it as it likes.
- ``verify(work, kept=…, reprint=…)`` runs the command: ``kept`` holds the work against ``kept.json`` too,
  ``reprint`` prints everything again (slow; only for manipulations that say ``reprint=True``).

What must come out: ``FOUND``: exit status 1, every text of ``named`` is printed. ``KEPT``: found only against
what was kept, so without it the work passes. ``NEVER``: passes both, ``why`` says why nothing can be done.

``test_manipulations.py`` runs them all; ``python -m tools.manipulations`` (part of
``make docs``) writes the table in docs/dev/marking.md, which a test in ``tests/house`` holds to be current.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Protocol

from tests.tool import Run

MODULES = (
    "tests.workflows.verify.manipulations_exam",
    "tests.workflows.verify.manipulations_marks",
    "tests.workflows.verify.manipulations_scans",
    "tests.workflows.verify.manipulations_scores",
    "tests.workflows.verify.manipulations_documents",
    "tests.workflows.verify.manipulations_units",
    "tests.workflows.verify.manipulations_part",
)
"""The halves, in the order of the table."""


class Outcome(StrEnum):
    """What verification says of a manipulation; the value stands in the table."""

    FOUND = "发现"
    KEPT = "凭留存的指纹或台账头发现"
    NEVER = "不能发现"


@dataclass(frozen=True, slots=True)
class Manipulation:
    """One thing that somebody may do to finished work.

    ``number`` is permanent (a letter for the half, two digits or three), ``place`` the file or folder,
    ``done`` a short Chinese sentence without a full stop. ``named`` must all be printed where it is found.
    ``why`` is a Chinese sentence; it must be there where a manipulation cannot be found.
    """

    number: str
    place: str
    done: str
    act: Callable[[Path], object]
    named: tuple[str, ...] = ()
    outcome: Outcome = Outcome.FOUND
    why: str = ""
    reprint: bool = False


class Verify(Protocol):
    """Runs the verification of a work folder."""

    def __call__(self, work: Path, *, kept: bool, reprint: bool) -> Run:
        """``kept``: also against ``kept.json``; ``reprint``: everything printed again."""
        ...


@dataclass(frozen=True, slots=True)
class Half:
    """The manipulations of one kind of work; ``title`` heads its table."""

    title: str
    prepare: Callable[[Path], object]
    verify: Verify
    manipulations: tuple[Manipulation, ...]


def halves() -> tuple[Half, ...]:
    """All halves there are."""
    return tuple(import_module(name).HALF for name in MODULES)
