"""Options that are pictures, from the bank to paper, Word, key, booklet, marks; the pictures frozen."""

from __future__ import annotations

import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from docx import Document

from quizgen.records.exam_folder import ExamFolder
from quizgen.render.pieces.composer import PaperStock
from quizgen.render.typst_pdf import Printer
from quizgen.workflows.exam.printing import compose_form
from tests.bank.pictured import PICTURED
from tests.found import things_in
from tests.render.reading import page_texts
from tests.render.same_place import compared, ink_apart
from tests.tool import quizgen

ALTS = (
    "由三条线段围成的图形",
    "由四条线段围成的图形",
    "有五个尖角的图形",
    "从原点出发的折线",
    "一个灰色的球",
)

MARGIN = 18 / 25.4 * 72
"""The margin at the foot of a page, in points."""


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictured") / "exam"
    run = quizgen(
        *("exam", "new", folder, "--bank", PICTURED, "--blueprint", "pictured", "--no-cache", "--by", "张三")
    )
    assert run.status == 0, run.err
    for more in ((), ("--large", "--size", "a3")):
        run = quizgen("exam", "build", folder, *more, "--jobs", 1, "--by", "张三")
        assert run.status == 0, run.out + run.err
    return folder


def test_the_bank_has_no_fault() -> None:
    run = quizgen("bank", "check", PICTURED)
    assert run.status == 0, run.out


def letters_of(pdf: Path, stem: str) -> list[tuple[int, int]]:
    """Column and row (in tens of points) of the letters A to D below a stem, on the page where it stands."""
    for page in pypdfium2.PdfDocument(pdf.read_bytes()):
        text = page.get_textpage()
        at = text.get_text_range().find(stem)
        if at >= 0:
            whole = text.get_text_range()
            boxes = [text.get_charbox(whole.index(f"{letter}.", at)) for letter in "ABCD"]
            return [(round(left / 10), round(foot / 10)) for left, foot, _, _ in boxes]
    raise AssertionError(stem)


def test_every_picture_is_frozen_by_its_content(exam: Path) -> None:
    kept = {path.name for path in things_in(exam / "figures")}
    frozen = (exam / "questions.jsonl").read_text(encoding="utf-8")
    assert len(kept) == len(things_in(PICTURED / "fig"))
    assert all(f"figures/{name}" in frozen for name in kept)
    run = quizgen("exam", "verify", exam)
    assert run.status == 0, run.out
    assert "全部一致" in run.out


def test_small_pictures_stand_four_in_a_row_and_wide_ones_two(exam: Path) -> None:
    paper = exam / "papers" / "A.pdf"
    four, two = letters_of(paper, "哪一个图形只有三条边"), letters_of(paper, "哪一幅画的是匀速运动")
    assert len({row for _, row in four}) == 1
    assert len({column for column, _ in four}) == 4
    assert len({row for _, row in two}) == 2
    assert len({column for column, _ in two}) == 2


@pytest.mark.parametrize("name", ["A", "A-a3", "A-large"])
def test_every_paper_shows_every_option(name: str, exam: Path) -> None:
    file = exam / "papers" / f"{name}.pdf"
    drawn = pypdfium2.PdfDocument(file.read_bytes())
    kinds = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE]
    assert sum(len(list(page.get_objects(filter=kinds, max_depth=8))) for page in drawn) > 18
    text = "".join(page_texts(file.read_bytes()))
    for said in ("甲图", "丙图", "以上都不是", "有五个尖角", "没有尖角"):
        assert said in text
    assert not any(alt in text for alt in ALTS)


def test_word_shows_the_same_options_and_describes_their_pictures(exam: Path) -> None:
    for folder in ("papers", "keys"):
        document = Document(io.BytesIO((exam / folder / "A.docx").read_bytes()))
        xml = document.element.xml
        assert all(f'descr="{alt}"' in xml for alt in ALTS)
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        assert cells.count("A.") == 5
        assert "甲图" in "".join(cells)


def test_the_key_names_the_letters_under_which_the_right_pictures_stand(exam: Path) -> None:
    form = json.loads((exam / "forms.jsonl").read_text(encoding="utf-8").splitlines()[0])
    items = [item for section in form["sections"] for item in section["items"]]
    orders = {item["question"]: item["options"] for item in items if "options" in item}
    right = "".join("ABCDEF"[at] for at, index in enumerate(orders["TX-0003"]) if index < 3)
    key = "".join(page_texts((exam / "keys" / "A.pdf").read_bytes()))
    assert f"（{right}）" in key.replace(" ", "")


def test_a_picture_that_was_exchanged_is_named(exam: Path, tmp_path: Path) -> None:
    copy = tmp_path / "exam"
    shutil.copytree(exam, copy)
    picture = next(path for path in things_in(copy / "figures") if path.suffix == ".svg")
    picture.write_bytes(picture.read_bytes().replace(b'"3"', b'"4"'))
    run = quizgen("exam", "verify", copy)
    assert run.status == 1
    assert f"{picture}: [V003]" in run.out + run.err


