"""A series of signed exams joined to one list; who is exempt is left out of the next exam."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from quizgen.model.answers import Attendance
from quizgen.model.exam import Candidate
from tests.signed_scores import no_score, person, score, signed_folder
from tests.small_bank import write_bank
from tests.tool import quizgen

MONTHS = [f"2026-{month:02d}" for month in range(1, 4)]
POINTS = {1: ("91", "92.5", "90"), 2: ("80", None, "81"), 3: ("100", "70", "75.5"), 4: ("60", None, None)}
"""What four people scored in three months; None: they were absent."""


def folders(desk: Path, **changes: Any) -> list[Path]:
    for at, month in enumerate(MONTHS):
        lines = [
            no_score(person(index), Attendance.ABSENT)
            if row[at] is None
            else score(person(index), row[at] or "")
            for index, row in POINTS.items()
        ]
        day = dt.date.fromisoformat(f"{month}-20")
        signed_folder(desk / month, lines, title=f"{month} 月考", date=day, **changes)
    return [desk / month for month in MONTHS]


def rows_of(path: Path) -> list[list[str]]:
    sheet = load_workbook(path)["成绩"]
    rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    return rows[next(at for at, row in enumerate(rows) if row[0] == "名次") :]


def test_sittings_are_counted_averaged_and_ranked_with_ties(tmp_path: Path) -> None:
    exams = folders(tmp_path)
    run = quizgen("exam", "series", *exams, "--least", 2, "--out", tmp_path / "年.xlsx")
    assert run.status == 0, run.err
    head, *rows = rows_of(tmp_path / "年.xlsx")
    assert head[5] == "2026-01-20"
    found = {row[1]: (row[0], *row[5:]) for row in rows}
    assert found == {
        "2026001": ("1", "91", "92.5", "90", "3", "91.17", ""),
        "2026003": ("2", "100", "70", "75.5", "3", "81.83", ""),
        "2026002": ("3", "80", "缺考", "81", "2", "80.5", ""),
        "2026004": ("", "60", "缺考", "缺考", "1", "", "未满 2 次，差 1 次"),
    }
    assert [row[1] for row in rows] == ["2026001", "2026003", "2026002", "2026004"]
    assert "3 次考试，4 人：满 2 次、排了名次的 3 人，未满的 1 人。" in run.out
    assert (tmp_path / "年.xlsx").stat().st_mode & 0o777 == 0o600


def test_equal_averages_share_a_rank(tmp_path: Path) -> None:
    lines = [score(person(index), points) for index, points in enumerate(("80", "90", "90", "70"), 1)]
    signed_folder(tmp_path / "one", lines)
    assert quizgen("exam", "series", tmp_path / "one", "--least", 1, "--out", tmp_path / "a.xlsx").status == 0
    assert [row[0] for row in rows_of(tmp_path / "a.xlsx")[1:]] == ["1", "1", "3", "4"]


def test_who_is_exempt_gets_no_paper_next_time(tmp_path: Path) -> None:
    exams, exempt = folders(tmp_path), tmp_path / "免试.csv"
    run = quizgen(
        "exam", "series", *exams, "--least", 3, "--out", tmp_path / "年.xlsx", "--exempt-to", exempt
    )
    assert "免试 1 人。" in run.out
    assert exempt.read_text(encoding="utf-8-sig").splitlines()[1:] == ["2026001,测试甲,测试一局,科长"]
    roster = tmp_path / "名册.csv"
    roster.write_text(
        "编号,姓名,单位,职务\n2026001,测试甲,测试一局,\n2026002,测试乙,测试一局,\n", encoding="utf-8"
    )
    bank = write_bank(tmp_path / "bank")
    order = ("--blueprint", "small", "--bank", bank, "--no-cache", "--mode", "individual", "--roster", roster)
    run = quizgen("exam", "new", tmp_path / "next", *order, "--exempt", exempt)
    assert run.status == 0, run.err
    assert "[R116] 免试 1 人，没有组卷：编号 2026001" in run.out + run.err
    assert "2026001" not in (tmp_path / "next/roster.csv").read_text(encoding="utf-8-sig")
    exempt.chmod(0o600)
    exempt.write_text("编号,姓名,单位,职务\n2026001,别人,测试一局,\n", encoding="utf-8")
    run = quizgen("exam", "new", tmp_path / "wrong", *order, "--exempt", exempt)
    assert run.status == 1
    assert "[R015] 编号 2026001 是“别人”，名册里是“测试甲”" in run.out
    assert quizgen("exam", "new", tmp_path / "wrong", *order[:5], "--exempt", exempt).status == 2


def test_what_does_not_verify_is_not_counted(tmp_path: Path) -> None:
    exams = folders(tmp_path)
    path = exams[1] / "scores.jsonl"
    path.write_bytes(path.read_bytes().replace(b"92.5", b"99.5"))
    run = quizgen("exam", "series", *exams, "--out", tmp_path / "年.xlsx")
    assert run.status == 1
    assert "签名" in run.err
    assert not (tmp_path / "年.xlsx").exists()


def test_exams_that_disagree_are_named_all_at_once(tmp_path: Path) -> None:
    signed_folder(tmp_path / "one", [score(person(1))])
    signed_folder(tmp_path / "two", [score(person(1, name="别人"))], title="别的", full=Fraction(150))
    run = quizgen("exam", "series", tmp_path / "one", tmp_path / "two", "--out", tmp_path / "年.xlsx")
    assert run.status == 1
    assert "[F024] 满分 150 分，“" in run.out
    assert "[F002] 编号 2026001 在几次考试里姓名不同：测试甲、别人" in run.out
    assert not (tmp_path / "年.xlsx").exists()


def test_an_existing_list_is_not_overwritten(tmp_path: Path) -> None:
    exams = folders(tmp_path)
    (tmp_path / "年.xlsx").touch()
    run = quizgen("exam", "series", *exams, "--out", tmp_path / "年.xlsx")
    assert (run.status, "已经存在，不会覆盖" in run.err) == (1, True)


@pytest.mark.parametrize(("option", "value"), [("--least", "0"), ("--exempt", "九十")])
def test_wrong_values_are_refused(tmp_path: Path, option: str, value: str) -> None:
    assert quizgen("exam", "series", tmp_path, "--out", tmp_path / "a.xlsx", option, value).status == 2


def test_the_latest_post_and_unit_of_a_person_are_shown(tmp_path: Path) -> None:
    moved = Candidate(number="2026001", name="测试甲", unit="测试二局", post="处长")
    for month, who in (("2026-02", moved), ("2026-01", person(1))):
        signed_folder(tmp_path / month, [score(who)], date=dt.date.fromisoformat(f"{month}-20"))
    names = (tmp_path / "2026-02", tmp_path / "2026-01")
    assert quizgen("exam", "series", *names, "--least", 1, "--out", tmp_path / "a.xlsx").status == 0
    assert rows_of(tmp_path / "a.xlsx")[1][1:5] == ["2026001", "测试甲", "测试二局", "处长"]
