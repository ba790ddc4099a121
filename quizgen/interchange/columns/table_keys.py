"""Keys as tables keep them, put into letters: numbers of options, their texts, a row of 1 and 0."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from quizgen.interchange.columns.option_cells import OptionCell
from quizgen.interchange.key_words import letters_of
from quizgen.interchange.understand.folding import folded
from quizgen.markup.inline import plain_text
from quizgen.markup.words import comparable
from quizgen.model.rule import Rule
from quizgen.model.rules.bank_tables import D056

_COUNTS = re.compile(r"\d{1,2}(?:\s*[,;、\s|]\s*\d{1,2})*")
_TIGHT = re.compile(r"[1-9]{2,9}")
_FLAGS = re.compile(r"[01](?:[,;、\s|]?[01])+")
_PIECES = (r"\n+", r"[;；]", r"[|｜┋]", r"、", r"[,，]")
_WITH_LETTER = re.compile(r"\s*[(\[]?\s*([A-Z])\s*[.、:)\]．]\s*(\S.*)", re.DOTALL)


class TableKey(NamedTuple):
    """A key for reading on: letters where it could be put so, else as it is; why it may be another."""

    text: str
    doubts: tuple[tuple[Rule, str], ...] = ()


def table_key(written: str, options: Sequence[OptionCell], *, counted: bool) -> TableKey:
    """A key of a choice as letters; ``counted``: numbers are those of options headed 选项1, 选项2."""
    text = written.strip()
    texts = {_bare(one.text): one.letter for one in options}
    known = [one.letter for one in options]
    by_text = texts.get(_bare(text))
    by_count = _by_count(text, known)
    if by_text is not None:
        others = [by_count[0]] if by_count is not None and not counted else []
        letters = letters_of(text)
        others += [letters] if letters is not None and set(letters) <= set(known) else []
        if any(set(one) != {by_text} for one in others):
            return TableKey(
                by_text, ((D056, f"答案“{text}”是选项 {by_text} 的文字，也可能指选项 {others[-1]}"),)
            )
        return TableKey(by_text)
    if letters_of(text) is not None:
        return TableKey(text)
    if by_count is not None:
        letters, certain = by_count
        if certain or counted:
            return TableKey(letters)
        return TableKey(letters, ((D056, f"答案写的是 {text}，当作第几个选项读，是 {letters}"),))
    return TableKey(_by_texts(text, texts) or _by_lettered(text, texts) or written)


def _by_count(text: str, known: Sequence[str]) -> tuple[str, bool] | None:
    """The letters that numbers stand for, whether no other meaning is possible; None for no such numbers."""
    plain = folded(text)
    flags = re.sub(r"\D", "", plain)
    if _FLAGS.fullmatch(plain) and len(flags) == len(known) and "0" in flags:
        return "".join(letter for letter, flag in zip(known, flags, strict=True) if flag == "1"), True
    if _COUNTS.fullmatch(plain):
        counts = [int(one) for one in re.findall(r"\d+", plain)]
        if all(1 <= one <= len(known) for one in counts) and len(set(counts)) == len(counts):
            return "".join(known[one - 1] for one in sorted(counts)), False
    if _TIGHT.fullmatch(plain):
        counts = [int(one) for one in plain]
        if counts == sorted(set(counts)) and counts[-1] <= len(known):
            return "".join(known[one - 1] for one in counts), False
    return None


def _by_texts(text: str, texts: dict[str, str]) -> str:
    """The letters of several options whose texts stand in the key, divided by one kind of mark."""
    for divider in _PIECES:
        pieces = [_bare(piece) for piece in re.split(divider, text) if piece.strip()]
        if len(pieces) > 1 and all(piece in texts for piece in pieces):
            return "".join(sorted({texts[piece] for piece in pieces}))
    return ""


def _by_lettered(text: str, texts: dict[str, str]) -> str:
    """The letters of options that the key names with their texts (``A.甲;C.丙``), where all agree."""
    for divider in (*_PIECES, r"$^"):
        found = [_WITH_LETTER.fullmatch(folded(piece)) for piece in re.split(divider, text) if piece.strip()]
        if found and all(one is not None and texts.get(_bare(one[2])) == one[1] for one in found):
            return "".join(sorted({one[1] for one in found if one is not None}))
    return ""


def _bare(text: str) -> str:
    return comparable(plain_text(folded(text))).strip("。；;.")
