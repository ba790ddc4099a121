"""Questions for the writers of other programs' files, and what must be the same when they come back."""

from __future__ import annotations

import dataclasses
import io
from functools import cache
from typing import Any

from PIL import Image

from quizgen.files.pictures import Picture, PictureKind, look_at
from quizgen.interchange.draft import Draft, DraftPicture
from quizgen.interchange.formats import BankToWrite
from quizgen.interchange.outgoing import Outgoing, outgoing
from quizgen.markup import parse
from quizgen.model.kinds import Kind
from quizgen.model.question import QUESTION, Question
from quizgen.model.split import equal_shares

HOSTILE = "=1+1 ~={}#:\\ <b>粗</b> &lt; ]]> 𠮷〇 %50% *号* {1:SA:=x} //注 -> [html] \\(x\\) $$y$$ 5$"
"""One line of everything that some kind of file takes for its own signs."""

BODIES: dict[str, dict[str, Any]] = {
    "single": {
        "stem": "甲单位的**第一**责任人是谁？\nA. 这不是选项",
        "correct": ["主要负责人"],
        "wrong": [{"text": "分管负责人", "why": "分管的是一部分"}, {"text": "H~2~O"}, {"text": "以上都不对"}],
        "last": ["以上都不对"],
    },
    "multiple": {
        "stem": "下列哪些属于五项工作？",
        "correct": ["甲项", "乙项", "丙项"],
        "wrong": [{"text": "丁项", "why": HOSTILE}, {"text": HOSTILE}],
    },
    "true_false": {"stem": "x^2^ 与 $x^2$ 说的是一回事。", "answer": True},
    "fill": {"stem": "共____组，分____轮。", "answers": [["161", "一百六十一"], ["AB-12", "*号"]]},
    "matching": {
        "stem": "把左边的事和右边的单位连起来。",
        "pairs": [{"left": "立项", "right": "办公室"}, {"left": "验收 <甲>", "right": "督查组"}],
        "wrong": [{"text": "财务科", "why": "只管钱"}],
    },
    "ordering": {"stem": "按先后排列。", "items": ["通知", "谈话", "整改 & 反馈", "销号"]},
    "short": {
        "stem": "简述三点。",
        "points_for": [{"point": "第一点", "share": "1/2"}, {"point": "第二点，含 a<b"}, {"point": "第三点"}],
    },
    "essay": {
        "stem": "谈谈体会。",
        "points_for": [{"point": "联系实际"}, {"point": "条理清楚"}],
        "bands": [{"at_least": "17/20", "text": "观点鲜明"}, {"at_least": "0", "text": "文不对题"}],
        "words": {"min": 600},
    },
    "case": {
        "text": "某局{甲}连续两年 & 没有完成任务。",
        "parts": [
            {"kind": "single", "stem": "谁来约谈？", "correct": ["上级"], "wrong": [{"text": "同级"}]},
            {
                "kind": "multiple",
                "stem": "可以采取哪些措施？",
                "correct": ["约谈", "通报"],
                "wrong": [{"text": "罚款", "why": "不是~这里~的{办法}"}],
                "explain": "两项并用。",
            },
            {"kind": "true_false", "stem": "可以不整改。", "answer": False, "share": "1/5"},
            {"kind": "fill", "stem": "限期____日、____次。", "answers": [["30"], ["1", "一"]]},
        ],
    },
    "case_by_people": {
        "text": "材料一。",
        "parts": [
            {
                "kind": "single",
                "stem": "谁负责？",
                "correct": ["甲"],
                "wrong": [{"text": "乙"}],
                "share": "1/4",
            },
            {"kind": "short", "stem": "为什么？", "points_for": [{"point": "分工如此"}], "share": "3/4"},
        ],
    },
}


def question(body: dict[str, Any], number: int = 1, **changes: Any) -> Question:
    """A question of a plain bank with this body."""
    common = {
        "id": f"CS-{number:04d}",
        "kind": body.get("kind"),
        "topic": "明责/责任清单",
        "difficulty": "中",
        "level": "理解",
        "explain": "记住 x^2^ 与“甲”。",
        "basis": "《某某条例》第五条",
    }
    return QUESTION.validate_python({**common, **body, **changes})


def of_kind(name: str, number: int = 1, **changes: Any) -> Question:
    """The sample of a kind."""
    kind = "case" if name.startswith("case") else name
    return question({**BODIES[name], "kind": kind}, number, **changes)


def all_kinds() -> tuple[Question, ...]:
    """One of each."""
    return tuple(of_kind(name, number) for number, name in enumerate(BODIES, 1))


@cache
def a_picture() -> Picture:
    """A small PNG."""
    out = io.BytesIO()
    Image.new("RGB", (12, 8), "white").save(out, "PNG")
    return look_at(out.getvalue(), PictureKind.PNG, "made up")


def going_out(*questions: Question) -> tuple[Outgoing, ...]:
    """The questions ready for a writer; every picture of theirs is ``a_picture``."""
    return tuple(outgoing(one, lambda _: a_picture()) for one in questions)


def bank_of(*questions: Question, answers: bool = True) -> BankToWrite:
    """A bank to be written."""
    return BankToWrite("测试题库", going_out(*questions), answers)


def _read(value: Any) -> Any:
    """Every text as it is read, so that two spellings of the same are the same (bold beside bold is bold)."""
    if isinstance(value, str) and not isinstance(value, Kind):
        return parse(value.replace("****", ""))
    if isinstance(value, tuple):
        return tuple(map(_read, value))
    return value


def said(draft: Draft, *without: str) -> dict[str, Any]:
    """What a draft says, field by field; ``without`` names fields (``why`` of options too) that do not count.

    Where it stood, what the file is called and letters never count.
    """
    out: dict[str, Any] = {}
    for one in dataclasses.fields(draft):
        value = getattr(draft, one.name)
        if one.name in {"line", "spot", "number", "shown_as", "doubts", "refusals", *without}:
            continue
        if one.name == "parts":
            out["parts"] = [said(part, "source_id", "points", *without) for part in value]
            out["shares"] = equal_shares(tuple(part.points for part in value))
        elif one.name in {"options", "extra", "pairs", "scoring"}:
            names = {"letter", *without}
            out[one.name] = [
                {
                    of.name: _plain(getattr(each, of.name))
                    for of in dataclasses.fields(each)
                    if of.name not in names
                }
                for each in value
            ]
        else:
            out[one.name] = _plain(value)
    return out


def _plain(value: Any) -> Any:
    return (value.content, value.alt) if isinstance(value, DraftPicture) else _read(value)
