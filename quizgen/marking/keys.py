"""How an answer to one question is marked: a function per question, made once from its key."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import mul
from typing import assert_never

from quizgen.errors import QuizgenError
from quizgen.marking.changes import Ruling
from quizgen.marking.rules import (
    ALL,
    NOTHING,
    SectionRule,
    choice_share,
    order_share,
    pairs_share,
    part,
    single_share,
)
from quizgen.markup.inline import accepted_answer
from quizgen.markup.words import comparable
from quizgen.model.answers import Answer
from quizgen.model.kinds import PENALISED, Kind, ScoringRule, traits_of
from quizgen.model.question import (
    AskedBody,
    ChoiceBody,
    EssayBody,
    FillBody,
    MatchingBody,
    MultipleBody,
    OrderingBody,
    ShortBody,
    SingleBody,
    TrueFalseBody,
    WrittenBody,
    correct_indices,
    matched_texts,
    right_places,
)
from quizgen.model.shown import scoring_shares

SINGLE_RULE, TRUE_FALSE_RULE = "选对得分", "判断正确得分"
FILL_RULE, ANY_ORDER_RULE = "各空平分", "各空平分，次序不限"
SHORT_RULE, BAND_RULE = "按采分点给分", "按档次给分"
VOID_RULE = "本题作废，计满分"
WITH_ACCEPTED = "（含增补答案）"
WITH_PENALTY = "，答错倒扣分"

Share = Callable[[Answer, tuple[int, ...]], Fraction]
"""The share (0 to 1) of its points that an answer earns on a form with the options so ordered.

It is not asked for blank answers. Raises Misfit.
"""


class Misfit(QuizgenError):
    """An answer that does not fit its question; the caller adds whose answer it is and where."""


class _OtherKind(Misfit):
    def __init__(self) -> None:
        super().__init__("的答案不是这种题型的答案")


class _UnknownOption(Misfit):
    def __init__(self) -> None:
        super().__init__("选了这份试卷上没有的选项")


class _WrongCount(Misfit):
    def __init__(self, found: int, expected: int, what: str) -> None:
        super().__init__(f"有 {found} 个{what}，应为 {expected} 个")


def _always(_answer: Answer) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class MarkingKey:
    """What is needed to mark one question: the share that an answer earns, the rule in words.

    ``deducted`` is the share that a wrong answer costs; ``errs`` tells a wrong answer from one that merely
    leaves something out, among those that earn nothing.
    """

    share: Share
    rule: str
    void: bool
    deducted: Fraction = NOTHING
    errs: Callable[[Answer], bool] = _always


def key_of(
    body: AskedBody, section: SectionRule, decision: Ruling, worth: tuple[Fraction, ...] = ()
) -> MarkingKey:
    """How answers to ``body`` are marked.

    Where the section's rule is none of this kind's, the kind's usual one counts. ``worth`` is what
    each scoring point of a written answer is worth, at least in proportion; not given: as its shares are
    written.
    """
    kind = Kind(body.kind)
    share, words = _share_of(body, section, decision, worth)
    if decision.void:
        words = VOID_RULE
    elif decision.accepts:
        words += WITH_ACCEPTED
    if decision.void or not section.deducted or kind not in PENALISED:
        return MarkingKey(share, words, decision.void)
    words += WITH_PENALTY
    return MarkingKey(share, words, void=False, deducted=section.deducted, errs=_errs(body, decision))


def _share_of(
    body: AskedBody, section: SectionRule, decision: Ruling, worth: tuple[Fraction, ...]
) -> tuple[Share, str]:
    """What an answer earns, with the name of the rule."""
    named = rule_for(Kind(body.kind), section.rule)
    share: Share
    match body:
        case SingleBody():
            share, words = _single(body, decision), SINGLE_RULE
        case MultipleBody():
            share, words = _multiple(body, named, section.each, decision), named.value
        case MatchingBody():
            share, words = _matching(body, named, decision), named.value
        case OrderingBody():
            share, words = _ordering(body, named, decision), named.value
        case TrueFalseBody():
            share, words = _true_false(body, decision), TRUE_FALSE_RULE
        case FillBody():
            share, words = _fill(body, decision), ANY_ORDER_RULE if body.any_order else FILL_RULE
        case ShortBody() | EssayBody():
            share, words = _written(body, worth), SHORT_RULE if body.points_for else BAND_RULE
        case _:
            assert_never(body)
    return share, words


def _errs(body: AskedBody, decision: Ruling) -> Callable[[Answer], bool]:
    """Of a 多选 that earns nothing something wrong must have been ticked; leaving out is no error."""
    if not isinstance(body, MultipleBody):
        return _always
    allowed = correct_indices(body) | decision.options
    return lambda answer: not allowed.issuperset(answer.options)


def rule_for(kind: Kind, rule: ScoringRule | None) -> ScoringRule:
    """The section's rule where it is one of the kind's, or else the kind's usual one."""
    known = traits_of(kind).rules
    return rule if rule is not None and rule in known else next(iter(known), ScoringRule.ALL_OR_NOTHING)


def _single(body: SingleBody, decision: Ruling) -> Share:
    right = correct_indices(body) | decision.options
    return _choice(body, lambda ticked, _shown: single_share(ticked, right))


def _multiple(body: MultipleBody, rule: ScoringRule, each: Fraction, decision: Ruling) -> Share:
    right, accepted = correct_indices(body), decision.options

    def share(ticked: frozenset[int], shown: frozenset[int]) -> Fraction:
        """An accepted option counts as right for those who ticked it; others lose nothing."""
        return choice_share(rule, ticked, (right & shown) | (accepted & ticked), each)

    return _choice(body, share)


