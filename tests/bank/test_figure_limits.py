"""The rules about a whole bank at their edges: how many, which share, how similar."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quizgen.bank.checks import check_bank
from quizgen.bank.checks.figures import ABSOLUTES
from quizgen.bank.checks.near import shingles, similar_pairs
from quizgen.bank.entries import Entry
from quizgen.bank.load import load_bank
from quizgen.bank.texts import item_of
from tests.assemble import made
from tests.bank.rulebook import KNOWLEDGE
from tests.bank.written import faults, question, write

WHY = "这是另一项工作的主体"
HAN = [chr(0x4E00 + 7 * at) for at in range(2000)]
RETIRED = "2026-11-22 重复"


def said(folder: Path, rule: str, questions: list[dict[str, Any]]) -> list[str]:
    return [fault for fault in faults(folder, *questions) if fault.startswith(rule)]


def statements(
    answers: list[bool], *, first: int = 1, words: dict[int, str] | None = None
) -> list[dict[str, Any]]:
    """True-false questions with nothing in common, some with a word put in."""
    return [
        question(
            "true_false",
            first + at,
            stem="".join(HAN[9 * (first + at) : 9 * (first + at) + 9]) + (words or {}).get(at, "") + "。",
            answer=answer,
        )
        for at, answer in enumerate(answers)
    ]


def singles(longest: list[bool], *, alike: int = 0) -> list[dict[str, Any]]:
    """Single-choice questions whose key is, or is not, the one longest option; then some of equal ones."""
    questions = []
    for at, is_longest in enumerate([*longest, *[None] * alike], 1):
        four = ["".join(HAN[20 * at + 4 * option : 20 * at + 4 * option + 4]) for option in range(4)]
        if is_longest is not None:
            four[0 if is_longest else at % 3 + 1] += HAN[20 * at + 17]
        wrong = [{"text": text, "why": WHY} for text in four[1:]]
        stem = "".join(HAN[20 * at + 16 : 20 * at + 20]) + "？"
        questions.append(question("single", at, stem=stem, correct=four[:1], wrong=wrong))
    return questions


@pytest.mark.parametrize(
    ("true", "false", "shown"),
    [
        (24, 16, None),
        (61, 40, "60%"),
        (40, 61, "40%"),
        (25, 15, "62%"),
        (16, 24, None),
        (15, 25, "38%"),
        (39, 0, None),
        (40, 0, "100%"),
        (0, 40, "0%"),
    ],
)
def test_true_statements_are_forty_to_sixty_percent_of_forty_or_more(
    true: int, false: int, shown: str | None, tmp_path: Path
) -> None:
    found = said(tmp_path, "B050", statements([True] * true + [False] * false))
    assert found == ([] if shown is None else [f"B050 {true + false} 道判断题中，正确的占 {shown}"])


def test_retired_statements_and_those_of_another_bank_do_not_count(tmp_path: Path) -> None:
    mine = statements([True] * 40)
    mine[0]["retired"] = RETIRED
    assert said(tmp_path, "B050", mine) == []
    other = write(tmp_path / "other", statements([True] * 39, first=100))
    found = check_bank(load_bank([tmp_path / "bank", other]), KNOWLEDGE)
    assert [problem for problem in found if problem.rule == "B050"] == []


@pytest.mark.parametrize(
    ("longest", "others", "alike", "limit"),
    [
        (12, 18, 0, None),
        (13, 17, 0, "40%"),
        (29, 0, 0, None),
        (16, 4, 20, "28%"),
        (11, 9, 20, None),
        (12, 8, 20, "28%"),
    ],
)
def test_the_key_is_the_one_longest_by_chance_and_fifteen_percent_more(
    longest: int, others: int, alike: int, limit: str | None, tmp_path: Path
) -> None:
    found = said(tmp_path, "B049", singles([True] * longest + [False] * others, alike=alike))
    assert len(found) == (limit is not None)
    count = longest + others + alike
    share = f"{100 * longest / count:.0f}%"
    assert all(
        text == f"B049 {count} 道单选题中，正确项独自最长的占 {share}，超过 {limit}：{some} 等"
        for text in found
        for some in ["、".join(f"TT-{at:04}" for at in range(1, 6))]
    )


@pytest.mark.parametrize(
    ("right_hits", "wrong_hits", "named"),
    [(0, 9, False), (0, 10, True), (3, 11, False), (3, 12, True), (4, 14, False)],
)
def test_absolute_words_are_three_times_as_many_where_it_is_wrong(
    right_hits: int, wrong_hits: int, *, named: bool, tmp_path: Path
) -> None:
    words = {at: ABSOLUTES[at % len(ABSOLUTES)] for at in (*range(right_hits), *range(39, 39 + wrong_hits))}
    found = said(tmp_path, "B051", statements([True] * 39 + [False] * 40, words=words))
    whole = f"在错误的选项和判断中 40 条有 {wrong_hits} 条，在正确的中 39 条只有 {right_hits} 条"
    assert found == ([f"B051 “一律”“必须”等绝对词，{whole}"] if named else [])


def test_absolute_words_are_counted_in_options_too(tmp_path: Path) -> None:
    several = singles([False] * 10)
    for one in several:
        one["wrong"][0]["text"] = "一律" + one["wrong"][0]["text"]
    (found,) = said(tmp_path, "B051", several)
    assert "错误的选项和判断中 30 条有 10 条，在正确的中 10 条只有 0 条" in found


@pytest.mark.parametrize("size", [4, 5, 9, 10, 25, 39])
def test_sets_are_near_from_exactly_eighty_percent_on(size: int) -> None:
    """``size`` pieces shared, and as many not shared as make 80 %, then one more."""
    shared = frozenset(f"共{at}" for at in range(size))
    most = size // 4
    near = shared | {f"独{at}" for at in range(most)}
    far = near | {"又一"}
    noise = [frozenset({f"独{at}", f"杂{at}"}) for at in range(most + 3)]
    assert (len(noise) + 1, len(noise)) in set(similar_pairs([*noise, shared, near]))
    assert list(similar_pairs([*noise, shared, far])) == []


def test_a_bank_that_is_too_small_does_not_hide_the_next(tmp_path: Path) -> None:
    small = write(tmp_path / "small", statements([True], first=200))
    many = statements([True] * 10 + [False] * 40, words=dict.fromkeys(range(10, 50), "一律"))
    large = write(tmp_path / "large", many + singles([True] * 30)[::-1])
    found = check_bank(load_bank([small, large]), KNOWLEDGE)
    said_of = {problem.rule: problem.file for problem in found if problem.rule in {"B049", "B050", "B051"}}
    assert said_of == dict.fromkeys(("B049", "B050", "B051"), str(large))


def alike(number: int, **changes: Any) -> dict[str, Any]:
    return question("single", number, **changes)


@pytest.mark.parametrize(
    ("first", "second", "named"),
    [
        ({}, {}, True),
        ({}, {"stem": "责任清单，由谁 审核？"}, True),
        ({}, {"explain": "说明不算，答题的人看不到。"}, True),
        ({"enemies": ["TT-0002"]}, {}, False),
        ({}, {"enemies": ["TT-0001"]}, False),
        ({"retired": RETIRED}, {}, False),
        ({}, {"retired": RETIRED}, False),
        ({}, {"stem": "年度考核材料最后交到什么地方存放？"}, False),
    ],
)
def test_two_questions_that_look_nearly_the_same(
    first: dict[str, Any], second: dict[str, Any], *, named: bool, tmp_path: Path
) -> None:
    found = said(tmp_path, "B023", [alike(1, **first), alike(2, **second)])
    assert [text.partition("（")[0] for text in found] == (["B023 与 TT-0001"] if named else [])


@pytest.mark.parametrize(
    ("stem", "pieces"),
    [("甲乙丙丁，戊", {"甲乙丙", "乙丙丁", "丙丁戊"}), ("甲 乙", {"甲乙"}), ("甲乙丙。", {"甲乙丙"})],
)
def test_questions_are_compared_by_pieces_of_three_characters(stem: str, pieces: set[str]) -> None:
    one = made.question(1, kind="true_false", stem=stem)
    assert shingles(item_of(Entry(one, "a.yaml", 1, {}))) == pieces


def test_the_same_number_twice_is_said_once_with_the_first_place(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, alike(1), alike(1))
    assert found.startswith("B014 这个编号已经用在 ")
    assert found.endswith("questions.yaml:1")


def test_without_a_list_of_topics_the_bank_is_named_not_every_question(tmp_path: Path) -> None:
    bank = write(tmp_path / "bank", [alike(1), question("true_false", 2)])
    (bank / "topics.yaml").unlink()
    found = [problem for problem in check_bank(load_bank([bank]), KNOWLEDGE) if problem.rule == "B016"]
    assert [(problem.line, problem.message) for problem in found] == [(None, "找不到专题表 topics.yaml")]


def test_characters_that_do_not_print_are_named_once_each_and_spaces_never(tmp_path: Path) -> None:
    stem = "厦门𰻝市：责任清单𰻝由𱁬谁 AB 审核？"
    found = faults(tmp_path, alike(1, stem=stem), printable=lambda character: character not in "𰻝𱁬 ")
    assert found == ["B043 字体里没有“𰻝”（U+30EDD）、“𱁬”（U+3106C）"]
