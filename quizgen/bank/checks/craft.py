"""Advice about single questions: how they could be answered without knowledge."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from quizgen.bank.checks.base import BankCheck, Check, Fault, QuestionCheck, Surroundings, nth, problem_at
from quizgen.bank.leaks.material import every_text
from quizgen.bank.leaks.rarity import Rarity, pairs_of, rarity_in
from quizgen.bank.texts import Item, length
from quizgen.errors import Problem
from quizgen.markup import plain_text
from quizgen.model.options import name_of_option
from quizgen.model.question import (
    ChoiceBody,
    SingleBody,
    TrueFalseBody,
    option_texts,
    right_option_texts,
    shows_pictures,
)
from quizgen.model.rule import Rule

B059 = Rule(
    "B059",
    "正确项的样子与众不同",
    "单选的正确项是唯一带数字的、唯一写出后果的（追责、通报、扣分等），比最长的干扰项还长六成以上，"
    "不到最短的干扰项六成，或者只有干扰项是口语（一下、算了、就行、老是等），不用读过材料就能认出来。",
    "把各个选项写得一样具体、一样正式、一样长",
    advice=True,
)
B060 = Rule(
    "B060",
    "题干与正确项用了同样的字词",
    "题干里题库少见的字词，正确项里有而干扰项里都没有，照字面就能选。按字词在题库里少见的程度计，常见的词不算。",
    "题干换一种说法，或让干扰项也用上这个词",
    advice=True,
)
B061 = Rule(
    "B061",
    "绝对词只出现在错的一方",
    "“一律”“绝对”“任何”“必须”“从不”“完全”“唯一”“只能”“凡是”这类词只写在干扰项里，或写在错的判断里，会考试的人见了就选别的。"
    "整个题库的比例另由 B051 查。",
    "去掉这个词，错在实质而不在语气",
    advice=True,
)
B062 = Rule(
    "B062",
    "考的是材料怎样写，不是怎样做",
    "题干问出自哪一篇、哪个标题、叫什么名称、材料点名的有哪些、材料没有说明的是什么，考的是背书，不是工作。",
    "改问谁、在哪一步、遇到什么情况、怎样做",
    advice=True,
)
B063 = Rule(
    "B063",
    "题干拗口",
    "题干里有“对着……对着”“最对得上”“好几道”“哪项最对路”“的的”“是是”这类说法。",
    "用平常的话重写，读一遍就懂",
    advice=True,
)

_DIGIT = re.compile(r"\d|百分之|[一二三四五六七八九十百]+[个次年月日天名件项条轮人]")
_CONSEQUENCE = re.compile(r"追责|问责|追究|处分|通报|扣分|否决|免职|撤换|诫勉|曝光|约谈")
_CHATTY = re.compile(
    r"一下|算了|就行|罢了|得了|好了|随便|大概|差不多|凑合|糊弄|懒得|没人管|老是|干脆|反正|啥|咋|呗|嘛"
)
_ABSOLUTE = re.compile(r"一律|绝对|任何|必须|从不|从来|完全|唯一|毫无|只能|凡是|永远")
_HUNTING = re.compile(
    r"(出自|见于|来自)哪|哪一?篇(?!论)|(写在|属于|放在)[^，。？]{0,12}哪一?[段节]|(哪个|哪一个|什么)(小?标题|名称|提法|说法)|标题(是|为|下)|"
    r"(称为|称作|叫作|叫做|名为|叫)(什么|哪)|点名[^，。？]{0,12}(哪|有$|是$)|"
    r"(没有|未|并未)(说明|写明|交代|写到|提到|展开|解释|列出|给出)[^，。？]{0,12}(的?是|的?有|哪|$)"
)
_AWKWARD = re.compile(
    r"对着[^。？]{0,24}对着|对得上|好几[道样]|最?对路|的的|是是|"
    r"[^，。？]{2,12}的[^，。？]{1,8}的[^，。？]{1,8}的[^，。？]{1,8}的[^，。？]{1,8}的"
)

_LONGER, _SHORTER, _APART = 1.6, 0.6, 4
"""A key is out of line from these parts of the other options' length on, and this many characters."""

_TELLING = 1.8
"""The weight of rare pairs of characters shared by stem and key only."""


