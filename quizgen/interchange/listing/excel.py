"""A bank as a workbook ready to be edited: a row a question, words to choose from, everything text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from quizgen.interchange.columns.bank_sheet import BankSheet
from quizgen.interchange.columns.column_map import NO_MAP
from quizgen.interchange.columns.heads import find_heads
from quizgen.interchange.columns.table_questions import read_sheet
from quizgen.interchange.draft import Draft
from quizgen.interchange.formats import BankToWrite, CannotHold, Remark, WrittenBank
from quizgen.interchange.listing.lines import LineKind, ListLine, answered, part_weights, stem_in_words
from quizgen.interchange.listing.readback import unlike
from quizgen.interchange.outgoing import Aside, Outgoing
from quizgen.interchange.rich.html_out import without_unfit
from quizgen.interchange.soundness import with_repeats
from quizgen.markup import Blank, Bold, Break, Formula, Inline, Plain, Sub, Sup, parse
from quizgen.markup.office_text import escaped
from quizgen.model.bookkeeping import Difficulty, Level
from quizgen.model.kinds import KIND_TITLES, Kind
from quizgen.model.rules.exchange import D501
from quizgen.office.cells import Cell, CellKind, Row
from quizgen.office.write import (
    FONT,
    GRID,
    Dress,
    dress,
    fit_width,
    head_row,
    print_setup,
    put_text,
    workbook_bytes,
)

SHEET = "题库"
_FEWEST_OPTIONS = 4
_TOP = Alignment(vertical="top", wrap_text=True)
_SIZE = 10
_LOOK = Dress(Font(name=FONT, size=_SIZE), _TOP, GRID)
_WIDTHS = {"编号": 11, "题组": 11, "题型": 12, "专题": 14, "难度": 6, "层次": 7, "题干": 46, "答案": 16}
_WIDTHS |= {"错因": 28, "解析": 36, "出处": 18, "分值": 6, "标签": 12, "备注": 18}
_OPTION_WIDTH = 20
_LONGEST_CELL = 32_000
"""A cell holds 32,767 characters."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: texts by the name of their column."""

    texts: dict[str, str]


def write_excel(bank: BankToWrite) -> WrittenBank:
    """The workbook; equal banks give equal bytes."""
    rows: list[_Row] = []
    remarks: list[Remark] = []
    written = 0
    for one in bank.questions:
        try:
            rows += list(_rows(one))
        except CannotHold as reason:
            remarks.append(Remark(one, D501, str(reason)))
            continue
        written += 1
    if bank.answers:
        gone = {id(remark.about) for remark in remarks}
        remarks += unlike(
            (one for one in bank.questions if id(one) not in gone), _back(bank, rows), words_only=True
        )
    return WrittenBank(_book(bank, rows), written, tuple(remarks))


def _back(bank: BankToWrite, rows: Sequence[_Row]) -> Sequence[Draft]:
    """The questions as they are read from the sheet."""
    columns = _columns(bank, rows)
    head = Row(1, tuple(Cell(number, CellKind.TEXT, name) for number, name in enumerate(columns, 1)))
    below = tuple(_cells(number, columns, row) for number, row in enumerate(rows, 2))
    heads = find_heads((head,), ())
    if heads is None:
        raise TypeError
    return with_repeats(read_sheet(BankSheet("", SHEET, heads, below, inline=True), NO_MAP).drafts)


def _cells(number: int, columns: Sequence[str], row: _Row) -> Row:
    texts = ((column, row.texts.get(name, "")) for column, name in enumerate(columns, 1))
    filled = ((column, without_unfit(text)) for column, text in texts if text)
    return Row(number, tuple(Cell(column, CellKind.TEXT, text) for column, text in filled))


def _rows(one: Outgoing) -> Iterator[_Row]:
    draft = one.draft
    known = {
        "编号": draft.source_id,
        "专题": draft.topic,
        "难度": draft.difficulty,
        "层次": draft.level,
        "出处": draft.basis,
        "标签": "；".join(draft.tags),
    }
    if draft.kind is not Kind.CASE:
        yield _checked({**known, **_asked(draft, one.asides[0])})
        return
    group = {"题组": draft.source_id}
    text = {"题型": KIND_TITLES[Kind.CASE], "题干": stem_in_words(draft), "解析": draft.explain}
    yield _checked({**known, **group, **text})
    weights = part_weights(draft) or ()
    for place, (part, aside) in enumerate(zip(draft.parts, one.asides, strict=True)):
        worth = {"分值": str(weights[place])} if weights else {}
        yield _checked({**group, **_asked(part, aside), **worth})


def _checked(texts: dict[str, str]) -> _Row:
    if any(len(text) > _LONGEST_CELL for text in texts.values()):
        message = "有一段文字太长，一个格子放不下"
        raise CannotHold(message)
    return _Row({name: text for name, text in texts.items() if text})


