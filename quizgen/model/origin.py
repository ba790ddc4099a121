"""Where the questions of an imported bank came from."""

from __future__ import annotations

from typing import Any

from pydantic import Field, ValidationError

from quizgen.model.base import Record

_FORMAT = 1


class Origin(Record):
    """One question: the file it came from by name, its number and its own id there, what it said then.

    ``stem`` is as it is compared, ``digest`` that of everything which came from the file. ``doubtful``: it
    was taken with a doubt.
    """

    source: str
    number: str = ""
    source_id: str = ""
    stem: str
    digest: str
    doubtful: bool = False


class Origins(Record):
    """The record of all imports into a bank.

    ``whole``: the bank was made by an import. ``prefix`` begins new ids; ``questions`` are by id, ``files``
    the bank file of every source; ``written`` has the digests of the files that an import wrote whole and
    may write again, unless somebody has edited them since.
    """

    format: int = _FORMAT
    whole: bool = False
    prefix: str
    files: dict[str, str] = Field(default_factory=dict)
    questions: dict[str, Origin] = Field(default_factory=dict)
    written: dict[str, str] = Field(default_factory=dict)


def origins_of(data: Any) -> Origins | None:
    """The record that plain data is; None where it is none, or one of another program."""
    try:
        found = Origins.model_validate(data)
    except ValidationError:
        return None
    return found if found.format == _FORMAT else None
