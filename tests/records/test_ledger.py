"""The ledger: appended to, every break of its chain named by line."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from quizgen.model.digest import canonical_json, sha256_hex
from quizgen.model.ledger import FIRST_PREV, Act
from quizgen.records.ledger import DamagedLedger, append, read_ledger
from quizgen.records.names import LEDGER
from tests.records.made import act


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a ledger of four lines."""
    for minutes, kind in enumerate((Act.DRAWN, Act.BUILT, Act.ENTERED, Act.MARKED)):
        append(tmp_path, act(minutes, act=kind, details={"forms": 12}, inputs={"answers.xlsx": "a" * 64}))
    return tmp_path


def lines_of(folder: Path) -> list[str]:
    return (folder / LEDGER).read_text(encoding="utf-8").splitlines(keepends=True)


def write(folder: Path, lines: list[str]) -> None:
    (folder / LEDGER).write_text("".join(lines), encoding="utf-8")


def faults(folder: Path) -> list[tuple[int | None, str]]:
    return [(problem.line, problem.rule) for problem in read_ledger(folder).problems]


def test_every_line_is_bound_to_the_one_before(folder: Path) -> None:
    ledger = read_ledger(folder)
    assert [line.seq for line in ledger.lines] == [1, 2, 3, 4]
    assert [line.prev for line in ledger.lines] == [FIRST_PREV, *(line.hash for line in ledger.lines[:-1])]
    assert (ledger.head, ledger.problems, ledger.cut) == (ledger.lines[-1].hash, (), False)
    assert stat.S_IMODE((folder / LEDGER).stat().st_mode) == 0o600


def test_the_hash_is_of_the_line_without_it(folder: Path) -> None:
    line = lines_of(folder)[1].rstrip("\n")
    digest = read_ledger(folder).lines[1].hash
    assert sha256_hex(line.replace(f'"hash":"{digest}",', "")) == digest


def test_a_ledger_that_does_not_exist_is_empty(tmp_path: Path) -> None:
    ledger = read_ledger(tmp_path)
    assert (ledger.lines, ledger.problems, ledger.head) == ((), (), FIRST_PREV)


def test_a_cut_last_line_is_said_then_dropped(folder: Path) -> None:
    whole = (folder / LEDGER).read_bytes()
    (folder / LEDGER).write_bytes(whole[:-7])
    assert (read_ledger(folder).cut, faults(folder), len(read_ledger(folder).lines)) == (True, [], 3)
    append(folder, act(9))
    assert (read_ledger(folder).cut, faults(folder), len(read_ledger(folder).lines)) == (False, [], 4)


def test_an_edited_line_is_named(folder: Path) -> None:
    lines = lines_of(folder)
    write(folder, [lines[0], lines[1].replace("张三", "李四"), *lines[2:]])
    assert faults(folder) == [(2, "L001")]


def test_an_edited_line_with_a_hash_of_its_own_breaks_the_chain(folder: Path) -> None:
    lines = lines_of(folder)
    old = read_ledger(folder).lines[1]
    fields = old.model_dump(mode="json", exclude_defaults=True, exclude={"hash"}) | {"by": "李四"}
    fields["hash"] = sha256_hex(canonical_json(fields))
    write(folder, [lines[0], canonical_json(fields) + "\n", *lines[2:]])
    assert faults(folder) == [(3, "L002")]


@pytest.mark.parametrize(
    ("order", "line"), [((0, 2, 3), 2), ((0, 2, 1, 3), 2), ((1, 2, 3), 1), ((0, 0, 1, 2, 3), 2)]
)
def test_lines_left_out_doubled_or_moved_break_the_chain(
    folder: Path, order: tuple[int, ...], line: int
) -> None:
    lines = lines_of(folder)
    write(folder, [lines[index] for index in order])
    assert (line, "L002") in faults(folder)


def test_a_clock_that_ran_backwards_is_recorded_as_it_was_and_said(folder: Path) -> None:
    append(folder, act(-60))
    append(folder, act(10))
    assert faults(folder) == [(5, "L003")]


def test_nothing_is_appended_to_a_broken_chain(folder: Path) -> None:
    write(folder, lines_of(folder)[1:])
    before = (folder / LEDGER).read_bytes()
    with pytest.raises(DamagedLedger, match="L002"):
        append(folder, act(9))
    assert (folder / LEDGER).read_bytes() == before
