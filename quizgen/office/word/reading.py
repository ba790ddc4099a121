"""Reads a Word document (.docx, .docm; others through LibreOffice) as blocks, with what is to be known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from quizgen.errors import WHOLE, Problem, Spot
from quizgen.files.kinds import kind_of
from quizgen.model.rules.documents import D305, D310, D311, D316
from quizgen.model.rules.office import W002
from quizgen.office.document import Document, DocumentBlock, DocumentPicture, Grid, Paragraph
from quizgen.office.package import Package, RefusedFile, bounded_bytes, has_macros, package_of
from quizgen.office.word.body import BodyReader, Lattice, WordRead
from quizgen.office.word.converted import converted
from quizgen.office.word.finish import UsualLook, finished, usual_look
from quizgen.office.word.inside.pictures import DrawnPictures
from quizgen.office.word.inside.runs import RunReader
from quizgen.office.word.line import Told, WordLine, some_text
from quizgen.office.word.numbering import ListNumbering
from quizgen.office.word.parts import WordParts, value
from quizgen.office.word.styles import WordStyles
from quizgen.office.xml_reading import local_name, named

_FOREIGN = frozenset({".wps", ".wpt", ".et", ".ett", ".dps"})
_OLD_WORD = "旧的 Word 或 WPS 文字文档（.doc、.wps）"
_CONVERTED = {_OLD_WORD: "doc", "RTF 文档": "rtf", "OpenDocument 文档（.odt）": "odt"}
_SAVE = "用 Word 或 WPS 打开，另存为 .docx 再用"
_NOTES = (("脚注", "footnotes", "footnote"), ("尾注", "endnotes", "endnote"), ("批注", "comments", "comment"))


def read_word(path: Path, shown_as: str, converter: str | None = None) -> Document:
    """Read a document whole; nothing in it runs, no link is followed.

    ``converter`` is LibreOffice's program (None: not there), needed for .doc, .rtf, .odt.
    Raises RefusedFile (W001–W009) or CannotRead.
    """
    if path.suffix.lower() in _FOREIGN:
        raise RefusedFile(shown_as, W002.id, f"这是 {path.suffix.lower()} 文件，不能直接读", _SAVE)
    data = bounded_bytes(path, shown_as, "删去或压缩里面的图片，或者拆成几份")
    notes: list[Problem] = []
    ending = _CONVERTED.get(kind_of(data) or "")
    if ending is not None:
        data = converted(data, ending, shown_as, converter)
        message = f"原文是 .{ending}，由 LibreOffice 转换以后读的"
        notes.append(Problem(shown_as, None, D316.id, message, "请对着原文核对"))
    package = package_of(data, shown_as, "docx", macros=True, links=True)
    if has_macros(package):
        notes.append(Problem(shown_as, None, D311.id, "文件带有宏；只读了文字，没有运行宏"))
    return _document(package, notes)


def _document(package: Package, notes: list[Problem]) -> Document:
    parts = WordParts(package)
    styles = WordStyles(parts.tree_of("styles"))
    numbering = ListNumbering(parts.tree_of("numbering"), styles)
    body = BodyReader(
        package.shown_as,
        styles,
        numbering,
        RunReader(styles, DrawnPictures(parts, parts.main), _notes_of(parts)),
    )
    read = body.read(parts.body())
    lines = list(_all_lines(read))
    usual = usual_look(lines)
    blocks = tuple(_blocks(read, usual))
    told = [*body.told, *_margins(parts)]
    told += [Told(D310, f"编号的样式“{form}”认不出，按 1、2、3 读") for form in sorted(numbering.unknown)]
    notes += [_problem(package.shown_as, one, WHOLE) for one in told]
    notes += [_problem(package.shown_as, one, line.spot) for line in lines for one in line.told]
    return Document(package.shown_as, blocks, tuple(notes))


def _problem(shown_as: str, told: Told, spot: Spot) -> Problem:
    return Problem(shown_as, None, told.rule.id, told.message, told.hint, spot=spot)


def _all_lines(read: list[WordRead]) -> Iterator[WordLine]:
    for one in read:
        match one:
            case WordLine():
                yield one
            case Lattice(rows):
                yield from (line for row in rows for cell in row for line in cell)


def _blocks(read: list[WordRead], usual: UsualLook) -> Iterator[DocumentBlock]:
    for one in read:
        match one:
            case WordLine():
                yield from finished(one, usual)
            case Lattice(rows, spot):
                yield Grid(tuple(tuple(_cell(cell, usual) for cell in row) for row in rows), None, spot)


def _cell(cell: list[WordLine], usual: UsualLook) -> tuple[Paragraph | DocumentPicture, ...]:
    return tuple(block for line in cell for block in finished(line, usual))


def _notes_of(parts: WordParts) -> Mapping[tuple[str, str], str]:
    """Footnotes, endnotes and comments by their numbers."""
    found = {}
    for kind, relation, name in _NOTES:
        tree = parts.tree_of(relation)
        for element in () if tree is None else named(tree, name):
            found[kind, value(element, "id") or ""] = _text_of(element)
    return found


def _margins(parts: WordParts) -> Iterator[Told]:
    """What is said above and below the pages, each text once."""
    said: dict[str, None] = {}
    for kind, word in (("header", "页眉"), ("footer", "页脚")):
        for part in parts.related(kind):
            if text := some_text([_text_of(parts.tree(part))]):
                said[f"{word}没有读：“{text}”"] = None
    yield from (Told(D305, message) for message in said if any(one.isalpha() for one in message[6:]))


def _text_of(element: Any) -> str:
    """All words in a part, a space between its paragraphs; what fields compute is left out."""
    paragraphs = []
    for paragraph in named(element, "p"):
        words, depth = [], 0
        for one in paragraph.iter():
            name = local_name(one)
            if name == "fldChar":
                depth += {"begin": 1, "end": -1}.get(value(one, "fldCharType") or "", 0)
            elif name == "t" and depth <= 0:
                words.append(one.text or "")
        paragraphs.append("".join(words))
    return " ".join(" ".join(paragraphs).split())
