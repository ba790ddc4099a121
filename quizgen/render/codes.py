"""What a machine reads on a sheet, as vector drawings: ArUco markers, QR codes, circles."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence

import segno

ARUCO_4X4_50 = (
    ("1011", "0101", "0011", "0010"),
    ("0000", "1111", "1001", "1010"),
    ("0011", "0011", "0010", "1101"),
    ("1001", "1001", "0100", "0110"),
    ("0101", "0100", "1001", "1110"),
    ("0111", "1001", "1100", "1101"),
)
"""The white cells (1) of markers 0 to 5 of OpenCV's DICT_4X4_50, without the black border."""


_MASK = 2
"""Every mask decodes; trying all eight would cost more than drawing the sheet."""


@functools.cache
def aruco_svg(marker: int) -> str:
    """Marker 0 to 5 as SVG: six by six cells, border included."""
    inner = [f"1{row.translate(str.maketrans('01', '10'))}1" for row in ARUCO_4X4_50[marker]]
    return _svg(("111111", *inner, "111111"))


def qr_svg(text: str) -> str:
    """A QR code at level Q as SVG, without its quiet zone."""
    code = segno.make_qr(text, error="q", boost_error=False, mask=_MASK)
    return _svg(["".join("1" if module else "0" for module in row) for row in code.matrix])


def circles_svg(
    circles: Iterable[tuple[float, float, float, bool]], outline: float, width: float, height: float
) -> str:
    """Circles given by centre, outer radius and whether they are filled, on a page of that size, in mm."""
    paths = {False: list[str](), True: list[str]()}
    for x, y, outer, filled in circles:
        r = outer - outline / 2
        arc = f"a{r:.3f} {r:.3f} 0 1 0"
        paths[filled].append(f"M{x} {y - r:.3f}{arc} 0 {2 * r:.3f}{arc} 0 {-2 * r:.3f}z")
    drawn = "".join(
        f'<path d="{"".join(path)}" fill="{"#000" if filled else "none"}"'
        f' stroke="#000" stroke-width="{outline}"/>'
        for filled, path in paths.items()
        if path
    )
    return _page(width, height, drawn)


def _page(width: float, height: float, drawn: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}">{drawn}</svg>'
    )


def _svg(rows: Sequence[str]) -> str:
    """One path over all black cells (1), so that no seam shows between neighbours."""
    strokes: list[str] = []
    for y, row in enumerate(rows):
        x = 0
        for run in row.replace("01", "0 1").replace("10", "1 0").split(" "):
            if run[0] == "1":
                strokes.append(f"M{x} {y}h{len(run)}v1h-{len(run)}z")
            x += len(run)
    return _page(len(rows), len(rows), f'<path d="{"".join(strokes)}" fill="#000"/>')
