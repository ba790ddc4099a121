"""Rules about how a question is worded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.bank.checks.base import Check, Fault, QuestionCheck, Surroundings, nth, shorten
from quizgen.bank.positions import SEE_OTHER, circled, is_about_options, named_option
from quizgen.bank.texts import ASKED_ROLES, OPTION_ROLES, Item, Role, han_count, length, squeeze
from quizgen.files.yaml_nodes import Key
from quizgen.markup import plain_text
from quizgen.model.question import ChoiceBody, FillBody, TrueFalseBody, option_texts
from quizgen.model.rule import Rule

B026 = Rule(
    "B026",
    "引用了选项字母或位置",
    "选项字母是组卷时才有的，次序会打乱，所以题库里不能写“选项B”“B错在”“故选C”“选项二”"
    "“前两个选项”“第三项错”“上述各项都对”，题干没有编号的①②也不能写。",
    "改写选项的内容",
)
B033 = Rule(
    "B033",
    "题干泄露答案",
    "正确项（4 个汉字以上）原样出现在题干里，而错误项都没有出现；填空的答案（4 个汉字以上）出现在题干里。",
    "改写题干或选项",
    craft=True,
)
B035 = Rule(
    "B035",
    "题干里写了答题括号",
    "答题括号（　　）由试卷加上，题干里再写就印出两个；题干里也不能写好答案。",
    "删去括号，题干写成完整的问句或以“是”“为”结尾",
)
B036 = Rule(
    "B036",
    "判断题不是一个判断",
    "判断题的题干要是一句可判真假的陈述，不能是问句，不能含 √、×、“对不对”“是否正确”。",
    "改成一句陈述",
    craft=True,
)
B037 = Rule(
    "B037",
    "写得太长",
    "题干不超过 160 字，选项 50 字，错因 80 字，案例正文 600 字，采分点 100 字，"
    "档次的说明 150 字，解析 250 字，填空答案 30 字；再长就排不下，也读不完。",
    "删去与作答无关的话",
    craft=True,
)
B042 = Rule(
    "B042",
    "否定提示没有加粗",
    "题干问“不属于”“不正确”“不包括”等时，要用 ** ** 加粗，免得看漏。",
    "写成 **不属于** 这样",
    craft=True,
)
B052 = Rule(
    "B052",
    "句末标点不对",
    "判断题、填空题题干以句号结尾；单选、多选题干以问号，或以“是”“为”“有”“包括”等结尾；只有一两个词、"
    "没有句末标点的题干多半是丢了文字；选项末尾不写标点。",
    "照此修改末尾的标点",
    craft=True,
)

LIMITS: dict[Role, int] = {
    "stem": 160,
    "text": 600,
    "correct": 50,
    "wrong": 50,
    "why": 80,
    "answer": 30,
    "point": 100,
    "band": 150,
    "explain": 250,
    "basis": 120,
    "alt": 120,
    "cell": 40,
}
"""Characters at most; a stem of 160 is four lines of A4."""

_TITLES: dict[Role, str] = {
    "stem": "题干",
    "text": "案例正文",
    "correct": "正确项",
    "wrong": "错误项",
    "why": "错因",
    "answer": "填空答案",
    "point": "采分点",
    "band": "档次的说明",
    "explain": "解析",
    "basis": "出处",
    "alt": "图片说明",
    "cell": "表格的格子",
}
_ANSWER_BRACKET = re.compile(r"[（(【\[][\s　_＿]*[)）】\]]|[（(]\s*[√×✓✗对错]\s*[)）]")
_TWO_VALUED = re.compile(r"[√×✓✗✔✘]|对不对|是否正确|对还是错|正确还是错误|(对|正确|错误)吗|判断(正误|对错)")
_NEGATION = re.compile(
    r"(不属于|不包括|不包含|不在)[^，。；？“”]{0,12}(?=的?是$|的?有$|的?是[？:：]|的?有[？:：]|哪|$|？$)|"
    r"(不属于|不包括|不包含)(?=“[^”]{1,20}”的?(是|有|一项|哪|？|$))|"
    r"(不正确|不准确|不符合|不恰当|不妥当?|有误|错误)[^，。；？“”]{0,12}的?(做法|说法|理解|表述|一项|一种|提法)?(?=(是|有)(哪[^，。]*)?[？]?$)|"
    r"哪[一些几]?[项个种条]?(说法|做法|理解|表述|提法)?(不属于|不正确|不准确|不符合|不恰当|不包括|有误|错误)"
)
_CHOICE_END = re.compile(r"(？|[是为有即指于在由括含到把按以使如对]|包括|属于|：|？[^，。？]{2,20}。)$")
_LEAST_ASKED = 6
"""Characters of the shortest stem that can do without a mark at its end."""

_SENTENCE_ENDS = ("。", "？", "?", "：", "！")
_WHOLE_STEM = "写成完整的一句；文字里有 # 的，整段加引号"
_END_PUNCTUATION = "。，；：、？！.,;:?!"
_GIVEAWAY_HAN = 4


def letter_references(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B026."""
    asked = frozenset[str]().union(*(circled(at.text) for at in item.texts if at.role in ASKED_ROLES))
    for at in item.texts:
        text = plain_text(at.text)
        told_elsewhere = at.role in OPTION_ROLES and is_about_options(text)  # B027
        told_elsewhere |= at.role == "why" and SEE_OTHER.match(squeeze(text)) is not None  # B031
        if at.role == "answer" or told_elsewhere:
            continue
        alone = circled(text) - asked
        found = named_option(text) or (min(alone) if alone and at.role != "point" else "")
        if found:
            yield Fault(at.key, f"{nth(at.key)}{_TITLES[at.role]}里有“{found}”")


