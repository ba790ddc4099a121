"""The proof that only study passes: sets that tell nothing, answers counted, levels compared."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from quizgen.bank.load import load_bank
from quizgen.files.yaml_write import dump_yaml
from tests.small_bank import write_bank
from tools.blind_apart import kept_apart
from tools.blind_figures import asked_by_name
from tools.blind_review import key_of
from tools.blind_sets import main

LEVELS = ("记忆", "理解", "应用")


def write(folder: Path, questions: list[dict[str, Any]]) -> Path:
    """A bank of these questions."""
    bank = write_bank(folder)
    (bank / "questions.yaml").write_text(dump_yaml(questions), encoding="utf-8")
    return bank


def question(number: int, kind: str, **more: Any) -> dict[str, Any]:
    """A made-up question on a fact of its own."""
    common = {
        "id": f"TS-{number:04d}",
        "kind": kind,
        "stem": f"第{number}件事由谁来办？" if kind != "true_false" else f"第{number}件事由甲办。",
        "topic": "明责",
        "difficulty": "易",
        "level": LEVELS[number % 3],
        "cites": [f"xiamen-{number:03d}"],
        "explain": "记住由谁来办。",
    }
    wrong = [{"text": text, "why": "别处的做法"} for text in ("乙", "丙", "丁")]
    answers: dict[str, dict[str, Any]] = {
        "single": {"correct": ["甲"], "wrong": wrong},
        "multiple": {"correct": ["甲", "戊"], "wrong": wrong},
        "true_false": {"answer": number % 2 == 0},
        "matching": {"pairs": [{"left": "甲事", "right": "给甲"}, {"left": "乙事", "right": "给乙"}]},
        "ordering": {"items": ["一步", "二步", "三步"]},
    }
    return {**common, **answers[kind], **more}


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """24 questions of three kinds, of which some cite a fact in common or are enemies."""
    kinds = ("single", "multiple", "true_false")
    questions = [question(number, kinds[number % 3]) for number in range(1, 25)]
    for one in questions[:5]:
        one["cites"] = [*one["cites"], "xiamen-099"]
    questions[6]["enemies"] = ["TS-0009"]
    return write(tmp_path / "bank", questions)


def right_answers(bank: Path) -> dict[str, str]:
    asked = asked_by_name(load_bank([bank]).active)
    return {name: key_of(name, one.body) for name, one in asked.items()}


def save(path: Path, value: object) -> str:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return str(path)


def test_no_set_holds_two_questions_that_tell_about_each_other(bank: Path, tmp_path: Path) -> None:
    assert main(["sets", str(tmp_path / "out"), "--bank", str(bank), "--most", "12"]) == 0
    sets = json.loads((tmp_path / "out" / "sets.json").read_text(encoding="utf-8"))["sets"]
    assert sorted(name for names in sets.values() for name in names) == sorted(right_answers(bank))
    apart = kept_apart(load_bank([bank]).active)
    assert sum(map(len, apart.values())) == 2 * (10 + 1)
    met = [
        pair
        for names in sets.values()
        for pair in combinations(names, 2)
        if pair[1] in apart.get(pair[0], ())
    ]
    assert met == []


def test_the_same_seed_gives_the_same_sets_another_seed_others(bank: Path, tmp_path: Path) -> None:
    texts = []
    for number, seed in enumerate("112"):
        out = tmp_path / f"out{number}"
        assert main(["sets", str(out), "--bank", str(bank), "--most", "12", "--seed", seed]) == 0
        texts.append((out / "set-01.md").read_text(encoding="utf-8"))
    assert texts[0] == texts[1] != texts[2]


def test_a_set_shows_neither_key_nor_reasons(bank: Path, tmp_path: Path) -> None:
    main(["sets", str(tmp_path / "out"), "--bank", str(bank), "--kinds", "single", "--pick", "TS-0003"])
    shown = (tmp_path / "out" / "set-01.md").read_text(encoding="utf-8")
    assert "[TS-0003] (single)" in shown
    assert "别处的做法" not in shown
    assert "xiamen" not in shown


def test_answers_are_counted_by_kind_and_level(
    bank: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    right = right_answers(bank)
    wrong = {**right, "TS-0003": "Z", "TS-0001": "×" if right["TS-0001"] == "√" else ""}
    out = tmp_path / "facility.json"
    files = [save(tmp_path / "one.json", right), save(tmp_path / "two.json", wrong)]
    assert main(["compare", *files, "--bank", str(bank), "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "single                    15 / 16" in said
    assert "全体读者（至少 2 位）都答对的 22 个" in said
    kept = json.loads(out.read_text(encoding="utf-8"))["answers"]
    assert (kept["TS-0003"]["right"], kept["TS-0003"]["readers"]) == (1, 2)


def test_an_answer_to_no_question_is_named(
    bank: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = save(tmp_path / "one.json", {"TS-0001": "A", "TS-9999": "A"})
    assert main(["compare", file, "--bank", str(bank)]) == 1
    assert "题库里没有 TS-9999" in capsys.readouterr().out


def test_expected_points_follow_the_rule_of_the_preset(
    bank: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Single all right, statements half right, one of two right options ticked everywhere: 6 + 1 + 1."""
    answers = right_answers(bank)
    statements = [one.id for one in load_bank([bank]).active if one.kind == "true_false"]
    for one in load_bank([bank]).active:
        if one.kind == "multiple":
            answers[one.id] = answers[one.id][:1]
    for id_ in statements[: len(statements) // 2]:
        answers[id_] = "×" if answers[id_] == "√" else "√"
    file = save(tmp_path / "one.json", answers)
    assert main(["expect", file, "--bank", str(bank), "--preset", "small"]) == 0
    assert "预计 8.0 分" in capsys.readouterr().out


def test_kappa_is_that_of_the_textbook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], bank: Path
) -> None:
    """20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: agreement 0.70, kappa 0.40 (a usual worked example)."""
    cells = [("记忆", "记忆", 20), ("记忆", "应用", 5), ("应用", "记忆", 10), ("应用", "应用", 15)]
    pairs = [(one, other) for one, other, times in cells for _ in range(times)]
    files = [
        save(tmp_path / f"{judge}.json", {f"Q{place}": pair[judge] for place, pair in enumerate(pairs)})
        for judge in (0, 1)
    ]
    assert main(["kappa", *files, "--bank", str(bank)]) == 0
    said = capsys.readouterr().out
    assert "一致 35 题（70.0 %）" in said
    assert "Cohen kappa = 0.400" in said


def test_what_is_matched_or_put_in_order_is_asked_lettered_and_compared_in_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bank = write(tmp_path / "bank", [question(3, "matching"), question(6, "ordering")])
    right = right_answers(bank)
    assert {name: len(key) for name, key in right.items()} == {"TS-0003": 5, "TS-0006": 3}
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({**right, "TS-0006": right["TS-0006"][::-1]}), encoding="utf-8")
    assert main(["compare", str(answers), "--bank", str(bank)]) == 0
    counted = capsys.readouterr().out
    assert "matching                   1 / 1" in counted
    assert "ordering                   0 / 1" in counted
