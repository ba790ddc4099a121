"""The permanent numbers of the rules for what a page says, with the fault each one finds."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

FRONT_MATTER = "S006"
OTHER_SOURCES = "S007"
UNCITED = "S008"
HALF_WIDTH = "S009"
UNPAIRED = "S010"
ODD_CHARACTER = "S011"
SPELLING = "S012"
BOLD = "S013"
COPIED = "S014"

RULES: Mapping[str, str] = MappingProxyType(
    {
        FRONT_MATTER: "页首缺少应写的一项，或写法不对",
        OTHER_SOURCES: "页首的 sources 与正文引用的来源不一致",
        UNCITED: "说了一件事，却没有出处",
        HALF_WIDTH: "汉字旁用了半角标点",
        UNPAIRED: "引号、书名号或括号不成对",
        ODD_CHARACTER: "夹有异样字符",
        SPELLING: "提法的写法不对",
        BOLD: "加粗没有写对：两个星号不成对，或把标点包了进去",
        COPIED: "照抄原文超过 20 个字",
    }
)
"""Rule number -> the fault, in Chinese; S001 to S005 as well as S015 and S016 are those of ``page_checks``.

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
