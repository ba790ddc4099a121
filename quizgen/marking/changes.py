"""Decisions that apply to all candidates: which questions are voided, which further answers are accepted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from quizgen.errors import QuizgenError
from quizgen.markup.inline import accepted_answer
from quizgen.markup.words import comparable
from quizgen.model.kinds import KIND_TITLES, Kind
from quizgen.model.question import (
    AskedBody,
    CaseBody,
    EssayBody,
    FillBody,
    MatchingBody,
    MultipleBody,
    OrderingBody,
    Question,
    ShortBody,
    SingleBody,
    TrueFalseBody,
    matched_texts,
    option_texts,
    right_places,
)
from quizgen.model.score import Change

TRUTH_WORDS = {"正确": True, "错误": False}
"""How the accepted answer of a true-false question is written."""

_QUESTION = re.compile(
    r"(?P<id>[A-Z]{2,6}-[0-9]{4,6})(?:[(（](?P<part>[1-9]\d?)[)）])?(?:#(?P<blank>[1-9]\d?))?"
)


class UnreadableChange(QuizgenError):
    """A voiding or an acceptance is not written the way it must be."""

    def __init__(self, words: str) -> None:
        super().__init__(
            f"读不懂“{words}”：作废写题目编号，例如 XM-0019，案例的小题写 AN-0002(2)；"
            "增补答案写“编号=答案”，例如 XM-0019=选项文字，填空题第2空写 BY-0033#2=十七，"
            "配对题写 PX-0001=左项的文字=右项的文字，排序题写 PX-0002=2134（原来的第几项）。"
        )


class ChangeDoesNotFit(QuizgenError):
    """A voiding or an acceptance names something that the exam does not have."""

    def __init__(self, question: str, what: str) -> None:
        super().__init__(f"题目 {question} 不能这样更改：{what}。")


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was decided about one question or sub-question.

    ``options`` are original indices; ``blanks`` holds for every blank the further texts (comparable),
    ``anywhere`` those that stand for any one blank; ``truths`` the further right answers; ``pairs`` further
    right pairs, ``orders`` further right orders, both by original indices.
    """

    void: bool = False
    options: frozenset[int] = frozenset()
    truths: frozenset[bool] = frozenset()
    blanks: tuple[frozenset[str], ...] = ()
    anywhere: frozenset[str] = frozenset()
    pairs: frozenset[tuple[int, int]] = frozenset()
    orders: frozenset[tuple[int, ...]] = frozenset()

    @property
    def accepts(self) -> bool:
        """Whether a further answer counts."""
        several = self.options, self.truths, self.anywhere, self.pairs, self.orders
        return any(several) or any(self.blanks)

    def __or__(self, other: Ruling) -> Ruling:
        pairs = _padded(self.blanks, other.blanks)
        return Ruling(
            self.void or other.void,
            self.options | other.options,
            self.truths | other.truths,
            tuple(one | two for one, two in pairs),
            self.anywhere | other.anywhere,
            self.pairs | other.pairs,
            self.orders | other.orders,
        )


UNDECIDED = Ruling()


def read_void(words: str, reason: str) -> Change:
    """``XM-0019`` or ``AN-0002(2)`` as a change that voids it. Raises UnreadableChange."""
    found = _QUESTION.fullmatch(words.strip())
    if found is None or found["blank"]:
        raise UnreadableChange(words)
    return Change(question=found["id"], part=_from_zero(found["part"]), reason=reason)


def read_accept(words: str, reason: str) -> Change:
    """``XM-0019=文字``, ``AN-0002(2)=正确`` or ``BY-0033#2=十七`` as a change. Raises UnreadableChange."""
    name, _, text = words.partition("=")
    found = _QUESTION.fullmatch(name.strip())
    if found is None or not text.strip():
        raise UnreadableChange(words)
    return Change(
        question=found["id"],
        part=_from_zero(found["part"]),
        accept=text.strip(),
        blank=_from_zero(found["blank"]),
        reason=reason,
    )


def decisions(
    questions: Iterable[Question], changes: Sequence[Change]
) -> Mapping[tuple[str, int | None], Ruling]:
    """What was decided, by question id and sub-question.

    ``questions`` are all that the exam uses. Raises ChangeDoesNotFit for the first change that names a
    question, a sub-question, an option or a blank that does not exist, or that would change nothing.
    """
    if not changes:
        return {}
    by_id = {question.id: question for question in questions}
    decided: dict[tuple[str, int | None], Ruling] = {}
    for change in changes:
        for part, decision in _of(change, by_id.get(change.question)):
            key = change.question, part
            decided[key] = decided.get(key, UNDECIDED) | decision
    return decided


