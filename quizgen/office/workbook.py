"""A workbook (.xlsx) opened safely, its sheets read row by row in flat memory."""

from __future__ import annotations

import datetime
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from quizgen.markup.office_text import unescaped
from quizgen.model.rules.office import W009
from quizgen.office.cells import Area, Cell, CellKind, Row, number_text
from quizgen.office.columns import number_of_column
from quizgen.office.package import Package, RefusedFile, damaged, open_package
from quizgen.office.shown.number_formats import NumberFormats
from quizgen.office.xml_reading import (
    Stream,
    column_number,
    forget,
    local_name,
    named,
    parser,
    rich_inline,
    rich_text,
    whole,
)

MOST_ROWS = 20_000
"""Rows with something in them, unless more are asked for; larger tables are kept as text."""
MOST_TEXT_ROWS = 1_000_000
"""Rows of a table that is text (CSV)."""
MOST_COLUMNS = 1_000
_EPOCH = datetime.datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's dates have no zone
_DATE_LIMIT = 2_958_466
"""The day after 31 December 9999 as a spreadsheet counts."""
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=[\"']([A-Z]+)(\d+):([A-Z]+)(\d+)[\"']")
_OVERLAP = 256


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook; ``part`` is the name of its XML part."""

    name: str
    part: str
    hidden: bool


class Workbook:
    """A workbook whose container was found safe; sheets are read when asked for.

    ``inline``: texts are in the inline syntax of the bank, with the scripts that stand in them. Reading
    raises RefusedFile for damage or for too many rows (W009).
    """

    def __init__(self, package: Package, *, inline: bool = False) -> None:
        self.package = package
        self._rich = rich_inline if inline else rich_text
        self.shown_as = package.shown_as
        self.main = main = self._target(self._relations("_rels/.rels", ""), "/officeDocument")
        folder = posixpath.dirname(main)
        relations = self._relations(f"{folder}/_rels/{posixpath.basename(main)}.rels", folder)
        tree = self._tree(main)
        by_id = {identifier: target for identifier, _kind, target in relations}
        self.sheets = tuple(self._sheets(tree, by_id))
        self._from_1904 = any(one.get("date1904") in {"1", "true"} for one in named(tree, "workbookPr"))
        self._seen: dict[tuple[int, str], Cell | None] = {}
        self._in_runs: set[int] = set()
        self._strings = self._shared_strings(self._target(relations, "/sharedStrings", ""))
        self.formats = NumberFormats(package, main)

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name, None when there is none."""
        return next((sheet for sheet in self.sheets if sheet.name.strip() == name), None)

    def rows(self, sheet: Sheet, most: int = MOST_ROWS) -> Iterator[Row]:
        """The rows that hold anything, from the top, ``most`` at most; cells from the left."""
        count = number = 0
        for element in self._elements(sheet.part, "row"):
            number = whole(element.get("r")) or number + 1
            cells = tuple(self._cells(element))
            hidden = element.get("hidden") in {"1", "true"}
            forget(element)
            if not cells:
                continue
            count += 1
            reason = _too_large(count, most, cells[-1].column)
            if reason:
                hint = "删去多余的行和列；大的考试请分几次登记"
                raise RefusedFile(self.shown_as, W009.id, f"工作表“{sheet.name}”{reason}", hint)
            yield Row(number, cells, hidden)

    def has_runs(self, index: int | None) -> bool:
        """Whether a shared string is made of pieces that look different."""
        return index in self._in_runs

    def styled(self, sheet: Sheet, styles: frozenset[str]) -> Iterator[tuple[int, int]]:
        """Row and column of the cells that have one of the styles (the ``s`` of a cell)."""
        number = 0
        for row in self._elements(sheet.part, "row"):
            number = whole(row.get("r")) or number + 1
            for cell in row:
                if isinstance(cell.tag, str) and cell.get("s") in styles and (place := cell.get("r")):
                    yield number, column_number(place.rstrip("0123456789"))
            forget(row)

    def merged(self, sheet: Sheet) -> tuple[Area, ...]:
        """The merged areas, in the order they are stored."""
        areas: list[Area] = []
        rest = b""
        for piece in self.package.chunks(sheet.part):
            text = rest + piece
            end = 0
            for found in _MERGE.finditer(text):
                left, right = (number_of_column(found[place].decode()) for place in (1, 3))
                areas.append(Area(left, int(found[2]), right, int(found[4])))
                end = found.end()
            rest = text[max(end, len(text) - _OVERLAP) :]
        return tuple(areas)

    def hidden_columns(self, sheet: Sheet) -> frozenset[int]:
        """The numbers of the hidden columns, from 1."""
        hidden: set[int] = set()
        for element in self._elements(sheet.part, "col", "sheetData"):
            if local_name(element) == "sheetData":
                break
            if element.get("hidden") in {"1", "true"}:
                first, last = whole(element.get("min")), whole(element.get("max"))
                hidden.update(range(first, min(last, MOST_COLUMNS) + 1))
        return frozenset(hidden)

    def _tree(self, part: str) -> Any:
        try:
            return etree.fromstring(self.package.read(part), parser())
        except (etree.XMLSyntaxError, KeyError) as error:
            raise damaged(self.shown_as) from error

    def _elements(self, part: str, *names: str) -> Iterator[Any]:
        """The elements of those names as they end (``sheetData`` as it begins), whatever the namespace."""
        events = ("start",) if "sheetData" in names else ("end",)
        stream = Stream(self.package.chunks(part))
        tags = [f"{{*}}{name}" for name in names]
        try:
            for _event, element in etree.iterparse(
                stream, events, tag=tags, resolve_entities=False, no_network=True, huge_tree=False
            ):
                yield element
        except (etree.XMLSyntaxError, KeyError) as error:
            raise damaged(self.shown_as) from error

    def _relations(self, part: str, folder: str) -> list[tuple[str, str, str]]:
        relations = []
        for element in named(self._tree(part.lstrip("/")), "Relationship"):
            target = element.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            relations.append((element.get("Id", ""), element.get("Type", ""), whole.lstrip("/")))
        return relations

    def _target(self, relations: list[tuple[str, str, str]], kind: str, missing: str | None = None) -> str:
        for _identifier, type_, target in relations:
            if type_.endswith(kind):
                return target
        if missing is None:
            raise damaged(self.shown_as)
        return missing

    def _sheets(self, tree: Any, by_id: dict[str, str]) -> Iterator[Sheet]:
        for element in named(tree, "sheet"):
            identifier = next((element.get(key) for key in element.keys() if key.endswith("}id")), "")  # noqa: SIM118 - an element, not a dict
            part = by_id.get(identifier or "", "")
            if part not in self.package.parts:
                raise damaged(self.shown_as)
            yield Sheet(element.get("name", ""), part, element.get("state", "visible") != "visible")

    def _shared_strings(self, part: str) -> list[str]:
        strings: list[str] = []
        if part:
            for element in self._elements(part, "si"):
                if element.find("{*}r") is not None:
                    self._in_runs.add(len(strings))
                strings.append(self._rich(element))
                forget(element)
        return strings

    def _cells(self, row: Any) -> Iterator[Cell]:
        """The cells of a row; those with a shared string, nearly all of them, by the short way."""
        column = 0
        seen, dressing = self._seen, self.formats.dressing
        for element in row:
            if not isinstance(element.tag, str):
                continue
            reference = element.get("r")
            column = column_number(reference.rstrip("0123456789")) if reference else column + 1
            if element.get("t") == "s" and len(element) == 1 and element.get("s") not in dressing:
                index = element[0].text or ""
                cell = seen.get((column, index))
                if cell is None:
                    cell = seen[column, index] = _text_cell(column, self._string(index))
            else:
                cell = self._cell(element, column)
            if cell is not None:
                yield cell

    def _cell(self, element: Any, column: int) -> Cell | None:
        value = formula = inline = None
        for child in element:
            name = local_name(child)
            if name == "v":
                value = child.text
            elif name == "f":
                formula = child.text or ""
            elif name == "is":
                inline = child
        style = element.get("s")
        if formula is not None:
            result = None if value is None else self._typed(element.get("t", "n"), value, column, style)
            return Cell(column, CellKind.FORMULA, f"={formula}", "" if result is None else result.seen)
        if inline is not None:
            return self._dressed(_text_cell(column, self._rich(inline)), style)
        if value is None:
            return None
        return self._typed(element.get("t", "n"), value, column, style)

    def _dressed(self, cell: Cell | None, style: str | None) -> Cell | None:
        """A text whose format puts something around it, or hides it."""
        if cell is None or style is None or style not in self.formats.dressing:
            return cell
        return cell._replace(shown=self.formats.shown_text(cell.text, style), exact=False)

    def _typed(self, type_: str, value: str, column: int, style: str | None) -> Cell | None:
        if type_ in {"s", "str"}:
            text = self._string(value) if type_ == "s" else unescaped(value)
            return self._dressed(_text_cell(column, text), style)
        if type_ == "b":
            return Cell(column, CellKind.TRUTH, "TRUE" if value.strip() in {"1", "true"} else "FALSE")
        if type_ in {"e", "d"}:
            return Cell(column, CellKind.ERROR if type_ == "e" else CellKind.DATE, value)
        try:
            number = float(value)
        except ValueError as error:
            raise damaged(self.shown_as) from error
        shown = self.formats.shown(number, style)
        seen = None if shown is None else shown.text.strip()
        if self.formats.is_date(style):
            return Cell(column, CellKind.DATE, self._date_text(number), seen)
        text = number_text(number)
        exact = shown is not None and shown.exact
        return Cell(column, CellKind.NUMBER, text, None if seen == text else seen, exact)

    def _string(self, value: str) -> str:
        index = whole(value)
        if index >= len(self._strings):
            raise damaged(self.shown_as)
        return self._strings[index]

    def _date_text(self, serial: float) -> str:
        """The date or time as ISO text; a number outside the calendar stays a number."""
        days = serial + (1462 if self._from_1904 else 0)
        if not 0 <= days < _DATE_LIMIT:
            return number_text(serial)
        moment = _EPOCH + datetime.timedelta(seconds=round(days * 86_400))
        if days < 1:
            return moment.time().isoformat("minutes")
        return moment.date().isoformat() if days == int(days) else moment.isoformat(" ", "minutes")


def open_workbook(path: Path, shown_as: str, *, macros: bool = False, inline: bool = False) -> Workbook:
    """Open an .xlsx file safely (``macros``: one with macros too; ``inline`` as for ``Workbook``).

    Raises RefusedFile (W001–W009) or CannotRead.
    """
    return Workbook(open_package(path, shown_as, macros=macros), inline=inline)


def _too_large(count: int, most: int, column: int) -> str:
    if count > most:
        return f"超过 {most} 行"
    return f"超过 {MOST_COLUMNS} 列" if column > MOST_COLUMNS else ""


def _text_cell(column: int, text: str) -> Cell | None:
    return Cell(column, CellKind.TEXT, text) if text else None
