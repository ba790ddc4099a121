"""Plain data becomes a record, or else sentences in Chinese that say what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from quizgen.model.base import Way
from quizgen.model.fields import Fields
from quizgen.model.nearest import did_you_mean, nearest, words_to_use

T = TypeVar("T")


class FaultKind(StrEnum):
    """What sort of fault it is, so that a room can give each sort its own rule number."""

    UNKNOWN_KEY = "unknown_key"
    MISSING_KEY = "missing_key"
    WRONG_TYPE = "wrong_type"
    UNKNOWN_WORD = "unknown_word"
    WRONG_FORM = "wrong_form"
    WRONG_COUNT = "wrong_count"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class ReadingFault:
    """One reason why data is not a record; ``way`` leads to the value (for a missing key: to its holder)."""

    kind: FaultKind
    way: Way
    message: str
    hint: str = ""


def read_record(
    adapter: TypeAdapter[T], data: Any, broken: Collection[Way] = ()
) -> tuple[T | None, tuple[ReadingFault, ...]]:
    """The record that the data describes, or None with every fault; one fault at most per value.

    ``broken`` has the ways to values that could not be read, of which the fault is told already.
    """
    try:
        return adapter.validate_python(data), ()
    except ValidationError as error:
        faults: dict[tuple[FaultKind, Way, str], ReadingFault] = {}
        fields = Fields(adapter, data)
        for details in error.errors(include_url=False):
            if any(details["loc"][: len(way)] == way for way in broken):
                continue
            fault = explain(fields, way_in_record(data, details["loc"]), details)
            if fault is not None:
                name = fault.message if fault.kind is FaultKind.MISSING_KEY else ""
                faults.setdefault((fault.kind, fault.way, name), fault)
        return None, tuple(faults.values())


def way_in_record(data: Any, loc: tuple[str | int, ...]) -> Way:
    """The part of a pydantic location that exists in the data (it also names union members)."""
    way: list[str | int] = []
    for part in loc:
        inside = isinstance(data, Mapping) and part in data
        if inside or (isinstance(data, list | tuple) and isinstance(part, int) and part < len(data)):
            way.append(part)
            data = data[part]
    return tuple(way)


def explain(fields: Fields, way: Way, details: ErrorDetails) -> ReadingFault | None:
    """What one error of pydantic means; None for an echo of errors that are explained by themselves.

    ``way`` leads to the value as far as there is one: to the holder of a key that is missing.
    """
    kind, value = details["type"], details["input"]
    if kind == "missing":
        return ReadingFault(
            FaultKind.MISSING_KEY,
            way,
            f"{fields.named(way)}缺少{fields.label((*way, details['loc'][-1]))}",
        )
    if kind == "extra_forbidden":
        message, hint = _unknown_key(str(details["loc"][-1]), fields.keys(way[:-1]))
        return ReadingFault(FaultKind.UNKNOWN_KEY, way, message, hint)
    name = fields.named(way)
    if details["loc"] and details["loc"][-1] == _OF_A_KEY:
        name = f"{fields.named(way[:-1])}里的键"
    if value is None or kind == "string_too_short":
        return ReadingFault(FaultKind.EMPTY, way, f"{name}空着", "写上内容，或删去这一行")
    if kind in {"too_short", "too_long"}:
        return _count(name, way, details)
    explainer = next((one for beginning, one in _EXPLAINERS.items() if kind.startswith(beginning)), None)
    if explainer is None:
        return ReadingFault(FaultKind.WRONG_TYPE, way, f"{name}的值“{shorten(value)}”不合规定的写法")
    sort, message, hint = explainer(details, fields.description(way))
    return ReadingFault(sort, way, f"{name}{message}", hint)


def shorten(value: Any) -> str:
    """As much of a value as is enough to recognise it, on one line."""
    text = str(value).replace("\n", " ")
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


_SHOWN, _FEW = 20, 6
_OF_A_KEY = "[key]"
"""What pydantic puts behind a key that is wrong itself."""
_SEPARATORS = re.compile("[，、；]")
_WIDE_BRACKETS = "［］【】〔〕（）｛｝"
_COLON = re.compile(r"([a-z_]+)(：|:)(?=\S)")
_Said = tuple[FaultKind, str, str]
"""The sort of fault, what is said after the name of the value, a hint."""


def _unknown_key(key: str, known: Sequence[str]) -> tuple[str, str]:
    if "：" in key:
        name = key.partition("：")[0]
        return f"“{name}”后面用了全角冒号“：”", f"改成半角冒号加空格：{name}: …"
    return f"不认识的键“{key}”", did_you_mean(key, known)


def _count(name: str, way: Way, details: ErrorDetails) -> ReadingFault | None:
    """Pydantic counts only the right items of a list, whose wrong ones it has named already."""
    value, context = details["input"], details["ctx"]
    written = len(value) if isinstance(value, Sequence | Mapping) else 0
    low, high = context.get("min_length"), context.get("max_length")
    if low is not None and written >= low:
        return None
    if written == 0:
        return ReadingFault(FaultKind.EMPTY, way, f"{name}空着", "写上内容，或删去这一行")
    limit = f"至少要{low}个" if low is not None else f"至多{high}个"
    only = value[0] if written == 1 and isinstance(value, list) else ""
    joined = isinstance(only, str) and _SEPARATORS.search(only)
    hint = "写的是一项；几项之间用半角逗号，写成 [甲, 乙]" if joined else ""
    return ReadingFault(FaultKind.WRONG_COUNT, way, f"{name}{limit}，写了{written}个", hint)


def _text(details: ErrorDetails, _described: str) -> _Said:
    match details["input"]:
        case bool():
            said = "应当是文字，读到的是是非值", "yes、no、true、false 作文字用时请加引号"
        case int() | float() as value:
            said = f"应当是文字，读到的是数字 {value}", f'数字请加引号，写成 "{value}"'
        case list():
            said = "应当是一段文字，不是列表", "去掉方括号；以 [ 开头的文字请加引号"
        case dict():
            said = "应当是一段文字，读到的是键和值", "含有半角冒号加空格的文字请加引号"
        case value:
            said = f"应当是文字，读到的是日期 {value}", f'日期请加引号，写成 "{value}"'
    return FaultKind.WRONG_TYPE, *said


def _word(details: ErrorDetails, _described: str) -> _Said:
    value = details["input"]
    known = [one.strip(" '") for one in details["ctx"]["expected"].replace(" or ", ",").split(",")]
    if "，" in str(value):
        return FaultKind.UNKNOWN_WORD, f"的值“{value}”里用了全角逗号“，”", "各项之间用半角逗号加空格"
    near = nearest(str(value), known)
    rest = "" if near and len(known) > _FEW else words_to_use(known)
    hint = f"是不是“{near}”？{rest}" if near else rest
    return FaultKind.UNKNOWN_WORD, f"不能写“{shorten(value)}”", hint


def _pattern(details: ErrorDetails, described: str) -> _Said:
    value = str(details["input"])
    if _SEPARATORS.search(value):
        return FaultKind.WRONG_FORM, f"“{shorten(value)}”里用了全角标点", "几项之间用半角逗号，写成 [甲, 乙]"
    hint = described or f"应符合 {details['ctx']['pattern']}"
    return FaultKind.WRONG_FORM, f"“{shorten(value)}”不合规定的写法", hint


def _list(details: ErrorDetails, _described: str) -> _Said:
    value = details["input"]
    if isinstance(value, str) and value[:1] in _WIDE_BRACKETS:
        inner = shorten(value.strip(_WIDE_BRACKETS))
        return FaultKind.WRONG_TYPE, "应当是列表，括号用了全角", f"写成 [{inner}]"
    if isinstance(value, dict):
        return FaultKind.WRONG_TYPE, "应当是列表", "每项一行，以短横加空格开头，写成 - 甲"
    pieces = [piece.strip() for piece in re.split("[、；;]", str(value)[:60]) if piece.strip()]
    return FaultKind.WRONG_TYPE, "应当是列表", f"写成 [{', '.join(pieces)}]"


def _mapping(details: ErrorDetails, _described: str) -> _Said:
    slip = _COLON.match(details["input"]) if isinstance(details["input"], str) else None
    if slip is not None:
        name = slip.group(1)
        what = "后面用了全角冒号“：”" if slip.group(2) == "：" else "的冒号后面没有空格"
        return FaultKind.WRONG_TYPE, f"里“{name}”{what}", f"写成 {name}: …（半角冒号加空格）"
    return FaultKind.WRONG_TYPE, "应当是键和值", "写成 键: 值"


def _number(details: ErrorDetails, _described: str) -> _Said:
    return FaultKind.WRONG_TYPE, f"应当是整数，不能写“{shorten(details['input'])}”", "写成 4 这样的整数"


def _least(details: ErrorDetails, _described: str) -> _Said:
    told = f"不能小于 {details['ctx']['ge']}，写了 {shorten(details['input'])}"
    return FaultKind.WRONG_COUNT, told, ""


def _most(details: ErrorDetails, _described: str) -> _Said:
    told = f"不能大于 {details['ctx']['le']}，写了 {shorten(details['input'])}"
    return FaultKind.WRONG_COUNT, told, ""


def _too_long(details: ErrorDetails, _described: str) -> _Said:
    written, most = len(details["input"]), details["ctx"]["max_length"]
    return FaultKind.WRONG_COUNT, f"有 {written} 字，至多 {most} 字", "写短些"


def _truth(details: ErrorDetails, _described: str) -> _Said:
    return FaultKind.WRONG_TYPE, f"不能写“{shorten(details['input'])}”", "对写 true，错写 false"


def _date(details: ErrorDetails, _described: str) -> _Said:
    told = f"应当是日期，不能写“{shorten(details['input'])}”"
    return FaultKind.WRONG_TYPE, told, "写成 2026-11-22 这样"


def _own_words(details: ErrorDetails, _described: str) -> _Said:
    """A ValueError of our own model, which is in Chinese already."""
    return FaultKind.WRONG_TYPE, f"不能写“{shorten(details['input'])}”", str(details["ctx"]["error"])


_EXPLAINERS: Mapping[str, Callable[[ErrorDetails, str], _Said]] = {
    "enum": _word,
    "literal_error": _word,
    "string_type": _text,
    "string_pattern_mismatch": _pattern,
    "string_too_long": _too_long,
    "greater_than_equal": _least,
    "less_than_equal": _most,
    "value_error": _own_words,
    "int_": _number,
    "bool_": _truth,
    "date_": _date,
    "tuple_": _list,
    "model_": _mapping,
    "dict_": _mapping,
}
"""What the beginning of a pydantic error type means."""
