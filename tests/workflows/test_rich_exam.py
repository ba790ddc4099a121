"""Questions with scripts, formulas, pictures and a table taken from the bank to print, then tampered with."""

from __future__ import annotations

import io
import json
import shutil
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from docx import Document

from tests.found import things_in
from tests.render.reading import page_texts
from tests.tool import quizgen

RICH = Path(__file__).parents[1] / "data" / "rich"


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the bank, which is changed once the exam is made."""
    copy = tmp_path_factory.mktemp("bank") / "rich"
    shutil.copytree(RICH, copy)
    return copy


@pytest.fixture(scope="module")
def exam(bank: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exam, printed after the pictures of the bank were taken away."""
    folder = tmp_path_factory.mktemp("rich") / "exam"
    run = quizgen("exam", "new", folder, "--bank", bank, "--blueprint", "rich", "--no-cache", "--by", "张三")
    assert run.status == 0, run.err
    shutil.rmtree(bank / "fig")
    run = quizgen("exam", "build", folder, "--large", "--jobs", 1, "--by", "张三")
    assert run.status == 0, run.out + run.err
    return folder


def pictures(pdf: Path) -> int:
    """How many pictures a PDF holds."""
    found = 0
    for page in pypdfium2.PdfDocument(pdf.read_bytes()):
        found += len(list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=8)))
    return found


def test_the_bank_has_no_fault() -> None:
    run = quizgen("bank", "check", RICH)
    assert run.status == 0, run.out
    assert "没有发现错误" in run.out


def test_pictures_are_frozen_by_their_content_for_their_owner_only(exam: Path) -> None:
    kept = things_in(exam / "figures")
    assert [path.suffix for path in sorted(kept, key=lambda path: path.suffix)] == [".jpg", ".png", ".svg"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}
    assert stat.S_IMODE((exam / "figures").stat().st_mode) == 0o700
    frozen = (exam / "questions.jsonl").read_text(encoding="utf-8")
    named = [json.loads(line)["question"] for line in frozen.splitlines()]
    assert f"figures/{kept[0].name}" in frozen
    assert sum("image" in one for one in named) == 2
    assert (exam / "ledger.jsonl").read_text(encoding="utf-8").count("figures/") == 3


def test_the_paper_shows_everything(exam: Path) -> None:
    text = "".join(page_texts((exam / "papers" / "A.pdf").read_bytes()))
    for said in ("Ca(OH)2", "cm3", "SO42−", "铵根离子写作NH4+", "x=", "2a", "质量m(g)", "温度略高", "次数"):
        assert said in text, said
    assert "~" not in text
    assert "^" not in text
    assert "$" not in text
    assert pictures(exam / "papers" / "A.pdf") >= 2


def test_the_key_explains_with_the_same_marks(exam: Path) -> None:
    text = "".join(page_texts((exam / "keys" / "A.pdf").read_bytes()))
    for said in ("CO2；Ca(OH)2／氢氧化钙", "密度ρ=", "10~15元", "5$一袋", "1.0×103kg/m3"):
        assert said in text, said
    short = "".join(page_texts((exam / "keys" / "compact.pdf").read_bytes()))
    assert "CO2；Ca(OH)2／氢氧化钙" in short


def test_short_options_with_scripts_still_stand_in_one_row(exam: Path) -> None:
    for name in ("A", "A-large"):
        heights = []
        for page in pypdfium2.PdfDocument((exam / "papers" / f"{name}.pdf").read_bytes()):
            text = page.get_textpage()
            whole = text.get_text_range()
            at = whole.find("下列单位中")
            if at >= 0:
                letters = [whole.index(f"{letter}.", at) for letter in "ABCD"]
                heights = [text.get_charbox(place)[1] for place in letters]
        assert len(heights) == 4, name
        assert max(heights) - min(heights) < 2, name


