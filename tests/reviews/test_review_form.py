"""Review forms: the 附件 at the end, everything else as it was, the person found without guessing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from docx.oxml import OxmlElement
from lxml import etree

from quizgen.markup.review_words import review_fields
from quizgen.model.review import SignedResult
from quizgen.model.terms import TERMS_BEFORE
from quizgen.reviews.form import ReviewForm
from quizgen.workflows.marks.official import read_officials
from tests.libreoffice import convert
from tests.office.packages import changed_parts, parts, rebuild
from tests.signed_scores import person, score, signed_folder
from tools.demo_reviews import Person, write_form

MAIN = "word/document.xml"
FIRST = Person(*person(1).model_dump().values())


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> list[SignedResult]:
    """The signed results of two made-up people."""
    folder = signed_folder(
        tmp_path_factory.mktemp("scores") / "exam", [score(person(1)), score(person(2), "79")]
    )
    (exam,) = read_officials([folder]).exams
    return [exam.result(one) for one in exam.scores.candidates]


def form(path: Path, *, lines: bool = False) -> Path:
    """A form of the first person."""
    write_form(path, FIRST, lines=lines)
    return path


def attach(path: Path, result: SignedResult) -> bytes:
    """The form with the result attached."""
    review = ReviewForm(path, path.name)
    (subject,) = review.subjects
    assert review.attach(subject, result, replace=False) is None
    return review.saved()


@pytest.mark.parametrize("lines", [False, True])
def test_only_the_main_part_changes_and_only_at_its_end(
    tmp_path: Path, results: list[SignedResult], *, lines: bool
) -> None:
    path = form(tmp_path / "a.docx", lines=lines)
    before = path.read_bytes()
    data = attach(path, results[0])
    assert path.read_bytes() == before
    assert changed_parts(before, data) == {MAIN}
    old, new = (etree.fromstring(parts(one)[MAIN]).find("{*}body") for one in (before, data))
    assert b"ns0:" not in parts(data)[MAIN]
    section = new[-2]
    assert etree.QName(section).localname == "sdt"
    new.remove(section)
    assert etree.tostring(new, method="c14n") == etree.tostring(old, method="c14n")


def test_word_and_libreoffice_show_every_field(tmp_path: Path, results: list[SignedResult]) -> None:
    (tmp_path / "out.docx").write_bytes(attach(form(tmp_path / "a.docx"), results[0]))
    docx.Document(str(tmp_path / "out.docx"))
    (pdf,) = convert([tmp_path / "out.docx"], "pdf", tmp_path / "pdf")
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    assert len(pages) == 2, "the attachment begins a page of its own"
    shown = "".join(pages[1].split())
    for text in (
        "附件：知识测试成绩",
        TERMS_BEFORE.never_alone,
        *(value for _, value in review_fields(results[0])),
    ):
        assert "".join(text.split()) in shown


def test_fonts_are_named_for_both_scripts(tmp_path: Path, results: list[SignedResult]) -> None:
    tree = etree.fromstring(parts(attach(form(tmp_path / "a.docx"), results[0]))[MAIN])
    fonts = tree.findall(".//{*}sdt//{*}rFonts")
    names = {tuple(sorted(etree.QName(key).localname for key in one.attrib)) for one in fonts}
    assert names == {("ascii", "cs", "eastAsia", "hAnsi")}


def test_no_style_of_the_form_moves_a_line_of_the_attachment(
    tmp_path: Path, results: list[SignedResult]
) -> None:
    tree = etree.fromstring(parts(attach(form(tmp_path / "a.docx"), results[0]))[MAIN])
    lines = tree.findall(".//{*}sdt//{*}p")
    said = {tuple(etree.QName(one).localname for one in line.find("{*}pPr"))[-3:] for line in lines}
    assert said == {("spacing", "ind", "jc")}


def test_the_same_again_changes_not_one_byte(tmp_path: Path, results: list[SignedResult]) -> None:
    first = attach(form(tmp_path / "a.docx"), results[0])
    (tmp_path / "b.docx").write_bytes(first)
    assert attach(tmp_path / "b.docx", results[0]) == first


def test_an_older_section_of_ours_is_replaced_where_it_stands(
    tmp_path: Path, results: list[SignedResult]
) -> None:
    (tmp_path / "b.docx").write_bytes(attach(form(tmp_path / "a.docx"), results[0]))
    newer = results[0].model_copy(update={"score": "90", "code": "AAAA-BBBB-CCCC-DDDD"})
    again = attach(tmp_path / "b.docx", newer)
    (tmp_path / "c.docx").write_bytes(again)
    review = ReviewForm(tmp_path / "c.docx", "c.docx")
    assert review.differences(review.subjects[0], newer) == ()
    assert parts(again)[MAIN].count(b"quizgen-review") == 1


def test_two_sections_of_ours_are_one_too_many(tmp_path: Path, results: list[SignedResult]) -> None:
    (tmp_path / "b.docx").write_bytes(attach(form(tmp_path / "a.docx"), results[0]))

    def twice(data: bytes) -> bytes:
        start, end = data.index(b"<w:sdt>"), data.index(b"</w:sdt>") + len(b"</w:sdt>")
        return data[:end] + data[start:end] + data[end:]

    (subject,) = ReviewForm(rebuild(tmp_path / "b.docx", {MAIN: twice}), "b.docx").subjects
    assert subject.refusal is not None
    assert (subject.refusal.rule, "2 次" in subject.refusal.message) == ("F017", True)


def made(path: Path, build: Callable[[Any], None]) -> Path:
    """A document built by python-docx."""
    document = docx.Document()
    build(document)
    document.save(str(path))
    return path


def table(*rows: tuple[str, ...]) -> Callable[[Any], None]:
    """Builds a document with one table."""

    def build(document: Any) -> None:
        grid = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, texts in zip(grid.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text

    return build


def lines(*texts: str) -> Callable[[Any], None]:
    """Builds a document of paragraphs."""

    def build(document: Any) -> None:
        for text in texts:
            document.add_paragraph(text)

    return build


def nested(document: Any) -> None:
    outer = document.add_table(rows=1, cols=1).cell(0, 0)
    inner = outer.add_table(rows=1, cols=4)
    for cell, text in zip(inner.rows[0].cells, ("编号", "2026001", "姓名", "测试甲"), strict=True):
        cell.text = text


def deleted(document: Any) -> None:
    """A name that was struck out with changes tracked, its new spelling beside it."""
    paragraph = document.add_paragraph("编号：2026001　　姓名：")
    for tag, text_tag, text in (("w:del", "w:delText", "测试乙"), ("w:ins", "w:t", "测试甲")):
        change, run, words = (OxmlElement(name) for name in (tag, "w:r", text_tag))
        words.text = text
        run.append(words)
        change.append(run)
        paragraph._element.append(change)


@pytest.mark.parametrize(
    "build",
    [
        table(("编号", "2026001", "姓名", "测试甲")),
        table(("姓　名：", "测试甲", "编 号：", "2026001")),
        table(("编号", "姓名", "单位"), ("2026001", "测试甲", "测试一局")),
        table(("编号：2026001", "姓名：测试甲", "单位：测试一局")),
        lines("编号：2026001　　姓名：测试甲　　单位：测试一局"),
        lines("姓 名: 测试甲", "编 号: 2026001", "考核人姓名：李四"),
        lines("编号：__2026001__，姓名：__测试甲__，职务：科长"),
        nested,
        deleted,
    ],
)
def test_the_person_is_found(tmp_path: Path, build: Callable[[Any], None]) -> None:
    (subject,) = ReviewForm(made(tmp_path / "a.docx", build), "a.docx").subjects
    assert (subject.numbers, subject.name, subject.refusal) == (("2026001",), "测试甲", None)


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lines("姓名：测试甲"), "没有找到编号"),
        (lines("编号：2026001"), "没有找到姓名"),
        (table(("编号", "", "姓名", "测试甲")), "没有找到编号"),
        (lines("编号：2026001", "编号：2026002", "姓名：测试甲"), "几个编号：“2026001”、“2026002”"),
        (lines("编号：2026001", "姓名：测试甲", "姓名：测试乙"), "几个姓名"),
    ],
)
def test_a_missing_or_doubtful_person_is_refused(
    tmp_path: Path, build: Callable[[Any], None], words: str
) -> None:
    (subject,) = ReviewForm(made(tmp_path / "a.docx", build), "a.docx").subjects
    assert subject.refusal is not None
    assert subject.refusal.rule == "F017"
    assert words in subject.refusal.message


def test_names_with_a_space_inside_are_given_as_they_stand(tmp_path: Path) -> None:
    (subject,) = ReviewForm(
        made(tmp_path / "a.docx", lines("编号：1　　姓名：张　三　　单位：某局")), "a"
    ).subjects
    assert subject.name == "张　三"


def test_every_changed_field_is_named(tmp_path: Path, results: list[SignedResult]) -> None:
    (tmp_path / "b.docx").write_bytes(attach(form(tmp_path / "a.docx"), results[0]))
    rebuild(tmp_path / "b.docx", {MAIN: lambda data: data.replace(b"85.5 / 100", b"95.5 / 100")})
    review = ReviewForm(tmp_path / "b.docx", "b.docx")
    (difference,) = review.differences(review.subjects[0], results[0])
    assert (str(difference.where), difference.found) == ("附件：知识测试成绩—成绩/满分", "95.5 / 100")


def test_words_added_to_the_section_are_named(tmp_path: Path, results: list[SignedResult]) -> None:
    (tmp_path / "b.docx").write_bytes(attach(form(tmp_path / "a.docx"), results[0]))
    rebuild(
        tmp_path / "b.docx",
        {MAIN: lambda data: data.replace("不单独决定".encode(), "单独决定".encode())},
    )
    review = ReviewForm(tmp_path / "b.docx", "b.docx")
    assert [one.found for one in review.differences(review.subjects[0], results[0])] == ["文字有增删"]
