"""Rules about documents that question banks are read from: what in them is not plain text."""

from __future__ import annotations

from quizgen.model.rule import Rule

D201 = Rule("D201", "修订：照全部接受以后的读", advice=True)
D202 = Rule("D202", "脚注、尾注没有读进题目", advice=True)
D203 = Rule("D203", "批注没有读进题目", advice=True)
D204 = Rule("D204", "文本框里的字，接在旁边那一段后面读", advice=True)
D205 = Rule("D205", "页眉、页脚的字没有读", advice=True)
D206 = Rule("D206", "看不见的字（隐藏的、白色的）也读了", advice=True)
D207 = Rule("D207", "图片题库收不了：EMF、WMF 之类，或只有链接")
D208 = Rule("D208", "公式写不成题库的公式，照一行文字读", advice=True)
D209 = Rule("D209", "上标、下标题库写不了，照普通文字读", advice=True)
D210 = Rule("D210", "符号、编号的样式认不出", advice=True)
D211 = Rule("D211", "文件带有宏，没有运行", advice=True)
D212 = Rule("D212", "目录没有读", advice=True)
D213 = Rule("D213", "表格里的表格，照一段一段的文字读", advice=True)
D214 = Rule("D214", "域、公式对象、嵌入的内容读不出")
D215 = Rule("D215", "划掉的字也读了", advice=True)
D216 = Rule("D216", "由 LibreOffice 转换以后读的", advice=True)
D217 = Rule("D217", "图形（线条、流程图、图表）没有读")
D218 = Rule("D218", "图片在文档里裁剪过，读的是整张", advice=True)

# fmt: off
RULES = (
    D201, D202, D203, D204, D205, D206, D207, D208, D209, D210, D211, D212,
    D213, D214, D215, D216, D217, D218,
)
# fmt: on
"""All of them, in the order of their numbers."""