def test_what_has_no_pictures_tells_them_in_words(tmp_path: Path) -> None:
    run = quizgen("bank", "show", "TX-0004", "--bank", PICTURED)
    assert "［图：有五个尖角的图形］" in run.out
    assert "［图：没有说明］" in run.out
    run = quizgen("bank", "preview", tmp_path / "book.pdf", "--bank", PICTURED, "--answers")
    assert run.status == 0, run.out + run.err
    assert "没有直的边" in "".join(page_texts((tmp_path / "book.pdf").read_bytes()))


def test_the_example_of_the_readme_is_right(tmp_path: Path) -> None:
    page = (PICTURED.parents[2] / "question_bank" / "README.md").read_text(encoding="utf-8")
    example = page.partition("### 选项是图片\n")[2].partition("```yaml\n")[2].partition("```")[0]
    (tmp_path / "fig").mkdir()
    for number, name in enumerate(("square", "circle", "star"), 1):
        svg = (PICTURED / "fig" / f"{name}.svg").read_text(encoding="utf-8")
        (tmp_path / "fig" / f"{number}.svg").write_text(svg, encoding="utf-8")
    (tmp_path / "topics.yaml").write_text("物理: []\n", encoding="utf-8")
    (tmp_path / "a.yaml").write_text(example.replace(".png", ".svg"), encoding="utf-8")
    run = quizgen("bank", "check", tmp_path)
    assert run.status == 0, run.out
    assert "1 道题" in run.out


def test_a_picture_of_an_option_is_at_most_a_megabyte(tmp_path: Path) -> None:
    copy = tmp_path / "pictured"
    shutil.copytree(PICTURED, copy)
    star = copy / "fig" / "star.svg"
    star.write_text(star.read_text(encoding="utf-8") + " " * 1024 * 1100, encoding="utf-8")
    run = quizgen("bank", "check", copy)
    assert run.status == 1
    assert run.out.count("[B072]") == 4
    assert "选项的图片 fig/star.svg 有 1.1 MB，最多 1 MB" in run.out


def test_options_higher_than_a_page_go_on_with_every_letter_beside_its_picture(tmp_path: Path) -> None:
    copy = tmp_path / "pictured"
    shutil.copytree(PICTURED, copy)
    text = (copy / "a.yaml").read_text(encoding="utf-8").replace(".svg, alt", ".svg, width: 100mm, alt")
    (copy / "a.yaml").write_text(text, encoding="utf-8")
    words = ("--bank", copy, "--blueprint", "pictured", "--no-cache", "--by", "张三")
    assert quizgen("exam", "new", tmp_path / "exam", *words).status == 0
    run = quizgen("exam", "build", tmp_path / "exam", "--only", "papers", "--jobs", 1, "--by", "张三")
    assert run.status == 0, run.out + run.err
    paper = pypdfium2.PdfDocument((tmp_path / "exam/papers/A.pdf").read_bytes())
    pages = [page.get_textpage() for page in paper]
    alone = [
        text.get_charbox(found.start())[1]
        for text in pages
        for found in re.finditer(r"\b[A-F]\.(?=\s*$| [A-F]\.)", text.get_text_range(), re.MULTILINE)
    ]
    assert len(alone) > 12
    stem = next(text for text in pages if "表示出口的是哪一个" in text.get_text_range())
    assert "A." in stem.get_text_range().partition("表示出口的是哪一个")[2]
    assert min(alone) > MARGIN + 60 / 25.4 * 72
    document = Document(io.BytesIO((tmp_path / "exam/papers/A.docx").read_bytes()))
    kept = [row.cells[1].paragraphs[0].paragraph_format.keep_with_next for row in rows_of(document, "F.")]
    assert kept == [True, None, None]


def rows_of(document: Any, letter: str) -> list[Any]:
    """The rows of the table that has this letter."""
    tables = (
        table
        for table in document.tables
        if letter in [cell.text for row in table.rows for cell in row.cells]
    )
    return list(next(tables).rows)


@pytest.mark.parametrize("large", [False, True])
def test_papers_put_together_have_the_pictures_where_the_reference_has_them(exam: Path, large: bool) -> None:  # noqa: FBT001
    folder, printer = ExamFolder(exam), Printer()
    settings = folder.exam.model_copy(update={"printing": 3})
    stock = PaperStock(settings, folder.questions, folder.roster, folder.picture)
    composer = printer.composer(stock, large=large)
    form = folder.form_lines[0].form()
    ours = composer.file([composer.pages(form, None)])
    whole = printer.paper_pdf(compose_form(folder, form, 0), large=large)
    assert compared(ours, whole).faults == ()
    assert ink_apart(ours, whole) < 0.03
