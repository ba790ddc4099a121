"""Whole items of a YAML list replaced or added: every other character of the file stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from quizgen.files.yaml_edit import CannotEdit
from quizgen.files.yaml_write import dump_yaml

_ID = "id"


def with_items(
    text: str, replaced: Mapping[str, Any], added: Sequence[Mapping[str, Any]], shown_as: str
) -> str:
    """The text of a bank file with some items written anew (by their ids), others added at its end.

    Raises CannotEdit where an item is laid out so that it cannot be told from its neighbours, and whatever
    PyYAML raises for a text that is no YAML.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    items: list[yaml.Node] = root.value if isinstance(root, yaml.SequenceNode) else []
    if isinstance(root, yaml.SequenceNode) and root.flow_style:
        raise CannotEdit(shown_as, 1, _ID)
    for item in reversed(items):
        id_ = _id_of(item)
        if id_ in replaced:
            text = _with_one(text, item, replaced[id_], newline, shown_as)
    if added:
        indent = " " * (items[0].start_mark.column - 2) if items else ""
        ending = "" if not text or text.endswith("\n") else newline
        text += ending + _indented(dump_yaml([dict(one) for one in added]), indent, newline)
    _check(text, {**replaced, **{str(one[_ID]): one for one in added}}, shown_as)
    return text


def _id_of(item: yaml.Node) -> str:
    pairs = item.value if isinstance(item, yaml.MappingNode) else []
    return next((str(value.value) for name, value in pairs if name.value == _ID), "")


def _with_one(text: str, item: yaml.Node, data: Any, newline: str, shown_as: str) -> str:
    start, column = item.start_mark.index, item.start_mark.column
    if getattr(item, "flow_style", False):
        end = item.end_mark.index
    else:
        end = start + len(text[start : _last(item)].rstrip())
    before = text[text.rfind("\n", 0, start) + 1 : start]
    if before.strip(" ") != "-":
        raise CannotEdit(shown_as, item.start_mark.line + 1, _ID)
    written = _indented(dump_yaml(data), " " * column, newline).strip()
    return text[:start] + written + text[end:]


def _last(node: yaml.Node) -> int:
    """Where the last value inside a node ends."""
    if isinstance(node, yaml.ScalarNode) or getattr(node, "flow_style", False) or not node.value:
        return node.end_mark.index
    last = node.value[-1]
    return _last(last[1] if isinstance(node, yaml.MappingNode) else last)


def _indented(text: str, indent: str, newline: str) -> str:
    lines = (f"{indent}{line}" if line else line for line in text.split("\n"))
    return newline.join(lines)


def _check(text: str, wanted: Mapping[str, Any], shown_as: str) -> None:
    """Whether the text now says what it should: nothing is written that was not read back."""
    data: Any = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    there = {str(one.get(_ID)): one for one in data if isinstance(one, dict)}
    for id_, item in wanted.items():
        if there.get(id_) != dict(item):
            raise CannotEdit(shown_as, 1, id_)
