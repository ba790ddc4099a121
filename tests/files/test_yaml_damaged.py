"""YAML damaged anywhere is read without stopping; where nothing could be read, a fault says so."""

from __future__ import annotations

import random

import pytest

from quizgen.files.yaml_lines import parse_yaml

TEXT = """\
- id: XM-0001
  kind: single
  stem: "厦门市把“主体责任”比作什么？"
  correct: [牛鼻子]
  wrong:
    # 三个都出自别处
    - {text: 指挥棒, why: 它出自另一篇材料}
    - text: 聚光灯
      why: |
        它出自另一篇材料
  answers: [["0012", 17], [2026-01-01]]
- id: XM-0002
  stem: 第二题。
"""
PIECES = (
    *(
        "#",
        " #",
        "：",
        "，",
        '"',
        "“",
        "'",
        "\t",
        "[",
        "]",
        "{",
        "}",
        "- ",
        "---\n",
        "...\n",
        "\n",
        " ",
        ": ",
    ),
    *(
        "&a ",
        "*b",
        "! ",
        "| ",
        "> ",
        "%",
        "@",
        "null",
        "~",
        "yes",
        "\u2028",
        "\x00",
        "? ",
        "\r",
        "<<: ",
        "\ufeff",
    ),
)


def damaged(seed: int) -> str:
    """The text with a few pieces put in, taken out, or moved to another column."""
    chance = random.Random(seed)  # noqa: S311 - the same damage every time
    text = TEXT
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text))
        rows = text.split("\n")
        row = chance.randrange(len(rows))
        match chance.randrange(4):
            case 0 | 1:
                text = text[:at] + chance.choice(PIECES) + text[at:]
            case 2:
                text = text[:at] + text[at + chance.randint(1, 6) :]
            case _:
                rows[row] = " " * chance.randint(0, 6) + rows[row].lstrip()
                text = "\n".join(rows)
    return text


@pytest.mark.parametrize("start", range(0, 1000, 100))
def test_no_damage_stops_the_reader(start: int) -> None:
    for seed in range(start, start + 100):
        found, problems = parse_yaml(damaged(seed), "a.yaml", "B002")
        assert found is not None or problems
        assert all(problem.line is None or problem.line >= 1 for problem in problems)


def test_a_key_with_nothing_but_a_comment_below_it_stops_nothing() -> None:
    found, problems = parse_yaml(
        "- id: 甲\n  wrong:\n    # 还没有写\n  stem: 提问: 什么？\n", "a.yaml", "B002"
    )
    assert found is not None
    assert [problem.line for problem in problems] == [4]


def test_what_was_broken_is_not_called_missing() -> None:
    found, _ = parse_yaml('- id: 甲\n  stem: "乙"丙\n  why: 丁\n', "a.yaml", "B002")
    assert found is not None
    assert found.data == [{"id": "甲", "why": "丁"}]
    assert found.broken_in((0,)) == {("stem",)}


def test_a_text_that_a_program_wrote_may_say_null() -> None:
    found, problems = parse_yaml("date: null\ntitle: 甲 # 乙\n", "exam.yaml", "", by_hand=False)
    assert (found.data if found else None, problems) == ({"date": None, "title": "甲"}, [])
