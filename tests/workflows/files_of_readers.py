"""Files that a reader of the documentation has of their own: banks in other formats, a list of rooms."""

from __future__ import annotations

from pathlib import Path

from docx import Document

_BANK = """1. 任何人发现火灾，首先应当（  ）。
A. 立即报警
B. 先拍照
C. 先找原因
答案：A
2. 火灾时要乘电梯。
答案：×
"""


def banks_in_other_formats(_: object) -> None:
    Path("消防题库.txt").write_text(_BANK, encoding="utf-8")
    document = Document()
    for line in _BANK.splitlines():
        document.add_paragraph(line)
    for name in ("消防题库.docx", "安全题库.docx"):
        document.save(name)


def write_rooms() -> None:
    rooms = "".join(f"  - {{name: 第{one}考场, rows: 6, columns: 5}}\n" for one in "一二三")
    Path("rooms.yaml").write_text(f"rooms:\n{rooms}", encoding="utf-8")
