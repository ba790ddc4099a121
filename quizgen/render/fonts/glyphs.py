"""Which characters the fonts at hand can print."""

from __future__ import annotations

import functools
import importlib.util
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

from fontTools.ttLib import TTFont

from quizgen.errors import QuizgenError

PACKAGED_FONTS = ("pylopdf_fonts_zh_cn", "pylopdf_fonts_jp")
"""Packages that carry fonts: Chinese first, then one more for name characters that it lacks (𠮷)."""

_FIRST_CJK = 0x2E80
_NEEDS_NO_GLYPH = frozenset("\t\n\u2028")


class CannotPrint(QuizgenError):
    """A character is in none of the fonts; ``where`` names the question, the candidate or the field."""

    def __init__(self, where: str, characters: Iterable[str]) -> None:
        self.where = where
        self.characters = tuple(characters)
        named = "、".join(_spelt(character) for character in self.characters)
        super().__init__(
            f"{where}中有字体印不出的字符：{named}；请改用别的字，"
            "或用 --font-path 指定装有这些字的字体文件夹。"
        )


def packaged_folders() -> tuple[Path, ...]:
    """The folders of the font packages that are installed, Chinese first."""
    specs = (importlib.util.find_spec(name) for name in PACKAGED_FONTS)
    return tuple(Path(spec.origin).parent for spec in specs if spec is not None and spec.origin is not None)


@functools.cache
def packaged_codepoints() -> frozenset[int]:
    """Every code point that the packaged fonts can print; empty when no font package is installed."""
    files = sorted(file for folder in packaged_folders() for file in folder.glob("*.otf"))
    return frozenset[int]().union(*(codepoints_of(file) for file in files))


@functools.cache
def codepoints_of(file: Path, index: int = 0) -> frozenset[int]:
    """The code points that have a glyph in a font file; ``index`` counts the faces of a collection."""
    with TTFont(file, fontNumber=index, lazy=True) as font:
        font.setGlyphOrder([""] * font["maxp"].numGlyphs)  # names are not wanted and take as long
        return frozenset(font.getBestCmap() or ())


@functools.cache
def narrow_advances(file: Path, index: int = 0) -> Mapping[str, float]:
    """Widths in em of the characters of a font below the CJK blocks; those above are one em wide."""
    with TTFont(file, fontNumber=index, lazy=True) as font:
        names = {code: name for code, name in font.getBestCmap().items() if code < _FIRST_CJK}
        widths, em = font["hmtx"], font["head"].unitsPerEm
        return {chr(code): widths[name][0] / em for code, name in names.items()}


def missing_characters(text: str, codepoints: frozenset[int]) -> tuple[str, ...]:
    """The characters of the text that cannot be printed, each once, in order of code point."""
    wanted = set(text) - _NEEDS_NO_GLYPH
    return tuple(sorted(character for character in wanted if ord(character) not in codepoints))


def _spelt(character: str) -> str:
    code = f"U+{ord(character):04X}"
    shown = unicodedata.category(character)[0] not in "CZ"
    return f"“{character}”（{code}）" if shown else f"看不见的字符 {code}"
