"""The recipe of ``quizgen roster read``: a table of people understood, written down as a roster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.bank.settings import file_near, load_settings
from quizgen.errors import AlreadyExists, ContentFaults
from quizgen.files.safe import write_new
from quizgen.model.bank import BANK_FILE
from quizgen.model.terms import Terms
from quizgen.records.roster import RosterRead, read_roster, roster_csv
from quizgen.render.fonts.glyphs import packaged_codepoints
from quizgen.render.fonts.rare import is_of_names


@dataclass(frozen=True, slots=True)
class RosterOrder:
    """What ``roster read`` was asked for.

    ``to`` None: the roster is only looked at. ``banks`` may have words of their own for the columns.
    ``number_from`` is the first 编号 for those who have none.
    """

    file: Path
    to: Path | None = None
    sheet: str | None = None
    number_from: str | None = None
    banks: tuple[Path, ...] = ()


def is_printable(character: str) -> bool:
    """Whether a character of a name can be printed, with fonts of the machine if need be."""
    return ord(character) in packaged_codepoints() or is_of_names(character)


def read_people(
    path: Path,
    terms: Terms,
    *,
    sheet: str | None = None,
    number_from: str | None = None,
    marked: str | None = None,
) -> RosterRead:
    """A roster from whatever table people keep, held against the characters that can be printed.

    Raises CannotRead, RefusedFile, WhichSheet.
    """
    return read_roster(
        path,
        str(path),
        is_printable,
        terms=terms,
        sheet=sheet,
        number_from=number_from,
        marked=marked,
    )


def look_at_roster(order: RosterOrder) -> RosterRead:
    """The roster as it is understood; nothing is written.

    Raises AlreadyExists where a file is to be written that is there already, ContentFaults for a faulty
    ``bank.yaml``, CannotRead, RefusedFile, WhichSheet.
    """
    if order.to is not None and order.to.exists():
        raise AlreadyExists(order.to)
    terms = _terms(order.banks)
    return read_people(order.file, terms, sheet=order.sheet, number_from=order.number_from)


def write_roster(read: RosterRead, to: Path) -> None:
    """Write a roster down, readable by its owner only.

    Raises ContentFaults where it has any fault, AlreadyExists, CannotWrite.
    """
    if read.problems:
        raise ContentFaults(read.problems)
    write_new(to, roster_csv(read.people).encode("utf-8-sig"))


def _terms(banks: Sequence[Path]) -> Terms:
    for bank in banks:
        if (path := file_near(bank, BANK_FILE)) is not None:
            settings, faults = load_settings(path, str(path))
            if settings is None:
                raise ContentFaults(faults)
            return settings.terms
    return Terms()
