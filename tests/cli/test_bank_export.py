"""``quizgen bank export``: losses named before anything is written, private, never over another file."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from quizgen.files.yaml_write import dump_yaml
from tests.small_bank import small_questions, write_bank
from tests.tool import quizgen

SEALED_WORDS = "考前不能说的话"


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_bank(tmp_path_factory.mktemp("bank") / "bank")


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bank with a sealed question that loses something, and a retired one."""
    folder = write_bank(tmp_path_factory.mktemp("mixed") / "bank")
    questions: list[dict[str, Any]] = [dict(one) for one in small_questions()]
    multiple = next(one for one in questions if one["kind"] == "multiple")
    multiple |= {"pool": "exam", "stem": f"{SEALED_WORDS}是哪些？"}
    questions[0] |= {"retired": "2026-11-22 改版"}
    (folder / "questions.yaml").write_text(dump_yaml(questions), encoding="utf-8")
    return folder


def test_the_file_is_private_and_holds_every_question_in_use(tmp_path: Path, bank: Path) -> None:
    run = quizgen("bank", "export", "--as", "moodle", "--to", tmp_path / "a.xml", "--bank", bank)
    assert run.status == 0, run.err
    assert stat.S_IMODE((tmp_path / "a.xml").stat().st_mode) == 0o600
    text = (tmp_path / "a.xml").read_text(encoding="utf-8")
    assert [one["id"] for one in small_questions() if f"<idnumber>{one['id']}<" not in text] == []


def test_nothing_that_is_there_is_overwritten(tmp_path: Path, bank: Path) -> None:
    (tmp_path / "a.xml").write_text("别的", encoding="utf-8")
    run = quizgen("bank", "export", "--as", "moodle", "--to", tmp_path / "a.xml", "--bank", bank)
    assert (run.status, "已经存在" in run.err) == (1, True)
    assert (tmp_path / "a.xml").read_text(encoding="utf-8") == "别的"


def test_losses_are_counted_before_and_listed_on_demand(tmp_path: Path, bank: Path) -> None:
    run = quizgen("bank", "export", "--as", "moodle", "--to", tmp_path / "a.xml", "--bank", bank)
    assert "[D502] 18 题：" in run.out
    assert run.out.index("[D502]") < run.out.index("已写入")
    every = quizgen(
        "bank", "export", "--as", "moodle", "--to", tmp_path / "b.xml", "--bank", bank, "--losses"
    )
    assert every.out.count("[D502]") == 18


def test_a_preview_names_the_losses_and_writes_nothing(tmp_path: Path, bank: Path) -> None:
    run = quizgen("bank", "export", "--as", "moodle", "--to", tmp_path / "a.xml", "--bank", bank, "--preview")
    assert "可以写出 72 题" in run.out
    assert not (tmp_path / "a.xml").exists()


def test_json_has_every_loss(tmp_path: Path, bank: Path) -> None:
    run = quizgen("bank", "export", "--as", "moodle", "--to", tmp_path / "a.xml", "--bank", bank, "--json")
    told = json.loads(run.out)
    assert (told["questions"], told["left_out"]) == (72, 0)
    assert {one["rule"] for one in told["losses"]} == {"D502", "D505"}


def test_one_topic(tmp_path: Path, bank: Path) -> None:
    run = quizgen(
        "bank", "export", "--as", "moodle", "--to", tmp_path / "a.xml", "--bank", bank, "--topic", "问责"
    )
    assert "共 36 题" in run.out
    run = quizgen(
        "bank", "export", "--as", "moodle", "--to", tmp_path / "b.xml", "--bank", bank, "--topic", "问题"
    )
    assert (run.status, "有题的专题：明责、问责" in run.err) == (1, True)


def test_a_sealed_question_is_written_on_demand_only(tmp_path: Path, mixed: Path) -> None:
    run = quizgen("bank", "export", "--as", "moodle", "--to", tmp_path / "a.xml", "--bank", mixed)
    assert SEALED_WORDS not in (tmp_path / "a.xml").read_text(encoding="utf-8")
    assert "[D519] 停用和没有审完的 1 题不写出" in run.out
    assert "[D519] 保密的（加 --sealed 才写出） 1 题不写出" in run.out
    quizgen("bank", "export", "--as", "moodle", "--to", tmp_path / "b.xml", "--bank", mixed, "--sealed")
    assert SEALED_WORDS in (tmp_path / "b.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["--losses", "--json"])
def test_nothing_of_a_sealed_question_is_told(tmp_path: Path, mixed: Path, form: str) -> None:
    identifier = next(one["id"] for one in small_questions() if one["kind"] == "multiple")
    out = tmp_path / "a.xml"
    run = quizgen("bank", "export", "--as", "moodle", "--to", out, "--bank", mixed, "--sealed", form)
    assert run.status == 0, run.err
    assert "保密题" in run.out
    assert SEALED_WORDS not in run.out + run.err
    assert identifier not in run.out + run.err


def test_a_program_that_marks_needs_the_keys(tmp_path: Path, bank: Path) -> None:
    out = tmp_path / "a.xml"
    run = quizgen("bank", "export", "--as", "moodle", "--to", out, "--bank", bank, "--no-answers")
    assert (run.status, "要带着答案" in run.err) == (1, True)
    assert not out.exists()


def test_a_faulty_bank_is_not_written(tmp_path: Path) -> None:
    folder = write_bank(tmp_path / "bank")
    (folder / "questions.yaml").write_text("- id: 坏\n", encoding="utf-8")
    run = quizgen("bank", "export", "--as", "moodle", "--to", tmp_path / "a.xml", "--bank", folder)
    assert (run.status, (tmp_path / "a.xml").exists()) == (1, False)
