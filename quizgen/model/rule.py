"""A numbered rule, as it is documented: permanent number, what is wrong, what to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its permanent number; the texts are Chinese.

    ``title`` names the fault, ``why`` says what the rule checks with its limits, ``mend`` what to do (both
    empty where every message says it itself).
    ``advice``: it may be disregarded, so it neither fails a check nor stops an exam. ``craft``: the same, in
    a bank whose profile is plain; it is about how well a question is written, not whether it can be used.
    """

    id: str
    title: str
    why: str = ""
    mend: str = ""
    advice: bool = False
    craft: bool = False
