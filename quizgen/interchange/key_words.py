"""What a key written by an author means: letters of options, right or wrong, the texts of blanks."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from quizgen.interchange.plain_words import simplified
from quizgen.markup.truth_words import RIGHT_WORDS, WRONG_WORDS
from quizgen.markup.words import is_unseen, narrow

_RIGHT = frozenset((*RIGHT_WORDS, "对的", "同意", "正确的", "✅", "○", "yes", "y", "right", "correct", "⭕"))
_WRONG = frozenset(
    (
        *WRONG_WORDS,
        "错的",
        "不同意",
        "错误的",
        "不对",
        "不正确",
        "不是",
        "❌",
        "no",
        "n",
        "wrong",
        "incorrect",
        "╳",
    )
)
_AROUND = " 。.，,;；:：、!！()（）[]【】“”\"'《》"
_BETWEEN_LETTERS = re.compile(r"[\s、,;/.。·|+&和及与]+|->|→|[-–—]|[)）]\s*[(（]")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_BETWEEN_BLANKS = re.compile(r"[|｜]")
_ALTERNATIVES = re.compile(r"[;；]")
_ITEM = re.compile(r"[（(]\s*(\d{1,2}|[a-z])\s*[)）]|([①②③④⑤⑥⑦⑧⑨⑩])", re.IGNORECASE)
_GROUP = re.compile(r"[（(]([^（()）]+)[)）]")
MOST_LETTERS = 26


def key_text(text: str) -> str:
    """A key for comparing: narrow, simplified, small letters, nothing invisible, nothing around."""
    kept = (one for one in text if one not in "\ufe0e\ufe0f" and not is_unseen(one))
    return simplified(_narrow_kept("".join(kept))).casefold().strip(_AROUND + "\t\n\u3000\xa0")


def _narrow_kept(text: str) -> str:
    """NFKC without turning circled numbers into digits."""
    if text.isascii():
        return text
    return "".join(one if one in _CIRCLED else narrow(one) for one in unicodedata.normalize("NFC", text))


@lru_cache(maxsize=1 << 14)
def letters_of(text: str) -> str | None:
    """The letters of a key in the order they stand: ABC of ``A;B;C``, ``A、B、C``, ``ＡＢＣ``, ``a b c``.

    Circled numbers are kept as they are (①③). None where it is anything else; letters that stand twice
    are still given twice, so that the caller can doubt them.
    """
    written = _BETWEEN_LETTERS.sub("", key_text(text)).upper()
    if not written or len(written) > MOST_LETTERS:
        return None
    if all("A" <= one <= "Z" for one in written) or all(one in _CIRCLED for one in written):
        return written
    return None


@lru_cache(maxsize=1 << 12)
def truth_of(text: str, *, lettered: bool = False, numbered: bool = False) -> bool | None:
    """Whether a key says right: √ 对 正确 是 同意 T yes, × 错 错误 否 不同意 F no; None for anything else.

    ``lettered``: A is right and B wrong, as in a 判断题 whose options are 正确 and 错误 or are not given.
    ``numbered``: 1 is right and 0 wrong.
    """
    word = key_text(text)
    if word in _RIGHT:
        return True
    if word in _WRONG:
        return False
    if lettered and word in {"a", "b"}:
        return word == "a"
    if numbered and word in {"1", "0"}:
        return word == "1"
    return _lettered_truth(word)


def _lettered_truth(word: str) -> bool | None:
    """``A.正确``, ``b、错误``: the letter with what it says."""
    found = re.fullmatch(r"[ab]\s*[.、:)]?\s*(\S+)", word)
    if found is None or found[1] in {"a", "b"}:
        return None
    return True if found[1] in _RIGHT else False if found[1] in _WRONG else None


def blanks_of(text: str, count: int) -> tuple[tuple[str, ...], ...] | None:
    """The accepted texts of each of ``count`` blanks; None where the key does not say as many.

    Blanks are divided by ``|`` with alternatives by ``;``, or numbered ``(1)…(2)…``, ``①…②…``, or, where
    that gives as many as there are blanks, by ``；``, spaces or a tab, ``、`` or ``，``. One blank may
    have alternatives behind ``;``.
    """
    whole = text.strip().strip("。").strip()
    if not whole or count < 1:
        return None
    if count == 1:
        found = _ITEM.match(whole)
        return (_alternatives(whole[found.end() :] if found else whole),)
    if len(grouped := _GROUP.findall(whole)) == count and not _GROUP.sub("", whole).strip(" ；;、，,。"):
        first = [_numbered_as(one) for one in grouped]
        if first != list(range(1, count + 1)):
            return tuple(_alternatives(one) for one in grouped)
    if "|" in whole or "｜" in whole:
        pieces = _BETWEEN_BLANKS.split(whole)
    elif len(_items(whole)) > 1:
        pieces = list(_items(whole))
    else:
        return _divided(whole, count)
    if len(pieces) != count or not all(piece.strip() for piece in pieces):
        return None
    return tuple(_alternatives(piece.strip().strip("；;，,、。")) for piece in pieces)


def _numbered_as(text: str) -> int | None:
    """The number that stands alone in a bracket."""
    word = narrow(text).strip()
    return int(word) if word.isdigit() and word.isascii() else None


def _divided(whole: str, count: int) -> tuple[tuple[str, ...], ...] | None:
    """Blanks divided by one mark, the first that gives as many as there are."""
    for divider in (r"[;；]", r"\t+|\n+|[ \u3000]{2,}", r"、", r"[，,]", r"[ \u3000]+"):
        pieces = [piece.strip() for piece in re.split(divider, whole)]
        if len(pieces) == count and all(pieces):
            return tuple(_alternatives(piece, bare=divider != r"[;；]") for piece in pieces)
        if len(pieces) > 1 and divider == r"[;；]":
            return None  # neither as many blanks, nor alternatives of one
    return None


def _alternatives(text: str, *, bare: bool = True) -> tuple[str, ...]:
    """The texts that a blank accepts; ``bare``: a ``;`` divides alternatives."""
    pieces = _ALTERNATIVES.split(text) if bare else [text]
    kept = dict.fromkeys(piece.strip().strip("。").strip() for piece in pieces)
    return tuple(one for one in kept if one) or (text.strip(),)


def _items(text: str) -> tuple[str, ...]:
    """The texts behind (1), (2) … or ①, ② … where those count from 1; empty otherwise."""
    marks = list(_ITEM.finditer(text))
    if not marks or text[: marks[0].start()].strip():
        return ()
    for place, mark in enumerate(marks, 1):
        said = mark[1] or str(_CIRCLED.index(mark[2]) + 1)
        if said not in {str(place), chr(ord("a") + place - 1), chr(ord("A") + place - 1)}:
            return ()
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return tuple(text[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True))
