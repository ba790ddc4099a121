"""How long it takes to read and understand a bank in a Word document and one in a workbook.

Run: ``python -m benchmarks.import_files [--questions 5000] [--rows 50000]``; the targets are under 20 s and
500 MB for 5,000 questions in Word, under 30 s for 50,000 rows. Each is read in a process of its own.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import tempfile
import time
import zipfile
from pathlib import Path
from random import Random

from openpyxl import Workbook

from quizgen.interchange.columns.reading import read_bank_table
from quizgen.interchange.draft import Understood
from quizgen.interchange.soundness import is_certain
from quizgen.interchange.understand.whole import understand
from quizgen.office.word.reading import read_word

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIXELS = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100"
    "18dd8db00000000049454e44ae426082"
)
_EVERY = 10
"""One question in so many has a picture."""


def _paragraph(text: str, level: int | None = None) -> str:
    numbers = "" if level is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return f"<w:p><w:pPr>{numbers}</w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p>"


def _picture(number: int) -> str:
    return (
        '<w:p><w:r><w:drawing><inline><extent cx="360000" cy="360000"/>'
        f'<a:blip r:embed="i{number}"/></inline></w:drawing></w:r></w:p>'
    )


def word_bank(path: Path, count: int) -> None:
    """A document with automatic numbers, seven paragraphs a question, pictures of 20 kB."""
    noise = Random(1)  # noqa: S311 - bytes that do not compress
    body = []
    for number in range(1, count + 1):
        body.append(_paragraph(f"编号 {number} 的设备应当由哪一级的人员检查并写下记录（　　）。", 0))
        body += [_picture(number)] if number % _EVERY == 0 else []
        body += [_paragraph(f"第 {number} 组的{word}人员", 1) for word in "甲乙丙丁"]
        body += [_paragraph(f"答案：{chr(ord('A') + number % 4)}"), _paragraph(f"解析：见第 {number} 条。")]
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="%{level + 1}."/></w:lvl>'
        for level, form in enumerate(("decimal", "upperLetter"))
    )
    lists = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
    lists += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    pictures = range(_EVERY, count + 1, _EVERY)
    links = "".join(
        f'<Relationship Id="i{one}" Type="{_RELATIONS}/image" Target="media/{one}.png"/>' for one in pictures
    )
    links += f'<Relationship Id="n" Type="{_RELATIONS}/numbering" Target="numbering.xml"/>'
    main = f'<Relationship Id="r" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types"/>')
        for name, relations in (("_rels/.rels", main), ("word/_rels/document.xml.rels", links)):
            whole = f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'
            archive.writestr(name, whole)
        spaces = f'xmlns:w="{_WORD}" xmlns:r="{_RELATIONS}" xmlns:a="{_DRAWN}"'
        archive.writestr("word/numbering.xml", f"<w:numbering {spaces}>{lists}</w:numbering>")
        document = f"<w:document {spaces}><w:body>{''.join(body)}</w:body></w:document>"
        archive.writestr("word/document.xml", document)
        for one in pictures:
            archive.writestr(f"word/media/{one}.png", _PIXELS + noise.randbytes(20_000))


def table_bank(path: Path, count: int) -> None:
    """A workbook of four kinds, twelve columns wide."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("题库")
    options = [f"选项{letter}" for letter in ("A", "B", "C", "D")]
    sheet.append(["序号", "题型", "题干", *options, "答案", "解析", "难度", "知识点"])
    for number in range(1, count + 1):
        words = [f"第 {number} 组的{word}人员" for word in "甲乙丙丁"]
        none = [None] * 4
        kind, stem, shown, key = (
            ("单选题", f"编号 {number} 的设备由谁检查（　　）。", words, chr(ord("A") + number % 4)),
            ("多选题", f"编号 {number} 的设备可以由谁检查（　　）。", words, "ABD"),
            ("判断题", f"编号 {number} 的设备由专人检查。", none, "√"),
            ("填空题", f"编号 {number} 的设备由____检查，由____记录。", none, "甲组；乙组"),
        )[number % 4]
        sheet.append([number, kind, stem, *shown, key, f"见第 {number} 条。", "易", "检查"])
    book.save(path)


def _word(path: Path) -> Understood:
    return understand(read_word(path, path.name))


def _measured(kind: str, path: Path, count: int) -> None:
    """Read a file in this process, print what it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    understood = _word(path) if kind == "word" else read_bank_table(path, path.name)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    assert len(understood.drafts) == count  # noqa: S101 - a benchmark of a wrong result is none
    assert all(is_certain(one) for one in understood.drafts)  # noqa: S101 - the same
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{kind}: {count} questions, {wall:.2f} s, {cpu:.2f} s CPU, peak {peak:.0f} MiB", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=5_000)
    parser.add_argument("--rows", type=int, default=50_000)
    asked = parser.parse_args()
    spawned = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as scratch:
        files = (
            ("word", Path(scratch, "题库.docx"), word_bank, asked.questions),
            ("table", Path(scratch, "题库.xlsx"), table_bank, asked.rows),
        )
        for kind, path, write, count in files:
            write(path, count)
            print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB", flush=True)
            process = spawned.Process(target=_measured, args=(kind, path, count))
            process.start()
            process.join()
            if process.exitcode:
                raise SystemExit(process.exitcode)
    print("targets: 5000 questions in Word under 20 s and 500 MB, 50000 rows under 30 s")


if __name__ == "__main__":
    main()
