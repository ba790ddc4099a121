"""A row of a table as an open question: its stem, its options, its key, what its other columns say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from quizgen.interchange.columns.bank_cells import Saw
from quizgen.interchange.columns.bank_sheet import BankRow
from quizgen.interchange.columns.kind_codes import KindCodes
from quizgen.interchange.columns.option_cells import LETTERS, OptionCell, option_cell, options_within
from quizgen.interchange.columns.roles import ColumnRole
from quizgen.interchange.columns.table_keys import table_key
from quizgen.interchange.key_words import blanks_of
from quizgen.interchange.kind_words import SaidKind, kind_within, kind_word
from quizgen.interchange.understand.asked import FieldText, FoundSection, OpenQuestion
from quizgen.interchange.understand.fields import FieldName
from quizgen.interchange.understand.folding import folded
from quizgen.interchange.understand.lines import TextLine
from quizgen.interchange.understand.numbering import NumberMark, NumberStyle, number_mark
from quizgen.interchange.understand.options import OptionText
from quizgen.model.kinds import Kind
from quizgen.model.rules.bank_tables import D054, D055, D057
from quizgen.model.rules.drafts import D002, D007

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
_UNSPOKEN = frozenset({"a", "b", "1", "0"})


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

    def lines(self, row: BankRow, column: int | None, text: str) -> list[TextLine]:
        """The lines of a cell."""
        line, spot = row.sheet.place(row.number, column)
        made = []
        for piece in _BLANKS.sub("____", text).split("\n"):
            if piece.strip():
                made.append(TextLine(self.index, piece, folded(piece), line, spot).cut(0))
                self.index += 1
        return made

    def start(self, row: BankRow, column: int | None) -> TextLine:
        """The place where a question begins."""
        line, spot = row.sheet.place(row.number, column)
        return TextLine(self.index, "", "", line, spot)


def asked_in(
    row: BankRow, section: FoundSection, reading: TableReading, more: list[BankRow], *, part: bool = False
) -> OpenQuestion:
    """The question of a row; ``more`` are rows below it that go on with its options. ``part``: a sub-question."""
    heads = row.sheet.heads
    role = ColumnRole.PART_STEM if part and row.text(ColumnRole.PART_STEM) else ColumnRole.STEM
    column = heads.column(role)
    stem = reading.lines(row, column, row.saw(column).text)
    mark = None
    if (
        stem
        and (found := number_mark(stem[0])) is not None
        and not found.weak
        and found.way is NumberStyle.POINTED
    ):
        mark, stem[0] = found, stem[0].cut(found.end)
    number = folded(row.text(ColumnRole.NUMBER)).strip().removesuffix(".0")
    if _DIGITS.fullmatch(number):
        mark = NumberMark(NumberStyle.POINTED, int(number), 0, number)
    asked = OpenQuestion(section, reading.start(row, column), mark, stem=[one for one in stem if one.text])
    said = _said_kind(row, reading, asked, part=part)
    options = _options(row, more, asked)
    key = row.of(ColumnRole.ANSWER)
    _doubt_cells(asked, row, more, role, key)
    if said is not None and said.only in _NO_OPTIONS and options:
        key = key._replace(text=_filled_key(key.text, options, said.only, asked))
        options = ()
    asked.options = [
        OptionText(one.letter, tuple(reading.lines(row, _column_of(row, one.letter), one.text)), one.ticked)
        for one in options
    ]
    _take_key(asked, row, reading, key, options, said)
    _take_fields(asked, row, reading)
    return asked


def _said_kind(row: BankRow, reading: TableReading, asked: OpenQuestion, *, part: bool) -> SaidKind | None:
    """The kind that the row says, else its section; words that are not known are doubted."""
    role = ColumnRole.PART_KIND if part and row.text(ColumnRole.PART_KIND) else ColumnRole.KIND
    written = row.text(role)
    if part and role is ColumnRole.KIND and row.sheet.heads.column(ColumnRole.PART_KIND) is not None:
        written = ""
    word = reading.codes.word(written)
    found = kind_word(word) or kind_within(word)
    if part and found is not None and found.only is Kind.CASE:
        return None
    if word and found is None:
        asked.doubt(D007, f"题型写的是“{written}”，不认识")
    if found is not None:
        _take(asked, reading, row, row.sheet.heads.column(role), FieldName.KIND, word)
        return found
    return asked.section.kind


def _options(row: BankRow, more: list[BankRow], asked: OpenQuestion) -> tuple[OptionCell, ...]:
    heads = row.sheet.heads
    cells = [
        option_cell(LETTERS[place], text)
        for column, place in heads.options
        if place < len(LETTERS) and (text := row.saw(column).text)
    ]
    gaps = [one.letter for one, letter in zip(cells, LETTERS, strict=False) if one.letter != letter]
    if gaps:
        asked.doubt(D057, f"{gaps[0]} 前面有空着的选项")
    together = "\n".join(text for one in (row, *more) if (text := one.text(ColumnRole.OPTIONS)))
    if together and not cells:
        cells = list(options_within(together))
        if len(cells) == 1:
            asked.doubt(D054, f"“{together[:20]}”分不开")
    count = folded(row.text(ColumnRole.COUNT)).strip().removesuffix(".0")
    if count.isdecimal() and cells and int(count) not in {0, len(cells)}:
        asked.doubt(D055, f"选项数写的是 {count}，有字的选项是 {len(cells)} 个")
    return tuple(cells)


def _column_of(row: BankRow, letter: str) -> int | None:
    found = (column for column, place in row.sheet.heads.options if LETTERS[place] == letter)
    return next(found, row.sheet.heads.column(ColumnRole.OPTIONS))


def _doubt_cells(asked: OpenQuestion, row: BankRow, more: list[BankRow], role: ColumnRole, key: Saw) -> None:
    """Everything that the spreadsheet may have done to the cells that matter."""
    heads = row.sheet.heads
    saws = [row.of(role), key, row.of(ColumnRole.EXPLAIN), row.of(ColumnRole.BASIS)]
    saws += [row.saw(column) for column, _ in heads.options]
    saws += [one.of(ColumnRole.OPTIONS) for one in (row, *more)]
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
    if read is None or any(
        set(one) != set(_alternatives(text)) for one, text in zip(read, texts, strict=True)
    ):
        asked.doubt(D002, f"答案“{key[:20]}”和选项格里的“{'、'.join(texts)[:20]}”不一样")
    return key


def _alternatives(text: str) -> Iterator[str]:
    return (piece.strip() for piece in re.split(r"[;；]", text) if piece.strip())


def _take_key(  # noqa: PLR0913 - a key with all that it is read by
    asked: OpenQuestion,
    row: BankRow,
    reading: TableReading,
    key: Saw,
    options: tuple[OptionCell, ...],
    said: SaidKind | None,
) -> None:
    text = reading.truths.get(folded(key.text).strip(), key.text)
    truth = said is not None and said.only is Kind.TRUE_FALSE
    if options and not truth:
        counted = any(one.counted for one in row.sheet.heads.meanings.values())
        made = table_key(text, options, counted=counted)
        for rule, message in made.doubts:
            asked.doubt(rule, message)
        text = made.text
    elif truth and not options and folded(text).strip().casefold() in _UNSPOKEN:
        reading.unspoken.append(row.number)
    _take(asked, reading, row, row.sheet.heads.column(ColumnRole.ANSWER), FieldName.ANSWER, text)


def _take_fields(asked: OpenQuestion, row: BankRow, reading: TableReading) -> None:
    for role, name in _FIELDS.items():
        if texts := row.texts(role):
            _take(asked, reading, row, row.sheet.heads.column(role), name, "、".join(texts))
    topics = [one.strip("/\\ ") for one in row.texts(ColumnRole.TOPIC)]
    if topics:
        _take(
            asked, reading, row, row.sheet.heads.column(ColumnRole.TOPIC), FieldName.TOPIC, "/".join(topics)
        )


def _take(  # noqa: PLR0913 - a field with its place
    asked: OpenQuestion, reading: TableReading, row: BankRow, column: int | None, name: FieldName, text: str
) -> None:
    if text.strip():
        asked.fields.append(FieldText(name, name.value, reading.lines(row, column, text)))
