"""A row of a table as an open question: its stem, its options, its key, what its other columns say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from quizgen.interchange.columns.bank_sheet import BankRow
from quizgen.interchange.columns.kind_codes import KindCodes
from quizgen.interchange.columns.option_cells import OptionCell, option_cells, options_within
from quizgen.interchange.columns.roles import ColumnRole
from quizgen.interchange.columns.table_keys import table_key
from quizgen.interchange.key_words import blanks_of
from quizgen.interchange.kind_words import SaidKind, kind_within, kind_word
from quizgen.interchange.understand.asked import FieldText, FoundSection, OpenQuestion
from quizgen.interchange.understand.fields import FieldName
from quizgen.interchange.understand.folding import folded
from quizgen.interchange.understand.lines import FigurePiece, TextLine
from quizgen.interchange.understand.numbering import NumberMark, NumberStyle, number_mark
from quizgen.interchange.understand.options import LETTERS, OptionText
from quizgen.model.kinds import Kind
from quizgen.model.rules.bank_tables import D054, D055, D057
from quizgen.model.rules.drafts import D002, D007, D016
from quizgen.office.document import DocumentPicture

_FIELDS: Mapping[ColumnRole, FieldName] = {
    ColumnRole.EXPLAIN: FieldName.EXPLAIN,
    ColumnRole.DIFFICULTY: FieldName.DIFFICULTY,
    ColumnRole.POINTS: FieldName.POINTS,
    ColumnRole.BASIS: FieldName.BASIS,
    ColumnRole.TAGS: FieldName.TAGS,
    ColumnRole.LEVEL: FieldName.LEVEL,
    ColumnRole.SOURCE_ID: FieldName.SOURCE_ID,
}
_DIGITS = re.compile(r"\d{1,6}")
_BLANKS = re.compile(r"_{2,}|＿{2,}")
_NO_OPTIONS = frozenset({Kind.FILL, Kind.SHORT, Kind.ESSAY})
_NOT_CHOSEN = frozenset({Kind.TRUE_FALSE, Kind.MATCHING, Kind.ORDERING})
_MATTER = (ColumnRole.ANSWER, ColumnRole.EXPLAIN, ColumnRole.BASIS)
_UNSPOKEN = frozenset({"a", "b", "1", "0"})


class CellOf(NamedTuple):
    """A cell of a row (``column`` None: the row)."""

    row: BankRow
    column: int | None


class RowsOf(NamedTuple):
    """A question's row; ``more`` are rows below it that go on with its options. ``part``: a sub-question."""

    row: BankRow
    more: tuple[BankRow, ...] = ()
    part: bool = False

    @property
    def all(self) -> tuple[BankRow, ...]:
        """The row with those that go on."""
        return (self.row, *self.more)

    @property
    def stem(self) -> ColumnRole:
        """The column that its stem stands in."""
        of_part = self.part and self.row.text(ColumnRole.PART_STEM)
        return ColumnRole.PART_STEM if of_part else ColumnRole.STEM

    @property
    def kind(self) -> str:
        """What it says of its kind; a sub-question in the column for sub-questions, where there is one."""
        if self.part and self.row.sheet.heads.column(ColumnRole.PART_KIND) is not None:
            return self.row.text(ColumnRole.PART_KIND)
        return self.row.text(ColumnRole.KIND)


@dataclass
class TableReading:
    """What is known while the rows of a sheet are read, what they all have to say.

    ``truths`` are words that a person said mean right or wrong; ``unspoken`` are rows whose key is A, B, 1
    or 0 without saying which is right.
    """

    codes: KindCodes
    truths: Mapping[str, str]
    unspoken: list[int] = field(default_factory=list)
    index: int = 0

    def lines(self, cell: CellOf, text: str) -> list[TextLine]:
        """The lines of a cell."""
        line, spot = cell.row.sheet.place(cell.row.number, cell.column)
        made = []
        for piece in _BLANKS.sub("____", text).split("\n"):
            if bare := piece.strip():
                made.append(TextLine(self.index, bare, folded(bare), line, spot))
                self.index += 1
        return made

    def option(self, cell: CellOf, text: str) -> tuple[TextLine, ...]:
        """The lines of an option, marked where its cell stands out."""
        lines = self.lines(cell, text)
        if (cell.row.number, cell.column) in cell.row.sheet.marked:
            lines = [replace(one, marked=((0, len(one.text)),)) for one in lines]
        return tuple(lines)

    def start(self, cell: CellOf) -> TextLine:
        """The place where a question begins."""
        line, spot = cell.row.sheet.place(cell.row.number, cell.column)
        return TextLine(self.index, "", "", line, spot)

    def field_of(self, row: BankRow, role: ColumnRole, name: FieldName, text: str) -> Iterator[FieldText]:
        """What the column of a role says, as a field; nothing where it is empty."""
        if text.strip():
            yield FieldText(name, name.value, self.lines(CellOf(row, row.sheet.heads.column(role)), text))


