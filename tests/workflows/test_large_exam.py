"""An exam of fifty people: papers and sheets put together, merged; what is printed apart; verification."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import cv2
import pytest

from quizgen.model.sheet import SheetGeometry
from quizgen.model.sheets import ManySheets
from quizgen.records.exam_folder import ExamFolder
from quizgen.records.names import Product
from quizgen.workflows.exam import new
from quizgen.workflows.exam.composing import composed_products
from tests.found import things_in
from tests.plain_yaml import plain_yaml
from tests.render.reading import page_texts, raster
from tests.render.same_place import compared
from tests.small_bank import write_bank
from tests.tool import Run, quizgen
from tests.workflows.day.acts import add, amend, rules, went_well
from tests.workflows.day.seated import seat

PEOPLE = 50
RARE = "0050"
MERGED = ("papers/all.pdf", "sheets/all.pdf")


def draw(home: Path) -> Path:
    """The last person's name needs a font that nobody has."""
    bank = write_bank(home / "bank")
    names = [f"{number:04d},测试{number},某市某局,科员" for number in range(1, PEOPLE)]
    roster = "\n".join(("编号,姓名,单位,职务", *names, f"{RARE},测\U0003134f,某市某局,科员"))
    (home / "roster.csv").write_text(roster + "\n", encoding="utf-8")
    asked = ("--bank", bank, "--blueprint", "small", "--mode", "individual", "--roster", home / "roster.csv")
    run = quizgen("exam", "new", home / "exam", *asked, "--by", "张三", "--no-cache")
    assert run.status == 0, run.out + run.err
    return home / "exam"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As drawn."""
    return draw(tmp_path_factory.mktemp("large"))


def build(exam: Path, *more: object) -> Run:
    run = quizgen("exam", "build", exam, "--jobs", 1, "--by", "张三", *more)
    assert run.status == 0, run.out + run.err
    return run


@pytest.fixture(scope="module")
def built(drawn: Path) -> tuple[Path, Run]:
    """Built as it is by default."""
    return drawn, build(drawn)


@pytest.fixture
def exam(built: tuple[Path, Run], tmp_path: Path) -> Path:
    """A copy of the built exam, to be changed."""
    return Path(shutil.copytree(built[0], tmp_path / "exam"))


def names_in(exam: Path, folder: str = "papers") -> list[str]:
    return sorted(path.name for path in things_in(exam / folder))


def test_the_exam_says_that_it_is_printed_from_pieces(drawn: Path) -> None:
    assert plain_yaml((drawn / "exam.yaml").read_text(encoding="utf-8"))["printing"] == 3


def test_everything_comes_merged_and_in_no_other_file(built: tuple[Path, Run]) -> None:
    exam, run = built
    assert names_in(exam) == ["all.pdf"]
    assert names_in(exam, "sheets") == ["all.json", "all.pdf"]
    assert names_in(exam, "keys") == ["compact.pdf"]
    assert "papers/all.pdf　试卷 50 份" in run.out
    assert "sheets/all.pdf　答题卡 50 份" in run.out


def test_a_name_that_no_font_has_is_set_whole_and_left_to_be_written(built: tuple[Path, Run]) -> None:
    exam, run = built
    assert "整份排印（密封线上有一项要用别的字体，或是后来更正的）：试卷 050。" in run.out
    assert f"编号 {RARE} 的姓名" in run.out
    texts = page_texts((exam / "papers/all.pdf").read_bytes())
    assert any(RARE in text and "空着的请手写" in text for text in texts)


def test_what_is_merged_is_that_of_the_reference(built: tuple[Path, Run], exam: Path) -> None:
    for name in MERGED:
        (exam / name).unlink()
    assert "整份排印" not in build(exam, "--reference").out
    for name in MERGED:
        composed, whole = ((one / name).read_bytes() for one in (built[0], exam))
        assert composed != whole
        if name.startswith("papers"):
            assert compared(composed, whole).faults == ()
        else:
            one, other = ([sorted(page) for page in page_texts(pdf)] for pdf in (composed, whole))
            assert one == other
    assert rules(exam, "--jobs", 1) == []


def test_another_process_prints_the_same_bytes_which_are_verified(
    built: tuple[Path, Run], exam: Path
) -> None:
    assert rules(exam, "--jobs", 1) == []
    again = (*MERGED, "sheets/all.json")
    for name in again:
        (exam / name).unlink()
    assert "新生成 3 个文件" in build(exam).out
    assert [(exam / one).read_bytes() for one in again] == [(built[0] / one).read_bytes() for one in again]


def test_a_changed_merged_paper_is_found(exam: Path) -> None:
    path = exam / "papers/all.pdf"
    path.write_bytes(path.read_bytes().replace(b" Tf ", b" Tf\n", 1) + b"\n")
    assert rules(exam) == ["V008"]


def test_who_is_amended_or_added_after_merging_is_printed_apart(exam: Path) -> None:
    assert amend(exam, "0007", "--name", "测试改").status == 0
    assert add(exam, "0099").status == 0
    run = build(exam)
    assert names_in(exam) == ["007.pdf", "051.pdf", "all.pdf"]
    assert names_in(exam, "sheets") == ["007.json", "007.pdf", "051.json", "051.pdf", "all.json", "all.pdf"]
    assert "测试改" in page_texts((exam / "papers/007.pdf").read_bytes())[0]
    assert "单独印" in run.out
    assert rules(exam, "--jobs", 1) == []
    assert "新生成 0 个文件" in build(exam).out


def test_single_papers_are_made_when_they_are_asked_for(exam: Path) -> None:
    build(exam, "--form", "003")
    assert names_in(exam) == ["003.pdf", "all.pdf"]
    alone = SheetGeometry.model_validate_json((exam / "sheets/003.json").read_bytes())
    many = ManySheets.model_validate_json((exam / "sheets/all.json").read_bytes())
    assert alone == many.geometry(many.sheets[2])
    both = (exam / name for name in ("papers/003.pdf", "papers/all.pdf"))
    own, merged = (page_texts(path.read_bytes()) for path in both)
    assert any("试卷编号：003" in text for text in merged)
    assert own[0] in merged


def test_single_sided_files_and_other_sizes_are_composed_too(exam: Path) -> None:
    build(exam, "--single-sided", "--size", "a3", "--large")
    wanted = ["all-a3-single.pdf", "all-a3.pdf", "all-large-single.pdf", "all-large.pdf", "all.pdf"]
    assert names_in(exam) == wanted
    assert rules(exam, "--jobs", 1) == []


def test_scans_of_merged_sheets_are_read(exam: Path, tmp_path: Path) -> None:
    page = raster((exam / "sheets/all.pdf").read_bytes(), 150, 2)
    cv2.imwrite(str(tmp_path / "page.png"), page)
    run = quizgen("exam", "scan", exam, tmp_path / "page.png", "--by", "张三", "--jobs", 1)
    assert "读了 1 页：答题卡 1 页" in run.out, run.out + run.err
    reading = json.loads((exam / "scans/pages.jsonl").read_text(encoding="utf-8"))
    digits = [
        mark["option"] for one in reading["number"] for mark in one["marks"] if mark["state"] == "marked"
    ]
    assert (reading["form_code"], "".join(digits)) == ("002", "0002")


def test_rooms_are_packed_without_single_papers(exam: Path) -> None:
    rooms = "rooms:\n  - {name: 一, rows: 5, columns: 5}\n  - {name: 二, rows: 5, columns: 5}\n"
    went_well(seat(exam, f"{rooms}people:\n  - {{number: '0004', room: 二, large: true}}\n"))
    run = quizgen("exam", "pack", exam, "--by", "张三")
    assert "先运行：quizgen exam build" in run.err
    build(exam, "--form", "004", "--large")
    went_well(quizgen("exam", "pack", exam, "--by", "张三"))
    for room in "一二":
        texts = {
            name: "".join(page_texts((exam / f"pack/{room}/{name}.pdf").read_bytes()))
            for name in ("试卷", "答题卡", "座位表")
        }
        codes = [set(re.findall(r"试卷编号：(\d{3})", texts[name])) for name in ("试卷", "答题卡")]
        assert codes[0] == codes[1]
        assert len(codes[0]) == 25
    assert rules(exam, "--jobs", 1) == []


def test_exams_drawn_before_are_printed_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new, "PRINTING", 2)
    exam = draw(tmp_path)
    build(exam, "--only", "keys")
    assert names_in(exam, "keys") == ["compact.pdf"]
    assert composed_products(ExamFolder(exam).exam) == {Product.PAPERS}
