"""The tool that changes one place at a time: what it changes, where it finds a change again."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
import yaml

from tests.found import things_in
from tests.plain_yaml import plain_yaml
from tools.mutants import choice, tests_of
from tools.mutants.choice import DATA, by_hand, equivalents, sample
from tools.mutants.python_edits import python_edits
from tools.mutants.rooms import ROOMS, Room
from tools.mutants.runner import ended_by, reach_of

ROOT = Path(__file__).parents[2]
SOURCE = '''"""Doc."""
LIMIT = 3


def chosen(items: list[int], *, first: bool = True) -> list[int]:
    """Doc."""
    found = sorted(item for item in items if item > LIMIT and item)
    if not found:
        return []
    return list(found[1:] if first else found)
'''


def changes() -> dict[tuple[str, str, str], str]:
    """Place, old and new text, with the whole file that comes of it."""
    edits = python_edits("a.py", SOURCE.encode())
    return {(one.where, one.old, one.new): one.changed(SOURCE.encode()).decode() for one in edits}


@pytest.mark.parametrize(
    ("where", "old", "new"),
    [
        ("<module>", "3", "4"),
        ("<module>", "3", "2"),
        ("chosen", "True", "False"),
        ("chosen", "item > LIMIT", "(item >= LIMIT)"),
        ("chosen", "item > LIMIT and item", "(item > LIMIT or item)"),
        ("chosen", "item > LIMIT and item", "(item > LIMIT)"),
        ("chosen", "not found", "found"),
        ("chosen", "found[1:]", "found"),
        ("chosen", "found[1:] if first else found", "(found if first else found[1:])"),
        ("chosen", "return list(found[1:] if first else found)", "return None"),
    ],
)
def test_the_slips_of_a_hand_are_among_the_changes(where: str, old: str, new: str) -> None:
    assert (where, old, new) in changes()


def test_every_change_is_a_program_and_another_one() -> None:
    for text in changes().values():
        compile(text, "a.py", "exec")
        assert text != SOURCE
    assert len(changes()) > 15


def test_a_change_by_hand_that_is_no_program_counts_for_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.py").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "hand").mkdir()
    entries = [
        {"file": "a.py", "old": "return []", "new": new, "means": f"改成 {new}"}
        for new in ("return None", "(")
    ]
    (tmp_path / "hand" / "room.yaml").write_text(yaml.safe_dump(entries), encoding="utf-8")
    monkeypatch.setattr(choice, "DATA", tmp_path)
    found, misfits = by_hand(tmp_path, "room")
    assert [edit.new for edit in found] == ["return None"]
    assert misfits == ["a.py：改成 (：改了以后不成程序\n"]


def test_words_and_types_are_left_alone() -> None:
    assert not any("Doc" in old or "bool" in old or "list[int]" in old for _, old, _ in changes())


def test_a_choice_stays_the_same_after_lines_were_added_elsewhere() -> None:
    before = sample(python_edits("a.py", SOURCE.encode()), 5, 7)
    moved = SOURCE.replace("LIMIT = 3\n", "# one\n# two\nLIMIT = 3\n")
    after = sample(python_edits("a.py", moved.encode()), 5, 7)
    assert [one.key for one in after] == [one.key for one in before]
    assert [one.number for one in after] != [one.number for one in before]
    assert sample(python_edits("a.py", SOURCE.encode()), 5, 8) != before


@pytest.mark.parametrize("file", things_in(DATA / "hand", "*.yaml"), ids=lambda file: Path(file).stem)
def test_a_change_made_by_hand_says_what_goes_wrong(file: Path) -> None:
    entries = plain_yaml(file.read_text(encoding="utf-8"))
    assert len(entries) >= 15
    for entry in entries:
        assert set(entry) == {"file", "old", "new", "means"}
        assert entry["old"] != entry["new"]
        assert entry["means"]
    assert len({(entry["file"], entry["old"], entry["new"]) for entry in entries}) == len(entries)


@pytest.mark.parametrize("room", ROOMS)
def test_a_change_made_by_hand_still_finds_its_place(room: str) -> None:
    found, misfits = by_hand(ROOT, room)
    assert found
    assert misfits == []


@pytest.mark.parametrize("room", ROOMS)
def test_the_files_of_a_room_are_there(room: str) -> None:
    named = [*ROOMS[room].sources, *ROOMS[room].tests, *ROOMS[room].browser]
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_a_change_that_changes_nothing_still_finds_its_line() -> None:
    entries = plain_yaml((DATA / "equivalent.yaml").read_text(encoding="utf-8"))
    texts = {one["file"]: (ROOT / one["file"]).read_text(encoding="utf-8") for one in entries}
    lines = {file: {line.strip() for line in text.splitlines()} for file, text in texts.items()}
    assert [one["line"] for one in entries if one["line"] not in lines[one["file"]]] == []


def test_the_tests_of_the_house_pass_when_nothing_is_changed(tmp_path: Path) -> None:
    tests = reach_of(ROOT, "tests/model/test_points_text.py", tmp_path)
    assert tests
    assert [name for name, entry in tests.items() if entry["failed"]] == []


def test_where_no_test_passes_nothing_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        tests_of.Tests(ROOT, tmp_path, Room(("quizgen",), ()))
    assert stopped.value.code == 2
    assert "没有一项测试不改就通得过" in capsys.readouterr().out


def test_a_change_that_changes_nothing_has_its_reason() -> None:
    entries = plain_yaml((DATA / "equivalent.yaml").read_text(encoding="utf-8"))
    assert all(entry["why"].endswith("。") for entry in entries)
    assert len(equivalents()) == len(entries) > 0


@pytest.mark.parametrize(
    ("stopped", "ended"),
    [(signal.SIGXCPU, "endless"), (signal.SIGKILL, "late"), (signal.SIGSEGV, "failed")],
)
def test_a_run_stopped_on_a_busy_machine_is_not_a_change_noticed(stopped: int, ended: str) -> None:
    assert ended_by(stopped) == ended
