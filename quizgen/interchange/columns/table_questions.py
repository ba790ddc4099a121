"""The questions of a sheet, with everything on it that is no question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from quizgen.errors import Problem
from quizgen.interchange.columns.bank_sheet import BankRow, BankSheet, bank_rows
from quizgen.interchange.columns.column_map import ColumnMap
from quizgen.interchange.columns.kind_codes import KindCodes, kind_codes
from quizgen.interchange.columns.roles import ColumnRole
from quizgen.interchange.columns.table_cases import RowGroup, grouped
from quizgen.interchange.columns.table_rows import CellOf, RowsOf, TableReading, asked_in
from quizgen.interchange.draft import Draft
from quizgen.interchange.kind_words import kind_within, kind_word
from quizgen.interchange.shares import OnShare, reported, unheard
from quizgen.interchange.understand.asked import FoundSection, OpenQuestion
from quizgen.interchange.understand.assemble import assemble
from quizgen.interchange.understand.fields import FieldName
from quizgen.interchange.understand.folding import folded
from quizgen.interchange.understand.headings import SectionHead, section_head
from quizgen.interchange.understand.lines import TextLine
from quizgen.interchange.understand.truth_legend import truth_legend
from quizgen.model.rule import Rule
from quizgen.model.rules.bank_tables import D058, D331, D334, D335, D337, D338, D342
from quizgen.model.rules.drafts import D203

_ASKED = (
    ColumnRole.STEM, ColumnRole.PART_STEM, ColumnRole.CASE_TEXT, ColumnRole.ANSWER, ColumnRole.OPTIONS,
)  # fmt: skip
_SHOWN = 40
_OF_CASE = frozenset(
    {
        FieldName.TOPIC, FieldName.DIFFICULTY, FieldName.TAGS, FieldName.BASIS, FieldName.LEVEL,
        FieldName.SOURCE_ID,
    }
)  # fmt: skip
_OF_TEXT = frozenset({FieldName.POINTS, FieldName.EXPLAIN})
"""What a row that holds the text of a case alone says of it, too."""


@dataclass
class SheetRead:
    """What a sheet was understood as; ``held`` as for ``Understood``."""

    drafts: list[Draft] = field(default_factory=list)
    frame: list[Problem] = field(default_factory=list)
    leftover: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    held: int | None = None


def read_sheet(sheet: BankSheet, columns: ColumnMap, on_share: OnShare = unheard) -> SheetRead:
    """Every row of a sheet as a question, as a part of one, or named."""
    read = SheetRead()
    rows = list(bank_rows(sheet))
    head = sheet.heads.words.get(sheet.heads.column(ColumnRole.KIND) or 0, "")
    codes = kind_codes(head, rows, columns.kinds)
    reading = TableReading(codes, {**_truths(sheet), **columns.truth})
    _tell_of_columns(sheet, read)
    _tell_above(sheet, read)
    numbers: set[str] = set()
    sections = tuple(_sections(sheet, rows, codes, read))
    for section, group in reported(sections, on_share, 0, 1):
        asked = _asked(group, section, reading)
        read.drafts.append(assemble(sheet.shown_as, asked))
        if asked.mark is not None:
            numbers.add(f"{section.index} {asked.mark.written}")
    read.held = len(numbers) if sheet.heads.column(ColumnRole.NUMBER) is not None else None
    _tell_of_pictures(sheet, rows, read)
    read.leftover += _beside(sheet, rows)
    if codes.guessed:
        said = "、".join(f"{code} 是{codes.kinds[code]}" for code in codes.guessed)
        read.notes.append(
            sheet.problem(D334, f"题型写的是数字，从题目和答案看 {said}", sheet.heads.last or None)
        )
    if reading.unspoken:
        message = f"{len(reading.unspoken)} 道判断题的答案写的是 A、B 或 1、0，按 A 和 1 是对、B 和 0 是错读"
        read.notes.append(
            sheet.problem(D335, message, reading.unspoken[0], sheet.heads.column(ColumnRole.ANSWER))
        )
    return read


def _asked(group: RowGroup, section: FoundSection, reading: TableReading) -> OpenQuestion:
    if group.text is None:
        return asked_in(RowsOf(group.rows[0], tuple(group.more)), section, reading)
    row = group.text
    cell = CellOf(row, row.sheet.heads.column(group.role))
    parts = [asked_in(RowsOf(one, part=True), section, reading) for one in group.rows]
    own = [] if any(one is row for one in group.rows) else [asked_in(RowsOf(row), section, reading)]
    base = (own or parts)[0]
    case = OpenQuestion(section, reading.start(cell), base.mark, case=True, parts=parts)
    case.stem = reading.lines(cell, row.saw(cell.column).text)
    case.fields = [one for one in base.fields if one.name in (_OF_CASE | _OF_TEXT if own else _OF_CASE)]
    for rule, message in row.saw(cell.column).doubts:
        case.doubt(rule, message)
    if group.unsure:
        case.doubt(D058)
    return case


def _truths(sheet: BankSheet) -> dict[str, str]:
    """What A and B mean, as headings or lines above them say."""
    above = [cell.seen for row in sheet.rows if row.number < sheet.heads.first for cell in row.cells]
    told = truth_legend([*above, *sheet.heads.words.values()])
    return {word.upper(): "对" if truth else "错" for word, truth in told.items()}


def _sections(
    sheet: BankSheet, rows: Sequence[BankRow], codes: KindCodes, read: SheetRead
) -> Iterator[tuple[FoundSection, RowGroup]]:
    """The questions with the part of the sheet that they are in; what is none is told on the way."""
    section = FoundSection(0, _head_of(sheet.name))
    held: list[BankRow] = []
    for row in rows:
        head = _subtitle(row)
        again = sheet.heads.names(row.filled)
        if head is None and not again and _asks(row):
            held.append(row)
        elif head is not None:
            yield from ((section, group) for group in grouped(held, codes))
            held, section = [], FoundSection(section.index + 1, head if head.kind else section.head)
            read.frame.append(_told(row, D338, sheet))
        elif again:
            read.frame.append(_told(row, D338, sheet))
        else:
            read.leftover.append(_told(row, D203, sheet))
    yield from ((section, group) for group in grouped(held, codes))


def _asks(row: BankRow) -> bool:
    """Whether anything of a question stands in a row."""
    options = any(row.saw(column).text for column, _ in row.sheet.heads.options)
    return options or any(row.text(one) for one in _ASKED)


def _told(row: BankRow, rule: Rule, sheet: BankSheet) -> Problem:
    text = "｜".join(row.filled.values()).replace("\n", " ")
    column = min(row.filled)
    line, spot = sheet.place(row.number, column)
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}……"
    return Problem(sheet.shown_as, line, rule.id, f"“{shown}”", rule.mend, spot=spot)


def _head_of(name: str) -> SectionHead | None:
    """What the name of a sheet says of the kind of all its questions."""
    kind = kind_word(name) or kind_within(name)
    return None if kind is None else SectionHead(None, kind, name)


def _subtitle(row: BankRow) -> SectionHead | None:
    """A row with one text that heads those below it: 一、单选题."""
    if len(row.filled) != 1:
        return None
    (text,) = row.filled.values()
    return section_head(TextLine(0, text, folded(text)))


def _tell_of_columns(sheet: BankSheet, read: SheetRead) -> None:
    """Which columns were taken for what, which were not read."""
    heads = sheet.heads
    named = [
        f"“{heads.words.get(column, column)}”是{meaning.role.value}"
        for column, meaning in sorted(heads.meanings.items())
        if meaning.role not in {ColumnRole.REMARK, ColumnRole.OPTION}
    ]
    named += [f"{len(heads.options)} 列选项" for _ in heads.options[:1]]
    row = heads.last or None
    read.frame.append(sheet.problem(D337, f"认出的列：{'、'.join(named)}", row))
    unread = [
        word
        for column, word in sorted(heads.words.items())
        if column not in heads.meanings and column not in heads.beside
    ]
    unread += [heads.words[column] for column in heads.columns(ColumnRole.REMARK) if column in heads.words]
    if unread:
        read.notes.append(sheet.problem(D331, f"没有读的列：{'、'.join(unread)}", row))
    for column, role in heads.beside.items():
        used = heads.words.get(heads.column(role) or 0, "")
        message = f"“{heads.words[column]}”也像是{role.value}，没有读；读的是“{used}”"
        read.notes.append(sheet.problem(D331, message, row))


def _beside(sheet: BankSheet, rows: Sequence[BankRow]) -> Iterator[Problem]:
    """Stems in another column than the one that was read: perhaps a second table beside the first."""
    columns = [column for column, role in sheet.heads.beside.items() if role is ColumnRole.STEM]
    for row in rows:
        for column in columns:
            text = row.saw(column).text
            if text and text != row.text(ColumnRole.STEM):
                yield sheet.problem(D203, f"“{text[:_SHOWN]}”", row.number, column)


def _tell_of_pictures(sheet: BankSheet, rows: Sequence[BankRow], read: SheetRead) -> None:
    """Pictures that stand on no row of a question."""
    asking = {row.number for row in rows if _asks(row)}
    for number, pictures in sorted(sheet.pictures.items()):
        if number not in asking:
            for one in pictures:
                read.notes.append(sheet.problem(D342, "图片不在题目的行上，没有收", number, one.column))


def _tell_above(sheet: BankSheet, read: SheetRead) -> None:
    """Titles and instructions above the headings."""
    for row in sheet.rows:
        if row.number >= sheet.heads.first:
            return
        text = " ".join(cell.seen.strip() for cell in row.cells if cell.seen.strip()).replace("\n", " ")
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}……"
        read.frame.append(sheet.problem(D338, f"“{shown}”", row.number))
