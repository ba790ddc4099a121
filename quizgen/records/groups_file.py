"""Reads a file of groups of people, with every fault and its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from pydantic import TypeAdapter

from quizgen.errors import CannotRead, Problem
from quizgen.files.yaml_lines import load_yaml
from quizgen.model.base import Way
from quizgen.model.exam_groups import ExamGroups
from quizgen.model.names import file_name_fault
from quizgen.model.reading import read_record
from quizgen.model.rules.roster import R017

_GROUPS: TypeAdapter[ExamGroups] = TypeAdapter(ExamGroups)
_NEVER = re.compile(r"身份证|证件|电话|手机|邮箱|出生|生日")
"""Columns that are not read at all. A column of ages is: it tells the groups apart and is not kept."""

_EXAMPLE = "例如 column: 职级，groups 下面 - {name: 科级, blueprint: cadre-80}"


def load_groups(path: Path) -> tuple[ExamGroups | None, tuple[Problem, ...]]:
    """The groups, or None with every fault (R017)."""
    shown = str(path)
    try:
        document, faults = load_yaml(path, shown, R017.id)
    except CannotRead as error:
        return None, (Problem(shown, error.line, R017.id, error.reason),)
    if document is None:
        return None, tuple(faults)
    reading = read_record(_GROUPS, document.data, document.broken_in(()))
    groups, wrong = reading
    found = [
        Problem(shown, document.line(fault.way) or 1, R017.id, fault.message, fault.hint or _EXAMPLE)
        for fault in wrong
    ]
    if groups is not None:
        found += [
            Problem(shown, document.line(way) or 1, R017.id, message, hint)
            for way, message, hint in _faults(groups)
        ]
    problems = (*faults, *found)
    return (None if problems else groups), problems


def _faults(groups: ExamGroups) -> Iterator[tuple[Way, str, str]]:
    if _NEVER.search(groups.column):
        message = f"不能按“{groups.column}”分组：不读这样的个人信息"
        yield ("column",), message, "在名册里另加一列，写年龄的数或组别"
    for at, one in enumerate(groups.groups):
        way: Way = ("groups", at)
        if (fault := file_name_fault(one.name)) is not None or one.name.startswith("."):
            yield (*way, "name"), f"组名“{one.name}”{fault or '以句点开头'}", "组名就是文件夹的名字"
        if one.by_number and one.values:
            yield way, f"“{one.name}”既写了 values，又写了 from、below", "只写一种"
        if one.from_ is not None and one.below is not None and one.from_ >= one.below:
            yield way, f"“{one.name}”的 from 不小于 below，没有人归这一组", ""
    for (first, one), (second, other) in combinations(enumerate(groups.groups), 2):
        if one.name.casefold() == other.name.casefold():
            yield ("groups", second, "name"), f"组名“{other.name}”写了两次", "一组一个名字"
        elif one.overlaps(other):
            message = f"第{first + 1}组“{one.name}”和第{second + 1}组“{other.name}”会收同样的人"
            yield ("groups", second), message, "分清两组"
