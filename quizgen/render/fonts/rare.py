"""Which installed font prints a rare character of a name, and which characters no font prints."""

from __future__ import annotations

import functools
import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import typst
from fontTools.ttLib import TTLibError

from quizgen.files.text import read_bytes
from quizgen.model.exam import Candidate
from quizgen.render.fonts.found import FontSet, extended
from quizgen.render.fonts.glyphs import codepoints_of, missing_characters

SUBSTITUTE = "〓"
"""The traditional stand-in of printers for a missing character."""

PREFERRED = (
    *(
        "HanaMinA",
        "HanaMinB",
        "Jigmo",
        "Jigmo2",
        "Jigmo3",
        "BabelStone Han",
        "Plangothic P1",
        "Plangothic P2",
    ),
    *("SimSun-ExtB", "SimSun-ExtG", "MingLiU-ExtB", "PMingLiU-ExtB", "MingLiU_HKSCS-ExtB"),
    *("Noto Serif CJK SC", "Source Han Serif SC", "Noto Sans CJK SC", "Source Han Sans SC"),
)
"""Families with many rare characters, those with strokes like 宋体 first; others follow by name."""

_SHOWS_NOTHING = ("lastresort", "last resort", "blank", "notdef")
"""Parts of the names of fonts that have a picture for every character, but not its own."""


@dataclass(frozen=True, slots=True)
class Face:
    """A face of an installed font file."""

    family: str
    path: Path
    index: int

    @property
    def mark(self) -> str:
        """The family with the beginning of its file's SHA-256: what decides how it prints."""
        return f"{self.family.replace(' ', '')}-{_digest(self.path)[:12]}"


_WRITTEN_LIKE_LETTERS = (
    *((0x0F00, 0x0FFF), (0x1800, 0x180A), (0x2E80, 0x2FFF), (0x31C0, 0x31EF), (0xA490, 0xA4CF)),
    (0x20000, 0x3FFFD),
)
"""What names are written with beside letters: Tibetan with the dot between its syllables, Mongolian signs,
radicals and the signs that describe a character by its parts (⿰), Yi; the supplementary ideographic planes
whole, for names have characters that are younger than Python's tables."""


def is_of_names(character: str) -> bool:
    """Whether a character may occur in a name although no font has it.

    A letter, however new or private, a mark on a letter (a vowel sign, an accent, a variation selector),
    a number that is written as a letter (〇).
    """
    category, code = unicodedata.category(character), ord(character)
    of_letters = category[0] in "LM" or category in {"Co", "Nl"}
    return of_letters or any(first <= code <= last for first, last in _WRITTEN_LIKE_LETTERS)


class NameFonts:
    """The fonts that print names: those of every paper, then whichever is installed.

    Installed fonts are looked at when a name first needs one. Characters for private use are never
    looked up, for every font has something else there.
    """

    def __init__(self, base: FontSet) -> None:
        self.base = base
        self._found: dict[str, Face | None] = {}
        self._sets: dict[tuple[Face, ...], FontSet] = {(): base}

    def unprintable(self, text: str) -> tuple[str, ...]:
        """The characters that no font here prints."""
        return tuple(one for one in missing_characters(text, self.base.codepoints) if self._face(one) is None)

    def set_for(self, text: str) -> FontSet:
        """The fonts that print as much of the text as can be printed; those of every paper if they do."""
        faces = self._faces(text)
        if faces not in self._sets:
            self._sets[faces] = extended(self.base, [(one.family, one.path) for one in faces])
        return self._sets[faces]

    def mark(self, text: str) -> str:
        """What beside the printer's versions decides how a text prints: fonts, characters without any."""
        fonts = [face.mark for face in self._faces(text)]
        none = [f"{SUBSTITUTE}{ord(one):04X}" for one in self.unprintable(text)]
        return " ".join((*fonts, *none))

    def legible(self, person: Candidate) -> Candidate:
        """The person with every field empty that cannot be printed whole, to be written by hand."""
        changes = {field: "" for field, text in fields_of(person) if self.unprintable(text)}
        return person.model_copy(update=changes) if changes else person

    def substituted(self, text: str) -> str:
        """The text with ``〓`` for every letter that cannot be printed."""
        gone = {ord(one): SUBSTITUTE for one in self.unprintable(text) if is_of_names(one)}
        return text.translate(gone) if gone else text

    def _faces(self, text: str) -> tuple[Face, ...]:
        found = (self._face(one) for one in missing_characters(text, self.base.codepoints))
        return tuple(dict.fromkeys(sorted((face for face in found if face is not None), key=_rank)))

    def _face(self, character: str) -> Face | None:
        if character not in self._found:
            wanted = is_of_names(character) and unicodedata.category(character) != "Co"
            self._found[character] = self._search(ord(character)) if wanted else None
        return self._found[character]

    def _search(self, code: int) -> Face | None:
        return next((face for face in self._installed if code in _codepoints(face)), None)

    @functools.cached_property
    def _installed(self) -> tuple[Face, ...]:
        fonts = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False).fonts()
        faces = {Face(one.family, Path(one.path), one.index) for one in fonts if one.path is not None}
        return tuple(sorted(filter(_shows_its_own, faces), key=_rank))


def fields_of(person: Candidate) -> tuple[tuple[str, str], ...]:
    """The fields of a person that are words, by attribute."""
    return ("name", person.name), ("unit", person.unit), ("post", person.post)


def words_of(people: Iterable[Candidate | None]) -> str:
    """Everything that is printed of people, to be looked through for rare characters."""
    return "".join(_words(people))


def _words(people: Iterable[Candidate | None]) -> Iterator[str]:
    for person in people:
        if person is not None:
            yield from (text for _, text in fields_of(person))


def _rank(face: Face) -> tuple[int, str, str, int]:
    known = PREFERRED.index(face.family) if face.family in PREFERRED else len(PREFERRED)
    return known, face.family, str(face.path), face.index


def _shows_its_own(face: Face) -> bool:
    return not any(part in face.family.lower() for part in _SHOWS_NOTHING)


def _codepoints(face: Face) -> frozenset[int]:
    try:
        return codepoints_of(face.path, face.index)
    except (OSError, TTLibError):
        return frozenset()


@functools.cache
def _digest(path: Path) -> str:
    return hashlib.sha256(read_bytes(path)).hexdigest()
