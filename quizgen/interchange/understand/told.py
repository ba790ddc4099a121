"""Which kind a question is: what the file says, held against what stands there."""

from __future__ import annotations

import re

from quizgen.interchange.key_words import letters_of, truth_of
from quizgen.interchange.kind_words import SaidKind
from quizgen.interchange.understand.asked import OpenQuestion
from quizgen.interchange.understand.choosing import are_truths
from quizgen.interchange.understand.folding import folded
from quizgen.interchange.understand.lines import BLANK
from quizgen.interchange.understand.sources import Sources
from quizgen.interchange.understand.stems import fill_stem, joined, truth_stem
from quizgen.model.kinds import KIND_SHORT_TITLES, Kind
from quizgen.model.rules.drafts import D007

_SHORT_ANSWER = 12
_GROUPED = re.compile(r"[（(][^()（）]+[)）]")
_HOLES = re.compile(r"\s*\(\s*1\s*\)")
"""A number in brackets, as blanks are numbered."""
_CHOICES = frozenset({Kind.SINGLE, Kind.MULTIPLE})


def told_kind(asked: OpenQuestion, own: SaidKind | None, sources: Sources) -> Kind | None:
    """The kind of a question; SINGLE stands for any choice. A doubt is noted where file and content differ.

    ``own`` is what the question itself says ([单选题]); else the heading counts.
    """
    told = own or asked.section.kind
    if (
        own is not None
        and asked.section.kind is not None
        and asked.section.kind.only is not Kind.CASE
        and not set(own.kinds) & set(asked.section.kind.kinds)
    ):
        asked.doubt(D007, f"题里写的是{own.word}，标题写的是{asked.section.kind.word}")
    only = told.only if told else None
    if asked.options:
        return _with_options(asked, told, only)
    if told is not None and set(told.kinds) <= _CHOICES:
        return _choice_without_options(asked, only, sources)
    if only is Kind.CASE:
        return _inferred_in_case(asked, sources)
    if only is Kind.TRUE_FALSE and BLANK in joined(asked.stem).rstrip("_。 "):
        asked.doubt(D007, "写在判断题里，题干却有空")
    if only is not None:
        return only
    return _inferred(asked, sources)


def _with_options(asked: OpenQuestion, told: SaidKind | None, only: Kind | None) -> Kind:
    truths = are_truths(asked.options)
    if only in {Kind.MATCHING, Kind.ORDERING}:
        return only
    if truths and (told is None or only in {Kind.TRUE_FALSE, Kind.CASE}):
        return Kind.TRUE_FALSE
    if only is not None and only not in _CHOICES and only is not Kind.CASE:
        asked.doubt(D007, f"写在{KIND_SHORT_TITLES[only]}题里，却有选项")
    return Kind.MULTIPLE if only is Kind.MULTIPLE else Kind.SINGLE


def _choice_without_options(asked: OpenQuestion, only: Kind | None, sources: Sources) -> Kind:
    """A choice that has no options: perhaps another kind under the wrong heading."""
    found = _inferred(asked, sources)
    if found is Kind.TRUE_FALSE:
        asked.doubt(D007, "写在选择题里，却没有选项，答案是对错")
        return found
    return only or Kind.SINGLE


def _inferred_in_case(asked: OpenQuestion, sources: Sources) -> Kind | None:
    """The kind of a sub-question, or of a case without sub-questions, which is then doubted."""
    if asked.mark is None or asked.case:
        asked.doubt(D007, "案例没有分小题，按普通的题读")
    found = _inferred(asked, sources)
    return found or (Kind.SHORT if sources.keys else None)


def _inferred(asked: OpenQuestion, sources: Sources) -> Kind | None:
    """The kind by the answer and the stem; None where neither says it."""
    stem = joined(asked.stem)
    before = asked.mark.before if asked.mark else ""
    key = sources.keys[0].text if sources.keys else before
    in_bracket = truth_stem(stem).keys
    if in_bracket or truth_of(key) is not None:
        if not in_bracket and stem.rstrip().endswith(("？", "?")):
            asked.doubt(D007, f"题干是问句，答案是“{key[:6]}”，按判断题读")
        return Kind.TRUE_FALSE
    blanks = fill_stem(stem).brackets
    if not key:
        return None
    if BLANK in stem:
        return Kind.FILL
    if letters_of(key) is not None and len(key) <= 4:  # noqa: PLR2004 - ABCD
        return Kind.SINGLE
    if blanks and len(key) <= _SHORT_ANSWER * blanks:
        if len(_GROUPED.findall(key)) != blanks:
            asked.doubt(D007, "没有写题型，按填空题读")
        return Kind.FILL
    if _HOLES.search(folded(stem)) and _HOLES.match(folded(key)):
        asked.doubt(D007, "题干里的（1）像是空，没有写题型，按简答题读")
    return Kind.SHORT
