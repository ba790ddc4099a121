"""Files that are no Word documents, or want to do harm: each is refused by its number, or read without it."""

from __future__ import annotations

import random
import re
import zipfile
from functools import partial
from pathlib import Path

import pytest

from quizgen.errors import CannotRead
from quizgen.office.document import Document, Paragraph
from quizgen.office.package import RefusedFile
from quizgen.office.word import body
from quizgen.office.word.reading import read_word
from tests.office.packages import parts, rebuild
from tests.office.word_files import (
    cell,
    definition,
    from_start,
    level,
    list_of,
    numbered,
    paragraph,
    run,
    table,
    word_file,
)

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
MAIN = "word/document.xml"


def refused(path: Path, data: bytes | None = None) -> str:
    """The sentence by which a file is refused, with its rule in front."""
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(RefusedFile) as caught:
        read_word(path, path.name)
    return f"{caught.value.rule} {caught.value}"


def test_a_password(tmp_path: Path) -> None:
    data = OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le")
    assert refused(tmp_path / "题.docx", data) == (
        "W001 没有打开“题.docx”：文件设了打开密码；在 Office 或 WPS 中去掉密码后另存。"
    )


@pytest.mark.parametrize("name", ["题.wps", "题.et", "题.WPS"])
def test_files_of_wps_say_what_to_do(tmp_path: Path, name: str) -> None:
    said = refused(tmp_path / name, OLE)
    assert said.startswith(f"W002 没有打开“{name}”：这是 {Path(name).suffix.lower()} 文件，不能直接读")
    assert "另存为 .docx" in said


@pytest.mark.parametrize(
    ("data", "ending"),
    [(OLE + b"\0" * 500 + "WordDocument".encode("utf-16-le"), "doc"), (b"{\\rtf1 abc}", "rtf")],
)
def test_an_old_document_without_libreoffice(tmp_path: Path, data: bytes, ending: str) -> None:
    said = refused(tmp_path / "题.doc", data)
    assert said.startswith(
        f"W002 没有打开“题.doc”：这是 .{ending} 文件，要 LibreOffice 才能读，这台机器上没有"
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "W007 没有打开“题.docx”：这是空文件"),
        (b"%PDF-1.7\n", "W007 没有打开“题.docx”：这是 PDF 文件"),
        (b"<html><body>x</body></html>", "W002 没有打开“题.docx”：这是改了名字的网页"),
        (b"\x89PNG\r\n", "W007 没有打开“题.docx”：这是图片"),
        ("1．题".encode(), "W007 没有打开“题.docx”：这是别的文件"),
    ],
)
def test_another_file_under_this_name(tmp_path: Path, data: bytes, said: str) -> None:
    assert refused(tmp_path / "题.docx", data).startswith(said)


def test_a_workbook_under_this_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "题.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert refused(tmp_path / "题.docx").startswith("W007 没有打开“题.docx”：这是 Excel 工作簿（.xlsx）")


def test_a_file_of_200_megabytes_is_not_even_read(tmp_path: Path) -> None:
    with (tmp_path / "题.docx").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    assert refused(tmp_path / "题.docx").startswith(
        "W004 没有打开“题.docx”：文件有 200 MB，太大；最多 100 MB"
    )


def test_a_zip_bomb(tmp_path: Path) -> None:
    file = word_file(tmp_path / "题.docx", paragraph("甲"), more={"word/x.bin": b"\0" * 50_000_000})
    assert refused(file).startswith("W004 没有打开“题.docx”：解开后有 47 MB")