def odd_key(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B059."""
    for key, body in item.choices:
        if isinstance(body, SingleBody) and not shows_pictures(body):
            texts = [plain_text(text) for text in option_texts(body)]
            said = _oddity(texts[0], texts[1:])
            if said:
                yield Fault((*key, "correct", 0), f"{nth(key)}正确项“{texts[0]}”{said}")


def _oddity(right: str, wrong: Sequence[str]) -> str:
    sizes = [length(text) for text in wrong]
    size = length(right)
    chatty = [text for text in wrong if _CHATTY.search(text)]
    if _DIGIT.search(right) and not any(map(_DIGIT.search, wrong)):
        return "是唯一带数字的选项"
    if _CONSEQUENCE.search(right) and not any(map(_CONSEQUENCE.search, wrong)):
        return "是唯一写出后果的选项"
    if size >= _LONGER * max(sizes) and size - max(sizes) >= _APART:
        return "比别的选项长得多"
    if size <= _SHORTER * min(sizes) and min(sizes) - size >= _APART:
        return "比别的选项短得多"
    if chatty and not _CHATTY.search(right):
        return f"是书面语，干扰项“{chatty[0]}”是口语"
    return ""


def shared_words(around: Surroundings) -> Iterator[Problem]:
    """B060."""
    rarity = rarity_in(every_text(item.question) for item in around.items)
    for item in around.active:
        for key, body in item.choices:
            for number, text in enumerate(right_option_texts(body)):
                words = only_shared(body.stem, text, [name_of_option(one) for one in body.wrong], rarity)
                if words:
                    fault = Fault(
                        (*key, "correct", number), f"{nth(key)}题干和正确项“{text}”都有“{words}”，干扰项没有"
                    )
                    yield problem_at(item, B060, fault)


def only_shared(told: str, right: str, others_told: Sequence[str], rarity: Rarity) -> str:
    """The rare words that a text (a stem, an item on the left) has in common with what is right alone."""
    asked = pairs_of(told)
    wrong = [pairs_of(text) & asked for text in others_told]
    only = (pairs_of(right) & asked).difference(*wrong)
    weight = rarity.total(only)
    others = max((rarity.total(shared - pairs_of(right)) for shared in wrong), default=0.0)
    if weight < _TELLING or others >= weight / 2:
        return ""
    plain = plain_text(right)
    places = sorted(place for pair in only if (place := plain.find(pair)) >= 0)
    return plain[places[0] : places[-1] + 2] if places else ""


def absolute_words(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B061."""
    for at in item.bodies:
        if isinstance(at.body, TrueFalseBody):
            found = None if at.body.answer else _ABSOLUTE.search(at.body.stem)
            if found:
                yield Fault((*at.key, "stem"), f"{nth(at.key)}错的判断里有“{found.group()}”")
        elif isinstance(at.body, ChoiceBody) and not any(map(_ABSOLUTE.search, right_option_texts(at.body))):
            for number, option in enumerate(at.body.wrong):
                text = name_of_option(option)
                found = _ABSOLUTE.search(text)
                if found:
                    yield Fault(
                        (*at.key, "wrong", number, "text"),
                        f"{nth(at.key)}干扰项“{text}”里有“{found.group()}”，正确项里没有",
                    )


def hunting(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B062."""
    yield from _in_stems(item, _HUNTING, "考的是怎样写")


def awkward(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B063."""
    yield from _in_stems(item, _AWKWARD, "拗口")


def _in_stems(item: Item, pattern: re.Pattern[str], what: str) -> Iterator[Fault]:
    for at in item.bodies:
        found = pattern.search(_plain(at.body.stem))
        if found:
            yield Fault((*at.key, "stem"), f"{nth(at.key)}题干里的“{found.group()}”{what}")


@lru_cache(maxsize=1 << 14)
def _plain(text: str) -> str:
    return plain_text(text, blank="____").strip().rstrip("？?")


CHECKS: tuple[Check, ...] = (
    QuestionCheck(B059, odd_key, needs=("kind", "correct", "wrong")),
    BankCheck(B060, shared_words),
    QuestionCheck(B061, absolute_words, needs=("kind", "correct", "wrong", "answer")),
    QuestionCheck(B062, hunting),
    QuestionCheck(B063, awkward),
)
