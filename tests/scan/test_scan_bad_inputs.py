"""What people hand in beside good scans: each is named, none stops the others, every page has its place."""

from __future__ import annotations

import re
import shutil
import zlib
from pathlib import Path

import cv2
import numpy
import pikepdf
import pytest

from quizgen.model.sheet import Bubble
from tests.scan.exam import expected, rows, scan, scan_sheet
from tests.tool import Run

SENTENCES = {
    "02 有密码.pdf": "PDF 有密码，请去掉密码后再读",
    "03 炸弹.pdf": "图像太大（90000×90000 点），请用 300 dpi 的灰度重新扫描",
    "04 没传完.jpg": "图像文件不完整或已经损坏，请重新扫描或重新复制",
    "05 空.pdf": "是空文件",
    "06 风景.png": "不是答题卡：没有黑色方块，也没有答题卡的二维码",
    "07 半张.png": "黑色方块找不到三个，定不了位置；请把整张卡摊平，四角都在画面里，重新扫描",
}


def _hand_in(good: Path, folder: Path) -> None:
    folder.mkdir()
    shutil.copy(good, folder / "01 好的.png")
    with pikepdf.new() as document:
        document.add_blank_page()
        locked = pikepdf.Encryption(owner="甲", user="乙")
        document.save(folder / "02 有密码.pdf", encryption=locked)
    with pikepdf.new() as document:
        image = pikepdf.Stream(document, zlib.compress(bytes(10**6)), Filter=pikepdf.Name("/FlateDecode"))
        image["/Type"], image["/Subtype"] = pikepdf.Name("/XObject"), pikepdf.Name("/Image")
        image["/Width"] = image["/Height"] = 90_000
        image["/ColorSpace"], image["/BitsPerComponent"] = pikepdf.Name("/DeviceGray"), 8
        page = document.add_blank_page(page_size=(595, 842))
        page["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
        page["/Contents"] = pikepdf.Stream(document, b"q 595 0 0 842 0 0 cm /Im0 Do Q")
        document.save(folder / "03 炸弹.pdf", compress_streams=False)
    picture = numpy.asarray(cv2.imread(str(good), cv2.IMREAD_GRAYSCALE))
    whole = cv2.imencode(".jpg", picture)[1].tobytes()
    (folder / "04 没传完.jpg").write_bytes(whole[: len(whole) // 2])
    (folder / "05 空.pdf").write_bytes(b"")
    waves = numpy.add.outer(numpy.sin(numpy.arange(900) / 40), numpy.sin(numpy.arange(700) / 25))
    cv2.imwrite(str(folder / "06 风景.png"), (127 + 60 * waves).astype(numpy.uint8))
    cv2.imwrite(str(folder / "07 半张.png"), picture[: picture.shape[0] // 3])


@pytest.fixture(scope="module")
def handed_in(printed: Path, scans: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    """An exam after everything was handed in at once, with what the command said."""
    folder = tmp_path_factory.mktemp("bad")
    exam = shutil.copytree(printed, folder / "exam")
    _hand_in(scans / "01.png", folder / "in")
    return exam, scan(exam, folder / "in")


def test_every_page_handed_in_is_accounted_for(handed_in: tuple[Path, Run]) -> None:
    _, run = handed_in
    assert run.status == 0, run.err
    first = run.out.splitlines()[0]
    came, *kinds = map(int, re.findall(r"(\d+) [页个]", first))
    assert (came, sum(kinds)) == (7, 7), first
    assert "答题卡 1 页" in first
    assert "打不开的 4 个" in first


@pytest.mark.parametrize("name", SENTENCES)
def test_each_bad_file_has_its_sentence(handed_in: tuple[Path, Run], name: str) -> None:
    told = [line.strip() for line in handed_in[1].out.splitlines()]
    assert f"{name}：{SENTENCES[name]}" in told


def test_the_good_page_among_them_is_read(handed_in: tuple[Path, Run]) -> None:
    found = rows(handed_in[0])["202601"]
    answers = expected(handed_in[0], "A")
    assert {question: found[question] for question in answers} == answers


def test_a_sheet_with_all_filled_and_one_with_nothing_filled_are_not_guessed(
    printed: Path, tmp_path: Path
) -> None:
    exam = shutil.copytree(printed, tmp_path / "exam")

    def every(_question: str, bubbles: list[Bubble]) -> list[Bubble]:
        return bubbles

    scan_sheet(exam, "A", "202601", every, tmp_path / "in-1.png")
    scan_sheet(exam, "B", "202602", lambda _question, _bubbles: [], tmp_path / "in-2.png")
    told = scan(exam, tmp_path / "in-1.png", tmp_path / "in-2.png")
    assert told.status == 0, told.err
    found = rows(exam)
    answers = expected(exam, "A")
    assert {found["202602"][question] for question in answers} == {"-"}
    one_answer = [question for question, first in answers.items() if len(first) == 1]
    assert {found["202601"][question] for question in one_answer} <= {"?", ""}
