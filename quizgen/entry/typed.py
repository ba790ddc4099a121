"""What a typed answer means: letters, ticks, words, texts; the only place that lists accepted spellings."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple, assert_never

from quizgen.markup.truth_words import RIGHT_WORDS as RIGHT_WORDS
from quizgen.markup.truth_words import WRONG_WORDS as WRONG_WORDS
from quizgen.markup.words import narrow
from quizgen.model.lettered import LETTERS
from quizgen.model.rules.answers import A030, A031, A032, A033, A037, A046, A104, A109, A110
from quizgen.model.shown import ShownItem

BLANK_WORDS = ("-", "–", "—", "——", "/", "空", "空白", "未答", "未作答")
"""Typed by staff where the candidate left the question blank."""
FILL_BLANK_WORDS = ("-", "–", "—", "——", "/", "未答", "未作答")
"""The same for 填空, whose answers are words themselves."""
_SEPARATORS = re.compile(r"[\s、,;/.。·|+&]+")
_SELECTORS = "\ufe0e\ufe0f"
AS_TYPED = "'"
"""How spreadsheets mark text that is meant as it stands; in a text answer: not rewritten by one."""
_SHOWN = 20
_LOST = ("\ufffd", "锟斤拷")
"""What programs put for a character that an encoding does not have."""
_BETWEEN_BLANKS = re.compile(r"[;；]")
_BETWEEN_LETTERS = re.compile(r"-?>|[()→:=~]")
"""What people write between a number and its letter (1:C), between letters (C→A→B), around numbers."""
_DASH = re.compile(r"——|[–—_]")
_NUMBERED = re.compile(r"([1-9])([A-Z]|-)?")


class TypingFault(NamedTuple):
    """Why a typed answer cannot be taken: the rule's number, what is wrong, what to do."""

    rule: str
    message: str
    hint: str


UNDECIDED = ("?", "？")
"""What stands where the reader of scanned sheets was not sure, until a person has decided."""


class Meaning(NamedTuple):
    """What was answered. With a ``fault`` nothing was; ``note`` is worth a look but counts as it is."""

    options: tuple[int, ...] = ()
    truth: bool | None = None
    blanks: tuple[str, ...] = ()
    places: tuple[int | None, ...] = ()
    fault: TypingFault | None = None
    note: TypingFault | None = None


_UNCHECKED = Meaning(
    fault=TypingFault(
        A046.id, "读卡没有把握，还没有核对", "填好 scans/待核对.xlsx 再运行 exam scan，或对照答题卡改"
    )
)


def fold(text: str) -> str:
    """Full-width to half-width, no invisible marks, no spaces at the ends, no mark of text, small letters."""
    if text.isascii() and text.isprintable():
        return text.strip().removeprefix(AS_TYPED).lower()
    plain = narrow(text)
    kept = (one for one in plain if unicodedata.category(one) != "Cf" and one not in _SELECTORS)
    return "".join(kept).strip().removeprefix(AS_TYPED).casefold()


def tidy(text: str) -> str:
    """The text without invisible marks, without spaces at its ends and without a leading text mark."""
    if text.isprintable():
        return text.strip().removeprefix(AS_TYPED)
    return "".join(one for one in text if unicodedata.category(one) != "Cf").strip().removeprefix(AS_TYPED)


def meaning(place: ShownItem, text: str) -> Meaning:
    """What was typed for a question, on the form that ``place`` belongs to."""
    return _UNCHECKED if text.strip() in UNDECIDED else _meaning(place, text)


def _meaning(place: ShownItem, text: str) -> Meaning:
    body = place.body
    if body.kind == "single" or body.kind == "multiple":  # noqa: PLR1714 - so the type check knows them apart
        return _choice(place.order, text, single=body.kind == "single")
    if body.kind == "true_false":
        return _truth(text)
    if body.kind == "matching":
        return _matching(place.order, len(body.pairs), text)
    if body.kind == "ordering":
        return _ordering(place.order, text)
    if body.kind == "fill":
        return _fill(len(body.answers), text)
    if body.kind == "short" or body.kind == "essay":  # noqa: PLR1714 - as above
        return Meaning()  # a person judges it on a sheet of its own
    assert_never(body)


