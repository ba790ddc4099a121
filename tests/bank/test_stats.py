"""The figures of a bank, on questions small enough to count by hand."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from quizgen.bank.load import load_bank
from quizgen.bank.stats import BankStats, Register, bank_stats
from quizgen.model.bookkeeping import Difficulty
from quizgen.model.kinds import Kind

BANK = """\
- id: XM-0001
  kind: single
  stem: 甲是什么？
  correct: [四个字的]
  wrong: [{text: 二字, why: 理由}, {text: 三个字, why: 理由}]
  topic: 明责/清单
  difficulty: 易
  cites: [xiamen-001, xiamen-002]
  about: [X01]
  explain: 说明
- id: XM-0002
  kind: single
  stem: 乙是什么？
  correct: [短]
  wrong: [{text: 一样长, why: 理由}, {text: 一样短, why: 理由}]
  topic: 明责
  difficulty: 难
  cites: [xiamen-001]
  about: [X01, P01]
  explain: 说明
- id: XM-0003
  kind: multiple
  stem: 丙有哪些？
  correct: [二字, 四个字的]
  wrong: [{text: 一个五字项, why: 理由}]
  topic: 问责
  difficulty: 中
  cites: [gongan-001]
  explain: 说明
- id: XM-0004
  kind: true_false
  stem: 丁是戊。
  answer: true
  topic: 问责
  difficulty: 中
  cites: [gongan-001]
  explain: 说明
- id: XM-0005
  kind: true_false
  stem: 己是庚。
  answer: false
  topic: 问责
  difficulty: 中
  cites: [gongan-001]
  explain: 说明
  retired: 2026-11-22 重复
- id: XM-0006
  kind: case
  text: 某单位
  parts:
    - {kind: true_false, stem: 辛是壬。, answer: false, explain: 说明}
    - {kind: true_false, stem: 癸是子。, answer: false, explain: 说明}
  topic: 问责
  difficulty: 难
  cites: [xiamen-003]
  explain: 说明
"""
REGISTER = Register(
    titles={"xiamen": "厦门", "gongan": "公安"},
    facts={**{f"xiamen-00{n}": "xiamen" for n in (1, 2, 3, 4)}, "gongan-001": "gongan"},
    shelves={"体系": ("X01", "X02"), "程序": ("P01",)},
)


@pytest.fixture(name="stats")
def measured(tmp_path: Path) -> BankStats:
    (tmp_path / "a.yaml").write_text(BANK, encoding="utf-8")
    (tmp_path / "topics.yaml").write_text("明责: [清单]\n问责: []\n巡察: []\n", encoding="utf-8")
    return bank_stats(load_bank([tmp_path]), REGISTER)


def test_topics_are_counted_by_kind_and_difficulty(stats: BankStats) -> None:
    first, second, third = stats.topics
    assert (first.topic, first.total, first.kinds[Kind.SINGLE]) == ("明责", 2, 2)
    assert first.difficulties == {Difficulty.EASY: 1, Difficulty.MEDIUM: 0, Difficulty.HARD: 1}
    assert second.cells[Kind.TRUE_FALSE, Difficulty.MEDIUM] == 1
    assert (third.topic, third.total) == ("巡察", 0)
    assert stats.count(Kind.SINGLE, Difficulty.HARD) == 1


def test_retired_questions_are_counted_apart(stats: BankStats) -> None:
    assert (stats.questions, stats.retired) == (5, 1)


def test_length_bias_is_measured_against_chance(stats: BankStats) -> None:
    lengths = stats.bias.lengths
    assert lengths.singles == 2
    assert lengths.longest == Fraction(1, 2)
    assert lengths.longest_ids == ("XM-0001",)
    assert lengths.longest_by_chance == Fraction(1, 6)  # only one of two has one longest option, of three
    assert lengths.shortest == Fraction(1, 2)
    assert lengths.shortest_by_chance == Fraction(1, 3)
    assert (lengths.multiples, lengths.right_mean, lengths.wrong_mean) == (1, Fraction(3), Fraction(5))


def test_statements_inside_cases_count_for_the_balance(stats: BankStats) -> None:
    assert (stats.bias.statements, stats.bias.true_share) == (3, Fraction(1, 3))


def test_letters_are_expected_evenly(stats: BankStats) -> None:
    assert stats.bias.positions_by_chance == {3: Fraction(1, 3)}


def test_the_coverage_of_facts_is_told_by_source(stats: BankStats) -> None:
    assert stats.coverage is not None
    xiamen, gongan = stats.coverage.sources
    assert (xiamen.questions, xiamen.facts, xiamen.cited, xiamen.not_cited) == (3, 4, 3, ("xiamen-004",))
    assert (gongan.questions, gongan.cited, gongan.not_cited) == (2, 1, ())


def test_rows_are_counted_by_how_often_they_are_asked(stats: BankStats) -> None:
    assert stats.coverage is not None
    systems, procedures = stats.coverage.shelves
    assert systems.times == {"X01": 2, "X02": 0}
    assert (systems.asked, systems.unasked, systems.mean) == (1, ("X02",), Fraction(1))
    assert procedures.times == {"P01": 1}


def test_an_empty_bank_has_figures_too(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("[]\n", encoding="utf-8")
    assert bank_stats(load_bank([tmp_path])).questions == 0
