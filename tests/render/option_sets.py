"""Random sets of options of every make: Han, digits, Latin, quotes, full-width signs, 1 to 60 characters."""

from __future__ import annotations

import random

from quizgen.model.kinds import Kind
from quizgen.model.question import Question
from tests.render.samples import question

LONGEST = 60
_HAN = "党委主体责任落实全面从严治党监督检查问责明压验评考核谈话提醒半年每次月日干部纪律"
_PIECES = (
    ("2", "17", "2015", "3.5%", "1/3", "第2", "60", "12:30", "80%"),
    ("A1", "PPP", "ab", "KPI", "x=1", "GB", "To", "AV", "Wa", "F.T"),
    (
        "“五责”",
        "《规定》",
        "‘一’",
        "（试行）",
        "督，查",
        "：“四责”",
        "期；限",
        "督——查",
        "……",
        "热合曼·阿不都",
    ),
    ("ＡＢ", "１２", "％", "ｋ", "责＝任"),
    ("半 2 年", "℃", "①", "a b c", "Ⅱ", "“三会一课”、“四责”", "《条例》（2023年）", "第**1**项"),
)
_COUNTS = (2, 3, 4, 4, 4, 5, 5, 6, 8)
_LENGTHS = (3, 6, 10, 20, 40, LONGEST)


def random_questions(seed: int, count: int) -> list[Question]:
    """Single-choice questions with random options; the same seed gives the same ones."""
    dice = random.Random(seed)  # noqa: S311 - made-up text
    sets = [_options(dice) for _ in range(count)]
    return [
        question(
            Kind.SINGLE,
            number,
            stem=f"第{number}问，下列哪一项正确？",
            correct=[texts[0]],
            wrong=[{"text": text, "why": "错"} for text in texts[1:]],
        )
        for number, texts in enumerate(sets, 1)
    ]


def _options(dice: random.Random) -> list[str]:
    """Two to eight different texts, of like length as often as not."""
    count, longest, alike = dice.choice(_COUNTS), dice.choice(_LENGTHS), dice.random() < 0.5
    length = dice.randint(1, longest)
    texts: list[str] = []
    while len(texts) < count:
        text = _text(dice, length if alike else dice.randint(1, longest))
        length += 1 if text in texts else 0
        if text not in texts:
            texts.append(text)
    return texts


def _text(dice: random.Random, length: int) -> str:
    """One text of one make, or of all mixed."""
    make = dice.randrange(len(_PIECES) + 2)
    text = ""
    while len(text) < length:
        kind = dice.randrange(len(_PIECES) + 1) if make > len(_PIECES) else make
        if kind == len(_PIECES):
            text += "".join(dice.choices(_HAN, k=dice.randint(1, 8)))
        else:
            text += dice.choice(_PIECES[kind])
    text = text[:length].strip(" *")
    return (text if text.count("**") % 2 == 0 else text.replace("*", "")) or "党"
