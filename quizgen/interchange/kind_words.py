"""What question banks call the kinds of questions, in simplified and traditional characters."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quizgen.interchange.plain_words import plain_word
from quizgen.model.kinds import Kind


@dataclass(frozen=True, slots=True)
class SaidKind:
    """A kind as a file says it; ``kinds`` are those that it may be, the usual one first.

    选择题 and 不定项选择题 leave open whether one option is right or several: the key decides.
    """

    word: str
    kinds: tuple[Kind, ...]

    @property
    def only(self) -> Kind | None:
        """The kind, where the word leaves nothing open."""
        return self.kinds[0] if len(self.kinds) == 1 else None


_CASES = (
    "案例 案例分析 材料 材料分析 材料阅读 阅读材料 阅读理解 综合 综合分析 情景 情景分析 情境 "
    "情境分析 场景 场景分析 资料分析 分析 实例分析 案例选择 综合案例 案例阅读 cloze"
)
_TRUTHS = (
    "判断 是非 是非判断 对错 判断正误 正误判断 判断对错 判断是非 对错判断 判断改错 判断并改错 "
    "判断说明 判断并说明理由 truefalse"
)
_WORDS: dict[tuple[Kind, ...], str] = {
    (Kind.SINGLE,): "单选 单项选择 单选选择 最佳选择 单选择 single singlechoice",
    (Kind.MULTIPLE,): "多选 多项选择 多选选择 多项 多选择 multiple multiplechoice",
    (Kind.SINGLE, Kind.MULTIPLE): "选择 不定项 不定项选择 不定选择 单多选 单选多选",
    (Kind.TRUE_FALSE,): _TRUTHS,
    (Kind.FILL,): "填空 填充 完成句子 fill fillblank",
    (Kind.SHORT,): "简答 问答 简述 名词解释 名词 主观 解答 回答 简要回答 计算 short shortanswer",
    (Kind.ESSAY,): "论述 作文 写作 申论 论文 大作文 小作文 essay",
    (Kind.CASE,): _CASES,
    (Kind.MATCHING,): "配对 连线 匹配 搭配 配伍 matching",
    (Kind.ORDERING,): "排序 排列 顺序 排次序 ordering",
}
_KINDS = {word: kinds for kinds, words in _WORDS.items() for word in words.split()}
_LONGEST_FIRST = "|".join(sorted(_KINDS, key=len, reverse=True))
_WHOLE = re.compile(rf"({_LONGEST_FIRST})(?:试?题(?:型|目|库|部分)?|类|部分|question)?")
_WITHIN = re.compile(
    rf"({'|'.join(sorted((one for one in _KINDS if one > 'z'), key=len, reverse=True))})试?题"
)


def kind_word(text: str) -> SaidKind | None:
    """The kind that a whole text names: 单选, 单项选择题, 【判断】; None where it is anything else."""
    found = _WHOLE.fullmatch(plain_word(text))
    return SaidKind(found[1], _KINDS[found[1]]) if found else None


def kind_within(text: str) -> SaidKind | None:
    """The one kind that is named with 题 in a text (法规部分单项选择题); None for none or several."""
    found = {word[1]: SaidKind(word[1], _KINDS[word[1]]) for word in _WITHIN.finditer(plain_word(text))}
    return next(iter(found.values())) if len(found) == 1 else None
