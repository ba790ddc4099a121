"""What is seen before anything is written: every question of the files, with what will happen to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from quizgen.errors import Problem
from quizgen.interchange.draft import Understood
from quizgen.interchange.records import MadeRecord, RecordData


class HowRead(StrEnum):
    """How well a question was understood."""

    FINE = "认得"
    DOUBTFUL = "存疑"
    REFUSED = "不收"


class Deed(StrEnum):
    """What is to be done with a question."""

    ADD = "新增"
    CHANGE = "更新"
    SAME = "相同"
    KEEP = "保留"
    LEAVE = "不收"


@dataclass(frozen=True, slots=True)
class SeenQuestion:
    """A question of a file: the id it has or will have (empty: refused), what will be done with it.

    ``fields`` is what the bank will hold, its id and its status included (None: nothing is written);
    ``changes`` says what of it is new.
    """

    made: MadeRecord
    id: str
    act: Deed
    fields: RecordData | None = None
    changes: str = ""

    @property
    def standing(self) -> HowRead:
        """A question that is in the bank already was judged when it came."""
        if self.act is Deed.LEAVE:
            return HowRead.REFUSED
        written = self.act in {Deed.ADD, Deed.CHANGE}
        return HowRead.DOUBTFUL if written and self.made.doubtful else HowRead.FINE

    @property
    def reasons(self) -> tuple[Problem, ...]:
        """Why it is doubtful or refused."""
        match self.standing:
            case HowRead.FINE:
                return ()
            case HowRead.DOUBTFUL:
                return self.made.doubts
            case HowRead.REFUSED:
                return self.made.refusals


@dataclass(frozen=True, slots=True)
class SeenFile:
    """One file: what it was understood as, its questions, what concerns the file as a whole."""

    path: Path
    understood: Understood
    rows: tuple[SeenQuestion, ...]
    doubts: tuple[Problem, ...] = ()

    def count(self, standing: HowRead) -> int:
        """How many questions stand so."""
        return sum(row.standing is standing for row in self.rows)


@dataclass(frozen=True, slots=True)
class SeenFiles:
    """Everything: the files, the questions that are no longer in them, the rules that have to be off.

    ``pictures`` are the contents of the pictures by their names below the bank.
    """

    files: tuple[SeenFile, ...]
    gone: tuple[Problem, ...] = ()
    off: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def rows(self) -> Iterator[SeenQuestion]:
        """All questions of all files."""
        return (row for file in self.files for row in file.rows)

    @property
    def acts(self) -> Mapping[Deed, int]:
        """How many questions each thing will be done with."""
        return Counter(row.act for row in self.rows)

    @property
    def file_doubts(self) -> tuple[Problem, ...]:
        """What of the files belongs to no question."""
        return tuple(doubt for file in self.files for doubt in file.doubts)

    def count(self, standing: HowRead) -> int:
        """How many questions stand so."""
        return sum(file.count(standing) for file in self.files)

    @property
    def open(self) -> bool:
        """Whether something has to be looked at before anything is written."""
        return bool(self.count(HowRead.DOUBTFUL) or self.count(HowRead.REFUSED) or self.file_doubts)
