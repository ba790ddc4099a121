"""A file of any kind that is read, understood as questions; what is not read is said with what to do."""

from __future__ import annotations

import re
from pathlib import Path

from quizgen.errors import ContentFaults
from quizgen.files.kinds import kind_of
from quizgen.files.text import read_bytes
from quizgen.interchange.columns.column_map import NO_MAP, ColumnMap, load_column_map
from quizgen.interchange.columns.in_documents import understand_with_tables
from quizgen.interchange.columns.reading import read_bank_table
from quizgen.interchange.draft import Understood
from quizgen.interchange.gift.read import read_gift
from quizgen.interchange.moodle.read import read_moodle
from quizgen.interchange.shares import OnShare, unheard
from quizgen.interchange.text_file import read_text
from quizgen.interchange.understand.whole import understand
from quizgen.office.word.converted import converter_here
from quizgen.office.word.reading import read_word
from quizgen.workflows.bank_import.order import SourceKind, UnknownFile

_SAVE_AS_WORD = "用 WPS 或 Word 打开，另存为 .docx 再导入"
_SAVE_AS_EXCEL = "用 WPS 或 Excel 打开，另存为 .xlsx 再导入"
_UNPACK = "先解开，再导入里面的文件"
_OTHERWISE = {
    ".wps": ("WPS 文字文档", _SAVE_AS_WORD),
    ".wpt": ("WPS 文字模板", _SAVE_AS_WORD),
    ".pages": ("Pages 文稿", _SAVE_AS_WORD),
    ".et": ("WPS 表格", _SAVE_AS_EXCEL),
    ".ett": ("WPS 表格模板", _SAVE_AS_EXCEL),
    ".xlsb": ("Excel 二进制工作簿", _SAVE_AS_EXCEL),
    ".numbers": ("Numbers 表格", _SAVE_AS_EXCEL),
    ".pdf": ("PDF 文件", "里面的文字没有次序；找到原来的 Word 文档，或用 WPS 转成 Word、核对以后导入"),
    ".ofd": ("OFD 文件", "找到原来的 Word 文档，导入 .docx"),
    ".ppt": ("演示文稿", "把题目粘贴到 Word 里，存为 .docx 再导入"),
    ".pptx": ("演示文稿", "把题目粘贴到 Word 里，存为 .docx 再导入"),
    ".dps": ("WPS 演示文稿", "把题目粘贴到 Word 里，存为 .docx 再导入"),
    ".png": ("图片", "把题目打成文字再导入"),
    ".jpg": ("图片", "把题目打成文字再导入"),
    ".jpeg": ("图片", "把题目打成文字再导入"),
    ".rar": ("压缩文件", _UNPACK),
    ".zip": ("压缩文件", _UNPACK),
    ".7z": ("压缩文件", _UNPACK),
    ".htm": ("网页", "在浏览器里打开，把题目粘贴到 Word 里，存为 .docx 再导入"),
    ".html": ("网页", "在浏览器里打开，把题目粘贴到 Word 里，存为 .docx 再导入"),
    ".yaml": ("题库文件", "已经是题库的格式，不用导入；直接用 --bank 给出它"),
    ".yml": ("题库文件", "已经是题库的格式，不用导入；直接用 --bank 给出它"),
    ".json": ("JSON 文件", "请从原来的系统导出 Excel、Word、Moodle XML 或 GIFT"),
}  # fmt: skip
"""Endings of files that are not read: what they are, what to do."""
_KINDS = {
    ".txt": SourceKind.TEXT,
    ".text": SourceKind.TEXT,
    ".md": SourceKind.TEXT,
    ".docx": SourceKind.WORD,
    ".docm": SourceKind.WORD,
    ".doc": SourceKind.WORD,
    ".rtf": SourceKind.WORD,
    ".odt": SourceKind.WORD,
    ".xml": SourceKind.MOODLE,
    ".gift": SourceKind.GIFT,
    ".xlsx": SourceKind.EXCEL,
    ".xlsm": SourceKind.EXCEL,
    ".xls": SourceKind.EXCEL,
    ".ods": SourceKind.EXCEL,
    ".csv": SourceKind.EXCEL,
    ".tsv": SourceKind.EXCEL,
}
"""Endings of files that are read."""
READ = "、".join(_KINDS)
"""Their endings, as a message names them."""


def read_questions(
    path: Path, kind: SourceKind, mapping: Path | None, on_share: OnShare = unheard
) -> Understood:
    """A file understood. Raises CannotRead, UnknownFile, RefusedFile, NoSuchSheet, ContentFaults."""
    found = kind_of_file(path) if kind is SourceKind.AUTO else kind
    match found:
        case SourceKind.TEXT:
            return understand(read_text(path, str(path)), on_share)
        case SourceKind.WORD:
            return understand_with_tables(read_word(path, str(path), converter_here()), on_share)
        case SourceKind.MOODLE:
            return read_moodle(read_bytes(path), str(path))
        case SourceKind.GIFT:
            return read_gift(read_bytes(path), str(path))
        case SourceKind.EXCEL:
            return read_bank_table(path, str(path), _columns(mapping), on_share)
        case SourceKind.AUTO:
            raise UnknownFile(path, f"“{found}”格式", "这一版还不读")


def _columns(mapping: Path | None) -> ColumnMap:
    """What a person says of the columns. Raises ContentFaults."""
    if mapping is None:
        return NO_MAP
    columns, problems = load_column_map(mapping, str(mapping))
    if problems:
        raise ContentFaults(problems)
    return columns


_GIFT = re.compile(rb"^::[^\n]*?::|^[^\n{]*\{\s*(?:[=~#]|T(?:RUE)?\s*\}|F(?:ALSE)?\s*\})", re.MULTILINE)
"""How a question of GIFT looks, which is often kept as .txt; nobody else writes ``{=`` or ``::title::``."""


def kind_of_file(path: Path) -> SourceKind:
    """What a file is read as. Raises UnknownFile, CannotRead."""
    ending = path.suffix.lower()
    if ending in _OTHERWISE:
        read_bytes(path)
        raise UnknownFile(path, *_OTHERWISE[ending])
    data = read_bytes(path)
    if _KINDS.get(ending, SourceKind.TEXT if not ending else None) is SourceKind.TEXT and _GIFT.search(data):
        return SourceKind.GIFT
    if ending in _KINDS:
        return _KINDS[ending]
    what = kind_of(data)
    if what is None and not ending:
        return SourceKind.TEXT
    raise UnknownFile(path, what or f"{ending} 文件", f"不认得；导入的是 {READ}，请另存为其中一种")
