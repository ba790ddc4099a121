"""Every numbered rule has a bad bank, every bad bank gets exactly the report it should."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quizgen.bank.checks import RULES, check_bank
from quizgen.bank.load import load_bank
from quizgen.bank.rules_page import rules_page
from tests.bank.rulebook import BAD, DATA, GOOD, KNOWLEDGE, report
from tests.found import things_in

BAD_FOLDERS = sorted(folder.name for folder in things_in(BAD))
GOOD_FOLDERS = sorted(folder.name for folder in things_in(GOOD))
REPOSITORY = Path(__file__).parents[2]


@pytest.mark.parametrize("name", BAD_FOLDERS)
def test_a_bad_bank_gets_its_report(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BAD)
    expected = (BAD / name / "expected.txt").read_text(encoding="utf-8")
    assert report(Path(name)) == expected


@pytest.mark.parametrize("name", BAD_FOLDERS)
def test_the_report_of_a_bad_bank_names_its_rule(name: str) -> None:
    expected = (BAD / name / "expected.txt").read_text(encoding="utf-8")
    assert f"[{name[:4]}]" in expected


@pytest.mark.parametrize("name", GOOD_FOLDERS)
def test_a_good_bank_has_no_fault(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(GOOD)
    assert report(Path(name)) == ""


def test_every_rule_has_a_bad_bank_and_every_bad_bank_a_rule() -> None:
    assert {name[:4] for name in BAD_FOLDERS} == {rule.id for rule in RULES}


def test_rules_are_numbered_once_from_b001_without_a_gap() -> None:
    assert [rule.id for rule in RULES] == [f"B{number:03d}" for number in range(1, len(RULES) + 1)]
    assert len({rule.title for rule in RULES}) == len(RULES) >= 25


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.id))
def test_a_rule_is_explained_in_chinese_sentences(rule: object) -> None:
    for text in (rule.title, rule.why, rule.mend):  # type: ignore[attr-defined]
        assert re.search(r"[一-鿿]", text)
    assert rule.why.endswith("。")  # type: ignore[attr-defined]
    assert not rule.mend.endswith("。")  # type: ignore[attr-defined]


def test_the_page_of_rules_is_current() -> None:
    page = (REPOSITORY / "docs" / "dev" / "bank-rules.md").read_text(encoding="utf-8")
    assert page == rules_page(RULES)


def test_all_faults_of_all_banks_come_in_one_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BAD)
    problems = check_bank(load_bank([Path(name) for name in BAD_FOLDERS]), KNOWLEDGE)
    form_and_reading = {"B001", "B002", "B003", "B004", "B011", "B013", "B017", "B024", "B044", "B050"}
    assert form_and_reading <= {problem.rule for problem in problems}


def test_without_a_register_the_rules_about_facts_are_not_applied() -> None:
    folders = [name for name in BAD_FOLDERS if name[:4] in {"B017", "B019", "B020", "B032"}]
    for name in folders:
        assert check_bank(load_bank([BAD / name])) == ()


def test_without_fonts_no_character_is_called_unprintable() -> None:
    assert check_bank(load_bank([BAD / "B043-character-without-glyph"]), KNOWLEDGE) == ()


def test_the_shared_topics_are_themselves_good() -> None:
    assert (DATA / "topics.yaml").is_file()
    assert not load_bank([GOOD / "all-kinds"]).problems
