"""Rules about what is matched or put in order."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.bank.checks.base import Check, Fault, QuestionCheck, Surroundings, nth
from quizgen.bank.texts import Item, squeeze
from quizgen.files.yaml_nodes import Key
from quizgen.model.question import MOST_LETTERED, MatchingBody, OrderingBody
from quizgen.model.rule import Rule

B067 = Rule(
    "B067",
    "配对、排序的项相同",
    "配对题左边的各项、右边的各项（连同 wrong），排序题的各项，去掉空格、标点、全半角差别后都要两两不同，"
    "否则不止一种答案。",
    "改掉或删去一个",
)
B068 = Rule(
    "B068",
    "配对题右边的项太多",
    f"右边连同 wrong 最多 {MOST_LETTERED} 项，卷面和答题卡上只有 A 到 H。",
    "减少 wrong，或分成两题",
)


def equal_items(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B067."""
    for at in item.bodies:
        match at.body:
            case MatchingBody() as body:
                lefts = [((*at.key, "pairs", n, "left"), pair.left) for n, pair in enumerate(body.pairs)]
                rights = [((*at.key, "pairs", n, "right"), pair.right) for n, pair in enumerate(body.pairs)]
                wrong = [((*at.key, "wrong", n, "text"), one.text) for n, one in enumerate(body.wrong)]
                yield from _equal(f"{nth(at.key)}左项", lefts)
                yield from _equal(f"{nth(at.key)}右项", [*rights, *wrong])
            case OrderingBody() as body:
                steps = [((*at.key, "items", n), text) for n, text in enumerate(body.items)]
                yield from _equal(f"{nth(at.key)}排序的项", steps)
            case _:
                pass


def _equal(what: str, texts: list[tuple[Key, str]]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for key, text in texts:
        if squeeze(text) in seen:
            yield Fault(key, f"{what}“{text}”与“{seen[squeeze(text)]}”相同")
        seen.setdefault(squeeze(text), text)


def too_many(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B068."""
    for at in item.bodies:
        if isinstance(at.body, MatchingBody):
            count = len(at.body.pairs) + len(at.body.wrong)
            if count > MOST_LETTERED:
                message = f"{nth(at.key)}右边有 {count} 项，最多 {MOST_LETTERED} 项"
                yield Fault((*at.key, "wrong"), message)


CHECKS: tuple[Check, ...] = (
    QuestionCheck(B067, equal_items),
    QuestionCheck(B068, too_many, needs=("kind", "pairs", "wrong")),
)
