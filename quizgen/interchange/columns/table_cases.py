"""Rows that belong together: sub-questions of a case, further options of a question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from quizgen.interchange.columns.bank_sheet import BankRow
from quizgen.interchange.columns.kind_codes import KindCodes
from quizgen.interchange.columns.roles import ColumnRole
from quizgen.interchange.kind_words import kind_within, kind_word
from quizgen.model.kinds import Kind

_OTHERS = (ColumnRole.STEM, ColumnRole.PART_STEM, ColumnRole.ANSWER, ColumnRole.KIND, ColumnRole.CASE_TEXT)


@dataclass
class RowGroup:
    """A question with its rows: ``rows`` are its sub-questions, or else the row that it stands on.

    ``text`` is the row with the text of the case (None: an ordinary question). ``more`` are rows that go on
    with its options. ``unsure``: nothing but their place says that the rows belong together.
    """

    rows: list[BankRow] = field(default_factory=list)
    text: BankRow | None = None
    role: ColumnRole = ColumnRole.CASE_TEXT
    more: list[BankRow] = field(default_factory=list)
    unsure: bool = False


def grouped(rows: Sequence[BankRow], codes: KindCodes) -> Iterator[RowGroup]:
    """The rows of a sheet as questions, in order."""
    group: RowGroup | None = None
    for row in rows:
        if group is not None and _goes_on_options(group, row):
            group.more.append(row)
        elif group is not None and _goes_on_case(group, row, codes):
            group.unsure = group.unsure or not _says_case(row)
            group.rows.append(row)
        else:
            if group is not None:
                yield group
            group = _begun(row, codes)
    if group is not None:
        yield group


def _begun(row: BankRow, codes: KindCodes) -> RowGroup:
    if row.text(ColumnRole.CASE_TEXT):
        return RowGroup([row], row)
    if row.text(ColumnRole.PART_STEM):
        return RowGroup([row], row, ColumnRole.STEM)
    if _is_case(row, codes) and not row.text(ColumnRole.ANSWER) and _may_have_parts(row):
        return RowGroup([], row, ColumnRole.STEM)
    return RowGroup([row])


def _may_have_parts(row: BankRow) -> bool:
    heads = row.sheet.heads
    return any(heads.column(one) is not None for one in (ColumnRole.PART_STEM, ColumnRole.CASE_ID))


def _is_case(row: BankRow, codes: KindCodes) -> bool:
    word = codes.word(row.text(ColumnRole.KIND))
    found = kind_word(word) or kind_within(word)
    return found is not None and found.only is Kind.CASE


def _goes_on_options(group: RowGroup, row: BankRow) -> bool:
    """Whether a row has nothing but further options."""
    if group.text is not None or not row.text(ColumnRole.OPTIONS):
        return False
    return not any(row.text(one) for one in _OTHERS)


def _goes_on_case(group: RowGroup, row: BankRow, codes: KindCodes) -> bool:
    before = group.text
    if before is None:
        return False
    if group.role is ColumnRole.CASE_TEXT:
        text = row.text(ColumnRole.CASE_TEXT)
        return text == before.text(ColumnRole.CASE_TEXT) or (not text and _is_case(row, codes))
    if identifier := before.text(ColumnRole.CASE_ID):
        return row.text(ColumnRole.CASE_ID) == identifier
    stem = row.text(ColumnRole.STEM)
    return bool(row.text(ColumnRole.PART_STEM)) and stem in {"", before.text(ColumnRole.STEM)}


def _says_case(row: BankRow) -> bool:
    """Whether a row itself says to which case it belongs."""
    return any(row.text(one) for one in (ColumnRole.CASE_TEXT, ColumnRole.CASE_ID, ColumnRole.PART_STEM))
