"""The good and bad banks under ``tests/data/bank``, checked as the tool checks them."""

from __future__ import annotations

from pathlib import Path

from quizgen.bank.checks import RULES, FactView, KnowledgeView, advise_bank, check_bank
from quizgen.bank.load import load_bank

DATA = Path(__file__).parents[1] / "data" / "bank"
BAD, GOOD = DATA / "bad", DATA / "good"

WITHOUT_GLYPH = "𰻝"
"""The one character that the fonts of these tests lack."""

KNOWLEDGE = KnowledgeView(
    facts={
        **{f"xiamen-{number:03d}": FactView("xiamen") for number in (18, 19, 25, 28, 35, 39, 43, 59)},
        "xiamen-042": FactView("xiamen", open_list=True, members=("照搬照抄", "结合实际不紧密", "雷同")),
        "xiamen-087": FactView(
            "xiamen", open_list=True, members=("各区", "市委组织部", "市委巡察办", "市财政局", "市审计局")
        ),
        "gongan-060": FactView("gongan"),
    },
    prefixes={"WH": "wuhou", "XM": "xiamen", "GA": "gongan"},
    rows={"X01": frozenset({"xiamen-018", "xiamen-019"}), "X02": frozenset({"xiamen-024", "xiamen-025"})},
)


ADVISING = frozenset(rule.id for rule in RULES if rule.advice)


def report(folder: Path) -> str:
    """What ``bank check`` says of a folder named relatively to the current one.

    Of a folder that is named after a piece of advice, only that advice.
    """
    loaded = load_bank([folder])
    if folder.name[:4] in ADVISING:
        return "".join(f"{problem}\n" for problem in advise_bank(loaded) if problem.rule == folder.name[:4])
    problems = check_bank(loaded, KNOWLEDGE, lambda character: character != WITHOUT_GLYPH)
    return "".join(f"{problem}\n" for problem in problems)
