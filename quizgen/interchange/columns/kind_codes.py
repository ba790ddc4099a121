"""Kinds that a table writes as numbers: what the heading says of them, else what the rows show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from quizgen.interchange.columns.bank_sheet import BankRow
from quizgen.interchange.columns.option_cells import OptionCell, options_within
from quizgen.interchange.columns.roles import ColumnRole
from quizgen.interchange.columns.table_keys import table_key
from quizgen.interchange.key_words import letters_of, truth_of
from quizgen.interchange.kind_words import kind_within, kind_word
from quizgen.interchange.understand.folding import folded
from quizgen.interchange.understand.options import LETTERS
from quizgen.markup.inline import blank_count
from quizgen.model.kinds import KIND_SHORT_TITLES, Kind

_CODE = re.compile(r"\d{1,2}(?:\.0)?")
_SAID = re.compile(r"(\d{1,2})\s*[:=.、\-—)）为是代表]*\s*([\u4e00-\u9fff]{2,8})")


class KindCodes(NamedTuple):
    """The kinds that codes stand for; ``guessed`` are those that only the rows show."""

    kinds: Mapping[str, str]
    guessed: tuple[str, ...] = ()

    def word(self, text: str) -> str:
        """The word for a kind as a table writes it."""
        return self.kinds.get(_plain(text), text)


def kind_codes(head: str, rows: Sequence[BankRow], given: Mapping[str, str]) -> KindCodes:
    """What codes of kinds mean: as a person said, as the heading says (0单选，1多选), as the rows show."""
    written = {_plain(text) for row in rows if _CODE.fullmatch(text := row.text(ColumnRole.KIND))}
    said = {**_said(head), **given}
    guessed: dict[str, str] = {}
    for code in sorted(written - said.keys()):
        of_code = [row for row in rows if _plain(row.text(ColumnRole.KIND)) == code]
        if (kind := _shown_by(of_code)) is not None:
            guessed[code] = KIND_SHORT_TITLES[kind]
    return KindCodes({**guessed, **said}, tuple(guessed))


def _plain(text: str) -> str:
    return text.strip().removesuffix(".0")


def _said(head: str) -> dict[str, str]:
    found = {}
    for code, word in _SAID.findall(folded(head)):
        named = kind_word(word) or kind_within(word)
        if named is not None:
            found[code] = word
    return found


def _shown_by(rows: Sequence[BankRow]) -> Kind | None:
    """The kind that all rows of a code look like; several right letters anywhere make it 多选."""
    looks = Counter(_look(row) for row in rows)
    if set(looks) <= {Kind.SINGLE, Kind.MULTIPLE} and looks[Kind.MULTIPLE]:
        return Kind.MULTIPLE
    return next(iter(looks)) if len(looks) == 1 else None


def _look(row: BankRow) -> Kind | None:
    key = row.text(ColumnRole.ANSWER)
    heads = row.sheet.heads
    options = [text for column, _ in heads.options if (text := row.saw(column).text)]
    options = options or [one.text for one in options_within(row.text(ColumnRole.OPTIONS))]
    if len(options) == 2 and {truth_of(one) for one in options} == {True, False}:  # noqa: PLR2004 - right and wrong
        return Kind.TRUE_FALSE
    if options:
        cells = [OptionCell(letter, text) for letter, text in zip(LETTERS, options, strict=False)]
        letters = letters_of(table_key(key, cells, counted=True).text)
        return Kind.MULTIPLE if letters is not None and len(letters) > 1 else Kind.SINGLE
    if truth_of(key, lettered=True, numbered=True) is not None:
        return Kind.TRUE_FALSE
    return Kind.FILL if blank_count(row.text(ColumnRole.STEM)) else None
