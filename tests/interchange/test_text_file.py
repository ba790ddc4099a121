"""Text files as people save them."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.errors import CannotRead
from quizgen.interchange.text_file import read_text

TEXT = "一、单选题\r\n1. 火警电话是\r\n\r\nA. 119"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-32"])
def test_a_text_is_read_in_any_encoding_of_chinese_programs(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(encoding))
    document = read_text(path, "a.txt")
    assert document.shown_as == "a.txt"
    assert [(one.line, one.text) for one in document.blocks if hasattr(one, "text")] == [
        (1, "一、单选题"),
        (2, "1. 火警电话是"),
        (3, ""),
        (4, "A. 119"),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_counts(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(f"甲{end}乙\x0b丙{end}".encode())
    assert [one.text for one in read_text(path, "a").blocks if hasattr(one, "text")] == ["甲", "乙\n丙", ""]


def test_a_file_of_another_kind_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(CannotRead, match="PDF"):
        read_text(path, "a.txt")
