"""One person in several exams: whose score, of which exam, or nobody's and why."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from quizgen.model.answers import Attendance
from quizgen.model.exam import Candidate
from quizgen.model.score import CandidateScore
from quizgen.records.ledger import read_ledger
from quizgen.records.names import LEDGER
from tests.signed_scores import no_score, person, score, signed_folder
from tests.tool import Run, quizgen
from tests.workflows.review.test_attach_scores import workbook

ONE, TWO = person(1), person(2)
SUMMER, AUTUMN, WINTER = dt.date(2026, 6, 1), dt.date(2026, 9, 1), dt.date(2026, 12, 1)
YESTERDAY = dt.date(2026, 12, 19)


def exam(folder: Path, date: dt.date, *lines: CandidateScore, title: str = "") -> Path:
    """An exam of that day; its folder is named after it."""
    name = title or f"测试{date.month}月"
    return signed_folder(folder / name, list(lines), title=name, date=date)


def attach(folder: Path, exams: Sequence[Path], *more: object, people: object = None) -> Run:
    """Attach the exams to a workbook of these people (number 1 unless told) by the command line."""
    rows: Any = people or [("2026001", "测试甲")]
    reviews = workbook(folder / "材料.xlsx", rows)
    named = [word for one in exams for word in ("--scores", one)]
    fixed = ("--out", folder / "out", "--date", "2026-12-20", "--by", "张三", "--no-cards", "--json")
    return quizgen("review", "attach", *named, "--reviews", reviews, *fixed, *more)


def told(run: Run) -> tuple[list[str], list[str]]:
    """Scores that were attached, rules of those that were not."""
    data = json.loads(run.out)
    return [one["score"] for one in data["attached"]], [one["rule"] for one in data["problems"]]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_latest_is_the_exam_with_the_latest_day_in_whatever_order_it_is_named(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    exams = [
        exam(tmp_path, SUMMER, score(ONE, "99")),
        exam(tmp_path, AUTUMN, score(ONE, "81")),
        exam(tmp_path, WINTER, score(ONE, "85")),
    ]
    run = attach(tmp_path, [exams[place] for place in order], "--latest")
    assert told(run) == (["85"], [])
    assert run.status == 0


@pytest.mark.parametrize("more", [(), ("--latest",)])
@pytest.mark.parametrize("earlier", [False, True])
def test_two_exams_on_one_day_are_for_people_to_decide(
    tmp_path: Path, more: tuple[str, ...], *, earlier: bool
) -> None:
    exams = [
        exam(tmp_path, WINTER, score(ONE, "90"), title="上午场"),
        exam(tmp_path, WINTER, score(ONE, "80"), title="下午场"),
    ]
    exams += [exam(tmp_path, SUMMER, score(ONE, "70"))] if earlier else []
    run = attach(tmp_path, exams, *more)
    assert run.status == 1
    assert told(run) == ([], ["F011"])
    message = json.loads(run.out)["problems"][0]["message"]
    assert "上午场（2026-12-01） 90" in message
    assert "下午场（2026-12-01） 80" in message
    book: Any = load_workbook(tmp_path / "out" / "材料.xlsx").active
    assert [cell.value for cell in book[2]] == ["2026001", "测试甲", None]


def test_two_exams_on_one_day_of_which_one_was_missed_leave_the_other(tmp_path: Path) -> None:
    exams = [
        exam(tmp_path, WINTER, no_score(ONE, Attendance.ABSENT), title="上午场"),
        exam(tmp_path, WINTER, score(ONE, "80"), title="下午场"),
    ]
    assert told(attach(tmp_path, exams)) == (["80"], [])


@pytest.mark.parametrize(
    ("latest", "attached", "rules"),
    [
        (no_score(ONE, Attendance.ABSENT), ["81"], []),
        (score(ONE, "85", valid_until=YESTERDAY), ["81"], []),
        (no_score(ONE, Attendance.CHEATED), [], ["F008"]),
        (no_score(ONE, Attendance.VOID), [], ["F007"]),
        (score(ONE, "70"), ["70"], []),
        (score(ONE, "85", missed=("理论至少 40 分",)), [], ["F010"]),
    ],
)
def test_what_the_latest_exam_says_is_not_passed_over_for_a_better_one(
    tmp_path: Path, latest: CandidateScore, attached: list[str], rules: list[str]
) -> None:
    exams = [exam(tmp_path, AUTUMN, score(ONE, "81")), exam(tmp_path, WINTER, latest)]
    assert told(attach(tmp_path, exams, "--latest")) == (attached, rules)


def test_absent_everywhere_is_absent_and_out_of_date_everywhere_names_the_last_day(tmp_path: Path) -> None:
    absent = [exam(tmp_path / "a", one, no_score(ONE, Attendance.ABSENT)) for one in (AUTUMN, WINTER)]
    assert told(attach(tmp_path, absent, "--latest")) == ([], ["F006"])
    gone = [
        exam(tmp_path / "b", AUTUMN, score(ONE, valid_until=dt.date(2026, 12, 1))),
        exam(tmp_path / "b", WINTER, score(ONE, valid_until=dt.date(2026, 12, 19))),
    ]
    run = attach(tmp_path, gone, "--out", tmp_path / "b" / "out")
    assert told(run) == ([], ["F009"])
    assert "有效期至 2026-12-19" in json.loads(run.out)["problems"][0]["message"]


def test_an_exam_held_after_the_day_of_review_stops_the_person_though_another_would_do(
    tmp_path: Path,
) -> None:
    exams = [
        exam(tmp_path, AUTUMN, score(ONE, "81")),
        exam(tmp_path, dt.date(2026, 12, 21), score(ONE, "90")),
    ]
    assert told(attach(tmp_path, exams, "--latest")) == ([], ["F016"])
    same_day = [exam(tmp_path / "b", dt.date(2026, 12, 20), score(ONE, "90"))]
    assert told(attach(tmp_path, same_day, "--out", tmp_path / "b" / "out")) == (["90"], [])


@pytest.mark.parametrize("other", ["测试申", "测试·甲", "测试 甲", "测试甲 "])
@pytest.mark.parametrize("written", ["测试甲", "other"])
def test_one_number_with_two_names_decides_nothing_whichever_is_written(
    tmp_path: Path, other: str, written: str
) -> None:
    exams = [exam(tmp_path, AUTUMN, score(person(1, other))), exam(tmp_path, WINTER, score(ONE))]
    name = other if written == "other" else written
    run = attach(tmp_path, exams, "--latest", people=[("2026001", name)])
    assert told(run) == ([], ["F002"])
    message = json.loads(run.out)["problems"][0]["message"]
    assert f"“{other}”" in message
    assert "“测试甲”" in message


def test_one_name_under_two_numbers_in_two_exams_gives_each_their_own(tmp_path: Path) -> None:
    exams = [
        exam(tmp_path, AUTUMN, score(person(1, "张三"), "81"), score(person(3, "李四"), "83")),
        exam(tmp_path, WINTER, score(person(2, "张三"), "92")),
    ]
    people = [("2026002", "张三"), ("2026003", "李四"), ("2026001", "张三")]
    run = attach(tmp_path, exams, people=people)
    assert [(one["number"], one["score"]) for one in json.loads(run.out)["attached"]] == [
        ("2026002", "92"),
        ("2026003", "83"),
        ("2026001", "81"),
    ]


def test_a_number_that_two_people_could_have_is_nobodys(tmp_path: Path) -> None:
    seven = [Candidate(number=number, name="张三", unit="测试一局") for number in ("7", "007")]
    exams = [exam(tmp_path, AUTUMN, score(seven[0], "81")), exam(tmp_path, WINTER, score(seven[1], "92"))]
    reviews = workbook(tmp_path / "材料.xlsx", [(7, "张三")])
    book: Any = load_workbook(reviews)
    book.active["A2"].number_format = "000"
    book.save(reviews)
    named = [word for one in exams for word in ("--scores", one)]
    fixed = ("--reviews", reviews, "--out", tmp_path / "out", "--date", "2026-12-20", "--by", "张三")
    run = quizgen("review", "attach", *named, *fixed, "--no-cards", "--json", "--latest")
    assert told(run) == ([], ["F004"])
    alone = quizgen("review", "attach", *named[2:], *fixed[:2], "--out", tmp_path / "o", *fixed[4:], "--json")
    assert told(alone) == (["92"], [])


def test_every_exam_keeps_count_of_its_own_in_its_ledger_and_its_people_in_no_document(
    tmp_path: Path,
) -> None:
    autumn = exam(tmp_path, AUTUMN, score(ONE, "81"), score(TWO, "82"), score(person(4), "84"))
    winter = exam(tmp_path, WINTER, score(person(3), "83"), score(person(4), "94"))
    idle = exam(tmp_path, SUMMER, score(person(5), "75"))
    people = [(one.number, one.name) for one in (ONE, TWO, person(3), person(4))]
    before = (idle / LEDGER).read_bytes()
    run = attach(tmp_path, [autumn, winter, idle], "--latest", people=people)
    assert told(run)[0] == ["81", "82", "83", "94"]
    counts = [read_ledger(one).lines[-1].details["attached"] for one in (autumn, winter)]
    assert counts == [2, 2]
    assert (idle / LEDGER).read_bytes() == before
    assert [one[0] for one in json.loads(run.out)["unlisted"]] == ["2026005"]


def test_the_code_beside_a_score_is_that_of_its_exam(tmp_path: Path) -> None:
    exams = [exam(tmp_path, AUTUMN, score(ONE, "81")), exam(tmp_path, WINTER, score(ONE, "85"))]
    attach(tmp_path, exams, "--latest")
    sheet: Any = load_workbook(tmp_path / "out" / "材料.xlsx").active
    row = dict(zip((cell.value for cell in sheet[1]), (cell.value for cell in sheet[2]), strict=True))
    assert (row["成绩"], row["考试名称"], row["考试日期"]) == (85, "测试12月", "2026-12-01")
    for given, status in ((exams[1:], 0), (exams[:1], 1)):
        named = [word for one in given for word in ("--scores", one)]
        run = quizgen("review", "verify", "--code", row["核验码"], *named)
        assert run.status == status
    assert (
        "85"
        in quizgen(
            "review", "verify", "--code", row["核验码"], "--scores", exams[0], "--scores", exams[1]
        ).out
    )


def test_a_place_left_empty_is_missed_only_when_one_score_is_beyond_doubt(tmp_path: Path) -> None:
    exams = [exam(tmp_path, AUTUMN, score(ONE, "81")), exam(tmp_path, WINTER, score(ONE, "85"))]
    attach(tmp_path, exams, "--latest", people=[("2026001", "测试甲"), ("2026002", "测试乙")])
    book: Any = load_workbook(tmp_path / "out" / "材料.xlsx")
    for column in range(4, 12):
        book.active.cell(2, column).value = None
    book.save(tmp_path / "改.xlsx")
    words = ("review", "verify", tmp_path / "改.xlsx", "--date", "2026-12-20", "--json")
    one = json.loads(quizgen(*words, "--scores", exams[0]).out)
    assert [problem["rule"] for problem in one["problems"]] == ["F106"]
    two = json.loads(quizgen(*words, "--scores", exams[0], "--scores", exams[1]).out)
    assert two["problems"] == []
