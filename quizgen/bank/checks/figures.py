"""Rules about a whole bank: what its figures give away."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from quizgen.bank.checks.base import BankCheck, Check, Surroundings
from quizgen.bank.lengths import length_bias
from quizgen.bank.texts import Item
from quizgen.errors import Problem
from quizgen.markup.figures import percent_text
from quizgen.model.question import TrueFalseBody, option_texts
from quizgen.model.rule import Rule

B049 = Rule(
    "B049",
    "正确项太常是最长的一项",
    "单选题正确项独自最长的比例，不应超过碰巧的比例加 15 个百分点；不到 30 题的题库不查。"
    "碰巧的比例：有唯一最长项的题，每题按选项个数分之一计，除以单选题总数。",
    "缩短正确项，或把干扰项写得一样细",
    craft=True,
)
B050 = Rule(
    "B050",
    "判断题真假失衡",
    "判断题中正确的应占 40% 至 60%；不到 40 题的题库不查。",
    "补写少的一种，或改写多的一种",
    craft=True,
)
B051 = Rule(
    "B051",
    "绝对词泄露答案",
    "“一律”“绝对”“所有”“任何”“全部”“必须”这类词在错误的选项和判断中出现的比例，不应达到正确的 3 倍；"
    "错误的一方不到 10 处时不查。",
    "去掉错误一方的绝对词，或在正确的陈述里照材料写上",
    craft=True,
)

LEAST_SINGLES = 30
LONGEST_MARGIN = Fraction(15, 100)
LEAST_STATEMENTS = 40
TRUE_SHARE = (Fraction(40, 100), Fraction(60, 100))
ABSOLUTES = ("一律", "绝对", "所有", "任何", "全部", "必须", "从不", "从来", "完全", "唯一", "毫无")
LEAST_ABSOLUTES = 10
ABSOLUTE_RATIO = 3


def longest_key(around: Surroundings) -> Iterator[Problem]:
    """B049."""
    for bank, items in around.active_by_bank():
        bias = length_bias(items)
        limit = bias.longest_by_chance + LONGEST_MARGIN
        if bias.singles >= LEAST_SINGLES and bias.longest > limit:
            some = "、".join(bias.longest_ids[:5])
            message = (
                f"{bias.singles} 道单选题中，正确项独自最长的占 {percent_text(bias.longest)}，"
                f"超过 {percent_text(limit)}：{some} 等"
            )
            yield Problem(bank.shown_as, None, B049.id, message, B049.mend)


def true_false_balance(around: Surroundings) -> Iterator[Problem]:
    """B050."""
    for bank, items in around.active_by_bank():
        answers = [
            at.body.answer for item in items for at in item.bodies if isinstance(at.body, TrueFalseBody)
        ]
        if len(answers) < LEAST_STATEMENTS:
            continue
        share = Fraction(sum(answers), len(answers))
        if not TRUE_SHARE[0] <= share <= TRUE_SHARE[1]:
            message = f"{len(answers)} 道判断题中，正确的占 {percent_text(share)}"
            yield Problem(bank.shown_as, None, B050.id, message, B050.mend)


def absolutes(around: Surroundings) -> Iterator[Problem]:
    """B051."""
    for bank, items in around.active_by_bank():
        right, wrong = _right_and_wrong(items)
        right_hits, wrong_hits = sum(map(_absolute, right)), sum(map(_absolute, wrong))
        if wrong_hits < LEAST_ABSOLUTES:
            continue
        # one more on the right side, so that a bank without any is not divided by nought
        right_rate, wrong_rate = Fraction(right_hits + 1, len(right) + 1), Fraction(wrong_hits, len(wrong))
        if wrong_rate >= ABSOLUTE_RATIO * right_rate:
            message = (
                f"“一律”“必须”等绝对词，在错误的选项和判断中 {len(wrong)} 条有 {wrong_hits} 条，"
                f"在正确的中 {len(right)} 条只有 {right_hits} 条"
            )
            yield Problem(bank.shown_as, None, B051.id, message, B051.mend)


def _absolute(text: str) -> bool:
    return any(word in text for word in ABSOLUTES)


def _right_and_wrong(items: tuple[Item, ...]) -> tuple[list[str], list[str]]:
    """Options with statements that are right, and those that are wrong."""
    right: list[str] = []
    wrong: list[str] = []
    for item in items:
        for at in item.bodies:
            if isinstance(at.body, TrueFalseBody):
                (right if at.body.answer else wrong).append(at.body.stem)
        for _, body in item.choices:
            options = option_texts(body)
            right += options[: len(body.correct)]
            wrong += options[len(body.correct) :]
    return right, wrong


CHECKS: tuple[Check, ...] = (
    BankCheck(B049, longest_key),
    BankCheck(B050, true_false_balance),
    BankCheck(B051, absolutes),
)
