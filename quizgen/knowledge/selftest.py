"""The self-test fence: what its words ask for, checked against the bank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizgen.model.nearest import did_you_mean
from quizgen.model.question import Question
from quizgen.model.selftest import Askable

MOST = 10
"""More questions than this make a page too heavy; the practice centre has them all."""

_ID = re.compile(r"[A-Z]{2,6}-[0-9]{4,6}")
_USAGE = "写成 selftest topic=专题 count=5，或 selftest AB-0019 AB-0020"


@dataclass(frozen=True, slots=True)
class SelfTest:
    """Either single questions by id, or ``count`` on a ``topic``."""

    ids: tuple[str, ...] = ()
    topic: str = ""
    count: int = 0

    def questions(self, askable: Askable) -> tuple[Question, ...]:
        """What is asked, in order; the words have been checked already."""
        if self.ids:
            return tuple(askable.open[id_] for id_ in self.ids)
        return askable.choose(self.topic, self.count)


def read_selftest(words: Sequence[str]) -> SelfTest | None:
    """Read the words after ``selftest``; None when they are malformed."""
    if words and all(_ID.fullmatch(word) for word in words):
        return SelfTest(ids=tuple(words)) if len(set(words)) == len(words) <= MOST else None
    named = dict(word.split("=", 1) for word in words if "=" in word)
    if len(words) != len(named) or set(named) != {"topic", "count"}:
        return None
    if not re.fullmatch(r"[1-9]\d?", named["count"]) or int(named["count"]) > MOST:
        return None
    return SelfTest(topic=named["topic"], count=int(named["count"]))


@dataclass(frozen=True, slots=True)
class FenceFault:
    """What is wrong with a fence: ``sort`` is "words", "unknown" or "unusable"."""

    sort: str
    message: str
    hint: str = ""


def selftest_faults(words: Sequence[str], askable: Askable | None) -> Iterator[FenceFault]:
    """Every fault of the words after ``selftest``; ``askable`` None: the site has no bank."""
    if askable is None:
        yield FenceFault(
            "unusable", "这个网站没有题库，不能放自测", "在项目的文件夹里放题库 question_bank，或删去自测"
        )
        return
    asked = read_selftest(words)
    if asked is None:
        yield FenceFault("words", f"selftest 的写法不对，一次 1 到 {MOST} 题、不重复", _USAGE)
    elif asked.ids:
        for id_ in asked.ids:
            yield from _id_faults(id_, askable)
    elif asked.topic not in askable.topics:
        yield FenceFault("unknown", f"没有专题“{asked.topic}”", did_you_mean(asked.topic, askable.topics))
    else:
        found = len(asked.questions(askable))
        if found < asked.count:
            message = f"“{asked.topic}”只有 {found} 道单选、多选、判断、填空题可用，不够 {asked.count} 道"
            yield FenceFault("unusable", message, "减少 count，或换一个专题")


def _id_faults(id_: str, askable: Askable) -> Iterator[FenceFault]:
    if id_ in askable.closed:
        yield FenceFault("unusable", f"题目 {id_} {askable.closed[id_]}", "换一道")
    elif id_ not in askable.open:
        yield FenceFault("unknown", f"没有题目“{id_}”", "看 question_bank 里的编号")
