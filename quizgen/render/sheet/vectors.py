"""Shapes on an answer sheet as PDF: what ``codes`` draws, circles, squares; millimetres, y downwards."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

PT_PER_MM = 72 / 25.4
_ROUND = 0.5522847498
"""How far the handles of a quarter circle reach, as a share of its radius."""

_PATH = re.compile(r'<path(?P<told>[^>]*)\bd="(?P<path>[^"]*)"(?P<more>[^>]*)/>')
_TRANSFORM = re.compile(r"translate\(([-\d.]+) ([-\d.]+)\) scale\(([-\d.]+)\)")
_STROKE = re.compile(r'stroke-width="([\d.]+)"')
_GREY = re.compile(r'stroke="#([0-9a-f]{2})[0-9a-f]{4}"')
_COMMAND = re.compile(r"([MHhvaz])([^MHhvaz]*)")


def drawing_pdf(drawing: str) -> bytes:
    """A drawing of ``codes.page`` as PDF content; it knows just the shapes that are drawn there."""
    return b"".join(_shape(found["told"] + found["more"], found["path"]) for found in _PATH.finditer(drawing))


def _shape(told: str, path: str) -> bytes:
    stroke, moved = _STROKE.search(told), _TRANSFORM.search(told)
    lines = b"".join(_path(path))
    if moved is not None:
        x, y, scale = map(float, moved.groups())
        lines = b"%.6f 0 0 %.6f %.3f %.3f cm\n%b" % (scale, scale, x, y, lines)
    if stroke is not None:
        grey = _GREY.search(told)
        ink = b"" if grey is None else b"%.4f SCN\n" % (int(grey[1], 16) / 255)
        return b"q %b%.3f w\n%bS Q\n" % (ink, float(stroke[1]), lines)
    return b"q\n%bf Q\n" % lines


def _path(path: str) -> Iterator[bytes]:
    x = y = start_x = start_y = 0.0
    for command, rest in _COMMAND.findall(path):
        told = [float(one) for one in rest.split()]
        match command:
            case "M":
                x, y = start_x, start_y = told[0], told[1]
                yield b"%.3f %.3f m\n" % (x, y)
            case "H":
                x = told[0]
                yield b"%.3f %.3f l\n" % (x, y)
            case "h" | "v":
                x, y = (x + told[0], y) if command == "h" else (x, y + told[0])
                yield b"%.3f %.3f l\n" % (x, y)
            case "a":
                # Half a circle: from its top to its bottom on the left, or back on the right.
                radius, down = told[0], told[6]
                yield _half(x, y, radius, 1 if down > 0 else -1)
                y += down
            case _:
                x, y = start_x, start_y
                yield b"h\n"


def _half(x: float, y: float, radius: float, way: int) -> bytes:
    """Half a circle from (x, y): ``way`` 1 down and on the left, -1 up and on the right."""
    r, k = radius * way, radius * way * _ROUND
    middle = y + r
    return b"%.3f %.3f %.3f %.3f %.3f %.3f c\n%.3f %.3f %.3f %.3f %.3f %.3f c\n" % (
        *(x - k, y, x - r, middle - k, x - r, middle),
        *(x - r, middle + k, x - k, y + 2 * r, x, y + 2 * r),
    )


@functools.lru_cache(maxsize=1 << 13)
def circle(x: float, y: float, radius: float) -> bytes:
    """A circle as a path."""
    top, bottom = y - radius, y + radius
    return b"%.3f %.3f m\n%b%bh\n" % (x, top, _half(x, top, radius, 1), _half(x, bottom, radius, -1))


def square(x: float, y: float, size: float) -> bytes:
    """A square around a point as a path."""
    return b"%.3f %.3f %.3f %.3f re\n" % (x - size / 2, y - size / 2, size, size)
