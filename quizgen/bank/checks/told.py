"""Advice about what is matched or put in order: how it could be answered without knowledge."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.bank.checks.base import BankCheck, Check, Fault, QuestionCheck, Surroundings, nth, problem_at
from quizgen.bank.checks.craft import only_shared
from quizgen.bank.guessing import SAYS_WHEN
from quizgen.bank.leaks.material import every_text
from quizgen.bank.leaks.rarity import Rarity, rarity_in
from quizgen.bank.texts import Item
from quizgen.errors import Problem
from quizgen.files.yaml_nodes import Key
from quizgen.markup import plain_text
from quizgen.model.question import MatchingBody, OrderingBody
from quizgen.model.rule import Rule

B079 = Rule(
    "B079",
    "配对照字面就能配",
    "左项里题库少见的字词，与它配对的右项里有而别的右项都没有，不用读过材料就能配上。按字词在题库里少见的程度计，常见的词不算。",
    "把左项或右项换一种说法，或让别的右项也用上这个词",
    advice=True,
)
B080 = Rule(
    "B080",
    "排序的次序写在字面上",
    "排序题的项以“首先”“其次”“最后”一类的词开头，写着“第一步”，或者各项的年份由早到晚，照字面就能排。",
    "去掉次序词、年份，让人照道理去想先后",
    advice=True,
)


def pairs_by_words(around: Surroundings) -> Iterator[Problem]:
    """B079."""
    rarity = rarity_in(every_text(item.question) for item in around.items)
    for item in around.active:
        for at in item.bodies:
            if isinstance(at.body, MatchingBody):
                for fault in _telling_pairs(at.key, at.body, rarity):
                    yield problem_at(item, B079, fault)


def _telling_pairs(key: Key, body: MatchingBody, rarity: Rarity) -> Iterator[Fault]:
    rights = [*(pair.right for pair in body.pairs), *(one.text for one in body.wrong)]
    for number, pair in enumerate(body.pairs):
        words = only_shared(pair.left, pair.right, rights[:number] + rights[number + 1 :], rarity)
        if words:
            message = f"{nth(key)}左项“{pair.left}”和右项“{pair.right}”都有“{words}”，别的右项没有"
            yield Fault((*key, "pairs", number, "right"), message)


def said_order(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B080."""
    for at in item.bodies:
        if not isinstance(at.body, OrderingBody):
            continue
        found = [SAYS_WHEN.search(plain_text(text)) for text in at.body.items]
        years = [int(one["year"]) for one in found if one is not None and one["year"]]
        if len(years) > 1 and years == sorted(set(years)):
            yield Fault((*at.key, "items"), f"{nth(at.key)}各项年份由早到晚")
        for number, one in enumerate(found):
            if one is not None and not one["year"]:
                message = f"{nth(at.key)}第{number + 1}项里的“{one.group()}”说出它排在哪里"
                yield Fault((*at.key, "items", number), message)


CHECKS: tuple[Check, ...] = (
    BankCheck(B079, pairs_by_words),
    QuestionCheck(B080, said_order, needs=("kind", "items")),
)
