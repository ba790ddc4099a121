"""A map of columns that a person writes (``--map``): which column means what, what codes stand for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quizgen.errors import Problem
from quizgen.files.yaml_lines import LinedYaml, load_yaml
from quizgen.interchange.columns.roles import ColumnMeaning, ColumnRole, meaning_of
from quizgen.interchange.key_words import truth_of
from quizgen.interchange.kind_words import kind_word
from quizgen.interchange.plain_words import plain_word
from quizgen.model.nearest import did_you_mean
from quizgen.model.rules.bank_tables import D340

_KEYS = ("columns", "kinds", "truth", "sheets", "head_row")
_MOST_OPTIONS = 26


@dataclass(frozen=True)
class ColumnMap:
    """What a person says of a table: ``columns`` by role as headings or letters, in the order of options.

    ``kinds`` and ``truth`` by what the table writes. ``sheets``: only those are read (empty: all).
    ``head_row``: where the headings stand (0: nowhere, None: to be found).
    """

    columns: tuple[tuple[ColumnRole, str], ...] = ()
    kinds: Mapping[str, str] = field(default_factory=dict)
    truth: Mapping[str, str] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()
    head_row: int | None = None

    def meanings(self, words: Mapping[int, str], widest: int) -> tuple[dict[int, ColumnMeaning], list[str]]:
        """What the columns of a sheet mean, with the names of columns that it does not have."""
        found: dict[int, ColumnMeaning] = {}
        missing = []
        places: dict[ColumnRole, int] = {}
        for role, name in self.columns:
            place = places[role] = places.get(role, -1) + 1
            column = _column(name, words, widest)
            if column is None:
                missing.append(name)
            else:
                found[column] = ColumnMeaning(role, place if role is ColumnRole.OPTION else 0)
        return found, missing


NO_MAP = ColumnMap()
"""Nothing said."""


def load_column_map(path: Path, shown_as: str) -> tuple[ColumnMap, tuple[Problem, ...]]:
    """The map in a file, with every fault in it. Raises CannotRead."""
    document, problems = load_yaml(path, shown_as, D340.id)
    if document is None or document.data is None:
        return NO_MAP, tuple(problems)
    reader = _MapReader(document, shown_as)
    found = reader.read()
    return found, tuple(sorted({*problems, *reader.problems}))


class _MapReader:
    def __init__(self, document: LinedYaml, shown_as: str) -> None:
        self._document, self._shown_as = document, shown_as
        self.problems: list[Problem] = []

    def read(self) -> ColumnMap:
        data = self._document.data
        if not isinstance(data, dict):
            self._fault((), "应当是一组“键: 值”，例如 columns:")
            return NO_MAP
        for key in data:
            if key not in _KEYS:
                self._fault((key,), f"不认识“{key}”", did_you_mean(str(key), _KEYS))
        row = data.get("head_row")
        if row is not None and (not isinstance(row, int) or isinstance(row, bool) or row < 0):
            self._fault(("head_row",), "head_row 写表头在第几行，没有表头写 0")
            row = None
        return ColumnMap(
            tuple(self._columns(data.get("columns"))),
            dict(self._words(data, "kinds", "单选、多选、判断")),
            dict(self._words(data, "truth", "对、错")),
            tuple(self._names(("sheets",), data.get("sheets"))),
            row,
        )

    def _columns(self, data: Any) -> Iterator[tuple[ColumnRole, str]]:
        if data is None:
            return
        if not isinstance(data, dict):
            self._fault(("columns",), "columns 下面应当是“题干: 列名”这样的一组")
            return
        roles = [role.value for role in ColumnRole]
        for name, columns in data.items():
            meaning = meaning_of(str(name))
            role = ColumnRole(name) if name in roles else None if meaning is None else meaning.role
            if role is None:
                self._fault(("columns", name), f"不认识“{name}”", did_you_mean(str(name), roles))
                continue
            for column in self._names(("columns", name), columns):
                yield role, column

    def _words(self, data: Mapping[Any, Any], key: str, known: str) -> Iterator[tuple[str, str]]:
        found = data.get(key)
        if found is None:
            return
        if not isinstance(found, dict):
            self._fault((key,), f"{key} 下面应当是“表里的写法: {known.partition('、')[0]}”这样的一组")
            return
        for written, word in found.items():
            said = _truth_word(word) if key == "truth" else str(word)
            if said is None or (key == "kinds" and kind_word(said) is None):
                self._fault((key, written), f"不认识“{word}”", f"可以写：{known}")
            else:
                yield str(written), said

    def _names(self, way: tuple[Any, ...], data: Any) -> Iterator[str]:
        """One name, or a list of names."""
        several = data if isinstance(data, list) else [] if data is None else [data]
        for one in several[:_MOST_OPTIONS]:
            if isinstance(one, str | int) and not isinstance(one, bool) and str(one).strip():
                yield str(one).strip()
            else:
                self._fault(way, "写列的名称，或者列的字母 A、B、C")

    def _fault(self, way: tuple[Any, ...], message: str, hint: str = "") -> None:
        line = self._document.line(way)
        self.problems.append(Problem(self._shown_as, line, D340.id, message, hint))


def _truth_word(word: Any) -> str | None:
    truth = word if isinstance(word, bool) else truth_of(str(word))
    return None if truth is None else "对" if truth else "错"


def _column(name: str, words: Mapping[int, str], widest: int) -> int | None:
    """The column with this heading, else with this letter."""
    plain = plain_word(name)
    named = next((column for column, word in sorted(words.items()) if plain_word(word) == plain), None)
    if named is not None:
        return named
    letters = name.upper()
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 2):  # noqa: PLR2004 - ZZ is wide enough
        return None
    number = 0
    for one in letters:
        number = number * 26 + ord(one) - ord("A") + 1
    return number if number <= widest else None