def _of(change: Change, question: Question | None) -> list[tuple[int | None, Ruling]]:
    if question is None:
        raise ChangeDoesNotFit(change.question, "这次考试没有这道题")
    void = Ruling(void=True)
    if not isinstance(question, CaseBody):
        if change.part is not None:
            raise ChangeDoesNotFit(change.question, "它不是案例题，没有小题")
        return [(None, void if change.accept is None else _accepting(change, change.accept, question))]
    if change.part is None:
        if change.accept is not None:
            raise ChangeDoesNotFit(change.question, f"案例题增补答案要写明小题，例如 {change.question}(1)")
        return [(part, void) for part in range(len(question.parts))]
    if change.part >= len(question.parts):
        raise ChangeDoesNotFit(change.question, f"它只有 {len(question.parts)} 个小题")
    body = question.parts[change.part]
    return [(change.part, void if change.accept is None else _accepting(change, change.accept, body))]


def _accepting(change: Change, text: str, body: AskedBody) -> Ruling:
    if change.blank is not None and not isinstance(body, FillBody):
        raise ChangeDoesNotFit(change.question, "它不是填空题，没有第几空")
    match body:
        case SingleBody() | MultipleBody():
            return _option(change.question, text, body)
        case TrueFalseBody():
            return _truth(change.question, text, body)
        case MatchingBody():
            return _pair(change.question, text, body)
        case OrderingBody():
            return _order(change.question, text, body)
        case FillBody():
            return _blank(change, text, body)
        case ShortBody() | EssayBody():
            title, by = KIND_TITLES[Kind(body.kind)], "采分点" if body.points_for else "档次"
            raise ChangeDoesNotFit(change.question, f"{title}由人按{by}评分，请改评分表后重新阅卷")
    assert_never(body)


def _option(question: str, text: str, body: SingleBody | MultipleBody) -> Ruling:
    wanted = comparable(text)
    found = [index for index, option in enumerate(option_texts(body)) if accepted_answer(option) == wanted]
    if not found:
        raise ChangeDoesNotFit(question, f"没有“{text}”这个选项，要写选项的文字，不写字母")
    if found[0] < len(body.correct):
        raise ChangeDoesNotFit(question, f"“{text}”本来就是正确选项")
    return Ruling(options=frozenset(found))


def _truth(question: str, text: str, body: TrueFalseBody) -> Ruling:
    if text not in TRUTH_WORDS:
        raise ChangeDoesNotFit(question, f"判断题增补的答案写“正确”或“错误”，不是“{text}”")
    if TRUTH_WORDS[text] == body.answer:
        raise ChangeDoesNotFit(question, f"“{text}”本来就是答案")
    return Ruling(truths=frozenset({TRUTH_WORDS[text]}))


def _pair(question: str, text: str, body: MatchingBody) -> Ruling:
    """``左项=右项``; where the texts have a = of their own, it is the one that parts two known texts."""
    texts = [comparable(one) for one in matched_texts(body)]
    lefts = len(body.pairs)
    cuts = (at for at, sign in enumerate(text) if sign in "=＝")
    for left, right in ((comparable(text[:at]), comparable(text[at + 1 :])) for at in cuts):
        if left in texts[:lefts] and right in texts[lefts:]:
            found = texts.index(left), lefts + texts[lefts:].index(right)
            if found[1] == right_places(body)[found[0]]:
                raise ChangeDoesNotFit(question, f"“{text}”本来就是正确的一对")
            return Ruling(pairs=frozenset({found}))
    raise ChangeDoesNotFit(
        question, f"“{text}”不是它的一对：写“左项的文字=右项的文字”，与题库一字不差，不写字母"
    )


def _order(question: str, text: str, body: OrderingBody) -> Ruling:
    digits = comparable(text)
    right = right_places(body)
    if sorted(digits) != [str(place + 1) for place in right]:
        usual = "".join(str(place + 1) for place in right)
        what = f"增补的次序写成 {usual} 这样的数字，每个数字是题库里的第几项，不是“{text}”"
        raise ChangeDoesNotFit(question, what)
    order = tuple(int(digit) - 1 for digit in digits)
    if order == right:
        raise ChangeDoesNotFit(question, f"“{text}”本来就是正确的次序")
    return Ruling(orders=frozenset({order}))


def _blank(change: Change, text: str, body: FillBody) -> Ruling:
    count, wanted = len(body.answers), comparable(text)
    if change.blank is None and count > 1:
        if not body.any_order:
            raise ChangeDoesNotFit(change.question, f"它有 {count} 个空，请写明第几空，例如 #2=文字")
        return Ruling(anywhere=frozenset({wanted}))
    blank = change.blank or 0
    if blank >= count:
        raise ChangeDoesNotFit(change.question, f"它只有 {count} 个空")
    if wanted in map(comparable, body.answers[blank]):
        raise ChangeDoesNotFit(change.question, f"“{text}”本来就是第{blank + 1}空的答案")
    return Ruling(blanks=tuple(frozenset({wanted} if at == blank else ()) for at in range(count)))


def _from_zero(digits: str | None) -> int | None:
    return None if digits is None else int(digits) - 1


def _padded(
    one: Sequence[frozenset[str]], two: Sequence[frozenset[str]]
) -> list[tuple[frozenset[str], frozenset[str]]]:
    count = max(len(one), len(two))
    nothing: frozenset[str] = frozenset()
    return list(
        zip((*one, *(nothing,) * (count - len(one))), (*two, *(nothing,) * (count - len(two))), strict=True)
    )
