"""The first letters of the sounds of a Chinese title, by which it can be found without an input method."""

from __future__ import annotations

import re

from pypinyin import Style, lazy_pinyin

_RUN = re.compile(r"[\u4e00-\u9fff]+")
_BREAK = "-"

_SPOKEN = {
    "处": "c",
    "行": "x",
    "重": "z",
    "长": "c",
    "调": "d",
    "中": "z",
    "分": "f",
    "单": "d",
    "查": "c",
    "会": "h",
    "相": "x",
    "区": "q",
    "台": "t",
    "系": "x",
    "的": "d",
    "地": "d",
}
"""Characters with several sounds, as they begin in nearly every phrase of this material."""

_PHRASES = {
    "组长": "zz",
    "校长": "xz",
    "部长": "bz",
    "局长": "jz",
    "处长": "cz",
    "院长": "yz",
    "市长": "sz",
    "区长": "qz",
    "增长": "zz",
    "协调": "xt",
    "调整": "tz",
    "重新": "cx",
    "重复": "cf",
    "银行": "yh",
    "行业": "hy",
    "言行": "yx",
    "会计": "kj",
    "重庆": "cq",
}
"""The phrases in which one of them begins otherwise."""


def initials(title: str) -> str:
    """One letter for every character of a title: of its sound; itself when Latin or a digit; else "-"."""
    letters = [_plain(character) for character in title]
    for run in _RUN.finditer(title):
        sounds = lazy_pinyin(run.group(), style=Style.FIRST_LETTER)
        if len(sounds) == len(run.group()):
            letters[run.start() : run.end()] = [
                _SPOKEN.get(han, sound[:1]) for han, sound in _pairs(run, sounds)
            ]
    for phrase, spoken in _PHRASES.items():
        for found in re.finditer(phrase, title):
            letters[found.start() : found.end()] = list(spoken)
    return "".join(letters)


def _pairs(run: re.Match[str], sounds: list[str]) -> zip[tuple[str, str]]:
    return zip(run.group(), sounds, strict=True)


def _plain(character: str) -> str:
    return character.lower() if character.isascii() and character.isalnum() else _BREAK
