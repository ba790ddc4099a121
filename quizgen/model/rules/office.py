"""Rules about office files: which are not opened at all."""

from __future__ import annotations

from quizgen.model.rule import Rule

W001 = Rule("W001", "有打开密码")
W002 = Rule("W002", ".xls、.xlsb、.doc，或改名的网页")
W003 = Rule("W003", "带宏")
W004 = Rule("W004", "太大，或像压缩炸弹（本身 100 MB、解开 600 MB、20,000 个部件、400 倍）")
W005 = Rule("W005", "有指向别的文件的链接（超链接除外）、数据连接")
W006 = Rule("W006", "不完整或已损坏")
W007 = Rule("W007", "不是这种文件")
W008 = Rule("W008", "内部有 DOCTYPE 或实体声明")
W009 = Rule("W009", "有内容的行超过 20,000（评分表 200,000，CSV 等文本 1,000,000），或列超过 1,000")
W010 = Rule("W010", "没有要读的工作表")

# fmt: off
RULES = (
    W001, W002, W003, W004, W005, W006, W007, W008, W009, W010,
)
# fmt: on
"""All of them, in the order of their numbers."""
