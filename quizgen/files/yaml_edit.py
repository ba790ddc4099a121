"""Keys of the items of a YAML list changed where they stand: every other character stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from quizgen.errors import QuizgenError

ItemChanges = Mapping[str, Mapping[str, str | Sequence[str]]]
"""By the id of an item: a key with the text it should have, or a list with what to add to it."""

_ID = "id"


class CannotEdit(QuizgenError):
    """An item is written in a way that cannot be changed in place."""

    def __init__(self, shown_as: str, line: int, key: str) -> None:
        super().__init__(
            f"{shown_as}:{line}: 这里的“{key}”不能就地改（写法少见）；请照提示手工改，没有写出任何文件。"
        )


@dataclass(frozen=True, slots=True)
class _Patch:
    start: int
    end: int
    text: str


def edited(text: str, changes: ItemChanges, shown_as: str, after: str) -> str:
    """The text with the changes in it; a key that is not there yet is put behind the key ``after``.

    What is added to a list goes behind what is there, nothing twice; where nothing is new, nothing
    changes. Raises CannotEdit, and whatever PyYAML raises for a text that is no YAML.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    patches: list[_Patch] = []
    for item in root.value if isinstance(root, yaml.SequenceNode) else ():
        if not isinstance(item, yaml.MappingNode):
            continue
        wanted = changes.get(_id_of(item))
        for key, value in (wanted or {}).items():
            patches += _patches(item, key, value, _Place(text, newline, shown_as, after))
    # from the end on; of several at one place the last first, so that they stand in their order
    for _, patch in sorted(enumerate(patches), key=lambda one: (one[1].start, one[0]), reverse=True):
        text = text[: patch.start] + patch.text + text[patch.end :]
    _check(text, changes, shown_as)
    return text


@dataclass(frozen=True, slots=True)
class _Place:
    text: str
    newline: str
    shown_as: str
    after: str


def _id_of(item: yaml.MappingNode) -> str:
    return next((str(value.value) for name, value in item.value if name.value == _ID), "")


def _patches(item: yaml.MappingNode, key: str, value: str | Sequence[str], place: _Place) -> Iterator[_Patch]:
    found = next(((name, node) for name, node in item.value if name.value == key), None)
    if found is None:
        written = value if isinstance(value, str) else f"[{', '.join(value)}]"
        yield _new_key(item, f"{key}: {written}", place)
    elif isinstance(value, str):
        yield _other_value(found[1], key, value, place)
    else:
        fresh = [one for one in value if one not in _members(found[1])]
        if fresh:
            yield _longer_list(found[1], key, fresh, place)


def _new_key(item: yaml.MappingNode, written: str, place: _Place) -> _Patch:
    """Behind the key ``after``, or before it when its text cannot be seen to end on its line."""
    if item.flow_style:
        end = item.end_mark.index - 1
        return _Patch(end, end, f", {written}")
    names = {name.value: (name, node) for name, node in item.value}
    name, node = names.get(place.after) or item.value[-1]
    indent = " " * name.start_mark.column
    simple = isinstance(node, yaml.ScalarNode) and node.style in {None, "'", '"'}
    if not simple and not getattr(node, "flow_style", False):
        start = name.start_mark.index
        return _Patch(start, start, f"{written}{place.newline}{indent}")
    end = _line_end(place.text, node.end_mark.index)
    return _Patch(end, end, f"{place.newline}{indent}{written}")


def _line_end(text: str, index: int) -> int:
    end = text.find("\n", index)
    end = len(text) if end < 0 else end
    return end - 1 if end and text[end - 1] == "\r" else end


def _other_value(node: yaml.Node, key: str, value: str, place: _Place) -> _Patch:
    if not isinstance(node, yaml.ScalarNode) or node.style not in {None, "'", '"'} or not node.value:
        raise CannotEdit(place.shown_as, node.start_mark.line + 1, key)
    return _Patch(node.start_mark.index, node.end_mark.index, value)


def _longer_list(node: yaml.Node, key: str, fresh: Sequence[str], place: _Place) -> _Patch:
    if not isinstance(node, yaml.SequenceNode):
        raise CannotEdit(place.shown_as, node.start_mark.line + 1, key)
    if node.flow_style:
        end = node.value[-1].end_mark.index if node.value else node.start_mark.index + 1
        return _Patch(end, end, ", ".join(([""] if node.value else []) + list(fresh)))
    last = node.value[-1]
    if not isinstance(last, yaml.ScalarNode):
        raise CannotEdit(place.shown_as, node.start_mark.line + 1, key)
    indent = " " * node.start_mark.column
    end = _line_end(place.text, last.end_mark.index)
    return _Patch(end, end, "".join(f"{place.newline}{indent}- {one}" for one in fresh))


def _members(node: yaml.Node) -> list[str]:
    return [str(member.value) for member in node.value] if isinstance(node, yaml.SequenceNode) else []


def _check(text: str, changes: ItemChanges, shown_as: str) -> None:
    """Whether the text now says what it should: nothing is written that was not read back."""
    data: Any = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    items = {str(item.get(_ID)): item for item in data if isinstance(item, dict)}
    for id_, wanted in changes.items():
        for key, value in wanted.items():
            there = items.get(id_, {}).get(key)
            good = (
                str(there) == value.strip("\"'") if isinstance(value, str) else set(value) <= set(there or ())
            )
            if id_ in items and not good:
                raise CannotEdit(shown_as, 1, f"{id_} 的 {key}")
