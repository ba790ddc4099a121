"""The Chinese fonts of a printing run: packaged ones first, those of the machine otherwise."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import typst

from quizgen.errors import QuizgenError
from quizgen.render.fonts.glyphs import codepoints_of, narrow_advances, packaged_folders

SONG = (
    "Noto Serif SC",
    "SimSun",
    "NSimSun",
    "Songti SC",
    "STSong",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "AR PL UMing CN",
)
"""宋体 families in order of preference: packaged, Windows, macOS, Linux."""

HEI = (
    "Noto Sans SC",
    "SimHei",
    "Microsoft YaHei",
    "PingFang SC",
    "Heiti SC",
    "STHeiti",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)
"""黑体 families in the same order."""

_CJK_LATIN_GAP_EM = 0.25
_PACKAGED_FALLBACK = ("Noto Serif JP", "Noto Sans JP")


class NoChineseFont(QuizgenError):
    """No font that can print Chinese was found."""

    def __init__(self) -> None:
        super().__init__(
            "没有找到中文字体：请安装软件包 pylopdf-fonts-zh-cn（含思源宋体、思源黑体，可免费使用），"
            "或用 --font-path 指定装有宋体、黑体的文件夹。"
        )


@dataclass(frozen=True, eq=False)
class FontSet:
    """The loaded fonts; ``song`` and ``hei`` list families, the first that has a glyph prints it.

    ``folders`` are those they were loaded from, ``system`` says whether the machine's own were, too.
    """

    fonts: typst.Fonts
    song: tuple[str, ...]
    hei: tuple[str, ...]
    folders: tuple[str, ...] = ()
    system: bool = False

    @property
    def compact_families(self) -> tuple[str, ...]:
        """The families without their spaces, as the names of fonts in a PDF begin."""
        return tuple(family.replace(" ", "") for family in (*self.song, *self.hei))

    @functools.cached_property
    def codepoints(self) -> frozenset[int]:
        """Every code point that one of the chosen families can print."""
        return self._codepoints({*self.song, *self.hei})

    @functools.cached_property
    def song_codepoints(self) -> frozenset[int]:
        """Every code point that the first of the 宋体 families can print, so that all look alike."""
        return self._codepoints({self.song[0]})

    def _codepoints(self, families: set[str]) -> frozenset[int]:
        faces = {
            (Path(font.path), font.index)
            for font in self.fonts.fonts()
            if font.family in families and font.path is not None
        }
        return frozenset[int]().union(*(codepoints_of(path, index) for path, index in faces))

    @functools.cached_property
    def _advances(self) -> Mapping[bool, Mapping[str, float]]:
        return {sans: self._narrow((self.hei if sans else self.song)[0]) for sans in (False, True)}

    def _narrow(self, family: str) -> Mapping[str, float]:
        face = next(font for font in self.fonts.fonts() if font.family == family)
        return {} if face.path is None else narrow_advances(Path(face.path), face.index)

    def width_em(self, text: str, *, sans: bool = False) -> float:
        """How wide a line of text is in em, with the quarter em between Chinese and Latin.

        ``sans`` measures 黑体 instead of 宋体.
        """
        advances = self._advances[sans]
        width, before = 0.0, ""
        for character in text:
            advance = advances.get(character)
            kind = "" if not character.isalnum() else "latin" if advance is not None else "han"
            if kind and before and kind != before:
                width += _CJK_LATIN_GAP_EM
            width += 1.0 if advance is None else advance
            before = kind
        return width


def find_fonts(font_paths: Sequence[Path] = (), *, packaged: bool = True, system: bool = True) -> FontSet:
    """Load the fonts to print with.

    The packaged fonts are preferred, so that pages break alike on every machine; fonts in
    ``font_paths`` print what those lack. Fonts of the machine (``system``) are looked at only when
    neither has Chinese. Raises NoChineseFont.
    """
    folders = [str(folder) for folder in (*(packaged_folders() if packaged else ()), *font_paths)]
    found = _load(folders, font_paths, system=False) if font_paths else _packaged_only(tuple(folders))
    if found is None and system:
        found = _load(folders, font_paths, system=True)
    if found is None:
        raise NoChineseFont
    return found


@functools.cache
def _packaged_only(folders: tuple[str, ...]) -> FontSet | None:
    """Loaded once a process, however many printers there are: to read them takes as long as a paper."""
    return _load(list(folders), (), system=False)


def _load(folders: list[str], font_paths: Sequence[Path], *, system: bool) -> FontSet | None:
    fonts = typst.Fonts(include_system_fonts=system, include_embedded_fonts=False, font_paths=folders)
    families = set(fonts.families())
    song = tuple(family for family in SONG if family in families)
    hei = tuple(family for family in HEI if family in families)
    if not song and not hei:
        return None
    rest = (*_PACKAGED_FALLBACK, *_families_in(fonts, font_paths))
    rest = tuple(family for family in rest if family in families)
    return FontSet(
        fonts=fonts,
        song=tuple(dict.fromkeys((*song, *hei, *rest))),
        hei=tuple(dict.fromkeys((*hei, *song, *rest))),
        folders=tuple(folders),
        system=system,
    )


def extended(base: FontSet, faces: Sequence[tuple[str, Path]]) -> FontSet:
    """The same fonts with further families (each with its file) behind them, for what they lack."""
    folders = tuple(dict.fromkeys((*base.folders, *(str(path.parent) for _, path in faces))))
    families = tuple(family for family, _ in faces)
    return FontSet(
        fonts=typst.Fonts(
            include_system_fonts=base.system, include_embedded_fonts=False, font_paths=list(folders)
        ),
        song=tuple(dict.fromkeys((*base.song, *families))),
        hei=tuple(dict.fromkeys((*base.hei, *families))),
        folders=folders,
        system=base.system,
    )


def _families_in(fonts: typst.Fonts, folders: Sequence[Path]) -> tuple[str, ...]:
    """The families whose files lie in the folders the user named."""
    roots = [folder.resolve() for folder in folders]
    return tuple(
        sorted(
            {
                font.family
                for font in fonts.fonts()
                if font.path is not None and any(Path(font.path).resolve().is_relative_to(r) for r in roots)
            }
        )
    )
