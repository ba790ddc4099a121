"""``quizgen site check``: every rule has a page that breaks it, the real pages break none."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from quizgen.knowledge import content_rules, page_checks
from tests.found import things_in
from tests.small_bank import write_bank
from tests.tool import Run, quizgen

ROOT = Path(__file__).parents[3]
PAGES = ROOT / "tests" / "data" / "pages"
BAD = things_in(PAGES / "bad", "*.md")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of pages in the current folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    return tmp_path / "docs"


def _check(*arguments: str) -> Run:
    texts = ("--texts", PAGES / "texts")
    return quizgen("site", "check", "--knowledge", ROOT / "docs" / "_data", *texts, *arguments)


@pytest.mark.parametrize("page", BAD, ids=[page.stem for page in BAD])
def test_a_fault_is_named_by_file_line_and_rule(page: Path, desk: Path) -> None:
    shutil.copy(page, desk / "page.md")
    run = _check()
    expected = page.with_suffix(".txt").read_text(encoding="utf-8")
    assert run.out.rpartition("读了")[0] == expected
    assert all(f"[{page.name[:4]}]" in line for line in expected.splitlines())
    assert run.status == 1


def test_every_rule_has_a_page_that_breaks_it() -> None:
    assert {page.name[:4] for page in BAD} == {rule.id for rule in content_rules.RULES}


def test_faultless_pages_pass(desk: Path) -> None:
    shutil.copytree(PAGES / "good", desk, dirs_exist_ok=True)
    run = _check()
    assert (run.out, run.status) == ("读了 2 个网页，没有发现错误。\n", 0)


def test_the_rules_of_fences_are_checked_as_well(desk: Path) -> None:
    page = (PAGES / "good" / "page.md").read_text(encoding="utf-8")
    (desk / "page.md").write_text(page.replace("xiamen-019", "xiamen-919", 1), encoding="utf-8")
    assert "docs/page.md:11: [S001] 没有事实“xiamen-919”" in _check().out


def test_a_self_test_is_held_against_the_bank_beside_the_pages(desk: Path) -> None:
    page = (PAGES / "good" / "page.md").read_text(encoding="utf-8")
    (desk / "page.md").write_text(f"{page}\n```selftest TS-0001 TS-0999\n```\n", encoding="utf-8")
    line = page.count("\n") + 2
    assert f"docs/page.md:{line}: [S015] 这个网站没有题库，不能放自测" in _check().out
    write_bank(desk.parent / "question_bank")
    found = _check().out
    assert f"docs/page.md:{line}: [S001] 没有题目“TS-0999”" in found
    assert "TS-0001" not in found


def test_the_faults_as_json(desk: Path) -> None:
    shutil.copy(PAGES / "bad" / "S008-paragraph.md", desk / "page.md")
    run = _check("--json")
    told = json.loads(run.out)
    assert (told["pages"], told["texts_checked"], run.status) == (1, True, 1)
    assert [(one["rule"], one["line"]) for one in told["problems"]] == [("S008", 11)]


def test_the_pages_of_the_site_are_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    run = quizgen("site", "check")
    assert "没有发现错误" in run.out, run.out
    assert run.status == 0


def test_a_folder_that_is_not_there_is_said_so(desk: Path) -> None:
    assert desk.is_dir()
    run = quizgen("site", "check", "--knowledge", ROOT / "docs" / "_data", "--texts", "nowhere")
    assert (run.status, "nowhere" in run.err) == (1, True)


def test_numbers_are_used_once_and_explained_for_maintainers() -> None:
    assert not set(content_rules.RULES) & set(page_checks.RULES)
    page = (ROOT / "docs" / "dev" / "site.md").read_text(encoding="utf-8")
    assert [one.id for one in content_rules.RULES if f"| {one.id} | {one.title} |" not in page] == []
