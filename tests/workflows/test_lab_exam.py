"""Thirty questions of another subject, of every kind, without a citation: paper, sheet, marks, review."""

from __future__ import annotations

import json
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from quizgen.model.kinds import Kind
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.scores_file import read_scores
from tests.found import things_in
from tests.marking.independent import independent_scores
from tests.render.reading import page_texts, squeezed
from tests.workflows.lab_exam import ALL_RIGHT, ALL_WRONG, NOTHING, PARTLY, make_exam


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything made once, in a folder outside the repository; nobody may change it."""
    return make_exam(tmp_path_factory.mktemp("lab"))


def pages(path: Path) -> str:
    return "".join(page_texts(path.read_bytes()))


def test_every_kind_is_on_the_paper_without_a_word_about_grounds(exam: Path) -> None:
    asked = ExamFolder(exam).exam.blueprint.sections
    assert {section.kind for section in asked} == set(Kind)
    assert sum(section.count for section in asked) == 30
    assert [one for one in things_in(exam / "keys", "*.pdf") if "【出处】" in pages(one)] == []


@pytest.mark.parametrize("name", ["A.pdf", "A-a3.pdf", "A-large.pdf"])
def test_what_is_drawn_is_on_every_paper(exam: Path, name: str) -> None:
    text = pages(exam / "papers" / name)
    for words in ("稀释浓H2SO4", "M=18g/mol", "闪点", "KMnO4", "200至400字"):
        assert words in text, words
    assert text.count("正确次序：（）→（）") == 2


def test_word_has_pictures_tables_formulas(exam: Path) -> None:
    document = Document(str(exam / "papers" / "A.docx"))
    assert len(document.inline_shapes) == 2
    assert any("闪点" in table.cell(0, 1).text for table in document.tables)
    assert "<m:oMath" in document.element.xml
    assert 'w:val="subscript"' in document.element.xml


def test_the_sheet_has_circles_for_all_that_is_ticked(exam: Path) -> None:
    bubbles = json.loads((exam / "sheets" / "A.json").read_text(encoding="utf-8"))["bubbles"]
    kinds = {one["kind"] for one in bubbles}
    assert {"single", "multiple", "true_false", "matching", "ordering"} <= kinds


def test_marks_agree_with_a_second_computation(exam: Path, tmp_path: Path) -> None:
    for name in ("questions.jsonl", "forms.jsonl", "answers.jsonl"):
        shutil.copy(exam / name, tmp_path / name)
    theirs = independent_scores(tmp_path, ExamFolder(exam).exam.blueprint)
    ours = {one.candidate.number: one.points for one in read_scores(exam).candidates}
    assert {number: one.total for number, one in theirs.items()} == ours
    assert ours[ALL_RIGHT] == 100
    assert ours[ALL_WRONG] == ours[NOTHING] == 0
    assert Fraction(50) < (ours[PARTLY] or Fraction()) < Fraction(75)


def test_analysis_cards_and_attachments_speak_of_this_subject(exam: Path) -> None:
    said = pages(exam / "analysis-questions.pdf")
    assert "H2SO4" in said
    assert "√白磷→冷水里" in said
    card = pages(exam / "cards" / "001.pdf")
    assert "实验室准入考试" in card
    assert "课题组" in card
    sheet = load_workbook(exam.parent / "附成绩" / "准入.xlsx").worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert any(100 in row for row in rows)
    form = "".join(map(str, Document(str(exam.parent / "附成绩" / "测试甲.docx")).element.itertext()))
    assert "不单独决定准入的结论" in squeezed(form)
