"""Rules about the rooms of an exam and what its people need."""

from __future__ import annotations

from quizgen.model.rule import Rule

Z001 = Rule("Z001", "考场表读不懂：不是一组考场，或没有“考场、排数、列数”的表头")
Z002 = Rule("Z002", "不认识的键、缺少键，或值不合规定的写法（排数、列数是 1 到 60）")
Z003 = Rule("Z003", "同一个考场写了两次")
Z004 = Rule("Z004", "考场名不能用作文件夹名")
Z005 = Rule("Z005", "坏的、留着的、指定的座位不存在，或写了两次")
Z006 = Rule("Z006", "考场没有能用的座位，或多于 600 个")
Z007 = Rule("Z007", "有特殊要求的人不在名单里、写了两次，或要的考场、座位没有")

Z101 = Rule("Z101", "增补的人没有座位：考场坐满了", advice=True)

# fmt: off
RULES = (
    Z001, Z002, Z003, Z004, Z005, Z006, Z007, Z101,
)
# fmt: on
"""All of them, in the order of their numbers."""
