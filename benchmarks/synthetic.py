"""A made-up question bank of any size, the same on every machine, for the benchmarks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from hashlib import shake_256
from pathlib import Path
from typing import Any

from quizgen.model.bookkeeping import Difficulty
from quizgen.model.kinds import Kind
from quizgen.model.question import QUESTION, Question

TOPICS = {
    "明责": ("责任清单", "责任书"),
    "压责": ("点评通报", "督查传导"),
    "验责": ("年度检查", "月巡查"),
    "评责": ("述责述廉", "述职评议"),
    "问责": ("责任倒查", "一案双查"),
    "巡察": ("模式与定位", "五项机制"),
    "考核": ("指标与权重", "结果运用"),
    "干部监督": ("制度与协同", "信息化"),
}
"""The topics of the made-up bank, as in a topics.yaml."""

ALL_KINDS = tuple(Kind)
_WHO = (
    "区委", "市纪委", "镇党委", "街道党工委", "派驻机构", "巡察办",
    "组织部", "机关党委", "村党支部", "企业党委", "校党总支", "医院党委",
)  # fmt: skip
_WHEN = (
    "年初", "每季度末", "换届之前", "集中检查期间",
    "收到反馈意见后", "专项督查结束时", "新任职三个月内", "重大事项决策前",
)  # fmt: skip
_WHAT = (
    "责任清单", "问题台账", "谈话记录", "整改方案", "廉政档案", "述责报告",
    "督办单", "研判报告", "考核指标", "通报文稿", "约谈名单", "回访记录",
)  # fmt: skip
_HOW = (
    "逐级审核", "集体讨论", "限期整改", "书面反馈", "随机抽查", "交叉检查",
    "公开通报", "跟踪回访", "集中约谈", "定期研判", "量化评分", "签字背书",
)  # fmt: skip


class _Dice:
    """Numbers drawn from SHAKE-256 of the seed with the question's number: stable for ever."""

    def __init__(self, *names: object) -> None:
        self._stream = shake_256("/".join(map(str, names)).encode()).digest(512)
        self._at = 0

    def below(self, limit: int) -> int:
        """A whole number from 0 to ``limit`` - 1."""
        piece = self._stream[self._at : self._at + 4]
        self._at += 4
        return int.from_bytes(piece, "little") * limit >> 32

    def of(self, things: Sequence[Any]) -> Any:
        """One of the things."""
        return things[self.below(len(things))]


def synthetic_questions(
    count: int, seed: int = 1, kinds: Sequence[Kind] = ALL_KINDS, *, enemies: bool = False
) -> list[Question]:
    """``count`` distinct questions in plausible Chinese, the kinds in turn, topics and difficulties mixed.

    The same arguments give the same questions everywhere. Ids run from ``ZZ-000001``. With ``enemies``
    about one question in ten names the question before it as its enemy.
    """
    return [QUESTION.validate_python(data) for data in _all(count, seed, kinds, enemies=enemies)]


