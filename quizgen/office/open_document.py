"""An OpenDocument table (.ods) opened safely, its sheets read row by row as they are shown."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from quizgen.model.rules.office import W009
from quizgen.office.cells import Area, Cell, CellKind, Row, number_text
from quizgen.office.package import Package, RefusedFile, damaged, open_package
from quizgen.office.workbook import MOST_COLUMNS, MOST_ROWS, Sheet
from quizgen.office.xml_reading import Stream, forget, local_name, whole

_CONTENT = "content.xml"
_KINDS = {"date": CellKind.DATE, "time": CellKind.DATE, "boolean": CellKind.TRUTH}
_NUMBERS = frozenset({"float", "percentage", "currency"})
_NOT_SHOWN = frozenset({"annotation", "shapes", "ruby-text"})


class OpenDocument:
    """An .ods file whose container was found safe; it is asked as a ``Workbook`` is.

    Reading raises RefusedFile for damage or for too many rows (W009).
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self.shown_as = package.shown_as
        hidden = self._hidden_styles()
        tables = (one for one in self._elements("start", "table") if _attribute(one, "name") is not None)
        self.sheets = tuple(
            Sheet(_attribute(one, "name") or "", str(index), _attribute(one, "style-name") in hidden)
            for index, one in enumerate(tables)
        )

    def rows(self, sheet: Sheet, most: int = MOST_ROWS) -> Iterator[Row]:
        """The rows that hold anything, from the top, ``most`` at most; cells from the left."""
        count = 0
        for number, element in self._rows(sheet):
            cells = tuple(_cells(element))
            times = min(_repeated(element, "rows"), most + 1) if cells else 0
            hidden = _attribute(element, "visibility") in {"collapse", "filter"}
            count += times
            if count > most or (cells and cells[-1].column > MOST_COLUMNS):
                reason = f"工作表“{sheet.name}”超过 {most} 行或 {MOST_COLUMNS} 列"
                raise RefusedFile(self.shown_as, W009.id, reason, "删去多余的行和列")
            for offset in range(times):
                yield Row(number + offset, cells, hidden)

    def merged(self, sheet: Sheet) -> tuple[Area, ...]:
        """The merged areas, from the top."""
        areas = []
        for number, element in self._rows(sheet):
            for column, _times, cell in _places(element):
                right = column + max(whole(_attribute(cell, "number-columns-spanned")), 1) - 1
                bottom = number + max(whole(_attribute(cell, "number-rows-spanned")), 1) - 1
                if (right, bottom) != (column, number):
                    areas.append(Area(column, number, right, bottom))
        return tuple(areas)

    def hidden_columns(self, sheet: Sheet) -> frozenset[int]:
        """The numbers of the hidden columns, from 1."""
        hidden: set[int] = set()
        column = index = 0
        for element in self._elements("start", "table", "table-column"):
            if local_name(element) == "table":
                index += 1
                continue
            if index != int(sheet.part) + 1:
                continue
            times = min(_repeated(element, "columns"), MOST_COLUMNS)
            if _attribute(element, "visibility") in {"collapse", "filter"}:
                hidden.update(range(column + 1, column + times + 1))
            column += times
        return frozenset(hidden)

    def _rows(self, sheet: Sheet) -> Iterator[tuple[int, Any]]:
        """The rows of one table with their numbers; a row that stands for many comes once."""
        number, index = 1, -1
        for element in self._elements("both", "table", "table-row"):
            if local_name(element) == "table":
                index += 1
            elif index == int(sheet.part):
                yield number, element
                number += _repeated(element, "rows")
                forget(element)
            elif index > int(sheet.part):
                return

    def _elements(self, when: str, *names: str) -> Iterator[Any]:
        """Elements of the content: as they begin, or tables as they begin with their rows as they end."""
        stream = Stream(self.package.chunks(_CONTENT))
        tags = [f"{{*}}{name}" for name in names]
        events = ("start",) if when == "start" else ("start", "end")
        try:
            for event, element in etree.iterparse(
                stream, events, tag=tags, resolve_entities=False, no_network=True, huge_tree=False
            ):
                if when == "start" or (event == "start") == (local_name(element) == "table"):
                    yield element
        except (etree.XMLSyntaxError, KeyError) as error:
            raise damaged(self.shown_as) from error

    def _hidden_styles(self) -> frozenset[str]:
        """The names of the styles of tables that are not displayed."""
        return frozenset(
            _attribute(element.getparent(), "name") or ""
            for element in self._elements("start", "table-properties")
            if _attribute(element, "display") == "false"
        )


def open_document(path: Path, shown_as: str) -> OpenDocument:
    """Open an .ods file safely. Raises RefusedFile (W001–W009) or CannotRead."""
    return OpenDocument(open_package(path, shown_as, "ods", macros=True))


def _attribute(element: Any, name: str) -> str | None:
    """An attribute whatever its namespace."""
    found = (value for key, value in element.attrib.items() if key.rpartition("}")[2] == name)
    return next(iter(found), None)


def _repeated(element: Any, what: str) -> int:
    return max(whole(_attribute(element, f"number-{what}-repeated")), 1)


def _places(row: Any) -> Iterator[tuple[int, int, Any]]:
    """The cells of a row: column, how many times, element."""
    column = 1
    for element in row:
        if local_name(element) in {"table-cell", "covered-table-cell"}:
            times = _repeated(element, "columns")
            yield column, times, element
            column += times


def _cells(row: Any) -> Iterator[Cell]:
    for column, times, element in _places(row):
        cell = None if local_name(element) == "covered-table-cell" else _cell(column, element)
        if cell is not None:
            yield from (cell._replace(column=column + more) for more in range(min(times, MOST_COLUMNS + 1)))


def _cell(column: int, element: Any) -> Cell | None:
    seen = "\n".join(_text(one) for one in element if local_name(one) == "p")
    type_ = _attribute(element, "value-type") or ""
    if (formula := _attribute(element, "formula")) is not None:
        return Cell(column, CellKind.FORMULA, f"={formula.partition('=')[2]}", seen)
    if type_ in _NUMBERS:
        try:
            text = number_text(float(_attribute(element, "value") or ""))
        except ValueError:
            return Cell(column, CellKind.ERROR, seen)
        return Cell(column, CellKind.NUMBER, text, None if seen == text else seen)
    if not seen:
        return None
    return Cell(column, _KINDS.get(type_, CellKind.TEXT), seen)


def _text(element: Any) -> str:
    """What is shown of a paragraph: runs of spaces and tabs are elements of their own there."""
    pieces = [element.text or ""]
    for child in element:
        match local_name(child):
            case "s":
                pieces.append(" " * max(whole(_attribute(child, "c")), 1))
            case "tab":
                pieces.append("\t")
            case "line-break":
                pieces.append("\n")
            case name if name not in _NOT_SHOWN:
                pieces.append(_text(child))
            case _:
                pass
        pieces.append(child.tail or "")
    return "".join(itertools.chain(pieces))
