"""``quizgen roster read``: a preview that writes nothing, a roster that is never half-written."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from tests.records.roster_layouts import LAYOUTS, Layout, write_sheets
from tests.small_bank import write_bank
from tests.tool import quizgen

OFFICE = Layout(
    [
        ["测试县知识测试参考人员名册"],
        ["序号", "姓 名", "工作单位", "职务职级", "手机号"],
        [1, "张　三", "测试一局", "科长", "13812345678"],
        [2, "李四", "测试二局", None, "13912345678"],
        ["合计", "2人"],
    ],
    merged=("A1:E1",),
)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_sheets(tmp_path / "参考人员.xlsx", {"人员": OFFICE})


def test_a_roster_is_looked_at_written_and_used(office: Path, tmp_path: Path) -> None:
    looked = quizgen("roster", "read", "参考人员.xlsx", "--number-from", "2026001")
    assert (looked.status, looked.err) == (0, "")
    assert [path.name for path in tmp_path.iterdir()] == ["参考人员.xlsx"], "looking changes nothing"
    assert "参考人员.xlsx 的工作表“人员”：读懂 2 人。" in looked.out
    assert "单位 ← 工作单位，职务 ← 职务职级" in looked.out
    for said in (
        "张三 │ 测试一局 │ 科长",
        "[R101] 没有读的列：序号",
        "[R101] 个人信息的列没有读，也不会写出：手机号",
        "[R102] 跳过第 5 行（合计）",
        "“张　三”读作“张三”（B3）",
        "[R110] 编了 2 个编号：2026001 到 2026002",
    ):
        assert said in looked.out
    assert "138" not in looked.out
    written = quizgen("roster", "read", office, "--number-from", "2026001", "--to", "名册.csv")
    assert written.status == 0, written.err
    with Path("名册.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [
            ["编号", "姓名", "单位", "职务"],
            ["2026001", "张三", "测试一局", "科长"],
            ["2026002", "李四", "测试二局", ""],
        ]
    if os.name != "nt":
        assert Path("名册.csv").stat().st_mode & 0o777 == 0o600
    before = Path("名册.csv").read_bytes()
    again = quizgen("roster", "read", office, "--number-from", "7", "--to", "名册.csv")
    assert (again.status, Path("名册.csv").read_bytes()) == (1, before)
    assert "已经存在，不会覆盖" in again.err


def test_faults_come_after_the_preview_and_nothing_is_written(office: Path, tmp_path: Path) -> None:
    run = quizgen("roster", "read", office, "--to", "名册.csv")
    assert run.status == 1
    assert "[R003] 人员（第 2 行）：缺少列：编号（没有编号的名册，用 quizgen roster read 加" in run.out
    assert "没有写出任何文件" in run.err
    assert [path.name for path in tmp_path.iterdir()] == ["参考人员.xlsx"]


@pytest.mark.parametrize("number", ["考1", "2026A", "1" * 21])
def test_a_first_number_that_is_none_is_misuse(office: Path, number: str) -> None:
    run = quizgen("roster", "read", office, "--number-from", number)
    assert run.status == 2
    assert "不能作第一个编号" in run.err


def test_an_exam_takes_the_workbook_as_it_is(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank")
    path = write_sheets(tmp_path / "名册.xlsx", {"人员": LAYOUTS["private columns between"]})
    run = quizgen(
        *("exam", "new", tmp_path / "exam", "--blueprint", "small", "--bank", bank, "--no-cache"),
        *("--mode", "individual", "--roster", path),
    )
    assert run.status == 0, run.out + run.err
    assert "提示：" in run.out
    assert "个人信息的列没有读，也不会写出：性别、身份证号码、联系电话、出生年月" in run.out
    kept = (tmp_path / "exam/roster.csv").read_text(encoding="utf-8-sig")
    assert kept == "编号,姓名,单位,职务\n001,张三,测试一局,科长\n002,李四,测试二局,\n"
