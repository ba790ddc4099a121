"""Reads a question bank kept as a table (.xlsx, .xlsm, .xls, .ods, text): every row a question, or named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from quizgen.errors import Problem, QuizgenError, Spot
from quizgen.files.collector import collector_paused
from quizgen.interchange.columns.bank_sheet import BankSheet, merged_cells
from quizgen.interchange.columns.column_map import NO_MAP, ColumnMap
from quizgen.interchange.columns.heads import (
    HEADING_WITHIN,
    BankHeads,
    find_heads,
    given_heads,
    is_head_line,
)
from quizgen.interchange.columns.roles import ColumnRole
from quizgen.interchange.columns.table_questions import SheetRead, read_sheet
from quizgen.interchange.draft import Understood
from quizgen.interchange.shares import OnShare, unheard
from quizgen.interchange.soundness import with_repeats
from quizgen.interchange.understand.options import LETTERS
from quizgen.model.rules.bank_tables import D332, D333, D336, D339, D341
from quizgen.model.rules.documents import D311
from quizgen.office.cells import Area, CellKind, Row
from quizgen.office.kept_tables import BookOfSheets, TextTable, open_kept_table, with_macros
from quizgen.office.marked_cells import marked_cells
from quizgen.office.sheet_pictures import SheetPicture, picture_named, pictures_in_cells, pictures_over
from quizgen.office.workbook import Sheet, Workbook

MOST_QUESTIONS = 100_000
"""Rows of a bank."""
SAMPLE = (
    "目录", "题目类型", "大题题干", "小题题型", "小题题干", "正确答案", "答案解析", "难易度", "知识点",
    "标签", "选项数",
    *(f"选项{letter}" for letter in LETTERS[:8]),
)  # fmt: skip
"""The 19 columns of a public sample of 2026 of a course platform's table; its maker has published none."""


class NoSuchSheet(QuizgenError):
    """A sheet that a map of columns names is not in the file."""

    def __init__(self, shown_as: str, name: str, names: Sequence[str]) -> None:
        super().__init__(f"“{shown_as}”里没有名为“{name}”的工作表；有：{'、'.join(names)}。")


def read_bank_table(
    path: Path, shown_as: str, columns: ColumnMap = NO_MAP, on_share: OnShare = unheard
) -> Understood:
    """Read all sheets that hold questions. Raises RefusedFile (W001–W009), CannotRead, NoSuchSheet."""
    with collector_paused():
        return _read(path, shown_as, columns, on_share)


def _read(path: Path, shown_as: str, columns: ColumnMap, on_share: OnShare) -> Understood:
    book = open_kept_table(path, shown_as, is_head_line, most=MOST_QUESTIONS, inline=True)
    notes: list[Problem] = []
    sheets: list[BankSheet] = []
    unread: list[tuple[str, str]] = []
    if isinstance(book, TextTable):
        heads = _heads(book.rows, (), columns)
        sheets += [] if heads is None else [BankSheet(shown_as, "", heads, book.rows, book)]
        unread += [] if heads is not None else [("", _why_unread(book.rows, (), columns))]
    else:
        if with_macros(book):
            notes.append(Problem(shown_as, None, D311.id, "文件带有宏；只读了格子，没有运行宏"))
        for sheet in _wanted(book, columns):
            made = _bank_sheet(book, sheet, columns)
            if made is not None:
                sheets.append(made)
                notes += _of_sheet(book, sheet, made)
            elif any(islice(book.rows(sheet, MOST_QUESTIONS), 1)):
                unread.append(
                    (
                        sheet.name,
                        _why_unread(tuple(book.rows(sheet, MOST_QUESTIONS)), book.merged(sheet), columns),
                    )
                )
    if not sheets:
        return _without_heads(shown_as, notes, unread or [("", D339.title)])
    notes += [
        Problem(shown_as, None, D332.id, f"{why}，没有读", D339.mend, spot=Spot(name)) for name, why in unread
    ]
    read = [read_sheet(one, columns, _of_one(on_share, at, len(sheets))) for at, one in enumerate(sheets)]
    return _together(shown_as, read, notes)


def _of_one(on_share: OnShare, at: int, count: int) -> OnShare:
    """What hears the share of one sheet as its part of them all."""
    return lambda share: on_share((at + share) / count)


def _together(shown_as: str, found: Sequence[SheetRead], notes: Sequence[Problem]) -> Understood:
    return Understood(
        shown_as,
        with_repeats(draft for one in found for draft in one.drafts),
        tuple(problem for one in found for problem in one.frame),
        tuple(problem for one in found for problem in one.leftover),
        (*notes, *(problem for one in found for problem in one.notes)),
        sum(one.held for one in found if one.held is not None) or None,
    )


def _without_heads(shown_as: str, notes: list[Problem], unread: Sequence[tuple[str, str]]) -> Understood:
    leftover = [Problem(shown_as, None, D339.id, why, D339.mend, spot=Spot(name)) for name, why in unread]
    return Understood(shown_as, (), (), tuple(leftover), tuple(notes))


def _wanted(book: BookOfSheets, columns: ColumnMap) -> Iterator[Sheet]:
    names = [sheet.name for sheet in book.sheets]
    for name in columns.sheets:
        if name.strip() not in {one.strip() for one in names}:
            raise NoSuchSheet(book.shown_as, name, names)
    wanted = {name.strip() for name in columns.sheets}
    yield from (sheet for sheet in book.sheets if not wanted or sheet.name.strip() in wanted)


