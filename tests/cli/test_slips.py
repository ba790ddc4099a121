"""Typical slips, each told where it stands by its cause with what to do: a table of sentences."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from quizgen.bank.blueprints import load_blueprint
from quizgen.bank.checks import check_bank
from quizgen.bank.load import load_bank
from tests.bank.rulebook import KNOWLEDGE
from tests.plain_yaml import plain_yaml
from tests.small_bank import write_bank
from tests.tool import quizgen

DATA = Path(__file__).parents[1] / "data" / "slips.yaml"
SLIPS: list[dict[str, Any]] = plain_yaml(DATA.read_text(encoding="utf-8"))
QUESTION = """\
- id: XM-0001
  kind: single
  stem: 厦门市把主体责任比作什么？
  correct: [牛鼻子]
  wrong:
    - {text: 指挥棒, why: 它出自另一篇材料}
    - {text: 聚光灯, why: 它出自另一篇材料}
    - {text: 责任田, why: 它出自另一篇材料}
  topic: 明责
  difficulty: 易
  cites: [xiamen-018]
  explain: 厦门市抓住主体责任这个“牛鼻子”。
"""
BROKEN_TOO = """\
- id: XM-0002
  kind: true_false
  stem: 厦门市的监督责任清单与主体责任清单同步建立。
  answer: 对
  topic: 明责
  difficulty: 易
  cites: [xiamen-039]
  explain: 两张清单同步建立，各管各的责任。
"""
TOPICS = "明责: [责任清单]\n问责: []\n"
BLUEPRINT = """\
id: small
title: 小测试
minutes: 20
pass: 6
sections:
  - {kind: single, count: 6, points: 1}
  - {kind: multiple, count: 2, points: 1}
