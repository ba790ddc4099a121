"""Rules about the options of choice questions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.bank.checks.base import Check, Fault, QuestionCheck, Surroundings, nth
from quizgen.bank.positions import SEE_OTHER, is_about_options
from quizgen.bank.texts import Item, squeeze
from quizgen.files.yaml_nodes import Key
from quizgen.model.bank import Profile
from quizgen.model.nearest import nearest
from quizgen.model.options import (
    Option,
    PicturedOption,
    WrongOption,
    name_of_option,
    option_in_words,
    words_of,
)
from quizgen.model.question import (
    MOST_LETTERED,
    ChoiceBody,
    MatchingBody,
    MultipleBody,
    option_texts,
    right_option_texts,
)
from quizgen.model.rule import Rule

B024 = Rule(
    "B024",
    "选项相同",
    "两个选项去掉空格、标点、全半角差别后一样，等于少了一个选项。",
    "改掉或删去一个",
)
B025 = Rule(
    "B025",
    "正确项又写成错误项",
    "同一句话既在 correct 又在 wrong，判分必然出错。",
    "只留一处",
)
B027 = Rule(
    "B027",
    "“以上都对”没有放在最后",
    "“以上都对”“其他三项都对”“前三者都是”“两项都不对”一打乱就没有意义。"
    "本题库不提倡这种选项；非用不可时要写进 last。",
    "换成真正的选项；确要保留，写进 last",
)
B028 = Rule(
    "B028",
    "last 里写的不是选项",
    "last 写要固定放在最后的选项，要与选项原文一字不差。",
    "照选项原文抄写",
)
B029 = Rule(
    "B029",
    "show 抽不出来",
    "show 是每份试卷抽取的选项数：不能多于选项总数；除去 last 固定的，还要容得下至少一个正确项和一个错误项。",
    "减小 show，或增加选项",
)
B030 = Rule(
    "B030",
    "选项个数不合要求",
    "试卷上单选 4 个选项，多选 4 至 6 个；多选正确项 2 至 5 个；不写 show 时全部选项都上试卷。"
    "尺度是 plain 的题库，试卷上 2 至 8 个选项都行（字母只到 H），多选也可以全对。",
    "增减选项，或用 show 规定抽取的个数",
)
B031 = Rule(
    "B031",
    "没有说清错在哪里",
    "每个错误项的 why 要说明它原本属于谁、为何不对，不能只写“错误”、照抄选项；"
    "选项次序会打乱，所以“同上”没有意义。",
    "写一个短句：它出自哪里、为何不对",
    craft=True,
)

SINGLE_SHOWN = 4
MULTIPLE_SHOWN = range(4, 7)
MULTIPLE_RIGHT = range(2, 6)
"""Counts of question_bank/README.md, rule 12."""

_EMPTY_REASONS = frozenset({
    "错", "错误", "不对", "不正确", "有误", "干扰项", "错误选项", "错误项", "不符合题意", "不符",
    "与材料不符", "不属于", "无", "没有", "见解析", "见原文",
})  # fmt: skip


def equal_options(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B024; when one is right, the other wrong, B025 says it."""
    for key, body in item.choices:
        for side, options in (("correct", body.correct), ("wrong", body.wrong)):
            seen: dict[tuple[str, str], str] = {}
            for number, option in enumerate(options):
                text = option_in_words(option)
                same = next((seen[way] for way in _taken(option) if way in seen), None)
                if same is not None:
                    yield Fault((*key, side, number), f"{nth(key)}选项“{text}”与“{same}”相同")
                for way in _taken(option):
                    seen.setdefault(way, text)


def _taken(option: Option) -> tuple[tuple[str, str], ...]:
    """What is seen of an option, what is heard of it: two that agree in either are the same."""
    words, name = squeeze(words_of(option)), squeeze(name_of_option(option))
    seen = (words, option.image if isinstance(option, PicturedOption) else "")
    return tuple(dict.fromkeys((seen, (name, "")) if name else (seen,)))


