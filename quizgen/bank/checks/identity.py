"""Rules about numbers, topics, the questions that a question names."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from quizgen.bank.checks.base import (
    BankCheck,
    Check,
    Fault,
    QuestionCheck,
    Surroundings,
    place_of,
    problem_at,
)
from quizgen.bank.texts import Item
from quizgen.errors import Problem
from quizgen.model.bookkeeping import top_topic
from quizgen.model.nearest import did_you_mean
from quizgen.model.rule import Rule

B014 = Rule(
    "B014",
    "编号重复",
    "编号是题目永久的名字，几个题库之间也不能重复；停用的题的编号也不再给别的题。",
    "给后写的一题换一个没有用过的编号",
)
B015 = Rule(
    "B015",
    "编号前缀与来源不符",
    "项目的 pack.yaml 用 prefixes 把编号前缀分给各篇来源；用了其中一个前缀的题，至少有一条依据出自那一篇。"
    "其余前缀不查；没有给出知识登记时不查。",
    "改正 cites，或换成相应前缀的编号",
)
B016 = Rule(
    "B016",
    "不认识的专题",
    "topic 要在 topics.yaml 里，写“一级”或“一级/二级”；没有专题表就无法核对，也无法按专题配题。",
    "改成专题表里的写法，或先把新专题写进 topics.yaml",
)
B018 = Rule("B018", "列表里有重复", "cites、about、enemies、last 里同一个值只写一次。", "删去重复的一个")
B021 = Rule(
    "B021",
    "不能同卷的题写错了",
    "enemies 里的编号要在给出的题库里找得到（停用的题也算），不能是自己。",
    "改正编号；那一题在别的题库里时，把那个题库也一起给出",
)
B022 = Rule(
    "B022",
    "停用说明不全",
    "停用的题要写清停用日期和原因，以后才知道为什么不用。",
    "写成 retired: 2026-11-22 原因",
)

_RETIRED = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})[ 　，：:]+\S.*", re.DOTALL)


def duplicate_ids(around: Surroundings) -> Iterator[Problem]:
    """B014."""
    for item in (*around.items, *around.partial):
        apart = around.only is not None and item.question.id not in around.only
        if apart or ("id",) in (item.entry.replaced or ()):
            continue
        first = around.by_id[item.question.id]
        if first is not item:
            yield problem_at(item, B014, Fault(("id",), f"这个编号已经用在 {place_of(first)}"))


def prefix_of_source(item: Item, around: Surroundings) -> Iterator[Fault]:
    """B015."""
    prefix = item.question.id.partition("-")[0]
    source = around.knowledge.prefixes.get(prefix) if around.knowledge is not None else None
    cites = item.question.cites
    if source and cites and not any(cite.startswith(f"{source}-") for cite in cites):
        message = f"编号以 {prefix} 开头，却没有一条依据出自 {source}"
        yield Fault(("cites",), message)


def unknown_topic(item: Item, around: Surroundings) -> Iterator[Fault]:
    """B016."""
    topics = around.banks[item.entry.bank].topics
    topic = item.question.topic
    if topics is None or not topics.readable:
        return
    if topic not in topics.names and top_topic(topic) not in topics.unsure:
        hint = did_you_mean(topic, topics.names)
        if not hint.startswith("是不是"):
            hint = f"一级专题有：{'、'.join(topics.tree)}"
        yield Fault(("topic",), f"专题表里没有“{topic}”", hint)


def no_topics(around: Surroundings) -> Iterator[Problem]:
    """B016, for a bank without a topics.yaml."""
    for bank in around.banks:
        if bank.topics is None:
            hint = "在题库文件夹里放一份 topics.yaml，或把有专题表的题库一起给出"
            yield Problem(bank.shown_as, None, B016.id, "找不到专题表 topics.yaml", hint)


def repeated_values(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B018."""
    question = item.question
    lists: list[tuple[tuple[str | int, ...], Iterable[str]]] = [
        (("cites",), question.cites),
        (("about",), question.about),
        (("enemies",), question.enemies),
    ]
    lists += [((*key, "last"), body.last) for key, body in item.choices]
    for key, values in lists:
        for value, count in Counter(values).items():
            if count > 1:
                yield Fault(key, f"{key[-1]} 里“{value}”写了{count}次")


def wrong_enemies(item: Item, around: Surroundings) -> Iterator[Fault]:
    """B021."""
    for number, enemy in enumerate(item.question.enemies):
        if enemy == item.question.id:
            yield Fault(("enemies", number), "enemies 里写了这一题自己", "删去")
        elif enemy not in around.by_id and enemy not in around.unread:
            yield Fault(("enemies", number), f"enemies 里的 {enemy} 在题库里找不到")


def retired_note(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B022."""
    note = item.question.retired
    if note is None:
        return
    found = _RETIRED.fullmatch(note.strip())
    if found is None:
        yield Fault(("retired",), f"停用说明“{note}”里没有日期和原因")
        return
    try:
        datetime.date.fromisoformat(found["date"])
    except ValueError:
        yield Fault(("retired",), f"停用说明里没有 {found['date']} 这一天")


CHECKS: tuple[Check, ...] = (
    BankCheck(B014, duplicate_ids),
    QuestionCheck(B015, prefix_of_source, needs=("id",)),
    QuestionCheck(B016, unknown_topic),
    BankCheck(B016, no_topics),
    QuestionCheck(B018, repeated_values),
    QuestionCheck(B021, wrong_enemies),
    QuestionCheck(B022, retired_note, retired_too=True),
)
