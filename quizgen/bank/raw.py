"""A bank file as plain data before any record is made of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from quizgen.bank.entries import Layout
from quizgen.bank.topics import B002
from quizgen.errors import Problem
from quizgen.files.yaml_lines import LinedYaml, parse_yaml
from quizgen.files.yaml_nodes import Key
from quizgen.model.rule import Rule

B003 = Rule(
    "B003",
    "文件里没有题",
    "题库文件应当是一个题目列表（每题以“- id: …”开头），扩展名是 .yaml；空文件、空题库多半放错了地方。",
    "每题以“- id: 编号”开头；不要的文件请移走",
)


@dataclass(frozen=True, slots=True)
class RawQuestion:
    """An item of the list in a bank file; ``data`` is whatever stood there.

    ``written`` has what was written for values that YAML takes for something else than text; ``broken``
    has the ways to values that could not be read, of which the fault is told already.
    """

    first_line: int
    layout: Layout
    data: Any
    written: Mapping[Key, str] = field(default_factory=dict)
    broken: frozenset[Key] = frozenset()


@dataclass(frozen=True, slots=True)
class RawFile:
    """The items of a bank file, with the faults that keep items from being seen."""

    questions: tuple[RawQuestion, ...]
    problems: tuple[Problem, ...] = ()


def parse_file(text: str, shown_as: str) -> RawFile:
    """Read the text of a bank file; faults of syntax come back in the result."""
    found, problems = parse_yaml(text, shown_as, B002.id)
    if found is None:
        return RawFile((), tuple(problems))
    if found.data is None:
        problems.append(Problem(shown_as, 1, B003.id, "文件是空的", B003.mend))
        return RawFile((), tuple(problems))
    if isinstance(found.data, dict):
        found, slip = _as_a_list(found, shown_as)
        problems += slip
    if not isinstance(found.data, list):
        if problems:
            return RawFile((), tuple(problems))  # what keeps it from being a list is told already
        problems.append(Problem(shown_as, 1, B003.id, "文件不是题目列表", B003.mend))
        return RawFile((), tuple(problems))
    if not found.data:
        problems.append(Problem(shown_as, 1, B003.id, "列表里没有题", B003.mend))
    return RawFile(_split(found), tuple(problems))


def _as_a_list(found: LinedYaml, shown_as: str) -> tuple[LinedYaml, list[Problem]]:
    """The list that was meant by a question without its dash or a list below a heading."""
    names = list(found.data)
    if "id" in names:
        hint = "第一行以“- ”开头，其余各行与它后面的文字对齐"
        line = found.lines.get(("id",), 1)
        slip = Problem(shown_as, line, B003.id, "这一项的开头缺少短横“- ”", hint)
        return _moved(found, [found.data], lambda key: (0, *key)), [slip]
    if len(names) == 1 and isinstance(found.data[names[0]], list):
        hint = "删去这一行，每题从行首的“- id: 编号”写起"
        slip = Problem(
            shown_as, found.lines.get((names[0],), 1), B003.id, f"题目列表上面多了一行“{names[0]}:”", hint
        )
        return _moved(found, found.data[names[0]], lambda key: key[1:]), [slip]
    return found, []


def _moved(found: LinedYaml, data: list[Any], move: Callable[[Key], Key]) -> LinedYaml:
    return LinedYaml(
        found.file,
        data,
        {move(key): line for key, line in found.lines.items()},
        {move(key): text for key, text in found.written.items()},
        frozenset(move(key) for key in found.broken),
    )


def _split(found: LinedYaml) -> tuple[RawQuestion, ...]:
    """One RawQuestion per item; items laid out alike share one layout."""
    first_lines = [found.lines[(index,)] for index in range(len(found.data))]
    layouts: list[dict[Key, int]] = [{} for _ in first_lines]
    for key, line in found.lines.items():
        if key:
            index = _place(key)
            layouts[index][key[1:]] = line - first_lines[index]
    written: list[dict[Key, str]] = [{} for _ in first_lines]
    for key, text in found.written.items():
        written[_place(key)][key[1:]] = text
    broken: list[set[Key]] = [set() for _ in first_lines]
    for key in found.broken:
        if key and isinstance(key[0], int):
            broken[key[0]].add(key[1:])
    for item in found.data:
        if isinstance(item, dict) and type(day := item.get("reviewed")) is datetime.date:
            item["reviewed"] = day.isoformat()  # the one key that is a date: text again, as a cache keeps it
    shared: dict[tuple[tuple[Key, int], ...], Mapping[Key, int]] = {}
    return tuple(
        RawQuestion(line, shared.setdefault(tuple(layout.items()), layout), data, texts, frozenset(ways))
        for line, layout, data, texts, ways in zip(
            first_lines, layouts, found.data, written, broken, strict=True
        )
    )


def _place(key: Key) -> int:
    assert isinstance(key[0], int)  # noqa: S101 - the data is a list
    return key[0]
