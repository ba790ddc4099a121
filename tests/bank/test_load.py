"""Banks are read whole, every value knows its line, the topics are found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.synthetic import synthetic_questions, write_bank
from quizgen.bank.checks import check_bank
from quizgen.bank.load import load_bank
from quizgen.errors import CannotRead
from quizgen.model.kinds import Kind

STATEMENT = """\
- id: {id}
  kind: true_false
  stem: {stem}
  answer: true
  topic: {topic}
  difficulty: 易
  cites:
    - xiamen-039
    - xiamen-040
  explain: 两张清单同步建立，各管各的责任。
"""


def statement(path: Path, number: int, stem: str = "监督责任清单同步建立。", topic: str = "明责") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(STATEMENT.format(id=f"XM-{number:04d}", stem=stem, topic=topic), encoding="utf-8")
    return path


def topics(folder: Path, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "topics.yaml").write_text(text, encoding="utf-8")


def test_every_value_knows_its_line(tmp_path: Path) -> None:
    statement(tmp_path / "a.yaml", 1)
    (entry,) = load_bank([tmp_path]).entries
    assert entry.first_line == 1
    assert entry.line(("answer",)) == 4
    assert entry.line(("cites", 1)) == 9
    assert entry.line(("explain",)) == 10
    assert entry.line(("wrong", 3, "text")) == 1


def test_files_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    for number, name in enumerate(["b/z.yaml", "a.yaml", "b/c.yaml"]):
        statement(tmp_path / name, number)
    loaded = load_bank([tmp_path])
    assert [Path(file).relative_to(tmp_path).as_posix() for file in loaded.files] == [
        "a.yaml",
        "b/c.yaml",
        "b/z.yaml",
    ]


def test_files_are_shown_as_the_user_named_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    statement(tmp_path / "bank" / "a.yaml", 1)
    monkeypatch.chdir(tmp_path)
    assert load_bank([Path("bank")]).files == (str(Path("bank", "a.yaml")),)
    assert load_bank([Path("bank/../bank/a.yaml")]).files == (str(Path("bank/../bank/a.yaml")),)


def test_a_question_with_a_fault_does_not_hide_the_others(tmp_path: Path) -> None:
    file = statement(tmp_path / "a.yaml", 1)
    good = file.read_text(encoding="utf-8")
    file.write_text(good + "- id: XM-0002\n" + good.replace("0001", "0003"), encoding="utf-8")
    loaded = load_bank([tmp_path])
    assert [question.id for question in loaded.questions] == ["XM-0001", "XM-0003"]
    assert {problem.line for problem in loaded.problems} == {11}


def test_a_bank_that_is_not_there_is_an_error_in_chinese(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="没有这个题库"):
        load_bank([tmp_path / "nowhere"])


def test_a_bank_named_twice_is_read_once(tmp_path: Path) -> None:
    statement(tmp_path / "in" / "a.yaml", 1)
    loaded = load_bank([tmp_path, tmp_path / "in", tmp_path / "in" / "a.yaml"])
    assert len(loaded.entries) == 1
    assert not loaded.problems


def test_retired_questions_are_not_active(tmp_path: Path) -> None:
    file = statement(tmp_path / "a.yaml", 1)
    text = file.read_text(encoding="utf-8")
    file.write_text(text + "  retired: 2026-11-22 材料改版\n", encoding="utf-8")
    loaded = load_bank([tmp_path])
    assert len(loaded.questions) == 1
    assert loaded.active == ()


def test_a_sealed_bank_without_topics_uses_those_of_the_first_bank(tmp_path: Path) -> None:
    statement(tmp_path / "practice" / "a.yaml", 1)
    topics(tmp_path / "practice", "明责: [责任清单]\n")
    sealed = tmp_path / "far" / "away" / "sealed"
    statement(sealed / "b.yaml", 2, "点名通报要写明单位和问题。", "明责/责任清单")
    loaded = load_bank([tmp_path / "practice", sealed])
    assert [bank.topics is not None and bank.topics.names for bank in loaded.banks] == [
        ("明责", "明责/责任清单"),
        ("明责", "明责/责任清单"),
    ]
    assert not check_bank(loaded)


def test_a_bank_may_bring_its_own_topics(tmp_path: Path) -> None:
    for number, name in enumerate(["one", "two"], 1):
        statement(tmp_path / name / "a.yaml", number, f"第{name}项清单由市廉责办审核。", topic=name)
        topics(tmp_path / name, f"{name}: []\n")
    loaded = load_bank([tmp_path / "one", tmp_path / "two"])
    assert loaded.topics == ("one", "two")
    assert not check_bank(loaded)


def test_topics_are_found_above_a_part_of_a_bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    statement(tmp_path / "bank" / "mingze" / "a.yaml", 1)
    topics(tmp_path / "bank", "明责: []\n")
    monkeypatch.chdir(tmp_path / "bank" / "mingze")
    for named in (Path(), Path("a.yaml"), tmp_path / "bank" / "mingze"):
        assert load_bank([named]).topics == ("明责",)


def test_the_given_topics_are_used_when_no_bank_has_any(tmp_path: Path) -> None:
    statement(tmp_path / "a" / "b" / "c" / "bank" / "a.yaml", 1)
    topics(tmp_path / "else", "明责: []\n")
    bank = tmp_path / "a" / "b" / "c" / "bank"
    assert load_bank([bank]).topics == ()
    assert load_bank([bank], default_topics=tmp_path / "else" / "topics.yaml").topics == ("明责",)


def test_a_bank_without_any_topics_is_a_fault(tmp_path: Path) -> None:
    bank = tmp_path / "a" / "b" / "c" / "bank"
    statement(bank / "a.yaml", 1)
    (problem,) = check_bank(load_bank([bank]))
    assert (problem.rule, problem.file, problem.line) == ("B016", str(bank), None)


def test_an_enemy_may_live_in_another_bank(tmp_path: Path) -> None:
    topics(tmp_path, "明责: []\n")
    first = statement(tmp_path / "one" / "a.yaml", 1)
    first.write_text(first.read_text(encoding="utf-8") + "  enemies: [XM-0002]\n", encoding="utf-8")
    statement(tmp_path / "two" / "a.yaml", 2, "点名通报要写明单位和问题。")
    assert [problem.rule for problem in check_bank(load_bank([tmp_path / "one"]))] == ["B021"]
    assert not check_bank(load_bank([tmp_path / "one", tmp_path / "two"]))


def test_the_same_number_in_two_banks_is_a_fault(tmp_path: Path) -> None:
    topics(tmp_path, "明责: []\n")
    first = statement(tmp_path / "one" / "a.yaml", 1)
    second = statement(tmp_path / "two" / "a.yaml", 1, "点名通报要写明单位和问题。")
    (problem,) = check_bank(load_bank([tmp_path / "one", tmp_path / "two"]))
    assert (problem.rule, problem.file) == ("B014", str(second))
    assert str(first) in problem.message


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    file = statement(tmp_path / "a.yaml", 1)
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert len(load_bank([tmp_path]).entries) == 1


def test_markup_of_other_languages_is_plain_text(tmp_path: Path) -> None:
    stem = r"厦门市的 #panic() 与 $x$、<b>粗</b>、\textbf{粗} 都只是文字。"
    statement(tmp_path / "a.yaml", 1, json.dumps(stem))
    (question,) = load_bank([tmp_path]).questions
    assert question.kind == "true_false"
    assert question.stem == stem


def test_the_synthetic_bank_reads_back_as_it_was_made(tmp_path: Path) -> None:
    questions = synthetic_questions(60, seed=4, enemies=True)
    write_bank(tmp_path, questions, per_file=25)
    loaded = load_bank([tmp_path])
    assert loaded.questions == tuple(questions)
    assert not check_bank(loaded)
    assert {question.kind for question in questions} == set(Kind)
    assert any(question.enemies for question in questions)


def test_the_synthetic_bank_is_the_same_for_ever() -> None:
    first = synthetic_questions(3)
    assert first == synthetic_questions(200)[:3]
    assert first != synthetic_questions(3, seed=2)
    assert first[0].explain == "第1题的要点是约谈名单由校党总支负责，限期整改。"
