"""Fonts are found, missing ones are said in Chinese, every character asked for is known."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.subset import main as subset
from fontTools.ttLib import TTFont

from quizgen.model.kinds import Kind
from quizgen.render.fonts.found import NoChineseFont, find_fonts
from quizgen.render.fonts.glyphs import CannotPrint, packaged_codepoints, packaged_folders
from quizgen.render.typst_pdf import Printer
from tests.render.reading import page_texts
from tests.render.samples import Part, paper_of, question


def test_packaged_fonts_come_first() -> None:
    fonts = find_fonts()
    assert fonts.song[0] == "Noto Serif SC"
    assert fonts.hei[0] == "Noto Sans SC"


def test_packaged_fonts_print_all_of_gbk_and_rare_names() -> None:
    printable = packaged_codepoints()
    pairs = (bytes((high, low)) for high in range(0x81, 0xFF) for low in range(0x40, 0xFF) if low != 0x7F)
    gbk = {ord(text) for pair in pairs if len(text := pair.decode("gbk", "ignore")) == 1}
    assert {code for code in gbk if 0x4E00 <= code <= 0x9FFF} <= printable
    assert set(map(ord, "㛃𠮷䶮赟堃喆（）《》“”‘’—…·√×①②③℃％、。，；：？！")) <= printable


def test_no_chinese_font_is_said_in_chinese() -> None:
    with pytest.raises(NoChineseFont, match="没有找到中文字体：请安装软件包 pylopdf-fonts-zh-cn"):
        find_fonts(packaged=False, system=False)


def chinese_font(folder: Path, name: str, characters: str) -> Path:
    """A small font file that holds these characters only, under another family name."""
    file = folder / "small.otf"
    serif = packaged_folders()[0] / "NotoSerifSC-Regular.otf"
    subset([str(serif), f"--text={characters}", f"--output-file={file}", "--name-IDs=*", "--notdef-outline"])
    rename(file, name)
    return file


def rename(file: Path, family: str) -> None:
    """Give a font file another family name."""
    with TTFont(file) as font:
        for record in font["name"].names:
            if record.nameID in {1, 4, 16}:
                record.string = family
        font["CFF "].cff.fontNames = [family.replace(" ", "")]
        font.save(file)


def test_a_folder_of_the_user_serves_where_nothing_is_packaged(tmp_path: Path) -> None:
    chinese_font(tmp_path, "SimSun", "甲乙丙")
    fonts = find_fonts([tmp_path], packaged=False, system=False)
    assert fonts.song == ("SimSun",)
    assert fonts.hei == ("SimSun",)
    assert fonts.codepoints == frozenset(map(ord, "甲乙丙"))


@pytest.mark.parametrize("family", ["STSong", "Microsoft YaHei", "PingFang SC", "WenQuanYi Zen Hei"])
def test_fonts_of_each_system_are_known(tmp_path: Path, family: str) -> None:
    chinese_font(tmp_path, family, "甲")
    fonts = find_fonts([tmp_path], packaged=False, system=False)
    assert family in fonts.song
    assert family in fonts.hei


def test_a_font_of_the_user_prints_what_the_packaged_ones_lack(tmp_path: Path) -> None:
    paper = paper_of([[question(Kind.TRUE_FALSE, 1, stem="符号ᚠ在此。")]], [Part(Kind.TRUE_FALSE, 1)])
    with pytest.raises(CannotPrint, match="题目 TT-0001 中有字体印不出的字符：“ᚠ”"):
        Printer().paper_pdf(paper)
    runic(tmp_path)
    assert "符号ᚠ在此。" in page_texts(Printer([tmp_path]).paper_pdf(paper))[0]


def runic(folder: Path) -> None:
    """A font with one character that no packaged font has."""
    file = chinese_font(folder, "Runes", "丫")
    with TTFont(file) as font:
        for table in font["cmap"].tables:
            table.cmap = {0x16A0: table.cmap[ord("丫")]}
        font.save(file)


def test_width_is_measured_with_the_gap_between_chinese_and_latin() -> None:
    fonts = find_fonts()
    assert fonts.width_em("责任清单") == 4
    assert fonts.width_em("第1项") == pytest.approx(2 + 0.5 + fonts.width_em("1"))
    assert 0.4 < fonts.width_em("1") < 0.7
    assert fonts.width_em("1.") == pytest.approx(fonts.width_em("1") + fonts.width_em("."))


def test_importing_the_printer_is_quiet() -> None:
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", "import quizgen.render.typst_pdf"],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    assert run.stdout + run.stderr == ""