"""


def said_in(place: str) -> list[Any]:
    """The slips of one place, each with its sentence as the name of its test."""
    return [pytest.param(slip, id=f"{number}") for number, slip in enumerate(SLIPS) if slip["in"] == place]


def with_slip(text: str, slip: dict[str, Any]) -> str:
    """The text with one line replaced; a line beyond the last is added."""
    rows = text.splitlines()
    rows[slip["line"] - 1 : slip["line"]] = [slip["write"]]
    return "\n".join(rows) + "\n"


def bank_report(folder: Path, questions: str, topics: str = TOPICS) -> list[str]:
    """What ``bank check`` says of a bank, its faults one a line."""
    (folder / "topics.yaml").write_text(topics, encoding="utf-8")
    (folder / "a.yaml").write_text(questions, encoding="utf-8")
    return [str(problem) for problem in check_bank(load_bank([folder]), KNOWLEDGE)]


@pytest.mark.parametrize("slip", said_in("question"))
def test_a_slip_in_a_question(slip: dict[str, Any], tmp_path: Path) -> None:
    found = bank_report(tmp_path, with_slip(QUESTION, slip))
    assert [one for one in found if f"a.yaml:{slip['line']}: " in one and slip["says"] in one], found


@pytest.mark.parametrize("slip", said_in("question"))
def test_a_slip_in_a_question_hides_no_fault_of_the_next(slip: dict[str, Any], tmp_path: Path) -> None:
    if slip["write"] == "---":
        pytest.skip("a second document is not read")
    found = bank_report(tmp_path, with_slip(QUESTION, slip) + BROKEN_TOO)
    assert [one for one in found if "XM-0002：判断题答案（answer）不能写“对”" in one], found
    assert [one for one in found if slip["says"] in one], found


@pytest.mark.parametrize("slip", said_in("topics"))
def test_a_slip_in_topics(slip: dict[str, Any], tmp_path: Path) -> None:
    found = bank_report(tmp_path, QUESTION, with_slip(TOPICS, slip))
    assert [one for one in found if f"topics.yaml:{slip['line']}: " in one and slip["says"] in one], found
    assert not [one for one in found if "[B016]" in one], "the question's topic is not to blame"


@pytest.mark.parametrize("slip", said_in("blueprint"))
def test_a_slip_in_a_blueprint(slip: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(with_slip(BLUEPRINT, slip) + "exclude: [XM-0009, XM-0009]\n", encoding="utf-8")
    found = [str(one) for one in load_blueprint(path, "small.yaml", ("明责", "问责"))[1]]
    assert [one for one in found if f"small.yaml:{slip['line']}: " in one and slip["says"] in one], found
    assert [one for one in found if "XM-0009 写了两次" in one], found


@pytest.mark.parametrize(
    ("question", "blueprint", "says"),
    [
        (
            (3, "  stem: 2026"),
            (2, "title: 2026"),
            '应当是文字，读到的是数字 2026（数字请加引号，写成 "2026"）',
        ),
        ((3, "  stem:"), (2, "title:"), "空着"),
        ((3, "  stem: [甲]"), (2, "title: [甲]"), "应当是一段文字，不是列表（去掉方括号"),
        ((12, "  explian: 甲"), (2, "titel: 甲"), "不认识的键"),
        ((12, "  explian: 甲"), (2, "titel: 甲"), "缺少"),
        ((11, "  cites: 甲、乙"), (8, "notices: 甲、乙"), "应当是列表（写成 [甲, 乙]）"),
        ((13, "  show: 1"), (3, "minutes: 0"), "不能小于 "),
        ((13, "  show: 四"), (3, "minutes: 四"), "应当是整数，不能写“四”（写成 4 这样的整数）"),
        ((13, "  pool: exams"), (6, "  - {kind: singel, count: 6, points: 1}"), "不能写"),
        ((13, "  reviewed: 去年"), None, "应当是日期，不能写“去年”（写成 2026-11-22 这样）"),
    ],
)
def test_the_same_slip_is_told_in_the_same_words(
    question: tuple[int, str], blueprint: tuple[int, str] | None, says: str, tmp_path: Path
) -> None:
    found = bank_report(tmp_path, with_slip(QUESTION, {"line": question[0], "write": question[1]}))
    assert [one for one in found if says in one], found
    if blueprint is not None:
        path = tmp_path / "small.yaml"
        slip = {"line": blueprint[0], "write": blueprint[1]}
        path.write_text(with_slip(BLUEPRINT, slip), encoding="utf-8")
        told = [str(one) for one in load_blueprint(path, "small.yaml", ())[1]]
        assert [one for one in told if says in one], told


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An exam that nobody changes."""
    folder = tmp_path_factory.mktemp("drawn")
    bank = write_bank(folder / "bank")
    made = quizgen("exam", "new", folder / "exam", "--blueprint", "small", "--bank", bank, "--no-cache")
    assert made.status == 0, made.out + made.err
    return folder / "exam"


@pytest.mark.parametrize("slip", said_in("exam"))
def test_a_slip_in_exam_yaml(slip: dict[str, Any], drawn: Path, tmp_path: Path) -> None:
    exam = shutil.copytree(drawn, tmp_path / "exam")
    (exam / "exam.yaml").write_text(f"{slip['write']}\n", encoding="utf-8")
    run = quizgen("exam", "verify", exam, "--quick")
    assert run.status == 1
    assert slip["says"] in run.out + run.err


@pytest.mark.parametrize("slip", said_in("command"))
def test_a_slip_in_a_command(slip: dict[str, Any]) -> None:
    run = quizgen(*slip["write"])
    assert run.status == 2
    assert slip["says"] in run.err


def test_the_table_has_the_usual_slips_of_every_place() -> None:
    assert len(SLIPS) >= 60
    assert {slip["in"] for slip in SLIPS} == {"question", "topics", "blueprint", "exam", "command"}


def test_include_is_named_where_it_contradicts_a_quota(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank", include=["TS-0002", "TS-0004"], quotas={"topic": {"明责": 10}})
    run = quizgen("exam", "new", tmp_path / "exam", "--blueprint", "small", "--bank", bank, "--no-cache")
    assert run.status == 1
    assert "include：TS-0002、TS-0004" in run.err
