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
"""All of them; S001 to S005 as well as S015 to S017 are those of ``page_checks``.

S014 needs the source texts, the others the page and the register only.
"""
