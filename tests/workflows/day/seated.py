"""Exams with rooms, as an office would have them."""

from __future__ import annotations

from pathlib import Path

from tests.small_bank import write_bank
from tests.tool import Run, quizgen
from tests.workflows.day.acts import went_well

ROOMS = """spares: 1
rooms:
  - {name: 第一考场, place: 行政楼301, rows: 2, columns: 3, broken: [1-2], kept: [2-3]}
  - {name: 第二考场, rows: 2, columns: 3, staff: [张三]}
"""
UNITS = ("测试一局", "测试二局", "测试三局")


def roster(count: int) -> str:
    rows = [f"{at:03d},测试{'甲乙丙丁戊己庚辛壬癸'[at % 10]},{UNITS[at % 3]}," for at in range(1, count + 1)]
    return "\n".join(["编号,姓名,单位,职务", *rows]) + "\n"


def new_exam(folder: Path, count: int, *more: object) -> Path:
    """An exam for so many people, without seats."""
    bank = write_bank(folder / "bank")
    (folder / "roster.csv").write_text(roster(count), encoding="utf-8")
    went_well(
        quizgen(
            *("exam", "new", folder / "exam", "--blueprint", "small", "--bank", bank, "--no-cache"),
            *("--roster", folder / "roster.csv", "--date", "2026-12-01", *more),
        )
    )
    return folder / "exam"


def seats(exam: Path, *more: object, by: str = "张三") -> Run:
    return quizgen("exam", "seats", exam, *more, "--by", by)


def seat(exam: Path, rooms: str = ROOMS, *more: object) -> Run:
    """Draw the seats."""
    (exam.parent / "rooms.yaml").write_text(rooms, encoding="utf-8")
    return seats(exam, "--rooms", exam.parent / "rooms.yaml", *more)
