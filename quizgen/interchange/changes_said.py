"""What changed in a question from one import to the next, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from quizgen.interchange.origin import from_file
from quizgen.interchange.records import RecordData
from quizgen.markup import plain_text

_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "kind": "题型",
        "stem": "题干",
        "text": "材料",
        "correct": "正确项",
        "wrong": "错误项",
        "last": "选项的次序",
        "answer": "答案",
        "answers": "填空答案",
        "any_order": "填空的次序",
        "pairs": "配对",
        "items": "各项",
        "points_for": "采分点",
        "parts": "小题",
        "topic": "专题",
        "difficulty": "难度",
        "level": "层次",
        "basis": "出处",
        "explain": "解析",
        "image": "图片",
        "width": "图片的宽度",
        "alt": "图片说明",
        "table": "表格",
    }
)
_LONGEST = 30


def changes_in_words(before: RecordData, after: RecordData) -> str:
    """The parts that changed, with the old and the new text where both are short."""
    return "，".join(_changes(from_file(before), from_file(after))) or "疑点没有了"


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for key, name in _NAMES.items():
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        said = [_in_words(old), _in_words(new)]
        short = all(0 < len(one) <= _LONGEST for one in said)
        yield f"{name}“{said[0]}”→“{said[1]}”" if short else name


def _in_words(value: Any) -> str:
    """A short value as it is read; empty for what is not shown."""
    if isinstance(value, bool):
        return "√" if value else "×"
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "、".join(map(plain_text, value))
    return ""