def write_bank(folder: Path, questions: Sequence[Question], per_file: int = 500) -> None:
    """Write the questions with their topics.yaml as a bank that ``load_bank`` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    topics = "".join(f"{top}: [{', '.join(children)}]\n" for top, children in TOPICS.items())
    (folder / "topics.yaml").write_text(topics, encoding="utf-8")
    for number, start in enumerate(range(0, len(questions), per_file)):
        text = "".join(map(_yaml, questions[start : start + per_file]))
        (folder / f"part-{number:04d}.yaml").write_text(text, encoding="utf-8")


def _yaml(question: Question) -> str:
    data = question.model_dump(mode="json", exclude_defaults=True)
    data["kind"] = question.kind
    lines = [f"{name}: {_value(value)}" for name, value in data.items()]
    return "- " + "\n  ".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "".join(f"\n    - {json.dumps(item, ensure_ascii=False)}" for item in value)
    return json.dumps(value, ensure_ascii=False)


def _all(count: int, seed: int, kinds: Sequence[Kind], *, enemies: bool) -> Iterator[dict[str, Any]]:
    tops = list(TOPICS)
    for number in range(1, count + 1):
        dice = _Dice("synthetic", seed, number)
        top = dice.of(tops)
        data = {
            "id": f"ZZ-{number:06d}",
            "kind": kinds[(number - 1) % len(kinds)].value,
            "topic": f"{top}/{dice.of(TOPICS[top])}",
            "difficulty": dice.of(tuple(Difficulty)).value,
            "cites": [f"made-{dice.below(500):03d}"],
            "explain": f"第{number}题的要点是{dice.of(_WHAT)}由{dice.of(_WHO)}负责，{dice.of(_HOW)}。",
        }
        if enemies and number > 1 and dice.below(10) == 0:
            data["enemies"] = [f"ZZ-{number - 1:06d}"]
        yield {**data, **_body(Kind(data["kind"]), number, dice)}


def _clause(dice: _Dice) -> str:
    return f"{dice.of(_WHO)}{dice.of(_WHEN)}对{dice.of(_WHAT)}进行{dice.of(_HOW)}"


def _options(count: int, dice: _Dice) -> list[str]:
    """Distinct short options: the pairs of what and how, walked from a drawn start by a drawn step."""
    size = len(_WHAT) * len(_HOW)
    start, step = dice.below(size), (5, 7, 11, 13)[dice.below(4)]
    places = [(start + step * number) % size for number in range(count)]
    return [f"{_WHAT[place % len(_WHAT)]}{_HOW[place // len(_WHAT)]}" for place in places]


def _choice(number: int, right: int, wrong: int, dice: _Dice) -> dict[str, Any]:
    options = _options(right + wrong, dice)
    asked = "哪一项" if right == 1 else "哪些"
    return {
        "stem": f"第{number}号材料中，{_clause(dice)}之后，接着要做的是{asked}？",
        "correct": options[:right],
        "wrong": [
            {"text": text, "why": f"这是{dice.of(_WHO)}{dice.of(_WHEN)}的做法"} for text in options[right:]
        ],
    }


def _body(kind: Kind, number: int, dice: _Dice) -> dict[str, Any]:  # noqa: PLR0911 - one return a kind
    match kind:
        case Kind.SINGLE:
            return _choice(number, 1, 3, dice)
        case Kind.MULTIPLE:
            right = 2 + dice.below(3)
            return _choice(number, right, 2 + dice.below(2 if right < 4 else 1), dice)
        case Kind.TRUE_FALSE:
            return {
                "stem": f"按第{number}号材料，{_clause(dice)}，并形成{dice.of(_WHAT)}。",
                "answer": dice.below(2) == 0,
            }
        case Kind.MATCHING:
            texts = _options(8, dice)
            pairs = [{"left": left, "right": right} for left, right in zip(texts[:4], texts[4:], strict=True)]
            return {"stem": f"把第{number}号材料中{_clause(dice)}的各项与做法配成对。", "pairs": pairs}
        case Kind.ORDERING:
            return {
                "stem": f"按第{number}号材料中{_clause(dice)}的先后次序排列。",
                "items": _options(5, dice),
            }
        case Kind.FILL:
            return {
                "stem": f"第{number}号材料要求，____在{dice.of(_WHEN)}对{dice.of(_WHAT)}进行____。",
                "answers": [[dice.of(_WHO)], [dice.of(_HOW)]],
            }
        case Kind.SHORT:
            points = [{"point": _clause(dice)} for _ in range(3)]
            return {"stem": f"简述第{number}号材料中{dice.of(_WHO)}的主要做法。", "points_for": points}
        case Kind.ESSAY:
            bands = [{"at_least": share, "text": _clause(dice)} for share in ("17/20", "12/20", "6/20", 0)]
            return {
                "stem": f"结合第{number}号材料，论述{dice.of(_WHO)}怎样{dice.of(_HOW)}{dice.of(_WHAT)}。",
                "bands": bands,
                "words": {"min": 600},
            }
        case Kind.CASE:
            explain = f"依据第{number}号材料。"
            parts = [
                {"kind": "single", "explain": explain, **_choice(number, 1, 3, dice)},
                {"kind": "short", "explain": explain, "stem": f"第{number}号材料中的某单位应当怎样改正？",
                 "points_for": [{"point": _clause(dice)} for _ in range(2)]},
            ]  # fmt: skip
            return {
                "text": f"某单位（第{number}号）{_clause(dice)}，但{_clause(dice)}时走了过场。",
                "parts": parts,
            }
