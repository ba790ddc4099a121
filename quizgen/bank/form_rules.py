"""The numbered rules about the form of a question, which ``faults`` reports."""

from __future__ import annotations

from quizgen.model.rule import Rule

B004 = Rule(
    "B004",
    "不认识的键",
    "键写错了，或者这种题型没有这个键。写错的键不会被悄悄忽略。",
    "改成提示的键，或删去",
)
B005 = Rule(
    "B005",
    "缺少字段",
    "每种题型都有必写的字段，缺一个就不能组卷。尺度是 strict 的题库，解析、每个错误项的错因也必写。",
    "补上这个字段",
)
B006 = Rule(
    "B006",
    "值的类型不对",
    "文字、列表、是非值写成了别的。YAML 会把 17、2015-01-01、yes 读成数、日期、是非值，作文字用须加引号。",
    "数字、日期作文字用时请加引号；列表写成 [甲, 乙]",
)
B007 = Rule(
    "B007",
    "不认识的题型",
    "kind 只有六种：single multiple true_false fill short case；案例里不能再套案例。",
    "改成六种题型之一",
)
B008 = Rule(
    "B008",
    "不认识的难度、层次、状态或用途",
    "difficulty 只有易、中、难；level 只有记忆、理解、应用；status 只有草稿、审核、可用、停用；"
    "pool 只有 practice、exam。",
    "改成规定的写法",
)
B009 = Rule(
    "B009",
    "编号格式不对",
    "编号是 2 至 6 个大写字母、短横、4 至 6 位数字，永久不变。",
    "写成 XM-0019 这样",
)
B010 = Rule(
    "B010",
    "个数或范围不对",
    "单选只有一个正确项，多选至少两个，至少一个错误项；案例 2 至 6 个小题；show 在 2 至 8 之间。",
    "按题型要求增减",
)
B011 = Rule(
    "B011",
    "没有依据",
    "尺度是 strict 的题库，每道题都要用 cites 写明依据的事实编号，否则无法核对，也印不出出处。",
    "写上 cites: [事实编号]",
)
B012 = Rule("B012", "内容空着", "写了键却没有写内容，或者只有空格。", "写上内容，或删去这一行")
B064 = Rule(
    "B064",
    "题库的说明不对",
    "bank.yaml 写题库的名称、科目、尺度（profile）、停用的规则、用语。写错的键不会被悄悄忽略。",
    "可以写 title（必写）、subject、publisher、profile、rules、terms",
)
B065 = Rule(
    "B065",
    "停用的规则写得不对",
    "bank.yaml 的 rules 停用编号规则，每条写明理由。关系到能不能读、能不能印、能不能阅卷的规则不能停用。",
    "写成 B038: 停用的理由；编号见 quizgen bank rules",
)

RULES = (B004, B005, B006, B007, B008, B009, B010, B011, B012, B064, B065)
