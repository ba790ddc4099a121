"""Values of options that nobody can mean are refused in one sentence; nothing is written."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from quizgen.model.base import to_fraction
from tests.small_bank import write_bank
from tests.tool import Run, quizgen

ROSTER = "编号,姓名,单位,职务\n001,张三,测试一局,科长\n002,李四,测试一局,\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a bank, a roster, an exam of two forms with its entry sheet."""
    folder = tmp_path_factory.mktemp("options")
    write_bank(folder / "bank")
    (folder / "名册.csv").write_text(ROSTER, encoding="utf-8")
    made = new(
        folder, "exam", "--mode", "individual", "--roster", folder / "名册.csv", "--date", "2026-11-01"
    )
    assert made.status == 0, made.out + made.err
    return folder


@pytest.fixture
def own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Signing keys of these tests stay with them."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))


def new(place: Path, name: str, *more: object) -> Run:
    return quizgen(
        *("exam", "new", place / name, "--blueprint", "small", "--bank", place / "bank", "--no-cache"), *more
    )


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--title", "", "后面是空的"),
        ("--title", "  ", "后面是空的"),
        ("--title", "甲\n乙", "看不见的字符"),
        ("--title", "甲\u202e乙", "看不见的字符"),
        ("--title", "长" * 61, "有 61 字，最多 60 字"),
        ("--keeper", " ", "后面是空的"),
        ("--keeper", "长" * 61, "最多 60 字"),
        ("--by", "", "后面是空的"),
        ("--by", "长" * 61, "最多 60 字"),
        ("--date", "2026-2-30", "没有“2026-2-30”这一天"),
        ("--date", "2026-13-01", "没有“2026-13-01”这一天"),
        ("--date", "0001-01-01", "年份不对"),
        ("--date", "9999-12-31", "年份不对"),
        ("--date", "", "不是日期"),
        ("--date", "明天", "不是日期"),
        ("--date", "2026/11/01", "不是日期"),
        ("--date", "20261101", "不是日期"),
        ("--spare", "-1", "0 到 99 的整数"),
        ("--spare", "100", "0 到 99 的整数"),
        ("--spare", "1e9", "0 到 99 的整数"),
        ("--spare", "nan", "0 到 99 的整数"),
        ("--spare", "", "0 到 99 的整数"),
        ("--spare", "1.5", "0 到 99 的整数"),
        ("--forms", "0", "1 到 26 的整数"),
        ("--forms", "27", "1 到 26 的整数"),
        ("--mode", "ONE", "是不是想写“one”"),
        ("--mode", "individul", "是不是想写“individual”"),
    ],
)
def test_a_value_of_exam_new_that_nobody_means(place: Path, option: str, value: str, said: str) -> None:
    run = new(place, "never", option, value)
    assert run.status == 2
    assert option in run.err
    assert said in run.err
    assert not (place / "never").exists()


@pytest.mark.parametrize("date", ["2026-12-1", "２０２６-12-01"])
def test_a_date_that_can_be_meant_is_taken(place: Path, date: str, tmp_path: Path) -> None:
    run = quizgen(
        *("exam", "new", tmp_path / "exam", "--blueprint", "small", "--bank", place / "bank", "--no-cache"),
        *("--date", date),
    )
    assert run.status == 0
    assert "2026-12-01" in (tmp_path / "exam/exam.yaml").read_text(encoding="utf-8")


def test_an_exam_is_avoided_once(place: Path) -> None:
    run = new(place, "never", "--avoid", place / "exam", "--avoid", f"{place}/./exam")
    assert (run.status, "写了两次" in run.err) == (2, True)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--form", "001", "--form", "001"), "写了两次"),
        (("--jobs", "0"), "1 到 64 的整数"),
        (("--jobs", "65"), "1 到 64 的整数"),
        (("--font-path", "没有的文件夹"), "没有这个文件或文件夹"),
        (("--only", "paper"), "是不是想写“papers”"),
        (("--size", "A4"), "是不是想写“a4”"),
    ],
)
def test_a_value_of_exam_build_that_nobody_means(place: Path, options: tuple[str, ...], said: str) -> None:
    run = quizgen("exam", "build", place / "exam", *options)
    assert (run.status, said in run.err) == (2, True), run.err
    assert not (place / "exam/papers").exists()


