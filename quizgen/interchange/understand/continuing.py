"""Lines without a number of their own: options, and more of the text that is open."""

from __future__ import annotations

import re

from quizgen.interchange.kind_words import kind_within
from quizgen.interchange.understand.asked import OpenQuestion, TakenApart
from quizgen.interchange.understand.fields import FieldName, fields_behind, is_key
from quizgen.interchange.understand.key_lines import key_line, key_run
from quizgen.interchange.understand.lines import TextLine
from quizgen.interchange.understand.looking import BRACKET, TRUTH_BRACKET, LookAhead
from quizgen.interchange.understand.numbering import NumberMark, number_mark
from quizgen.interchange.understand.options import LETTERS, OptionMark, inline_options, split_options
from quizgen.interchange.understand.state import State, begun
from quizgen.interchange.understand.stems import is_tag
from quizgen.model.kinds import Kind
from quizgen.model.rules.drafts import D006, D008, D014, D018

_FULL_LINE = 18
_MANY = 2
_LONGEST_HEADING = 14
_WRAPPED = 24
_FARTHEST_GAP = 2


class Continuing:
    """The part of outlining that knows options and plain lines."""

    def __init__(self, looks: LookAhead, out: TakenApart, state: State) -> None:
        self.looks = looks
        self.out = out
        self.state = state
        self.option_count = 0

    def _begin(self, asked: OpenQuestion, mark: NumberMark | None) -> None:
        self.out.asked.append(asked)
        self.state.begin(asked, mark)

    def _option(self, at: int, line: TextLine) -> bool:
        """Take the line as options of the question at hand; False where it is none."""
        mark = self.looks.option(at)
        target = self.state.target
        if mark is None or target is None or not self._fits(at, mark, target):
            return False
        if mark.letter == "A" and target.options:
            target.doubt(D014, "题里有两处从 A 开始的文字，后一处当作选项")
            target.stem += target.option_lines
            target.options, target.option_lines = [], []
        elif target.options and mark.letter != _next_letter(target):
            target.doubt(D008, f"选项 {target.options[-1].letter} 后面是 {mark.letter}")
        elif not target.options and mark.letter != "A":
            target.doubt(D008, f"选项从 {mark.letter} 开始")
        self._take_options(target, at, line, mark.letter)
        return True

    def _take_options(self, target: OpenQuestion, at: int, line: TextLine, letter: str) -> None:
        following = self.looks.option(at + 1)
        stop = following.letter if following and not following.weak else ""
        tight = letter == "A" or self.option_count > 1
        rest, fields = fields_behind(line)
        options = split_options(rest, letter, stop, tight=tight)
        self.option_count = len(options)
        target.options += options
        target.option_lines.append(line)
        target.take(fields)

    def _fits(self, at: int, mark: OptionMark, target: OpenQuestion) -> bool:  # noqa: PLR0911 - one return a reason
        """Whether a letter can be the next option of the question at hand."""
        if target.case and not target.parts and self.state.only_kind is Kind.CASE and mark.weak:
            return False
        said = [one for one in target.fields if one.name in {FieldName.ANSWER, FieldName.EXPLAIN}]
        last = said[-1] if said else None
        if last is not None and (target.options or last.name is FieldName.EXPLAIN):
            return False
        if last is not None and last.name is FieldName.ANSWER and not is_key(last.text):
            return False
        if self.state.only_kind in {Kind.SHORT, Kind.ESSAY}:
            return False
        if mark.letter == "A":
            return not mark.weak or self._weak_run(at, target)
        if not target.options:
            return not mark.weak and mark.letter in "BD"
        expected = _next_letter(target)
        if mark.letter == expected:
            return True
        if not expected:
            return False
        ahead = LETTERS.index(mark.letter) - LETTERS.index(expected)
        return not mark.weak and -len(target.options) <= ahead <= _FARTHEST_GAP

    def _weak_run(self, at: int, target: OpenQuestion) -> bool:
        return not target.options and self.looks.weak_pair(at)

    def inline(self, asked: OpenQuestion) -> None:
        """Options that begin on the line of the stem."""
        if not asked.stem:
            return
        line = asked.stem[-1]
        start = inline_options(line)
        if start is None or self.state.only_kind in {Kind.SHORT, Kind.ESSAY, Kind.FILL}:
            return
        asked.stem[-1] = line.cut(0, start)
        options = split_options(line.cut(start), "A", "", tight=True)
        self.option_count = len(options)
        asked.options += options
        asked.option_lines.append(line.cut(start))

    def _plain(self, at: int, line: TextLine) -> None:
        """A line that begins nothing known."""
        target = self.state.target
        if target is None:
            self._without_question(at, line)
        elif target.fields:
            self._after_fields(at, line, target)
        elif target.options:
            self._after_options(at, line, target)
        elif self._next_unnumbered(line, target):
            self._unnumbered(line)
        elif self._judged(target):
            target.doubt(D018, f"括号后面的“{line.text[:20]}”没有放进题里")
            self.out.leftover.append(line)
        else:
            self._more_stem(line, target)

    def _judged(self, target: OpenQuestion) -> bool:
        """Whether a statement ended with its √ or ×."""
        found = TRUTH_BRACKET.search(target.stem[-1].plain) if target.stem and not target.case else None
        return found is not None and not target.stem[-1].plain[found.end() :].strip(" 。.;；")

    def _more_stem(self, line: TextLine, target: OpenQuestion) -> None:
        rest, fields = fields_behind(line)
        if (
            key_line(line) is not None
            or len(key_run(line)) > _MANY
            or "答案" in line.plain
            or kind_within(line.text)
        ):
            target.doubt(D014, f"“{line.text[:20]}”像是答案或标题")
        if target.stem and not is_tag(target.stem[-1].text) and like_heading(line, target.stem[-1]):
            target.like_headings.append(line.text[:20])
        target.stem.append(rest)
        target.take(fields)
        if not fields:
            self.inline(target)

    def _without_question(self, at: int, line: TextLine) -> None:
        kind = self.state.only_kind
        if kind is Kind.CASE and len(line.text) > _FULL_LINE:
            self._begin(begun(self.state.section, line, None, case=True), None)
        elif self.looks.unnumbered(at) or (
            kind is not None and BRACKET.search(line.plain) and not _said(line)
        ):
            self._unnumbered(line)
        elif BRACKET.search(line.plain) or "__" in line.plain or self._like_question(at):
            self.out.leftover.append(line)
        else:
            self.out.frame.append(line)

    def _like_question(self, at: int) -> bool:
        return self.looks.option(at) is not None or self.looks.mark(at) is not None

    def _unnumbered(self, line: TextLine) -> None:
        asked = begun(self.state.section, line, None)
        if self.state.last is not None:
            asked.doubt(D006, "这一题没有题号")
        part = self.state.part is not None and self.state.current is not None
        if part and self.state.current is not None and self.state.only_kind is Kind.CASE:
            asked.doubt(D014, "看不出是不是案例的小题")
        self._begin(asked, None)
        rest, fields = fields_behind(line)
        asked.stem = [rest]
        asked.take(fields)
        self.inline(asked)

    def _next_unnumbered(self, line: TextLine, target: OpenQuestion) -> bool:
        """Whether a plain line begins another question of a bank without numbers."""
        if target.mark is not None or target.case or not target.stem:
            return False
        bracketed = BRACKET.search(line.plain) and BRACKET.search(target.stem[-1].plain)
        return (
            bool(bracketed)
            and self.state.only_kind in {Kind.TRUE_FALSE, Kind.FILL, None}
            and not target.options
        )

    def _after_options(self, at: int, line: TextLine, target: OpenQuestion) -> None:
        numbered_stem = (
            target.mark is not None and not line.apart and not target.field_texts(FieldName.ANSWER)
        )
        if self.looks.unnumbered(at) and not numbered_stem:
            self._unnumbered(line)
            return
        last = target.option_lines[-1]
        rest, fields = fields_behind(line)
        if line.apart:
            target.doubt(D018, f"选项后面的“{line.text[:20]}”没有放进题里")
            self.out.leftover.append(line)
            return
        bare = not target.options[-1].text.strip()
        if not bare and (
            len(last.text) < (_WRAPPED if self.option_count == 1 else 2 * _WRAPPED)
            or last.text.endswith(("。", "；", ";", "！", "？"))
        ):
            target.doubt(D018, f"“{line.text[:20]}”接在选项 {target.options[-1].letter} 后面")
        option = target.options[-1]
        target.options[-1] = type(option)(option.letter, (*option.lines, rest), option.ticked)
        target.option_lines.append(line)
        target.take(fields)

    def _after_fields(self, at: int, line: TextLine, target: OpenQuestion) -> None:
        last = target.fields[-1]
        open_field = self.state.open_field
        closed = last.name is FieldName.ANSWER and bool(last.text) and is_key(last.text)
        if self.looks.unnumbered(at) and (line.apart or closed or open_field is None):
            self._unnumbered(line)
        elif open_field is None or closed:
            if last.text or open_field is not None:
                target.doubt(D018, f"答案后面的“{line.text[:20]}”没有放进题里")
                self.out.leftover.append(line)
            else:
                last.lines.append(line)
        else:
            if last.lines and last.name is FieldName.ANSWER and like_heading(line, last.lines[-1]):
                target.doubt(D018, f"“{line.text[:20]}”接在答案后面，像是标题")
            last.lines.append(line)


def _next_letter(target: OpenQuestion) -> str:
    place = LETTERS.index(target.options[-1].letter) + 1
    return LETTERS[place] if place < len(LETTERS) else ""


def like_heading(line: TextLine, before: TextLine) -> bool:
    """Whether a short line without a stop follows a whole sentence, as headings do."""
    short = len(line.text) <= _LONGEST_HEADING and not line.text.endswith(tuple("。；;，,：:？?！!、）)"))
    broken = before.text.endswith(tuple("：，、:,；;")) or len(before.text) >= _WRAPPED
    whole = before.text.endswith(("。", "？", "！", "）", ")", "_")) or not broken
    return short and whole and "__" not in line.plain and number_mark(line) is None


def _said(line: TextLine) -> bool:
    """Whether a line only tells how to answer."""
    return bool(
        re.search(r"每(小)?题|请|正确的(打|填|画|划)|填入|选出|括号内|下列各题|得分|不得分", line.plain)
    )
