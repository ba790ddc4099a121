"""Sections of several kinds, questions with points of their own: what a blueprint file may say of them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from quizgen.bank.blueprint_checks import CHECKS, BlueprintDraft
from quizgen.bank.blueprint_file import WrittenBlueprint, plain
from quizgen.bank.blueprints import load_blueprint
from quizgen.errors import Problem
from quizgen.files.yaml_lines import parse_yaml
from quizgen.model.blueprint import Blueprint
from quizgen.model.digest import record_json

ROOT = Path(__file__).resolve().parents[2]
TOPICS = ("明责", "明责/责任清单", "问责")
HEAD = """id: small
title: 小测试
minutes: 20
pass: 6
total: 16
sections:
  - {kind: single, count: 6, points: 1, part: 理论}
"""
MIXED = """  - title: 选择题
    part: 实务
    topics: [明责]
    of:
      - {kind: single, count: 2, points: 2, topics: [问责]}
      - {kind: multiple, count: 2, points: 3, rule: 漏选按项}
"""
SEVERAL = """  - kind: short
    count: 4
    points:
      - 2
      - 2
      - 2.5
      - 3.5
"""
SPACED = (
    "8: [P004] “sections”第2个的“points”不能写“5 8”（应当是数，例如 2、0.5 或 1/2；"
    "各题不同的写成列表，例如 [5, 5, 8]）"
)
TWO_RULES = (
    "14: [P014] 第2部分第3项（多项选择题）的计分规则是“全对得分”，"
    "与第2部分第2项的“漏选按项”不同（改成同一种规则，或分成两个大题）"
)
EMPTY = MIXED.partition("      -")[0].replace("of:", "of: []")
THIRD = "      - {kind: multiple, count: 1, points: 1}\n"


def read(folder: Path, text: str) -> tuple[Blueprint | None, tuple[Problem, ...]]:
    path = folder / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return load_blueprint(path, "small.yaml", TOPICS)


def test_several_kinds_become_sections_of_one_heading(tmp_path: Path) -> None:
    found, problems = read(tmp_path, HEAD + MIXED)
    assert problems == ()
    assert found is not None
    assert [
        (one.kind.value, one.count, str(one.points), one.topics, one.part) for one in found.sections[1:]
    ] == [
        ("single", 2, "2", ("问责",), "实务"),
        ("multiple", 2, "3", ("明责",), "实务"),
    ]
    assert [heading.indices for heading in found.headings] == [(0,), (1, 2)]
    second = found.headings[1]
    assert (second.title, second.count, second.points) == ("选择题", 4, Fraction(10))
    assert second.each is None


def test_points_of_their_own_keep_the_order_of_the_paper(tmp_path: Path) -> None:
    found, problems = read(tmp_path, HEAD + SEVERAL)
    assert problems == ()
    assert found is not None
    assert [(one.count, one.points) for one in found.sections[1:]] == [
        (2, 2),
        (1, Fraction(5, 2)),
        (1, Fraction(7, 2)),
    ]
    assert [heading.indices for heading in found.headings] == [(0,), (1, 2, 3)]
    assert found.headings[1].title == "简答题"


def test_one_number_for_all_is_what_it_always_was(tmp_path: Path) -> None:
    plain = HEAD + "  - {kind: short, count: 2, points: 5}\n"
    found, problems = read(tmp_path, plain)
    again, _ = read(tmp_path, plain.replace("points: 5", "points: [5, 5]"))
    assert problems == ()
    assert found is not None
    assert again == found
    assert "continues" not in record_json(found)
    assert "total" not in record_json(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            HEAD + SEVERAL.replace("      - 3.5\n", ""),
            "10: [P013] 第2部分写了 3 个分值，而 count 是 4 题（让 points 的个数等于",
        ),
        (HEAD + SEVERAL.replace("- 2.5", "- 0"), "13: [P004] 第3题的分值应当大于 0"),
        (HEAD + SEVERAL.replace("- 2.5", "- -1"), "13: [P004] 第3题的分值应当大于 0"),
        (HEAD + SEVERAL.replace("- 2.5", "- 5/3"), "13: [P004] 第3题的分值 5/3 印不成两位以内的小数"),
        (HEAD + SEVERAL.replace("- 2.5", "- 三"), "13: [P004] “sections”第2个的“points”第3个不能写“三”"),
        (HEAD + SEVERAL.replace("    count: 4\n", ""), "8: [P003] “sections”第2个缺少“count”"),
        (
            HEAD + "  - {kind: short, count: 2, points: 5 8}\n",
            SPACED,
        ),
        (
            HEAD + SEVERAL + "    quotas: {difficulty: {难: 1}}\n",
            "15: [P014] 第2部分的题分值不同，不能一起写配额（用 of 把分值相同的题写成一项",
        ),
        (
            HEAD + MIXED + "    quotas: {topic: {明责: 1}}\n",
            "14: [P014] 第2部分有几种题，不能一起写配额（把 quotas 写在 of 的每一项里，",
        ),
        (HEAD + MIXED + "    points: 3\n", "14: [P014] 第2部分写了 of，points 应当写在 of 的每一项里"),
        (
            HEAD.replace("16", "17") + MIXED + THIRD,
            TWO_RULES,
        ),
        (HEAD + MIXED + "    quota: 3\n", "14: [P002] 不认识的键“quota”（是不是“quotas”？）"),
        (
            HEAD + MIXED.replace("topics: [问责]}", "topics: [问责], title: 甲}"),
            "12: [P014] 第2部分的 of 第1项不能写 title（title 写在大题上，同 of 并列）",
        ),
        (
            HEAD + MIXED.replace("of:", "kinds:"),
            "11: [P002] 不认识的键“kinds”（几种题合成一个大题的，这个键是 of）",
        ),
        (HEAD + MIXED.replace("- title: 选择题\n   ", "-"), "8: [P003] “sections”第2个缺少“title”"),
        (
            HEAD + MIXED.replace("count: 2, points: 3", "points: 3"),
            "13: [P003] “sections”第2个的“of”第2个缺少“count”",
        ),
        (HEAD + MIXED.replace("[明责]", "[明则]"), "10: [P005] 不认识的专题“明则”（是不是“明责”？）"),
        (HEAD + MIXED.replace("[问责]", "[问则]"), "12: [P005] 不认识的专题“问则”（是不是“问责”？）"),
        (
            HEAD + MIXED.replace("rule: 漏选按项", "quotas: {difficulty: {难: 3}}"),
            "13: [P010] 第2部分第2项（多项选择题）“难”至少要 3 题",
        ),
        (
            HEAD + MIXED.replace("rule: 漏选按项", "quotas: {topic: {问责: 1}}"),
            "13: [P010] 第2部分第2项只从明责抽取，抽不到“问责”",
        ),
        (HEAD.replace("16", "100") + MIXED, "5: [P015] 满分写的是 100，各题分值之和是 16"),
        (HEAD + EMPTY, "11: [P004] “sections”第2个的“of”空着"),
        (
            HEAD + f"  - {{kind: fill, count: 98, points: [{', '.join('12' * 49)}]}}\n",
            "6: [P014] 题型、分值一共换了 99 次，最多 48 次（把分值相同的题放在一起）",
        ),
        (
            HEAD + MIXED + "minima: {part: {实务: 11}}\n",
            "14: [P011] “实务”的合格线 11 分高于它的满分 10 分",
        ),
        (
            HEAD + "  - {kind: fill, count: 1, points: 10, continues: true}\n",
            "8: [P002] 不认识的键“continues”",
        ),
    ],
)
def test_a_fault_is_named_with_its_place_and_what_to_do(tmp_path: Path, text: str, expected: str) -> None:
    _, problems = read(tmp_path, text)
    assert [problem for problem in map(str, problems) if problem.startswith(f"small.yaml:{expected}")], list(
        map(str, problems)
    )


def test_wrong_points_do_not_also_make_the_total_wrong(tmp_path: Path) -> None:
    for text in (SEVERAL.replace("      - 3.5\n", ""), SEVERAL.replace("- 2.5", "- 0")):
        _, problems = read(tmp_path, HEAD + text)
        assert len(problems) == 1


def test_the_example_of_the_manual_is_right() -> None:
    manual = (ROOT / "question_bank" / "README.md").read_text(encoding="utf-8")
    _, _, example = manual.partition("## 蓝图\n")[2].partition("```yaml\n")
    document, faults = parse_yaml(example.partition("```")[0], "README.md", "P001")
    assert faults == []
    assert document is not None
    written = TypeAdapter(WrittenBlueprint).validate_python(document.data)
    assert [one for check, _ in CHECKS for one in check(BlueprintDraft.of(written, ()))] == []
    assert len(plain(written).headings) == len(written.sections) == 5


def test_a_paper_has_twelve_headings_at_most_however_many_sections(tmp_path: Path) -> None:
    one = MIXED.replace("[明责]", "[问责]")
    found, problems = read(tmp_path, HEAD.replace("16", "116") + one * 11)
    assert problems == ()
    assert found is not None
    assert (len(found.headings), len(found.sections)) == (12, 23)
    _, problems = read(tmp_path, HEAD + one * 12)
    assert "“sections”至多12个，写了13个" in str(problems[0])


def one_section(rest: str, more: str = "") -> str:
    return f"id: small\ntitle: 小测试\nminutes: 20\npass: 1\nsections:\n  - {{{rest}}}\n{more}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            one_section("kind: multiple, count: 2, points: 2, rule: 少选每项"),
            "6: [P016] 第1部分（多项选择题）没有写每项几分",
        ),
        (
            one_section("kind: multiple, count: 2, points: 2, per_option: 0.5"),
            "6: [P016] 第1部分（多项选择题）的规则不是“少选每项”，不能写每项几分",
        ),
        (
            one_section("kind: multiple, count: 2, points: 2, rule: 少选每项2分"),
            "6: [P016] 第1部分（多项选择题）的每项得分 2 应当少于该题的 2 分",
        ),
        (
            one_section("kind: single, count: 2, points: 2, deduct: -1"),
            "6: [P016] 第1部分（单项选择题）的倒扣的分 -1 应当大于 0，最多两位小数",
        ),
        (
            one_section("kind: single, count: 2, points: 2, deduct: 3"),
            "6: [P016] 第1部分（单项选择题）的倒扣的分 3 不能多于该题的 2 分",
        ),
        (
            one_section("kind: fill, count: 2, points: 2, deduct: 1"),
            "6: [P016] 填空题不能倒扣分（只有单选、判断、多选能倒扣）",
        ),
        (
            one_section("kind: multiple, count: 2, points: 2, rule: 按项增减, deduct: 1"),
            "6: [P016] 第1部分（多项选择题）按项增减，选错的项已经扣了分，不能再倒扣",
        ),
        (
            one_section("kind: single, count: 2, points: 2", "floor: 全卷\n"),
            "7: [P016] 没有哪个大题写了 deduct（答错倒扣几分），floor 没有用处",
        ),
        (
            one_section("kind: single, count: 2, points: 2, deduct: 1", "floor: 每题\n"),
            "每题最低 0 分的，倒扣就没有意义：多选按项倒扣用 rule: 按项增减",
        ),
    ],
)
def test_points_an_option_and_points_lost_must_make_sense(tmp_path: Path, text: str, said: str) -> None:
    found, problems = read(tmp_path, text)
    assert len(problems) == 1
    assert said in str(problems[0])
    assert (found is None) == ("每题" in text)


def test_points_an_option_are_written_as_people_say_it(tmp_path: Path) -> None:
    spoken, _ = read(tmp_path, one_section("kind: multiple, count: 2, points: 2, rule: 少选每项 0.5 分"))
    plainly, _ = read(
        tmp_path, one_section("kind: multiple, count: 2, points: 2, rule: 少选每项, per_option: 1/2")
    )
    assert spoken is not None
    assert spoken == plainly


def test_one_heading_has_one_penalty_for_a_kind(tmp_path: Path) -> None:
    several = "of: [{kind: single, count: 1, points: 2, deduct: 1}, {kind: single, count: 1, points: 2}]"
    _, problems = read(tmp_path, one_section(f"title: 客观题, {several}"))
    assert [problem.rule for problem in problems] == ["P014"]
    assert "第1部分第2项（单项选择题）的每项得分、倒扣的分与第1部分第1项的不同" in str(problems[0])
