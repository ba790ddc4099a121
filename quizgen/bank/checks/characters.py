"""Rules about characters: those that cannot be printed, look like others, or are misplaced."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.bank.checks.base import Check, Fault, QuestionCheck, Surroundings, nth, shorten
from quizgen.bank.texts import Item
from quizgen.markup import blank_count, plain_text
from quizgen.markup.characters import (
    CLOSING,
    FULL_QUOTES,
    HALF_WIDTH,
    OPENING,
    first_unpaired,
    half_width_at,
    instead_of,
    is_chinese,
)
from quizgen.markup.inline import bad_formulas, open_mark, without_formulas
from quizgen.model.rule import Rule

B043 = Rule(
    "B043",
    "有印不出的字",
    "随带的字体里没有这个字，试卷上会是空白。没有给出字体时不查。",
    "换成通用的字",
)
B044 = Rule(
    "B044",
    "汉字旁用了半角标点",
    "与汉字相邻的逗号、句号、冒号、分号、问号、叹号、括号、引号要用全角；数字之间的 1,000、4.6、8:30 不算。",
    "改成全角标点，引号用“”",
    craft=True,
)
B045 = Rule(
    "B045", "括号或引号不成对", "每段文字里的括号、引号、书名号都要成对。", "补上或删去一半", craft=True
)
B046 = Rule(
    "B046",
    "多余的空白",
    "文字首尾没有空白，汉字之间没有空格，没有连续空格和制表符。YAML 折行会留下空格，用 | 会在末尾留下换行。",
    "删去空白；长文字写成一行，或用 |-",
    craft=True,
)
B047 = Rule(
    "B047",
    "夹有异样字符",
    "从 PDF 或网页粘贴来的控制字符、零宽字符、私用字、兼容字（如康熙部首⼈）、全角字母数字、形近符号，"
    "看着一样，查找和比较都会出错。",
    "换成提示的字，或删去",
)
B048 = Rule(
    "B048",
    "标记没有写对",
    "加粗要写成 ** ** 成对；空（____）是四个下划线，只能写在填空题的题干里。其余的见 B069、B070。",
    "补上另一半 **；非填空题里不写空",
)

B069 = Rule(
    "B069",
    "上标、下标、公式没有写完",
    "下标写 H~2~O，上标写 x^2^，公式写 $x^2+1$，都要成对。只写一半的印出来就是那个符号。",
    "补上另一半；要印符号本身，前面加反斜杠：\\~ \\^ \\$",
)
B070 = Rule(
    "B070",
    "公式读不懂",
    "公式里只能有数、字母、汉字、希腊字母名（\\alpha）、+ − × ÷ ± · = < > ≤ ≥ ≠、上下标、括号、"
    "分数（a/b 或 \\frac{a}{b}）、根号（\\sqrt{a}）、求和（\\sum），不能有函数、命令和引号。",
    "改成认得的写法，如 $x^2+1$；不是公式的，把 $ 写成 \\$",
)

_SPACES_AMONG_HAN = re.compile(r"(?P<left>\S)(?P<space>[ \t　\u2000-\u200a\u00a0]+)(?P<right>\S)")
_BLANK = re.compile(r"_{2,}")


def unprintable(item: Item, around: Surroundings) -> Iterator[Fault]:
    """B043."""
    if around.printable is None:
        return
    texts = [(at.key, "", plain_text(at.text)) for at in item.texts]
    texts += [(key, "图片里的字，", words) for key, words in item.entry.drawn]
    for key, where, text in texts:
        missing = [
            character
            for character in dict.fromkeys(text)
            if not around.printable(character) and not character.isspace() and instead_of(character) is None
        ]
        if missing:
            names = "、".join(f"“{character}”（U+{ord(character):04X}）" for character in missing)
            yield Fault(key, f"{nth(key)}{where}字体里没有{names}")


def half_width(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B044."""
    for at in item.texts:
        text = without_formulas(at.text)
        found = next(half_width_at(text), None)
        if found is not None:
            sign = text[found]
            full = HALF_WIDTH.get(sign, FULL_QUOTES)
            around_it = text[max(0, found - 4) : found + 5].strip()
            yield Fault(at.key, f"{nth(at.key)}“{shorten(around_it)}”里的 {sign} 是半角", f"改成 {full}")


def unpaired(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B045."""
    for at in item.texts:
        sign = first_unpaired(without_formulas(at.text))
        if sign:
            yield Fault(at.key, f"{nth(at.key)}“{shorten(at.text)}”里的 {sign} 不成对")


def stray_space(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B046."""
    for at in item.texts:
        if at.text != at.text.strip():
            yield Fault(at.key, f"{nth(at.key)}“{shorten(at.text.strip())}”首尾有空白或换行")
            continue
        for found in _SPACES_AMONG_HAN.finditer(at.text):
            left, space, right = found.group("left", "space", "right")
            if left in OPENING and right in CLOSING:
                continue  # an answer bracket, of which B035 speaks
            if len(space) > 1 or space != " " or (is_chinese(left) and is_chinese(right)):
                around_it = at.text[max(0, found.start() - 3) : found.end() + 3]
                yield Fault(at.key, f"{nth(at.key)}“{shorten(around_it)}”里有多余的空白")
                break


def odd_characters(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B047."""
    for at in item.texts:
        for character in dict.fromkeys(at.text):
            instead = instead_of(character)
            if instead is None:
                continue
            shown = character if character.isprintable() else "不可见字符"
            hint = f"换成“{instead}”" if instead else "删去"
            yield Fault(at.key, f"{nth(at.key)}有异样字符 {shown}（U+{ord(character):04X}）", hint)


def markup(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B048."""
    fill_stems = {(*at.key, "stem") for at in item.bodies if at.body.kind == "fill"}
    for at in item.texts:
        if at.text.count("**") % 2:
            yield Fault(at.key, f"{nth(at.key)}“{shorten(at.text)}”里的 ** 不成对")
        if at.key not in fill_stems and blank_count(at.text):
            yield Fault(at.key, f"{nth(at.key)}这里不是填空题的题干，却有空（____）", "删去，或改成填空题")
        elif at.key in fill_stems and any(len(blank) != 4 for blank in _BLANK.findall(at.text)):  # noqa: PLR2004
            yield Fault(at.key, f"{nth(at.key)}空不是四个下划线", "写成 ____")


def open_marks(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B069."""
    for at in item.texts:
        if sign := open_mark(at.text):
            yield Fault(at.key, f"{nth(at.key)}“{shorten(at.text)}”里的 {sign} 没有成对")


def formulas(item: Item, _around: Surroundings) -> Iterator[Fault]:
    """B070."""
    for at in item.texts:
        for source, what in bad_formulas(at.text):
            yield Fault(at.key, f"{nth(at.key)}公式 ${shorten(source)}$：{what}")


CHECKS: tuple[Check, ...] = (
    QuestionCheck(B043, unprintable),
    QuestionCheck(B044, half_width),
    QuestionCheck(B045, unpaired),
    QuestionCheck(B046, stray_space),
    QuestionCheck(B047, odd_characters),
    QuestionCheck(B048, markup, needs=("kind",)),
    QuestionCheck(B069, open_marks),
    QuestionCheck(B070, formulas),
)