def _choice(body: ChoiceBody, rate: Callable[[frozenset[int], frozenset[int]], Fraction]) -> Share:
    """Rates what was ticked of what was shown; remembered where a form shows every option."""
    every = len(body.correct) + len(body.wrong)
    known: dict[tuple[int, ...], Fraction] = {}

    def share(answer: Answer, order: tuple[int, ...]) -> Fraction:
        if answer.truth is not None or answer.blanks or answer.places or answer.credits:
            raise _OtherKind
        whole = len(order) == every
        found = known.get(answer.options) if whole else None
        if found is None:
            ticked, shown = frozenset(answer.options), frozenset(order)
            if not ticked <= shown:
                raise _UnknownOption
            found = rate(ticked, shown)
            if whole:
                known[answer.options] = found
        return found

    return share


def _true_false(body: TrueFalseBody, decision: Ruling) -> Share:
    right = {body.answer, *decision.truths}

    def share(answer: Answer, _order: tuple[int, ...]) -> Fraction:
        if answer.truth is None or answer.options or answer.blanks or answer.places or answer.credits:
            raise _OtherKind
        return ALL if answer.truth in right else NOTHING

    return share


def _matching(body: MatchingBody, rule: ScoringRule, decision: Ruling) -> Share:
    lefts = len(body.pairs)
    right = {*enumerate(right_places(body)), *decision.pairs}

    def share(answer: Answer, _order: tuple[int, ...]) -> Fraction:
        places = _places(answer, lefts, range(lefts, len(matched_texts(body))))
        return pairs_share(rule, sum(pair in right for pair in enumerate(places)), lefts)

    return share


def _ordering(body: OrderingBody, rule: ScoringRule, decision: Ruling) -> Share:
    """A further order that was accepted is as good as the one that the bank has."""
    count = len(body.items)
    orders = (right_places(body), *sorted(decision.orders))
    ranks = [{item: at for at, item in enumerate(order)} for order in orders]

    def share(answer: Answer, _order: tuple[int, ...]) -> Fraction:
        places = _places(answer, count, range(count))
        ranked = ([None if item is None else rank[item] for item in places] for rank in ranks)
        earned = max(order_share(rule, one) for one in ranked)
        return ALL if earned == ALL else earned

    return share


def _places(answer: Answer, count: int, known: range) -> tuple[int | None, ...]:
    """What was put in every place. Raises Misfit."""
    if answer.truth is not None or answer.options or answer.blanks or answer.credits:
        raise _OtherKind
    if len(answer.places) != count:
        raise _WrongCount(len(answer.places), count, "位置的答案")
    if any(place is not None and place not in known for place in answer.places):
        raise _UnknownOption
    return answer.places


def _fill(body: FillBody, decision: Ruling) -> Share:
    groups = [frozenset(map(accepted_answer, group)) for group in body.answers]
    for blank, further in enumerate(decision.blanks):
        groups[blank] |= further

    def share(answer: Answer, _order: tuple[int, ...]) -> Fraction:
        if answer.truth is not None or answer.options or answer.places or answer.credits:
            raise _OtherKind
        if len(answer.blanks) > len(groups):
            raise _WrongCount(len(answer.blanks), len(groups), "空的答案")
        return fill_share(answer.blanks, groups, any_order=body.any_order, anywhere=decision.anywhere)

    return share


def _written(body: WrittenBody, worth: tuple[Fraction, ...]) -> Share:
    full = sum(worth, NOTHING)
    shares = tuple(one / full for one in worth) if full else scoring_shares(body)

    def share(answer: Answer, _order: tuple[int, ...]) -> Fraction:
        if answer.truth is not None or answer.options or answer.places or answer.blanks:
            raise _OtherKind
        if len(answer.credits) != len(shares):
            raise _WrongCount(len(answer.credits), len(shares), "采分点的评分")
        earned = sum(map(mul, answer.credits, shares), NOTHING)
        return ALL if earned == ALL else earned

    return share


def fill_share(
    blanks: Sequence[str],
    accepted: Sequence[Collection[str]],
    *,
    any_order: bool = False,
    anywhere: Collection[str] = (),
) -> Fraction:
    """The share of a fill-in question's points: every blank counts the same.

    ``accepted`` holds for every blank the accepted texts, already ``comparable``. With ``any_order`` the
    texts are matched to the blanks in the way that earns most, no blank's answer counting twice;
    ``anywhere`` are further texts that then stand for any one blank, each once. Missing texts are blank.
    """
    typed = [comparable(text) for text in blanks]
    if any_order:
        return part(_most_matched(typed, accepted, anywhere), len(accepted))
    right = sum(text in group for text, group in zip(typed, accepted, strict=False) if text)
    return part(right, len(accepted))


def _most_matched(
    typed: Sequence[str], accepted: Sequence[Collection[str]], anywhere: Collection[str]
) -> int:
    """The size of a maximum matching of texts to blanks (Kuhn's algorithm, by augmenting paths)."""
    holder: dict[int, int] = {}
    choices: list[list[int]] = []
    seen: set[str] = set()
    for text in typed:
        own = [index for index, group in enumerate(accepted) if text and text in group]
        if not own and text in anywhere and text not in seen:
            own = list(range(len(accepted)))
        seen.add(text)
        choices.append(own)

    def settle(text: int, tried: set[int]) -> bool:
        for blank in choices[text]:
            if blank in tried:
                continue
            tried.add(blank)
            if blank not in holder or settle(holder[blank], tried):
                holder[blank] = text
                return True
        return False

    return sum(settle(text, set()) for text in range(len(typed)))
