"""Names that no font of this machine prints, reported by 编号 and characters without the name itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from quizgen.model.exam import Candidate
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.form_lines import FormLine
from quizgen.records.names import COMPACT_KEYS, Product, is_packed, parse_spec
from quizgen.render.fonts.found import find_fonts
from quizgen.render.fonts.glyphs import packaged_codepoints
from quizgen.render.fonts.rare import NameFonts, fields_of, words_of
from quizgen.workflows.exam.composing import composed_products
from quizgen.workflows.exam.products import printer_name

_FIELDS = {"name": "姓名", "unit": "单位", "post": "职务"}
REMEDY = (
    "要印出来：装上有这些字的字体（如 Debian 的 fonts-hanazono），或用 --font-path 指定字体文件夹；"
    "已经印好的先移走，再运行一次。"
)


_EMBEDDED = re.compile(rb"/BaseFont\s*/[A-Z]{6}\+([^\s/<>\[\]()]+)")


@dataclass(frozen=True, slots=True)
class ByHand:
    """A field that is left to be written by hand, because no font has these characters."""

    number: str
    field: str
    characters: tuple[str, ...]

    def __str__(self) -> str:
        codes = "、".join(f"U+{ord(one):04X}" for one in self.characters)
        where = f"编号 {self.number} 的{self.field}"
        return f"{where}里有这台电脑的字体印不出的字（{codes}），PDF 里这一项空着，请手写。"


def written_by_hand(people: Iterable[Candidate], font_paths: Sequence[Path] = ()) -> tuple[ByHand, ...]:
    """What of these people has to be written by hand. Raises NoChineseFont."""
    rare = [person for person in people if not _is_ordinary(person)]
    if not rare:
        return ()
    names = NameFonts(find_fonts(font_paths))
    return tuple(_by_hand(rare, names))


def _by_hand(people: Iterable[Candidate], names: NameFonts) -> Iterator[ByHand]:
    for person in people:
        for field, text in fields_of(person):
            if missing := names.unprintable(text):
                yield ByHand(person.number, _FIELDS[field], missing)


def _is_ordinary(person: Candidate) -> bool:
    """Whether the packaged fonts print all of a person, which says so without a look at the machine."""
    return set(map(ord, words_of([person]))) <= packaged_codepoints()


def printers_of(
    forms: Sequence[FormLine],
    people: Sequence[Candidate],
    font_paths: Sequence[Path],
    *,
    composed: Iterable[str] = (),
) -> Callable[[str], str]:
    """By what each file of an exam is printed here: versions, and the fonts that its names need.

    The name of a character that no font has belongs to it as well: such a file comes out differently on
    a machine that has one. ``composed``: products whose merged files are not made of single
    ones.
    """
    rare = {person.number: person for person in people if not _is_ordinary(person)}
    if not rare:
        return lambda _name: printer_name()
    names = NameFonts(find_fonts(font_paths))
    named = {form.code: rare[form.candidate] for form in forms if form.candidate in rare}
    marks = {code: names.mark(words_of([person])) for code, person in named.items()}
    together = names.mark(words_of(named.values()))
    anybody = names.mark(words_of(rare.values()))

    merged = tuple(f"{product}/all" for product in composed if product != Product.KEYS)

    def printer(name: str) -> str:
        if is_packed(name):
            return f"{printer_name()} {anybody}"
        if name.startswith((COMPACT_KEYS, *merged)) and name.endswith(".pdf"):
            return f"{printer_name()} {together}"
        spec = parse_spec(name)
        if spec is None or spec.product is Product.KEYS or not name.endswith(".pdf"):
            return printer_name()
        return f"{printer_name()} {marks.get(spec.form, '')}".rstrip()

    return printer


def printers_at(folder: ExamFolder, font_paths: Sequence[Path]) -> Callable[[int], Callable[[str], str]]:
    """The same, by how many acts about people there were when a file was printed."""

    @cache
    def printers(acts: int) -> Callable[[str], str]:
        people = tuple(folder.people_at(acts).known.values())
        composed = composed_products(folder.exam)
        return printers_of(folder.all_lines, people, font_paths, composed=composed)

    return printers


def printed_with_other_fonts(pdf: bytes, people: Iterable[Candidate], font_paths: Sequence[Path]) -> bool:
    """Whether a PDF has other fonts for the rare characters of people than it would have from here.

    Such a file cannot be printed again to the same bytes, which says nothing against it.
    """
    rare = [person for person in people if not _is_ordinary(person)]
    if not rare:
        return False
    names = NameFonts(find_fonts(font_paths))
    here = {mark.rpartition("-")[0] for mark in names.mark(words_of(rare)).split() if "-" in mark}
    embedded = {found.decode() for found in _EMBEDDED.findall(pdf)}
    further = {name for name in embedded if not name.startswith(tuple(names.base.compact_families))}
    foreign = any(not name.startswith(tuple(here)) for name in further)
    return foreign or any(not any(name.startswith(family) for name in further) for family in here)
