"""Merging PDF files for the printer."""

from __future__ import annotations

from pathlib import Path

from quizgen.model.question import Kind
from quizgen.render.merge import merge_pdfs
from quizgen.render.typst_pdf import Printer
from tests.render.reading import page_texts
from tests.render.samples import Part, made_up_paper


def printed(printer: Printer, folder: Path, count: int) -> list[Path]:
    """Small papers on disk."""
    out = []
    for number in range(1, count + 1):
        out.append(folder / f"{number:03d}.pdf")
        paper = made_up_paper([Part(Kind.TRUE_FALSE, 2)], seed=number, code=f"{number:03d}")
        out[-1].write_bytes(printer.paper_pdf(paper))
    return out


def test_all_pages_come_in_order_whatever_the_number(printer: Printer, tmp_path: Path) -> None:
    paths = printed(printer, tmp_path, 4) * 30
    texts = page_texts(merge_pdfs(paths))
    assert len(texts) == 120
    assert [f"试卷编号：{number % 4 + 1:03d}第1页共1页" in text for number, text in enumerate(texts)] == [
        True
    ] * 120


def test_the_same_files_give_the_same_bytes(printer: Printer, tmp_path: Path) -> None:
    paths = printed(printer, tmp_path, 3)
    assert merge_pdfs(paths) == merge_pdfs(paths)
    assert merge_pdfs(paths) != merge_pdfs(paths[::-1])
