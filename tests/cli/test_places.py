"""Commands find the project's folders by themselves, or say which option names them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.small_bank import write_bank
from tests.tool import quizgen

REPOSITORY = Path(__file__).parents[2]
NEEDS = [
    (("bank", "check"), "question_bank", "--bank"),
    (("bank", "stats"), "question_bank", "--bank"),
    (("bank", "show", "XM-0019"), "question_bank", "--bank"),
    (("bank", "preview", "题.pdf"), "question_bank", "--bank"),
    (("exam", "new", "e", "--blueprint", "cadre-80"), "question_bank", "--bank"),
    (("knowledge", "check"), "docs/_data", "--knowledge"),
    (("knowledge", "stats"), "docs/_data", "--knowledge"),
    (("knowledge", "show", "X02"), "docs/_data", "--knowledge"),
    (("site", "check"), "docs", "--docs"),
    (("site", "build"), "mkdocs.yml", "--config"),
    (("site", "serve"), "mkdocs.yml", "--config"),
    (("site", "book"), "mkdocs.yml", "--config"),
]


@pytest.mark.parametrize(("command", "lacking", "option"), NEEDS, ids=[" ".join(one[0][:2]) for one in NEEDS])
def test_elsewhere_a_command_names_the_option(
    command: tuple[str, ...],
    lacking: str,
    option: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    run = quizgen(*command)
    assert run.status == 1
    assert len(run.err.splitlines()) == 1
    assert f"都没有 {lacking}（" in run.err
    assert f"用 {option} 指明" in run.err
    assert list(tmp_path.iterdir()) == []


def test_an_exam_without_a_register_at_hand_names_the_option(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    bank = write_bank(tmp_path / "bank")
    shutil.rmtree(tmp_path / "docs")
    run = quizgen("exam", "new", "e", "--blueprint", "small", "--bank", bank)
    assert (run.status, "--knowledge" in run.err) == (1, True)


def test_a_folder_inside_the_project_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY / "docs" / "dev")
    run = quizgen("knowledge", "show", "X02")
    assert (run.status, run.err) == (0, "")


def test_the_register_beside_the_bank_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run = quizgen("bank", "show", "XM-0019", "--bank", REPOSITORY / "question_bank")
    assert run.status == 0
    assert "没有找到知识库的数据" not in run.out


@pytest.mark.parametrize("group", [(), ("bank",), ("exam",), ("knowledge",), ("review",), ("site",)])
def test_a_group_alone_shows_its_help(group: tuple[str, ...]) -> None:
    run = quizgen(*group)
    assert (run.status, run.err) == (0, "")
    assert run.out == quizgen(*group, "--help").out
