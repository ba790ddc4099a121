"""The cache makes no difference but to the time, keeps secrets, never trusts a damaged file."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from benchmarks.synthetic import synthetic_questions, write_bank
from quizgen.bank import load as loading
from quizgen.bank.entries import LoadedBank
from quizgen.bank.load import load_bank
from tests.found import things_in


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    write_bank(tmp_path / "bank", synthetic_questions(24), per_file=12)
    return tmp_path / "bank"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def kept(cache: Path) -> list[Path]:
    return things_in(cache / "banks")


def no_parsing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        message = "the YAML was parsed although the cache has it"
        raise AssertionError(message)

    monkeypatch.setattr(loading, "parse_file", refuse)


def test_the_second_load_needs_no_yaml(bank: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_bank([bank], cache_folder=cache)
    no_parsing(monkeypatch)
    assert load_bank([bank], cache_folder=cache) == first


def test_lines_are_the_same_from_the_cache(bank: Path, cache: Path) -> None:
    plain = load_bank([bank])
    load_bank([bank], cache_folder=cache)
    cached = load_bank([bank], cache_folder=cache)
    for one, other in zip(plain.entries, cached.entries, strict=True):
        assert dict(one.layout) == dict(other.layout)
        assert one.first_line == other.first_line


@pytest.mark.skipif(os.name != "posix", reason="file modes are a POSIX thing")
def test_nobody_else_can_read_the_cache(bank: Path, cache: Path) -> None:
    load_bank([bank], cache_folder=cache)
    assert stat.S_IMODE((cache / "banks").stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in kept(cache)} == {0o600}


@pytest.mark.skipif(os.name != "posix", reason="file modes are a POSIX thing")
def test_a_cache_folder_open_to_others_is_closed_first(bank: Path, cache: Path) -> None:
    (cache / "banks").mkdir(parents=True)
    (cache / "banks").chmod(0o755)
    load_bank([bank], cache_folder=cache)
    assert stat.S_IMODE((cache / "banks").stat().st_mode) == 0o700


def test_a_cache_folder_that_is_a_link_is_not_used(bank: Path, cache: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    cache.mkdir()
    (cache / "banks").symlink_to(elsewhere)
    assert load_bank([bank], cache_folder=cache) == load_bank([bank])
    assert not list(elsewhere.iterdir())


def test_a_cache_that_cannot_be_made_does_no_harm(bank: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert load_bank([bank], cache_folder=tmp_path / "file") == load_bank([bank])


@pytest.mark.parametrize("damage", [b"", b"{", b"1 0 0\n{}", b"\xff" * 100, None])
def test_a_damaged_cache_file_is_rebuilt(bank: Path, cache: Path, damage: bytes | None) -> None:
    first = load_bank([bank], cache_folder=cache)
    whole = [file.read_bytes() for file in kept(cache)]
    for file, data in zip(kept(cache), whole, strict=True):
        file.write_bytes(data[:-40] if damage is None else damage)
    assert load_bank([bank], cache_folder=cache) == first
    assert [file.read_bytes() for file in kept(cache)] == whole


def test_an_answer_changed_inside_the_cache_is_not_believed(bank: Path, cache: Path) -> None:
    first = load_bank([bank], cache_folder=cache)
    for file in kept(cache):
        file.write_bytes(file.read_bytes().replace(b'"answer":true', b'"answer":false'))
    assert load_bank([bank], cache_folder=cache) == first


def test_a_changed_bank_file_is_read_anew(bank: Path, cache: Path) -> None:
    load_bank([bank], cache_folder=cache)
    file = bank / "part-0000.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("第1题的要点", "第一题的要点"), encoding="utf-8")
    assert "第一题的要点" in str(load_bank([bank], cache_folder=cache).questions[0].explain)
    assert len(kept(cache)) == 2


def test_faults_are_told_with_the_cache_as_without(bank: Path, cache: Path) -> None:
    file = bank / "part-0001.yaml"
    text = file.read_text(encoding="utf-8").replace("explain:", "explian:", 1)
    file.write_text(text + "- {id: 2026-01-01}\n", encoding="utf-8")

    def told(loaded: LoadedBank) -> list[str]:
        return [str(problem) for problem in loaded.problems]

    plain = told(load_bank([bank]))
    assert any("是不是“explain”" in line for line in plain)
    assert told(load_bank([bank], cache_folder=cache)) == plain
    assert told(load_bank([bank], cache_folder=cache)) == plain
