"""An answer sheet as geometry in millimetres, for printing it and for reading scans of it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from quizgen.model.base import Record

SHEET_VERSION = "QG1"
"""The version tag of the code on a sheet."""

_BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BODY = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-/"
_MODULUS, _BASE, _CHECK_LENGTH = 32749, 41, 3

Millimetres = Annotated[float, Field(ge=0, le=500)]
"""A distance from the left or the top edge of the paper (x to the right, y down), or a size."""


class BubbleKind(StrEnum):
    """What a bubble answers: a question of that kind, or one digit of the 编号."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    MATCHING = "matching"
    ORDERING = "ordering"
    DIGIT = "digit"


class Bubble(Record):
    """One circle to fill; ``x_mm`` and ``y_mm`` are its centre, ``r_mm`` the outer radius of its outline.

    ``question`` is the number as printed: ``61``, ``91(2)`` for the second sub-question of a case, for the
    second item on the left of a 配对, for the second place of a 排序,
    ``编号3`` for the third digit of the 编号. ``option`` is the mark inside: a letter, √, × or a digit.
    Number and letter lead, through the form's line of ``forms.jsonl``, to question and option; the
    original option index is kept out because it would give the key away. ``printed`` bubbles were
    filled by the printer (the 编号 of an individual form).
    """

    page: Annotated[int, Field(ge=1)]
    question: str
    option: str
    x_mm: Millimetres
    y_mm: Millimetres
    r_mm: Millimetres
    kind: BubbleKind
    printed: bool = False


class RegionKind(StrEnum):
    """What is written in a box of a sheet."""

    FILL = "fill"
    SHORT = "short"
    ESSAY = "essay"


class AnswerRegion(Record):
    """A framed box that an answer is written in; ``x_mm`` and ``y_mm`` are the frame's top left corner.

    ``question`` is the number as printed, ``part`` counts the boxes of one answer from 1: a long one goes on
    in the next box. ``printed`` are the rectangles inside (left, top, right, bottom) that hold print: number,
    points, ``（1）``. ``row_mm`` is the height of a row to write on, ``squares`` how many squares a row has
    (0: it is a line).
    """

    page: Annotated[int, Field(ge=1)]
    question: str
    part: Annotated[int, Field(ge=1)] = 1
    kind: RegionKind
    x_mm: Millimetres
    y_mm: Millimetres
    width_mm: Millimetres
    height_mm: Millimetres
    printed: tuple[tuple[Millimetres, Millimetres, Millimetres, Millimetres], ...]
    row_mm: Millimetres
    squares: Annotated[int, Field(ge=0, le=40)] = 0


class Marker(Record):
    """One ArUco marker of DICT_4X4_50; ``x_mm``, ``y_mm`` are its centre, ``size_mm`` its black square."""

    page: Annotated[int, Field(ge=1)]
    id: Annotated[int, Field(ge=0, le=49)]
    x_mm: Millimetres
    y_mm: Millimetres
    size_mm: Millimetres


class GreyPatch(Record):
    """One square of known grey; centre in mm, ``ink`` in per cent of full black."""

    page: Annotated[int, Field(ge=1)]
    x_mm: Millimetres
    y_mm: Millimetres
    size_mm: Millimetres
    ink: Annotated[int, Field(ge=0, le=100)]


class PrintedCode(Record):
    """One QR code (level Q); centre and symbol size in mm without the quiet zone of four modules."""

    page: Annotated[int, Field(ge=1)]
    text: str
    x_mm: Millimetres
    y_mm: Millimetres
    size_mm: Millimetres


class SheetGeometry(Record):
    """Everything on an answer sheet that a reader of scans must find, page by page.

    ``format`` 2: rows stand down to the foot of the page; 3: it has ``regions`` too. ``digits`` counts the
    columns of 编号 bubbles on page 1 (0: the 编号 is only written); ``outline_mm`` is the thickness of a
    bubble's outline, inside ``r_mm``.
    """

    format: Literal[1, 2, 3] = 1
    paper_id: str
    form_code: str
    serial: Annotated[int, Field(ge=0)]
    pages: Annotated[int, Field(ge=1)]
    width_mm: Millimetres
    height_mm: Millimetres
    dictionary: Literal["DICT_4X4_50"] = "DICT_4X4_50"
    digits: Annotated[int, Field(ge=0, le=12)]
    outline_mm: Millimetres
    bubbles: tuple[Bubble, ...]
    markers: tuple[Marker, ...]
    strip: tuple[GreyPatch, ...]
    codes: tuple[PrintedCode, ...]
    regions: tuple[AnswerRegion, ...] = ()

    @model_serializer(mode="wrap")
    def _as_before(self, handler: SerializerFunctionWrapHandler) -> dict[str, object]:
        """Sheets without boxes are written down as they always were."""
        whole: dict[str, object] = handler(self)
        if not self.regions:
            whole.pop("regions", None)
        return whole


class SheetCode(Record):
    """What the code on a sheet says: which paper, which copy of the sheet, which page of how many."""

    paper_id: Annotated[str, Field(pattern=r"^[0-9A-HJKMNP-TV-Z]{10}$")]
    serial: Annotated[int, Field(ge=0, le=99999)]
    page: Annotated[int, Field(ge=1, le=99)]
    pages: Annotated[int, Field(ge=1, le=99)]

    @property
    def text(self) -> str:
        """``QG1-ABCDEFGHJK-00012-1/2-XYZ``: the last three characters check the others."""
        body = f"{SHEET_VERSION}-{self.paper_id}-{self.serial:05d}-{self.page}/{self.pages}"
        return f"{body}-{check_characters(body)}"


def check_characters(body: str) -> str:
    """Three check characters in Crockford's base 32.

    The body is read as a polynomial at 41 modulo the prime 32749 (the largest below 32**3), so that
    one wrong character, or two neighbours exchanged, is always found.
    """
    value = 0
    for character in body:
        value = (value * _BASE + _BODY.index(character) + 1) % _MODULUS
    out = ""
    for _ in range(_CHECK_LENGTH):
        value, rest = divmod(value, len(_BASE32))
        out = _BASE32[rest] + out
    return out


def read_sheet_code(text: str) -> SheetCode | None:
    """The code that was scanned or typed; None when it is not one of ours or a character is wrong."""
    body, _, check = text.strip().upper().rpartition("-")
    fields = body.split("-")
    if len(fields) != 4 or fields[0] != SHEET_VERSION or set(body) - set(_BODY):  # noqa: PLR2004 - tag, paper, serial, pages
        return None
    serial, (page, _, pages) = fields[2], fields[3].partition("/")
    if check != check_characters(body) or not all(map(_is_number, (serial, page, pages))):
        return None
    if len(fields[1]) != 10 or set(fields[1]) - set(_BASE32):  # noqa: PLR2004 - a paper id has ten
        return None
    return SheetCode(paper_id=fields[1], serial=int(serial), page=int(page), pages=int(pages))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and int(text) <= 99999  # noqa: PLR2004 - the largest serial
