"""Every rule of the register, each with a folder that breaks it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from quizgen.cli.main import main
from quizgen.knowledge.rules import RULES
from tests.found import things_in
from tests.knowledge.conftest import DATA

CHECK = ["knowledge", "check", "--knowledge", "data", "--texts", "texts"]
BAD = things_in(DATA / "bad")


@pytest.mark.parametrize("folder", BAD, ids=[folder.name for folder in BAD])
def test_a_fault_is_named_by_file_line_and_rule(
    folder: Path, register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _overlay(folder, register)
    assert main(CHECK) == 1
    printed = capsys.readouterr().out.splitlines()
    expected = (folder / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in printed if "[K" in line] == expected
    assert folder.name.partition("-")[0] in "".join(expected)
    assert printed[-1] == f"发现 {len(expected)} 处错误。"


def test_every_rule_has_a_folder_that_breaks_it() -> None:
    assert {folder.name.partition("-")[0] for folder in BAD} == {rule.id for rule in RULES}


def test_every_rule_is_explained_beside_the_data() -> None:
    readme = (Path(__file__).parents[2] / "docs" / "_data" / "README.md").read_text(encoding="utf-8")
    assert [rule.id for rule in RULES if f"| {rule.id} | {rule.title} |" not in readme] == []


def test_a_faultless_register_passes(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert register.is_dir()
    assert main(CHECK) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "没有发现错误。"


def test_all_faults_come_in_one_run(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("K011-wrong-count", "K016-see-also", "K019-decision-step", "K030-no-text"):
        _overlay(DATA / "bad" / name, register)
    assert main(CHECK) == 1
    printed = capsys.readouterr().out
    assert all(f"[{rule}]" in printed for rule in ("K011", "K016", "K019", "K030"))


def _overlay(folder: Path, register: Path) -> None:
    shutil.copytree(folder, register, dirs_exist_ok=True)
    removed = folder / "removed.txt"
    for name in removed.read_text(encoding="utf-8").split() if removed.exists() else ():
        (register / name).unlink()
