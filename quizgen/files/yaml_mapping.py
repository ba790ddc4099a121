"""Entries added to a YAML mapping where it stands: every other character of the file stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from quizgen.files.yaml_edit import CannotEdit
from quizgen.files.yaml_write import dump_yaml


def with_members(text: str, more: Mapping[str, Sequence[str]], shown_as: str) -> str:
    """A mapping of lists with more members in some, or with lists that are new, at its end.

    Raises CannotEdit where a list is laid out in a way that cannot be added to.
    """
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    nodes = {str(name.value): node for name, node in root.value} if isinstance(root, yaml.MappingNode) else {}
    fresh = {name: list(members) for name, members in more.items() if name not in nodes}
    text = _ended(text) + (dump_yaml(fresh) if fresh else "")
    known = ((nodes[name], members) for name, members in more.items() if name in nodes and members)
    for node, members in sorted(known, key=lambda one: one[0].start_mark.index, reverse=True):
        text = _longer(text, node, members, shown_as)
    data = _read(text)
    for name, members in more.items():
        if not set(members) <= set(data.get(name) or ()):
            raise CannotEdit(shown_as, 1, name)
    return text


def with_keys(text: str, name: str, more: Mapping[str, str], shown_as: str) -> str:
    """A mapping in which the mapping ``name`` has more entries, or is new. Raises CannotEdit."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    nodes = {str(key.value): node for key, node in root.value} if isinstance(root, yaml.MappingNode) else {}
    node = nodes.get(name)
    if node is None:
        text = _ended(text) + dump_yaml({name: dict(more)})
    elif isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        start, indent = node.start_mark.index, " " * node.start_mark.column
        text = text[:start] + dump_yaml(dict(more)).replace("\n", f"\n{indent}") + text[start:]
    else:
        raise CannotEdit(shown_as, node.start_mark.line + 1, name)
    if not dict(more).items() <= (_read(text).get(name) or {}).items():
        raise CannotEdit(shown_as, 1, name)
    return text


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


def _longer(text: str, node: yaml.Node, members: Sequence[str], shown_as: str) -> str:
    if isinstance(node, yaml.SequenceNode) and node.flow_style:
        end = node.value[-1].end_mark.index if node.value else node.start_mark.index + 1
        written = ", ".join(dump_yaml(list(members)).removeprefix("- ").strip().split("\n- "))
        return f"{text[:end]}{', ' if node.value else ''}{written}{text[end:]}"
    if isinstance(node, yaml.SequenceNode) and node.value:
        end, indent = node.value[-1].end_mark.index, " " * node.start_mark.column
        written = dump_yaml(list(members)).rstrip("\n").replace("\n", f"\n{indent}")
        return f"{text[:end]}\n{indent}{written}{text[end:]}"
    raise CannotEdit(shown_as, node.start_mark.line + 1, str(members[0]))


def _read(text: str) -> Any:
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
