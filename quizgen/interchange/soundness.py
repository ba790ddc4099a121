"""What must hold for a question from any file: doubts about its options and blanks, reasons to refuse it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from quizgen.errors import Problem
from quizgen.interchange.draft import Draft
from quizgen.markup.inline import blank_count
from quizgen.markup.words import comparable
from quizgen.model.kinds import Kind
from quizgen.model.rule import Rule
from quizgen.model.rules.drafts import (
    D008,
    D009,
    D010,
    D011,
    D017,
    D019,
    D020,
    D101,
    D102,
    D103,
    D104,
    D105,
    D106,
    D107,
)
from quizgen.office.document import UNREAD

LEAST_OPTIONS = 2
LEAST_PAIRS = 2
LEAST_ITEMS = 3
CASE_PARTS = (2, 6)
_STOPS = str.maketrans("", "", "。．.，,、；;：:？?！!（）()“”\"'《》〈〉【】[]_-—")


def said(draft: Draft, rule: Rule, message: str = "") -> Problem:
    """A doubt or a refusal at the place of a question, with what to do."""
    where = f"第 {draft.number} 题" if draft.number else ""
    return Problem(draft.shown_as, draft.line, rule.id, message or rule.title, rule.mend, where, draft.spot)


def weighed(draft: Draft) -> Draft:
    """The draft with the doubts and refusals that follow from what it holds, those it has kept."""
    whole = replace(draft, parts=tuple(weighed(part) for part in draft.parts))
    doubts = [said(whole, rule, message) for rule, message in _doubts(whole)]
    refusals = [said(whole, rule, message) for rule, message in _refusals(whole)]
    kept = {one.rule for one in whole.doubts}
    refused = {one.rule for one in whole.refusals}
    return replace(
        whole,
        doubts=(*whole.doubts, *(one for one in doubts if one.rule not in kept)),
        refusals=(*whole.refusals, *(one for one in refusals if one.rule not in refused)),
    )


def with_repeats(drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    """The drafts, each that repeats an earlier one doubted with the place of that one."""
    seen: dict[str, Draft] = {}
    out: list[Draft] = []
    for draft in drafts:
        words = sameness(draft)
        first = seen.get(words) if words else None
        if first is not None:
            place = f"第 {first.line} 行" if first.line else str(first.spot)
            number = f"第 {first.number} 题" if first.number else "一题"
            problem = said(draft, D011, f"与{place}的{number}相同")
            draft = replace(draft, doubts=(*draft.doubts, problem))  # noqa: PLW2901 - the same draft, doubted
        elif words:
            seen[words] = draft
        out.append(draft)
    return tuple(out)


def sameness(draft: Draft) -> str:
    """What makes two drafts the same question: stem and options, without stops and spaces."""
    options = sorted(_bare(one.text) for one in draft.options)
    parts = (sameness(part) for part in draft.parts)
    return "|".join((_bare(draft.stem), *options, *parts)) if draft.stem.strip() else ""


def is_certain(draft: Draft) -> bool:
    """Whether nothing about it is doubted or refused, its sub-questions included."""
    return not draft.doubts and not draft.refusals and all(is_certain(part) for part in draft.parts)


def _bare(text: str) -> str:
    return comparable(text).translate(_STOPS)


def _doubts(draft: Draft) -> Iterator[tuple[Rule, str]]:
    texts = [comparable(one.text).strip("。；;，,.") for one in draft.options if one.text.strip()]
    if len(set(texts)) < len(texts):
        same = next(text for text in texts if texts.count(text) > 1)
        yield D009, f"有两个选项都是“{same[:20]}”"
    letters = [one.letter for one in draft.options if one.letter]
    if len(set(letters)) < len(letters):
        yield D008, "有两个选项的字母相同"
    if nameless := [one.letter for one in draft.options if not one.text.strip() and one.picture is None]:
        yield D020, f"选项 {'、'.join(nameless)} 没有文字"
    if draft.kind is Kind.FILL and draft.blanks and blank_count(draft.stem) != len(draft.blanks):
        yield D010, f"题干有 {blank_count(draft.stem)} 个空，答案有 {len(draft.blanks)} 个"
    if draft.kind is Kind.MATCHING and len({pair.right for pair in draft.pairs}) < len(draft.pairs):
        yield D017, "两个左项配了同一个右项"
    everything = (draft.stem, *(one.text for one in draft.options), draft.sample, draft.explain)
    if any("\ufffd" in text or "锟斤拷" in text for text in everything):
        yield D019, ""
    elif any(UNREAD in text for text in everything):
        yield D019, "有读不出的公式或符号，补上再用"


def _refusals(draft: Draft) -> Iterator[tuple[Rule, str]]:
    if draft.kind is None:
        yield D101, ""
    if not draft.stem.strip(" _（）()\n"):
        yield D102, ""
    if draft.kind is Kind.FILL and not blank_count(draft.stem):
        yield D107, ""
    match draft.kind:
        case Kind.SINGLE | Kind.MULTIPLE:
            yield from _choice(draft)
        case Kind.CASE:
            yield from _case(draft)
        case None:
            pass
        case _:
            unanswered = _unanswered(draft)
            if unanswered is not None:
                yield D104, unanswered


def _unanswered(draft: Draft) -> str | None:
    """What the answer of a question without options lacks; None where it has one."""
    match draft.kind:
        case Kind.TRUE_FALSE:
            return "" if draft.truth is None else None
        case Kind.FILL:
            return None if draft.blanks and all(draft.blanks) else ""
        case Kind.MATCHING:
            return None if len(draft.pairs) >= LEAST_PAIRS else "看不出左右两列怎样配对"
        case Kind.ORDERING:
            return None if len(draft.items) >= LEAST_ITEMS else "看不出要排序的各项和次序"
        case _:
            return None if draft.scoring or draft.sample.strip() else ""


def _choice(draft: Draft) -> Iterator[tuple[Rule, str]]:
    if len(draft.options) < LEAST_OPTIONS:
        yield D103, f"只有 {len(draft.options)} 个选项"
    right = [one for one in draft.options if one.right]
    if not right:
        yield D104, ""
    elif draft.kind is Kind.SINGLE and len(right) == len(draft.options) >= LEAST_OPTIONS:
        yield D105, ""


def _case(draft: Draft) -> Iterator[tuple[Rule, str]]:
    least, most = CASE_PARTS
    if not least <= len(draft.parts) <= most:
        yield D106, f"有 {len(draft.parts)} 个小题"
    refused = [str(at) for at, part in enumerate(draft.parts, 1) if part.refusals]
    if refused:
        yield D106, f"小题 {'、'.join(refused)} 写不进题库"
