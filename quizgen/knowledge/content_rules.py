"""The permanent numbers of the rules for what a page says, with the fault each one finds."""

from __future__ import annotations

from quizgen.model.rule import Rule

FRONT_MATTER = Rule("S006", "页首缺少应写的一项，或写法不对")
OTHER_SOURCES = Rule("S007", "页首的 sources 与正文引用的来源不一致")
UNCITED = Rule("S008", "说了一件事，却没有出处")
HALF_WIDTH = Rule("S009", "汉字旁用了半角标点")
UNPAIRED = Rule("S010", "引号、书名号或括号不成对")
ODD_CHARACTER = Rule("S011", "夹有异样字符")
SPELLING = Rule("S012", "提法的写法不对")
BOLD = Rule("S013", "加粗没有写对：两个星号不成对，或把标点包了进去")
COPIED = Rule("S014", "照抄原文超过 20 个字")

RULES = (
    FRONT_MATTER,
    OTHER_SOURCES,
    UNCITED,
    HALF_WIDTH,
    UNPAIRED,
    ODD_CHARACTER,
    SPELLING,
    BOLD,
    COPIED,
)
"""All of them; S001 to S005 as well as S015 and S016 are those of ``page_checks``.

S014 needs the source texts, the others the page and the register only.
"""


def _bare(expression: str) -> str:
    """The expression outside quotation marks (it may be part of a longer quotation)."""
    return f"{expression}(?![^“”]*”)"


SPELLINGS: tuple[tuple[str, str], ...] = (
    (_bare("一岗双责"), "“一岗双责”"),
    (r"一岗双则|一岗两责|一岗双职", "“一岗双责”"),
    (_bare("四种形态"), "“四种形态”"),
    (r"[一二三四]种(?:型态|形式|状态)(?=”)|第一种(?:型态|形势)", "形态"),
    (_bare("五责同步"), "“五责同步”"),
    (r"廉证|廉正", "廉政"),
    (r"一案双察|一案两查|一案双责", "“一案双查”"),
    (r"回头望", "“回头看”"),
    (r"政治巡查|市委巡查|巡查(?=组|办|干部|机构|整改)", "巡察"),
    (r"述值|述责述职", "述职或述责述廉"),
    (r"纪检监查|纪检检察", "纪检监察"),
    (r"从严制党|从严治档", "从严治党"),
    (r"反腐倡联|反腐昌廉", "反腐倡廉"),
    (r"(?<=[四建立交转查销])帐", "账"),
    (r"追纠|追就", "追究"),
    (r"签定", "签订"),
    (r"部暑|布署", "部署"),
    (r"任勉", "任免"),
    (r"誡勉|戒勉", "诫勉"),
)
"""Wrong spellings (regular expressions) with the right one.

A fixed expression stands in quotation marks of its own or inside a longer one, never bare.
"""
