"""Random banks printed in random layouts: what is understood without a doubt is right, always."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizgen.interchange.draft import Draft, Understood
from quizgen.interchange.soundness import is_certain
from quizgen.interchange.text_file import text_document
from quizgen.interchange.understand.whole import understand
from quizgen.model.kinds import Kind
from tests.chance import examples
from tests.interchange.printed_banks import (
    Layout,
    Printed,
    print_bank,
    random_bank,
    random_layout,
    suits,
)
from tests.interchange.said import key_of

SEEDS = st.integers(0, 2**32)


def made(seed: int) -> tuple[list[Printed], Layout]:
    dice = Random(seed)  # noqa: S311 - layouts are no secrets
    bank = random_bank(dice)
    return bank, suits(bank, random_layout(dice))


def same(draft: Draft, one: Printed) -> bool:
    """Whether a draft is the question that was printed."""
    if draft.kind is not one.kind or draft.stem.rstrip("。") != one.stem.rstrip("。"):
        return False
    if one.kind is Kind.FILL:
        return [blank[0] for blank in draft.blanks] == one.key.split("；")
    if one.kind is Kind.SHORT:
        return draft.sample == one.key
    return tuple(option.text for option in draft.options) == one.options and key_of(draft) == one.key


def wrong(understood: Understood, bank: list[Printed]) -> list[Draft]:
    """Drafts that nothing marks though they are no question of the bank."""
    return [
        draft
        for draft in understood.drafts
        if is_certain(draft) and not any(same(draft, one) for one in bank)
    ]


@examples(60)
@given(SEEDS)
def test_a_random_bank_is_understood_or_doubted(seed: int) -> None:
    bank, layout = made(seed)
    text = print_bank(bank, layout)
    understood = understand(text_document(text, "题库.txt"))
    assert wrong(understood, bank) == [], text
    if all(is_certain(draft) for draft in understood.drafts):
        assert len(understood.drafts) == len(bank), text


def test_nearly_all_of_random_banks_is_understood() -> None:
    total = certain = 0
    for seed in range(200):
        bank, layout = made(seed)
        understood = understand(text_document(print_bank(bank, layout), "题库.txt"))
        total += len(bank)
        certain += sum(is_certain(draft) for draft in understood.drafts)
    assert certain >= 0.98 * total


@examples(60)
@given(SEEDS, st.integers(0, 40))
def test_a_key_that_lost_an_entry_is_doubted(seed: int, place: int) -> None:
    bank, layout = made(seed)
    mixed = not layout.headed and any(one.kind is Kind.MULTIPLE for one in bank)
    if layout.key in {"below", "bracket"} or mixed:
        return
    text = print_bank(bank, layout, place % len(bank))
    understood = understand(text_document(text, "题库.txt"))
    assert wrong(understood, bank) == [], text
    assert not all(is_certain(draft) for draft in understood.drafts), text


def without(lines: list[str], at: int, _dice: Random) -> list[str]:
    """The line of a stem is lost."""
    return [*lines[:at], *lines[at + 1 :]]


def joined(lines: list[str], at: int, _dice: Random) -> list[str]:
    """The line of a stem stands behind the line before it."""
    return [*lines[: at - 1], f"{lines[at - 1]} {lines[at]}", *lines[at + 1 :]]


def with_another(lines: list[str], _at: int, dice: Random) -> list[str]:
    """A line that is no part of the bank stands somewhere."""
    place = dice.randrange(1, len(lines))
    other = dice.choice(
        ("某某公司安全部", "以下是重点内容", "2024年6月", "内部资料 注意保存", "第二部分 综合知识")
    )
    return [*lines[:place], other, *lines[place:]]


@pytest.mark.parametrize("damage", [without, joined, with_another])
def test_a_damaged_bank_is_never_wrong_without_a_doubt(
    damage: Callable[[list[str], int, Random], list[str]],
) -> None:
    tried = 0
    for seed in range(120):
        bank, layout = made(seed)
        dice = Random(seed)  # noqa: S311 - where a bank is damaged is no secret
        lines = print_bank(bank, layout).split("\n")
        stem = dice.choice(bank).stem
        places = [
            at for at, line in enumerate(lines) if stem in line and "题（" not in lines[at - 1] and at > 1
        ]
        if places:
            text = "\n".join(damage(lines, places[0], dice))
            assert wrong(understand(text_document(text, "题库.txt")), bank) == [], text
            tried += 1
    assert tried > 50
