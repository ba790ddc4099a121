"""What in a worksheet hides, covers or restyles its cells."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from quizgen.office.cells import Area, Cover, cell_name
from quizgen.office.package import Package
from quizgen.office.parts import part_tree, related
from quizgen.office.shown.looks import Looks
from quizgen.office.xml_reading import local_name, whole
from quizgen.reviews.layout import area_of, drawn_area, drawn_areas

CellPlace = tuple[int, int]
"""Column and row."""

_LEAST_HEIGHT_POINTS = 5.0
_LEAST_WIDTH = 3.0
"""In characters; a narrower column shows nothing that can be read."""
_DEFAULT_WIDTH = 8.43
_ANCHOR = re.compile(r"<(?:\w+:)?Anchor>([^<]*)<", re.IGNORECASE)
_SHAPE = re.compile(r"<(?:\w+:)?ClientData\b.*?</(?:\w+:)?ClientData>", re.IGNORECASE | re.DOTALL)
_TEXTBOX = re.compile(r"<(?:\w+:)?textbox\b.*?</(?:\w+:)?textbox>", re.IGNORECASE | re.DOTALL)
_DRAWN = frozenset({"chart", "chartEx", "diagramData", "diagramDrawing"})
_CLOSED_NOTE = re.compile(r"ObjectType=[\"']Note[\"'](?!.*<(?:\w+:)?Visible\b)", re.IGNORECASE | re.DOTALL)


class SheetLooks:
    """One worksheet: ``root`` is its XML, ``part`` its name, ``looks`` the styles of the workbook."""

    def __init__(self, package: Package, part: str, root: Any, looks: Looks) -> None:
        self._package = package
        self._root = root
        self._looks = looks
        self._related = [one for one in related(package, part) if one[1] in package.parts]

    @cached_property
    def _merged(self) -> Cover:
        merged = self._root.iterfind("{*}mergeCells/{*}mergeCell")
        return Cover((area_of(one.get("ref", "A1")) for one in merged), beyond_first=True)

    @cached_property
    def _heights(self) -> dict[int, tuple[bool, str | None]]:
        """Whether a row is hidden, how high it is said to be."""
        rows = self._root.iterfind("{*}sheetData/{*}row")
        return {whole(row.get("r")): (row.get("hidden") in {"1", "true"}, row.get("ht")) for row in rows}

    @cached_property
    def _covers(self) -> Cover:
        return Cover([*self._drawings(), *self._shapes()])

    @cached_property
    def _conditions(self) -> list[tuple[Cover, str, Any]]:
        return [*self._conditional(), *self._table_styles()]

    @cached_property
    def _frozen(self) -> CellPlace:
        """The first column and row that can be scrolled to: what lies before them is never seen."""
        view = next(self._outside("sheetView"), None)
        pane = None if view is None else view.find("{*}pane")
        if view is None or pane is None or pane.get("state", "split") not in {"frozen", "frozenSplit"}:
            return 1, 1
        corner = area_of(view.get("topLeftCell") or "A1")
        return corner.left if pane.get("xSplit") else 1, corner.top if pane.get("ySplit") else 1

    def structure_fault(self) -> str:
        """What lets programs read other cells than the ones read here; empty when nothing does."""
        tables = self._root.findall("{*}sheetData")
        namespace = self._root.tag.rpartition("}")[0]
        strange = any(isinstance(one.tag, str) and one.tag.rpartition("}")[0] != namespace for one in tables)
        for table in tables:
            for row in table:
                strange = strange or (isinstance(row.tag, str) and row.tag.rpartition("}")[0] != namespace)
                strange = strange or any(
                    isinstance(cell.tag, str) and cell.tag != f"{namespace}}}c" for cell in row
                )
        rows = [whole(row.get("r")) for table in tables for row in table if row.get("r")]
        if strange or len(tables) > 1 or any(after <= before for before, after in itertools.pairwise(rows)):
            return "表里有别的程序会读成另一样的内容（重复的行、别的命名空间）"
        return ""

    def doubled(self, row: int) -> bool:
        """Whether a cell of a row stands twice."""
        element = self._rows.get(row)
        places = [] if element is None else [cell.get("r") for cell in element if cell.get("r")]
        return len(places) > len(set(places))

    @cached_property
    def _rows(self) -> dict[int, Any]:
        return {whole(row.get("r")): row for row in self._root.iterfind("{*}sheetData/{*}row")}

    def beside(self, part: str) -> SheetLooks:
        """Another sheet of the same workbook."""
        return SheetLooks(self._package, part, part_tree(self._package, part), self._looks)

    def row_fault(self, row: int) -> str:
        """Why a row is not seen; empty when it is."""
        if row < self._frozen[1]:
            return "这一行被冻结的窗格挡住"
        hidden, height = self._heights.get(row, (False, None))
        defaults = self._root.find("{*}sheetFormatPr")
        if height is None and defaults is not None:
            hidden = hidden or (row not in self._heights and defaults.get("zeroHeight") in {"1", "true"})
            height = defaults.get("defaultRowHeight")
        low = height is not None and _float(height, 15) < _LEAST_HEIGHT_POINTS
        return "这一行是隐藏的" if hidden else ("这一行的高度几乎是零" if low else "")

    def column_fault(self, column: int, needed: float = _LEAST_WIDTH) -> str:
        """Why a column is not seen, or is too narrow for ``needed`` characters; empty when it is fine."""
        if column < self._frozen[0]:
            return "这一列被冻结的窗格挡住"
        defaults = self._root.find("{*}sheetFormatPr")
        width = _float(None if defaults is None else defaults.get("defaultColWidth"), _DEFAULT_WIDTH)
        for one in self._root.iterfind("{*}cols/{*}col"):
            if whole(one.get("min")) <= column <= whole(one.get("max")):
                if one.get("hidden") in {"1", "true"}:
                    return "这一列是隐藏的"
                width = _float(one.get("width"), width)
        return f"这一列太窄（{width:g}），看不全" if width < needed else ""

    def cover_faults(self, place: CellPlace) -> Iterator[str]:
        """What lies over one cell."""
        column, row = place
        if self._merged.holds(column, row):
            yield "被合并单元格盖住"
        if self._covers.holds(column, row):
            yield "有图形、文本框或控件盖在上面"

    def cell_faults(self, place: CellPlace, style: str | None) -> Iterator[str]:
        """What hides, covers or restyles one cell of a style."""
        column, row = place
        yield from self.cover_faults(place)
        if cell_name(column, row) in self._comments:
            yield "加了批注"
        if self._sparklines.holds(column, row):
            yield "有迷你图"
        for areas, fault, change in self._conditions:
            if areas.holds(column, row):
                faults = fault or "、".join(self._changed(style, change))
                if faults:
                    yield f"条件格式或表格样式会改变显示（{faults}）"

    def _changed(self, style: str | None, change: Any) -> Iterator[str]:
        if local_name(change) == "dxf":
            yield from self._looks.changed_faults(style, change)
        else:
            yield from self._looks.bar_faults(style, change)

    @cached_property
    def _sparklines(self) -> Cover:
        found = (one.findtext("{*}sqref") or "" for one in self._outside("sparkline"))
        return Cover(area_of(place) for text in found for place in text.split())

    def hides_zero(self) -> bool:
        """Whether the sheet shows zeros as empty cells."""
        return any(view.get("showZeros") in {"0", "false"} for view in self._outside("sheetView"))

    def asides(self) -> Iterator[tuple[str, str]]:
        """Words beside the cells: headers and footers, text boxes, comments, hints; place and text."""
        for one in self._root.iterfind("{*}headerFooter/*"):
            text = one.text or ""
            yield "页眉页脚", re.sub(r'&"[^"]*"|&\d+|&[A-Za-z]', "", text)
        for one in self._outside("dataValidation"):
            yield "数据验证", f"{one.get('promptTitle', '')}{one.get('prompt', '')}"
        for one in self._outside("hyperlink"):
            yield "链接", f"{one.get('display', '')}{one.get('tooltip', '')}"
        for kind, part in self._related:
            if kind in {"drawing", "comments", "threadedComment"}:
                tree = part_tree(self._package, part)
                for element in tree.iter("{*}p", "{*}comment", "{*}threadedComment"):
                    yield "图形或批注", "".join(text for text in element.itertext())
            if kind == "drawing":
                yield from (("图表", text) for text in drawn_words(self._package, part))
            if kind == "vmlDrawing":
                drawn = self._package.read(part).decode("utf-8", "replace")
                yield "控件", re.sub(r"<[^>]*>", "", " ".join(_TEXTBOX.findall(drawn)))

    def _outside(self, name: str) -> Iterator[Any]:
        """The elements of that name anywhere but among the cells, of which there may be very many."""
        for child in self._root:
            if local_name(child) != "sheetData":
                yield from child.iter(f"{{*}}{name}")

    def _drawings(self) -> Iterator[Area]:
        for kind, part in self._related:
            if kind == "drawing":
                yield from drawn_areas(part_tree(self._package, part))
        for anchor in self._outside("anchor"):
            if anchor.find("{*}from") is not None and anchor.find("{*}to") is not None:
                yield drawn_area(anchor)

    def _shapes(self) -> Iterator[Area]:
        """Shapes of the old kind: form controls, comment boxes that stay open."""
        for kind, part in self._related:
            if kind != "vmlDrawing":
                continue
            for shape in _SHAPE.finditer(self._package.read(part).decode("utf-8", "replace")):
                anchor = _ANCHOR.search(shape[0])
                numbers = [] if anchor is None else [whole(one.strip()) for one in anchor[1].split(",")]
                if len(numbers) == 8 and not _CLOSED_NOTE.search(shape[0]):  # noqa: PLR2004 - four corners with their offsets
                    left, _, top, _, right, _, bottom, _ = numbers
                    yield Area(left + 1, top + 1, right + 1, bottom + 1)

    @cached_property
    def _comments(self) -> frozenset[str]:
        found: set[str] = set()
        for kind, part in self._related:
            if kind in {"comments", "threadedComment"}:
                tree = part_tree(self._package, part)
                found.update(one.get("ref", "") for one in tree.iter("{*}comment", "{*}threadedComment"))
        return frozenset(found)

    def _table_styles(self) -> Iterator[tuple[Cover, str, Any]]:
        """Tables of a style that the workbook defines itself."""
        for kind, part in self._related:
            if kind == "table":
                table = part_tree(self._package, part)
                info = table.find("{*}tableStyleInfo")
                for change in [] if info is None else self._looks.table_styles(info.get("name", "")):
                    yield Cover([area_of(table.get("ref", "A1"))]), "", change

    def _conditional(self) -> Iterator[tuple[Cover, str, Any]]:
        """Areas of the conditional formats that let a value be shown as another, or not at all."""
        for one in self._outside("conditionalFormatting"):
            places = one.get("sqref") or "".join(one.xpath("string(./*[local-name()='sqref'])"))
            areas = Cover(area_of(place) for place in places.split())
            for rule in one.iterfind("{*}cfRule"):
                fault, change = self._rule(rule)
                if fault or change is not None:
                    yield areas, fault, change

    def _rule(self, rule: Any) -> tuple[str, Any]:
        """What a rule does whatever it is put on, or the look it gives (a style, bars)."""
        pictures = rule.iter("{*}iconSet", "{*}dataBar")
        if any(one.get("showValue") in {"0", "false"} for one in pictures):
            return "只显示图标或色条，不显示值", None
        inline = rule.find("{*}dxf")
        dxf = inline if inline is not None else self._looks.dxf(rule.get("dxfId"))
        if dxf is None or (inline is None and rule.get("dxfId") is None):
            return "", rule if next(rule.iter("{*}dataBar", "{*}colorScale"), None) is not None else None
        return ("换了数字格式", None) if dxf.find("{*}numFmt") is not None else ("", dxf)


def drawn_words(package: Package, part: str) -> Iterator[str]:
    """The words of the charts and diagrams that a part shows."""
    for kind, target in related(package, part):
        if kind in _DRAWN and target in package.parts:
            for element in part_tree(package, target).iter("{*}p", "{*}v"):
                yield "".join(element.itertext())


def _float(text: str | None, missing: float) -> float:
    try:
        return float(text) if text else missing
    except ValueError:
        return missing
