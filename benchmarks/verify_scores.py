"""What marking and verifying a large exam costs as commands: entry file, ledger, signature included.

Run: ``python -m benchmarks.verify_scores [--forms 10000]``. The targets for 10,000 individual forms of 80
questions are 20 s and 500 MB for ``exam mark``, 20 s for ``exam verify --quick``, which draws every form
anew from the key, then works every score out again from the answers.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.synthetic import synthetic_questions, write_bank
from quizgen.files.yaml_write import dump_yaml
from quizgen.model.kinds import Kind
from quizgen.model.lettered import LETTERS
from quizgen.model.shown import ShownItem
from quizgen.records.exam_folder import ExamFolder
from quizgen.workflows.marks.entry import entry_exam

BANK_SIZE = 900
KINDS = (Kind.SINGLE, Kind.TRUE_FALSE, Kind.MULTIPLE)
TARGET_S, TARGET_MB = 20.0, 500.0
BLUEPRINT = {
    "id": "benchmark",
    "title": "知识测试",
    "minutes": 50,
    "pass": 50,
    "sections": [
        {"kind": "single", "count": 30, "points": 1},
        {"kind": "true_false", "count": 30, "points": 1},
        {"kind": "multiple", "count": 20, "points": 2, "rule": "漏选按项"},
    ],
}


def main() -> None:
    """Make an exam, fill it in, measure the commands."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--forms", type=int, default=10_000, help="how many people")
    forms = parser.parse_args().forms
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), forms)


def measure(folder: Path, forms: int) -> None:
    """One exam from roster to verification."""
    exam = folder / "exam"
    write_bank(folder / "bank", synthetic_questions(BANK_SIZE, kinds=KINDS))
    (folder / "blueprint.yaml").write_text(dump_yaml(BLUEPRINT), encoding="utf-8")
    rows = "".join(f"{number:05d},测试{number},测试{number % 40}局,\n" for number in range(1, forms + 1))
    (folder / "roster.csv").write_text("编号,姓名,单位,职务\n" + rows, encoding="utf-8")
    key = ("--sign-key", folder / "keys" / "signing.pem")
    run("new", exam, "--blueprint", folder / "blueprint.yaml", "--bank", folder / "bank", "--no-cache",
        "--mode", "individual", "--roster", folder / "roster.csv", "--date", "2026-12-01")  # fmt: skip
    fill_in(exam)
    for name, arguments in (
        ("mark", ("mark", exam, "--by", "张三", *key)),
        ("mark again", ("mark", exam, "--by", "张三", *key)),
        ("verify --quick", ("verify", exam, "--quick")),
    ):
        seconds, busy, memory = run(*arguments)
        print(
            f"exam {name:<15} {forms:,} forms: {seconds:5.1f} s (target {TARGET_S:.0f}), CPU {busy:5.1f} s, "
            f"{memory:4.0f} MB at most (target for marking {TARGET_MB:.0f})",
            flush=True,
        )


def run(*arguments: Any) -> tuple[float, float, float]:
    """Run a command of the tool; seconds on the clock, seconds of CPU in all processes, megabytes at most."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "quizgen", "exam", *map(str, arguments)], stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, arguments  # noqa: S101 - a measurement of a failure is none
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def fill_in(folder: Path) -> None:
    """Write answers of mixed quality, the same every time."""
    exam = entry_exam(ExamFolder(folder))
    numbers = [column.number for column in exam.columns]
    with (folder / "answers.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["编号", "姓名", "卷号", "状态", *numbers])
        for index, candidate in enumerate(exam.roster):
            form = exam.own_form[candidate.number]
            writer.writerow(
                [candidate.number, candidate.name, form, "参加", *answers(exam.places(form), index)]
            )
    (folder / "answers.csv").chmod(0o600)


def answers(places: tuple[ShownItem, ...], index: int) -> Iterator[str]:
    """What somebody typed."""
    for at, place in enumerate(places):
        dice = (index * 31 + at * 17) % 7
        if not place.order:
            yield "√×"[dice % 2]
        elif place.body.kind == "multiple":
            yield LETTERS[: 2 + dice % 3]
        else:
            yield LETTERS[dice % len(place.order)]


if __name__ == "__main__":
    main()
