"""An exam with essays from the bank to the explanation of a mark: one exam, looked at from all sides."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.render.reading import page_texts
from tests.tool import quizgen
from tests.written_bank import question, write_bank

POINTS = [{"point": "结合实际", "share": "3/4"}, {"point": "条理清楚", "share": "1/4"}]
BANDS = [
    {"at_least": "17/20", "text": "立意深刻"},
    {"at_least": "3/5", "text": "立意明确"},
    {"at_least": 0, "text": "偏题"},
]
ESSAYS = [
    question(1, "single"),
    question(2, "essay", stem="论述怎样落实。", points_for=POINTS, bands=BANDS, words={"min": 300}),
    question(
        3,
        "essay",
        stem="写一篇文章。",
        points_for=[],
        bands=BANDS,
        grid="20x40",
        words={"max": 800},
    ),
]
ROSTER = "编号,姓名,单位,职务\n001,张三,测试一局,\n"


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built, entered, marked by two who differ by four points in one place."""
    folder = tmp_path_factory.mktemp("essay")
    sections = [{"kind": "single", "count": 1, "points": 4}, {"kind": "essay", "count": 2, "points": 40}]
    bank = write_bank(folder / "bank", ESSAYS, sections)
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    exam = folder / "exam"
    steps: list[tuple[object, ...]] = [
        ("new", exam, "--blueprint", "written", "--bank", bank, "--no-cache", "--date", "2026-12-01",
         "--written", "paper",
         "--roster", folder / "roster.csv"),
        ("build", exam, "--jobs", 1, "--only", "papers", "--only", "keys"),
        ("entry", exam),
    ]  # fmt: skip
    for step in steps:
        run = quizgen("exam", *step)
        assert run.status == 0, run.out + run.err
    book = load_workbook(exam / "answers.xlsx")
    for column, text in ((5, "A"), (6, "参加"), (7, "A")):
        book["作答"].cell(2, column, text)
    book.save(exam / "answers.xlsx")
    quizgen("exam", "entry", exam)
    quizgen("exam", "entry", exam, "--second")
    (exam / "answers-2.xlsx").unlink()
    for name, marker, less in (("marks.xlsx", "测试甲", 0), ("marks-2.xlsx", "测试乙", 4)):
        book = load_workbook(exam / name)
        sheet = book["评分"]
        for line in range(2, sheet.max_row + 1):
            full = float(str(sheet.cell(line, 6).value))
            sheet.cell(line, 7, full - (less if full == 40 else 0))
            sheet.cell(line, 8, marker)
        book.save(exam / name)
    with pytest.MonkeyPatch.context() as settings:
        settings.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        run = quizgen("exam", "mark", exam, "--by", "测试甲")
    assert run.status == 0, run.out + run.err
    return exam


def pages(file: Path) -> str:
    return "".join(page_texts(file.read_bytes()))


def test_the_paper_says_how_much_to_write_and_counts_the_squares(exam: Path) -> None:
    text = pages(exam / "papers/A.pdf")
    assert "论述怎样落实。（不少于300字）" in text
    assert "写一篇文章。（不超过800字）" in text
    assert [text.count(f"{count}字") for count in (100, 200, 700)] == [1, 1, 1]
    assert "立意" not in text


def test_the_squares_in_word_are_twenty_in_a_row(exam: Path) -> None:
    document = Document(io.BytesIO((exam / "papers/A.docx").read_bytes()))
    rows = max((table.rows for table in document.tables), key=len)
    assert [len(row.cells) for row in rows] == [20] * 80
    counted = [row.cells[0].text for row in rows if row.cells[0].text]
    assert counted == [f"{count}字" for count in range(100, 801, 100)]


def test_the_key_shows_points_and_bands_in_points(exam: Path) -> None:
    text = pages(exam / "keys/A.pdf")
    assert "（1）结合实际（30分）（2）条理清楚（10分）" in text
    assert text.count("一档（34至40分）立意深刻二档（24至不满34分）立意明确三档（0至不满24分）偏题") == 2
    word = "".join(
        paragraph.text for paragraph in Document(io.BytesIO((exam / "keys/A.docx").read_bytes())).paragraphs
    )
    assert word.count("二档（24至不满34分）立意明确") == 2


def test_two_markers_give_points_or_one_mark_by_bands(exam: Path) -> None:
    sheet = load_workbook(exam / "marks.xlsx")["评分"]
    asked = {str(row[4]): row[5] for row in sheet.iter_rows(min_row=2, values_only=True)}
    by_bands = (
        "按档次给分。一档（34至40分）：立意深刻；二档（24至不满34分）：立意明确；三档（0至不满24分）：偏题"
    )
    assert asked == {"结合实际": 30, "条理清楚": 10, by_bands: 40}
    notes = list(load_workbook(exam / "answers.xlsx")["填写说明"].iter_rows(values_only=True))
    assert ("简答题、论述题", "不在这张表里登记；按采分点或档次在评分表 marks.xlsx 中给分。") in notes


def test_the_explanation_says_how_it_was_marked(exam: Path) -> None:
    said = quizgen("exam", "explain", exam, "001").out
    assert "得 38 分（满分 40）" in said
    assert "规则：按档次给分；评卷：测试甲、测试乙" in said
    assert "规则：按采分点给分；评卷：测试甲、测试乙" in said
    assert "他的答案：见档次" in said
    assert "全题（40 分）按档次给分。" in said
    assert "采分点（30 分）结合实际：得 30 分" in said


def test_an_answer_that_people_read_cannot_be_accepted_later(exam: Path) -> None:
    run = quizgen("exam", "mark", exam, "--by", "测试甲", "--accept", "TW-0003=写得好", "--reason", "也对")
    assert run.status != 0
    assert "论述题由人按档次评分，请改评分表后重新阅卷" in run.err


def test_who_reviews_the_bank_sees_bands_in_percent_and_how_much_to_write(exam: Path) -> None:
    table = exam.with_name("review.xlsx")
    run = quizgen("bank", "review", table, "--bank", exam.with_name("bank"), "--pick", "TW-0003")
    assert run.status == 0, run.err
    (row,) = list(load_workbook(table).worksheets[0].iter_rows(min_row=2, values_only=True))
    assert row[2] == "写一篇文章。（不超过800字）"
    assert "一档（85至100%）：立意深刻\n二档（60至不满85%）：立意明确\n三档（0至不满60%）：偏题" in str(
        row[3]
    )
    shown = quizgen("bank", "show", "TW-0003", "--bank", exam.with_name("bank")).out
    assert "写一篇文章。（不超过800字）" in shown
    assert "一档 立意深刻（占满分的 85至100%）" in shown
