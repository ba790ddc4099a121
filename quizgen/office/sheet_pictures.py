"""The pictures of a sheet with the cells that they stand over or in."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from quizgen.office.package import Package
from quizgen.office.parts import part_tree
from quizgen.office.xml_reading import whole

_EMU_PER_MM = 36_000
_CELL_IMAGES = "xl/cellimages.xml"
_IN_CELL = re.compile(r"DISPIMG\(\s*[\"“]([^\"”]+)[\"”]", re.IGNORECASE)
"""What WPS writes into a cell that holds a picture."""


@dataclass(frozen=True, slots=True)
class SheetPicture:
    """A picture whose upper left corner is over the cell; it reaches down to ``last_row`` (from 1).

    ``content`` is empty where the file only links to it.
    """

    row: int
    column: int
    last_row: int
    content: bytes
    alt: str = ""
    width_mm: float | None = None


def pictures_over(package: Package, sheet_part: str) -> tuple[SheetPicture, ...]:
    """The pictures that float over the cells of a sheet. Raises RefusedFile for damage."""
    drawings = [target for kind, target in _targets(package, sheet_part).values() if kind == "drawing"]
    return tuple(picture for drawing in drawings for picture in _anchored(package, drawing))


def pictures_in_cells(package: Package) -> Mapping[str, SheetPicture]:
    """The pictures that WPS keeps in cells, by the names that the cells call them."""
    if _CELL_IMAGES not in package.parts:
        return {}
    targets = _targets(package, _CELL_IMAGES)
    found: dict[str, SheetPicture] = {}
    for picture in part_tree(package, _CELL_IMAGES).iter("{*}pic"):
        made = _picture(package, picture, targets, (0, 0, 0))
        name = next((one.get("name", "") for one in picture.iter("{*}cNvPr")), "")
        if made is not None and name:
            found[name] = made
    return found


def picture_named(formula: str) -> str:
    """The name of the picture that a formula shows in its cell; empty for any other formula."""
    found = _IN_CELL.search(formula)
    return found[1] if found else ""


def _targets(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """By id the kind and the part of everything inside the file that a part points to."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels".lstrip("/")
    if relations not in package.parts:
        return {}
    found = {}
    for one in part_tree(package, relations).iter("{*}Relationship"):
        if one.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join(f"/{folder}", one.get("Target", ""))).lstrip("/")
            found[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], target)
    return found


def _anchored(package: Package, drawing: str) -> Iterator[SheetPicture]:
    targets = _targets(package, drawing)
    for anchor in part_tree(package, drawing):
        start, end = anchor.find("{*}from"), anchor.find("{*}to")
        if start is None:
            continue
        row, column = _cell(start)
        last = row if end is None else _last_row(end, row)
        for picture in anchor.iter("{*}pic"):
            made = _picture(package, picture, targets, (row, column, last))
            if made is not None:
                yield made


def _cell(corner: Any) -> tuple[int, int]:
    return whole(corner.findtext("{*}row")) + 1, whole(corner.findtext("{*}col")) + 1


def _last_row(end: Any, first: int) -> int:
    """The last row that a picture covers; one that it only touches does not count."""
    row, _ = _cell(end)
    touched = whole(end.findtext("{*}rowOff")) == 0
    return max(first, row - 1 if touched else row)


def _picture(
    package: Package, picture: Any, targets: Mapping[str, tuple[str, str]], place: tuple[int, int, int]
) -> SheetPicture | None:
    blip = next(picture.iter("{*}blip"), None)
    if blip is None:
        return None
    identifiers = (value for key, value in blip.attrib.items() if key.endswith("}embed"))
    _, part = targets.get(next(identifiers, ""), ("", ""))
    content = package.read(part) if part in package.parts else b""
    named = next(picture.iter("{*}cNvPr"), None)
    alt = "" if named is None else named.get("descr", "").strip()
    extent = next(picture.iter("{*}ext"), None)
    width = whole(extent.get("cx")) if extent is not None else 0
    return SheetPicture(*place, content, alt, width / _EMU_PER_MM if width else None)
