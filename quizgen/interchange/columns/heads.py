"""The headings of a table of questions: on which row they stand, which column means what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from quizgen.interchange.columns.roles import ColumnMeaning, ColumnRole, meaning_of, plainness
from quizgen.interchange.plain_words import plain_word
from quizgen.office.cells import Area, Row

HEADING_WITHIN = 15
"""Titles and instructions may stand above the headings, but not more rows than this."""
_ENOUGH = 2
_QUOTES = ' "\ufeff'
_SEVERAL = frozenset({ColumnRole.TOPIC, ColumnRole.REMARK, ColumnRole.TAGS})
"""What may have several columns."""
_ASKING = frozenset({ColumnRole.STEM, ColumnRole.PART_STEM, ColumnRole.CASE_TEXT})


@dataclass(frozen=True)
class BankHeads:
    """The headings: rows from ``first`` to ``last``, words by column, what they mean by column.

    ``beside`` are columns whose heading means what another column was taken for.
    """

    first: int
    last: int
    words: Mapping[int, str]
    meanings: Mapping[int, ColumnMeaning]
    beside: Mapping[int, ColumnRole] = field(default_factory=dict)

    @cached_property
    def by_role(self) -> Mapping[ColumnRole, tuple[int, ...]]:
        """The columns of every role, from the left."""
        found: dict[ColumnRole, tuple[int, ...]] = {}
        for column, meaning in sorted(self.meanings.items()):
            found[meaning.role] = (*found.get(meaning.role, ()), column)
        return found

    def column(self, role: ColumnRole) -> int | None:
        """The column of a role; None where there is none."""
        return self.by_role.get(role, (None,))[0]

    def columns(self, role: ColumnRole) -> tuple[int, ...]:
        """All columns of a role, from the left."""
        return self.by_role.get(role, ())

    @cached_property
    def options(self) -> tuple[tuple[int, int], ...]:
        """The columns of options with the place of each, A first."""
        columns = self.columns(ColumnRole.OPTION)
        return tuple(sorted(((one, self.meanings[one].place) for one in columns), key=lambda one: one[1]))

    def names(self, row: Mapping[int, str]) -> bool:
        """Whether a row repeats the headings."""
        same = [
            one
            for one, text in row.items()
            if (word := self.words.get(one, ""))
            and abs(len(text) - len(word)) < _ENOUGH
            and plain_word(text) == plain_word(word)
        ]
        return len(same) >= _ENOUGH and len(same) * 2 > len(row)


def is_head_line(line: str) -> bool:
    """Whether a line of a text holds headings of a question bank."""
    for separator in ",\t;，；|":
        words = line.split(separator)
        if len(words) > 1 and _is_bank([meaning_of(one.strip(_QUOTES)) for one in words]):
            return True
    return _is_bank([meaning_of(one) for one in line.split()])


def find_heads(rows: Sequence[Row], merged: Sequence[Area]) -> BankHeads | None:
    """The headings among the first rows of a sheet, on one row or on two; None where there are none.

    The first row that names a stem and something else; the row below belongs to it where a heading above
    is merged over several columns (选项 over A, B, C, D).
    """
    for place, row in enumerate(rows):
        words = _words(row)
        found = [meaning_of(text) for text in words.values()]
        over = [area for area in merged if area.top == row.number and area.right > area.left]
        below = (
            rows[place + 1] if place + 1 < len(rows) and rows[place + 1].number == row.number + 1 else None
        )
        if over and below is not None and any(found):
            both = _two_rows(row, below, over)
            if _is_bank([meaning_of(text) for text in both.values()]) and _more(both, words):
                return _heads(row.number, below.number, both)
        if _is_bank(found):
            return _heads(row.number, row.number, words)
    return None


def given_heads(row: Row | None, meanings: Mapping[int, ColumnMeaning]) -> BankHeads:
    """The headings where a person has said what the columns mean; ``row`` None: the table has none."""
    number = 0 if row is None else row.number
    return BankHeads(number, number, {} if row is None else _words(row), meanings)


def _words(row: Row) -> dict[int, str]:
    return {cell.column: cell.seen.strip() for cell in row.cells if cell.seen.strip()}


def _two_rows(upper: Row, lower: Row, over: Sequence[Area]) -> dict[int, str]:
    """Headings on two rows: the lower one counts below a merged one, with the upper word if it needs it."""
    above, below = _words(upper), _words(lower)
    words = dict(above)
    for area in over:
        title = words.pop(area.left, "")
        for column in range(area.left, area.right + 1):
            if text := below.get(column, ""):
                words[column] = text if meaning_of(text) else f"{title}{text}"
    return words | {column: text for column, text in below.items() if column not in words}


def _more(both: Mapping[int, str], one: Mapping[int, str]) -> bool:
    return sum(meaning_of(text) is not None for text in both.values()) > sum(
        meaning_of(text) is not None for text in one.values()
    )


def _is_bank(found: Sequence[ColumnMeaning | None]) -> bool:
    roles = {one.role for one in found if one is not None}
    return bool(roles & _ASKING) and len(roles) >= _ENOUGH


def _heads(first: int, last: int, words: Mapping[int, str]) -> BankHeads:
    """Of several columns with the same meaning the one whose heading says it most plainly, then the first."""
    meanings: dict[int, ColumnMeaning] = {}
    beside: dict[int, ColumnRole] = {}
    taken: set[tuple[ColumnRole, int]] = set()
    for column, text in sorted(words.items(), key=lambda one: (plainness(one[1]), one[0])):
        meaning = meaning_of(text)
        if meaning is None:
            continue
        if (meaning.role, meaning.place) in taken and meaning.role not in _SEVERAL:
            beside[column] = meaning.role
            continue
        taken.add((meaning.role, meaning.place))
        meanings[column] = meaning
    return BankHeads(first, last, dict(words), meanings, dict(sorted(beside.items())))
