"""Fields of a question by their labels: 答案：B, 【解析】…, 难度：易, several on a line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum, auto

from quizgen.interchange.key_words import letters_of, truth_of
from quizgen.interchange.plain_words import plain_word
from quizgen.interchange.understand.lines import TextLine


class FieldName(StrEnum):
    """What a label says."""

    ANSWER = auto()
    EXPLAIN = auto()
    DIFFICULTY = auto()
    TOPIC = auto()
    TAGS = auto()
    POINTS = auto()
    BASIS = auto()
    LEVEL = auto()
    KIND = auto()
    SOURCE_ID = auto()
    NUMBER = auto()
    STEM = auto()
    OTHER = auto()


_LABELS: dict[FieldName, str] = {
    FieldName.ANSWER: "答案 参考答案 正确答案 标准答案 试题答案 本题答案 答 答题要点 参考要点 要点 采分点 "
    "得分点 评分标准 评分要点 答案要点 参考答案要点 答题参考 正解 答案选项 正确选项 参考答案与评分标准 "
    "参考答案及评分标准 answer key",
    FieldName.EXPLAIN: "解析 答案解析 试题解析 题目解析 详解 分析 解释 说明 解答 "
    "点评 参考解析 解题思路 答案说明 explanation",
    FieldName.DIFFICULTY: "难度 难易度 难易程度 难度系数 难度等级 难度级别 试题难度 difficulty",
    FieldName.TOPIC: "知识点 考点 专题 章节 所属章节 目录 知识目录 分类 类别 考查点 所属知识点",
    FieldName.TAGS: "标签 关键词 关键字 标记",
    FieldName.POINTS: "分值 分数 题分 本题分值",
    FieldName.BASIS: "依据 出处 来源 法律依据 政策依据 参考依据 出题依据 试题来源 命题依据 条款 答案出处",
    FieldName.LEVEL: "层次 认知层次 能力层次 认知水平",
    FieldName.KIND: "题型 题目类型 试题类型 类型 题目题型",
    FieldName.SOURCE_ID: "编号 试题编号 题目编号 题目id id 试题id",
    FieldName.NUMBER: "题号 序号",
    FieldName.STEM: "题干 题目 试题 题目内容 试题内容 question",
    FieldName.OTHER: "命题人 出题人 审题人 备注 出题单位 更新时间 创建人 我的答案 学生答案 你的答案 考生答案 "
    "作答 得分 本题得分 答对率 正确率 乱序匹配 全对得分 答题时间",
}
FIELD_NAMES = {word: name for name, words in _LABELS.items() for word in words.split()}
_WORDS = "|".join(sorted(FIELD_NAMES, key=len, reverse=True))
_BRACKET = re.compile(rf"[【\[]\s*({_WORDS})\s*(?:[:：])?\s*[】\]]\s*[:：]?\s*", re.IGNORECASE)
_COLON = re.compile(rf"[(]?\s*({_WORDS})\s*(?:[(](?:[^()]{{1,12}})[)])?\s*[:：]\s*", re.IGNORECASE)
_BARE = re.compile(r"((?:参考|正确|标准)?答案)\s*(?:[是为])?\s*(?=\S)")
_IN_LINE = re.compile(
    rf"[【\[]\s*({_WORDS})\s*[】\]]\s*[:：]?\s*"
    rf"|(?:(?<=[\s;；。，,)])|(?<=[.]))[(]?((?!答\s*[:：])(?:{_WORDS}))\s*[:：]\s*"
    r"|((?:参考|正确|标准)答案)\s*[:：]\s*",
    re.IGNORECASE,
)
_KEY_AT_END = re.compile(r"[【\[]\s*([A-Z]{1,8}|√|×|正确|错误|对|错)\s*[】\]]\s*$")
_WORD_FIELDS = frozenset({FieldName.STEM, FieldName.KIND, FieldName.SOURCE_ID, FieldName.OTHER})
_NOT_IN_LINE = frozenset(
    {"答", "说明", "分析", "要点", "题目", "问题", "类型", "分类", "来源", "条款", "编号", "解答"}
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label with what stands behind it; ``word`` as it is written, in simplified characters."""

    name: FieldName
    word: str
    value: TextLine
    bracketed: bool = False


def fields_in(line: TextLine) -> tuple[Labelled, ...]:
    """The fields of a line that begins with a label; empty where it begins with none."""
    first = _first(line)
    if first is None:
        return ()
    name, word, start, bracketed = first
    marks = [(start, start, name, word, bracketed)]
    marks += [one for one in _later(line, start) if one[0] >= start]
    out = []
    for place, (_, begin, found, said, framed) in enumerate(marks):
        end = marks[place + 1][0] if place + 1 < len(marks) else None
        out.append(Labelled(found, said, line.cut(begin, end), framed))
    return tuple(out)


def fields_behind(line: TextLine) -> tuple[TextLine, tuple[Labelled, ...]]:
    """A line of a stem or an option without the fields at its end, with those fields.

    Only where the first of them is an answer that can be one (letters, right or wrong) or stands in 【】,
    so that the words 答案 and 解析 in a text stay text.
    """
    marks = _later(line, 0)
    for place, (start, begin, name, _, framed) in enumerate(marks):
        if not start:
            continue
        end = marks[place + 1][0] if place + 1 < len(marks) else None
        value = line.cut(begin, end)
        sure = framed and name not in _WORD_FIELDS
        if sure or (name is FieldName.ANSWER and is_key(value.text)):
            rest = marks[place:]
            fields = (
                Labelled(
                    one[2], one[3], line.cut(one[1], rest[at + 1][0] if at + 1 < len(rest) else None), one[4]
                )
                for at, one in enumerate(rest)
            )
            return line.cut(0, start), tuple(fields)
    if (found := _KEY_AT_END.search(line.plain)) and found.start():
        value = line.cut(found.start(1), found.end(1))
        return line.cut(0, found.start()), (Labelled(FieldName.ANSWER, "", value, bracketed=True),)
    return line, ()


def is_key(text: str) -> bool:
    """Whether a text can be nothing but a key: letters of options, right or wrong."""
    return letters_of(text) is not None or truth_of(text) is not None


def _first(line: TextLine) -> tuple[FieldName, str, int, bool] | None:
    plain = line.plain
    if found := _BRACKET.match(plain):
        return FIELD_NAMES[plain_word(found[1])], found[1], found.end(), True
    if found := _COLON.match(plain):
        name = FIELD_NAMES[plain_word(found[1])]
        end = found.end()
        return name, found[1], end, False
    if (found := _BARE.match(plain)) and is_key(plain[found.end() :].split()[0]):
        return FieldName.ANSWER, found[1], found.end(), False
    return None


def _later(line: TextLine, start: int) -> list[tuple[int, int, FieldName, str, bool]]:
    """Labels inside a line: where each begins, where its value does."""
    out = []
    for found in _IN_LINE.finditer(line.plain, start):
        word = found[1] or found[2] or found[3]
        name = FIELD_NAMES[plain_word(word)]
        bracketed = found[1] is not None
        if not bracketed and word in _NOT_IN_LINE:
            continue
        out.append((found.start(), found.end(), name, word, bracketed))
    return out
