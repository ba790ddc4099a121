"""Advice about questions taken together: what they reveal about each other, how evenly they are written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from quizgen.bank.checks.base import BankCheck, Check, Fault, Surroundings, problem_at
from quizgen.bank.leaks.find import find_leaks
from quizgen.bank.leaks.unmarked import unmarked
from quizgen.bank.texts import Item
from quizgen.errors import Problem
from quizgen.model.bookkeeping import may_be_drawn, point_of
from quizgen.model.question import MultipleBody, TrueFalseBody
from quizgen.model.rule import Rule

B055 = Rule(
    "B055",
    "题与题互相泄露答案",
    "一题的题干、选项、案例正文里印着另一题的答案（或两题问同一件事），又没有写进 enemies，同卷就等于送分。"
    "按两题共有的、题库里少见的字词来认，依据同一条事实的从严；会有认错的，也会有认不出的。",
    "用 quizgen bank enemies 逐对列出，加 --write 写进 enemies；或改写题目",
    advice=True,
)
B056 = Rule(
    "B056",
    "一条事实出题太多",
    "考点（point，不写就是 cites 的第一个）相同的题超过 3 道，一份试卷里最多只该取一道，其余的白占地方。",
    "换成别的事实，或在蓝图里写 per_point: 1",
    advice=True,
)
B057 = Rule(
    "B057",
    "一个来源的判断题真假失衡",
    "按编号前缀分开数，判断题（连同案例里的）有 20 道以上的，正确的应占 35% 至 65%。整个题库的另由 B050 查。",
    "补写少的一种，或改写多的一种",
    advice=True,
)
B058 = Rule(
    "B058",
    "多选的正确项个数太整齐",
    "按编号前缀分开数，多选题（连同案例里的）有 15 道以上的，正确项个数相同的不应超过 45%，否则个数就能猜。",
    "增减正确项，让 2、3、4、5 个的都有",
    advice=True,
)

MOST_ON_A_POINT = 3
LEAST_STATEMENTS, TRUE_SHARE = 20, (Fraction(35, 100), Fraction(65, 100))
LEAST_MULTIPLES, MOST_ALIKE = 15, Fraction(45, 100)


def leaking_pairs(around: Surroundings) -> Iterator[Problem]:
    """B055: one sentence for a bank, for there may be hundreds."""
    items = {item.question.id: item for item in around.active if may_be_drawn(item.question)}
    questions = [item.question for item in items.values()]
    leaks = unmarked(questions, find_leaks(questions))
    for number, bank in enumerate(around.banks):
        own = [leak for leak in leaks if items[leak.shows].entry.bank == number]
        if own:
            first = max(own, key=lambda leak: leak.strength)
            example = f"{first.shows} 里的“{first.text}”说出了 {first.asks} 的“{first.key}”"
            message = f"有 {len(own)} 对题互相泄露答案，没有写成互斥，例如 {example}"
            yield Problem(bank.shown_as, None, B055.id, message, B055.mend)


def crowded_points(around: Surroundings) -> Iterator[Problem]:
    """B056."""
    by_point: defaultdict[str, list[Item]] = defaultdict(list)
    for item in around.active:
        if point := point_of(item.question):
            by_point[point].append(item)
    for point, items in by_point.items():
        if len(items) > MOST_ON_A_POINT:
            listed = "、".join(item.question.id for item in items)
            yield problem_at(
                items[0], B056, Fault(("cites",), f"考点 {point} 有 {len(items)} 道题：{listed}")
            )


def statements_of_a_source(around: Surroundings) -> Iterator[Problem]:
    """B057."""
    for shown_as, prefix, items in _by_source(around):
        answers = [
            at.body.answer for item in items for at in item.bodies if isinstance(at.body, TrueFalseBody)
        ]
        if len(answers) >= LEAST_STATEMENTS:
            share = Fraction(sum(answers), len(answers))
            if not TRUE_SHARE[0] <= share <= TRUE_SHARE[1]:
                message = f"{prefix} 的 {len(answers)} 道判断题中，正确的占 {_percent(share)}"
                yield Problem(shown_as, None, B057.id, message, B057.mend)


def right_options_of_a_source(around: Surroundings) -> Iterator[Problem]:
    """B058."""
    for shown_as, prefix, items in _by_source(around):
        counts = Counter(
            len(at.body.correct) for item in items for at in item.bodies if isinstance(at.body, MultipleBody)
        )
        if counts.total() >= LEAST_MULTIPLES:
            number, times = counts.most_common(1)[0]
            share = Fraction(times, counts.total())
            if share > MOST_ALIKE:
                message = f"{prefix} 的 {counts.total()} 道多选题中，{number} 个正确项的占 {_percent(share)}"
                yield Problem(shown_as, None, B058.id, message, B058.mend)


def _by_source(around: Surroundings) -> Iterator[tuple[str, str, Sequence[Item]]]:
    """The active questions by bank and prefix of their ids."""
    for bank, items in around.active_by_bank():
        by_prefix: defaultdict[str, list[Item]] = defaultdict(list)
        for item in items:
            by_prefix[item.question.id.partition("-")[0]].append(item)
        for prefix, group in sorted(by_prefix.items()):
            yield bank.shown_as, prefix, group


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):.0f}%"


CHECKS: tuple[Check, ...] = (
    BankCheck(B055, leaking_pairs),
    BankCheck(B056, crowded_points),
    BankCheck(B057, statements_of_a_source),
    BankCheck(B058, right_options_of_a_source),
)
