"""Matching and ordering questions put together: items by their marks, the key that joins or orders them."""

from __future__ import annotations

import re
from dataclasses import replace

from quizgen.interchange.draft import Draft, DraftOption, DraftPair
from quizgen.interchange.key_words import letters_of
from quizgen.interchange.understand.asked import OpenQuestion
from quizgen.interchange.understand.folding import folded
from quizgen.interchange.understand.numbering import CIRCLED_NUMBERS, number_mark
from quizgen.interchange.understand.sources import Sources
from quizgen.interchange.understand.stems import choice_stem
from quizgen.model.rules.drafts import D017

_PAIR = re.compile(rf"(?:\(?(\d{{1,2}})\)?|([{CIRCLED_NUMBERS}]))\s*[-:.、>→=]*\s*([A-Z])")
_RIGHT = re.compile(r"(?:\s{2,}|\t|\s)\(?([A-Z])\)?\s*[.、:)]\s*")
_ORDER_ITEM = re.compile(rf"\(?(\d{{1,2}})\)?|([{CIRCLED_NUMBERS}])")


def ordered(draft: Draft, asked: OpenQuestion, sources: Sources) -> Draft:
    """The draft with its items in the right order."""
    stem, items = _items(asked, draft.stem)
    named = {one.letter: one.text.strip() for one in asked.options} or items
    text = choice_stem(draft.stem if asked.options else stem, frozenset(named)).text
    for source in sources.keys:
        marks = letters_of(source.text) or _numbers(source.text)
        if marks and sorted(marks) == sorted(named):
            return replace(draft, stem=text, items=tuple(named[one] for one in marks))
    if sources.keys:
        asked.doubt(D017, f"“{sources.keys[0].text[:20]}”没有把每一项各写一次")
    return replace(draft, stem=text)


def paired(draft: Draft, asked: OpenQuestion, sources: Sources) -> Draft:
    """The draft with its pairs, then the right items that belong to none."""
    stem, lefts = _items(asked, draft.stem)
    rights = {one.letter: one.text.strip() for one in asked.options}
    lefts, beside = _divided(lefts)
    rights = {**beside, **rights}
    text = choice_stem(stem, frozenset()).text
    for source in sources.keys:
        joined = {
            one[1] or str(CIRCLED_NUMBERS.index(one[2]) + 1): one[3]
            for one in _PAIR.finditer(folded(source.text))
        }
        letters = letters_of(source.text)
        if not joined and letters is not None and len(letters) == len(lefts):
            joined = dict(zip(lefts, letters, strict=True))
        if joined and set(joined) == set(lefts) and set(joined.values()) <= set(rights):
            pairs = tuple(DraftPair(lefts[number], rights[letter]) for number, letter in joined.items())
            spare = tuple(
                DraftOption(text, letter) for letter, text in rights.items() if letter not in joined.values()
            )
            return replace(draft, stem=text, pairs=pairs, extra=spare)
    if sources.keys:
        asked.doubt(D017, f"“{sources.keys[0].text[:20]}”看不出哪一项配哪一项")
    return replace(draft, stem=text)


def _items(asked: OpenQuestion, whole: str) -> tuple[str, dict[str, str]]:
    """The stem without the numbered items under it, those items by their numbers."""
    rest: list[str] = []
    items: dict[str, str] = {}
    for line in asked.stem[1:]:
        mark = number_mark(line)
        if mark is not None and mark.number == len(items) + 1:
            items[str(mark.number)] = line.text[mark.end :].strip()
        else:
            rest.append(line.text)
    return "\n".join([whole.split("\n", 1)[0], *rest]).strip(), items


def _divided(lefts: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Left items that have a right one on the same line (``红灯    A. 停``), divided."""
    kept: dict[str, str] = {}
    rights: dict[str, str] = {}
    for number, text in lefts.items():
        found = _RIGHT.search(folded(text))
        if found is None:
            kept[number] = text
        else:
            kept[number] = text[: found.start()].strip()
            rights[found[1]] = text[found.end() :].strip()
    return kept, rights


def _numbers(text: str) -> tuple[str, ...]:
    return tuple(
        one[1] or str(CIRCLED_NUMBERS.index(one[2]) + 1) for one in _ORDER_ITEM.finditer(folded(text))
    )
