"""GIFT as Moodle and other programs take it: signs escaped, UTF-8, nothing that turns into another kind."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from quizgen.bank.load import load_bank
from quizgen.interchange.formats import BankToWrite
from quizgen.interchange.gift.write import write_gift
from quizgen.interchange.outgoing import outgoing
from quizgen.model.question import Question
from tests.interchange.exported import HOSTILE, all_kinds, bank_of, of_kind, question
from tests.programs import program
from tests.web.browsers import NPM

ROOT = Path(__file__).parents[2]
PARSE = """
const { parse } = require(process.argv[1] + "/node_modules/gift-pegjs");
const text = require("fs").readFileSync(0, "utf8");
console.log(JSON.stringify(parse(text)));
"""


def written(*questions: Question) -> str:
    return write_gift(bank_of(*questions)).content.decode()


def parsed(text: str) -> list[dict[str, Any]]:
    """What gift-pegjs, a parser of its own for GIFT, finds."""
    run = subprocess.run(
        [program("node"), "-e", PARSE, str(NPM)],
        input=text,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    found: list[dict[str, Any]] = json.loads(run.stdout)
    return [one for one in found if one["type"] != "Category"]


def test_gift_pegjs_finds_every_question_of_every_kind_with_its_id() -> None:
    found = parsed(written(*all_kinds()))
    assert [one["id"] for one in found] == [
        *(
            "CS-0001",
            "CS-0002",
            "CS-0003",
            "CS-0005",
            "CS-0007",
            "CS-0008",
            "CS-0010",
            "CS-0010#1",
            "CS-0010#2",
        )
    ]
    assert found[0]["tags"] == ["题型：单选", "难度：中", "层次：理解"]


def test_gift_pegjs_reads_hostile_texts_as_they_are() -> None:
    stem = f"题干 {HOSTILE}"
    body = {"kind": "single", "stem": stem, "correct": [HOSTILE], "wrong": [{"text": "乙", "why": HOSTILE}]}
    (one,) = parsed(written(question(body, explain=None, basis=None)))
    assert one["stem"]["text"] == stem
    assert {choice["text"]["text"]: choice["isCorrect"] for choice in one["choices"]} == {
        HOSTILE: True,
        "乙": False,
    }
    assert [choice["feedback"]["text"] for choice in one["choices"] if choice["feedback"]] == [HOSTILE]


def test_gift_pegjs_reads_the_whole_bank() -> None:
    bank = load_bank((ROOT / "question_bank",), cache_folder=None, default_topics=None)
    sent = [outgoing(one, bank.picture) for one in bank.active]
    made = write_gift(BankToWrite("题库", sent))
    found = parsed(made.content.decode())
    ids = {one["id"] for one in found if "#" not in one["id"]}
    assert len(ids) == made.written > 500


def test_a_text_that_looks_like_a_weight_or_a_format_is_neither() -> None:
    body = {"kind": "single", "stem": "甲？", "correct": ["%50%乙"], "wrong": [{"text": "[html]丙"}]}
    text = written(question(body, explain=None))
    assert "=[plain]%50%乙" in text
    assert "~[plain][html]丙" in text


def test_no_line_of_a_question_is_blank_or_a_comment() -> None:
    stem = "第一行\n\n// 不是注释\n最后"
    text = written(question({"kind": "true_false", "stem": stem, "answer": True}, explain=None))
    assert r"第一行\n\n// 不是注释\n最后{T" in text


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"kind": "fill", "stem": "甲____乙____。", "answers": [["一"], ["二"]]}, "几个空"),
        ({"kind": "fill", "stem": "甲____。", "answers": [["一->二"]]}, "->"),
        ({"kind": "ordering", "stem": "排。", "items": ["一", "二", "三"]}, "排序题"),
    ],
)
def test_what_gift_would_take_for_something_else_is_left_out(body: dict[str, Any], reason: str) -> None:
    made = write_gift(bank_of(question(body), of_kind("true_false", 2)))
    (remark,) = (one for one in made.remarks if one.rule.id == "D501")
    assert (made.written, reason in remark.message) == (1, True)


def test_the_file_is_utf_8_without_a_mark() -> None:
    assert write_gift(bank_of(*all_kinds())).content.startswith("// 测试题库".encode())
