"""A whole exam from its rooms to its verification: sixty people, three rooms, four forms, what goes wrong."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from quizgen.records.exam_folder import ExamFolder
from tests.small_bank import write_bank
from tests.tool import quizgen
from tests.workflows.day.acts import verified
from tests.workflows.filled import scores_of
from tools import demo_day


def run(*arguments: str, expect: int = 0) -> None:
    """The demo's commands in this process."""
    alone = ("--jobs", "1") if arguments[1] in {"build", "verify"} else ()
    done = quizgen(*arguments, *alone)
    assert done.status == expect, (arguments, done.out, done.err)


def test_the_whole_exam_is_verified_and_every_act_explained(tmp_path: Path) -> None:
    singles = {"sections": [{"kind": "single", "count": 6, "points": 1}], "pass": 4}
    exam, bank = tmp_path / "exam", write_bank(tmp_path / "bank", **singles)
    demo_day.play(run, lambda _: None, exam, bank, "small")
    states = Counter(str(one["attendance"]) for one in scores_of(exam).values() if "attendance" in one)
    assert (states["缺考"], states["退考"], len(scores_of(exam))) == (3, 1, 62)
    found = verified(exam)
    assert found["problems"] == []
    assert [one["act"] for one in found["acts"]] == [
        *("swapped", "seated", "withdrawn", "amended"),
        *("added", "reseated", "added", "reseated", "erratum"),
        *("attended", "published", "recheck_asked", "rechecked"),
    ]
    people = ExamFolder(exam).people
    assert len(people.seats) == len(people.roster) == demo_day.PEOPLE + len(demo_day.LATE) - 1
    assert (exam / "rechecks" / "0001.pdf").is_file()