@lru_cache(maxsize=1 << 12)
def _truth(text: str) -> Meaning:
    folded = fold(text)
    if not folded or folded in BLANK_WORDS:
        return Meaning()
    if folded in RIGHT_WORDS:
        return Meaning(truth=True)
    if folded in WRONG_WORDS:
        return Meaning(truth=False)
    return Meaning(
        fault=TypingFault(A031.id, f"“{_shown(folded)}”认不出是对是错", "判断题填 √ 或 ×，未作答填 -")
    )


@lru_cache(maxsize=1 << 15)
def _choice(order: tuple[int, ...], text: str, *, single: bool) -> Meaning:
    folded = fold(text)
    if not folded or folded in BLANK_WORDS:
        return Meaning()
    letters = _SEPARATORS.sub("", folded).upper()
    if not letters or any(not ("A" <= one <= "Z") for one in letters):
        return Meaning(
            fault=TypingFault(
                A031.id, f"“{_shown(folded)}”认不出选了哪几项", "只填选项字母，如 ACD；未作答填 -"
            )
        )
    known = LETTERS[: len(order)]
    missing = [one for one in dict.fromkeys(letters) if one not in known]
    if missing:
        message = f"这份试卷的这道题没有选项 {'、'.join(missing)}"
        return Meaning(fault=TypingFault(A030.id, message, f"只有 {known[0]} 到 {known[-1]}"))
    if len(set(letters)) < len(letters):
        return Meaning(fault=TypingFault(A032.id, f"“{_shown(letters)}”有重复的字母", "对照答卷重新填写"))
    options = tuple(sorted(order[known.index(one)] for one in letters))
    if single and len(options) > 1:
        note = TypingFault(A104.id, f"单选题填了 {len(options)} 个字母，按错误计", "对照答卷核实")
        return Meaning(options=options, note=note)
    return Meaning(options=options)


@lru_cache(maxsize=1 << 13)
def _matching(order: tuple[int, ...], count: int, text: str) -> Meaning:
    """``1C2A3B``, ``1-C，2-A``, or the letters alone in printed order: ``CA-``; ``count`` are on the left."""
    typed = _lettered(text)
    usual = "".join(f"{number}{letter}" for number, letter in enumerate(LETTERS[:count], 1))
    hint = f"写成 {usual} 这样，或照左项的次序只写 {count} 个字母；没有写的填 -"
    numbered = any(one.isdigit() for one in typed)
    said = _numbered(typed, count, hint) if numbered else _one_each(typed, count, hint, "左项")
    if isinstance(said, Meaning):
        return said
    found = _put([one or "" for one in said], order[count:], hint)
    by_left = dict(zip(order[:count], found.places, strict=False))
    unsaid = "、".join(str(number) for number, one in enumerate(said, 1) if one is None)
    note = TypingFault(A110.id, f"没有写左项 {unsaid}，按没有配计", hint) if unsaid else None
    return found._replace(places=tuple(by_left[left] for left in sorted(by_left)), note=found.note or note)


def _numbered(typed: str, count: int, hint: str) -> list[str | None] | Meaning:
    """The letter behind each of ``count`` numbers, in their order; None for a number that is not there."""
    joined = re.sub(r"(?<=[A-Z])-(?=\d)|(?<=\d)-(?=[A-Z])", "", typed)
    pairs = _NUMBERED.findall(joined)
    if "".join(map("".join, pairs)) != joined:
        return Meaning(fault=TypingFault(A031.id, f"“{_shown(typed)}”认不出哪一项配哪一项", hint))
    letters = {int(number): letter for number, letter in pairs}
    if len(letters) < len(pairs) or max(letters) > count:
        message = f"“{_shown(typed)}”的左项编号不对，这道题有 {count} 个左项"
        return Meaning(fault=TypingFault(A037.id, message, hint))
    bare = "、".join(str(number) for number, letter in letters.items() if not letter)
    if bare:
        return Meaning(fault=TypingFault(A037.id, f"“{_shown(typed)}”里左项 {bare} 后面没有字母", hint))
    said = (letters.get(number) for number in range(1, count + 1))
    return [None if letter is None else letter.strip("-") for letter in said]


