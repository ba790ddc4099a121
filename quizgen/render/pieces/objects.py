"""PDF objects: those of the pieces copied as they are, those of a file written around them."""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_REFERENCE = re.compile(rb"(?<![\d.])(\d+) 0 R")
_CATALOG_KEYS = ("/Lang", "/Metadata", "/OutputIntents", "/ViewerPreferences")
A4 = (210 * 72 / 25.4, 297 * 72 / 25.4)
"""The size of a page in points."""

_BEST = 9
_LEVEL = 1
"""Compression of the content of pages: a fifth larger than by the best, in a third of the time."""


@dataclass(frozen=True, slots=True)
class PdfStock:
    """The objects of the pieces, ready to be copied into files.

    ``chunks`` are their bytes by number, ``needs`` for every piece the numbers of its form and of all that
    it refers to, ``forms`` the numbers of the forms themselves. ``catalog`` is what every file's catalog
    says, ``of_catalog`` the objects named there. ``fonts`` are the numbers of the fonts of plain text by the
    names they have in content, ``of_fonts`` what they and ``grey``, the colour space of black and grey, need,
    ``glyphs`` the codes of their letters.
    """

    chunks: dict[int, bytes]
    forms: tuple[int, ...]
    needs: tuple[frozenset[int], ...]
    catalog: bytes
    of_catalog: frozenset[int]
    grey: bytes
    fonts: dict[str, int]
    of_fonts: frozenset[int]
    glyphs: dict[str, dict[str, str]]

    @property
    def next_number(self) -> int:
        """The first number that no object has."""
        return max(self.chunks) + 1


def read_stock(
    pdf: bytes, letters: Mapping[str, tuple[int, str]], *, small: bool = True
) -> tuple[PdfStock, list[tuple[float, float]]]:
    """The pages of a PDF as forms, with the width and height of each page in points.

    ``letters`` are, by the name that a font is to have in content, the page with the plain text whose font
    and glyphs are to be used, and this text. ``small``: forms share what they refer to and are compressed.
    """
    with pikepdf.open(BytesIO(pdf)) as document:
        sizes: list[tuple[float, float]] = []
        forms: list[int] = []
        grey, fonts = b"", dict[str, int]()
        glyphs: dict[str, dict[str, str]] = {}
        for name, (at, text) in letters.items():
            grey = document.pages[at].obj.Resources.ColorSpace["/c0"].unparse()
            fonts[name] = document.pages[at].obj.Resources.Font["/f0"].objgen[0]
            glyphs[name] = _glyphs(document.pages[at], text)
        for page in document.pages:
            left, bottom, right, top = map(float, page.mediabox.as_list())
            sizes.append((right - left, top - bottom))
            form = page.as_form_xobject()
            forms.append(document.make_indirect(form).objgen[0])
        catalog = b"".join(
            key.encode() + b" " + document.Root[key].unparse()
            for key in _CATALOG_KEYS
            if key in document.Root
        )
        own = {*fonts.values(), *forms, *_references(catalog + grey)}
        chunks = _small_forms(document, forms) if small else {}
        waiting = sorted(
            {*own, *(one for chunk in chunks.values() for one in _references(_dictionary_of(chunk)))}
            - set(chunks)
        )
        while waiting:
            number = waiting.pop()
            if number not in chunks:
                chunks[number] = _chunk(document, number)
                waiting += _references(_dictionary_of(chunks[number]))
    needed = {number: frozenset(_references(_dictionary_of(chunk))) for number, chunk in chunks.items()}
    stock = PdfStock(
        chunks=chunks,
        forms=tuple(forms),
        needs=tuple(_closure([number], needed) for number in forms),
        catalog=catalog,
        of_catalog=_closure(_references(catalog), needed),
        grey=grey,
        fonts=fonts,
        of_fonts=_closure([*fonts.values(), *_references(grey)], needed),
        glyphs=glyphs,
    )
    return stock, sizes


def _glyphs(page: pikepdf.Page, letters: str) -> dict[str, str]:
    """The code of every letter, four hexadecimal digits, read off the page on which they stand in a row."""
    codes = "".join(
        bytes(one).hex()
        for shown in pikepdf.parse_content_stream(page, "Tj TJ")
        for operand in shown.operands
        for one in (operand if isinstance(operand, pikepdf.Array) else [operand])
        if isinstance(one, pikepdf.String)
    )
    found = [codes[at : at + 4] for at in range(0, len(codes), 4)]
    return dict(zip(letters, found, strict=True))


def _chunk(document: pikepdf.Pdf, number: int) -> bytes:
    one = document.get_object(number, 0)
    if not isinstance(one, pikepdf.Stream):
        return b"%d 0 obj\n%b\nendobj\n" % (number, one.unparse(resolved=True))
    data = one.read_raw_bytes()
    about = one.stream_dict
    about["/Length"] = len(data)
    told = about.unparse(resolved=True)
    return b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (number, told, data)


def _small_forms(document: pikepdf.Pdf, forms: Iterable[int]) -> dict[int, bytes]:
    """The forms with what many refer to as an object of its own."""
    shared: dict[bytes, int] = {}
    chunks: dict[int, bytes] = {}
    for number in forms:
        form = document.get_object(number, 0)
        told = form.stream_dict.Resources
        key = told.unparse(resolved=True)
        if key not in shared:
            shared[key] = document.make_indirect(told).objgen[0]
        data, box = zlib.compress(form.read_bytes(), _BEST), form.stream_dict.BBox.unparse()
        chunks[number] = (
            b"%d 0 obj\n<</Type/XObject/Subtype/Form/BBox%b/Resources %d 0 R/Length %d/Filter/FlateDecode>>"
            b"\nstream\n%b\nendstream\nendobj\n" % (number, box, shared[key], len(data), data)
        )
    return chunks


