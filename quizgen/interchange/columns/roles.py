"""What the headings of a question bank mean: a column for the stem, one for every option, one for the key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from quizgen.interchange.plain_words import plain_word


class ColumnRole(StrEnum):
    """What a column holds; the value is what it is called in a map of columns."""

    STEM = "题干"
    KIND = "题型"
    OPTION = "选项"
    OPTIONS = "全部选项"
    ANSWER = "答案"
    EXPLAIN = "解析"
    DIFFICULTY = "难度"
    POINTS = "分值"
    TOPIC = "知识点"
    BASIS = "出处"
    TAGS = "标签"
    LEVEL = "层次"
    NUMBER = "序号"
    SOURCE_ID = "编号"
    COUNT = "选项数"
    CASE_TEXT = "材料"
    CASE_ID = "题组"
    PART_STEM = "小题题干"
    PART_KIND = "小题题型"
    REMARK = "备注"


class ColumnMeaning(NamedTuple):
    """What a heading means; ``place`` of an option counts from 0, ``counted``: its heading has a number."""

    role: ColumnRole
    place: int = 0
    counted: bool = False


_WORDS: Mapping[ColumnRole, str] = {
    ColumnRole.STEM: (
        "题干 题目 问题 试题 试题内容 题目内容 题干内容 试题题干 题目题干 题面 考题 题目描述 "
        "试题描述 试题正文 题目名称 试题名称 题目标题 标题 题目文本 题文 内容 问题内容 "
        "大题题干 question stem questiontext title"
    ),
    ColumnRole.KIND: (
        "题型 题目类型 试题类型 题目题型 试题题型 题型名称 类型 题类 题目种类 大题题型 type kind questiontype"
    ),
    ColumnRole.OPTIONS: (
        "选项 全部选项 所有选项 备选答案 候选答案 选项内容 备选项 可选项 试题选项 题目选项 "
        "选择项 答案选项 选项列表 答题选项 options choices"
    ),
    ColumnRole.ANSWER: (
        "答案 正确答案 参考答案 标准答案 正确选项 试题答案 题目答案 答案内容 正确项 标答 "
        "正解 本题答案 参考要点 答案要点 answer key correctanswer rightanswer"
    ),
    ColumnRole.EXPLAIN: (
        "解析 答案解析 试题解析 题目解析 解释 答案解释 答题解析 详解 分析 试题分析 解题思路 "
        "答案说明 答案详解 explanation analysis"
    ),
    ColumnRole.DIFFICULTY: (
        "难度 难易度 难易程度 难度等级 难度系数 难度级别 试题难度 题目难度 难易 difficulty"
    ),
    ColumnRole.POINTS: (
        "分值 分数 题目分值 试题分值 题目分数 试题分数 默认分值 每题分值 题分 单题分值 score points"
    ),
    ColumnRole.TOPIC: (
        "知识点 章节 目录 分类 题目分类 试题分类 所属章节 专题 模块 考点 类别 科目 "
        "所属知识点 知识点分类 题库 所属题库 所属分类 所属目录 知识分类 题库名称 一级章节 "
        "二级章节 三级章节 一级分类 二级分类 三级分类 一级目录 二级目录 一级知识点 "
        "二级知识点 章 节 单元 topic category chapter"
    ),
    ColumnRole.BASIS: (
        "出处 依据 来源 题目来源 试题来源 出题依据 命题依据 法律依据 政策依据 制度依据 "
        "参考依据 文件依据 材料依据 依据条款 条款 答案出处 答案依据 题目出处 source "
        "reference"
    ),
    ColumnRole.TAGS: "标签 关键词 关键字 题目标签 试题标签 tag tags",
    ColumnRole.LEVEL: "层次 认知层次 能力层次 认知水平 掌握程度 考核要求",
    ColumnRole.NUMBER: "序号 题号 no number 序 行号 顺序号",
    ColumnRole.SOURCE_ID: "编号 试题编号 题目编号 题目id 试题id id 试题编码 题目编码 questionid",
    ColumnRole.COUNT: "选项数 选项个数 选项数量 空数 填空数",
    ColumnRole.CASE_TEXT: (
        "材料 案例 案例材料 背景材料 材料题干 案例内容 材料内容 公共题干 共用题干 题干材料 "
        "案例题干 阅读材料 案例描述"
    ),
    ColumnRole.CASE_ID: "题组 组号 题组号 大题号 大题编号 案例编号 材料编号 案例号 父题号 所属大题 父题编号",
    ColumnRole.PART_STEM: "小题题干 小题 小题内容 小题题目 子题 子题题干 子题目 小题干",
    ColumnRole.PART_KIND: "小题题型 小题类型 子题题型 子题类型",
    ColumnRole.REMARK: (
        "备注 说明 注 命题人 出题人 审题人 出题单位 创建人 创建时间 更新时间 状态 是否启用 "
        "审核人 审核状态 remark"
    ),
}
_ROLES = {word: role for role, words in _WORDS.items() for word in words.split()}
_RANKS = {word: rank for words in _WORDS.values() for rank, word in enumerate(words.split())}
_LETTER = re.compile(
    r"(?:(?:备选|候选)?(?:选项|答案|选择|备选项?|option|choice)([a-z])|([a-z])(?:选项|项|\.)?)"
)
_COUNT = re.compile(r"(?:备选|候选)?(?:选项|备选项?|option|choice)(\d{1,2}|[一二三四五六七八九十])")
_NOTE = re.compile(r"[(\[【（].*?[)\]】）]|[*※★]")
_TEN = "一二三四五六七八九十"


def meaning_of(head: str) -> ColumnMeaning | None:
    """What a heading means; None for one that is not known.

    Notes beside it do not count: ``题干*``, ``答案（多选用逗号分隔）``, ``难度(1-5)``.
    """
    for text in (head, _NOTE.sub("", head)):
        word = plain_word(text)
        if (role := _ROLES.get(word)) is not None:
            return ColumnMeaning(role)
        if found := _LETTER.fullmatch(word):
            return ColumnMeaning(ColumnRole.OPTION, ord(found[1] or found[2]) - ord("a"))
        if found := _COUNT.fullmatch(word):
            count = _TEN.index(found[1]) + 1 if found[1] in _TEN else int(found[1])
            return ColumnMeaning(ColumnRole.OPTION, count - 1, counted=True) if count else None
    return None


def plainness(head: str) -> int:
    """How plainly a heading says what it means, 0 most plainly: 题干 before 标题, where a table has both."""
    return min(_RANKS.get(plain_word(text), len(_RANKS)) for text in (head, _NOTE.sub("", head)))
