"""What other files call difficulty, level and topic, in the words of the bank."""

from __future__ import annotations

import re

from quizgen.interchange.tidy import tidy
from quizgen.markup.words import plain
from quizgen.model.bookkeeping import Difficulty, Level

_DIFFICULTIES = {
    Difficulty.EASY: "易 容易 简单 较易 较容易 很容易 偏易 低 初级 基础 一级 easy 1 2 ★ ★★",
    Difficulty.MEDIUM: "中 中等 一般 适中 普通 中级 较难适中 二级 medium normal 3 ★★★",
    Difficulty.HARD: "难 困难 较难 偏难 很难 高 高级 三级 hard difficult 4 5 ★★★★ ★★★★★",
}
_LEVELS = {
    Level.RECALL: "记忆 识记 了解 识别 知道 知识",
    Level.UNDERSTANDING: "理解 掌握 领会 熟悉",
    Level.APPLICATION: "应用 运用 分析 综合 评价 创新 综合应用",
}
_BETWEEN = re.compile(r"[/／\\＞>→|｜]+")
_CHAPTER = re.compile(
    r"^第[一二三四五六七八九十百零\d]{1,4}(?:章|节|编|篇|部分|讲|单元|课)\s*[、：:.]?\s*(?=\S{2})"
)
_NOT_IN_NAMES = re.compile(r"[，、；：]+")
_MOST_LEVELS = 2


def difficulty_of(said: str) -> Difficulty | None:
    """易, 中 or 难; None where nothing is said, or something else."""
    word = plain(said).casefold().removesuffix("题").removesuffix("度")
    return next((one for one, words in _DIFFICULTIES.items() if word in words.split()), None)


def level_of(said: str) -> Level | None:
    """记忆, 理解 or 应用; None where nothing is said, or something else."""
    return next((one for one, words in _LEVELS.items() if plain(said) in words.split()), None)


def topic_of(said: str) -> str:
    """A topic of two levels at most, the last ones of a longer way; empty where nothing is said."""
    names = [
        _NOT_IN_NAMES.sub(" ", tidy(_CHAPTER.sub("", name.strip()))).strip() for name in _BETWEEN.split(said)
    ]
    return "/".join([name for name in names if name][-_MOST_LEVELS:])
