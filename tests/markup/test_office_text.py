"""Text through office files and back: every reader sees what was written, whatever is in it."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from quizgen.markup.office_text import escaped, holdable, unescaped, unseen_marks
from quizgen.markup.words import plain
from quizgen.model.review import SignedResult
from quizgen.office.workbook import open_workbook
from quizgen.office.write import put_text, workbook_bytes
from quizgen.render.docx.text import add_text, document_bytes, new_document
from quizgen.reviews.form_section import fields_in, section
from quizgen.reviews.summary import SummarySheet, summary_workbook
from quizgen.reviews.workbook import ReviewWorkbook
from quizgen.workflows.marks.official import read_officials
from tests.chance import examples
from tests.libreoffice import convert
from tests.signed_scores import person, score, signed_folder

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODD = (
    "_x0041_",
    "_x0041_x0042_",
    "_x005F_x0041_",
    "_x0041\x0b",
    "__x000d_",
    "软\u00ad连字",
    "倒\u202e序",
    "葛\U000e0101",
    "竖\x0b排",
    "\u200b零宽\u200d",
    " 两端\u00a0",
    "=1+1",
    "一\r二\n三",
    "\ud800",
    "\ufffe",
    "𮧵",
)
texts = st.lists(
    st.one_of(
        st.sampled_from(ODD),
        st.text(st.characters(), max_size=12),
        st.from_regex(r"(_?x[0-9A-Fa-f]{4}_?|[\x00-\x1f]|_){1,4}", fullmatch=True),
    ),
    min_size=1,
    max_size=40,
)


def stored(data: bytes, folder: Path) -> list[str]:
    """The texts of the first column of a workbook, as this program reads them."""
    path = folder / "read.xlsx"
    path.write_bytes(data)
    book = open_workbook(path, path.name)
    return [row.cells[0].text for row in book.rows(book.sheets[0])]


@given(st.text(st.characters()))
def test_escaping_has_a_way_back(text: str) -> None:
    assert unescaped(escaped(text)) == text
    escaped(text).encode()


@examples(40)
@given(texts)
def test_every_text_comes_back_from_a_workbook(
    tmp_path_factory: pytest.TempPathFactory, words: list[str]
) -> None:
    words = [word for word in words if word]
    book = Workbook()
    sheet: Any = book.active
    for row, word in enumerate(words, 1):
        put_text(sheet.cell(row, 1), word)
    assert stored(workbook_bytes(book), tmp_path_factory.mktemp("book")) == words


@examples(20)
@given(texts)
def test_every_text_comes_back_from_the_summary(
    tmp_path_factory: pytest.TempPathFactory, words: list[str]
) -> None:
    words = [word for word in words if word]
    sheet = SummarySheet("提示", "标题", (), ("提示",), (40,), tuple((word,) for word in words))
    assert stored(summary_workbook([sheet]), tmp_path_factory.mktemp("summary")) == ["标题", "提示", *words]


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> SignedResult:
    """A signed result."""
    folder = signed_folder(tmp_path_factory.mktemp("signed") / "exam", [score(person(1))])
    (exam,) = read_officials([folder]).exams
    return exam.result(exam.scores.candidates[0])


@pytest.mark.parametrize("title", [word for word in ODD if word != "\ud800"])
def test_what_is_attached_is_read_back_as_the_same(title: str, result: SignedResult, tmp_path: Path) -> None:
    odd = result.model_copy(update={"exam": title})
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["编号", "姓名"])
    sheet.append([odd.candidate.number, odd.candidate.name])
    book.save(tmp_path / "a.xlsx")
    review = ReviewWorkbook(tmp_path / "a.xlsx", "a.xlsx")
    assert review.attach(review.subjects[0], odd, replace=False) is None
    (tmp_path / "b.xlsx").write_bytes(review.saved())
    again = ReviewWorkbook(tmp_path / "b.xlsx", "b.xlsx")
    assert again.differences(again.subjects[0], odd) == ()
    assert fields_in(section(WORD, odd))["考试名称"] == holdable(title).strip()


def test_word_documents_hold_every_text(tmp_path: Path) -> None:
    document = new_document("试", a3=False, body_pt=12)
    for word in ODD:
        add_text(document.add_paragraph(), word)
    (tmp_path / "a.docx").write_bytes(document_bytes(document))
    shown = [paragraph.text for paragraph in Document(str(tmp_path / "a.docx")).paragraphs]
    assert len(shown) == len(ODD)
    assert [one for one, word in zip(shown, ODD, strict=True) if one != word] == [
        "_x0041\ufffd",
        "竖\ufffd排",
        "一\ufffd二\n三",
        "\ufffd",
        "\ufffd",
    ]


def test_another_program_shows_what_was_written(tmp_path: Path) -> None:
    shown = [
        "_x0041_",
        "_x0041_x0042_",
        "_x005F_x0041_",
        "软\u00ad连字",
        "葛\U000e0101",
        "=1+1",
        " 两端\u00a0",
    ]
    book = Workbook()
    sheet: Any = book.active
    for row, word in enumerate(shown, 1):
        put_text(sheet.cell(row, 1), word)
    (tmp_path / "a.xlsx").write_bytes(workbook_bytes(book))
    (made,) = convert([tmp_path / "a.xlsx"], "csv:Text - txt - csv (StarCalc):44,34,76,1", tmp_path / "csv")
    rows = csv.reader(io.StringIO(made.read_text(encoding="utf-8-sig"), newline=""))
    assert [row[0] for row in rows] == shown


@pytest.mark.parametrize(
    "typed",
    ["测试\u200b甲", "测试\u00ad甲", "测\ufe0f试甲", "测试甲\U000e0101", "测\u3164试甲", "\u202e测试甲"],
)
def test_marks_without_ink_do_not_hide_that_it_is_the_same_word(typed: str) -> None:
    assert plain(typed) == "测试甲"


def test_marks_that_turn_the_writing_are_named() -> None:
    assert unseen_marks("张\u202e三\u2066四\u202e") == ("U+202E", "U+2066")
    assert unseen_marks("张三·李四") == ()
