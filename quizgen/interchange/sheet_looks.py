"""What of a worksheet hides, covers or restyles its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from quizgen.interchange.cells import Area, Cover, cell_name
from quizgen.interchange.looks import Looks
from quizgen.interchange.package import Package
from quizgen.interchange.parts import part_tree, related
from quizgen.interchange.review_layout import area_of, drawn_areas
from quizgen.interchange.xml_reading import local_name, whole

Place = tuple[int, int]
"""Column and row."""

_LEAST_HEIGHT_POINTS = 5.0
_LEAST_WIDTH = 3.0
"""In characters; a narrower column shows nothing that can be read."""
_DEFAULT_WIDTH = 8.43
_ANCHOR = re.compile(r"<(?:\w+:)?Anchor>([^<]*)<", re.IGNORECASE)
_SHAPE = re.compile(r"<(?:\w+:)?ClientData\b.*?</(?:\w+:)?ClientData>", re.IGNORECASE | re.DOTALL)
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
    def _conditions(self) -> list[tuple[Cover, str]]:
        return list(self._conditional())

    def row_fault(self, row: int) -> str:
        """Why a row is not seen; empty when it is."""
        hidden, height = self._heights.get(row, (False, None))
        defaults = self._root.find("{*}sheetFormatPr")
        if height is None and defaults is not None:
            hidden = hidden or (row not in self._heights and defaults.get("zeroHeight") in {"1", "true"})
            height = defaults.get("defaultRowHeight")
        low = height is not None and _float(height, 15) < _LEAST_HEIGHT_POINTS
        return "这一行是隐藏的" if hidden else ("这一行的高度几乎是零" if low else "")

    def column_fault(self, column: int, needed: float = _LEAST_WIDTH) -> str:
        """Why a column is not seen, or is too narrow for ``needed`` characters; empty when it is fine."""
        defaults = self._root.find("{*}sheetFormatPr")
        width = _float(None if defaults is None else defaults.get("defaultColWidth"), _DEFAULT_WIDTH)
        for one in self._root.iterfind("{*}cols/{*}col"):
            if whole(one.get("min")) <= column <= whole(one.get("max")):
                if one.get("hidden") in {"1", "true"}:
                    return "这一列是隐藏的"
                width = _float(one.get("width"), width)
        return f"这一列太窄（{width:g}），看不全" if width < needed else ""

    def cell_faults(self, place: Place) -> Iterator[str]:
        """What hides, covers or restyles one cell."""
        column, row = place
        if self._merged.holds(column, row):
            yield "被合并单元格盖住"
        if self._covers.holds(column, row):
            yield "有图形、文本框或控件盖在上面"
        if cell_name(column, row) in self._comments:
            yield "加了批注"
        for areas, fault in self._conditions:
            if areas.holds(column, row):
                yield fault

    def hides_zero(self) -> bool:
        """Whether the sheet shows zeros as empty cells."""
        return any(view.get("showZeros") in {"0", "false"} for view in self._outside("sheetView"))

    def asides(self) -> Iterator[tuple[str, str]]:
        """Words beside the cells: headers and footers, text boxes, comments, hints; place and text."""
        for one in self._root.iterfind("{*}headerFooter/*"):
            yield "页眉页脚", re.sub(r'&"[^"]*"|&\d+|&[A-Za-z]', "", one.text or "")
        for one in self._outside("dataValidation"):
            yield "数据验证", f"{one.get('promptTitle', '')}{one.get('prompt', '')}"
        for one in self._outside("hyperlink"):
            yield "链接", f"{one.get('display', '')}{one.get('tooltip', '')}"
        for kind, part in self._related:
            if kind in {"drawing", "comments", "threadedComment"}:
                tree = part_tree(self._package, part)
                for element in tree.iter("{*}p", "{*}comment", "{*}threadedComment"):
                    yield "图形或批注", "".join(text for text in element.itertext())

    def _outside(self, name: str) -> Iterator[Any]:
        """The elements of that name anywhere but among the cells, of which there may be very many."""
        for child in self._root:
            if local_name(child) != "sheetData":
                yield from child.iter(f"{{*}}{name}")

    def _drawings(self) -> Iterator[Area]:
        for kind, part in self._related:
            if kind == "drawing":
                yield from drawn_areas(part_tree(self._package, part))

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

    def _conditional(self) -> Iterator[tuple[Cover, str]]:
        """Areas of the conditional formats that let a value be shown as another, or not at all."""
        for one in self._outside("conditionalFormatting"):
            places = one.get("sqref") or "".join(one.xpath("string(./*[local-name()='sqref'])"))
            areas = Cover(area_of(place) for place in places.split())
            for rule in one.iterfind("{*}cfRule"):
                faults = "、".join(self._rule_faults(rule))
                if faults:
                    yield areas, f"条件格式会改变显示（{faults}）"

    def _rule_faults(self, rule: Any) -> Iterable[str]:
        pictures = rule.iter("{*}iconSet", "{*}dataBar")
        if any(one.get("showValue") in {"0", "false"} for one in pictures):
            return ("只显示图标或色条，不显示值",)
        inline = rule.find("{*}dxf")
        dxf = inline if inline is not None else self._looks.dxf(rule.get("dxfId"))
        if dxf is None or (inline is None and rule.get("dxfId") is None):
            return ()
        if dxf.find("{*}numFmt") is not None:
            return ("换了数字格式",)
        grounds = self._looks.backgrounds(dxf.find("{*}fill"))
        return tuple(self._looks.font_faults(dxf.find("{*}font"), grounds))


def _float(text: str | None, missing: float) -> float:
    try:
        return float(text) if text else missing
    except ValueError:
        return missing
