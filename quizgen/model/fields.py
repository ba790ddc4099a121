"""What the model says about a place inside plain data: its title, its description, the keys there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from quizgen.model.base import Way

SchemaNode = Mapping[str, Any]
"""A node of a JSON Schema."""


class Fields:
    """The model of one piece of plain data; where a union has a ``kind``, only that kind's keys are known."""

    def __init__(self, adapter: TypeAdapter[Any], data: Any) -> None:
        self._schema = _schema(adapter)
        self._data = data

    def keys(self, way: Way) -> tuple[str, ...]:
        """The keys that may stand at a place, in the order they are declared."""
        return tuple(dict.fromkeys(name for node in self._at(way) for name in node.get("properties", {})))

    def title(self, way: Way) -> str:
        """What a value at that place is called in Chinese, or nothing."""
        return self._said(way, "title")

    def description(self, way: Way) -> str:
        """What a value at that place should be, or nothing."""
        return self._said(way, "description")

    def label(self, way: Way) -> str:
        """A key with its title: ``错因（why）``, or ``“name”`` where it has none."""
        title = self.title(way)
        return f"{title}（{way[-1]}）" if title else f"“{way[-1]}”"

    def named(self, way: Way) -> str:
        """The way in words: ``错误项（wrong）第2个的错因（why）``; empty for the whole."""
        out = ""
        for length, step in enumerate(way, 1):
            link = "的" if out else ""
            out += f"第{step + 1}个" if isinstance(step, int) else f"{link}{self.label(way[:length])}"
        return out

    def _said(self, way: Way, what: str) -> str:
        nodes = [child for node in self._at(way[:-1]) for child in _children(node, way[-1])] if way else []
        return next((node[what] for node in nodes if what in node), "")

    def _at(self, way: Way) -> list[SchemaNode]:
        """The nodes of a place, references and unions followed."""
        data, nodes = self._data, list(self._open(self._schema, self._data))
        for step in way:
            data = _inside(data, step)
            children = [child for node in nodes for child in _children(node, step)]
            nodes = [opened for child in children for opened in self._open(child, data)]
        return nodes

    def _open(self, node: SchemaNode, data: Any) -> Iterator[SchemaNode]:
        if "$ref" in node:
            yield from self._open(self._schema["$defs"][node["$ref"].rpartition("/")[2]], data)
        elif "discriminator" in node:
            kinds = node["discriminator"]["mapping"]
            kind = data.get("kind") if isinstance(data, Mapping) else None
            chosen = [kinds[kind]] if isinstance(kind, str) and kind in kinds else kinds.values()
            for one in chosen:
                yield from self._open({"$ref": one}, data)
        elif "anyOf" in node or "oneOf" in node:
            for member in node.get("anyOf", node.get("oneOf", ())):
                yield from self._open(member, data)
        else:
            yield node


class _OwnTitles(GenerateJsonSchema):
    """Only the titles that the model writes, none made up from the names."""

    def field_title_should_be_set(self, _schema: Any) -> bool:
        return False


@lru_cache(maxsize=32)
def _schema(adapter: TypeAdapter[Any]) -> dict[str, Any]:
    return adapter.json_schema(schema_generator=_OwnTitles)


def _children(node: SchemaNode, step: str | int) -> Iterator[SchemaNode]:
    if isinstance(step, int):
        if "items" in node:
            yield node["items"]
    elif step in node.get("properties", {}):
        yield node["properties"][step]
    elif isinstance(node.get("additionalProperties"), Mapping):
        yield node["additionalProperties"]


def _inside(data: Any, step: str | int) -> Any:
    try:
        return data[step]
    except (KeyError, IndexError, TypeError):
        return None
