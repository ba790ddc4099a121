"""Which characters sound alike: a search that forgives finds 诫勉 for 戒勉, 责任 for 責任 or zeren."""

from __future__ import annotations

from pypinyin import Style, pinyin

_HAN = range(0x4E00, 0xA000)
_COMMON = (("gb2312", (0xB0, 0xD8), (0xA1, 0xFF)), ("big5", (0xA4, 0xC7), (0x40, 0xFF)))
"""The common characters of both scripts: first and last lead byte, trail byte, of two old encodings."""

_SEVERAL = frozenset("重长调行会合差数率传当倒得地都干好还空难强任散省应中种为相教降解校")


def sounds_of(text: str) -> dict[str, str]:
    """Characters by their sound without its tone (ü as v): the common ones, those of ``text`` besides.

    A character stands with its usual sound; one of those that are often read in several ways with all of
    them.
    """
    here = {character for character in set(text) if ord(character) in _HAN}
    by_sound: dict[str, list[str]] = {}
    for character in sorted(here | _common()):
        known = pinyin(character, style=Style.NORMAL, heteronym=character in _SEVERAL, errors="ignore")
        for sound in dict.fromkeys(known[0] if known else ()):
            by_sound.setdefault(sound.replace("ü", "v"), []).append(character)
    return {sound: "".join(characters) for sound, characters in sorted(by_sound.items())}


def _common() -> set[str]:
    found: set[str] = set()
    for encoding, leads, trails in _COMMON:
        pairs = (bytes((lead, trail)) for lead in range(*leads) for trail in range(*trails))
        found.update(*(pair.decode(encoding, "ignore") for pair in pairs))
    return {character for character in found if ord(character) in _HAN}
