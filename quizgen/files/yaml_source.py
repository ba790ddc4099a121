"""Finds in the written text what a YAML reader drops or changes silently."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

_COMMENT = re.compile(r"(?<=\S)[ \t]+#[^\n]*")
_LINE_SIGNS = re.compile(r"[\x85\u2028\u2029]")
_NULL_WORDS = frozenset({"~", "null", "Null", "NULL"})
_PLAIN_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_ODD_FLOAT = re.compile(r".*[_:]|[-+]?\.(inf|nan)", re.IGNORECASE)
_WORD_KEYS = frozenset(
    {"id", "kind", "difficulty", "level", "status", "pool", "topic", "rule", "source", "profile"}
)
"""Keys whose values are single words of a list: a comment after one cuts off no text."""

_PREFIX = "tag:yaml.org,2002:"
_LONGEST = 20


@dataclass(frozen=True, slots=True)
class SourceFault:
    """Something that was written, but would be read as something else; ``line`` counts from 1."""

    line: int
    message: str
    hint: str


class YamlSource:
    """The text of a YAML file, asked about the nodes that were read from it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._comments = {match.start(): match.group() for match in _COMMENT.finditer(text)}

    def line_signs(self) -> Iterator[SourceFault]:
        """Signs that break a line for YAML, but that no editor shows as a line end."""
        for number, line in enumerate(self._text.split("\n"), 1):
            found = _LINE_SIGNS.search(line)
            if found is not None:
                sign = f"U+{ord(found.group()):04X}"
                yield SourceFault(number, f"有看不见的换行符（{sign}），文字会被断开", "删去这个看不见的字符")

    def fault_of(self, node: yaml.Node, name: str) -> SourceFault | None:
        """What would be lost or changed in reading this node, the value of the key ``name``, or None."""
        line = node.start_mark.line + 1
        sign = self._text[node.start_mark.index : node.start_mark.index + 1]
        if sign in ("&", "!"):
            name = "不支持 & 和 * 引用" if sign == "&" else "不支持 ! 标签，它后面的字会丢掉"
            return SourceFault(line, name, f"把内容写出来；以 {sign} 开头的文字请加引号")
        if not isinstance(node, yaml.ScalarNode) or node.style in ("'", '"', "|", ">"):
            return None
        kind = node.tag.removeprefix(_PREFIX)
        comment = self._comments.get(node.end_mark.index)
        if comment is not None and kind in ("str", "null") and name not in _WORD_KEYS:
            return _cut_off(node.end_mark.line + 1, node.value, comment.strip())
        if kind == "null" and node.value in _NULL_WORDS:
            hint = "是文字请加引号；没有内容就删去这一行"
            return SourceFault(line, f"“{node.value}”在 YAML 里表示空，不会当作文字", hint)
        if is_odd_number(node):
            hint = f'是文字请加引号，写成 "{node.value}"；是数请照平常写，如 12'
            return SourceFault(line, f"“{node.value}”会被读成别的数", hint)
        return None

    def as_meant(self, node: yaml.ScalarNode, *, in_flow: bool) -> str:
        """The text of a node with a fault as its author must have meant it."""
        start, end = node.start_mark.index, node.end_mark.index
        rest = "" if in_flow else self._comments.get(end, "")
        sign = self._text[start : start + 1]
        text = self._text[start:end] if sign in ("&", "!") else str(node.value)
        return (text + rest).strip()


def is_odd_number(node: yaml.ScalarNode) -> bool:
    """Whether a plain scalar is a number in a notation that people do not mean: 0012, 3:30, 1_000, 0x1F."""
    match node.tag.removeprefix(_PREFIX):
        case "int":
            return _PLAIN_INT.fullmatch(node.value) is None
        case "float":
            return _ODD_FLOAT.match(node.value) is not None
        case _:
            return False


def _cut_off(line: int, before: str, comment: str) -> SourceFault:
    shown = comment if len(comment) <= _LONGEST else comment[:_LONGEST] + "…"
    after = f"“{before[-8:]}”后面的" if before else ""
    return SourceFault(
        line,
        f"{after}“{shown}”被当作注释，会丢掉",
        "是文字就给整段加引号；是注释就另起一行",
    )
