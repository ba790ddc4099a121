"""What programs get with ``--json``: every fault of every command looks the same, as the page says."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from quizgen.errors import Place, Problem, Spot
from tests.found import things_below
from tests.tool import quizgen
from tools.walk_commands import every_command

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/dev/json.md").read_text(encoding="utf-8")
KEYS = re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)
BANK = ROOT / "tests/data/bank/bad/B005-no-explanation"
KNOWLEDGE = ROOT / "docs/_data"
OLD = ROOT / "tests/data/exams/unsigned-ledger"
Words = tuple[object, ...]


def scores(work: Path) -> Words:
    """Signed scores as they were made."""
    return "--scores", work / "sound"


def attaching(work: Path) -> Words:
    """Where the result goes, who does it."""
    return "--out", work / "out", "--by", "张三"


RUNS: dict[str, Callable[[Path], Words]] = {
    "quizgen bank check": lambda _work: (BANK,),
    "quizgen bank import": lambda work: (work / "题.txt", "--to", work / "题库"),
    "quizgen bank due": lambda _work: (BANK, "--knowledge", KNOWLEDGE),
    "quizgen bank review": lambda work: (work / "审题.xlsx", "--read", "--bank", BANK),
    "quizgen knowledge check": lambda work: ("--knowledge", work / "_data"),
    "quizgen site check": lambda work: ("--docs", work / "docs", "--knowledge", KNOWLEDGE),
    "quizgen exam verify": lambda work: (work / "exam", "--quick"),
    "quizgen exam mark": lambda work: (work / "exam", "--by", "张三", "--sign-key", work / "key.pem"),
    "quizgen exam join": lambda work: (
        work / "exam",
        work / "题.txt",
        "--by",
        "张三",
        "--sign-key",
        work / "key.pem",
    ),
    "quizgen exam results": lambda work: (work / "exam",),
    "quizgen review attach": lambda work: ("--reviews", work / "docs", *scores(work), *attaching(work)),
    "quizgen review verify": lambda work: (work / "docs/材料.xlsx", *scores(work)),
}
"""Each command on something with a fault: a bank, a register, a page, an exam whose forms were changed."""


@pytest.fixture
def work(tmp_path: Path) -> Path:
    for name in ("exam", "sound"):
        shutil.copytree(OLD, tmp_path / name)
    for path in (tmp_path / "exam", tmp_path / "sound", *things_below(tmp_path, "*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    shutil.copy(OLD.with_suffix(".pem"), tmp_path / "key.pem")
    (tmp_path / "key.pem").chmod(0o600)
    for name in ("forms.jsonl", "scores.jsonl"):
        file = tmp_path / "exam" / name
        file.write_bytes(file.read_bytes().replace(b"0", b"1", 1))
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# 页\n\n```facts 没有这个\n```\n", encoding="utf-8")
    (tmp_path / "docs/材料.xlsx").write_bytes(b"no workbook")
    (tmp_path / "_data").mkdir()
    (tmp_path / "题.txt").write_text("1. 没有答案吗？\nA. 甲\nB. 乙\n", encoding="utf-8")
    Workbook().save(tmp_path / "审题.xlsx")
    return tmp_path


@pytest.mark.parametrize("command", RUNS)
def test_every_fault_has_the_keys_of_the_page(command: str, work: Path) -> None:
    run = quizgen(*command.split()[1:], *RUNS[command](work), "--json")
    assert run.status == 1, run.err
    problems = json.loads(run.out)["problems"]
    assert problems
    assert {tuple(problem) for problem in problems} == {tuple(KEYS)}
    assert all(problem["rule"] and problem["message"] and problem["file"] for problem in problems)


def test_the_page_lists_every_command_that_is_run_here() -> None:
    told = set(re.findall(r"^\| `(quizgen [^`]+)` \|", PAGE, re.MULTILINE))
    with_json = {
        context.command_path
        for context in every_command()
        if any("--json" in option.opts for option in context.command.params)
    }
    assert told == set(RUNS)
    assert told <= with_json


@pytest.mark.parametrize(
    ("spot", "told"),
    [
        (Spot(cell="D17", row=17), "a.xlsx!D17: [A001] 空着"),
        (Spot("述职", "D17", 17), "a.xlsx: [A001] 述职!D17：空着"),
        (Spot("述职"), "a.xlsx: [A001] 工作表“述职”：空着"),
        (Spot("述职", paragraph="批注"), "a.xlsx: [A001] 述职（批注）：空着"),
        (Spot(paragraph="页脚"), "a.xlsx: [A001] 页脚：空着"),
        (Spot(), "a.xlsx: [A001] 空着"),
    ],
)
def test_a_person_is_told_the_same_place_in_words(spot: Spot, told: str) -> None:
    problem = Problem.at(Place("a.xlsx", spot), "A001", "空着")
    assert str(problem) == told
    said = problem.as_dict()
    assert (said["sheet"], said["cell"], said["paragraph"]) == (spot.sheet, spot.cell, spot.paragraph)
