"""Random questions whose texts have everything that some kind of file takes for its own signs."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from quizgen.markup import parse
from quizgen.markup.inline_source import literal
from quizgen.model.question import QUESTION, Question

PIECES = (
    *("甲", "乙", "责任", "清单", "𠮷", "〇", "，", "。", "a", "B", "1", "19", " ", "x"),
    *("=1+1", "~", "=", "{", "}", "#", ":", "\\", "<b>", "</b>", "&lt;", "&", "]]>", "<", ">", "*", "%50%"),
    *(
        "{1:SA:=x}",
        "//",
        "->",
        "[html]",
        "\\(x\\)",
        "$$",
        "5$",
        '"',
        "'",
        "A.",
        "A、",
        "答案：",
        "1.",
        "\\n",
        "|",
    ),
    *("H~2~O", "x^2^", "$x^2+1$", "**粗**", "@SUM(A1)", "+5", "-3", "、", "；", "｜", "（1）", "正确"),
)


def _text(raw: str) -> str:
    """Without white space at its ends, without two spaces in a row, without a blank."""
    return " ".join(raw.split())


def _spelt(raw: str) -> str:
    """As the writer of inline text spells it, so that it says the same wherever it stands."""
    return raw if parse(raw) == parse(_text(raw)) else literal(_text(raw))


TEXTS = (
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=6)
    .map("".join)
    .map(_text)
    .filter(lambda text: bool(text) and "____" not in text)
)
"""One line of text with something in it."""

STEMS = st.lists(TEXTS, min_size=1, max_size=2).map("\n".join)


def _distinct(least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(TEXTS, min_size=least, max_size=most, unique_by=lambda text: "".join(text.split()))


@st.composite
def _choice(draw: st.DrawFn) -> dict[str, Any]:
    single = draw(st.booleans())
    right = 1 if single else draw(st.integers(2, 4))
    texts = draw(_distinct(right + 1, right + 4))
    whys = draw(st.lists(st.none() | TEXTS, min_size=len(texts), max_size=len(texts)))
    wrong = [{"text": text, "why": why} for text, why in zip(texts[right:], whys, strict=False)]
    return {
        "kind": "single" if single else "multiple",
        "stem": draw(STEMS),
        "correct": texts[:right],
        "wrong": wrong,
    }


@st.composite
def _fill(draw: st.DrawFn) -> dict[str, Any]:
    count = draw(st.integers(1, 3))
    answers = [draw(st.lists(_ANSWERS, min_size=1, max_size=2, unique=True)) for _ in range(count)]
    pieces = [draw(TEXTS) for _ in range(count + 1)]
    return {"kind": "fill", "stem": "（____）".join(pieces), "answers": answers}


_ANSWERS = st.sampled_from(
    (
        "161",
        "十七",
        "AB-12",
        "*",
        "a*b",
        "=",
        "~x",
        "{1}",
        "#",
        "C:\\",
        "<b>",
        "&amp;",
        "50%",
        "->",
        "T",
        "a-b->c",
        '"',
    )
)


@st.composite
def _matching(draw: st.DrawFn) -> dict[str, Any]:
    lefts, rights = draw(_distinct(2, 4)), draw(_distinct(4, 5))
    plain = [literal("".join(one for one in text if one not in "~^$*_")) or "甲" for text in rights]
    pairs = [{"left": left, "right": right} for left, right in zip(lefts, plain, strict=False)]
    return {
        "kind": "matching",
        "stem": draw(STEMS),
        "pairs": pairs,
        "wrong": [{"text": "都不是", "why": "多余"}],
    }


@st.composite
def _asked(draw: st.DrawFn) -> dict[str, Any]:
    shape = draw(
        st.sampled_from(("choice", "choice", "truth", "fill", "matching", "ordering", "short", "essay"))
    )
    match shape:
        case "choice":
            return draw(_choice())
        case "truth":
            return {"kind": "true_false", "stem": draw(STEMS), "answer": draw(st.booleans())}
        case "fill":
            return draw(_fill())
        case "matching":
            return draw(_matching())
        case "ordering":
            return {"kind": "ordering", "stem": draw(STEMS), "items": draw(_distinct(3, 5))}
        case _:
            points = draw(_distinct(2, 3))
            shares = draw(st.sampled_from((None, "1/3", "1/4")))
            scoring = [{"point": points[0], "share": shares}, *({"point": one} for one in points[1:])]
            return {"kind": shape, "stem": draw(STEMS), "points_for": scoring}


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """A question of any kind."""
    body = draw(_asked())
    if draw(st.integers(0, 4)) == 0:
        parts = [draw(_asked()) for _ in range(draw(st.integers(2, 3)))]
        for part in parts:
            part["explain"] = draw(st.none() | TEXTS)
        if draw(st.booleans()):
            parts[0]["share"] = "1/2"
        body = {"kind": "case", "text": draw(STEMS), "parts": parts}
    fields = {
        "id": f"SJ-{draw(st.integers(1, 9999)):04d}",
        "topic": draw(st.sampled_from(("明责", "明责/责任清单"))),
        "difficulty": draw(st.sampled_from("易中难")),
        "explain": draw(st.none() | STEMS),
        "basis": draw(st.none() | TEXTS),
        "level": draw(st.sampled_from((None, "记忆", "应用"))),
    }
    return QUESTION.validate_python({**fields, **body})
