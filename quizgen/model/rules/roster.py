"""Rules about the roster of candidates."""

from __future__ import annotations

from quizgen.model.rule import Rule

R001 = Rule("R001", "文件是空的，或第一行没有表头")
R002 = Rule("R002", "没有考生")
R003 = Rule("R003", "缺少列")
R004 = Rule("R004", "列重复")
R006 = Rule("R006", "编号重复")
R007 = Rule("R007", "一行的格数与表头不同")
R008 = Rule("R008", "编号、姓名、单位是空的")
R009 = Rule("R009", "像是身份证号、手机号、邮箱（不复述）")
R010 = Rule("R010", "编号的写法不对，或被表格软件改成了科学计数、日期")
R011 = Rule("R011", "文字太长")
R012 = Rule("R012", "有换行、制表符，或看不见的字符")
R013 = Rule("R013", "引号没有配对")
R014 = Rule("R014", "有丢失的字，或是公式、错误值")
R015 = Rule("R015", "免试名单里的姓名与名册不同")
R017 = Rule("R017", "分组的文件（`exam new --groups`）写得不对")
R018 = Rule("R018", "名册里没有分组的那一列，或有人不属于任何一组")

R101 = Rule("R101", "没有读的列", advice=True)
R102 = Rule("R102", "跳过的行：合计、落款、重复的表头", advice=True)
R103 = Rule("R103", "没有读的工作表", advice=True)
R104 = Rule("R104", "改写的姓名：去掉中间的空格，间隔号统一成“·”", advice=True)
R105 = Rule("R105", "编号存成了数", advice=True)
R106 = Rule("R106", "同单位同名的人", advice=True)
R107 = Rule("R107", "几列意思相同，或单位和职务在同一列", advice=True)
R108 = Rule("R108", "公式，读的是显示的结果", advice=True)
R109 = Rule("R109", "读了隐藏的行、列、工作表", advice=True)
R110 = Rule("R110", "代编的编号", advice=True)
R111 = Rule("R111", "没有职务这一列", advice=True)
R112 = Rule("R112", "合并的格子，其中每行都照填", advice=True)
R113 = Rule("R113", "文件带有宏，没有运行", advice=True)
R114 = Rule("R114", "像小标题的行，跳过了", advice=True)
R115 = Rule("R115", "姓名里有括号、数字或别的符号", advice=True)
R116 = Rule("R116", "免试的人，没有组卷", advice=True)

DOUBTFUL = frozenset(rule.id for rule in (R105, R106, R107, R108, R109, R114, R115))
"""What a person should look at before the roster is used; the other notes only say what was done."""

# fmt: off
RULES = (
    R001, R002, R003, R004, R006, R007, R008, R009, R010, R011, R012,
    R013, R014, R015, R017, R018, R101, R102, R103, R104, R105, R106, R107, R108, R109,
    R110, R111, R112, R113, R114, R115, R116,
)
# fmt: on
"""All of them, in the order of their numbers."""
