"""The number at the beginning of a line: how it is written, which it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum, auto

from quizgen.interchange.kind_words import kind_word
from quizgen.interchange.understand.lines import TextLine


class NumberStyle(StrEnum):
    """Ways of writing a number; those of one way count together."""

    POINTED = auto()  # 1. 1、 1： 1
    BRACKETED = auto()  # (1)
    HALF = auto()  # 1)
    NAMED = auto()  # 第1题 题1 问题1 【1】
    CIRCLED = auto()  # ①
    ROMAN = auto()  # I. Ⅰ、
    CHINESE = auto()  # 一、
    CHINESE_BRACKETED = auto()  # （一）


@dataclass(frozen=True, slots=True)
class NumberMark:
    """A number found; the text begins at ``end``. ``weak``: what follows makes it look like no number.

    ``decimal``: with the digits behind it, it may be a decimal that begins the text (1.5 米).
    ``written`` is the number without what is around it; ``before`` is what stood in a bracket before it
    (``（√）1.``, ``（单选题）1.``), empty where nothing did.
    """

    way: NumberStyle
    number: int
    end: int
    written: str
    weak: bool = False
    before: str = ""
    decimal: bool = False


CHINESE_DIGITS = "一二三四五六七八九十"
CIRCLED_NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ROMAN_SIGNS = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_BEFORE = re.compile(r"\(\s*([√×对错A-Z]|正确|错误|)\s*\)\s*(?=\d{1,4}\s*[.、:])")
_TAG_BEFORE = re.compile(r"[(\[【]\s*([一-鿿]{2,6})\s*[)\]】]\s*(?=\d{1,4}\s*[.、:])")
_POINTED = re.compile(r"(\d{1,4})\s*([.、:，,]|．)\s*")
_TRAILING_DOT = re.compile(r"(\d{1,4})\s*(?:\.\s*、|、\s*\.)\s*")
_SPACED = re.compile(r"(\d{1,4}) +(?=[^\d\s])")
_BRACKETED = re.compile(r"\(\s*(\d{1,3})\s*\)\s*[.、:]?\s*")
_HALF = re.compile(r"(\d{1,3})\s*\)\s*[.、:]?\s*")
_NAMED = re.compile(
    r"(?:第\s*(\d{1,4})\s*[题问]|(?:试题|题目|问题|小题|题|问)\s*(\d{1,4})|[【\[](\d{1,4})[】\]]|[QqNn][Oo]?\.?\s?(\d{1,4}))"
    r"\s*[.、:)]?\s*"
)
_CIRCLED = re.compile(rf"([{CIRCLED_NUMBERS}])\s*[.、:]?\s*")
_ROMANS = re.compile(rf"(?:([IVX]{{1,4}})(?=\s*[.、])|([{_ROMAN_SIGNS}]))\s*[.、]?\s*")
_CHINESE = re.compile(rf"(?:第\s*)?([{CHINESE_DIGITS}]{{1,3}})\s*(?:[.、:，,]|题[.、:]?)\s*")
_CHINESE_BRACKETED = re.compile(rf"\(\s*([{CHINESE_DIGITS}]{{1,3}})\s*\)\s*[.、:]?\s*")
_DIGITS_BEHIND = re.compile(r"\d{1,2}\s*(?:[倍%‰米元吨岁万亿度级克升℃个折成]|[A-Za-z]|$)")
"""Digits behind a number and a unit make it a decimal, not the number of a question."""
_MAYBE_DECIMAL = re.compile(
    r"\d{1,3}\s*(?:[倍%‰米元吨岁万亿度级克升℃个折成小公毫厘千百平立分秒人层次天年亩伏安瓦牛帕]|[A-Za-z])"
)
"""Digits behind a number that make it look like a decimal, whatever it is."""


def number_mark(line: TextLine) -> NumberMark | None:
    """The number that a line begins with, or None."""
    plain = line.plain
    if not plain:
        return None
    before = _BEFORE.match(plain)
    if before is None and (tag := _TAG_BEFORE.match(plain)) and kind_word(tag[1]):
        before = tag
    start = before.end() if before else 0
    said = before[1] if before else ""
    first = plain[start]
    if first.isdigit() and first.isascii():
        return _digits(line, start, said)
    for way, pattern in _OTHERS:
        if found := pattern.match(plain, start):
            written = next(one for one in found.groups() if one)
            number = _value(way, written)
            return None if number is None else NumberMark(way, number, found.end(), written)
    return None


_OTHERS = (
    (NumberStyle.BRACKETED, _BRACKETED),
    (NumberStyle.CHINESE_BRACKETED, _CHINESE_BRACKETED),
    (NumberStyle.NAMED, _NAMED),
    (NumberStyle.CIRCLED, _CIRCLED),
    (NumberStyle.ROMAN, _ROMANS),
    (NumberStyle.CHINESE, _CHINESE),
)


def _digits(line: TextLine, start: int, before: str) -> NumberMark | None:
    plain = line.plain
    if found := _HALF.match(plain, start):
        return NumberMark(NumberStyle.HALF, int(found[1]), found.end(), found[1], before=before)
    if found := _TRAILING_DOT.match(plain, start):
        return NumberMark(NumberStyle.POINTED, int(found[1]), found.end(), found[1], before=before)
    if found := _POINTED.match(plain, start):
        rest = plain[found.end() :]
        typed = line.text[found.start(2)]  # ． is no decimal point
        tight = found.end(2) == found.end() and found[2] in ".:，," and typed != "．"
        weak = not line.auto and ((tight and bool(_DIGITS_BEHIND.match(rest))) or found[2] in "，,")
        weak = weak or (len(found[1]) > 1 and found[1].startswith("0") and found[2] == ".")
        decimal = not line.auto and tight and found[2] == "." and bool(_MAYBE_DECIMAL.match(rest))
        return NumberMark(NumberStyle.POINTED, int(found[1]), found.end(), found[1], weak, before, decimal)
    if found := _SPACED.match(plain, start):
        return NumberMark(NumberStyle.POINTED, int(found[1]), found.end(), found[1], weak=True)
    return None


def chinese_number(written: str) -> int | None:
    """十二 as 12, up to 99."""
    tens, ten, ones = written.partition("十")
    if not ten:
        return CHINESE_DIGITS.index(written) + 1 if len(written) == 1 else None
    if len(tens) > 1 or len(ones) > 1:
        return None
    return (CHINESE_DIGITS.index(tens) + 1 if tens else 1) * 10 + (
        CHINESE_DIGITS.index(ones) + 1 if ones else 0
    )


def _value(way: NumberStyle, written: str) -> int | None:
    match way:
        case NumberStyle.CIRCLED:
            return CIRCLED_NUMBERS.index(written) + 1
        case NumberStyle.ROMAN:
            if written in _ROMAN_SIGNS:
                return _ROMAN_SIGNS.index(written) + 1
            return _ROMAN.index(written) + 1 if written in _ROMAN else None
        case NumberStyle.CHINESE | NumberStyle.CHINESE_BRACKETED:
            return chinese_number(written)
        case NumberStyle.POINTED | NumberStyle.BRACKETED | NumberStyle.HALF | NumberStyle.NAMED:
            return int(written)
