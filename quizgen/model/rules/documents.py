"""Rules about documents that question banks are read from: what in them is not plain text."""

from __future__ import annotations

from quizgen.model.rule import Rule

D301 = Rule("D301", "修订：照全部接受以后的读", advice=True)
D302 = Rule("D302", "脚注、尾注没有读进题目", advice=True)
D303 = Rule("D303", "批注没有读进题目", advice=True)
D304 = Rule("D304", "文本框里的字，接在旁边那一段后面读", advice=True)
D305 = Rule("D305", "页眉、页脚的字没有读", advice=True)
D306 = Rule("D306", "看不见的字（隐藏的、白色的）也读了", advice=True)
D307 = Rule("D307", "图片题库收不了：EMF、WMF 之类，或只有链接")
D308 = Rule("D308", "公式写不成题库的公式，照一行文字读", advice=True)
D309 = Rule("D309", "上标、下标题库写不了，照普通文字读", advice=True)
D310 = Rule("D310", "符号、编号的样式认不出", advice=True)
D311 = Rule("D311", "文件带有宏，没有运行", advice=True)
D312 = Rule("D312", "目录没有读", advice=True)
D313 = Rule("D313", "表格里的表格，照一段一段的文字读", advice=True)
D314 = Rule("D314", "域、公式对象、嵌入的内容读不出")
D315 = Rule("D315", "划掉的字也读了", advice=True)
D316 = Rule("D316", "由 LibreOffice 转换以后读的", advice=True)
D317 = Rule("D317", "图形（线条、流程图、图表）没有读")
D318 = Rule("D318", "图片在文档里裁剪过，读的是整张", advice=True)

# fmt: off
RULES = (
    D301, D302, D303, D304, D305, D306, D307, D308, D309, D310, D311, D312,
    D313, D314, D315, D316, D317, D318,
)
# fmt: on
"""All of them, in the order of their numbers."""
