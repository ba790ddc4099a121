"""Every limit of the rules at its edge: the last value that is good, the first that is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.bank.written import BODIES, faults, question

WHY = "这是另一项工作的主体"
SHORT = {"stem": "简述怎样审核清单。"}


def wrong(*texts: str) -> list[dict[str, str]]:
    return [{"text": text, "why": WHY} for text in texts]


def points(*shares: str | None) -> list[dict[str, str]]:
    """Scoring points with these shares."""
    names = "甲乙丙丁戊己庚辛"
    return [
        {"point": f"要点{names[at]}", **({"share": share} if share else {})}
        for at, share in enumerate(shares)
    ]


def bands(*shares: str | int) -> list[dict[str, Any]]:
    """Bands from these shares on."""
    return [{"at_least": share, "text": f"第{at}类答卷"} for at, share in enumerate(shares)]


@pytest.mark.parametrize("kind", BODIES)
def test_the_questions_that_are_changed_here_are_good_as_they_are(kind: str, tmp_path: Path) -> None:
    assert faults(tmp_path, question(kind)) == []


GOOD: list[tuple[str, dict[str, Any]]] = [
    ("short", {"points_for": [{"point": "①先自查"}, {"point": "②再会审"}]}),
    ("short", {"points_for": points(None, None)}),
    ("short", {"points_for": points(*[None] * 6)}),
    ("short", {"points_for": points("1/2", "1/2")}),
    ("short", {"points_for": points("1/3", "1/3", "1/3")}),
    ("short", {"points_for": points("0.25", "3/4")}),
    ("essay", {"points_for": points(None, None), "bands": []}),
    ("essay", {"points_for": points(*[None] * 8), "grid": "20×100", "words": {"min": 600, "max": 2000}}),
    ("essay", {"bands": bands("1/2", "0.25", 0), "grid": "20 x 5", "words": {"max": 100}}),
    ("essay", {"bands": bands("9/10", "8/10", "7/10", "6/10", "1/100", 0)}),
    ("multiple", {"correct": ["甲一", "乙二"], "wrong": wrong("丙三", "丁四")}),
    ("multiple", {"correct": ["甲一", "乙二", "丙三", "丁四", "戊五"], "wrong": wrong("己六")}),
    (
        "multiple",
        {"correct": ["甲一", "乙二", "丙三", "丁四", "戊五", "己六"], "wrong": wrong("庚七"), "show": 6},
    ),
    (
        "multiple",
        {"correct": ["甲一", "乙二"], "wrong": wrong("丙三", "丁四", "戊五", "己六", "庚七"), "show": 4},
    ),
    ("single", {"wrong": wrong("丙三", "丁四", "戊五", "己六"), "show": 4}),
    ("single", {"wrong": wrong("丙三", "丁四", "以上都不对"), "last": ["以上都不对"]}),
    ("multiple", {"show": 4, "last": ["是否公开", "是否具体"]}),
    ("fill", {"answers": [["具体"], ["可查"]], "any_order": True}),
    ("fill", {"answers": [["具体", "明确"], ["具体"]]}),
    ("fill", {"stem": "清单要____。", "answers": [["具体"]]}),
    ("single", {"explain": "上级党委审核"}),
    ("fill", {"stem": "可查可问四字都要写进____，也要____。", "answers": [["可查可"], ["具体"]]}),
    ("single", {"stem": "上一级党委和组织部门中由谁审核清单？"}),
    ("true_false", {"stem": "清单里写着“对不起”。"}),
    ("true_false", {"retired": "2026-11-22 重复", "stem": "清单要同步建立？"}),
    ("true_false", {"retired": "2024-02-29：重复"}),
    ("true_false", {"id": "XM-0001", "cites": ["gongan-060", "xiamen-018"]}),
    ("true_false", {"id": "CP-0001", "cites": ["gongan-060"]}),
    ("true_false", {"topic": "明责/清单"}),
    ("true_false", {"about": ["X01"], "cites": ["xiamen-018"]}),
    ("single", {"stem": "下列做法中，**不属于**审核内容的是？"}),
    ("single", {"stem": "审核清单的是"}),
    ("true_false", {"stem": "两张清单要同步建立（每年一次）。"}),
    ("single", {"correct": ["上一级 A 级党委"]}),
]


@pytest.mark.parametrize(("kind", "changes"), GOOD)
def test_the_last_value_within_a_limit_is_good(kind: str, changes: dict[str, Any], tmp_path: Path) -> None:
    assert faults(tmp_path, question(kind, **changes)) == []


OTHERS = ("同级纪委", "组织部门", "巡察机构")
LENGTHS: list[tuple[int, str, dict[str, Any]]] = [
    (160, "true_false", {"stem": "{}。"}),
    (50, "single", {"correct": ["{}清"]}),
    (80, "single", {"wrong": [{"text": text, "why": "{}因"} for text in OTHERS]}),
    (600, "case", {"text": "{}。"}),
    (100, "short", {"points_for": [{"point": "{}点"}, {"point": "再会审"}]}),
    (250, "single", {"explain": "{}。"}),
    (30, "fill", {"answers": [["{}答"], ["可查"]]}),
]


def filled(value: Any, size: int) -> Any:
    """The value with ``{}`` filled so that the text around it has that many characters."""
    if isinstance(value, dict):
        return {key: filled(one, size) for key, one in value.items()}
    if isinstance(value, list):
        return [filled(one, size) for one in value]
    return value.replace("{}", "清" * (size - 1))


@pytest.mark.parametrize(("most", "kind", "text"), LENGTHS)
def test_a_text_may_be_as_long_as_the_rule_says_and_no_longer(
    most: int, kind: str, text: dict[str, Any], tmp_path: Path
) -> None:
    for folder in ("good", "bad"):
        (tmp_path / folder).mkdir()
    assert faults(tmp_path / "good", question(kind, **filled(text, most))) == []
    found = faults(tmp_path / "bad", question(kind, **filled(text, most + 1)))
    assert {fault[:4] for fault in found} == {"B037"}
    assert f"有 {most + 1} 字，最多 {most} 字" in found[0]


BAD: list[tuple[str, dict[str, Any], list[str]]] = [
    ("short", {"points_for": points(None)}, ["B041 简答题有1个采分点，应当是 2 至 6 个"]),
    ("short", {"points_for": points(*[None] * 7)}, ["B041 简答题有7个采分点，应当是 2 至 6 个"]),
    (
        "short",
        {"points_for": [{"point": "先自查"}, {"point": "先 自查。"}]},
        ["B041 采分点“先 自查。”重复", "B046"],
    ),
    ("short", {"points_for": points("1/2", "1/3")}, ["B039 采分点的份额加起来是 5/6"]),
    ("short", {"points_for": points("1/2", "0.51")}, ["B039 采分点的份额加起来是 101/100"]),
    ("short", {"points_for": points("1", None)}, ["B039 采分点的份额有的写了、有的没写"]),
    ("short", {"points_for": points("1", "0")}, ["B039 采分点第2个的份额是 0，应当大于 0"]),
    ("essay", {"bands": bands(*(f"{at}/10" for at in (9, 8, 7, 6, 5, 4)), 0)}, ["B077 有7个档次"]),
    ("essay", {"bands": bands(1, 0)}, ["B077 第1档的下限 1 应当是 0 到 1 之间的份额"]),
    ("essay", {"points_for": points("1/2", "1/3")}, ["B039 采分点的份额加起来是 5/6"]),
    ("essay", {"grid": "20x101"}, ["B078 作文格有 101 行，应当是 5 至 100 行"]),
    ("essay", {"grid": "20x29"}, ["B078 作文格只有 580 格，装不下 600 字"]),
    ("fill", {"answers": [["具体"]]}, ["B034 题干有2个空，answers 有1组答案"]),
    ("fill", {"answers": [["具体"], ["可查"], ["公开"]]}, ["B034 题干有2个空，answers 有3组答案"]),
    ("fill", {"answers": [["具体", "具 体"], ["可查"]]}, ["B040 第1空的写法“具 体”重复", "B046"]),
    (
        "fill",
        {"answers": [["具体"], ["Ａ级", "甲级", "a级"]]},
        ["B047 有异样字符 Ａ（U+FF21）", "B040 第2空的写法“a级”重复"],
    ),
    (
        "fill",
        {"stem": "清单要____。", "answers": [["具体"]], "any_order": True},
        ["B040 只有一个空，any_order 没有意义"],
    ),
    (
        "fill",
        {"answers": [["具体", "明确"], ["明确", "可查"]], "any_order": True},
        ["B040 any_order 的几个空有相同的答案"],
    ),
    (
        "fill",
        {"stem": "清单要___，也要____。", "answers": [["具体"]]},
        ["B048 空不是四个下划线", "B034 题干有2个空，answers 有1组答案"],
    ),
    ("fill", {"stem": "清单要_____，也要____。"}, ["B048 空不是四个下划线"]),
    (
        "fill",
        {"stem": "可查可问要写进____，也要____。", "answers": [["可查可问"], ["具体"]]},
        ["B033 填空答案“可查可问”已经写在题干里"],
    ),
    ("single", {"explain": "由党委审核。"}, ["B038 解析只写了“由党委审核。”"]),
    (
        "fill",
        {
            "stem": "清单要____、____，也要____。",
            "answers": [["具体"], ["可查"], ["明确", "具体"]],
            "any_order": True,
        },
        ["B040 any_order 的几个空有相同的答案"],
    ),
    ("single", {"explain": "党委审核。"}, ["B038 解析只写了“党委审核。”"]),
    ("single", {"explain": "见教材第三章第一节。"}, ["B038 解析只写了“见教材第三章第一节。”"]),
    ("single", {"explain": "责任清单由谁审核。"}, ["B038 解析照抄了题干"]),
    ("single", {"explain": "由上级审核，故本题选党委。"}, ["B038 解析里有“故本题选”"]),
    ("single", {"wrong": wrong("同级纪委", "组织部门")}, ["B030 单选题有3个选项，应当是 4 个"]),
    ("single", {"wrong": wrong("丙三", "丁四", "戊五", "己六")}, ["B030 单选题有5个选项，应当是 4 个"]),
    (
        "single",
        {"wrong": wrong("丙三", "丁四", "戊五", "己六"), "show": 3},
        ["B030 单选题有3个选项，应当是 4 个"],
    ),
    ("single", {"show": 5}, ["B029 要抽5个选项，一共只有4个"]),
    ("multiple", {"wrong": wrong("丙三")}, ["B030 多选题有3个选项，应当是 4 至 6 个"]),
    (
        "multiple",
        {"correct": ["甲一", "乙二"], "wrong": wrong("丙三", "丁四", "戊五", "己六", "庚七")},
        ["B030 多选题有7个选项，应当是 4 至 6 个"],
    ),
    (
        "multiple",
        {"correct": ["甲一", "乙二", "丙三", "丁四", "戊五", "己六"], "wrong": wrong("庚七")},
        ["B030 多选题有6个正确项，应当是 2 至 5 个", "B030 多选题有7个选项，应当是 4 至 6 个"],
    ),
    (
        "multiple",
        {"wrong": wrong("丙三", "丁四", "戊五"), "show": 4, "last": ["丙三", "丁四", "戊五", "是否完整"]},
        [],
    ),
    (
        "multiple",
        {"wrong": wrong("丙三", "丁四", "戊五", "己六"), "show": 4, "last": ["丙三", "丁四", "戊五", "己六"]},
        ["B029 只抽4个选项，固定的已有4个，容不下正确项和错误项各一个"],
    ),
    (
        "single",
        {"wrong": wrong("同级纪委", "同级 纪委。", "巡察机构")},
        ["B024 选项“同级 纪委。”与“同级纪委”相同", "B046", "B052"],
    ),
    (
        "single",
        {"wrong": wrong("上一级党委", "组织部门", "巡察机构")},
        ["B025 错误项“上一级党委”同时也是正确项"],
    ),
    ("single", {"wrong": wrong("丙三", "丁四", "以上都不对")}, ["B027 选项“以上都不对”会被打乱到别的位置"]),
    ("single", {"last": ["组织部"]}, ["B028 last 里的“组织部”不是这一题的选项"]),
    ("single", {"last": ["组织部门", "组织部门"]}, ["B018 last 里“组织部门”写了2次"]),
    ("single", {"cites": ["xiamen-018", "xiamen-019", "xiamen-018"]}, ["B018 cites 里“xiamen-018”写了2次"]),
    (
        "single",
        {"stem": "由上一级党委审核的清单由谁来审核？"},
        ["B033 正确项“上一级党委”原样写在题干里，错误项都没有"],
    ),
    (
        "true_false",
        {"id": "XM-0001", "cites": ["gongan-060"]},
        ["B015 编号以 XM 开头，却没有一条依据出自 xiamen"],
    ),
    ("true_false", {"id": "WH-0001"}, ["B015 编号以 WH 开头，却没有一条依据出自 wuhou"]),
    ("true_false", {"topic": "清单"}, ["B016 专题表里没有“清单”"]),
    ("true_false", {"topic": "问责/清单"}, ["B016 专题表里没有“问责/清单”"]),
    ("true_false", {"cites": ["xiamen-018", "xiamen-999"]}, ["B017 没有编号为“xiamen-999”的事实"]),
    ("true_false", {"about": ["X09"]}, ["B019 没有编号为“X09”的条目"]),
    ("true_false", {"about": ["X01", "X02"]}, ["B020 X02 的事实 cites 里一条也没有"]),
    (
        "true_false",
        {"enemies": ["TT-0001", "TT-0002"]},
        ["B021 enemies 里写了这一题自己", "B021 enemies 里的 TT-0002 在题库里找不到"],
    ),
    ("true_false", {"retired": "2026-11-22"}, ["B022 停用说明“2026-11-22”里没有日期和原因"]),
    ("true_false", {"retired": "重复 2026-11-22"}, ["B022 停用说明“重复 2026-11-22”里没有日期和原因"]),
    ("true_false", {"retired": "2026-02-29 重复"}, ["B022 停用说明里没有 2026-02-29 这一天"]),
    ("true_false", {"stem": "两张清单要同步建立吗。"}, ["B036 判断题题干是问句"]),
    ("true_false", {"stem": "两张清单要同步建立，对不对。"}, ["B036 判断题题干里有“对不对”"]),
    ("true_false", {"stem": "两张清单要同步建立"}, ["B052 题干以“立”结尾，应当以句号结尾"]),
    ("single", {"stem": "责任清单由谁审核。"}, ["B052 题干以“。”结尾，应当以问号或“是”“为”“有”等结尾"]),
    ("fill", {"stem": "清单要____，也要____"}, ["B052 题干以“_”结尾，应当以句号结尾"]),
    ("single", {"correct": ["上一级党委；"]}, ["B052 选项“上一级党委；”末尾有标点"]),
    ("single", {"stem": "下列做法中，不属于审核内容的是？"}, ["B042 题干里的“不属于”没有加粗"]),
    ("single", {"stem": "责任清单（ ）由谁审核？"}, ["B035 题干里有答题括号“（ ）”"]),
    ("single", {"stem": "责任清单由**谁审核？"}, ["B048 “责任清单由**谁审核？”里的 ** 不成对"]),
    ("single", {"explain": "先看清____由谁审核，再看次序。"}, ["B048 这里不是填空题的题干，却有空（____）"]),
    ("single", {"stem": "责任清单 由谁审核？"}, ["B046 “责任清单 由谁审核”里有多余的空白"]),
    ("single", {"stem": "责任清单由 AB  CD 中谁审核？"}, ["B046"]),
    ("single", {"stem": "责任“清单由谁审核？"}, ["B045 “责任“清单由谁审核？”里的 “ 不成对"]),
    ("single", {"stem": "责任清单,由谁审核？"}, ["B044 “责任清单,由谁审核”里的 , 是半角"]),
    (
        "case",
        {
            "parts": [
                {**BODIES["true_false"], "kind": "true_false", "explain": "略"},
                {
                    **BODIES["short"],
                    "kind": "short",
                    "points_for": points(None),
                    "explain": "清单要每年修改一次。",
                },
            ]
        },
        ["B038 第1小题的解析只写了“略”", "B041 第2小题的简答题有1个采分点，应当是 2 至 6 个"],
    ),
    (
        "case",
        {
            "parts": [
                {**part, "share": share}
                for part, share in zip(BODIES["case"]["parts"], ("1/2", "2/3"), strict=True)
            ]
        },
        ["B039 小题的份额加起来是 7/6"],
    ),
]


@pytest.mark.parametrize(("kind", "changes", "said"), BAD)
def test_the_first_value_beyond_a_limit_is_named(
    kind: str, changes: dict[str, Any], said: list[str], tmp_path: Path
) -> None:
    found = faults(tmp_path, question(kind, **changes))
    assert len(found) == len(said), found
    assert all(fault.startswith(sentence) for fault, sentence in zip(found, said, strict=True)), found