@lru_cache(maxsize=1 << 13)
def _ordering(order: tuple[int, ...], text: str) -> Meaning:
    """``CABD``, ``C→A→B→D``, ``C-BD`` where nothing was put second."""
    hint = f"照答卷的次序写 {len(order)} 个字母，如 {LETTERS[: len(order)]}；没有写的填 -"
    said = _one_each(_lettered(text), len(order), hint, "位置")
    return said if isinstance(said, Meaning) else _put([one or "" for one in said], order, hint)


def _lettered(text: str) -> str:
    """Letters, numbers and - for nothing, without what stands between them."""
    folded = fold(text)
    if folded in BLANK_WORDS:
        return ""
    return _DASH.sub("-", _BETWEEN_LETTERS.sub("", _SEPARATORS.sub("", folded).upper()))


def _one_each(typed: str, count: int, hint: str, what: str) -> list[str | None] | Meaning:
    """A letter (or nothing) for each of ``count`` places; hyphens that only part the letters are dropped."""
    alone = typed.replace("-", "")
    if not alone:
        return Meaning()
    if any(not ("A" <= one <= "Z") for one in alone):
        return Meaning(fault=TypingFault(A031.id, f"“{_shown(typed)}”认不出是哪几个字母", hint))
    letters = alone if len(alone) == count else typed
    if len(letters) != count:
        message = f"这道题有 {count} 个{what}，读到 {len(letters)} 个字母"
        return Meaning(fault=TypingFault(A037.id, message, hint))
    return [letter.strip("-") for letter in letters]


def _put(letters: list[str], known: tuple[int, ...], hint: str) -> Meaning:
    """What stands in each place by original index; nothing at all counts as left blank."""
    letter_of = dict(zip(LETTERS, known, strict=False))
    missing = [one for one in dict.fromkeys(letters) if one and one not in letter_of]
    if missing:
        message = f"这份试卷的这道题没有选项 {'、'.join(missing)}"
        return Meaning(fault=TypingFault(A030.id, message, f"只有 {LETTERS[0]} 到 {LETTERS[len(known) - 1]}"))
    put = [letter for letter in letters if letter]
    if not put:
        return Meaning()
    places = tuple(letter_of.get(letter) for letter in letters)
    if len(set(put)) == len(put):
        return Meaning(places=places)
    doubled = "、".join(sorted({one for one in put if put.count(one) > 1}))
    return Meaning(places=places, note=TypingFault(A109.id, f"字母 {doubled} 填了不止一次", hint))


def _fill(count: int, text: str) -> Meaning:
    """One blank: the whole cell. Several: one line each, or else divided by ；."""
    whole = tidy(text)
    if not whole or fold(whole) in FILL_BLANK_WORDS:
        return Meaning()
    if any(one in whole for one in _LOST):
        message = f"“{_shown(whole)}”里有认不出的字，是转换编码时丢的"
        return Meaning(fault=TypingFault(A031.id, message, "对照答卷重新填写，另存为 CSV UTF-8 或 .xlsx"))
    if count == 1:
        return Meaning(blanks=(whole,))
    pieces = whole.splitlines() if "\n" in whole else _BETWEEN_BLANKS.split(whole)
    if len(pieces) != count:
        message = f"这道填空题有 {count} 个空，读到 {len(pieces)} 个"
        hint = "各空之间用“；”隔开，未填的空填 -；答案里有“；”的，改用换行分空"
        return Meaning(fault=TypingFault(A033.id, message, hint))
    tidied = (tidy(piece) for piece in pieces)
    return Meaning(blanks=tuple("" if fold(piece) in FILL_BLANK_WORDS else piece for piece in tidied))


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
