"""A statement to be judged put together: its text, whether it is right, what explains it."""

from __future__ import annotations

import re
from dataclasses import replace

from quizgen.interchange.draft import Draft
from quizgen.interchange.key_words import key_text, letters_of, truth_of
from quizgen.interchange.understand.asked import OpenQuestion
from quizgen.interchange.understand.folding import folded
from quizgen.interchange.understand.sources import Sources
from quizgen.interchange.understand.stems import choice_stem, truth_stem
from quizgen.model.rules.drafts import D002, D012, D013, D022

_UNSPOKEN = frozenset({"a", "b", "1", "0"})
"""Keys that say right or wrong only by custom."""
_THEN = re.compile(
    r"\s*[(【]?\s*(√|×|正确|错误|不正确|不对|对|错|[ABTF])\s*[)】]?\s*[。，,;；.、:\s(【]\s*(.+)", re.DOTALL
)


def judged(draft: Draft, asked: OpenQuestion, sources: Sources) -> Draft:
    """The draft with its statement and its truth."""
    stem = truth_stem(draft.stem)
    if asked.options and not stem.keys:
        lettered = choice_stem(stem.text, frozenset(one.letter for one in asked.options))
        found = tuple(one for key in lettered.keys if (one := _of_option(asked, key)))
        stem = replace(lettered, keys=found) if found else stem
    elif not asked.options and not stem.keys:
        stem = choice_stem(stem.text, frozenset("AB"))
    said: list[tuple[str, bool]] = []
    explain = ""
    for source in sources.keys:
        truth, more = _truth(source.text, asked)
        explain = explain or more
        if truth is None:
            asked.doubt(D012, f"{source.where}“{source.text[:20]}”认不出是对是错")
        else:
            said.append((source.where, truth))
    said += [
        ("题里的括号", truth)
        for key in (*stem.keys, *_before(asked))
        if (truth := _truth(key, asked)[0]) is not None
    ]
    said += [("标出的选项", truth) for truth in _marked(asked)]
    concluded = [
        ("解析", truth) for one in sources.concluded(truth=True) if (truth := truth_of(one.text)) is not None
    ]
    if concluded and not said:
        asked.doubt(D013, "只有解析说了对错")
    said += concluded
    if len({truth for _, truth in said}) > 1:
        asked.doubt(D002, "，".join(f"{where}是{'对' if truth else '错'}" for where, truth in said))
    return replace(draft, stem=stem.text, truth=said[0][1] if said else None, explain=explain)


def _of_option(asked: OpenQuestion, letter: str) -> str:
    """The text of the option with that letter; empty where there is none."""
    return next((one.text for one in asked.options if one.letter == letter), "")


def _before(asked: OpenQuestion) -> tuple[str, ...]:
    return (asked.mark.before,) if asked.mark and asked.mark.before else ()


def _truth(text: str, asked: OpenQuestion) -> tuple[bool | None, str]:
    """What a key says, with what follows it; a letter is that of an option where there are options."""
    letters = letters_of(text)
    if asked.options and letters is not None and len(letters) == 1:
        return next((truth_of(one.text) for one in asked.options if one.letter == letters), None), ""
    word = key_text(text)
    if word in asked.truths:
        return asked.truths[word], ""
    truth = truth_of(text, lettered=True, numbered=True)
    if truth is not None and word in _UNSPOKEN:
        asked.doubt(D022, f"答案是 {word.upper()}，没有说哪个是对")
    if truth is not None:
        return truth, ""
    found = _THEN.fullmatch(folded(text))
    if found is None or found[1] in {"A", "B"}:
        return None, ""
    return truth_of(found[1]), text[found.start(2) :].strip().strip("）)").strip()


def _marked(asked: OpenQuestion) -> list[bool]:
    """The truth of options that are ticked or stand out, where not all do."""
    chosen = [one for one in asked.options if one.ticked or any(line.marked for line in one.lines)]
    if len(chosen) == len(asked.options):
        return []
    return [truth for one in chosen if (truth := truth_of(one.text)) is not None]
