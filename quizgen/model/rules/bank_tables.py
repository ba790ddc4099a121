"""Rules about question banks kept as tables: what a spreadsheet did to cells, what was not read."""

from __future__ import annotations

from quizgen.model.rule import Rule

D050 = Rule(
    "D050",
    "格子存成了日期",
    "表格软件会把 1-3、1/2 改成日期，原来写的是什么已经不知道；按显示的读。",
    "把这一格改成文本格式，重新写",
)
D051 = Rule(
    "D051",
    "格子是数，显示的和存着的不同",
    "显示成科学计数、四舍五入、百分比，或者看不出显示成什么；按显示的读。",
    "核对；把这一格改成文本格式，重新写",
)
D052 = Rule(
    "D052", "格子是公式", "读的是上次算出的结果；以 = 开头的字也会被当成公式。", "核对；改成文本格式，重新写"
)
D053 = Rule(
    "D053",
    "格子是错误值",
    "以 =、-、+ 开头的字会变成 #NAME?，原来写的是什么已经不知道。",
    "改成文本格式，重新写",
)
D054 = Rule(
    "D054", "选项挤在一格里，分不开", "没有 A、B、C 字母，也没有每行一个。", "每个选项一格，或写上 A. B. C."
)
D055 = Rule("D055", "选项数与选项不符", "表里写的选项数和有字的选项格不一样多。", "核对有没有漏的选项")
D056 = Rule("D056", "答案的数字有两种意思", "可能是第几个选项，也可能是选项的文字。", "把答案写成选项字母")
D057 = Rule(
    "D057",
    "选项格写得不齐",
    "中间的选项格是空的、后面的还有字，或者只有几个选项的文字前面写了字母。",
    "核对；答案的字母按列读",
)
D058 = Rule(
    "D058",
    "不知道是不是同一个案例的小题",
    "材料只写在第一行，后面的行没有写。",
    "每一小题都写上材料，或者合并格子",
)

D331 = Rule("D331", "没有读的列", advice=True)
D332 = Rule("D332", "没有读的工作表", advice=True)
D333 = Rule("D333", "隐藏的行、列、工作表也读了", advice=True)
D334 = Rule("D334", "题型写的是数字，按题目和答案看出来的", advice=True)
D335 = Rule("D335", "判断题的答案写的是 A、B 或 1、0，没有写哪个是对", advice=True)
D336 = Rule("D336", "合并的格子，其中每行都照填", advice=True)
D337 = Rule("D337", "认出的列", advice=True)
D338 = Rule("D338", "表头、小标题、重复的表头，不是题", advice=True)
D339 = Rule(
    "D339", "没有认出表头", mend="在题目上面一行写上：题型、题干、选项A、选项B、答案，或用 --map 写明各列"
)
D340 = Rule("D340", "列的对照表写得不对")
D341 = Rule("D341", "照见过的样例认出的列", advice=True)
D342 = Rule("D342", "表格里没有收的图片", mend="把图片移到那道题的行上", advice=True)

# fmt: off
RULES = (
    D050, D051, D052, D053, D054, D055, D056, D057, D058,
    D331, D332, D333, D334, D335, D336, D337, D338, D339, D340, D341, D342,
)
# fmt: on
"""All of them, in the order of their numbers: doubts about questions, then what is said of a table."""