@pytest.mark.parametrize(
    "declared",
    [b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>', b'<!DOCTYPE x SYSTEM "file:///etc/passwd">'],
)
def test_a_declaration(tmp_path: Path, declared: bytes) -> None:
    file = word_file(tmp_path / "题.docx", paragraph("甲"))
    rebuild(file, {MAIN: lambda data: data.replace(b"<w:document", declared + b"<w:document", 1)})
    assert refused(file).startswith("W008 没有打开“题.docx”：文件的内部写法异常")


def test_elements_inside_one_another_a_thousand_times(tmp_path: Path) -> None:
    deep = "<w:smartTag>" * 1000 + "</w:smartTag>" * 1000
    assert refused(word_file(tmp_path / "题.docx", paragraph(deep))).startswith("W006")


def test_half_a_file(tmp_path: Path) -> None:
    data = word_file(tmp_path / "全.docx", *(paragraph(f"题{one}") for one in range(500))).read_bytes()
    assert refused(tmp_path / "题.docx", data[: len(data) // 2]).startswith(
        "W006 没有打开“题.docx”：文件不完整"
    )


def test_a_package_without_a_document(tmp_path: Path) -> None:
    file = word_file(tmp_path / "题.docx", paragraph("甲"))
    kept = {name: data for name, data in parts(file.read_bytes()).items() if name != MAIN}
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in kept.items():
            archive.writestr(name, data)
    assert refused(file).startswith("W006")


def test_more_paragraphs_than_any_bank_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "MOST_LINES", 50)
    assert refused(word_file(tmp_path / "题.docx", "<w:p/>" * 51)).startswith(
        "W009 没有打开“题.docx”：段落超过 50 个"
    )
    assert read_word(word_file(tmp_path / "题.docx", "<w:p/>" * 50), "题.docx")


def test_macros_are_not_run_and_named(tmp_path: Path) -> None:
    file = word_file(tmp_path / "题.docm", paragraph("甲"), more={"word/vbaProject.bin": b"x"})
    document = read_word(file, "题.docm")
    assert _texts(document) == ["甲"]
    assert [(one.rule, one.message) for one in document.notes] == [
        ("D311", "文件带有宏；只读了文字，没有运行宏")
    ]


def test_a_link_to_another_file_is_not_followed_and_not_refused(tmp_path: Path) -> None:
    file = word_file(
        tmp_path / "题.docx",
        paragraph("甲"),
        links={"x": "\\\\server\\share\\a.docx", "y": "file:///etc/passwd"},
    )
    assert _texts(read_word(file, "题.docx")) == ["甲"]


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(CannotRead):
        read_word(tmp_path / "没有.docx", "没有.docx")
    with pytest.raises(CannotRead):
        read_word(tmp_path, "文件夹")


def test_a_damaged_document_is_read_or_refused_never_more(tmp_path: Path) -> None:
    whole = word_file(
        tmp_path / "全.docx",
        *(paragraph(f"{one}．题", "<w:r><w:tab/></w:r>") for one in range(40)),
        parts={"styles": "", "numbering": ""},
    ).read_bytes()
    dice = random.Random(7)  # noqa: S311 - damage, not secrets
    outcomes: set[type] = set()
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 6)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        (tmp_path / "坏.docx").write_bytes(data)
        try:
            outcomes.add(type(read_word(tmp_path / "坏.docx", "坏.docx")))
        except RefusedFile:
            outcomes.add(RefusedFile)
    assert outcomes == {Document, RefusedFile}


def test_odd_values_inside_lose_no_text(tmp_path: Path) -> None:
    blocks = (
        numbered(1, 0, "一"),
        paragraph(run("二", '<w:color w:val="FF0000"/><w:position w:val="6"/><w:shd w:fill="FFFF00"/>')),
        table(cell("三", properties='<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>') + cell("四")),
        paragraph("五", properties='<w:outlineLvl w:val="1"/><w:pStyle w:val="x"/>'),
    )
    levels = definition(0, level(0, "decimal", "%1.", '<w:lvlRestart w:val="0"/>')) + list_of(
        1, 0, from_start(3)
    )
    styles = '<w:style w:type="paragraph" w:styleId="x"><w:basedOn w:val="x"/></w:style>'
    file = word_file(tmp_path / "题.docx", *blocks, parts={"numbering": levels, "styles": styles})
    whole = parts(file.read_bytes())
    tried = 0
    for part in (MAIN, "word/numbering.xml", "word/styles.xml"):
        for found in re.finditer(rb'w:\w+="[^"]*"', whole[part]):
            name = found[0].partition(b"=")[0]
            for odd in (b"", b"-1", b"x", b"99999999999999999999", "٩".encode()):
                data = whole[part][: found.start()] + name + b'="' + odd + b'"' + whole[part][found.end() :]
                rebuild(file, {part: partial(_instead, data)})
                read = read_word(file, "题.docx")
                seen = "".join(map(str, read.blocks))
                assert all(one in seen for one in "一二三四五"), (part, name, odd)
                tried += 1
        rebuild(file, {part: partial(_instead, whole[part])})
    assert tried > 100


def _instead(new: bytes, _old: bytes) -> bytes:
    return new


def _texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]
