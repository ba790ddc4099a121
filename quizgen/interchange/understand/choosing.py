"""A choice put together: its options, its key from every place that gives one."""

from __future__ import annotations

import re

from quizgen.interchange.draft import DraftOption
from quizgen.interchange.key_words import letters_of, truth_of
from quizgen.interchange.understand.asked import OpenQuestion
from quizgen.interchange.understand.folding import folded
from quizgen.interchange.understand.options import OptionText
from quizgen.interchange.understand.sources import KeySource, Sources
from quizgen.markup.words import comparable
from quizgen.model.rules.drafts import D001, D002, D012, D013

_LETTER_THEN = re.compile(
    r"\s*[(【\[]?\s*([A-Z](?:\s*[、,，;；]?\s*[A-Z]){0,8})\s*[)】\]]?(?:\s*[.、:)。，,;；]|\s+|(?=\()|$)\s*(.+)",
    re.DOTALL,
)
_CHOOSE = re.compile(r"^\s*(?:应?选择?|应该?选|为|是)\s*[:：]?\s*")


def choice_key(asked: OpenQuestion, sources: Sources, in_stem: tuple[str, ...]) -> frozenset[str]:
    """The letters of the right options; empty where none is known. Doubts are noted at the question."""
    known = {one.letter for one in asked.options}
    said = _written(asked, sources)
    written = bool(said)
    said += [("题干括号", frozenset(one)) for one in in_stem[-1:]]
    if len(in_stem) > 1:
        asked.doubt(D013, "题干里有几个填了字母的括号")
    said += _shown(asked)
    concluded = [("解析", frozenset(letters_of(one.text) or "")) for one in sources.concluded(truth=False)]
    if concluded and not said:
        asked.doubt(D013, "只有解析说了答案")
    said += concluded
    if not said:
        return frozenset()
    _compare(asked, said)
    asked.shown_key = not written
    chosen = said[0][1]
    if missing := sorted(chosen - known):
        asked.doubt(D001, f"答案是 {''.join(sorted(chosen))}，没有选项 {'、'.join(missing)}")
    return chosen & known


def _written(asked: OpenQuestion, sources: Sources) -> list[tuple[str, frozenset[str]]]:
    """The keys that are written below the question or in a list."""
    said: list[tuple[str, frozenset[str]]] = []
    for source in sources.keys:
        letters = _letters(source, asked, sources)
        if letters is not None:
            said.append((source.where, frozenset(letters)))
            if len(set(letters)) < len(letters):
                asked.doubt(D012, f"{source.where}“{source.text}”有重复的字母")
    return said


def _shown(asked: OpenQuestion) -> list[tuple[str, frozenset[str]]]:
    """The keys that options themselves show: a tick, bold or coloured letters."""
    said: list[tuple[str, frozenset[str]]] = []
    if ticked := frozenset(one.letter for one in asked.options if one.ticked):
        said.append(("打勾的选项", ticked))
    marked = marked_options(asked)
    if marked and len(marked) < len(asked.options):
        said.append(("标出的选项", marked))
        if partly_marked(asked):
            asked.doubt(D013, "标出的不是一整个选项")
    return said


def _compare(asked: OpenQuestion, said: list[tuple[str, frozenset[str]]]) -> None:
    if len({letters for _, letters in said}) > 1:
        parts = "，".join(f"{where}是 {''.join(sorted(letters))}" for where, letters in said)
        asked.doubt(D002, parts)


def _letters(source: KeySource, asked: OpenQuestion, sources: Sources) -> str | None:
    """The letters that a key says, what follows them an explanation; None with a doubt where it says none."""
    letters = letters_of(_CHOOSE.sub("", source.text))
    if letters is not None:
        return letters
    found = _LETTER_THEN.fullmatch(folded(source.text))
    if found is not None and (letters := letters_of(found[1])):
        rest = source.text[found.start(2) :].strip()
        same = [one.letter for one in asked.options if _same(one.text, rest)]
        if same and same != [letters]:
            asked.doubt(D012, f"{source.where}“{source.text[:20]}”的字母和文字不是同一个选项")
        elif not same:
            sources.explain.append(rest)
        return letters
    same = [one.letter for one in asked.options if _same(one.text, source.text)]
    if len(same) == 1:
        return same[0]
    truth = truth_of(source.text)
    if truth is not None:
        same = [one.letter for one in asked.options if truth_of(one.text) is truth]
        if len(same) == 1:
            return same[0]
    asked.doubt(D012, f"{source.where}“{source.text[:20]}”不是选项字母")
    return None


def _same(option: str, key: str) -> bool:
    return comparable(folded(option)).strip("。；;") == comparable(folded(key)).strip("。；;")


def marked_options(asked: OpenQuestion) -> frozenset[str]:
    """The letters of options that stand out."""
    return frozenset(one.letter for one in asked.options if any(line.marked for line in one.lines))


def partly_marked(asked: OpenQuestion) -> bool:
    """Whether only a part of an option stands out."""
    return any(
        any(line.marked for line in one.lines) and not all(line.wholly_marked for line in one.lines)
        for one in asked.options
    )


def drafted(options: list[OptionText], right: frozenset[str], *, known: bool) -> tuple[DraftOption, ...]:
    """The options of a draft."""
    return tuple(
        DraftOption(one.text.strip(), one.letter, right=(one.letter in right) if known else None)
        for one in options
    )


def are_truths(options: list[OptionText]) -> bool:
    """Whether the options are only 正确 and 错误."""
    if len(options) != 2:  # noqa: PLR2004 - right and wrong
        return False
    truths = {truth_of(one.text) for one in options}
    return truths == {True, False}
