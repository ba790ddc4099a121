"""Written answers on the answer sheet, through the command line: what paper and sheet then say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quizgen.model.sheet import SheetGeometry
from tests.render.reading import page_texts
from tests.tool import quizgen
from tests.written_bank import case, question, write_bank

LONG = ("--despite", "B037", "--despite", "B041")


def exam_of(folder: Path, where: str) -> Path:
    """An exam with a question of every kind that is written, and one that is filled in."""
    asked = [question(1, "single"), question(2, "fill"), question(3, "short", lines=9)]
    asked += [question(4, "essay", grid="20x20"), case(5, ["single", "short"])]
    sections = [{"kind": one["kind"], "count": 1, "points": 10} for one in asked]
    bank, exam = write_bank(folder / "bank", asked, sections), folder / "exam"
    new = ("exam", "new", exam, "--blueprint", "written", "--bank", bank, "--no-cache", "--written", where)
    run = quizgen(*new, *LONG)
    assert run.status == 0, run.out + run.err
    return exam


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = exam_of(tmp_path_factory.mktemp("on-sheet"), "sheet")
    run = quizgen("exam", "build", made, "--jobs", 1, "--format", "pdf")
    assert run.status == 0, run.out + run.err
    return made


def test_the_paper_sends_people_to_the_sheet_and_has_no_lines(exam: Path, tmp_path: Path) -> None:
    text = "".join(page_texts((exam / "papers/A.pdf").read_bytes()))
    assert (
        "选择题在答题卡上填涂，其余题目写在答题卡上各题的答题区域内，写在试卷上、写出边框的不计分。" in text
    )
    assert "考试结束，试卷和答题卡交回" in text
    assert "把答案写在答题卡上；一题有几个空的" in text
    before = exam_of(tmp_path, "paper")
    assert quizgen("exam", "build", before, "--jobs", 1, "--only", "papers", "--format", "pdf").status == 0
    old = page_texts((before / "papers/A.pdf").read_bytes())
    assert len(page_texts((exam / "papers/A.pdf").read_bytes())) < len(old)


def test_the_sheet_has_a_box_for_every_written_question(exam: Path) -> None:
    geometry = SheetGeometry.model_validate_json((exam / "sheets/A.json").read_bytes())
    assert geometry.format == 3
    assert list(dict.fromkeys(one.question for one in geometry.regions)) == ["2", "3", "4", "5(2)"]
    assert {one.question for one in geometry.bubbles if one.question[0].isdigit()} == {"1", "5(1)"}
    assert "4.（10分）" in "".join(page_texts((exam / "sheets/A.pdf").read_bytes()))


def test_the_same_exam_prints_the_same_again(exam: Path) -> None:
    run = quizgen("exam", "verify", exam, "--jobs", 1)
    assert run.status == 0, run.out


def test_such_an_exam_cannot_do_without_its_sheets(exam: Path) -> None:
    run = quizgen("exam", "build", exam, "--sheet", "none")
    assert run.status == 1
    assert "写在答题卡上，不能没有答题卡，没有生成任何文件" in run.err


def test_who_wants_word_papers_alone_is_told_of_the_sheets(tmp_path: Path) -> None:
    run = quizgen("exam", "build", exam_of(tmp_path, "sheet"), "--jobs", 1, "--format", "docx")
    assert run.status == 0
    assert "答题卡只有 PDF，还要印：quizgen exam build" in run.out


def test_an_exam_without_written_questions_has_the_sheet_of_before(tmp_path: Path) -> None:
    bank = write_bank(
        tmp_path / "bank", [question(1, "single")], [{"kind": "single", "count": 1, "points": 5}]
    )
    new = ("exam", "new", tmp_path / "exam", "--blueprint", "written", "--bank", bank, "--no-cache")
    assert quizgen(*new, "--written", "sheet", *LONG).status == 0
    assert quizgen("exam", "build", tmp_path / "exam", "--jobs", 1, "--only", "sheets").status == 0
    geometry = json.loads((tmp_path / "exam/sheets/A.json").read_text(encoding="utf-8"))
    assert geometry["format"] == 2
    assert "regions" not in geometry
