"""YAML that remembers on which line every value stood."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from quizgen.errors import Problem
from quizgen.files.text import read_utf8

Key = tuple[str | int, ...]
"""The way to a value: keys and list positions, e.g. ``(3, "wrong", 0, "text")``."""

_MERGE_TAG = "tag:yaml.org,2002:merge"
_DEPTH_LIMIT = 40


@dataclass(frozen=True, slots=True)
class LinedYaml:
    """A YAML document as plain data; ``lines`` maps the way to every value to its line (from 1)."""

    file: str
    data: Any
    lines: dict[Key, int] = field(repr=False)

    def line(self, key: Key) -> int | None:
        """The line of a value, or of the nearest thing that holds it."""
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines.get(key)


def load_yaml(path: Path, shown_as: str, rule: str) -> tuple[LinedYaml | None, list[Problem]]:
    """Read a YAML file; syntax faults and doubled keys come back as Problems with number ``rule``.

    Raises CannotRead when the file cannot be read or is not UTF-8.
    """
    return parse_yaml(read_utf8(path), shown_as, rule)


def parse_yaml(text: str, shown_as: str, rule: str) -> tuple[LinedYaml | None, list[Problem]]:
    """The same for text at hand."""
    loader_class = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        loader = loader_class(text)
        try:
            node = loader.get_single_node()
            builder = _Builder(loader, shown_as, rule)
            data = None if node is None else builder.build(node, ())
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = None if mark is None else mark.line + 1
        return None, [Problem(shown_as, line, rule, _explain(error), "检查缩进、引号和冒号后的空格")]
    except yaml.YAMLError:
        found = yaml.reader.Reader.NON_PRINTABLE.search(text)
        line = None if found is None else text.count("\n", 0, found.start()) + 1
        return None, [Problem(shown_as, line, rule, "含有 YAML 不允许的控制字符", "删去不可见字符")]
    except _TooDeep as error:
        return None, [Problem(shown_as, error.line, rule, "嵌套层次过深", "检查缩进")]
    return LinedYaml(shown_as, data, builder.lines), builder.problems


class _TooDeep(Exception):
    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(line)


class _Builder:
    """Turns nodes into plain data while noting lines; aliases and merge keys are refused."""

    def __init__(self, loader: Any, shown_as: str, rule: str) -> None:
        self._loader = loader
        self._file = shown_as
        self._rule = rule
        self.lines: dict[Key, int] = {}
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def build(self, node: yaml.Node, key: Key) -> Any:
        line = node.start_mark.line + 1
        if len(key) > _DEPTH_LIMIT:
            raise _TooDeep(line)
        self.lines.setdefault(key, line)
        if id(node) in self._seen:
            self._fault(line, "不支持 & 和 * 引用", "把内容写出来；以 & 或 * 开头的文字请加引号")
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, key)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*key, index)) for index, child in enumerate(node.value)]
        try:
            return self._loader.construct_object(node)
        except (ValueError, yaml.YAMLError):
            self._fault(line, f"读不懂这个值“{node.value}”", "文字请加引号")
            return node.value

    def _mapping(self, node: yaml.MappingNode, key: Key) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name_node, value_node in node.value:
            line = name_node.start_mark.line + 1
            if not isinstance(name_node, yaml.ScalarNode) or name_node.tag == _MERGE_TAG:
                self._fault(line, "键应当是普通文字", "不要使用 <<、列表或映射作键")
                continue
            name = str(name_node.value)
            if name in found:
                self._fault(line, f"键“{name}”写了两次", "只保留一个")
                continue
            self.lines[(*key, name)] = line
            found[name] = self.build(value_node, (*key, name))
        return found

    def _fault(self, line: int, message: str, hint: str) -> None:
        self.problems.append(Problem(self._file, line, self._rule, message, hint))


def _explain(error: yaml.MarkedYAMLError) -> str:
    text = error.problem or ""
    for english, chinese in _REASONS:
        if english in text:
            return f"YAML 格式错误：{chinese}"
    return "YAML 格式错误"


_REASONS = (
    ("cannot start any token", "出现了不能这样开头的字符（如 @ 或 `，请给文字加引号）"),
    ("mapping values are not allowed", "这里多了一个冒号（含冒号的文字请加引号）"),
    ("could not find expected ':'", "缺少冒号"),
    ("did not find expected key", "缩进不一致，或缺少键"),
    ("did not find expected '-'", "列表的短横没有对齐"),
    ("did not find expected ',' or", "方括号或花括号没有写完"),
    ("found unexpected end of stream", "引号没有成对"),
    ("unknown escape", "双引号中的反斜杠写法不对"),
    ("found undefined alias", "不支持 * 引用（以 * 开头的文字请加引号）"),
    ("expected a single document", "一个文件里只能有一份文档（去掉 ---）"),
)