def asked_in(rows: RowsOf, section: FoundSection, reading: TableReading) -> OpenQuestion:
    """The question of a row."""
    row = rows.row
    cell = CellOf(row, row.sheet.heads.column(rows.stem))
    stem = reading.lines(cell, row.text(rows.stem))
    mark = _number(row, stem)
    asked = OpenQuestion(section, reading.start(cell), mark, stem=[one for one in stem if one.text])
    said = _said_kind(rows, reading, asked)
    options = _options(rows, asked)
    _doubt_cells(asked, rows)
    key = row.text(ColumnRole.ANSWER)
    if said is not None and said.only in _NO_OPTIONS and options:
        key, options = _filled_key(key, options, said.only, asked), ()
    asked.options = [
        OptionText(one.letter, reading.option(_cell_of(row, one.letter), one.text), one.ticked)
        for one in options
    ]
    _take_pictures(asked, rows, reading)
    spoken = reading.truths.get(folded(key).strip(), key)
    if said is not None and said.only is Kind.TRUE_FALSE and not options and _is_unspoken(spoken):
        reading.unspoken.append(row.number)
    key = _key(rows, spoken, asked, options)
    asked.fields += reading.field_of(row, ColumnRole.ANSWER, FieldName.ANSWER, key)
    _take_fields(asked, row, reading)
    return asked


def _is_unspoken(key: str) -> bool:
    return folded(key).strip().casefold() in _UNSPOKEN


def _number(row: BankRow, stem: list[TextLine]) -> NumberMark | None:
    """The number of a question: of its own column, else before its stem, from which it goes."""
    mark = number_mark(stem[0]) if stem else None
    if mark is not None and (mark.weak or mark.decimal or mark.way is not NumberStyle.POINTED):
        mark = None
    if mark is not None:
        stem[0] = stem[0].cut(mark.end)
    written = folded(row.text(ColumnRole.NUMBER)).strip().removesuffix(".0")
    return NumberMark(NumberStyle.POINTED, int(written), 0, written) if _DIGITS.fullmatch(written) else mark


def _said_kind(rows: RowsOf, reading: TableReading, asked: OpenQuestion) -> SaidKind | None:
    """The kind that the row says, else its section; words that are not known are doubted."""
    word = reading.codes.word(rows.kind)
    found = kind_word(word) or kind_within(word)
    if rows.part and found is not None and found.only is Kind.CASE:
        return None
    if word and found is None:
        asked.doubt(D007, f"题型写的是“{rows.kind}”，不认识")
    if found is not None:
        asked.fields += reading.field_of(rows.row, ColumnRole.KIND, FieldName.KIND, word)
        return found
    return asked.section.kind


def _options(rows: RowsOf, asked: OpenQuestion) -> tuple[OptionCell, ...]:
    row = rows.row
    pictured = {one.column for one in row.pictures}
    filled = [
        (LETTERS[place], row.saw(column).text)
        for column, place in row.sheet.heads.options
        if place < len(LETTERS) and (row.saw(column).text or column in pictured)
    ]
    cells, lettered = option_cells(filled)
    if lettered:
        asked.doubt(D057, f"选项 {lettered} 的文字前面写着“{lettered}”，别的选项不是都这样写")
    gaps = [one.letter for one, letter in zip(cells, LETTERS, strict=False) if one.letter != letter]
    if gaps:
        asked.doubt(D057, f"{gaps[0]} 前面有空着的选项")
    together = "\n".join(text for one in rows.all if (text := one.text(ColumnRole.OPTIONS)))
    if together and not cells:
        cells = list(options_within(together))
        if len(cells) == 1:
            asked.doubt(D054, f"“{together[:20]}”分不开")
    count = folded(row.text(ColumnRole.COUNT)).strip().removesuffix(".0")
    if count.isdecimal() and cells and int(count) not in {0, len(cells)}:
        asked.doubt(D055, f"选项数写的是 {count}，有字的选项是 {len(cells)} 个")
    return tuple(cells)


