"""Merging PDF files for the printer."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from quizgen.model.kinds import Kind
from quizgen.render.merge import BINDING_SHIFT_MM, Sides, merge_pdfs
from quizgen.render.typst_pdf import Printer
from tests.render.reading import page_texts
from tests.render.samples import Part, made_up_paper

PAGES = {1: 2, 2: 30, 3: 60}
"""How many true-false questions fill a number of pages."""


def printed(printer: Printer, folder: Path, count: int) -> list[Path]:
    """Small papers on disk."""
    out = []
    for number in range(1, count + 1):
        out.append(folder / f"{number:03d}.pdf")
        paper = made_up_paper([Part(Kind.TRUE_FALSE, 2)], seed=number, code=f"{number:03d}")
        out[-1].write_bytes(printer.paper_pdf(paper))
    return out


def of_pages(printer: Printer, folder: Path, *wanted: int) -> list[Path]:
    """Papers on disk, each with a number of pages."""
    out = []
    for number, pages in enumerate(wanted, 1):
        out.append(folder / f"{number}-{pages}.pdf")
        paper = made_up_paper([Part(Kind.TRUE_FALSE, PAGES[pages])], seed=pages, code=f"{number:03d}")
        out[-1].write_bytes(printer.paper_pdf(paper))
        assert len(page_texts(out[-1].read_bytes())) == pages
    return out


def feet(pdf: bytes) -> list[str]:
    """What the foot of every page says; empty for a blank page."""
    return [text[text.rindex("试卷编号") :] if text else "" for text in page_texts(pdf)]


def test_every_file_begins_on_a_front(printer: Printer, tmp_path: Path) -> None:
    pdf = merge_pdfs(of_pages(printer, tmp_path, 1, 2, 3, 1))
    assert feet(pdf) == [
        *("试卷编号：001第1页共1页", ""),
        *("试卷编号：002第1页共2页", "试卷编号：002第2页共2页"),
        *("试卷编号：003第1页共3页", "试卷编号：003第2页共3页", "试卷编号：003第3页共3页", ""),
        *("试卷编号：004第1页共1页", ""),
    ]
    assert {page.get_size() for page in pypdfium2.PdfDocument(pdf)} == {
        pypdfium2.PdfDocument(pdf)[0].get_size()
    }


def test_a_file_for_one_side_has_no_blank_page(printer: Printer, tmp_path: Path) -> None:
    paths = of_pages(printer, tmp_path, 1, 3, 2)
    assert feet(merge_pdfs(paths, Sides.SINGLE)) == [
        "试卷编号：001第1页共1页",
        *("试卷编号：002第1页共3页", "试卷编号：002第2页共3页", "试卷编号：002第3页共3页"),
        *("试卷编号：003第1页共2页", "试卷编号：003第2页共2页"),
    ]


@pytest.mark.parametrize(("sides", "even"), [(Sides.BOTH, 15.0), (Sides.SINGLE, 30.0)])
def test_for_one_side_all_pages_are_bound_on_the_left(
    printer: Printer, tmp_path: Path, sides: Sides, even: float
) -> None:
    pdf = merge_pdfs(of_pages(printer, tmp_path, 2), sides, shift_mm=BINDING_SHIFT_MM)
    document = pypdfium2.PdfDocument(pdf)
    text = document[1].get_textpage()
    left = min(text.get_charbox(index)[0] for index in range(text.count_chars()))
    assert left / 72 * 25.4 == pytest.approx(even, abs=2.5)


def test_all_pages_come_in_order_whatever_the_number(printer: Printer, tmp_path: Path) -> None:
    paths = printed(printer, tmp_path, 4) * 30
    texts = page_texts(merge_pdfs(paths, Sides.SINGLE))
    assert len(texts) == 120
    assert [f"试卷编号：{number % 4 + 1:03d}第1页共1页" in text for number, text in enumerate(texts)] == [
        True
    ] * 120


def test_the_same_files_give_the_same_bytes(printer: Printer, tmp_path: Path) -> None:
    paths = printed(printer, tmp_path, 3)
    assert merge_pdfs(paths) == merge_pdfs(paths)
    assert merge_pdfs(paths) != merge_pdfs(paths[::-1])
    assert merge_pdfs(paths * 30) == merge_pdfs(paths * 30)
