"""The first letters of the sounds of a Chinese title, by which it can be found without an input method."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from pypinyin import Style, lazy_pinyin

_RUN = re.compile(r"[\u4e00-\u9fff]+")
_BREAK = "-"
_USUAL: Mapping[str, str] = MappingProxyType({})


def initials(title: str, sounds: Mapping[str, str] = _USUAL) -> str:
    """One letter for every character of a title: of its sound; itself when Latin or a digit; else "-".

    ``sounds`` gives the letters of characters, or of phrases, whose usual sounds would be wrong; a phrase
    goes before its characters.
    """
    letters = [_plain(character) for character in title]
    for run in _RUN.finditer(title):
        usual = lazy_pinyin(run.group(), style=Style.FIRST_LETTER)
        if len(usual) == len(run.group()):
            letters[run.start() : run.end()] = [
                sounds.get(han, sound[:1]) for han, sound in _pairs(run, usual)
            ]
    for phrase, spoken in sounds.items():
        if len(phrase) == len(spoken) > 1:
            for found in re.finditer(re.escape(phrase), title):
                letters[found.start() : found.end()] = list(spoken)
    return "".join(letters)


def _pairs(run: re.Match[str], sounds: list[str]) -> zip[tuple[str, str]]:
    return zip(run.group(), sounds, strict=True)


def _plain(character: str) -> str:
    return character.lower() if character.isascii() and character.isalnum() else _BREAK
