"""A question of a corrected file is recognised as the one that it was."""

from __future__ import annotations

from typing import Any

import pytest

from quizgen.interchange.again import Arrived, recognised
from quizgen.interchange.changes_said import changes_in_words
from quizgen.interchange.origin import digest_of, stem_of
from quizgen.model.origin import Origin


def question(stem: str, right: str = "甲") -> dict[str, Any]:
    return {"kind": "single", "stem": stem, "correct": [right], "wrong": [{"text": "乙"}, {"text": "丙"}]}


def origin(fields: dict[str, Any], number: str, source: str = "题.txt", source_id: str = "") -> Origin:
    return Origin(
        source=source, number=number, source_id=source_id, stem=stem_of(fields), digest=digest_of(fields)
    )


BEFORE = {
    "TK-0001": question("任何人发现火灾应当怎么办？"),
    "TK-0002": question("我国消防工作的方针是什么？"),
    "TK-0003": question("消防车通道可以临时停车吗？"),
}
KNOWN = {id_: origin(fields, id_[-1]) for id_, fields in BEFORE.items()}


def found(*arrived: Arrived) -> list[str | None]:
    ids = recognised(arrived, KNOWN, BEFORE)
    return [ids.get(place) for place in range(len(arrived))]


def came(fields: dict[str, Any], number: str = "", source: str = "题.txt") -> Arrived:
    return Arrived(source, number, "", fields)


def test_the_same_words_in_another_order_and_a_new_question_between() -> None:
    new = question("电器着火先做什么？")
    arrived = (came(BEFORE["TK-0003"], "1"), came(new, "2"), came(BEFORE["TK-0001"], "3"))
    assert found(*arrived) == ["TK-0003", None, "TK-0001"]


def test_another_key_is_the_same_question() -> None:
    assert found(came(question("我国消防工作的方针是什么？", "丁"), "9")) == ["TK-0002"]


def test_a_mended_stem_is_the_same_question() -> None:
    assert found(came(question("任何人发现火灾，都应当怎么做？"), "1")) == ["TK-0001"]


def test_another_question_under_the_same_number_is_a_new_one() -> None:
    assert found(came(question("灭火器多久检查一次？"), "1")) == [None]


def test_short_stems_that_are_nearly_the_same_are_two_questions() -> None:
    before = {"TK-0001": question("第一种情形用什么？")}
    known = {"TK-0001": origin(before["TK-0001"], "1")}
    assert recognised((came(question("第二种情形用什么？"), "2"),), known, before) == {}


def test_a_file_under_another_name_is_known_by_its_words() -> None:
    assert found(came(question("我国消防工作的方针是什么"), "2", "修订.txt")) == ["TK-0002"]


def test_an_id_that_the_file_carries_goes_before_everything() -> None:
    known = dict(KNOWN)
    known["TK-0001"] = origin(BEFORE["TK-0001"], "1", source_id="q7")
    arrived = (Arrived("题.txt", "5", "q7", question("整个改写过的一道题？")),)
    assert recognised(arrived, known, BEFORE) == {0: "TK-0001"}


def test_each_question_is_found_once() -> None:
    twin = question("我国消防工作的方针是什么？", "戊")
    assert found(came(BEFORE["TK-0002"], "2"), came(twin, "3")) == ["TK-0002", None]


@pytest.mark.parametrize("key", ["status", "reviewer", "enemies", "retired", "id", "pool"])
def test_what_the_bank_keeps_of_a_question_is_no_change_of_it(key: str) -> None:
    fields = BEFORE["TK-0001"]
    assert digest_of({**fields, key: "x"}) == digest_of(fields)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"stem": "怎么办？"}, "题干“任何人发现火灾应当怎么办？”→“怎么办？”"),
        ({"correct": ["丁"], "wrong": []}, "正确项“甲”→“丁”，错误项"),
        ({"explain": "因为", "basis": "《消防法》"}, "出处，解析"),
        ({"status": "审核"}, "疑点没有了"),
    ],
)
def test_a_change_is_said_in_words(changed: dict[str, Any], said: str) -> None:
    assert changes_in_words(BEFORE["TK-0001"], {**BEFORE["TK-0001"], **changed}) == said
