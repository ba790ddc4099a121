"""Scanners, phones and copiers: what becomes of a page in a picture."""

from __future__ import annotations

import copy
import math
from dataclasses import dataclass, replace

import cv2
import numpy
from numpy.typing import NDArray

from tools.scans.strokes import DOTS_PER_MM, Dice, Layer

Picture = NDArray[numpy.uint8]
WIDTH_MM, HEIGHT_MM = 210.0, 297.0
_RED_IN_RED = 0.2
"""Share of red light that red ink takes away, against green and blue."""
_COARSE = 16
"""Pixels between the points at which the bulge of paper is computed."""


@dataclass(frozen=True, slots=True)
class Scanner:
    """Everything that happens on the way from paper to picture; lengths in mm, angles in degrees.

    ``corners`` moves the corners of the page by these shares of its width (a photo taken aslant), ``bend``
    is how far the paper bulges, ``table`` the grey of what lies around it (photos only), ``tone`` the
    exponent of the brightness, ``steep`` the steepness of a copier's curve (0: none). The sheet was copied
    ``copies`` times before it was filled in.
    """

    dpi: float = 200.0
    angle: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0
    shift_x: float = 0.0
    shift_y: float = 0.0
    corners: tuple[tuple[float, float], ...] = ()
    bend: float = 0.0
    table: int = 255
    around: float = 0.0
    blur: float = 0.03
    noise: float = 2.0
    gain: float = 1.0
    tone: float = 1.0
    steep: float = 0.0
    shadow: float = 0.0
    one_bit: str = ""
    jpeg: int = 90
    streaks: int = 0
    halftone: bool = False
    covered: int = 0
    finger: bool = False
    fold: bool = False
    staple: bool = False
    through: float = 0.0
    glare: bool = False
    coffee: bool = False
    crop: float = 0.0
    torn: bool = False
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """A picture with the matrix from mm on paper to its pixels, and how far the paper bulges."""

    picture: Picture
    matrix: NDArray[numpy.float64]
    bend: float

    def pixels(self, points_mm: NDArray[numpy.float64]) -> NDArray[numpy.float64]:
        """Where points of the paper are in the picture."""
        moved = points_mm + bulge(points_mm[..., 1], self.bend)
        out = moved @ self.matrix[:, :2].T + self.matrix[:, 2]
        return numpy.asarray(out[..., :2] / out[..., 2:], float)


def bulge(y_mm: NDArray[numpy.float64], bend: float) -> NDArray[numpy.float64]:
    """By how many mm bent paper moves what is at a height of the page."""
    turn = y_mm / HEIGHT_MM * math.pi
    return numpy.stack([bend * numpy.sin(turn), 0.5 * bend * numpy.sin(2 * turn)], axis=-1)


def dots(mm: float) -> int:
    """A length in pixels of the page at 300 dpi."""
    return round(mm * DOTS_PER_MM)


def take(page: Picture, ink: Layer | None, scanner: Scanner, dice: Dice) -> Taken:
    """The picture of a printed page (300 dpi) with the ink on it."""
    page, before = _copy(page, scanner.copies, dice)
    if ink is not None and scanner.copies:  # people fill in the circles where the copy has them
        to_dots = numpy.diag([DOTS_PER_MM, DOTS_PER_MM, 1.0])
        moved = to_dots @ before @ numpy.linalg.inv(to_dots)
        ink = numpy.asarray(cv2.warpPerspective(ink, moved, ink.shape[::-1]), numpy.float32)
    paper = page.astype(numpy.float32)
    if scanner.halftone:
        paper = _halftoned(paper)
    if ink is not None:
        paper *= 1 - ink
    _damage(paper, scanner, dice)
    matrix, size = _view(scanner)
    sigma = max(scanner.blur * DOTS_PER_MM, 0.45 * 300 / scanner.dpi - 0.2)
    paper = numpy.asarray(cv2.GaussianBlur(paper, (0, 0), max(0.3, sigma)), numpy.float32)
    picture = _seen(paper, matrix, size, scanner)
    picture = _lit(picture, scanner, dice)
    return Taken(_encoded(picture, scanner, dice), matrix @ before, scanner.bend)