def test_word_has_formulas_pictures_with_descriptions_and_the_table(exam: Path) -> None:
    document = Document(io.BytesIO((exam / "papers" / "A.docx").read_bytes()))
    xml = document.element.xml
    assert xml.count("<m:oMath>") >= 8
    assert "<m:f>" in xml
    assert "<m:rad>" in xml
    assert "<m:limLow>" in xml
    for alt in ("甲、乙、丙三个方框从左到右连在一起", "一条从原点出发向右上方的折线", "一个灰色小球"):
        assert f'descr="{alt}"' in xml
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert ["2", "8.1", "3.0", "温度略高"] in rows
    with zipfile.ZipFile(exam / "papers" / "A.docx") as package:
        media = [name for name in package.namelist() if name.startswith("word/media/")]
    assert len(media) == 3


def test_everything_is_printed_again_to_the_same_bytes(exam: Path) -> None:
    run = quizgen("exam", "verify", exam)
    assert run.status == 0, run.out
    assert "全部一致" in run.out


TAMPERED: dict[str, Callable[[Path], object]] = {
    "changed": lambda file: file.write_bytes(file.read_bytes() + b"\n"),
    "gone": Path.unlink,
}


@pytest.mark.parametrize("how", TAMPERED)
def test_a_picture_that_is_no_longer_the_frozen_one_is_named_and_not_printed(
    how: str, exam: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "exam"
    shutil.copytree(exam, copy)
    picture = next(path for path in things_in(copy / "figures") if path.suffix == ".png")
    TAMPERED[how](picture)
    stranger = copy / "figures" / "1.png"
    shutil.copy(RICH / "fig" / "line.png", stranger)
    run = quizgen("exam", "verify", copy)
    assert run.status == 1
    assert f"{picture}: [V003]" in run.out + run.err
    assert f"{stranger}: [V006] 不是生成的文件" in run.out + run.err
    run = quizgen("exam", "build", copy, "--by", "张三", "--size", "a3", "--jobs", 1)
    assert run.status == 1
    assert "试题 LH-0007 的图片没有了，或与冻结时不符" in run.out + run.err
    assert not (copy / "papers" / "A-a3.pdf").exists()


def test_what_has_no_pictures_tells_them_in_words() -> None:
    run = quizgen("bank", "show", "LH-0007", "--bank", RICH)
    assert "［图：一条从原点出发向右上方的折线］" in run.out
    assert "2｜8.1｜3.0｜温度略高" in run.out
    assert "由 ρ=m/V 可知" in run.out


def test_the_booklet_shows_pictures_and_formulas(tmp_path: Path) -> None:
    run = quizgen("bank", "preview", tmp_path / "book.pdf", "--bank", RICH, "--answers")
    assert run.status == 0, run.out + run.err
    text = "".join(page_texts((tmp_path / "book.pdf").read_bytes()))
    assert "密度ρ是？" in text
    assert "温度略高" in text
    assert pictures(tmp_path / "book.pdf") >= 2


def test_a_picture_of_100_mb_stops_the_exam_with_one_sentence(tmp_path: Path) -> None:
    copy = tmp_path / "rich"
    shutil.copytree(RICH, copy)
    with (copy / "fig" / "line.png").open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    run = quizgen("exam", "new", tmp_path / "e", "--bank", copy, "--blueprint", "rich", "--by", "张三")
    assert run.status == 1
    assert "图片 fig/line.png 有 100.0 MB，最多 5 MB" in run.out + run.err
    assert not (tmp_path / "e").exists()


def test_the_examples_of_the_readme_are_right(tmp_path: Path) -> None:
    page = (RICH.parents[2] / "question_bank" / "README.md").read_text(encoding="utf-8")
    example = page.partition("## 上下标、公式、图片、表格\n\n```yaml\n")[2].partition("```")[0]
    (tmp_path / "fig").mkdir()
    shutil.copy(RICH / "fig" / "line.png", tmp_path / "fig" / "1.png")
    shutil.copy(RICH / "topics.yaml", tmp_path)
    (tmp_path / "a.yaml").write_text(example, encoding="utf-8")
    run = quizgen("bank", "check", tmp_path)
    assert run.status == 0, run.out
    assert "2 道题" in run.out
