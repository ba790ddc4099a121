"""The Word papers of every preset beside their PDF, as LibreOffice shows them: one conversion for all."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest

from tests.libreoffice import convert, with_packaged_fonts
from tests.render.reading import page_texts
from tests.tool import quizgen
from tests.written_bank import question, write_bank

ON_PAPER = ("--written", "paper")
PRESETS = ("cadre-80", "mixed-100", "short-20", "theory-discipline")
FILES = (
    *(f"{preset}-{what}" for preset in PRESETS for what in ("papers", "keys")),
    *("mixed-100-papers-a3", "mixed-100-papers-large", "written-papers"),
)


@dataclass(frozen=True)
class Pair:
    """The same paper as we print it and as LibreOffice shows its Word document."""

    pdf: bytes
    word: bytes


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Pair]:
    folder = tmp_path_factory.mktemp("word")
    made: dict[str, Path] = {}
    for preset in PRESETS:
        run = quizgen("exam", "new", folder / preset, "--blueprint", preset, *ON_PAPER)
        assert run.status == 0, run.err
        made[preset] = folder / preset
    written = [question(number, "short") for number in range(1, 6)]
    bank = write_bank(folder / "bank", written, [{"kind": "short", "count": 5, "points": 20}])
    made["written"] = folder / "written"
    quizgen("exam", "new", made["written"], "--blueprint", "written", "--bank", bank, "--no-cache", *ON_PAPER)
    for name, exam in made.items():
        wide = ("--size", "a4", "--size", "a3", "--large") if name == "mixed-100" else ()
        run = quizgen("exam", "build", exam, "--jobs", 1, "--only", "papers", "--only", "keys", *wide)
        assert run.status == 0, run.out + run.err
    originals = {name: made_by(made, name) for name in FILES}
    inputs = []
    for name, original in originals.items():
        inputs.append(folder / f"{name}.docx")
        shutil.copy(original.with_suffix(".docx"), inputs[-1])
    shown = convert(inputs, "pdf", folder / "shown", with_packaged_fonts(folder / "office"))
    return {
        name: Pair(original.read_bytes(), one.read_bytes())
        for (name, original), one in zip(originals.items(), shown, strict=True)
    }


def made_by(exams: Mapping[str, Path], name: str) -> Path:
    """The PDF called ``mixed-100-papers-a3``: ``papers/A-a3.pdf`` in the exam ``mixed-100``."""
    exam = next(path for known, path in exams.items() if name.startswith(f"{known}-"))
    product, _, layout = name.removeprefix(f"{exam.name}-").partition("-")
    return exam / product / f"A{f'-{layout}' if layout else ''}.pdf"


@pytest.mark.parametrize("name", FILES)
def test_a_word_document_has_as_many_pages_as_its_pdf(pairs: Mapping[str, Pair], name: str) -> None:
    printed, shown = len(pypdfium2.PdfDocument(pairs[name].pdf)), len(pypdfium2.PdfDocument(pairs[name].word))
    assert abs(printed - shown) <= max(1, printed // 5)


@pytest.mark.parametrize("name", ["mixed-100-papers", "mixed-100-papers-large", "written-papers"])
def test_word_shows_as_many_writing_lines_as_the_pdf(pairs: Mapping[str, Pair], name: str) -> None:
    printed, shown = ruled(pairs[name].pdf), ruled(pairs[name].word)
    assert printed > 0
    assert shown == printed


def ruled(pdf: bytes) -> int:
    """Thin level lines as wide as the text; the score table is less wide."""
    count = 0
    for page in pypdfium2.PdfDocument(pdf):
        levels = set()
        for one in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_PATH], max_depth=3):
            left, bottom, right, top = one.get_bounds()
            if right - left > 370 and top - bottom < 2:
                levels.add(round(bottom / 4))
        count += len(levels)
    return count


@pytest.mark.parametrize("name", ["cadre-80-papers", "mixed-100-keys"])
def test_even_pages_have_their_binding_on_the_other_side(pairs: Mapping[str, Pair], name: str) -> None:
    word, pdf = pairs[name].word, pairs[name].pdf
    for page in (0, 1, 2):
        assert body_left(word, page) == pytest.approx(body_left(pdf, page), abs=4)
    assert body_left(word, 0) - body_left(word, 1) == pytest.approx(42.5, abs=4)


def body_left(pdf: bytes, page: int) -> float:
    """Where the text begins at the left, in points; the 密封线 stands further left."""
    text = pypdfium2.PdfDocument(pdf)[page].get_textpage()
    inside = 72.0 if page % 2 == 0 else 0.0
    lefts: list[float] = [
        text.get_charbox(index)[0]
        for index in range(text.count_chars())
        if text.get_text_range(index, 1).strip()
    ]
    return min(left for left in lefts if left > inside)


@pytest.mark.parametrize("name", ["cadre-80-papers", "mixed-100-papers-large"])
def test_every_page_is_numbered_with_the_form(pairs: Mapping[str, Pair], name: str) -> None:
    pages = page_texts(pairs[name].word)
    feet = [f"试卷编号：A第{number}页共{len(pages)}页" in page for number, page in enumerate(pages, 1)]
    assert len(feet) > 1
    assert all(feet)


def test_the_seal_stands_on_odd_pages_with_its_fields(pairs: Mapping[str, Pair]) -> None:
    pages = page_texts(pairs["cadre-80-papers"].word)
    sealed = [
        all(word in page for word in ("单位：", "姓名：", "职务：", "编号：", "密", "封")) for page in pages
    ]
    assert sealed == [number % 2 == 0 for number in range(len(pages))]


def test_the_score_box_stands_clear_of_the_first_question(pairs: Mapping[str, Pair]) -> None:
    page = pypdfium2.PdfDocument(pairs["cadre-80-papers"].word)[0]
    text = page.get_textpage()
    whole = text.get_text_range()
    first = whole.index("1.", whole.index("单项选择题"))
    _, _, _, top = text.get_charbox(first)
    edges = [one.get_bounds() for one in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_PATH], max_depth=3)]
    below = [
        bottom for left, bottom, right, _ in edges if bottom > top - 2 and right - left > 20 and left < 200
    ]
    assert min(below) - top > 4