@pytest.mark.usefixtures("own_keys")
@pytest.mark.parametrize(
    ("options", "status", "said"),
    [
        (("--grades", "优秀=0.9,良好=0.8"), 1, "优秀=0.9、良好=0.8；每条线都要在合格线 6 分到满分 10 分之间"),
        (("--grades", "优秀=11"), 1, "合格线 6 分到满分 10 分之间"),
        (("--grades", "优秀=9,及格=5.9"), 1, "及格=5.9"),
        (("--grades", "优秀=-9"), 1, "合格线 6 分"),
        (("--grades", "优秀=1e9"), 1, "合格线 6 分"),
        (("--grades", "优秀=1e999999999"), 2, "读不懂"),
        (("--grades", "优秀=nan"), 2, "读不懂"),
        (("--grades", "优秀=inf"), 2, "读不懂"),
        (("--grades", "优秀"), 2, "读不懂"),
        (("--grades", ""), 2, "读不懂"),
        (("--grades", "=9"), 2, "读不懂"),
        (("--grades", "优秀=9,,良好=8"), 2, "读不懂"),
        (("--grades", "良好=8,优秀=9"), 2, "从高到低"),
        (("--grades", "优秀=9,良好=9"), 2, "从高到低"),
        (("--grades", "优秀=9,优秀=8"), 2, "不能重名"),
        (("--grades", "优秀=9,合格=8"), 2, "不能重名"),
        (("--tolerance", "-1/5"), 2, "0 到 1 之间"),
        (("--tolerance", "2"), 2, "0 到 1 之间"),
        (("--tolerance", "nan"), 2, "应当是数"),
        (("--tolerance", "1/0"), 2, "应当是数"),
        (("--decimals", "3"), 2, "0 到 2 的整数"),
        (("--attempt", "0"), 2, "1 到 9 的整数"),
        (("--rounding", "四舍五人"), 2, "是不是想写“四舍五入”"),
        (("--date", "2026-11-31"), 2, "没有“2026-11-31”这一天"),
        (("--void", "XM-0001", "--void", "XM-0001"), 2, "写了两次"),
        (("--reason", "长" * 201), 2, "最多 200 字"),
    ],
)
def test_a_value_of_exam_mark_that_nobody_means(
    place: Path, options: tuple[str, ...], status: int, said: str
) -> None:
    run = quizgen("exam", "mark", place / "exam", "--by", "张三", *options)
    assert (run.status, said in run.err) == (status, True), run.err
    assert not (place / "exam/scores.jsonl").exists()


def test_a_number_too_large_for_any_memory_is_no_number() -> None:
    with pytest.raises(ValueError, match="应当是数"):
        to_fraction("1e999999999")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "不是地址和端口"),
        ("abc", "不是地址和端口"),
        (":8000", "不是地址和端口"),
        ("127.0.0.1:", "不是地址和端口"),
        ("127.0.0.1:-1", "不是地址和端口"),
        ("127.0.0.1:0", "端口 0 不能用"),
        ("127.0.0.1:99999", "端口 99999 不能用"),
        ("我的电脑:8000", "不是 IP 地址"),
        ("300.1.1.1:8000", "不是 IP 地址"),
        ("a\nb:8000", "不是 IP 地址"),
        ("--help:8000", "不是 IP 地址"),
    ],
)
def test_an_address_that_nothing_can_be_served_at(address: str, said: str) -> None:
    run = quizgen("site", "serve", "--address", address)
    assert (run.status, said in run.err) == (2, True), run.err


def test_an_address_that_another_program_has_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        run = quizgen("site", "serve", "--address", address)
    assert (run.status, f"不能在 {address} 上提供网站" in run.err) == (1, True), run.err


@pytest.mark.parametrize("command", ["schema", "rules"])
def test_a_file_of_somebody_else_is_not_overwritten(command: str, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.write_text("mine", encoding="utf-8")
    run = quizgen("bank", command, "-o", mine)
    assert (run.status, "不会覆盖" in run.err) == (1, True)
    assert mine.read_text(encoding="utf-8") == "mine"
    assert quizgen("bank", command, "-o", tmp_path / "new").status == 0
    assert quizgen("bank", command, "-o", tmp_path / "new").status == 0


def test_a_site_is_not_built_over_anything_else(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    run = quizgen("site", "build", "--to", tmp_path)
    assert (run.status, "不会覆盖" in run.err) == (1, True)
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "mine"
