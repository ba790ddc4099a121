"""Edits cells of a worksheet in its own XML and leaves everything else in the part unchanged."""

from __future__ import annotations

import copy
import functools
from typing import Any

from lxml import etree

from quizgen.markup.office_text import escaped, unescaped
from quizgen.office.cells import Area, cell_name
from quizgen.office.columns import number_of_column
from quizgen.office.xml_reading import whole

_EMPTIED = ("t", "cm", "vm", "ph")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class SheetEdit:
    """The XML of a worksheet (``root``), counted from 1. ``changed``: something was written."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self._namespace = etree.QName(root).namespace
        self._data = root.find("{*}sheetData")
        self._rows: dict[int, Any] = {}
        self._cells: dict[int, dict[int, Any]] = {}
        self.changed = False
        self._right = self._bottom = 0
        number = 0
        for row in self._data.iterfind("{*}row"):
            number = int(row.get("r") or number + 1)
            self._rows[number] = row

    def style(self, column: int, row: int) -> str | None:
        """The style of a cell, None where there is no cell."""
        cell = self._row_cells(row).get(column)
        return None if cell is None else cell.get("s")

    def remembered(self, column: int, row: int) -> str:
        """The remembered result of a formula; empty when there is none or it is an error."""
        cell = self._row_cells(row).get(column)
        if cell is None or cell.get("t") == "e":
            return ""
        return unescaped(cell.findtext("{*}v") or "")

    def has_runs(self, column: int, row: int) -> bool:
        """Whether a cell's own text is made of pieces that look different."""
        cell = self._row_cells(row).get(column)
        return cell is not None and cell.find("{*}is/{*}r") is not None

    def shared_index(self, column: int, row: int) -> int | None:
        """Which of the shared strings a cell shows; None when it shows none."""
        cell = self._row_cells(row).get(column)
        if cell is None or cell.get("t") != "s":
            return None
        return whole(cell.findtext("{*}v"))

    def put_text(self, column: int, row: int, text: str, style: str | None) -> None:
        """Write a string as it is: never a formula, whatever it begins with."""
        cell = self._emptied(column, row, style)
        cell.set("t", "inlineStr")
        inline = etree.SubElement(cell, self._tag("is"))
        element = etree.SubElement(inline, self._tag("t"))
        element.text = escaped(text)
        if text != text.strip():
            element.set(_SPACE, "preserve")

    def put_number(self, column: int, row: int, number: str, style: str | None) -> None:
        """Write a number given as decimal text."""
        cell = self._emptied(column, row, style)
        etree.SubElement(cell, self._tag("v")).text = number

    def put_style(self, column: int, row: int, style: str | None) -> None:
        """An empty cell with a style."""
        self._emptied(column, row, style)

    def merge(self, area: Area) -> None:
        """Merge an area; the sheet has merged areas already, so their place in the part is known."""
        merges = self.root.find("{*}mergeCells")
        etree.SubElement(merges, self._tag("mergeCell")).set("ref", area.name)
        merges.set("count", str(len(merges)))

    def show_column(self, column: int, width: float) -> None:
        """Give a column a width of so many characters, taking it out of a hidden range it lies in."""
        columns = self.root.find("{*}cols")
        if columns is None:
            columns = etree.Element(self._tag("cols"))
            self._data.addprevious(columns)
        shown = None
        place = 0
        for index, one in enumerate(list(columns)):
            first, last = int(one.get("min", "0")), int(one.get("max", "0"))
            if last < column:
                place = index + 1
            elif first <= column:
                shown = self._split_range(one, first, last, column)
                break
            else:
                break
        if shown is None:
            shown = etree.Element(self._tag("col"))
            columns.insert(place, shown)
        shown.set("min", str(column))
        shown.set("max", str(column))
        shown.set("width", f"{width:g}")
        shown.set("customWidth", "1")
        for name in ("hidden", "collapsed", "outlineLevel", "bestFit"):
            shown.attrib.pop(name, None)

    def recalculate(self) -> None:
        """Ask the program that opens the sheet to calculate its formulas anew."""
        if self.root.find("{*}sheetCalcPr") is None:
            wish = etree.Element(self._tag("sheetCalcPr"))
            wish.set("fullCalcOnLoad", "1")
            self._data.addnext(wish)

    def child(self, name: str) -> Any:
        """A child of the worksheet by name, None when there is none."""
        return self.root.find(f"{{*}}{name}")

    @functools.cached_property
    def has_formulas(self) -> bool:
        """Whether any cell of the sheet is a formula."""
        return next(self._data.iter("{*}f"), None) is not None

    @functools.cached_property
    def computed(self) -> tuple[Area, ...]:
        """Areas whose cells all show the result of one formula, also those that hold a value only."""
        found = []
        for formula in self._data.iter("{*}f"):
            if formula.get("t") in {"array", "dataTable"} and formula.get("ref"):
                first, _, last = formula.get("ref").partition(":")
                found.append(Area(*_split(first), *_split(last or first)))
        return tuple(found)

    def finished(self) -> Any:
        """The worksheet element, its noted extent reaching every new cell."""
        dimension = self.root.find("{*}dimension")
        first, _, last = (dimension.get("ref", "") if dimension is not None else "").partition(":")
        if dimension is not None and first:
            right, bottom = _split(last or first)
            corner = cell_name(max(right, self._right), max(bottom, self._bottom))
            dimension.set("ref", f"{first}:{corner}")
        return self.root

    def _tag(self, name: str) -> str:
        return f"{{{self._namespace}}}{name}"

    def _row_cells(self, row: int) -> dict[int, Any]:
        known = self._cells.get(row)
        if known is None:
            known = self._cells[row] = {}
            column = 0
            for cell in self._rows[row].iterfind("{*}c") if row in self._rows else ():
                reference = cell.get("r")
                column = _split(reference)[0] if reference else column + 1
                if not reference:  # its place must not hang on what is put before it
                    cell.set("r", cell_name(column, row))
                known[column] = cell
        return known

    def _emptied(self, column: int, row: int, style: str | None) -> Any:
        """The cell there (a new one in its right place when there is none), without value, with the style."""
        self.changed = True
        cells = self._row_cells(row)
        cell = cells.get(column)
        if cell is None:
            cell = self._new_cell(column, row, cells)
        for child in list(cell):
            cell.remove(child)
        for name in _EMPTIED:
            cell.attrib.pop(name, None)
        if style is not None:
            cell.set("s", style)
        return cell

    def _new_cell(self, column: int, row: int, cells: dict[int, Any]) -> Any:
        element = self._rows[row] if row in self._rows else self._new_row(row)
        cell = etree.Element(self._tag("c"))
        cell.set("r", cell_name(column, row))
        nearest = max(cells, default=0)
        if nearest > column:
            nearest = max((place for place in cells if place < column), default=0)
        if not nearest:
            element.insert(0, cell)
        else:
            cells[nearest].addnext(cell)
        cells[column] = cell
        first, _, last = (element.get("spans") or "").partition(":")
        if first.isdigit() and last.isdigit():
            element.set("spans", f"{min(int(first), column)}:{max(int(last), column)}")
        self._right, self._bottom = max(self._right, column), max(self._bottom, row)
        return cell

    def _new_row(self, row: int) -> Any:
        element = etree.Element(self._tag("row"))
        element.set("r", str(row))
        for place, other in self._rows.items():
            other.set("r", str(place))
        before = max((number for number in self._rows if number < row), default=None)
        if before is None:
            self._data.insert(0, element)
        else:
            self._rows[before].addnext(element)
        self._rows[row] = element
        return element

    @staticmethod
    def _split_range(one: Any, first: int, last: int, column: int) -> Any:
        """Cut a range of columns so that one element is for this column alone."""
        if first < column:
            left = copy.deepcopy(one)
            left.set("max", str(column - 1))
            one.addprevious(left)
        if last > column:
            right = copy.deepcopy(one)
            right.set("min", str(column + 1))
            one.addnext(right)
        return one


def _split(reference: str) -> tuple[int, int]:
    """Column and row of ``D17``."""
    letters = reference.rstrip("0123456789")
    return number_of_column(letters), int(reference[len(letters) :] or 0)
