"""What to print: every file is named, with the sheets of paper it takes; the total is their sum."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pypdfium2

from quizgen.records.exam_folder import ExamFolder
from tests.small_bank import write_bank
from tests.tool import Run, quizgen
from tests.workflows.conftest import ROSTER
from tests.workflows.day.acts import add, amend, rules, went_well, withdraw

_LINE = re.compile(
    r"^  (\S+?)　(.+?)，(?:每份 )?(\d+) 张 (A[34])，(?:单面|双面（沿[长短]边翻转）)(?:，印 (\d+) 份)?",
    re.MULTILINE,
)
_TOTAL = re.compile(r"^合计 (.+?)。$", re.MULTILINE)


def build(exam: Path, *more: object) -> Run:
    options = ("--jobs", 1, "--format", "pdf", "--only", "papers", "--only", "sheets", "--only", "keys")
    return went_well(quizgen("exam", "build", exam, *options, *more))


def listed(exam: Path) -> dict[str, tuple[int, int]]:
    """The sheets of paper and the copies of every file."""
    text = (exam / "印制清单.txt").read_text(encoding="utf-8-sig")
    return {name: (int(sheets), int(copies or 1)) for name, _, sheets, _, copies in _LINE.findall(text)}


def total(exam: Path) -> int:
    text = (exam / "印制清单.txt").read_text(encoding="utf-8-sig")
    return sum(int(one) for one in re.findall(r"(\d+) 张", _TOTAL.findall(text)[0]))


def pages(file: Path) -> int:
    return len(pypdfium2.PdfDocument(file.read_bytes()))


def test_every_person_s_paper_is_in_the_list_once_and_the_sheets_add_up(exam: Path) -> None:
    build(exam)
    went_well(add(exam, "005"))
    went_well(amend(exam, "002", "--name", "测试艺"))
    went_well(withdraw(exam, "004"))
    run = build(exam)
    found = listed(exam)
    assert set(found) == {
        *("papers/all.pdf", "papers/002.pdf", "papers/005.pdf", "keys/compact.pdf"),
        *("sheets/all.pdf", "sheets/002.pdf", "sheets/005.pdf"),
    }
    assert all(sheets == -(-pages(exam / name) // 2) for name, (sheets, _) in found.items())
    assert total(exam) == sum(sheets * copies for sheets, copies in found.values())
    assert f"合计 {total(exam)} 张 A4。" in run.out
    assert rules(exam) == []


def test_shared_forms_are_copied_for_the_people_there_are(tmp_path: Path) -> None:
    bank = write_bank(tmp_path / "bank")
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    exam = tmp_path / "exam"
    new = ("exam", "new", exam, "--blueprint", "small", "--bank", bank, "--no-cache", "--date", "2026-12-01")
    went_well(
        quizgen(*new, "--roster", tmp_path / "roster.csv", "--mode", "reordered", "--forms", 2, "--spare", 1)
    )
    build(exam, "--size", "a4", "--size", "a3")
    found = listed(exam)
    people = len(ExamFolder(exam).people.roster)
    assert {found[name][1] for name in ("papers/A.pdf", "papers/B.pdf", "sheets/A.pdf")} == {people // 2}
    text = (exam / "印制清单.txt").read_text(encoding="utf-8-sig")
    assert "试卷 S01（备用），每份" in text
    assert "印几份看需要" in text
    assert re.search(r"papers/A-a3.pdf.+短边翻转.+与上面的选一种", text)
    counted = {name: one for name, one in found.items() if "-a3" not in name}
    assert total(exam) == sum(sheets * copies for sheets, copies in counted.values())


def test_the_list_is_private_and_says_nothing_before_anything_is_built(exam: Path) -> None:
    assert not (exam / "印制清单.txt").exists()
    build(exam)
    assert stat.S_IMODE((exam / "印制清单.txt").stat().st_mode) == 0o600
    text = (exam / "印制清单.txt").read_text(encoding="utf-8-sig")
    assert not any(name in text for name in ("测试甲", "测试乙"))