def _dictionary_of(chunk: bytes) -> bytes:
    return chunk.partition(b"\nstream\n")[0]


def _references(data: bytes) -> list[int]:
    return [int(number) for number in _REFERENCE.findall(data)]


def _closure(start: Iterable[int], needed: dict[int, frozenset[int]]) -> frozenset[int]:
    seen: set[int] = set()
    waiting = list(start)
    while waiting:
        number = waiting.pop()
        if number not in seen:
            seen.add(number)
            waiting += needed[number]
    return frozenset(seen)


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page: its size in points, its content, the pieces on it."""

    width: float
    height: float
    content: bytes
    pieces: frozenset[int]

    def blank(self) -> DrawnPage:
        """An empty page of the same size."""
        return DrawnPage(self.width, self.height, b"", frozenset())

    def moved_right(self, by_mm: float) -> DrawnPage:
        """The page with everything on it moved to the right."""
        if not by_mm:
            return self
        content = b"q 1 0 0 1 %.4f 0 cm\n%bQ\n" % (by_mm * 72 / 25.4, self.content)
        return DrawnPage(self.width, self.height, content, self.pieces)


class PdfFile:
    """A file that grows page by page; the same pages in the same order give the same bytes."""

    def __init__(self, stock: PdfStock) -> None:
        self._stock = stock
        self._parts = [_HEADER]
        self._at = len(_HEADER)
        self._offsets: dict[int, int] = {}
        self._next = stock.next_number
        self._pages: list[int] = []
        self._pieces: set[int] = set()
        self._drawn: list[int] = []
        self._inner = 0
        self._tree, self._resources = self._number(), self._number()

    def drawn(self, content: bytes, pieces: frozenset[int] = frozenset()) -> bytes:
        """Content as large as an A4 page that several pages show, kept once; the name to show it by."""
        if not self._inner:
            self._inner = self._number()
        data = zlib.compress(content, _LEVEL)
        number = self._number()
        self._put(
            number,
            b"<</Type/XObject/Subtype/Form/BBox[0 0 %.2f %.2f]/Resources %d 0 R/Length %d"
            b"/Filter/FlateDecode>>\nstream\n%b\nendstream" % (*A4, self._inner, len(data), data),
        )
        self._drawn.append(number)
        self._pieces |= pieces
        return b"d%d" % number

    def add(self, pages: Sequence[DrawnPage]) -> None:
        """Further pages at the end."""
        for page in pages:
            data = zlib.compress(page.content, _LEVEL)
            content, number = self._number(), self._number()
            self._put(
                content,
                b"<</Length %d/Filter/FlateDecode>>\nstream\n%b\nendstream" % (len(data), data),
            )
            self._put(
                number,
                b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %.5f %.5f]/Resources %d 0 R/Contents %d 0 R>>"
                % (self._tree, page.width, page.height, self._resources, content),
            )
            self._pages.append(number)
            self._pieces |= page.pieces

    def whole(self) -> bytes:
        """The whole file."""
        stock = self._stock
        needed = set(stock.of_catalog | stock.of_fonts)
        needed.update(*[stock.needs[piece] for piece in self._pieces])
        for number in sorted(needed):
            self._offsets[number] = self._at
            self._append(stock.chunks[number])
        forms = b"".join(b"/p%d %d 0 R" % (piece, stock.forms[piece]) for piece in sorted(self._pieces))
        fonts = b"".join(b"/%b %d 0 R" % (name.encode(), number) for name, number in stock.fonts.items())
        grey = b""
        if self._inner:
            grey = b"/ColorSpace<</g %b>>" % stock.grey
            self._put(self._inner, b"<<%b/Font<<%b>>/XObject<<%b>>>>" % (grey, fonts, forms))
        forms += b"".join(b"/d%d %d 0 R" % (number, number) for number in self._drawn)
        self._put(self._resources, b"<<%b/Font<<%b>>/XObject<<%b>>>>" % (grey, fonts, forms))
        kids = b" ".join(b"%d 0 R" % number for number in self._pages)
        self._put(self._tree, b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(self._pages), kids))
        catalog = self._number()
        self._put(catalog, b"<</Type/Catalog/Pages %d 0 R%b>>" % (self._tree, stock.catalog))
        self._finish(catalog)
        return b"".join(self._parts)

    def _number(self) -> int:
        self._next += 1
        return self._next - 1

    def _append(self, data: bytes) -> None:
        self._parts.append(data)
        self._at += len(data)

    def _put(self, number: int, data: bytes) -> None:
        self._offsets[number] = self._at
        self._append(b"%d 0 obj\n%b\nendobj\n" % (number, data))

    def _finish(self, catalog: int) -> None:
        """The cross-reference stream."""
        own, start = self._number(), self._at
        self._offsets[own] = start
        numbers = sorted(self._offsets)
        runs: list[list[int]] = []
        for number in numbers:
            if runs and sum(runs[-1]) == number:
                runs[-1][1] += 1
            else:
                runs.append([number, 1])
        table = zlib.compress(
            b"".join(struct.pack(">BIB", 1, self._offsets[one], 0) for one in numbers), _LEVEL
        )
        digest = hashlib.sha256()
        for part in self._parts:
            digest.update(part)
        name = digest.hexdigest()[:32].encode()
        index = b" ".join(b"%d %d" % (first, count) for first, count in runs)
        self._put(
            own,
            b"<</Type/XRef/Size %d/W[1 4 1]/Index[%b]/Root %d 0 R/ID[<%b><%b>]/Length %d/Filter/FlateDecode>>"
            b"\nstream\n%b\nendstream" % (self._next, index, catalog, name, name, len(table), table),
        )
        self._append(b"startxref\n%d\n%%%%EOF\n" % start)
