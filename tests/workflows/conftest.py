"""A small exam with roster, drawn once for all tests that mark."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.small_bank import write_bank
from tests.tool import quizgen

ROSTER = """编号,姓名,单位,职务
001,测试甲,测试一局,科长
002,测试乙,测试一局,
003,测试丙,测试二局,
004,测试丁,测试二局,
"""


@pytest.fixture(scope="session")
def drawn_exam(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An exam of individual forms for four people, one spare; nobody may change it."""
    folder = tmp_path_factory.mktemp("drawn")
    bank = write_bank(folder / "bank")
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    run = quizgen(
        *("exam", "new", folder / "exam", "--blueprint", "small", "--bank", bank, "--no-cache"),
        *("--mode", "individual", "--roster", folder / "roster.csv", "--spare", 1, "--date", "2026-12-01"),
    )
    assert run.status == 0, run.err
    return folder / "exam"


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Signing keys of tests stay with the tests; nobody's name is set."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("QUIZGEN_BY", raising=False)
    monkeypatch.delenv("QUIZGEN_SIGN_KEY", raising=False)


@pytest.fixture
def exam(drawn_exam: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(drawn_exam, tmp_path / "exam")
