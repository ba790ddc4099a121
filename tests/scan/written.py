"""A small exam whose written answers stand on the sheet: printed, written on, scanned; shared by tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PIL import Image

from quizgen.model.sheet import BubbleKind, SheetGeometry
from tests.render.reading import raster
from tests.scan.exam import geometry_of
from tests.scan.made import DPI, dice_of
from tests.tool import quizgen
from tests.written_bank import case, question, write_bank
from tools.scans.people import empty_layer
from tools.scans.scanners import Scanner, take
from tools.scans.strokes import Layer, full, pencil, put
from tools.scans.writing import ballpoint, write_in

PEOPLE = ("202601", "202602", "202603")
ROSTER = "编号,姓名,单位,职务\n" + "".join(f"{one},欧阳{at}号,测试局,\n" for at, one in enumerate(PEOPLE, 1))
FILLS, SHORT, PART, ESSAY = ("3", "4"), "5", "6(2)", "7"
"""Printed numbers of what is written; the essay goes on on the second page."""


def print_written(folder: Path, *, mode: str = "one") -> Path:
    """An exam for three people, its sheets printed: two pages, the second of boxes alone."""
    asked = [question(1, "single"), question(2, "single"), question(3, "fill"), question(4, "fill")]
    asked += [question(5, "short"), case(6, ["single", "short"]), question(7, "essay", lines=16)]
    kinds = ("single", "fill", "short", "case", "essay")
    sections = [
        {"kind": kind, "count": sum(one["kind"] == kind for one in asked), "points": 10} for kind in kinds
    ]
    bank = write_bank(folder / "bank", asked, sections)
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    new = ("exam", "new", folder / "exam", "--blueprint", "written", "--bank", bank, "--no-cache")
    more = ("--roster", folder / "roster.csv", "--date", "2026-12-01", "--mode", mode, "--written", "sheet")
    build = ("exam", "build", folder / "exam", "--only", "sheets", "--jobs", 1)
    for words in ((*new, *more, "--despite", "B037", "--despite", "B041"), build):
        run = quizgen(*words)
        assert run.status == 0, run.out + run.err
    return folder / "exam"


def inks_of(geometry: SheetGeometry, number: str, words: Mapping[str, int], seed: int = 1) -> list[Layer]:
    """What a person draws on each page: the first option, the 编号, so many characters an answer."""
    dice = dice_of(seed, int(number))
    layers = [empty_layer(geometry) for _ in range(geometry.pages)]
    for one in geometry.bubbles:
        if one.kind is BubbleKind.DIGIT:
            at = int(one.question.removeprefix("编号")) - 1
            wanted = not one.printed and number.rjust(geometry.digits, "x")[at] == one.option
        else:
            wanted = one.option in {"A", "√"}
        if wanted:
            strokes = full(one.r_mm, dice)
            put(layers[one.page - 1], (one.x_mm, one.y_mm), strokes, pencil(dice), dice)
    for region in geometry.regions:
        most = words.get(region.question, 0) if region.part == 1 else words.get(region.question, 0) // 2
        write_in(region, layers[region.page - 1], ballpoint(dice), dice, most=most)
    return layers


def scan_pages(  # noqa: PLR0913 - a sheet, who writes what, what comes out
    exam: Path, code: str, number: str, words: Mapping[str, int], path: Path, *, seed: int = 1
) -> Path:
    """A scan of both sides of a sheet in one file."""
    geometry = geometry_of(exam, code)
    pdf = (exam / "sheets" / f"{code}.pdf").read_bytes()
    pictures = []
    for page, ink in enumerate(inks_of(geometry, number, words, seed)):
        grey = raster(pdf, DPI, page)[: ink.shape[0], : ink.shape[1]]
        pictures.append(
            Image.fromarray(take(grey, ink, Scanner(dpi=150), dice_of(page, int(number), seed)).picture)
        )
    pictures[0].save(path, save_all=True, append_images=pictures[1:], compression="tiff_lzw")
    return path
