"""Rules about the facts that a question rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.bank.checks.base import Check, FactView, Fault, QuestionCheck, Surroundings, nth
from quizgen.bank.texts import Item, squeeze
from quizgen.files.yaml_nodes import Key
from quizgen.markup import plain_text
from quizgen.model.lettered import right_texts
from quizgen.model.nearest import nearest
from quizgen.model.question import AskedBody, SingleBody, right_option_texts
from quizgen.model.rule import Rule

B017 = Rule(
    "B017",
    "不认识的事实编号",
    "cites 里的每个编号都要在知识登记（docs/_data）里，否则这道题没有依据。没有给出知识登记时不查。",
    "改正编号",
)
B019 = Rule(
    "B019",
    "不认识的条目编号",
    "about 里写体系、程序、处置的编号，要在知识登记里。没有给出知识登记时不查。",
    "改正编号",
)
B020 = Rule(
    "B020",
    "说是问到、却没有依据",
    "about 里的每个体系、程序、处置，都要与 cites 至少有一条共同的事实，才算真的问到了它。",
    "补上那一条目的事实，或从 about 里删去",
)
B032 = Rule(
    "B032",
    "把举例当成全部来问",
    "标了 open_list 的事实原文以“等”收尾，只是举例。题干问“包括哪些”“有哪些”“是哪些”“共几项”“只有”，"
    "而正确项正是这些举例时，等于说只有这些，就没有依据了。题干里有“点名”“列举”“提到”“写到”“举出”“等”的不算。",
    "改问“材料点名的有哪些”，或反过来问某一项属于哪里",
)

_CLOSED = re.compile(
    r"(包括|包含|有|是|为|指|即|分为|涉及|由)了?(下列|以下)?哪(些|几)|哪几[个项种类条点方]|[共只]?有?几[个项种类条点方]|"
    r"(多少|几)(个|项|种|类|条)|只有|仅有|仅限|分别(是|为|指)|全部|所有"
)
_OPEN = re.compile(
    r"点名|列举|列出|列明|举例|例举|举出|举到|提到|提及|写到|写明的|说到|讲到|等(方面|内容|哪|是|为|有|[，。？])"
)
_COUNT = re.compile(r"(多少|几)[个项种类条点方]")
_TELLING = 2
"""Characters that a member needs to be recognised inside a longer text."""

_HAN_NUMBERS = "零一二三四五六七八九十"


def unknown_facts(item: Item, around: Surroundings) -> Iterator[Fault]:
    """B017."""
    if around.knowledge is None:
        return
    facts = around.knowledge.facts
    for number, cite in enumerate(item.question.cites):
        if cite not in facts:
            near = nearest(cite, facts)
            hint = f"是不是“{near}”？" if near else ""
            if re.search("[，、；]", cite):
                hint = "几个编号之间用半角逗号，写成 [xiamen-018, xiamen-019]"
            yield Fault(("cites", number), f"没有编号为“{cite}”的事实", hint)


def unknown_rows(item: Item, around: Surroundings) -> Iterator[Fault]:
    """B019."""
    if around.knowledge is None:
        return
    rows = around.knowledge.rows
    for number, row in enumerate(item.question.about):
        if row not in rows:
            near = nearest(row, rows)
            yield Fault(("about", number), f"没有编号为“{row}”的条目", f"是不是“{near}”？" if near else "")


def unbacked_rows(item: Item, around: Surroundings) -> Iterator[Fault]:
    """B020."""
    if around.knowledge is None:
        return
    cites = frozenset(item.question.cites)
    for number, row in enumerate(item.question.about):
        facts = around.knowledge.rows.get(row)
        if facts is not None and not facts & cites:
            some = "、".join(sorted(facts)[:4])
            yield Fault(("about", number), f"{row} 的事实 cites 里一条也没有", f"它的事实有：{some}")


def open_list_as_closed(item: Item, around: Surroundings) -> Iterator[Fault]:
    """B032."""
    if around.knowledge is None:
        return
    cited = [around.knowledge.facts.get(cite) for cite in item.question.cites]
    open_facts = [
        (cite, fact)
        for cite, fact in zip(item.question.cites, cited, strict=True)
        if fact is not None and fact.open_list and fact.members
    ]
    for at in item.bodies:
        stem = plain_text(at.body.stem)
        if not open_facts or not _CLOSED.search(stem) or _OPEN.search(stem):
            continue
        for cite, fact in open_facts:
            if _asks_members(at.body, stem, fact):
                yield _said(at.key, cite, fact)


def _said(key: Key, cite: str, fact: FactView) -> Fault:
    some = "、".join(fact.members[:3])
    return Fault((*key, "stem"), f"{nth(key)}正确答案是 {cite} 的举例（{some} 等），题干却当作全部来问")


def _asks_members(body: AskedBody, stem: str, fact: FactView) -> bool:
    """Whether the whole answer consists of the fact's members, or is their number."""
    if isinstance(body, SingleBody):
        number = re.sub(r"[^0-9零一二三四五六七八九十]", "", right_option_texts(body)[0])
        return bool(_COUNT.search(stem)) and number in _spellings(len(fact.members))
    answers = right_texts(body)
    members = [squeeze(member) for member in fact.members]
    hits = sum(any(_same(squeeze(answer), member) for member in members) for answer in answers)
    return hits >= 2 and hits == len(answers)  # noqa: PLR2004 - one member alone is no list


def _same(answer: str, member: str) -> bool:
    shorter, longer = sorted((answer, member), key=len)
    return answer == member or (len(shorter) >= _TELLING and shorter in longer)


def _spellings(count: int) -> tuple[str, ...]:
    return (str(count), _HAN_NUMBERS[count]) if count < len(_HAN_NUMBERS) else (str(count),)


CHECKS: tuple[Check, ...] = (
    QuestionCheck(B017, unknown_facts),
    QuestionCheck(B019, unknown_rows),
    QuestionCheck(B020, unbacked_rows, needs=("cites",)),
    QuestionCheck(B032, open_list_as_closed, needs=("kind", "correct", "answers", "points_for")),
)
