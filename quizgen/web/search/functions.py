"""What the practice page can do, so that a search for the name of a function leads to it."""

from __future__ import annotations

from quizgen.web.search.entries import SearchEntry

_FUNCTIONS = (
    ("", "继续练习", "接着上次的练习；今天到期的复习；顺序练习、随机练习、按专题、按题型做题"),
    ("exam", "模拟考试", "照试卷的蓝图抽题，计时，交卷，看成绩和解析；模拟测试、自测、考前练"),
    ("book", "错题本", "做错的题、错题集，重做、打印错题"),
    ("favourites", "收藏", "收藏夹：收藏的题，再做一遍"),
    ("progress", "进度与设置", "练习进度、导出、导入、备份、合并另一台设备的记录，清除记录，设置"),
    ("builder", "自己选题", "自己组题：按专题、题型、难度、对错选几道题来练，打印成练习、印成卷子"),
    ("draw", "现场抽题", "现场知识问答，投影用：抽人、抽题、计时、记分"),
)


def function_entries(practice: str) -> tuple[SearchEntry, ...]:
    """The functions of the practice page, whose address is ``practice``; an anchor is a route inside it."""
    return tuple(
        SearchEntry(practice, f"/{route}" if route else "", "功能", title, text, "")
        for route, title, text in _FUNCTIONS
    )