def take_in_colour(page: Picture, ink: Layer, red: Layer, scanner: Scanner, dice: Dice) -> Taken:
    """The picture in colours (red, green, blue) of a page with grey ink and with red ink on it.

    Red ink hides green and blue, and little red; the noise is the same in all.
    """
    plain = replace(scanner, jpeg=0)
    through = 1 - (1 - ink) * (1 - _RED_IN_RED * red)
    seen = take(page, numpy.asarray(through, numpy.float32), plain, copy.deepcopy(dice))
    stopped = 1 - (1 - ink) * (1 - red)
    other = take(page, numpy.asarray(stopped, numpy.float32), plain, dice).picture
    return Taken(numpy.stack([seen.picture, other, other], axis=-1), seen.matrix, seen.bend)


def _copy(page: Picture, times: int, dice: Dice) -> tuple[Picture, NDArray[numpy.float64]]:
    """A page copied on a copier again and again, with the matrix from mm on the first to mm on the last."""
    moved = numpy.eye(3)
    for _ in range(times):
        copier = Scanner(
            dpi=300,
            angle=float(dice.normal(0, 0.4)),
            scale_x=float(dice.normal(1, 0.005)),
            scale_y=float(dice.normal(1, 0.005)),
            steep=5,
            blur=0.05,
            jpeg=0,
            noise=3,
        )
        copy = take(page, None, copier, dice)
        rows = numpy.full_like(page, 255)
        height, width = (min(one) for one in zip(page.shape, copy.picture.shape, strict=True))
        rows[:height, :width] = copy.picture[:height, :width]
        page, moved = rows, numpy.diag([1 / DOTS_PER_MM, 1 / DOTS_PER_MM, 1.0]) @ copy.matrix @ moved
    return page, moved


def _view(scanner: Scanner) -> tuple[NDArray[numpy.float64], tuple[int, int]]:
    """The matrix from mm to pixels, the size of the picture."""
    per_mm, edge = scanner.dpi / 25.4, scanner.around
    turn = math.radians(scanner.angle)
    quarter = round(scanner.angle / 90) % 2
    wide, high = (HEIGHT_MM, WIDTH_MM) if quarter else (WIDTH_MM, HEIGHT_MM)
    wide, high = wide + 2 * edge, high + 2 * edge
    middle = numpy.array([[1, 0, -WIDTH_MM / 2], [0, 1, -HEIGHT_MM / 2], [0, 0, 1]])
    turned = numpy.array(
        [[math.cos(turn), -math.sin(turn), 0], [math.sin(turn), math.cos(turn), 0], [0, 0, 1]]
    ) @ numpy.diag([scanner.scale_x, scanner.scale_y, 1])
    out = [
        [per_mm, 0, per_mm * (wide / 2 + scanner.shift_x)],
        [0, per_mm, per_mm * (high / 2 + scanner.shift_y)],
        [0, 0, 1],
    ]
    matrix = numpy.array(out) @ turned @ middle
    if scanner.corners:
        square = numpy.array([[0, 0], [wide, 0], [wide, high], [0, high]], numpy.float32) * per_mm
        moved = square + numpy.array(scanner.corners, numpy.float32) * wide * per_mm
        matrix = cv2.getPerspectiveTransform(square, moved.astype(numpy.float32)) @ matrix
    if scanner.crop:
        cut = scanner.crop * per_mm
        matrix = numpy.array([[1, 0, -cut], [0, 1, -cut], [0, 0, 1]]) @ matrix
        wide, high = wide - 2 * scanner.crop, high - 2 * scanner.crop
    return matrix, (round(wide * per_mm), round(high * per_mm))


