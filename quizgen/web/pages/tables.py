"""Tables with an empty corner: their first column names the rows, so its cells become row headings."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor


class RowHeadings(Treeprocessor):
    """Tells a reader of the screen which row a cell belongs to."""

    def run(self, root: Element) -> None:
        """Mark the first column of every table whose first heading is empty."""
        for table in root.iter("table"):
            corner = table.find("thead/tr/th")
            if corner is None or "".join(corner.itertext()).strip() or len(corner):
                continue
            corner.tag = "td"
            for cell in _first_cells(table):
                cell.tag = "th"
                cell.set("scope", "row")


def _first_cells(table: Element) -> Iterator[Element]:
    for line in table.iterfind("tbody/tr"):
        if len(line):
            yield line[0]
