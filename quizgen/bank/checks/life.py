"""Rules about the test point of a question, its status, and the people responsible for it."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.bank.checks.base import Check, Fault, QuestionCheck, Surroundings
from quizgen.bank.texts import Item, squeeze
from quizgen.model.bookkeeping import Status
from quizgen.model.rule import Rule

B053 = Rule(
    "B053",
    "考点不在依据里",
    "point 写的是这一题由哪条事实决定，所以必须是 cites 里的一个；不写就是 cites 的第一个。"
    "没有 cites 的题不查。",
    "改成 cites 里的事实编号，或删去 point",
)
B054 = Rule(
    "B054",
    "状态与署名、停用说明不符",
    "写了 status 的：可用的题要有命题人（author）、审题人（reviewer）、审题日期（reviewed），"
    "命题人和审题人不能是同一个人；"
    "停用的题要用 retired 写明日期和原因，写了 retired 的题状态只能是停用。不写 status 的题不查。",
    "补上署名和日期，或改状态",
)


def point_not_cited(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B053."""
    point, cites = item.question.point, item.question.cites
    if point is not None and cites and point not in cites:
        yield Fault(("point",), f"考点 {point} 不在 cites 里")


def status_without_people(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B054."""
    question = item.question
    if question.status is None:
        return
    if question.status is Status.STOPPED and question.retired is None:
        yield Fault(("status",), "状态是停用，没有写 retired", "写上 retired: 2026-11-22 原因")
    if question.status is not Status.STOPPED and question.retired is not None:
        yield Fault(("status",), f"写了 retired，状态却是{question.status}", "状态改成停用，或删去 retired")
    if question.status is not Status.READY:
        return
    names = {"author": "命题人", "reviewer": "审题人", "reviewed": "审题日期"}
    missing = [f"{title}（{name}）" for name, title in names.items() if getattr(question, name) is None]
    if missing:
        yield Fault(("status",), f"状态是可用，没有写{'、'.join(missing)}")
    if question.author and question.reviewer and squeeze(question.author) == squeeze(question.reviewer):
        yield Fault(("reviewer",), f"命题人和审题人都是{question.author}", "请另一个人审题")


CHECKS: tuple[Check, ...] = (
    QuestionCheck(B053, point_not_cited, needs=("cites", "point")),
    QuestionCheck(
        B054,
        status_without_people,
        retired_too=True,
        needs=("status", "retired", "author", "reviewer", "reviewed"),
    ),
)
