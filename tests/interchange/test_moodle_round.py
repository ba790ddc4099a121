"""A bank written for Moodle and read again is the same bank, but for what was named as lost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from quizgen.bank.load import load_bank
from quizgen.interchange.draft import Draft
from quizgen.interchange.formats import BankToWrite
from quizgen.interchange.moodle.read import read_moodle
from quizgen.interchange.moodle.write import write_moodle
from quizgen.interchange.outgoing import Outgoing, outgoing
from quizgen.model.question import Question
from tests.chance import examples
from tests.interchange.exported import BODIES, bank_of, going_out, of_kind, question, said
from tests.interchange.random_questions import questions

ROOT = Path(__file__).parents[2]
LOST = ("last", "any_order", "width_mm")
"""Named losses: D503, D513; a width comes back in pixels."""


def back(sent: Sequence[Outgoing]) -> tuple[Draft, ...]:
    return read_moodle(write_moodle(BankToWrite("测试", sent)).content, "题库.xml").drafts


def same(one: Outgoing, draft: Draft) -> None:
    assert draft.refusals == ()
    assert draft.doubts == ()
    sent, found = both(one, draft)
    assert found == sent


def both(one: Outgoing, draft: Draft) -> tuple[dict[str, Any], dict[str, Any]]:
    """What was sent and what came back, without what is named as lost."""
    sent, found = said(one.draft, *LOST), said(draft, *LOST)
    for asked in (sent, found, *sent["parts"], *found["parts"]):
        for extra in asked["extra"]:
            extra["why"] = ()  # D504
    return sent, found


@pytest.mark.parametrize("kind", sorted(BODIES))
def test_every_kind_comes_back_as_it_was(kind: str) -> None:
    (sent,) = going_out(of_kind(kind))
    (draft,) = back((sent,))
    same(sent, draft)


def test_picture_and_table_come_back() -> None:
    table = [["部门", "件数"], ["甲 <科>", "3"]]
    (sent,) = going_out(of_kind("single", image="a.png", alt="示意图", width="60mm", table=table))
    (draft,) = back((sent,))
    same(sent, draft)
    assert draft.picture is not None
    assert draft.picture.width_mm == pytest.approx(60, abs=0.2)


def check(asked: Question) -> None:
    (sent,) = going_out(asked)
    if write_moodle(bank_of(asked)).written:
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


def test_the_whole_bank_comes_back() -> None:
    bank = load_bank((ROOT / "question_bank",), cache_folder=None, default_topics=None)
    sent = tuple(outgoing(one, bank.picture) for one in bank.active)
    drafts = back(sent)
    assert len(drafts) == len(sent) > 500
    for one, draft in zip(sent, drafts, strict=True):
        same(one, draft)
