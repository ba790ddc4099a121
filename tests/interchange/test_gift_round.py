"""A bank written as GIFT and read again is the same bank, but for what was named as lost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from quizgen.bank.load import load_bank
from quizgen.interchange.draft import Draft
from quizgen.interchange.formats import BankToWrite
from quizgen.interchange.gift.read import read_gift
from quizgen.interchange.gift.write import write_gift
from quizgen.interchange.outgoing import Outgoing, outgoing
from quizgen.model.question import Question
from tests.chance import examples
from tests.interchange.exported import BODIES, going_out, of_kind, question, said
from tests.interchange.random_questions import questions

ROOT = Path(__file__).parents[2]
LOST = ("last", "any_order", "width_mm")
"""Named losses: D503, D513; a width comes back in pixels."""

LEFT_OUT = {"fill", "ordering", "case"}
"""Several blanks, an order: GIFT has neither, so a case with one of them is left out whole."""


def back(sent: Sequence[Outgoing]) -> tuple[Draft, ...]:
    return read_gift(write_gift(BankToWrite("测试", sent)).content, "题库.gift").drafts


def both(one: Outgoing, draft: Draft) -> tuple[dict[str, Any], dict[str, Any]]:
    """What was sent and what came back, without what is named as lost."""
    sent, found = said(one.draft, *LOST), said(draft, *LOST)
    for asked in (sent, found, *sent["parts"], *found["parts"]):
        for extra in asked["extra"]:
            extra["why"] = ()  # D504
    for asked in (sent, found):
        if asked["parts"]:
            asked |= {"shares": (), "explain": (), "basis": ()}  # D512, D517
    return sent, found


def same(one: Outgoing, draft: Draft) -> None:
    assert draft.refusals == ()
    assert draft.doubts == ()
    sent, found = both(one, draft)
    assert found == sent


def check(asked: Question) -> None:
    (sent,) = going_out(asked)
    if write_gift(BankToWrite("测试", (sent,))).written:
        (draft,) = back((sent,))
        same(sent, draft)


@pytest.mark.parametrize("kind", sorted(set(BODIES) - LEFT_OUT))
def test_every_kind_that_gift_has_comes_back_as_it_was(kind: str) -> None:
    (sent,) = going_out(of_kind(kind))
    (draft,) = back((sent,))
    same(sent, draft)


@pytest.mark.parametrize("kind", sorted(LEFT_OUT))
def test_a_kind_that_gift_has_not_is_left_out_and_named(kind: str) -> None:
    written = write_gift(BankToWrite("测试", going_out(of_kind(kind), of_kind("single", 2))))
    assert written.written == 1
    assert [remark.about.question.id for remark in written.remarks if remark.rule.id == "D501"] == ["CS-0001"]


def test_picture_and_table_come_back() -> None:
    table = [["部门", "件数"], ["甲 <科>", "3"]]
    (sent,) = going_out(of_kind("single", image="a.png", alt="示意图", table=table))
    (draft,) = back((sent,))
    same(sent, draft)


def test_options_that_are_pictures_come_back() -> None:
    right, wrong = {"image": "a.png", "alt": "三角形"}, {"image": "b.png", "text": "乙", "why": "不是"}
    body = {"kind": "single", "stem": "哪个？", "correct": [right], "wrong": [wrong, {"text": "丙"}]}
    (sent,) = going_out(question(body))
    (draft,) = back((sent,))
    same(sent, draft)
    assert [option.picture is None for option in draft.options].count(False) == 2


@examples(60)
@given(questions())
def test_random_questions_with_hostile_texts_come_back(asked: Question) -> None:
    check(asked)


def test_the_whole_bank_comes_back_but_for_what_is_left_out() -> None:
    bank = load_bank((ROOT / "question_bank",), cache_folder=None, default_topics=None)
    sent = tuple(outgoing(one, bank.picture) for one in bank.active)
    written = write_gift(BankToWrite("测试", sent))
    gone = {remark.about.question.id for remark in written.remarks if remark.rule.id == "D501"}
    kept = [one for one in sent if one.question.id not in gone]
    drafts = back(kept)
    assert len(drafts) == len(kept) == written.written > 500
    for one, draft in zip(kept, drafts, strict=True):
        same(one, draft)
