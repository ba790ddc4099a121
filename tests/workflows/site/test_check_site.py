"""``quizgen site check``: every rule has a page that breaks it, the real pages break none."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from quizgen.knowledge import content_rules, page_checks
from tests.found import things_in
from tests.small_bank import write_bank
from tests.small_pack import write_pack
from tests.tool import Run, quizgen

ROOT = Path(__file__).parents[3]
PAGES = ROOT / "tests" / "data" / "pages"
BAD = things_in(PAGES / "bad", "*.md")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of pages in the current folder, with the pack of this project but for its pages."""
    monkeypatch.chdir(tmp_path)
    write_pack(tmp_path)
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


@pytest.mark.parametrize(
    ("pack", "said"),
    [
        ("pages: {practise: a.md}\n", "pack.yaml:1: [S017] 不认识的键“practise”（是不是“practice”？"),
        (
            "pages:\n  practice: 练习.html\n",
            "pages）的练习（practice）不能写“练习.html”（写网页",
        ),
        ("pages:\n  sources: ../out\n", "pack.yaml:2: [S017] 网页（pages）的来源（sources）不能写"),
        (
            "pages:\n  topics:\n    明责: mingze.md\n    问责: page.md\n",
            "pack.yaml:3: [S017] 专题“明责”的网页“mingze.md”不在 docs 里（改成有的网页，或者删去这一项）",
        ),
        ("pages: {begin: [page.md, luxian.md]}\n", "pack.yaml:1: [S017] 起点的网页“luxian.md”不在 docs 里"),
        ("- draw: 甲\n", "pack.yaml:1: [S017] 应当是一组“键: 值”"),
        ("draw: [甲\n", "pack.yaml:1: [S017]"),
        ("spellings:\n  - {wrong: '(', right: 甲}\n", "（不是正确的正则表达式）"),
        ("sounds: {组长: z}\n", "“组长”有 2 个字，就写 2 个字母"),
        ("prefixes: {xm: xiamen}\n", "pack.yaml:1: [S017]"),
    ],
)
def test_a_fault_of_the_pack_is_named(desk: Path, pack: str, said: str) -> None:
    (desk.parent / "pack.yaml").write_text(pack, encoding="utf-8")
    shutil.copytree(PAGES / "good", desk, dirs_exist_ok=True)
    run = _check()
    assert said in run.out
    assert run.status == 1


def test_a_topic_of_the_pack_that_the_bank_does_not_know_is_named_with_the_nearest(desk: Path) -> None:
    write_bank(desk.parent / "question_bank")
    topics = "    明责: page.md\n    闻责: page.md\n    明责/清丹: page.md\n"
    (desk.parent / "pack.yaml").write_text(f"pages:\n  topics:\n{topics}", encoding="utf-8")
    (desk / "page.md").write_text("---\ntitle: 甲\n---\n\n# 甲\n", encoding="utf-8")
    run = quizgen("site", "check")
    assert run.out.splitlines()[:2] == [
        "pack.yaml:4: [S017] 不认识的专题“闻责”（是不是“问责”？）",
        "pack.yaml:5: [S017] 不认识的专题“明责/清丹”（是不是“明责”？）",
    ]
    assert run.status == 1


def test_a_page_of_a_project_without_facts_needs_only_a_title(desk: Path) -> None:
    (desk / "page.md").write_text("---\ntitle: 甲\n---\n\n# 甲\n\n灭火器要定期检查。\n", encoding="utf-8")
    run = quizgen("site", "check")
    assert run.out == "读了 1 个网页，没有发现错误。\n"
    (desk / "page.md").write_text("# 甲\n\n灭火器[@xiamen-019]。\n", encoding="utf-8")
    told = quizgen("site", "check").out
    assert "docs/page.md:1: [S006] 页首没有 title" in told
    assert "docs/page.md:3: [S001] 没有事实“xiamen-019”" in told


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
