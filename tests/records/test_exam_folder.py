"""What is said of a folder that is not a whole exam folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.records.exam_folder import ExamFolder
from quizgen.records.manifest import BrokenExamFolder


@pytest.mark.parametrize(
    ("exam", "reason"),
    [
        (None, "没有 exam.yaml"),
        ("", "exam.yaml 是空的"),
        ("# 只有注释\n", "exam.yaml 是空的"),
        ("a: [\n", "exam.yaml 读不懂（第 "),
        ("title: 测试\n", "exam.yaml 不对（第 1 行"),
    ],
    ids=["none", "empty", "only a comment", "not YAML", "not an exam"],
)
def test_settings_that_are_none_are_named_with_the_reason(
    exam: str | None, reason: str, tmp_path: Path
) -> None:
    if exam is not None:
        (tmp_path / "exam.yaml").write_text(exam, encoding="utf-8")
    with pytest.raises(BrokenExamFolder) as said:
        _ = ExamFolder(tmp_path).exam
    assert str(said.value).startswith(f"“{tmp_path}”不是完整的考试文件夹：{reason}")


def test_no_folder_at_all_is_named_so(tmp_path: Path) -> None:
    with pytest.raises(BrokenExamFolder) as said:
        ExamFolder(tmp_path / "没有")
    assert str(said.value) == f"“{tmp_path / '没有'}”不是完整的考试文件夹：没有这个文件夹。"