def correct_among_wrong(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B025."""
    for key, body in item.choices:
        right = {way for option in body.correct for way in _taken(option)}
        for number, option in enumerate(body.wrong):
            if right.intersection(_taken(option)):
                message = f"{nth(key)}错误项“{option_in_words(option)}”同时也是正确项"
                yield Fault((*key, "wrong", number, "text"), message)


_LETTERS_ONLY = re.compile(r"[A-Ha-hＡ-Ｈａ-ｈ、,，\s]+")


def all_of_the_above(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B027."""
    for key, body in item.choices:
        for index, text in enumerate(option_texts(body)):
            if is_about_options(text) and text not in body.last:
                message = f"{nth(key)}选项“{text}”会被打乱到别的位置"
                hint = "写出选项的文字，不写字母" if _LETTERS_ONLY.fullmatch(text) else ""
                yield Fault(_option_key(key, body, index), message, hint)


def _option_key(key: tuple[str | int, ...], body: ChoiceBody, index: int) -> tuple[str | int, ...]:
    right = len(body.correct)
    return (*key, "correct", index) if index < right else (*key, "wrong", index - right, "text")


def last_is_no_option(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B028."""
    for key, body in item.choices:
        texts = option_texts(body)
        for number, text in enumerate(body.last):
            if text not in texts:
                near = nearest(text, texts)
                hint = f"是不是“{near}”？要一字不差" if near else ""
                yield Fault((*key, "last", number), f"{nth(key)}last 里的“{text}”不是这一题的选项", hint)


def impossible_show(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B029."""
    for key, body in item.choices:
        if body.show is None:
            continue
        fixed = [text for text in option_texts(body) if text in body.last]
        right = right_option_texts(body)
        needs_right = not any(text in right for text in fixed)
        needs_wrong = not any(text not in right for text in fixed)
        total = len(option_texts(body))
        if not body.wrong:
            yield Fault((*key, "show"), f"{nth(key)}没有错误项，抽几个选项也都对")
        elif body.show > total:
            yield Fault((*key, "show"), f"{nth(key)}要抽{body.show}个选项，一共只有{total}个")
        elif body.show < len(fixed) + needs_right + needs_wrong:
            message = f"{nth(key)}只抽{body.show}个选项，固定的已有{len(fixed)}个，容不下正确项和错误项各一个"
            yield Fault((*key, "show"), message)


def option_counts(item: Item, around: Surroundings) -> Iterator[Fault]:
    """B030."""
    if around.banks[item.entry.bank].profile is Profile.PLAIN:
        yield from _more_than_letters(item)
        return
    for key, body in item.choices:
        total = len(option_texts(body))
        shown = min(body.show or total, total)
        place = (*key, "show" if body.show else "wrong")
        if isinstance(body, MultipleBody):
            if not body.wrong:
                yield Fault((*key, "correct"), f"{nth(key)}多选题没有错误项，全选就对")
            if shown not in MULTIPLE_SHOWN:
                yield Fault(place, f"{nth(key)}多选题有{shown}个选项，应当是 4 至 6 个")
            if len(body.correct) not in MULTIPLE_RIGHT and body.show is None:
                yield Fault(
                    (*key, "correct"), f"{nth(key)}多选题有{len(body.correct)}个正确项，应当是 2 至 5 个"
                )
        elif shown != SINGLE_SHOWN:
            yield Fault(place, f"{nth(key)}单选题有{shown}个选项，应当是 4 个")


def _more_than_letters(item: Item) -> Iterator[Fault]:
    for key, body in item.choices:
        total = len(option_texts(body))
        if body.show is None and total > MOST_LETTERED:
            yield Fault((*key, "wrong"), f"{nth(key)}有{total}个选项，最多 {MOST_LETTERED} 个")


def empty_reasons(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B031."""
    for key, wrong in _with_distractors(item):
        for number, option in enumerate(wrong):
            place = (*key, "wrong", number, "why")
            if option.why is None:
                continue
            reason, text = squeeze(option.why), option_in_words(option)
            if reason == squeeze(name_of_option(option)):
                yield Fault(place, f"{nth(key)}错误项“{text}”的 why 照抄了选项")
            elif SEE_OTHER.match(reason):
                message = f"{nth(key)}错误项“{text}”的 why 写的是“{option.why}”，选项打乱后找不到"
                yield Fault(place, message)
            elif not reason or reason in _EMPTY_REASONS:
                yield Fault(place, f"{nth(key)}错误项“{text}”的 why 没有说明理由")


def _with_distractors(item: Item) -> Iterator[tuple[Key, Sequence[WrongOption]]]:
    for at in item.bodies:
        if isinstance(at.body, ChoiceBody | MatchingBody):
            yield at.key, at.body.wrong


_ALL_OPTIONS = ("kind", "correct", "wrong", "show", "last")

CHECKS: tuple[Check, ...] = (
    QuestionCheck(B024, equal_options),
    QuestionCheck(B025, correct_among_wrong),
    QuestionCheck(B027, all_of_the_above, needs=("last",)),
    QuestionCheck(B028, last_is_no_option, needs=("correct", "wrong")),
    QuestionCheck(B029, impossible_show, needs=_ALL_OPTIONS),
    QuestionCheck(B030, option_counts, needs=_ALL_OPTIONS),
    QuestionCheck(B031, empty_reasons),
)