def _bank_sheet(book: BookOfSheets, sheet: Sheet, columns: ColumnMap) -> BankSheet | None:
    rows = tuple(book.rows(sheet, MOST_QUESTIONS))
    merged = book.merged(sheet) if rows else ()
    heads = _heads(rows, merged, columns)
    if heads is None:
        return None
    held_by = merged_cells(merged)
    if not isinstance(book, Workbook):
        return BankSheet(book.shown_as, sheet.name, heads, rows, held_by=held_by)
    shown_only = heads.options and heads.column(ColumnRole.ANSWER) is None
    return BankSheet(
        book.shown_as,
        sheet.name,
        heads,
        rows,
        inline=True,
        held_by=held_by,
        pictures=_pictures(book, sheet, rows),
        marked=_told_apart(marked_cells(book, sheet), heads, rows) if shown_only else frozenset(),
    )


def _told_apart(
    marked: frozenset[tuple[int, int]], heads: BankHeads, rows: Sequence[Row]
) -> frozenset[tuple[int, int]]:
    """Cells that stand out, without columns that do so on every row: that is their dress, no key."""
    below = [row for row in rows if row.number > heads.last]
    for column, _ in heads.options:
        filled = {(row.number, column) for row in below if any(one.column == column for one in row.cells)}
        if len(filled) > 1 and filled <= marked:
            marked -= filled
    return marked


def _pictures(book: Workbook, sheet: Sheet, rows: Sequence[Row]) -> dict[int, tuple[SheetPicture, ...]]:
    """The pictures over the cells and in them, by their rows."""
    found = list(pictures_over(book.package, sheet.part))
    inside = pictures_in_cells(book.package)
    for row in rows if inside else ():
        for cell in row.cells:
            picture = inside.get(picture_named(cell.text)) if cell.kind is CellKind.FORMULA else None
            if picture is not None:
                found.append(replace(picture, row=row.number, column=cell.column, last_row=row.number))
    by_row: dict[int, tuple[SheetPicture, ...]] = {}
    for one in sorted(found, key=lambda one: (one.row, one.column)):
        by_row[one.row] = (*by_row.get(one.row, ()), one)
    return by_row


def _heads(rows: Sequence[Row], merged: Sequence[Area], columns: ColumnMap) -> BankHeads | None:
    """The headings of a sheet: as a person said, else as they are found."""
    first = list(rows[:HEADING_WITHIN])
    if columns.head_row is not None:
        row = next((one for one in rows if one.number == columns.head_row), None)
    else:
        found = find_heads(first, merged)
        row = None if found is None else next((one for one in rows if one.number == found.last), None)
        if not columns.columns:
            return found
    words = {} if row is None else {cell.column: cell.seen for cell in row.cells}
    widest = max((cell.column for one in first for cell in one.cells), default=0)
    if not columns.columns:
        return None if row is None else find_heads([row], merged)
    if row is None and columns.head_row is None:
        row = next((one for one in first if not columns.meanings(_words(one), widest)[1]), None)
        words = {} if row is None else _words(row)
    meanings, missing = columns.meanings(words, widest)
    return None if missing else given_heads(row, meanings)


def _why_unread(rows: Sequence[Row], merged: Sequence[Area], columns: ColumnMap) -> str:
    """Why a sheet has no headings: the columns of a map that it lacks, with those that it has."""
    first = list(rows[:HEADING_WITHIN])
    if not columns.columns or not first:
        return D339.title
    found = find_heads(first, merged)
    wanted = columns.head_row if columns.head_row is not None else found.last if found else None
    tried = [one for one in first if wanted in {None, one.number}] or first
    widest = max((cell.column for one in first for cell in one.cells), default=0)
    missing, words = min(
        ((columns.meanings(_words(one), widest)[1], _words(one)) for one in tried),
        key=lambda one: len(one[0]),
    )
    if columns.head_row == 0:
        return (
            f"对照表里的“{'”、“'.join(columns.meanings({}, widest)[1])}”找不到；没有表头的用列的字母 A、B、C"
        )
    there = "、".join(text.strip() for text in words.values() if text.strip())
    return f"对照表里的“{'”、“'.join(missing)}”找不到；表里有：{there}"


def _words(row: Row) -> dict[int, str]:
    return {cell.column: cell.seen for cell in row.cells}


def _of_sheet(book: BookOfSheets, sheet: Sheet, made: BankSheet) -> Iterator[Problem]:
    """What is to be known of a sheet as a whole: what of it is hidden, merged, arranged like a sample."""
    hidden = [str(row.number) for row in made.rows if row.hidden]
    columns = sorted(book.hidden_columns(sheet) & made.heads.meanings.keys())
    said = [f"第 {_some(hidden)} 行" for _ in hidden[:1]]
    said += [f"“{made.heads.words.get(one, '')}”列" for one in columns]
    said += ["整张工作表" for _ in [sheet] if sheet.hidden]
    if said:
        yield made.problem(D333, f"{'、'.join(said)}是隐藏的，也读了")
    filled = {place for place, origin in made.held_by.items() if place != origin}
    used = [one for one in filled if one[1] in made.heads.meanings and one[0] > made.heads.last]
    if used:
        yield made.problem(D336, f"{len({row for row, _ in used})} 行有和上面合并的格子，照上面的读")
    if tuple(made.heads.words[column] for column in sorted(made.heads.words)) == SAMPLE:
        yield made.problem(D341, "列和一份公开的 19 列样例相同，按 2026 年公开样例读；平台改了格式就要核对")


def _some(numbers: Sequence[str]) -> str:
    return "、".join(numbers[:5]) + (f" 等 {len(numbers)} " if len(numbers) > 5 else "")  # noqa: PLR2004 - enough to find them
