"""The automatic numbers of a Word document, counted as Word counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from quizgen.office.word.inside.symbols import symbols_shown
from quizgen.office.word.list_numbers import list_number
from quizgen.office.word.looks import run_fonts
from quizgen.office.word.parts import child, child_value, is_on, number_of, value
from quizgen.office.word.styles import InList, WordStyles
from quizgen.office.xml_reading import local_name, named

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_CUSTOM = re.compile(r"(0*)1, (0*)2, (0*)3, \.\.\.")


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list; ``restart`` is the level (from 1) from which on it begins again, None: any above."""

    start: int = 0
    form: str = "decimal"
    text: str = ""
    plain: bool = False
    restart: int | None = None
    style: str | None = None
    width: int = 0


@dataclass(slots=True)
class _List:
    """A list of the document (``num``): whose levels it counts, which of them it begins anew."""

    definition: str
    levels: dict[int, _Level]
    starts: dict[int, int]
    begun: set[int] = field(default_factory=set)


class ListNumbering:
    """Gives every paragraph of a list its number, in the order of the document.

    ``unknown`` are forms of numbers that are not known: they are shown as 1, 2, 3.
    """

    def __init__(self, tree: Any | None, styles: WordStyles) -> None:
        self.unknown: set[str] = set()
        self._definitions: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if tree is not None:
            self._read(tree, styles)

    def level_of(self, in_list: InList, style: str | None) -> int:
        """The level of a paragraph: its own, else the one that names its style."""
        if in_list.level is not None:
            return in_list.level
        found = self._lists.get(in_list.list_id or "")
        levels = {} if found is None else found.levels
        return next((number for number, one in levels.items() if style and one.style == style), 0)

    def next(self, list_id: str, level: int) -> str:
        """The number of the next paragraph of a list, as it is seen; empty where it has none."""
        one = self._lists.get(list_id)
        if one is None or level not in one.levels:
            return ""
        counts = self._counts.setdefault(one.definition, {})
        self._count(one, level, counts)
        return self._shown(one, level, counts)

    def _count(self, one: _List, level: int, counts: dict[int, int]) -> None:
        mine = one.levels[level]
        if level in one.starts and level not in one.begun:
            counts[level] = one.starts[level]
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = mine.start
        one.begun.add(level)
        for deeper in range(level + 1, _LEVELS):
            restart = one.levels[deeper].restart if deeper in one.levels else None
            if restart != 0 and (restart is None or level < restart):
                counts.pop(deeper, None)

    def _shown(self, one: _List, level: int, counts: dict[int, int]) -> str:
        mine = one.levels[level]

        def number(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            there = one.levels.get(place, _Level())
            count = counts.get(place, one.starts.get(place, there.start))
            if there.width:
                return f"{count:0{there.width}d}"
            text = list_number(count, "decimal" if mine.plain and place < level else there.form)
            if text is None:
                self.unknown.add(there.form)
            return str(count) if text is None else text

        return mine.text if mine.form == "bullet" else _PLACE.sub(number, mine.text).strip()

    def _read(self, tree: Any, styles: WordStyles) -> None:
        linked: dict[str, str] = {}
        for element in named(tree, "abstractNum"):
            identifier = value(element, "abstractNumId") or ""
            self._definitions[identifier] = dict(_levels(element))
            if (style := child_value(element, "numStyleLink")) is not None:
                linked[identifier] = style
        pointed = {
            value(element, "numId") or "": child_value(element, "abstractNumId") or ""
            for element in named(tree, "num")
        }
        for identifier, style in linked.items():
            target = pointed.get(styles.numbering(style) or "", identifier)
            self._definitions[identifier] = self._definitions.get(target, {})
            pointed = {key: target if one == identifier else one for key, one in pointed.items()}
        for element in named(tree, "num"):
            identifier = value(element, "numId") or ""
            self._lists[identifier] = self._list(element, pointed[identifier])

    def _list(self, element: Any, definition: str) -> _List:
        levels = dict(self._definitions.get(definition, {}))
        starts: dict[int, int] = {}
        for override in element:
            if local_name(override) != "lvlOverride":
                continue
            number = number_of(value(override, "ilvl")) or 0
            own = child(override, "lvl")
            if own is not None:
                levels[number] = _level(own)
            if (start := number_of(child_value(override, "startOverride"))) is not None:
                starts[number] = start
                levels[number] = replace(levels.get(number, _Level()), start=start)
        return _List(definition, levels, starts)


def _levels(element: Any) -> list[tuple[int, _Level]]:
    found = (one for one in element if local_name(one) == "lvl")
    return [(number_of(value(one, "ilvl")) or 0, _level(one)) for one in found]


def _level(element: Any) -> _Level:
    form, width = "decimal", 0
    for one in named(element, "numFmt"):
        form = value(one) or form
        if (custom := _CUSTOM.fullmatch(value(one, "format") or "")) is not None:
            width = len(custom[1]) + 1
    text = child_value(element, "lvlText") or ""
    if child(element, "lvlPicBulletId") is not None:
        form, text = "bullet", "•"
    elif form == "bullet":
        text = symbols_shown(text, run_fonts(child(element, "rPr")) or "symbol")[0]
    return _Level(
        number_of(child_value(element, "start")) or 0,
        form,
        text,
        plain=bool(is_on(child(element, "isLgl"))),
        restart=number_of(child_value(element, "lvlRestart")),
        style=child_value(element, "pStyle"),
        width=width,
    )
