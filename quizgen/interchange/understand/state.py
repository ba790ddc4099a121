"""Where the outlining of a file stands: the question at hand, how numbers are written, which is next."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from quizgen.interchange.understand.asked import FieldText, FoundSection, OpenQuestion
from quizgen.interchange.understand.fields import FieldName, is_key
from quizgen.interchange.understand.lines import TextLine
from quizgen.interchange.understand.looking import TRUTH_BRACKET
from quizgen.interchange.understand.numbering import NumberMark, NumberStyle
from quizgen.model.kinds import Kind

_NO_OPTIONS = frozenset({Kind.TRUE_FALSE, Kind.FILL, Kind.SHORT, Kind.ESSAY, Kind.MATCHING, Kind.ORDERING})
_END = re.compile(r"[(【]\s*[)】]\s*[。.]?$|__.*。$")
_READ_ON = frozenset({FieldName.ANSWER, FieldName.EXPLAIN, FieldName.BASIS, FieldName.STEM})


@dataclass
class State:
    """What is open; ``way`` and ``last`` are of the questions of the section, ``part_…`` of sub-questions.

    ``listed`` is the last number of a list inside the text of the question that is written as numbers of
    questions are (None: no such list).
    """

    section: FoundSection = field(default_factory=lambda: FoundSection(0))
    current: OpenQuestion | None = None
    part: OpenQuestion | None = None
    way: NumberStyle | None = None
    last: int | None = None
    part_way: NumberStyle | None = None
    part_last: int | None = None
    listed: int | None = None
    total_last: int = 0

    @property
    def target(self) -> OpenQuestion | None:
        """What lines belong to: the sub-question, or else the question at hand."""
        return self.part or self.current

    @property
    def only_kind(self) -> Kind | None:
        """The kind that the section has, where its heading leaves nothing open."""
        return self.section.kind.only if self.section.kind else None

    @property
    def open_field(self) -> FieldText | None:
        """The field whose text may go on; None where none does."""
        if self.target is None or not self.target.fields:
            return None
        last = self.target.fields[-1]
        return last if last.name in _READ_ON else None

    @property
    def answer_goes_on(self) -> bool:
        """Whether a written answer or an explanation is open that may hold lists."""
        last = self.open_field
        return last is not None and not (last.name is FieldName.ANSWER and last.text and is_key(last.text))

    def complete(self) -> bool:
        """Whether the question at hand may be all there is: it has options or an answer, or needs none."""
        target = self.target
        if (
            target is None
            or len(target.options) > 1
            or target.option_lines
            or target.field_texts(FieldName.ANSWER)
        ):
            return True
        if self.only_kind in _NO_OPTIONS:
            return True
        return any(TRUTH_BRACKET.search(line.plain) for line in target.stem) or _ended(target.stem)

    def enter(self, section: FoundSection) -> None:
        """Go on to another section."""
        self.section = section
        self.current = self.part = None
        self.way = self.last = self.part_way = self.part_last = self.listed = None

    def begin(self, asked: OpenQuestion, mark: NumberMark | None) -> None:
        """Go on to another question."""
        self.current, self.part = asked, None
        self.part_way = self.part_last = self.listed = None
        if mark is not None:
            self.way, self.last = mark.way, mark.number
            self.total_last = mark.number

    def begin_part(self, asked: OpenQuestion, mark: NumberMark) -> None:
        """Go on to another sub-question."""
        self.part, self.part_way, self.part_last, self.listed = asked, mark.way, mark.number, None
        if self.current is not None and self.current.numbers:
            self.last = self.total_last = mark.number

    def in_list(self, mark: NumberMark) -> bool:
        """Whether a number goes on with a list inside the question."""
        return self.listed is not None and mark.number == self.listed + 1


def _ended(stem: list[TextLine]) -> bool:
    """Whether a stem ends with its bracket, or is a sentence with a blank."""
    return bool(stem) and bool(_END.search(stem[-1].plain))


def begun(
    section: FoundSection, line: TextLine, mark: NumberMark | None, *, case: bool = False
) -> OpenQuestion:
    """A question that begins on a line, the number taken from its stem."""
    stem = line.cut(mark.end) if mark else line
    return OpenQuestion(section, line, mark, case, stem=[stem] if stem.text else [])
