"""Questions that give each other away: found, listed, written into the bank without touching the rest."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml

from quizgen.bank.leaks.find import find_leaks
from quizgen.bank.load import load_bank
from tests.plain_yaml import plain_yaml
from tests.tool import quizgen

DATA = Path(__file__).parents[1] / "data" / "leaks"
SEEN = (
    "WH-0030 WH-0312", "CP-0501 CP-0303", "BY-0502 BY-0044", "GA-0409 GA-0503", "XM-0120 CP-0023",
    "GA-0028 XM-0319", "SY-0223 SY-0306", "WH-0207 WH-0109", "BY-0120 BY-0220", "BY-0035 BY-0220",
    "BY-0207 BY-0109", "BY-0217 BY-0125", "SY-0005 SY-0501", "GA-0203 GA-0105",
)  # fmt: skip
"""Leaks that people saw in the bank of November 2026; ``DATA`` has those questions as they were."""


@pytest.mark.parametrize("pair", SEEN)
def test_a_leak_that_people_saw_is_found(pair: str) -> None:
    found = {frozenset((leak.shows, leak.asks)) for leak in find_leaks(load_bank([DATA]).active)}
    assert frozenset(pair.split()) in found


def test_a_combination_of_numbers_is_no_answer_that_another_question_prints(tmp_path: Path) -> None:
    asked = plain_yaml((DATA / "questions.yaml").read_text(encoding="utf-8"))
    single = next(one for one in asked if one["kind"] == "single")
    why = single["wrong"][0]["why"]
    for number in ("XM-9001", "XM-9002"):
        stem = f"{number}\n①甲\n②乙\n③丙\n④丁\n哪两件？"
        wrong = [{"text": text, "why": why} for text in ("①③", "②④", "③④")]
        single |= {"id": number, "stem": stem, "correct": ["①②"], "wrong": wrong, "enemies": []}
        (tmp_path / f"{number}.yaml").write_text(
            yaml.safe_dump([single], allow_unicode=True), encoding="utf-8"
        )
    (tmp_path / "topics.yaml").write_bytes((DATA / "topics.yaml").read_bytes())
    active = load_bank([tmp_path]).active
    assert (len(active), list(find_leaks(active))) == (2, [])


def test_few_others_are_found_among_questions_that_do_not_leak() -> None:
    assert len(find_leaks(load_bank([DATA]).active)) <= len(SEEN) + 2


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    return shutil.copytree(DATA, tmp_path / "bank")


def test_a_list_changes_nothing(bank: Path) -> None:
    before = (bank / "questions.yaml").read_bytes()
    run = quizgen("bank", "enemies", bank)
    assert run.status == 0
    assert "WH-0030 → WH-0312：印着“疏堵结合、惩防并重”" in run.out
    assert "写进 enemies：quizgen bank enemies" in run.out
    assert (bank / "questions.yaml").read_bytes() == before


def test_writing_only_adds_enemies_and_a_second_time_nothing(bank: Path) -> None:
    file = bank / "questions.yaml"
    before = file.read_text(encoding="utf-8").splitlines()
    assert quizgen("bank", "enemies", bank, "--write").status == 0
    after = file.read_text(encoding="utf-8").splitlines()
    assert [line for line in after if not line.startswith("  enemies: [")] == before
    pairs = {
        frozenset((question.id, enemy)) for question in load_bank([bank]).active for enemy in question.enemies
    }
    assert {frozenset(pair.split()) for pair in SEEN} <= pairs
    assert "没有互相泄露" in quizgen("bank", "enemies", bank, "--write").out
    assert file.read_text(encoding="utf-8").splitlines() == after


def test_the_advice_is_satisfied_by_what_was_written(bank: Path) -> None:
    advice = [one["rule"] for one in json.loads(quizgen("bank", "check", bank, "--json").out)["advice"]]
    assert "B055" in advice
    quizgen("bank", "enemies", bank, "--write")
    advice = [one["rule"] for one in json.loads(quizgen("bank", "check", bank, "--json").out)["advice"]]
    assert "B055" not in advice


def test_advice_fails_no_check(bank: Path) -> None:
    text = PAIR.format(enemies="", extra="") + FILLER
    (bank / "questions.yaml").write_text(text, encoding="utf-8")
    run = quizgen("bank", "check", bank, "--advice")
    assert run.status == 0, run.out
    assert "建议：" in run.out


PAIR = """\
- id: TS-0001   # 先问原则
  kind: single
  stem: 甲市强化问题整改，坚持的原则是什么？
  correct: [疏堵结合、惩防并重]
  wrong:
    - {{text: 严管与厚爱相结合, why: 别处的做法}}
    - {{text: 自查与他查同步走, why: 别处的做法}}
    - {{text: 日常与年终相结合, why: 别处的做法}}
  topic: 明责
  difficulty: 易
  cites: [xiamen-025]
  explain: 对事用这两句，别同别处混了。
{enemies}
# 后面一题
- {{id: TS-0002, kind: fill, stem: "甲市强化问题整改，坚持____结合、____并重。",
   answers: [["疏堵"], ["惩防"]], topic: 明责, difficulty: 易,
   cites: [xiamen-025], explain: 疏与堵、惩与防两手并用。{extra}}}
"""

LAYOUTS = {
    "none yet": ("", ""),
    "a flow list": ("  enemies: [TS-0003, TS-0004]\n", ""),
    "an empty list": ("  enemies: []\n", ""),
    "a flow list over lines": ("  enemies: [TS-0003,\n    TS-0004]\n", ""),
    "a block list": ("  enemies:\n    - TS-0003  \n    - TS-0004\n", ""),
    "a block list without indent": ("  enemies:\n  - TS-0003\n  - TS-0004\n", ""),
}
FILLER = "".join(
    f"- {{id: TS-000{number}, kind: true_false, stem: 第{number}件事由丁办。, answer: true, topic: 明责,\n"
    f"   difficulty: 易, cites: [xiamen-019], explain: 记住第{number}件由谁来办，别同别处混了。}}\n"
    for number in (3, 4)
)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_any_layout_keeps_every_other_character(bank: Path, layout: str, newline: str) -> None:
    enemies, extra = LAYOUTS[layout]
    text = (PAIR.format(enemies=enemies, extra=extra) + FILLER).replace("\n", newline)
    file = bank / "questions.yaml"
    file.write_bytes("\ufeff".encode() + text.encode())
    run = quizgen("bank", "enemies", bank, "--write")
    assert run.status == 0, run.out + run.err
    written = file.read_bytes().decode("utf-8-sig")
    before, after = plain_yaml(text), plain_yaml(written)
    old = before[0].pop("enemies", [])
    assert after[0].pop("enemies") == [*old, "TS-0002"]
    assert after == before
    assert "# 先问原则" in written
    assert written.replace("TS-0002", "").count("\n") - text.count("\n") in {0, 1}
    assert ("\r\n" in written) == (newline == "\r\n")


def test_where_a_question_cannot_be_read_nothing_is_written(bank: Path) -> None:
    file = bank / "questions.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "- id: XX-1\n", encoding="utf-8")
    before = file.read_bytes()
    run = quizgen("bank", "enemies", bank, "--write")
    assert run.status == 1
    assert "没有写" in run.out
    assert file.read_bytes() == before
