"""Which option of a corrected question is which of the one that was printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import chain

from quizgen.model.question import (
    AskedBody,
    CaseBody,
    ChoiceBody,
    FillBody,
    MatchingBody,
    OrderingBody,
    Question,
    asked_in,
    matched_texts,
    option_texts,
)


class Mismatch(StrEnum):
    """Why one question cannot be a correction of another."""

    KIND = "题型不同"
    PARTS = "小题数不同"
    SHARE = "小题的份额不同"
    PART_KIND = "小题的题型不同"
    SHOW = "抽取的选项数（show）不同"
    BLANKS = "空的个数不同"
    PAIRS = "配对的对数不同"
    COUNT = "选项或各项的个数不同"
    TWINS = "有两项写得一样"
    UNCLEAR = "几个选项的文字和对错同时改了，分不清哪个是哪个"


class NoCorrection(Exception):
    """A signal: one question is no correction of the other."""

    def __init__(self, reason: Mismatch) -> None:
        self.reason = reason
        super().__init__(reason)


def orders_between(old: Question, new: Question) -> tuple[tuple[int, ...], ...]:
    """For the question, or each sub-question of a case: the old number of every option as numbered now.

    Empty where all options keep their numbers. Raises NoCorrection.
    """
    if old.kind != new.kind:
        raise NoCorrection(Mismatch.KIND)
    if isinstance(old, CaseBody) and isinstance(new, CaseBody) and len(old.parts) != len(new.parts):
        raise NoCorrection(Mismatch.PARTS)
    pairs = list(zip(asked_in(old), asked_in(new), strict=True))
    orders = tuple(_order(was, now) for (_, was), (_, now) in pairs)
    if any(getattr(was, "share", None) != getattr(now, "share", None) for (_, was), (_, now) in pairs):
        raise NoCorrection(Mismatch.SHARE)
    return orders if any(orders) else ()


def _order(old: AskedBody, new: AskedBody) -> tuple[int, ...]:
    if old.kind != new.kind:
        raise NoCorrection(Mismatch.PART_KIND)
    if isinstance(old, ChoiceBody) and isinstance(new, ChoiceBody):
        return _same(_choices(old, new))
    if isinstance(old, MatchingBody) and isinstance(new, MatchingBody):
        return _same(_matched(old, new))
    if isinstance(old, OrderingBody) and isinstance(new, OrderingBody):
        return _same(_paired([(range(len(old.items)), range(len(new.items)))], old.items, new.items))
    if isinstance(old, FillBody) and isinstance(new, FillBody) and len(old.answers) != len(new.answers):
        raise NoCorrection(Mismatch.BLANKS)
    return ()


def _choices(old: ChoiceBody, new: ChoiceBody) -> dict[int, int]:
    """Options that say the same are the same; those left over belong together right by right."""
    if old.show != new.show:
        raise NoCorrection(Mismatch.SHOW)
    was, now = option_texts(old), option_texts(new)
    return _paired(
        [
            (range(len(old.correct)), range(len(new.correct))),
            (range(len(old.correct), len(was)), range(len(new.correct), len(now))),
        ],
        was,
        now,
    )


def _matched(old: MatchingBody, new: MatchingBody) -> dict[int, int]:
    """Items on the left belong to items on the left."""
    if len(old.pairs) != len(new.pairs):
        raise NoCorrection(Mismatch.PAIRS)
    was, now = matched_texts(old), matched_texts(new)
    lefts = range(len(old.pairs))
    left = _paired([(lefts, lefts)], was[: len(lefts)], now[: len(lefts)])
    rest = range(len(was) - len(lefts))
    right = _paired([(rest, range(len(now) - len(lefts)))], was[len(lefts) :], now[len(lefts) :])
    return left | {at + len(lefts): one + len(lefts) for at, one in right.items()}


def _paired(
    sides: Sequence[tuple[Iterable[int], Iterable[int]]], was: Sequence[str], now: Sequence[str]
) -> dict[int, int]:
    """The old number of each new text: equal texts first, then what is left over side by side, in order."""
    if len(was) != len(now):
        raise NoCorrection(Mismatch.COUNT)
    found = {at: was.index(text) for at, text in enumerate(now) if text in was}
    free = set(range(len(was))) - set(found.values())
    if len(free) + len(found) != len(was):
        raise NoCorrection(Mismatch.TWINS)
    olds = [[at for at in side if at in free] for side, _ in sides]
    news = [[at for at in side if at not in found] for _, side in sides]
    if [len(one) for one in olds] != [len(one) for one in news]:
        if len(free) > 1:
            raise NoCorrection(Mismatch.UNCLEAR)
        olds, news = [list(chain(*olds))], [list(chain(*news))]
    for old, new in zip(olds, news, strict=True):
        found |= dict(zip(new, old, strict=True))
    return found


def _same(found: dict[int, int]) -> tuple[int, ...]:
    """The mapping in the order of the new numbers; empty when nothing moves."""
    order = tuple(found[at] for at in range(len(found)))
    return () if order == tuple(range(len(order))) else order
