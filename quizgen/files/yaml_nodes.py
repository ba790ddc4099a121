"""The nodes of a YAML text as plain data, the line of every value noted."""

from __future__ import annotations

import re
from typing import Any

import yaml

from quizgen.files.yaml_source import SourceFault, YamlSource

Key = tuple[str | int, ...]
"""The way to a value: keys and list positions, e.g. ``(3, "wrong", 0, "text")``."""

_MERGE_TAG = "tag:yaml.org,2002:merge"

_TEXT_TAG, _LIST_TAG, _MAP_TAG = (f"tag:yaml.org,2002:{one}" for one in ("str", "seq", "map"))

_DEPTH_LIMIT = 40

_DEEP = 500
"""Levels of nesting that no content has, far below what composing could stand."""

_DEEP_DASHES = re.compile(rf"^[ ?:-]{{{_DEEP}}}", re.MULTILINE)


_SAFE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN: dict[str, list[tuple[str, re.Pattern[str]]]] = _SAFE.yaml_implicit_resolvers
"""What a plain text may be besides text, by its first sign."""


class Loader(_SAFE):  # type: ignore[misc]  # which class it is depends on what is installed
    """Reads as the safe loader does; tells what a node is without asking for paths that nobody set."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        """The tag of a node that names none."""
        if kind is yaml.ScalarNode:
            if implicit[0]:
                for tag, pattern in _PLAIN.get(value[:1], ()):
                    if pattern.match(value):
                        return tag
            return _TEXT_TAG
        return _LIST_TAG if kind is yaml.SequenceNode else _MAP_TAG

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """Nothing is told apart by its path."""

    def ascend_resolver(self) -> None:
        """Nothing is told apart by its path."""


class TooDeep(Exception):
    """Something is nested too deeply to be read; ``line`` counts from 1."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(line)


def check_depth(text: str, loader_class: Any) -> None:
    """Raise TooDeep for a nesting that would exhaust the machine's stack while nodes are composed."""
    if text.count("[") + text.count("{") <= _DEEP and not _DEEP_DASHES.search(text):
        return
    depth = 0
    for event in yaml.parse(text, loader_class):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEP:
                raise TooDeep(1 if event.start_mark is None else event.start_mark.line + 1)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


class NodeReader:
    """Turns nodes into plain data while noting lines; aliases and merge keys are refused."""

    def __init__(self, loader: Any, source: YamlSource | None, offset: int) -> None:
        self._loader = loader
        self._source = source
        self._offset = offset
        self._flow = 0
        self.lines: dict[Key, int] = {}
        self.written: dict[Key, str] = {}
        self.faults: list[SourceFault] = []
        self._seen: set[int] = set()

    def build(self, node: yaml.Node, key: Key) -> Any:
        """The data of a node; its faults and lines are noted."""
        line = self._offset + node.start_mark.line + 1
        if len(key) > _DEPTH_LIMIT:
            raise TooDeep(line)
        self.lines.setdefault(key, line)
        if id(node) in self._seen:
            self._fault(line, "不支持 & 和 * 引用", "把内容写出来；以 & 或 * 开头的文字请加引号")
            return str(node.value) if isinstance(node, yaml.ScalarNode) else None
        self._seen.add(id(node))
        faulty = self._look_at(node, str(key[-1]) if key else "")
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, key, line, faulty=faulty)
        assert isinstance(node, yaml.CollectionNode)  # noqa: S101 - there is no fourth kind of node
        self._flow += bool(node.flow_style)
        data = self._collection(node, key)
        self._flow -= bool(node.flow_style)
        return data

    def _collection(self, node: yaml.CollectionNode, key: Key) -> Any:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, key)
        return [self.build(child, (*key, index)) for index, child in enumerate(node.value)]

    def _look_at(self, node: yaml.Node, name: str) -> bool:
        fault = None if self._source is None else self._source.fault_of(node, name)
        if fault is not None:
            self._fault(self._offset + fault.line, fault.message, fault.hint)
        return fault is not None

    def _scalar(self, node: yaml.ScalarNode, key: Key, line: int, *, faulty: bool) -> Any:
        if faulty and self._source is not None:
            return self._source.as_meant(node, in_flow=self._flow > 0)
        if node.tag == _TEXT_TAG:
            return node.value
        try:
            value = self._loader.construct_object(node)
        except (ValueError, yaml.YAMLError):
            self._fault(line, f"读不懂这个值“{node.value}”", "文字请加引号")
            return node.value
        if value is not None and str(value) != node.value:
            self.written[key] = node.value
        return value

    def _mapping(self, node: yaml.MappingNode, key: Key) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name_node, value_node in node.value:
            line = self._offset + name_node.start_mark.line + 1
            if not isinstance(name_node, yaml.ScalarNode) or name_node.tag == _MERGE_TAG:
                self._fault(line, "键应当是普通文字", "不要使用 <<、列表或映射作键")
                continue
            name = str(name_node.value)
            if name in found and name == next(iter(found)) and len(found) > 1:
                hint = "另起一项的，这一行以“- ”开头，以下各行与它对齐；否则只保留一个"
                self._fault(line, f"键“{name}”写了两次", hint)
                break
            if name in found:
                self._fault(line, f"键“{name}”写了两次", "只保留一个")
                continue
            self.lines[(*key, name)] = line
            found[name] = self.build(value_node, (*key, name))
        return found

    def _fault(self, line: int, message: str, hint: str) -> None:
        self.faults.append(SourceFault(line, message, hint))
