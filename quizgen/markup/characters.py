"""Wrong characters in Chinese text: half-width, unpaired, or merely similar to the right one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from quizgen.markup.words import narrow

HALF_WIDTH = {",": "，", ".": "。", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"}
"""Half-width punctuation with its full-width form."""

FULL_QUOTES = "“”"
"""What stands instead of straight quotation marks."""

OPENING = dict(zip("（(【[〔《〈“‘{", "）)】]〕》〉”’}", strict=True))
"""Every opening sign with its closing one."""

CLOSING = {close: open_ for open_, close in OPENING.items()}
"""Every closing sign with its opening one."""

_STRAIGHT_QUOTES = "\"'"
_FULL_PUNCTUATION = "，。；：、？！（）“”‘’《》"
_LOOK_ALIKES = {
    **dict.fromkeys("•・‧∙⋅●˙", "·"), **dict.fromkeys("―─━", "—"), **dict.fromkeys("﹣－", "-"),
    **dict.fromkeys("〜∼", "～"), **dict.fromkeys("○◯", "〇"), **dict.fromkeys("∶︰﹕ː꞉", "："),
    **dict.fromkeys("「﹁〝", "“"), **dict.fromkeys("」﹂〞", "”"), "『": "‘",
    "』": "’", "＂": "“”", "＇": "‘’",
    "＿": "_", "％": "%", "＋": "+", "／": "/", "＃": "#", "＆": "&", "．": "。或 .", "﹐": "，", "﹑": "、",
    "｡": "。", "､": "、", "\u00a0": "空格",
}  # fmt: skip
_UNIFIED_IN_COMPATIBILITY = frozenset(
    map(chr, (0xFA0E, 0xFA0F, 0xFA11, 0xFA13, 0xFA14, 0xFA1F, 0xFA21, 0xFA23, 0xFA24, 0xFA27, 0xFA28, 0xFA29))
)
"""Twelve characters of the compatibility block that are ordinary ones (Unicode Standard, 18.1)."""
_LATIN_TWINS = dict(zip("АВЕКМНОРСТХаеорсхΑΒΕΖΗΙΚΜΝΟΡΤΧ", "ABEKMHOPCTXaeopcxABEZHIKMNOPTX", strict=True))
"""Cyrillic and Greek letters with the Latin ones they look like."""


@lru_cache(maxsize=1 << 14)
def is_han(character: str) -> bool:
    """Whether the character is a Chinese ideograph (〇 included)."""
    return character == "〇" or unicodedata.name(character, "").startswith("CJK UNIFIED")


def is_chinese(character: str) -> bool:
    """Whether the character is an ideograph or full-width punctuation."""
    return is_han(character) or character in _FULL_PUNCTUATION


def half_width_at(text: str) -> Iterator[int]:
    """The positions of half-width punctuation next to Chinese text; asterisks of bold are ignored."""
    for place, character in enumerate(text):
        if character not in HALF_WIDTH and character not in _STRAIGHT_QUOTES:
            continue
        left = text[:place].rstrip(" *")[-1:]
        right = text[place + 1 :].lstrip(" *")[:1]
        if (left and is_chinese(left)) or (right and character != "." and is_chinese(right)):
            yield place


def first_unpaired(text: str) -> str:
    """The first bracket or quotation mark without its other half; empty when all are paired."""
    waiting: list[str] = []
    for place, character in enumerate(text):
        if character == "’" and text[place - 1 : place].isascii() and text[place - 1 : place].isalpha():
            continue  # an apostrophe
        if character in OPENING:
            waiting.append(character)
        elif character in CLOSING and (not waiting or waiting.pop() != CLOSING[character]):
            return character
    return waiting[-1] if waiting else ""


@lru_cache(maxsize=1 << 14)
@lru_cache(maxsize=1 << 14)
def instead_of(character: str) -> str | None:
    """What to write for an odd character (empty: nothing); None for an ordinary one."""
    if character.isascii():
        return None if character.isprintable() or character in "\n\t" else ""
    if character in _LOOK_ALIKES:
        return _LOOK_ALIKES[character]
    category = unicodedata.category(character)
    if category in {"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"} or "\ufe00" <= character <= "\ufe0f":
        return ""
    plain = narrow(character)
    radical = "\u2e80" <= character <= "\u2fdf"
    compatible = "\uf900" <= character <= "\ufaff" and character not in _UNIFIED_IN_COMPATIBILITY
    full_width = "！" <= character <= "～" and plain.isalnum()
    if radical or compatible or full_width:
        return plain if plain != character else ""
    return _LATIN_TWINS.get(character)
