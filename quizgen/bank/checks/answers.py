"""Rules about blanks, scoring points, shares, explanations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from quizgen.bank.checks.base import Check, Fault, QuestionCheck, Surroundings, nth
from quizgen.bank.texts import Item, squeeze
from quizgen.files.yaml_nodes import Key
from quizgen.markup import blank_count
from quizgen.markup.words import narrow
from quizgen.model.question import CaseBody, FillBody, ShortBody, WrittenBody
from quizgen.model.rule import Rule

B034 = Rule(
    "B034",
    "空数与答案数不等",
    "题干里有几个空（____，四个下划线），answers 就要有几组答案，按次序对应。",
    "补上空或答案",
)
B038 = Rule(
    "B038",
    "解析没有内容",
    "解析要教人记住什么、怎样不混，不能只写“见原文”“略”，也不写“故选”。",
    "写一两句有用的话",
    craft=True,
)
B039 = Rule(
    "B039",
    "份额加起来不是 1",
    "采分点、小题的份额（share）要么都不写（平分），要么都写、和正好是 1、每份大于 0。",
    "改正份额，例如 1/3、1/3、1/3",
)
B040 = Rule(
    "B040",
    "填空答案有毛病",
    "同一空的几种写法不重复（不计全半角、空格）；any_order 要有两个以上的空，各空的答案不能相同。",
    "删去重复的写法或 any_order",
)
B041 = Rule(
    "B041",
    "采分点有毛病",
    "简答题有 2 至 6 个采分点，论述题写采分点的有 2 至 10 个，互不相同，才好分开判分。",
    "拆开或合并采分点",
)

POINTS = range(2, 7)
"""How many scoring points a short answer has (question_bank/README.md, rule 14)."""

ESSAY_POINTS = range(2, 11)
"""How many an essay has, where it has any: what is said and how well (question_bank/README.md, rule 14)."""

_LEAST_EXPLAINED = 6
_SEE_TEXT = re.compile(
    r"^(详?见|参见|参考|参阅|依据|根据)?(原文|材料|教材|课本|上文|题干|书本)[^，。；]{0,6}$|^略$"
)
_SO_CHOOSE = re.compile(r"故(本题)?(应|该)?选|本题选|答案(为|是|选)")


def blanks_and_answers(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B034."""
    for at in item.bodies:
        if isinstance(at.body, FillBody):
            blanks, answers = blank_count(at.body.stem), len(at.body.answers)
            if blanks != answers:
                message = f"{nth(at.key)}题干有{blanks}个空，answers 有{answers}组答案"
                yield Fault((*at.key, "answers"), message)


def empty_explanations(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B038."""
    stems = {squeeze(at.text) for at in item.texts if at.role == "stem"}
    for at in item.texts:
        if at.role != "explain":
            continue
        text = at.text.strip()
        if len(squeeze(text)) < _LEAST_EXPLAINED or _SEE_TEXT.match(text.strip("。")):
            yield Fault(at.key, f"{nth(at.key)}解析只写了“{text}”")
        elif squeeze(text) in stems:
            yield Fault(at.key, f"{nth(at.key)}解析照抄了题干")
        elif found := _SO_CHOOSE.search(text):
            yield Fault(at.key, f"{nth(at.key)}解析里有“{found.group()}”", "删去，只讲道理")


def wrong_shares(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B039."""
    question = item.question
    if isinstance(question, CaseBody):
        yield from _shares(("parts",), "小题", tuple(part.share for part in question.parts))
    for at in item.bodies:
        if isinstance(at.body, WrittenBody):
            points = tuple(point.share for point in at.body.points_for)
            yield from _shares((*at.key, "points_for"), f"{nth(at.key)}采分点", points)


def _shares(key: Key, title: str, shares: tuple[Fraction | None, ...]) -> Iterator[Fault]:
    written = [share for share in shares if share is not None]
    for number, share in enumerate(shares):
        if share is not None and share <= 0:
            yield Fault((*key, number, "share"), f"{title}第{number + 1}个的份额是 {share}，应当大于 0")
    if written and len(written) < len(shares):
        yield Fault(key, f"{title}的份额有的写了、有的没写", "都写上，或都不写")
    elif written and sum(written) != 1:
        yield Fault(key, f"{title}的份额加起来是 {sum(written)}")


def doubled_answers(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B040."""
    for at in item.bodies:
        if not isinstance(at.body, FillBody):
            continue
        for number, group in enumerate(at.body.answers):
            seen: set[str] = set()
            for place, text in enumerate(group):
                if _as_typed(text) in seen:
                    key = (*at.key, "answers", number, place)
                    yield Fault(key, f"{nth(at.key)}第{number + 1}空的写法“{text}”重复")
                seen.add(_as_typed(text))
        if at.body.any_order:
            yield from _pointless_order(at.key, at.body)


def _as_typed(text: str) -> str:
    return "".join(narrow(text).casefold().split())


def _pointless_order(key: Key, body: FillBody) -> Iterator[Fault]:
    groups = [{_as_typed(text) for text in group} for group in body.answers]
    if len(groups) == 1:
        yield Fault((*key, "any_order"), f"{nth(key)}只有一个空，any_order 没有意义")
    elif any(one & other for number, one in enumerate(groups) for other in groups[:number]):
        yield Fault((*key, "any_order"), f"{nth(key)}any_order 的几个空有相同的答案")


def scoring_points(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B041."""
    for at in item.bodies:
        if not isinstance(at.body, WrittenBody):
            continue
        count, short = len(at.body.points_for), isinstance(at.body, ShortBody)
        allowed, title = (POINTS, "简答题") if short else (ESSAY_POINTS, "论述题")
        if count not in allowed and (short or count):
            message = f"{nth(at.key)}{title}有{count}个采分点，应当是 2 至 {allowed[-1]} 个"
            yield Fault((*at.key, "points_for"), message)
        seen: set[str] = set()
        for number, point in enumerate(at.body.points_for):
            if squeeze(point.point) in seen:
                key = (*at.key, "points_for", number)
                yield Fault(key, f"{nth(at.key)}采分点“{point.point}”重复")
            seen.add(squeeze(point.point))


CHECKS: tuple[Check, ...] = (
    QuestionCheck(B034, blanks_and_answers, needs=("kind", "stem", "answers")),
    QuestionCheck(B038, empty_explanations),
    QuestionCheck(B039, wrong_shares),
    QuestionCheck(B040, doubled_answers),
    QuestionCheck(B041, scoring_points),
)
