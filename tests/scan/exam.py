"""A small exam whose answer sheets were printed, filled in and scanned: what tests of whole exams share."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

import cv2

from quizgen.model.sheet import Bubble, BubbleKind, SheetGeometry
from quizgen.records.checked_file import FORMAT, ListKind, checked_sum
from tests.found import things_in
from tests.render.reading import raster
from tests.scan.made import DPI, dice_of
from tests.small_bank import write_bank
from tests.tool import Run, quizgen
from tools.scans.people import empty_layer
from tools.scans.scanners import Scanner, take
from tools.scans.strokes import full, partial, pencil, put

ROSTER = "编号,姓名,单位,职务\n" + "".join(f"20260{at},测试{at},测试局,\n" for at in range(1, 6))
Choose = Callable[[str, list[Bubble]], Iterable[Bubble]]
"""The bubbles that somebody fills of a question (its number as printed)."""


def geometry_of(exam: Path, code: str) -> SheetGeometry:
    return SheetGeometry.model_validate_json((exam / "sheets" / f"{code}.json").read_bytes())


def scan_sheet(  # noqa: PLR0913 - a sheet, who fills it how
    exam: Path, code: str, number: str, choose: Choose, path: Path, *, weak: Collection[str] = ()
) -> Path:
    """A scan of a sheet that somebody filled in; a digit ``_`` is left out, ``weak`` are half filled."""
    geometry = geometry_of(exam, code)
    dice = dice_of(int(number.replace("_", "0")), ord(code))
    layer = empty_layer(geometry)
    questions: dict[str, list[Bubble]] = {}
    for one in geometry.bubbles:
        questions.setdefault(one.question, []).append(one)
    pen = pencil(dice)
    for question, bubbles in questions.items():
        if bubbles[0].kind is BubbleKind.DIGIT:
            digit = number.rjust(geometry.digits, "x")[int(question.removeprefix("编号")) - 1]
            chosen = [one for one in bubbles if one.option == digit]
        else:
            chosen = list(choose(question, bubbles))
        for one in chosen:
            strokes = partial(one.r_mm * 0.62, dice) if question in weak else full(one.r_mm, dice)
            put(layer, (one.x_mm, one.y_mm), strokes, pen, dice)
    page = raster((exam / "sheets" / f"{code}.pdf").read_bytes(), DPI, 0)[: layer.shape[0], : layer.shape[1]]
    cv2.imwrite(str(path), take(page, layer, Scanner(dpi=150), dice).picture)
    return path


def first_of_each(_question: str, bubbles: list[Bubble]) -> list[Bubble]:
    return bubbles[: 2 if bubbles[0].kind is BubbleKind.MULTIPLE else 1]


def two_at_three(question: str, bubbles: list[Bubble]) -> list[Bubble]:
    """Everything as the others, but two bubbles of a single-choice question."""
    return bubbles[:2] if question == "3" else first_of_each(question, bubbles)


def scan(exam: Path, *files: object) -> Run:
    return quizgen("exam", "scan", exam, *files, "--by", "张三")


def rows(exam: Path) -> dict[str, dict[str, str]]:
    with (exam / "answers.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["编号"]: row for row in csv.DictReader(file)}


def rules(exam: Path) -> list[str]:
    run = quizgen("exam", "verify", exam, "--quick", "--json")
    return [one["rule"] for one in json.loads(run.out)["problems"]]


def expected(exam: Path, code: str) -> dict[str, str]:
    """What the first bubbles of every question say."""
    found: dict[str, list[Bubble]] = {}
    for one in geometry_of(exam, code).bubbles:
        if one.kind is not BubbleKind.DIGIT:
            found.setdefault(one.question, []).append(one)
    return {q: "".join(one.option for one in first_of_each(q, bubbles)) for q, bubbles in found.items()}


def print_exam(folder: Path) -> Path:
    """An exam for five people in A and B, sheets printed."""
    bank = write_bank(folder / "bank")
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    new = ("exam", "new", folder / "exam", "--blueprint", "small", "--bank", bank, "--no-cache")
    people = ("--mode", "reordered", "--forms", 2, "--roster", folder / "roster.csv", "--date", "2026-12-01")
    build = ("exam", "build", folder / "exam", "--only", "sheets", "--jobs", 1)
    for words in ((*new, *people), build):
        run = quizgen(*words)
        assert run.status == 0, run.err
    return folder / "exam"


def read_doubtful(folder: Path) -> Path:
    """An exam whose scans have doubts of every kind that the page shows: marks, digits, owners, twice."""
    exam = print_exam(folder)
    some = list(expected(exam, "A"))
    scan_sheet(exam, "A", "202601", first_of_each, folder / "01.png", weak=some[7:9])
    scan_sheet(exam, "A", "202603", two_at_three, folder / "03.png", weak=some[7:9])
    scan_sheet(exam, "B", "2_2604", first_of_each, folder / "04.png")
    scan_sheet(exam, "B", "999999", first_of_each, folder / "05.png")
    scan_sheet(exam, "A", "202605", first_of_each, folder / "06.png")
    scan_sheet(exam, "A", "202605", two_at_three, folder / "07.png")
    run = scan(exam, *things_in(folder, "*.png"))
    assert run.status == 0, run.err
    return exam


def given_out(  # noqa: PLR0913 - the parts of a file
    exam: Path,
    by: str,
    answers: Mapping[str, str],
    path: Path,
    *,
    kind: ListKind = "check",
    exam_mark_is: str = "",
) -> Path:
    """What the page of doubtful marks gives out for these items of its list."""
    html = (exam / "scans" / ("待核对.html" if kind == "check" else "抽查.html")).read_text(encoding="utf-8")
    data = json.loads(html.partition("window.quizgenCheck=")[2].partition(";</script>")[0])
    rows_ = [
        [one["page"], one["item"], answers[one["item"]], one["seen"]]
        for one in data["items"]
        if one["item"] in answers
    ]
    assert {row[1] for row in rows_} == set(answers)
    mark = exam_mark_is or data["exam"]
    fields = {"format": FORMAT, "exam": mark, "list": kind, "by": by, "rows": rows_}
    path.write_text(json.dumps({**fields, "sum": checked_sum(mark, kind, by, rows_)}), encoding="utf-8")
    return path


def listed(exam: Path, kind: ListKind = "check") -> list[str]:
    """The items on a page of doubtful marks."""
    html = (exam / "scans" / ("待核对.html" if kind == "check" else "抽查.html")).read_text(encoding="utf-8")
    data = json.loads(html.partition("window.quizgenCheck=")[2].partition(";</script>")[0])
    return [one["item"] for one in data["items"]]
