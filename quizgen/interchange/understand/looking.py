"""What the lines ahead say about a line: whether a question begins there, whether keys follow."""

from __future__ import annotations

import re

from quizgen.interchange.key_words import letters_of, truth_of
from quizgen.interchange.understand.fields import FieldName, Labelled, fields_in
from quizgen.interchange.understand.headings import SectionHead, is_furniture, is_key_head, section_head
from quizgen.interchange.understand.key_lines import key_line, key_run, numbers_line, table_keys
from quizgen.interchange.understand.lines import DocumentPiece, TablePiece, TextLine
from quizgen.interchange.understand.numbering import NumberMark, NumberStyle, number_mark
from quizgen.interchange.understand.options import OptionMark, inline_options, option_mark
from quizgen.interchange.understand.stems import is_tag

BRACKET = re.compile(r"[(【\[]\s*(?:[A-Z](?:\s*[、,，;；]?\s*[A-Z])*|[√×对错]|正确|错误)?\s*[)】\]]")
"""A place for an answer, empty or filled in."""
TRUTH_BRACKET = re.compile(r"\(\s*(?:[√×对错TF]|正确|错误)\s*\)|[√×]\s*$")
CASE_HEAD = re.compile(
    r"[【\[(]?\s*(?:案例|材料|资料|情景|情境|背景|场景|实例|背景资料|背景材料|案例背景|材料题)\s*"
    r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})?\s*(?:[】\])]\s*[:]?|[:.、]|$)\s*"
)
SPAN = re.compile(
    r"(?:材料|案例|资料|短文|情景|信息|规定|图|表|文字|背景).{0,30}?(?:回答|完成|作答).{0,8}?(\d{1,4})\s*[-~至到]\s*(\d{1,4})"
)
_FAR = 25


class LookAhead:
    """The pieces of a file with what their beginnings look like, each looked at once."""

    def __init__(self, pieces: tuple[DocumentPiece, ...]) -> None:
        self.pieces = pieces
        self._marks: dict[int, NumberMark | None] = {}
        self._options: dict[int, OptionMark | None] = {}
        self._fields: dict[int, tuple[Labelled, ...]] = {}
        self._heads: dict[int, SectionHead | None] = {}

    def line(self, at: int) -> TextLine | None:
        """The line at a place; None for the end, a picture, a table."""
        piece = self.pieces[at] if at < len(self.pieces) else None
        return piece if isinstance(piece, TextLine) else None

    def mark(self, at: int) -> NumberMark | None:
        """The number that it begins with."""
        if at not in self._marks:
            line = self.line(at)
            self._marks[at] = number_mark(line) if line else None
        return self._marks[at]

    def option(self, at: int) -> OptionMark | None:
        """The letter that it begins with."""
        if at not in self._options:
            line = self.line(at)
            self._options[at] = option_mark(line) if line else None
        return self._options[at]

    def fields(self, at: int) -> tuple[Labelled, ...]:
        """The fields on it."""
        if at not in self._fields:
            line = self.line(at)
            self._fields[at] = fields_in(line) if line else ()
        return self._fields[at]

    def head(self, at: int) -> SectionHead | None:
        """The heading of a section with a kind that it is."""
        if at not in self._heads:
            line = self.line(at)
            found = section_head(line) if line else None
            self._heads[at] = None if found is not None and self._tags(at) else found
        return self._heads[at]

    def _tags(self, at: int) -> bool:
        """Whether a numbered kind is the number of the question below it (``1.单选题 (2分)``)."""
        mark, line = self.mark(at), self.line(at)
        below = self.line(at + 1)
        if mark is None or line is None or below is None or mark.way is not NumberStyle.POINTED:
            return False
        return (
            is_tag(line.text[mark.end :])
            and number_mark(below) is None
            and bool(self.unnumbered_below(at + 1))
        )

    def unnumbered_below(self, at: int) -> bool:
        """Whether a text and then options or an answer follow without a number."""
        for ahead in range(at + 1, min(at + 8, len(self.pieces))):
            if self.option(ahead) is not None or any(
                one.name is FieldName.ANSWER for one in self.fields(ahead)
            ):
                return True
            if self.mark(ahead) is not None or self.line(ahead) is None:
                return False
        return False

    def evident(self, at: int, way: NumberStyle | None) -> bool:
        """Whether a question begins there: it has a bracket, a blank, options, or an answer of its own."""
        line = self.line(at)
        if line is None:
            return False
        if BRACKET.search(line.plain) or "__" in line.plain or line.plain.endswith(("?", "？")):
            return True
        return inline_options(line) is not None or self.followed(at + 1, way)

    def followed(self, start: int, way: NumberStyle | None) -> bool:
        """Whether options or an answer come before the next number, heading or key."""
        for at in range(start, min(start + _FAR, len(self.pieces))):
            line = self.line(at)
            if line is None:
                continue
            mark = self.mark(at)
            if self.head(at) or is_key_head(line) or (mark and way is not None and mark.way is way):
                return False
            option = self.option(at)
            if option is not None and option.letter == "A":
                return not option.weak or self.weak_pair(at)
            if any(one.name is FieldName.ANSWER for one in self.fields(at)):
                return True
        return False

    def weak_pair(self, at: int) -> bool:
        """Whether B stands behind A, on the same line or the next, where only spaces divide them."""
        following, line = self.option(at + 1), self.line(at)
        inside = line is not None and re.search(r"\sB(?:\s|[^\x00-\x7f])", line.plain) is not None
        return inside or (following is not None and following.letter == "B")

    def unnumbered(self, at: int) -> bool:
        """Whether a question without a number begins on a plain line: options from A follow at once."""
        line = self.line(at)
        if line is None:
            return False
        if inline_options(line) is not None:
            return True
        for ahead in range(at + 1, min(at + 6, len(self.pieces))):
            option = self.option(ahead)
            if option is not None:
                return option.letter == "A" and (not option.weak or self.weak_pair(ahead))
            if self.mark(ahead) or self.head(ahead) or self.line(ahead) is None:
                return False
            if self.fields(ahead):
                answered = self.fields(ahead)[0].name is FieldName.ANSWER
                return answered and (line.apart or BRACKET.search(line.plain) is not None)
        return False

    def keys_follow(self, at: int) -> bool:
        """Whether the lines from there on are keys, not questions."""
        for ahead in range(at, min(at + 6, len(self.pieces))):
            piece = self.pieces[ahead]
            if isinstance(piece, TablePiece):
                return table_keys(piece) is not None
            line = self.line(ahead)
            if line is None or is_furniture(line):
                continue
            if key_line(line) or numbers_line(line) or len(key_run(line)) > 1:
                return True
            head = self.head(ahead)
            if head is not None and head.rest is None:
                continue
            if head is not None and head.rest is not None:
                return key_line(head.rest) is not None or bool(key_run(head.rest))
            return self.key_item(ahead)
        return False

    def key_item(self, at: int) -> bool:
        """Whether a numbered line is an item of a key: its text a key, or an answer by its label."""
        mark, line = self.mark(at), self.line(at)
        if mark is None or line is None:
            return False
        rest = line.cut(mark.end)
        if not rest.text:
            return bool(self.fields(at + 1)) and self.fields(at + 1)[0].name is FieldName.ANSWER
        labelled = fields_in(rest)
        if labelled:
            return labelled[0].name is FieldName.ANSWER
        first = re.split(r"[\s。，,;；【(]", rest.plain, maxsplit=1)[0]
        if letters_of(first) is not None or truth_of(first) is not None or key_line(rest) is not None:
            return True
        return mark.way is NumberStyle.CHINESE and bool(key_run(rest))
