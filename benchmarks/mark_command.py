"""What ``quizgen exam mark`` costs as a whole command, part by part: individual forms of ``cadre-80``.

Run: ``python -m benchmarks.mark_command [--people 2000]``; the cost grows in proportion to the people. Parts
are measured in CPU time by the functions that the command itself calls.

Seen on an idle machine of two cores: 20 s of CPU for 10,000 people before the changes of 2026-11-30.
Two fifths is reading what was typed, half is marking; to start the program takes one second. Both go through
every one of 800,000 answers in Python: a letter typed means another option on every person's form, and what
it earns depends on question, rule and options shown. A form is parsed twice, in a tenth of a millisecond
each, by compiled code; taking it apart piece by piece was tried, is no quicker. So there is no single part
whose loss would halve the whole; two processes would halve the time on the clock, not the work, and were not
tried.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from quizgen.files.collector import collector_paused
from quizgen.model.score import ScorePolicy
from quizgen.records.answers_file import answers_bytes
from quizgen.records.exam_folder import ExamFolder
from quizgen.workflows.marks.entry import entry_exam, read_entry
from quizgen.workflows.marks.run import MarkingRun
from tools.demo_answers import answer_of

Result = TypeVar("Result")


def main() -> None:
    """Draw, fill in, mark by the command, then part by part."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=2_000)
    people = parser.parse_args().people
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        exam = folder / "exam"
        roster = "".join(f"{number:06},测试{number},测试{number % 40}局,\n" for number in range(people))
        (folder / "roster.csv").write_text(f"编号,姓名,单位,职务\n{roster}", encoding="utf-8")
        new = ("new", exam, "--blueprint", "cadre-80", "--mode", "individual")
        drawn = command(
            folder, *new, "--roster", folder / "roster.csv", "--date", "2026-12-01", "--by", "张三"
        )
        print(f"drawing {people:,} forms: {drawn:.1f} s of CPU")
        fill_in(exam)
        with collector_paused():
            parts(exam)
        print(f"the whole command, mark: {command(folder, 'mark', exam, '--by', '张三'):.1f} s of CPU")


def command(folder: Path, *words: object) -> float:
    """CPU seconds of a command of the tool. Raises CalledProcessError when it fails."""
    before = os.times()
    subprocess.run(
        [sys.executable, "-m", "quizgen", "exam", *map(str, words)],
        env={**os.environ, "XDG_CONFIG_HOME": str(folder / "config")},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def fill_in(folder: Path) -> None:
    """Everybody's made-up answers as one CSV file."""
    exam = entry_exam(ExamFolder(folder))
    with (folder / "answers.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        heads = [column.number for column in exam.read_columns]
        writer.writerow(["编号", "姓名", "单位", "职务", "卷号", "状态", *heads])
        for one in exam.roster:
            code = exam.own_form[one.number]
            answers = [answer_of(one.number, place) or "-" for place in exam.places(code)]
            writer.writerow([one.number, one.name, one.unit, one.post, code, "参加", *answers])
    (folder / "answers.csv").chmod(0o600)


def parts(folder: Path) -> None:
    """Print the CPU time of every part."""
    entered = timed("reading what was typed", lambda: read_entry(folder))
    run = timed("opening the exam", lambda: MarkingRun(ExamFolder(folder), ()))
    timed("  of marking, parsing the forms", lambda: [run.form(sheet) for sheet in entered.sheets])
    timed("  of marking, parsing and marking", lambda: [run.marks(sheet) for sheet in entered.sheets])
    day = dt.date(2026, 12, 1)
    timed(
        "marking with sums, grades, ranks",
        lambda: run.scores(entered.sheets, ScorePolicy(), day, lambda: None),
    )
    timed("answers as they are kept", lambda: answers_bytes(entered.sheets))


def timed(what: str, work: Callable[[], Result]) -> Result:
    """Do it, print how long it took."""
    before = time.process_time()
    done = work()
    print(f"{what}: {time.process_time() - before:.2f} s")
    return done


if __name__ == "__main__":
    main()