def _asked(draft: Draft, aside: Aside) -> dict[str, str]:
    """The columns of something that gets an answer."""
    kind = draft.kind
    if kind is None:
        raise TypeError
    items, key = answered(draft)
    options = {f"选项{line.label[0]}": line.text for line in items if line.label[:1].isalpha()}
    for option in draft.options:
        if option.picture is not None:
            words = f"{option.text}［图：{option.picture.alt or '没有说明'}］"
            options[f"选项{option.letter}"] = words
    stem = [
        stem_in_words(draft),
        *(f"{line.label}{line.text}" for line in items if line.label.startswith("(")),
    ]
    whys = [f"{one.letter}：{one.why}" for one in draft.options if one.why]
    whys += [f"{one.text}：{one.why}" for one in draft.extra if one.why]
    return {
        "题型": KIND_TITLES[kind],
        "题干": "\n".join(stem),
        **options,
        "答案": key if isinstance(key, str) else "\n".join(map(_said, key)),
        "错因": "\n".join(whys),
        "解析": draft.explain,
        "备注": "；".join(one for one in (aside.words, *aside.bands, _order(draft)) if one),
    }


def _said(line: ListLine) -> str:
    return f"{line.label}{line.text}" if line.kind is LineKind.ITEM else line.text


def _order(draft: Draft) -> str:
    return "几个空可以换次序" if draft.any_order else ""


_HIDDEN = ("答案", "错因", "解析", "出处")


def _columns(bank: BankToWrite, rows: Sequence[_Row]) -> list[str]:
    """The headings: options as many as there are, what nobody has is left out."""
    used = {name for row in rows for name in row.texts}
    options = sorted(name for name in used if name.startswith("选项"))
    always = [f"选项{chr(ord('A') + at)}" for at in range(_FEWEST_OPTIONS)]
    front = ["编号", *(["题组"] if "题组" in used else []), "题型", "题干"]
    behind = ["答案", "解析", "难度", "专题", "层次", "出处", "错因"]
    behind += [name for name in ("分值", "标签", "备注") if name in used]
    columns = [*front, *sorted({*options, *always}), *behind]
    return columns if bank.answers else [name for name in columns if name not in _HIDDEN]


def _book(bank: BankToWrite, rows: Sequence[_Row]) -> bytes:
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError
    sheet.title = SHEET
    columns = _columns(bank, rows)
    head_row(sheet, 1, columns)
    for number, name in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(name, _OPTION_WIDTH)
    for place, row in enumerate(rows, 2):
        for number, name in enumerate(columns, 1):
            cell = sheet.cell(place, number)
            text = row.texts.get(name, "")
            rich = _rich(text)
            if rich is not None:
                cell.value = rich
            elif text:
                put_text(cell, _plain(text))
            dress(cell, _LOOK)
    last = max(len(rows) + 1, 2)
    for name, words in (
        ("题型", tuple(KIND_TITLES.values())),
        ("难度", tuple(Difficulty)),
        ("层次", tuple(Level)),
    ):
        _choices(sheet, columns.index(name) + 1, name, words, last)
    sheet.freeze_panes = f"{get_column_letter(columns.index('题干') + 1)}2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"
    print_setup(sheet, without_unfit(bank.title), rows="1:1")
    fit_width(sheet)
    return workbook_bytes(book)


def _choices(sheet: Worksheet, column: int, name: str, words: Sequence[str], last: int) -> None:
    letter = get_column_letter(column)
    listed = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
    listed.errorTitle, listed.error = name, f"从{'、'.join(words)}里选"
    listed.showErrorMessage = True
    listed.add(f"{letter}2:{letter}{last + 500}")
    sheet.add_data_validation(listed)


def _plain(text: str) -> str:
    return "".join(words for words, _ in map(_piece, parse(without_unfit(text))))


def _rich(text: str) -> CellRichText | None:
    """A text with scripts or bold as its runs; None where it is plain."""
    pieces = [_piece(piece) for piece in parse(without_unfit(text))]
    if not any(font for _, font in pieces):
        return None
    usual = InlineFont(rFont=FONT, sz=_SIZE)
    return CellRichText(*(TextBlock(font or usual, escaped(words)) for words, font in pieces if words))


def _piece(piece: Inline) -> tuple[str, InlineFont | None]:
    match piece:
        case Bold(words):
            return words, InlineFont(rFont=FONT, sz=_SIZE, b=True)
        case Sub(words):
            return words, InlineFont(rFont=FONT, sz=_SIZE, vertAlign="subscript")
        case Sup(words):
            return words, InlineFont(rFont=FONT, sz=_SIZE, vertAlign="superscript")
        case Plain() | Formula() | Blank() | Break():
            return _words(piece), None


def _words(piece: Plain | Formula | Blank | Break) -> str:
    match piece:
        case Plain(words):
            return words
        case Formula(_, source):
            return f"${source}$"
        case Blank():
            return "____"
        case Break():
            return "\n"
