"""Commands that are printed to be copied, run by a real shell: every word arrives as it was meant."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from quizgen.files.shell import command_line
from tests.small_bank import write_bank
from tests.tool import quizgen

BASH = shutil.which("bash") or ""
pytestmark = pytest.mark.skipif(not BASH, reason="no bash to try the commands in")

HARD_NAMES = (
    "2026 秋季 (补考)", "带'单引号'", '带"双引号"', "钱$HOME", "分;号", "和&号", "问?*[a-z]",
    "波浪~", "~", "井#号", "反\\斜杠", "反`引号`", "惊!叹", "（全角括号）", "{甲,乙}", "a=b",
    "|管道<>", "两  个空格", "换\n行", "-减号开头", "100%", "'", '"', "é ñ", "甲\t乙", "--forms",
)  # fmt: skip


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for PATH with a ``quizgen`` that says which words it was given."""
    folder = tmp_path_factory.mktemp("bin")
    for name in ("quizgen", "chmod"):
        program = folder / name
        program.write_text(
            f"#!{sys.executable} -I\nimport json, sys\nprint(json.dumps(sys.argv[1:]))\n", encoding="utf-8"
        )
        program.chmod(0o755)
    return folder


def words(command: str, shim: Path) -> list[str]:
    """The words that a program gets when the command is pasted into bash."""
    run = subprocess.run(
        [BASH, "-c", command],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PATH": f"{shim}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"},
    )
    assert run.returncode == 0, run.stderr
    found: list[str] = json.loads(run.stdout)
    return found


@pytest.mark.parametrize("name", HARD_NAMES)
def test_a_hard_name_arrives_whole(name: str, shim: Path) -> None:
    assert words(command_line("quizgen", "exam", "build", Path("exams") / name), shim) == [
        *("exam", "build", f"exams/{name}"),
    ]


@pytest.mark.parametrize("name", HARD_NAMES)
def test_a_hard_name_alone_is_no_option_nor_anything_else(name: str, shim: Path) -> None:
    arrived = words(command_line("quizgen", "exam", "build", Path(name)), shim)[2]
    assert arrived in {name, f"./{name}"}
    assert not arrived.startswith("-")


def test_a_plain_name_is_printed_plainly() -> None:
    assert command_line("quizgen", "exam", "build", Path("exams/2026-秋季")) == (
        "quizgen exam build exams/2026-秋季"
    )


def test_windows_knows_only_double_quotation_marks() -> None:
    assert command_line("quizgen", Path("2026 秋季 (补考)"), windows=True) == 'quizgen "2026 秋季 (补考)"'
    assert command_line("quizgen", "C:\\考试\\一", windows=True) == "quizgen C:\\考试\\一"
    assert command_line("quizgen", "甲&乙", windows=True) == 'quizgen "甲&乙"'


def printed(text: str) -> list[str]:
    """The commands in what a command printed, each from its name to the end of its line."""
    return re.findall(r"[：；]((?:quizgen|chmod) .*)$", text, re.MULTILINE)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an exam of which every step was done, in a folder with a hard name."""
    folder = tmp_path_factory.mktemp("考试 (一) & $二")
    write_bank(folder / "题 库")
    return folder


def test_the_commands_from_new_to_marking_can_be_copied(
    home: Path, shim: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QUIZGEN_BY", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    exam = home / "2026 秋季 (补考)"
    roster = home / "名 册.csv"
    roster.write_text("编号,姓名,单位,职务\n001,张三,测试一局,科长\n", encoding="utf-8")
    made = quizgen(
        *("exam", "new", exam, "--blueprint", "small", "--bank", home / "题 库", "--no-cache"),
        *("--roster", roster, "--date", "2026-11-01", "--keeper", "李四"),
    )
    assert made.status == 0, made.out + made.err
    assert [words(one, shim) for one in printed(made.out)] == [
        ["exam", "seats", str(exam), "--rooms", "rooms.yaml"],
        ["exam", "build", str(exam)],
    ]
    unmarked = quizgen("exam", "results", exam)
    assert [words(one, shim) for one in printed(unmarked.err)] == [
        ["exam", "mark", str(exam), "--by", "姓名"]
    ]
    nothing = quizgen("exam", "mark", exam, "--by", "张三")
    assert [words(one, shim) for one in printed(nothing.err)] == [["exam", "entry", str(exam)]]
    entered = quizgen("exam", "entry", exam)
    assert [words(one, shim) for one in printed(entered.out)] == [["exam", "mark", str(exam), "--by", "姓名"]]


def test_the_note_in_the_folder_names_commands_that_run_in_it(home: Path, shim: Path) -> None:
    exam = home / "说明"
    quizgen("exam", "new", exam, "--blueprint", "small", "--bank", home / "题 库", "--no-cache")
    note = (exam / "说明.txt").read_text(encoding="utf-8-sig")
    commands = re.findall(r"^\S+：\s*(quizgen .*)$", note, re.MULTILINE)
    assert [words(one, shim)[:3] for one in commands] == [
        ["exam", step, "."] for step in ("build", "entry", "mark", "results", "verify")
    ]
