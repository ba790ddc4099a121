"""Turns plain data into a record, or into Chinese sentences that say what is wrong with it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from quizgen.model.base import Way

T = TypeVar("T")


class FaultKind(StrEnum):
    """What sort of fault it is, so that a room can give each sort its own rule number."""

    UNKNOWN_KEY = "unknown_key"
    MISSING_KEY = "missing_key"
    WRONG_VALUE = "wrong_value"


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
        for details in error.errors(include_url=False):
            if _is_echo(details) or _of_broken(details, broken):
                continue
            fault = _explain(adapter, data, details)
            name = fault.message if fault.kind is FaultKind.MISSING_KEY else ""
            faults.setdefault((fault.kind, fault.way, name), fault)
        return None, tuple(faults.values())


def _is_echo(details: ErrorDetails) -> bool:
    """Whether a fault only follows from another: pydantic counts the right items of a list only."""
    if details["type"] != "too_short" or not isinstance(details["input"], Sequence):
        return False
    return len(details["input"]) >= int(details["ctx"]["min_length"])


def _of_broken(details: ErrorDetails, broken: Collection[Way]) -> bool:
    return any(details["loc"][: len(way)] == way for way in broken)


def _explain(adapter: TypeAdapter[Any], data: Any, details: ErrorDetails) -> ReadingFault:
    way = way_in_record(data, details["loc"])
    key = str(details["loc"][-1]) if details["loc"] else ""
    if details["type"] == "extra_forbidden":
        return ReadingFault(
            FaultKind.UNKNOWN_KEY,
            way,
            f"没有“{key}”这个键" if "：" not in key else f"“{key.partition('：')[0]}”后面用了全角冒号“：”",
            _hint_for_key(key, _known_keys(adapter, way[:-1])),
        )
    if details["type"] == "missing":
        return ReadingFault(FaultKind.MISSING_KEY, way, f"缺少“{key}”")
    message, hint = _value_fault(details, _described(adapter, way))
    name = f"“{'.'.join(str(part) for part in way)}”" if way else ""
    return ReadingFault(FaultKind.WRONG_VALUE, way, f"{name}{message}", hint)


def _hint_for_key(key: str, known: Sequence[str]) -> str:
    if "：" in key:
        name = key.partition("：")[0]
        return f"改成半角冒号加空格：{name}: …"
    return nearest(key, known)


def nearest(word: str, known: Sequence[str]) -> str:
    """A hint that names the nearest known word, or all of them when none is near."""
    near = difflib.get_close_matches(word, known, 1)
    if near:
        return f"是不是想写“{near[0]}”？"
    return f"可以用：{'、'.join(known)}" if known else ""


def way_in_record(data: Any, loc: tuple[str | int, ...]) -> Way:
    """The part of a pydantic location that exists in the data (it also names union members)."""
    way: list[str | int] = []
    for part in loc:
        inside = isinstance(data, Mapping) and part in data
        if inside or (isinstance(data, list | tuple) and isinstance(part, int) and part < len(data)):
            way.append(part)
            data = data[part]
    return tuple(way)


def _value_fault(details: ErrorDetails, described: str) -> tuple[str, str]:
    """The fault of a value, with a hint; ``described`` is what the model says about such a value."""
    kind, value, context = details["type"], details["input"], details.get("ctx", {})
    if kind in ("enum", "literal_error"):
        if "，" in str(value):
            return f"的值“{value}”里用了全角逗号“，”", "各项之间用半角逗号加空格"
        known = [choice.strip(" '") for choice in context["expected"].replace(" or ", ",").split(",")]
        return f"的值“{value}”不在可选的值里", nearest(str(value), known)
    if kind == "string_pattern_mismatch" and re.search("[，、；]", str(value)):
        return f"的值“{value}”里用了全角标点", "几项之间用半角逗号，写成 [甲, 乙]"
    if kind == "string_pattern_mismatch":
        return f"的值“{value}”不合规定的写法", described or f"应符合 {context['pattern']}"
    for beginning, message, hint in _VALUE_FAULTS:
        if kind.startswith(beginning):
            return message.format_map(context), hint
    return "的值不合规定的写法", ""


_VALUE_FAULTS = (
    ("string_type", "应当是文字", "数字、日期、true、false 要当作文字时请加引号"),
    ("string_too_short", "不能为空", ""),
    ("too_short", "至少要 {min_length} 项，现在是 {actual_length} 项", ""),
    ("too_long", "最多 {max_length} 项，现在是 {actual_length} 项", ""),
    ("greater_than_equal", "不能小于 {ge}", ""),
    ("less_than_equal", "不能大于 {le}", ""),
    ("value_error", "{error}", ""),
    ("int_", "应当是整数", ""),
    ("decimal_", "应当是数", ""),
    ("bool_", "应当是 true 或 false", ""),
    ("date_", "应当是日期，例如 2026-11-22", ""),
    ("tuple_", "应当是列表", "每项一行、以短横开头，或写成 [甲, 乙]"),
    ("model_", "应当是一组“键: 值”", ""),
)
"""The beginning of a pydantic error type, what it means, a hint; the first that fits."""


def _known_keys(adapter: TypeAdapter[Any], way: Way) -> list[str]:
    """The keys that a record may have at a place inside the data, in the order they are declared."""
    schema = _schema(adapter)
    records = [opened for node in _nodes(adapter, way) for opened in _open(node, schema)]
    return list(dict.fromkeys(name for record in records for name in record.get("properties", {})))


def _described(adapter: TypeAdapter[Any], way: Way) -> str:
    """What the model says a value at that place should be, or nothing."""
    return next((node["description"] for node in _nodes(adapter, way) if "description" in node), "")


def _nodes(adapter: TypeAdapter[Any], way: Way) -> list[dict[str, Any]]:
    """The schema nodes of a place inside the data."""
    schema = _schema(adapter)
    nodes = [schema]
    for part in way:
        opened = [inner for node in nodes for inner in _open(node, schema)]
        nodes = [child for node in opened for child in _children(node, part)]
    return nodes


@lru_cache(maxsize=32)
def _schema(adapter: TypeAdapter[Any]) -> dict[str, Any]:
    return adapter.json_schema()


def _open(node: dict[str, Any], schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The nodes that a schema node stands for once references and unions are followed."""
    if "$ref" in node:
        yield from _open(schema["$defs"][node["$ref"].rpartition("/")[2]], schema)
    elif "anyOf" in node:
        for member in node["anyOf"]:
            yield from _open(member, schema)
    else:
        yield node


def _children(node: dict[str, Any], part: str | int) -> Iterator[dict[str, Any]]:
    if isinstance(part, int):
        if "items" in node:
            yield node["items"]
    elif part in node.get("properties", {}):
        yield node["properties"][part]