def giveaways(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B033."""
    for at in item.bodies:
        stem = squeeze(at.body.stem)
        if isinstance(at.body, ChoiceBody):
            yield from _given_options(at.key, at.body, stem)
        elif isinstance(at.body, FillBody):
            for number, group in enumerate(at.body.answers):
                given = next((text for text in group if _occurs(text, stem)), None)
                if given is not None:
                    yield Fault((*at.key, "answers", number), f"{nth(at.key)}填空答案“{given}”已经写在题干里")


def _given_options(key: Key, body: ChoiceBody, stem: str) -> Iterator[Fault]:
    options = option_texts(body)
    right, wrong = options[: len(body.correct)], options[len(body.correct) :]
    if any(text and squeeze(text) in stem for text in wrong):
        return
    for number, text in enumerate(right):
        if _occurs(text, stem):
            yield Fault((*key, "correct", number), f"{nth(key)}正确项“{text}”原样写在题干里，错误项都没有")


def _occurs(text: str, stem: str) -> bool:
    return han_count(text) >= _GIVEAWAY_HAN and squeeze(text) in stem


def answer_brackets(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B035."""
    for at in item.texts:
        if at.role in ASKED_ROLES and (found := _ANSWER_BRACKET.search(at.text)):
            yield Fault(at.key, f"{nth(at.key)}{_TITLES[at.role]}里有答题括号“{found.group()}”")


def no_statement(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B036."""
    for at in item.bodies:
        if isinstance(at.body, TrueFalseBody):
            stem = plain_text(at.body.stem).strip()
            found = _TWO_VALUED.search(_ANSWER_BRACKET.sub("", stem))
            if found:
                yield Fault((*at.key, "stem"), f"{nth(at.key)}判断题题干里有“{found.group()}”")
            elif stem.endswith(("？", "?", "吗", "吗。")):
                yield Fault((*at.key, "stem"), f"{nth(at.key)}判断题题干是问句")


def too_long(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B037."""
    for at in item.texts:
        size = length(at.text)
        if size > LIMITS[at.role]:
            message = f"{nth(at.key)}{_TITLES[at.role]}有 {size} 字，最多 {LIMITS[at.role]} 字"
            yield Fault(at.key, message)


def plain_negation(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B042."""
    for key, body in item.choices:
        without_bold = re.sub(r"\*\*[^*\n]+?\*\*", "■", body.stem).strip()
        found = _NEGATION.search(without_bold)
        if found:
            word = next(word for word in _NEGATIVE_WORDS if word in found.group())
            hint = f"写成 **{word}**"
            yield Fault((*key, "stem"), f"{nth(key)}题干里的“{word}”没有加粗", hint)


_NEGATIVE_WORDS = (
    "不属于", "不包括", "不包含", "不在", "不正确", "不准确", "不符合", "不恰当", "不妥", "有误", "错误",
)  # fmt: skip


def end_punctuation(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B052."""
    for at in item.bodies:
        stem = plain_text(at.body.stem).strip()
        if _ANSWER_BRACKET.search(stem):
            continue  # B035 speaks of it
        if len(stem) < _LEAST_ASKED and stem[-1:] not in _SENTENCE_ENDS:
            yield Fault((*at.key, "stem"), f"{nth(at.key)}题干只有“{stem}”，不成一句话", _WHOLE_STEM)
            continue
        if isinstance(at.body, TrueFalseBody | FillBody):
            good = stem.endswith(("。", "。”", "。）", "？", "?", "吗"))  # B036 speaks of questions
            wanted = "应当以句号结尾"
        elif isinstance(at.body, ChoiceBody):
            good = bool(_CHOICE_END.search(stem))
            wanted = "应当以问号或“是”“为”“有”等结尾"
        else:
            continue
        if not good:
            yield Fault((*at.key, "stem"), f"{nth(at.key)}题干以“{stem[-1:]}”结尾，{wanted}")
    for option in item.texts:
        if option.role in ("correct", "wrong") and option.text.strip()[-1:] in tuple(_END_PUNCTUATION):
            yield Fault(option.key, f"{nth(option.key)}选项“{shorten(option.text)}”末尾有标点")


CHECKS: tuple[Check, ...] = (
    QuestionCheck(B026, letter_references),
    QuestionCheck(B033, giveaways, needs=("kind", "stem", "correct", "wrong", "answers")),
    QuestionCheck(B035, answer_brackets),
    QuestionCheck(B036, no_statement, needs=("kind",)),
    QuestionCheck(B037, too_long),
    QuestionCheck(B042, plain_negation),
    QuestionCheck(B052, end_punctuation, needs=("kind",)),
)
