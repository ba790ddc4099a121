"""The XML of a written document as its names and values, namespaces told apart."""

from __future__ import annotations

from typing import Any

_OFF = frozenset({"0", "false", "off"})

_NOTHING = _OFF | {"none", "nil", "clear"}

_SWITCHES = frozenset(
    {"vanish", "webHidden", "specVanish", "strike", "dstrike", "rtl", "cs", "hidden", "bidi"}
)
"""Properties that are on unless they say one of ``_OFF``."""


def first_of(properties: list[Any], name: str) -> Any:
    """The first of these properties that says something of this name."""
    return next((found for one in properties if (found := one.find(f"{{*}}{name}")) is not None), None)


def is_on(element: Any) -> bool:
    """Whether a property is there that does not say “off”."""
    off = _OFF if element is not None and name_of(element) in _SWITCHES else _NOTHING
    return element is not None and value_of(element, "val") not in off


def value_of(element: Any, name: str) -> str:
    """An attribute of the element's own namespace; one of another says nothing to an office program."""
    return str(element.get(f"{{{namespace_of(element)}}}{name}", ""))


def namespace_of(element: Any) -> str:
    """The namespace of an element, empty without one."""
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def whole_of(text: str) -> int:
    """A whole number as it is written, 0 for anything else."""
    digits = text.lstrip("-")
    return (-1 if text.startswith("-") else 1) * int(digits) if digits.isascii() and digits.isdigit() else 0


def name_of(element: Any) -> str:
    """The name of an element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
