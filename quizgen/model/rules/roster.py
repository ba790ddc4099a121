"""Rules about the roster of candidates."""

from __future__ import annotations

from quizgen.model.rule import Rule

R001 = Rule("R001", "文件是空的，或第一行没有表头")
R002 = Rule("R002", "没有考生")
R003 = Rule("R003", "缺少列")
R004 = Rule("R004", "列重复")
R005 = Rule("R005", "不认识的列，或个人信息的列")
R006 = Rule("R006", "编号重复")
R007 = Rule("R007", "一行的格数与表头不同")
R008 = Rule("R008", "编号、姓名、单位是空的")
R009 = Rule("R009", "像是身份证号、手机号、邮箱（不复述）")
R010 = Rule("R010", "编号的写法不对，或被表格软件改成了科学计数")
R011 = Rule("R011", "文字太长")
R012 = Rule("R012", "有换行、制表符，或看不见的字符")
R013 = Rule("R013", "引号没有配对")
R014 = Rule("R014", "有丢失的字，或是公式、错误值")

# fmt: off
RULES = (
    R001, R002, R003, R004, R005, R006, R007, R008, R009, R010, R011, R012,
    R013, R014,
)
# fmt: on
"""All of them, in the order of their numbers."""
