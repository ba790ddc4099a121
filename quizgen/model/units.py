"""Units that are given their part of an exam: what the centre wrote down when it split the exam."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from quizgen.model.base import Record, Text
from quizgen.model.exam import Digest


class Given(Record):
    """A line of ``splits/0001.jsonl``: what one unit was given in a split.

    ``bundle`` counts from 1, ``file`` is the name of the sealed file with its SHA-256. ``people`` has each
    编号 of its candidates, ``spare`` the codes of the spare forms that are its own. ``cut`` is the hash of
    the first line of its ledger, which the centre signed; ``recipient`` the age key it was sealed for,
    ``signer`` the fingerprint of the key by which it will sign (None: not known beforehand).
    """

    bundle: Annotated[int, Field(ge=1)]
    unit: Text
    file: Text
    sha256: Digest
    people: tuple[str, ...]
    forms: Annotated[int, Field(ge=1)]
    spare: tuple[str, ...] = ()
    pages: Annotated[int, Field(ge=0)] = 0
    cut: Digest
    recipient: Text
    signer: Digest | None = None


class CutDetails(Record):
    """What the first line of a unit's ledger says: whose part it is, of which exam, when it may be opened.

    ``ledger`` is the hash of the last line of the centre's ledger before the split, ``version`` the number of
    the split, ``opens`` the time before which the bundle should stay sealed (None: any time). The time is
    a rule among people: whoever holds the unit's key can open the file earlier by other programs.
    ``print_list`` is the digest of the list of what is to be printed, which later builds write anew.
    """

    format: Literal[1] = 1
    unit: Text
    bundle: Annotated[int, Field(ge=1)]
    version: Annotated[int, Field(ge=1)]
    ledger: Digest
    opens: AwareDatetime | None = None
    people: Annotated[int, Field(ge=1)]
    forms: Annotated[int, Field(ge=1)]
    spare: tuple[str, ...] = ()
    pages: Annotated[int, Field(ge=0)] = 0
    key_commitment: Digest
    print_list: Digest | None = None
