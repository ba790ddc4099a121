"""Files that programs make by themselves are nobody's work; everything else is."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from quizgen.files.entries import is_passing
from tests.small_bank import write_bank
from tests.tool import quizgen

JUNK = (
    "Thumbs.db",
    "THUMBS.DB",
    "ehthumbs.db",
    "desktop.ini",
    ".DS_Store",
    "._述职.xlsx",
    "Icon\r",
    "~$述职.xlsx",
    ".~述职.docx",
    ".~lock.述职.xlsx#",
    "~WRL0001.tmp",
    "~WRD0002.docx",
    "3F2A1B00",
    "备份属于 述职.wbk",
    "述职.xlsx.bak",
    "述职.docx~",
    "$RECYCLE.BIN/述职.xlsx",
    "System Volume Information/WPSettings.dat",
    "__MACOSX/述职.xlsx",
    "@eaDir/述职.xlsx/SYNOFILE_THUMB_M.png",
)


@pytest.mark.parametrize("name", JUNK)
def test_what_programs_make_is_passed_over(name: str) -> None:
    assert is_passing(PurePosixPath(name))


@pytest.mark.parametrize(
    "name",
    ["述职.xlsx", "20261130/述职.docx", "20261130", "备份/述职.xlsx", "a.yaml", "临时.tmp.xlsx"],
)
def test_what_people_make_is_not(name: str) -> None:
    assert not is_passing(PurePosixPath(name))


def test_a_bank_is_checked_as_if_they_were_not_there(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank")
    before = quizgen("bank", "check", bank, "--no-cache")
    for name in ("Thumbs.db", "desktop.ini", "._questions.yaml", "~$questions.yaml", "$RECYCLE.BIN/a.yaml"):
        path = bank / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"\x00\x05\x16\x07")
    (bank / "blueprints" / "._small.yaml").write_bytes(b"\x00\x05\x16\x07")
    after = quizgen("bank", "check", bank, "--no-cache")
    assert (after.status, after.out, after.err) == (before.status, before.out, before.err)