def _cell_of(row: BankRow, letter: str) -> CellOf:
    heads = row.sheet.heads
    found = (column for column, place in heads.options if LETTERS[place] == letter)
    return CellOf(row, next(found, heads.column(ColumnRole.OPTIONS)))


def _take_pictures(asked: OpenQuestion, rows: RowsOf, reading: TableReading) -> None:
    """The pictures of its rows, those over the column of an option with its letter."""
    letters = {
        column: LETTERS[place] for column, place in rows.row.sheet.heads.options if place < len(LETTERS)
    }
    known = {one.letter for one in asked.options}
    last = rows.all[-1].number
    for row in rows.all:
        for one in row.pictures:
            line, spot = row.sheet.place(row.number, one.column)
            shown = DocumentPicture(one.content, line, spot, one.alt, one.width_mm)
            letter = letters.get(one.column, "")
            asked.figures.append((FigurePiece(reading.index, shown), letter if letter in known else ""))
            reading.index += 1
            if one.last_row > last and _asks_below(row, last + 1, one.last_row):
                asked.doubt(D016, f"图片从第 {one.row} 行盖到第 {one.last_row} 行，看不出是哪一题的")


def _asks_below(row: BankRow, first: int, last: int) -> bool:
    """Whether something stands on the rows that a picture reaches down to."""
    return any(first <= one.number <= last and one.cells for one in row.sheet.rows)


def _doubt_cells(asked: OpenQuestion, rows: RowsOf) -> None:
    """Everything that the spreadsheet may have done to the cells that matter."""
    row = rows.row
    saws = [row.of(one) for one in (rows.stem, *_MATTER)]
    saws += [row.saw(column) for column, _ in row.sheet.heads.options]
    saws += [one.of(ColumnRole.OPTIONS) for one in rows.all]
    for saw in saws:
        for rule, message in saw.doubts:
            asked.doubt(rule, message)


def _filled_key(key: str, options: tuple[OptionCell, ...], kind: Kind, asked: OpenQuestion) -> str:
    """The key of a fill-in whose blanks stand in the columns of options, too."""
    if kind is not Kind.FILL:
        asked.doubt(D007, "写在问答题里，却有选项")
        return key
    texts = [one.text for one in options]
    if not key:
        return "|".join(texts)
    read = blanks_of(key, len(texts))
    agree = read is not None and [set(one) for one in read] == [set(_alternatives(text)) for text in texts]
    if not agree:
        asked.doubt(D002, f"答案“{key[:20]}”和选项格里的“{'、'.join(texts)[:20]}”不一样")
    return key


def _alternatives(text: str) -> Iterator[str]:
    return (piece.strip() for piece in re.split(r"[;；]", text) if piece.strip())


def _key(rows: RowsOf, text: str, asked: OpenQuestion, options: tuple[OptionCell, ...]) -> str:
    """The key as letters, where it is one of a choice."""
    kind = kind_word(rows.kind) or asked.section.kind
    if not options or not text.strip() or (kind is not None and kind.only in _NOT_CHOSEN):
        return text
    counted = any(one.counted for one in rows.row.sheet.heads.meanings.values())
    made = table_key(text, options, counted=counted)
    for rule, message in made.doubts:
        asked.doubt(rule, message)
    return made.text


def _take_fields(asked: OpenQuestion, row: BankRow, reading: TableReading) -> None:
    known = row.sheet.heads.by_role
    for role, name in ((role, name) for role, name in _FIELDS.items() if role in known):
        asked.fields += reading.field_of(row, role, name, "、".join(row.texts(role)))
    topics = "/".join(one.strip("/\\ ") for one in row.texts(ColumnRole.TOPIC))
    asked.fields += reading.field_of(row, ColumnRole.TOPIC, FieldName.TOPIC, topics)
