"""How well guessing works without knowledge: simple strategies played against the whole bank."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, comb
from statistics import median

from quizgen.markup import plain_text
from quizgen.model.kinds import Kind
from quizgen.model.question import (
    MatchingBody,
    MultipleBody,
    OrderingBody,
    Question,
    SingleBody,
    TrueFalseBody,
    asked_in,
    option_texts,
    shows_pictures,
)

ABSOLUTE = re.compile(r"一律|绝对|所有|任何|全部|必须|从不|永远|完全|唯一|只有|只能|仅|凡是|都要|不得")
"""Words that a test-wise candidate takes for a sign of a false statement."""

ALL_OF_THE_ABOVE = re.compile(r"以上|上述")

SAYS_WHEN = re.compile(
    r"^(?:(?P<first>首先|起初|最初)|(?P<then>其次|再次|然后|接着|随后|之后|继而)|(?P<last>最后|最终|末了))"
    r"|第(?P<place>[一二三四五六七八九十])[步阶环个项]|(?P<year>(?:19|20)\d\d)年"
)
"""Words of an item to be put in order that say where it belongs."""

MARGIN = Fraction(5, 100)
"""How far above chance a strategy may come before the bank gives its answers away."""

_BIGRAM = 2


@dataclass(frozen=True, slots=True)
class GuessRate:
    """What one strategy earns on one kind of question.

    ``score`` is the mean share of the points earned, ``chance`` what as many ticks made at random
    earn on the same questions; both between 0 and 1. Multiple choice counts by 漏选按项: a wrong tick
    earns nothing, else the right ticks' share; 配对 by 每对得分, 排序 by 相邻对得分.
    """

    strategy: str
    kind: Kind
    questions: int
    score: Fraction
    chance: Fraction

    @property
    def excess(self) -> Fraction:
        """How much better than chance."""
        return self.score - self.chance

    @property
    def gives_away(self) -> bool:
        """Whether the strategy beats chance by more than the margin."""
        return self.excess > MARGIN


Ranking = Callable[[str, Sequence[str]], list[float]]
"""Says for a stem and its options how much each option looks like the answer."""


Nearness = Callable[[str, str], float]
"""Says how much an item on the left and one on the right look as if they belonged together."""


def guess_rates(questions: Iterable[Question]) -> tuple[GuessRate, ...]:
    """Play every strategy against the questions and the sub-questions of cases."""
    bodies = [body for question in questions for _, body in asked_in(question)]
    singles = [body for body in bodies if isinstance(body, SingleBody) and not shows_pictures(body)]
    multiples = [body for body in bodies if isinstance(body, MultipleBody) and not shows_pictures(body)]
    matchings = [body for body in bodies if isinstance(body, MatchingBody)]
    orderings = [body for body in bodies if isinstance(body, OrderingBody)]
    statements = [body for body in bodies if isinstance(body, TrueFalseBody)]
    rates = [
        *(_play_single(name, ranking, singles) for name, ranking in _RANKINGS.items()),
        _play_multiple("全选", None, multiples),
        *(_play_multiple(f"{name}的一半", ranking, multiples) for name, ranking in _RANKINGS.items()),
        *_play_statements(statements),
        *(_play_matching(name, nearness, matchings) for name, nearness in _NEARNESS.items()),
        *(_play_ordering(name, key, orderings) for name, key in _ORDERS.items()),
    ]
    return tuple(rate for rate in rates if rate.questions)


def _play_single(name: str, ranking: Ranking, bodies: Sequence[SingleBody]) -> GuessRate:
    score = chance = Fraction()
    for body in bodies:
        options = option_texts(body)
        looks = ranking(body.stem, options)
        best = [index for index, look in enumerate(looks) if look == max(looks)]
        score += Fraction(0 in best, len(best))
        chance += Fraction(1, len(options))
    return _rate(f"选{name}的", Kind.SINGLE, len(bodies), score, chance)


def _play_multiple(name: str, ranking: Ranking | None, bodies: Sequence[MultipleBody]) -> GuessRate:
    score = chance = Fraction()
    for body in bodies:
        options, right = option_texts(body), len(body.correct)
        ticks = len(options) if ranking is None else ceil(len(options) / 2)
        looks = [0.0] * len(options) if ranking is None else ranking(body.stem, options)
        score += _expected_share(looks, ticks, right)
        chance += _random_share(len(options), ticks, right)
    return _rate(name if ranking is None else f"选{name}", Kind.MULTIPLE, len(bodies), score, chance)


def _random_share(options: int, ticks: int, right: int) -> Fraction:
    """Expected share of ``ticks`` random ticks: all must be right, then they earn ticks/right."""
    return Fraction(comb(right, ticks), comb(options, ticks)) * Fraction(min(ticks, right), right)


def _expected_share(looks: Sequence[float], ticks: int, right: int) -> Fraction:
    """Share of ticking the best-looking options; ties at the border are drawn at random."""
    border = sorted(looks, reverse=True)[ticks - 1]
    sure = [index for index, look in enumerate(looks) if look > border]
    tied = [index for index, look in enumerate(looks) if look == border]
    if any(index >= right for index in sure):
        return Fraction()
    open_ticks = ticks - len(sure)
    tied_right = sum(index < right for index in tied)
    return Fraction(comb(tied_right, open_ticks), comb(len(tied), open_ticks)) * Fraction(ticks, right)


def _play_statements(bodies: Sequence[TrueFalseBody]) -> list[GuessRate]:
    middle = median(len(body.stem) for body in bodies) if bodies else 0
    strategies: dict[str, Callable[[str], bool]] = {
        "总是打√": lambda _stem: True,
        "总是打×": lambda _stem: False,
        "有绝对词打×，没有打√": lambda stem: ABSOLUTE.search(stem) is None,
        "长句打√，短句打×": lambda stem: len(stem) > middle,
        "长句打×，短句打√": lambda stem: len(stem) <= middle,
    }
    return [
        _rate(
            name,
            Kind.TRUE_FALSE,
            len(bodies),
            Fraction(sum(says(body.stem) == body.answer for body in bodies)),
            Fraction(len(bodies), 2),
        )
        for name, says in strategies.items()
    ]


def _play_matching(name: str, nearness: Nearness, bodies: Sequence[MatchingBody]) -> GuessRate:
    """To every item on the left the one on the right that is nearest; ties are drawn at random."""
    score = chance = Fraction()
    for body in bodies:
        rights = [*(pair.right for pair in body.pairs), *(one.text for one in body.wrong)]
        for place, pair in enumerate(body.pairs):
            looks = [nearness(pair.left, right) for right in rights]
            best = [index for index, look in enumerate(looks) if look == max(looks)]
            score += Fraction(place in best, len(best) * len(body.pairs))
            chance += Fraction(1, len(rights) * len(body.pairs))
    return _rate(name, Kind.MATCHING, len(bodies), score, chance)


def _play_ordering(name: str, key: Callable[[str], float], bodies: Sequence[OrderingBody]) -> GuessRate:
    """The items in the order of their keys; items with the same key stand together in any order."""
    score = chance = Fraction()
    for body in bodies:
        keys = [key(text) for text in body.items]
        times, rising = Counter(keys), sorted(set(keys))
        for before, after in pairwise(keys):
            if before == after:
                kept = Fraction(1, times[before])
            else:
                next_to = rising.index(after) == rising.index(before) + 1
                kept = Fraction(next_to, times[before] * times[after])
            score += kept / (len(keys) - 1)
        chance += Fraction(1, len(keys))
    return _rate(name, Kind.ORDERING, len(bodies), score, chance)


def _rate(strategy: str, kind: Kind, count: int, score: Fraction, chance: Fraction) -> GuessRate:
    return GuessRate(strategy, kind, count, score / max(count, 1), chance / max(count, 1))


def _bigrams(text: str) -> set[str]:
    plain = plain_text(text)
    return {plain[index : index + _BIGRAM] for index in range(len(plain) - 1)}


def _longest(_stem: str, options: Sequence[str]) -> list[float]:
    return [float(len(plain_text(option))) for option in options]


def _shortest(_stem: str, options: Sequence[str]) -> list[float]:
    return [-float(len(plain_text(option))) for option in options]


def _like_the_stem(stem: str, options: Sequence[str]) -> list[float]:
    words = _bigrams(stem)
    return [float(len(_bigrams(option) & words)) for option in options]


def _like_the_others(_stem: str, options: Sequence[str]) -> list[float]:
    sets = [_bigrams(option) for option in options]
    return [
        sum(len(mine & other) / max(len(mine | other), 1) for j, other in enumerate(sets) if j != i)
        for i, mine in enumerate(sets)
    ]


def _all_of_the_above(_stem: str, options: Sequence[str]) -> list[float]:
    return [float(ALL_OF_THE_ABOVE.search(option) is not None) for option in options]


_RANKINGS: dict[str, Ranking] = {
    "最长": _longest,
    "最短": _shortest,
    "与题干用字最像": _like_the_stem,
    "与其他选项最像": _like_the_others,
    "带“以上”": _all_of_the_above,
}


def said_place(text: str) -> float:
    """Where an item to be put in order says that it belongs; items that say nothing stand in the middle."""
    found = SAYS_WHEN.search(plain_text(text))
    if found is None:
        return _MIDDLE
    if found["year"]:
        return _MIDDLE + float(found["year"]) / _LAST
    if found["place"]:
        return float("一二三四五六七八九十".index(found["place"]) + 1)
    return 0.0 if found["first"] else _LAST if found["last"] else _MIDDLE + 1.0


_MIDDLE, _LAST = 5.5, 10000.0

_NEARNESS: dict[str, Nearness] = {
    "配用字最像的": lambda left, right: float(len(_bigrams(left) & _bigrams(right))),
    "配字数最近的": lambda left, right: -float(abs(len(plain_text(left)) - len(plain_text(right)))),
}

_ORDERS: dict[str, Callable[[str], float]] = {
    "短的排在前": lambda text: float(len(plain_text(text))),
    "长的排在前": lambda text: -float(len(plain_text(text))),
    "照次序词、年份排": said_place,
}