def _seen(paper: Layer, matrix: NDArray[numpy.float64], size: tuple[int, int], scanner: Scanner) -> Layer:
    to_dots = numpy.diag([DOTS_PER_MM, DOTS_PER_MM, 1.0])
    inverse = to_dots @ numpy.linalg.inv(matrix)
    table = float(scanner.table)
    if not scanner.bend:
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        out = cv2.warpPerspective(
            paper, inverse, size, flags=flags, borderMode=cv2.BORDER_CONSTANT, borderValue=table
        )
        return numpy.asarray(out, numpy.float32)
    coarse = tuple(side // _COARSE + 2 for side in size)
    xs, ys = numpy.meshgrid(*(numpy.arange(side) * float(_COARSE) for side in coarse))
    at = numpy.stack([xs, ys, numpy.ones_like(xs)], axis=-1) @ numpy.linalg.inv(matrix).T
    plane = at[..., :2] / at[..., 2:]
    place = plane - bulge(plane[..., 1], scanner.bend)
    place = plane - bulge(place[..., 1], scanner.bend)
    at_dots = (place * DOTS_PER_MM).astype(numpy.float32)
    fine = numpy.array([[1 / _COARSE, 0, 0], [0, 1 / _COARSE, 0]])  # the bulge is smooth
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    columns, rows = (cv2.warpAffine(at_dots[..., axis], fine, size, flags=flags) for axis in (0, 1))
    out = cv2.remap(
        paper,
        columns,
        rows,
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=table,
    )
    return numpy.asarray(out, numpy.float32)


def _halftoned(paper: Layer) -> Layer:
    """Greys as a laser printer sets them: dots of 106 to the inch on a grid of 600."""
    height, width = paper.shape
    fine = cv2.resize(paper, (width * 2, height * 2), interpolation=cv2.INTER_LINEAR)
    ys, xs = numpy.mgrid[0:8, 0:8]
    dot = numpy.cos((xs + ys) * (math.pi / 4)) + numpy.cos((xs - ys) * (math.pi / 4)) + xs * 1e-3 + ys * 1e-4
    levels = (numpy.argsort(numpy.argsort(dot.ravel())).reshape(8, 8) + 0.5) * 4
    screen = numpy.tile(levels, (fine.shape[0] // 8 + 1, fine.shape[1] // 8 + 1))
    screen = screen[: fine.shape[0], : fine.shape[1]]
    screened = numpy.where(fine > screen, 255, 0).astype(numpy.float32)
    whole = numpy.where(fine > 250, 255, numpy.where(fine < 20, 0, screened))  # noqa: PLR2004 - paper, black
    return numpy.asarray(
        cv2.resize(whole.astype(numpy.float32), (width, height), interpolation=cv2.INTER_AREA), numpy.float32
    )


def _damage(paper: Layer, scanner: Scanner, dice: Dice) -> None:
    """What happened to the paper itself."""
    height, width = paper.shape

    if scanner.through:
        back = cv2.GaussianBlur(cv2.flip(paper, 1), (0, 0), 4)
        paper -= (255 - back) * scanner.through
    if scanner.coffee:
        x, y = dots(dice.uniform(25, 50)), dots(dice.uniform(276, 286))
        stain = numpy.zeros_like(paper)
        cv2.circle(stain, (x, y), dots(14), 0.35, -1)
        cv2.circle(stain, (x, y), dots(14), 0.6, dots(1.5))
        paper *= 1 - cv2.GaussianBlur(stain, (0, 0), 5)
    if scanner.fold:
        at = dots(dice.uniform(100, 200))
        paper[at : at + 4] *= 0.55
        paper[at + 4 : at + 16] *= 0.93
    if scanner.staple:
        cv2.line(paper, (dots(9), dots(8)), (dots(20), dots(15)), 60, 6)
    for _ in range(scanner.covered):
        place = ((15.5, 194.5)[int(dice.integers(2))], (15.5, 148.5, 281.5)[int(dice.integers(3))])
        cv2.circle(paper, (dots(place[0]), dots(place[1])), dots(7), 250, -1)
    if scanner.finger:
        beside = (width, dots(dice.uniform(60, 240)))
        cv2.ellipse(paper, beside, (dots(24), dots(9)), 0, 0, 360, 150, -1)
    if scanner.torn:
        corner = numpy.array([[width, height], [width - dots(45), height], [width, height - dots(60)]])
        cv2.fillPoly(paper, [corner], 90)
    numpy.clip(paper, 0, 255, out=paper)


def _lit(picture: Layer, scanner: Scanner, dice: Dice) -> Layer:
    height, width = picture.shape
    picture = numpy.asarray(picture * scanner.gain, numpy.float32)
    if scanner.shadow:
        ys = numpy.arange(height, dtype=numpy.float32)[:, None]
        xs = numpy.arange(width, dtype=numpy.float32)
        turn = dice.uniform(0, 2 * math.pi)
        across = scanner.shadow * (xs / width - 0.5) * math.cos(turn)
        down = scanner.shadow * (ys / height - 0.5) * math.sin(turn)
        picture *= (1 - 0.5 * scanner.shadow - across - down).clip(0.2, 1.2)
    if scanner.glare:
        spot = numpy.zeros_like(picture)
        centre = (int(dice.uniform(0.2, 0.8) * width), int(dice.uniform(0.3, 0.8) * height))
        cv2.circle(spot, centre, width // 14, 1.0, -1)
        picture += 190 * cv2.GaussianBlur(spot, (0, 0), width / 40)
    if scanner.tone != 1:
        picture = (255 * (picture.clip(0, 255) / 255) ** scanner.tone).astype(numpy.float32)
    if scanner.steep:
        x = (picture.clip(0, 255) / 255 - 0.55) * scanner.steep
        low, high = 1 / (1 + math.exp(0.55 * scanner.steep)), 1 / (1 + math.exp(-0.45 * scanner.steep))
        picture = (255 * (1 / (1 + numpy.exp(-x)) - low) / (high - low)).astype(numpy.float32)
    for _ in range(scanner.streaks):
        at = int(dice.uniform(0, width))
        picture[:, at : at + 2] -= dice.uniform(20, 70)
    picture += dice.standard_normal(picture.shape, numpy.float32) * numpy.float32(scanner.noise)
    return picture


_BAYER = numpy.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], numpy.float32)


def _encoded(picture: Layer, scanner: Scanner, dice: Dice) -> Picture:
    out = picture.clip(0, 255)
    if scanner.one_bit == "fax":
        return numpy.where(out > dice.uniform(105, 140), 255, 0).astype(numpy.uint8)
    if scanner.one_bit == "dither":
        height, width = out.shape
        screen = numpy.tile(_BAYER, (height // 4 + 1, width // 4 + 1))[:height, :width] * 16 + 8
        return numpy.where(out > screen, 255, 0).astype(numpy.uint8)
    pixels = out.astype(numpy.uint8)
    if scanner.jpeg:
        _, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, scanner.jpeg])
        pixels = numpy.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), numpy.uint8)
    return pixels


def varied(scanner: Scanner, dice: Dice) -> Scanner:
    """The small differences that every scan has."""
    return replace(
        scanner,
        angle=scanner.angle + float(dice.normal(0, 0.35)),
        scale_x=scanner.scale_x * float(dice.normal(1, 0.002)),
        scale_y=scanner.scale_y * float(dice.normal(1, 0.002)),
        shift_x=scanner.shift_x + float(dice.normal(0, 0.8)),
        shift_y=scanner.shift_y + float(dice.normal(0, 0.8)),
        noise=scanner.noise * float(dice.uniform(0.6, 1.6)),
    )
