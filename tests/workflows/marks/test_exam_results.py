"""``exam results``: made once, resumed, kept with the scores they belong to, verified."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from quizgen.model.shown import ShownItem
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.scores_file import read_scores
from quizgen.workflows.marks.analyse import analyse_exam
from quizgen.workflows.marks.entry import entry_exam
from tests.small_bank import write_bank
from tests.tool import Run, quizgen
from tests.workflows.filled import fill_in, right_answer, wrong_answer

MADE = ("scores.xlsx", "analysis.pdf", "analysis-questions.pdf", "analysis.html")
CARDS = ("cards/001.pdf", "cards/002.pdf", "cards/003.pdf")


def choose(number: str, place: ShownItem) -> str:
    """001 knows everything, 002 half, 003 one in three."""
    step = {"001": 1, "002": 2}.get(number, 3)
    return right_answer(place) if int(place.number) % step == 0 else wrong_answer(place)


@pytest.fixture
def marked(exam: Path) -> Path:
    """The small exam, marked: 004 did not come."""
    fill_in(exam, choose, {"004": "缺考"})
    assert quizgen("exam", "mark", exam, "--by", "张三").status == 0
    return exam


def make(folder: Path, *options: str) -> Run:
    """Run ``exam results`` in this process."""
    return quizgen("exam", "results", folder, "--jobs", 1, *options)


def verify(folder: Path, *options: str) -> Run:
    """Run ``exam verify`` in this process."""
    return quizgen("exam", "verify", folder, "--jobs", 1, *options)


def contents(folder: Path) -> dict[str, bytes]:
    """The results that are there."""
    names = [*MADE, *CARDS]
    return {name: (folder / name).read_bytes() for name in names if (folder / name).exists()}


def test_made_once_then_kept(marked: Path) -> None:
    assert make(marked, "--cards").status == 0
    first = contents(marked)
    assert sorted(first) == sorted([*MADE, *CARDS])
    again = make(marked, "--cards")
    assert "成绩单：新印 0 份，已有 3 份" in again.out
    assert contents(marked) == first
    verified = verify(marked)
    assert "全部一致" in verified.out


def test_an_interrupted_run_is_completed(marked: Path) -> None:
    make(marked, "--cards")
    first = contents(marked)
    for name in ("analysis.html", "cards/002.pdf"):
        (marked / name).unlink()
    (marked / "cards" / ".003.pdf.1234abcd.part").write_bytes(b"half")
    done = make(marked, "--cards")
    assert "成绩单：新印 1 份，已有 2 份" in done.out
    assert contents(marked) == first
    assert verify(marked, "--quick").status == 0


def test_what_somebody_changed_is_not_overwritten(marked: Path) -> None:
    make(marked)
    book = load_workbook(marked / "scores.xlsx")
    book["总表"]["F4"] = 9
    book.save(marked / "scores.xlsx")
    (marked / "scores.xlsx").chmod(0o600)
    changed = (marked / "scores.xlsx").read_bytes()
    done = make(marked)
    assert done.status == 1
    assert "没有覆盖" in done.out
    assert (marked / "scores.xlsx").read_bytes() == changed


def test_a_correction_moves_them_to_the_history(marked: Path) -> None:
    make(marked, "--cards")
    before = contents(marked)
    exam = entry_exam(ExamFolder(marked))
    missed = exam.places(exam.own_form["003"])[0].question.id
    done = quizgen("exam", "mark", marked, "--by", "张三", "--void", missed, "--reason", "有误")
    assert done.status == 0, done.err
    assert contents(marked) == {}
    kept = {name: (marked / "history" / "0001" / name).read_bytes() for name in before}
    assert kept == before
    assert make(marked, "--cards").status == 0
    assert verify(marked).status == 0


def test_changed_analysis_and_cards_are_named(marked: Path) -> None:
    make(marked, "--cards")
    for name in ("analysis.html", "cards/001.pdf"):
        path = marked / name
        path.write_bytes(path.read_bytes().replace(b"100", b"101"))
    (marked / "cards" / "009.pdf").write_bytes((marked / "cards" / "002.pdf").read_bytes())
    (marked / "cards" / "009.pdf").chmod(0o600)
    found = verify(marked)
    assert found.status == 1
    for name in ("analysis.html", "cards/001.pdf", "cards/009.pdf"):
        assert f"{name}: [V032]" in found.out
    assert "发现 3 处不一致" in found.out


def test_after_a_purge_the_scores_still_make_a_workbook(marked: Path) -> None:
    purged = quizgen("exam", "purge", marked, "--before", "2027-01-01", "--by", "张三", "--yes")
    assert purged.status == 0, purged.err
    done = make(marked)
    assert "不能再做考情分析" in done.out
    assert contents(marked).keys() == {"scores.xlsx"}
    assert verify(marked).status == 0


def test_without_scores_it_says_what_to_do(exam: Path) -> None:
    done = make(exam)
    assert done.status == 1
    assert "exam mark" in done.err


def test_forms_of_the_same_questions_share_one_reliability(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank")
    folder = tmp_path / "exam"
    people = [(f"{at:03}", f"测试{at}", f"测试{at % 4}局") for at in range(32)]
    (tmp_path / "roster.csv").write_text(
        "编号,姓名,单位,职务\n" + "".join(f"{','.join(one)},\n" for one in people), encoding="utf-8"
    )
    drawn = quizgen(
        *("exam", "new", folder, "--blueprint", "small", "--bank", bank, "--no-cache"),
        *("--mode", "reordered", "--roster", tmp_path / "roster.csv", "--date", "2026-12-01"),
    )
    assert drawn.status == 0, drawn.err
    exam = entry_exam(ExamFolder(folder))
    numbers = [column.number for column in exam.columns]
    with (folder / "answers.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["编号", "姓名", "单位", "卷号", "状态", *numbers])
        for at, (number, name, unit) in enumerate(people):
            form = "AB"[at % 2]
            places = {place.number: place for place in exam.places(form)}
            # Whoever stands further up the roster knows more, whatever the order of the form.
            cells = [
                right_answer(places[one])
                if int(places[one].question.id[-4:]) * 7 % 32 < at
                else wrong_answer(places[one])
                for one in numbers
            ]
            writer.writerow([number, name, unit, form, "参加", *cells])
    assert quizgen("exam", "mark", folder, "--by", "张三").status == 0
    analysis = analyse_exam(ExamFolder(folder), read_scores(folder), "0" * 64)
    (one,) = analysis.reliability
    assert (one.forms, one.people, one.items) == ("A、B", 32, 10)
    assert one.alpha is not None
    assert 0.5 < one.alpha < 1
    assert all(question.statistic.answered == 32 for question in analysis.questions)
