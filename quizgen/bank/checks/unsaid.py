"""Advice to write what a plain bank may leave unsaid: grounds, reasons, explanations."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.bank.checks.base import Check, Fault, QuestionCheck, Surroundings
from quizgen.bank.strict import unwritten
from quizgen.bank.texts import Item
from quizgen.model.bank import Profile
from quizgen.model.question import CaseBody
from quizgen.model.rule import Rule

B066 = Rule(
    "B066",
    "没有写出处、错因或解析",
    "尺度是 plain 的题库可以不写，写了的会印在答案里、出现在练习里：出处（basis 或 cites）、"
    "每个错误项的错因（why）、解析（explain）。",
    "补上；不需要的，在 bank.yaml 里停用 B066",
    advice=True,
)


def unsaid(item: Item, around: Surroundings) -> Iterator[Fault]:
    """B066."""
    if around.banks[item.entry.bank].profile is Profile.STRICT:
        return
    ways = [way for way, _ in unwritten(item.entry)]
    reasons = sum(way[-1] == "why" for way in ways)
    case = isinstance(item.question, CaseBody)
    explained = sum(way[-1] == "explain" and not (case and way == ("explain",)) for way in ways)
    missing = []
    if ("cites",) in ways and item.question.basis is None:
        missing.append("出处（basis）")
    if reasons:
        missing.append(f"错因（why，{reasons} 个错误项）")
    if explained:
        missing.append(f"解析（explain，{explained} 个小题）" if case else "解析（explain）")
    if missing:
        yield Fault((), f"没有写{'、'.join(missing)}")


CHECKS: tuple[Check, ...] = (QuestionCheck(B066, unsaid),)
