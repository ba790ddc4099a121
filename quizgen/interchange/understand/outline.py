"""A file taken apart: which lines are questions, which keys, which its frame, which none of these."""

from __future__ import annotations

from dataclasses import replace

from quizgen.interchange.shares import OnShare, unheard
from quizgen.interchange.understand.asked import FoundSection, KeyBlock, OpenQuestion, TakenApart
from quizgen.interchange.understand.continuing import Continuing
from quizgen.interchange.understand.fields import FieldName, Labelled, fields_behind, is_key
from quizgen.interchange.understand.headings import (
    SectionHead,
    is_bare_number,
    is_furniture,
    is_key_head,
    plain_head,
    repeated_lines,
)
from quizgen.interchange.understand.key_lines import (
    is_empty_sheet,
    key_line,
    keys_under,
    labelled_keys,
    numbered_texts,
    numbers_line,
    table_keys,
)
from quizgen.interchange.understand.lines import DocumentPiece, FigurePiece, TablePiece, TextLine
from quizgen.interchange.understand.looking import CASE_HEAD, SPAN, LookAhead
from quizgen.interchange.understand.number_lines import NumberRole, decide
from quizgen.interchange.understand.numbering import NumberMark, NumberStyle
from quizgen.interchange.understand.state import State, begun
from quizgen.model.kinds import Kind
from quizgen.model.rules.drafts import D006, D014, D021

_PLAUSIBLE = 30
_LISTING = frozenset({NumberStyle.BRACKETED, NumberStyle.CIRCLED, NumberStyle.CHINESE_BRACKETED})
"""Numbers as lists inside a text have them, questions too."""
_TOLD_EVERY = 500
"""Lines between two reports of how far it is."""
_FIRST_FIELDS = frozenset({FieldName.KIND, FieldName.SOURCE_ID, FieldName.NUMBER})
"""Fields that may stand before the stem."""


def outline(pieces: tuple[DocumentPiece, ...], on_share: OnShare = unheard) -> TakenApart:
    """Every piece of a file in its place."""
    return _Outliner(pieces).run(on_share)


class _Outliner(Continuing):
    """Goes through the pieces once; each ends in a question, a key, the frame or the rest."""

    def __init__(self, pieces: tuple[DocumentPiece, ...]) -> None:
        super().__init__(LookAhead(pieces), TakenApart(), State())
        self.pieces = pieces
        self.leading: dict[FieldName, bool] = {}
        self.out.sections.append(self.state.section)
        self.repeated = repeated_lines(
            line for at, line in enumerate(pieces) if isinstance(line, TextLine) and self._bare(at, line)
        )

    def _bare(self, at: int, line: TextLine) -> bool:
        looks = self.looks
        marked = looks.mark(at) or looks.option(at) or looks.fields(at) or looks.head(at)
        return (
            not marked
            and not is_key(line.text)
            and not looks.unnumbered(at)
            and not CASE_HEAD.match(line.plain)
        )

    def run(self, on_share: OnShare) -> TakenApart:
        at = told = 0
        while at < len(self.pieces):
            at = self._step(at)
            if at - told > _TOLD_EVERY:
                on_share(at / len(self.pieces))
                told = at
        return self.out

    def _step(self, at: int) -> int:
        """Put the piece in its place; gives the place of the next one."""
        piece = self.pieces[at]
        match piece:
            case FigurePiece():
                self._figure(piece)
                return at + 1
            case TablePiece():
                self._table(piece)
                return at + 1
            case TextLine():
                return self._line(at, piece)

    def _figure(self, figure: FigurePiece) -> None:
        if self.state.target is None:
            self.out.leftover.append(figure)
            return
        options = self.state.target.options
        self.state.target.figures.append((figure, options[-1].letter if options else ""))

    def _table(self, block: TablePiece) -> None:
        if is_empty_sheet(block):
            self.out.frame.append(block)
        elif table_keys(block) is not None:
            self._keys([block], headed=False)
        elif self.state.target is not None:
            self.state.target.tables.append(block)
        else:
            self.out.leftover.append(block)

    def _line(self, at: int, line: TextLine) -> int:
        if self._is_frame(line):
            self.out.frame.append(line)
            return at + 1
        if is_key_head(line) and not self._strong_option(at) and self._heads_keys(at, line):
            return self._key_block(at)
        taken = self._compact_keys(at, line)
        if taken:
            return at + taken
        head = self.looks.head(at)
        if head is not None:
            self._section(head, line)
        elif fields := self.looks.fields(at):
            self._fields(line, fields)
        elif not self._option(at, line) and not self._numbered(at, line):
            self._unmarked(at, line)
        return at + 1

    def _is_frame(self, line: TextLine) -> bool:
        if is_furniture(line) or line.text in self.repeated:
            return True
        return is_bare_number(line) and not (self.state.open_field and not self.state.open_field.text)

    def _strong_option(self, at: int) -> bool:
        option = self.looks.option(at)
        return option is not None and not option.weak and self.state.target is not None

    def _heads_keys(self, at: int, line: TextLine) -> bool:
        """Whether 答案 alone on a line heads keys of many questions, not the answer of the one at hand."""
        if self.looks.keys_follow(at + 1):
            return not (self._wants_answer(line) and not self._many_keys(at + 1))
        if self._wants_answer(line):
            return False
        return at + 1 < len(self.pieces) and not self.looks.fields(at)

    def _wants_answer(self, line: TextLine) -> bool:
        """Whether the question at hand may have its answer under that label."""
        target = self.state.target
        if target is None or target.field_texts(FieldName.ANSWER) or len(line.text) > 12:  # noqa: PLR2004 - 【参考答案及评分标准】
            return False
        return bool(self.looks.fields(line.index)) or line.plain.endswith((":", "】"))

    def _many_keys(self, at: int) -> bool:
        """Whether what follows are keys of several questions: ranges, several on a line, numbered ones."""
        line = self.looks.line(at)
        if line is None:
            return True
        found = key_line(line)
        if found is not None and (found.ranged or len(found.entries) > 1):
            return True
        following = self.looks.line(at + 1)
        both = found is not None and following is not None and key_line(following) is not None
        both = both or (self.looks.key_item(at) and self.looks.key_item(at + 1))
        return both or self.looks.head(at) is not None or bool(numbers_line(line))

    def _key_block(self, at: int) -> int:
        """Take the lines below the heading of a key, up to the next question."""
        self.out.frame.append(self.pieces[at])
        taken: list[DocumentPiece] = []
        place = at + 1
        while place < len(self.pieces) and not self._body_again(place):
            piece = self.pieces[place]
            if isinstance(piece, TextLine) and self._is_frame(piece) and not is_bare_number(piece):
                self.out.frame.append(piece)
            else:
                taken.append(piece)
            place += 1
        self._keys(taken, headed=True)
        return place

    def _body_again(self, at: int) -> bool:
        """Whether questions begin again after a key: a heading not yet seen, or a question with options."""
        head = self.looks.head(at)
        if head is not None:
            seen = any(one.head is not None and one.head.kind == head.kind for one in self.out.sections)
            return not seen and not self.looks.keys_follow(at)
        option = self.looks.option(at + 1)
        return (
            self.looks.mark(at) is not None
            and option is not None
            and option.letter == "A"
            and not option.weak
        )

    def _compact_keys(self, at: int, line: TextLine) -> int:
        """Keys of several questions on a line without a heading; how many lines were taken."""
        fields = self.looks.fields(at)
        value = fields[0].value if fields and fields[0].name is FieldName.ANSWER else line
        found = key_line(labelled_keys(value))
        several = found is not None and (found.ranged or len(found.entries) > 1)
        if (several and not self._own_blanks(fields)) or (fields and self._texts_of_section(value)):
            self._keys([value], headed=bool(fields))
            return 1
        numbers = numbers_line(line)
        following = self.looks.line(at + 1)
        if numbers and following is not None and keys_under(numbers, following):
            self._keys([line, following], headed=False)
            return 2
        return 0

    def _own_blanks(self, fields: tuple[Labelled, ...]) -> bool:
        """Whether keys are of the blanks or items of the question at hand, not of several questions."""
        return bool(fields) and self.state.only_kind in {Kind.FILL, Kind.MATCHING, Kind.ORDERING}

    def _texts_of_section(self, value: TextLine) -> bool:
        """Whether an answer holds a text for each question of the section, none of which has one."""
        texts = numbered_texts(value)
        if len(texts) < 2:  # noqa: PLR2004 - a text for each of several
            return False
        asked = [one for one in self.out.asked if one.section is self.state.section]
        if any(one.case or one.option_lines or one.field_texts(FieldName.ANSWER) for one in asked):
            return False
        return [one.number for one in texts] == [one.number for one in asked]

    def _keys(self, pieces: list[DocumentPiece], *, headed: bool) -> None:
        """Keys found: of the questions since the keys before, or more of those keys."""
        current = self.state.current
        owner = current if current is not None and current.case and current.parts and not headed else None
        last = self.out.keys[-1] if self.out.keys else None
        count = len(self.out.asked)
        if last is not None and last.upto == count and last.owner is owner:
            last.pieces += pieces
        else:
            self.out.keys.append(KeyBlock(pieces, last.upto if last else 0, count, owner))
        if owner is None:
            self.state.current = self.state.part = None

    def _section(self, head: SectionHead, line: TextLine) -> None:
        self._enter(head)
        self.out.frame.append(line)
        if head.rest is not None and key_line(head.rest) is not None:
            self._keys([head.rest], headed=False)

    def _enter(self, head: SectionHead | None) -> None:
        topic = self.state.section.topic
        section = FoundSection(len(self.out.sections), head, topic)
        self.out.sections.append(section)
        self.state.enter(section)

    def _fields(self, line: TextLine, fields: tuple[Labelled, ...]) -> None:
        if (fields[0].name is FieldName.STEM and self._has_stem()) or (
            self._leads(fields[0].name) and self._answered()
        ):
            self.state.current = self.state.part = None
        for one in fields:
            self._field(line, one)

    def _leads(self, name: FieldName) -> bool:
        """Whether a field stands before the stems of this file, as it did where it was met first."""
        if name not in _FIRST_FIELDS:
            return False
        return self.leading.setdefault(name, self.state.target is None)

    def _has_stem(self) -> bool:
        target = self.state.target
        return target is not None and bool(target.stem or target.options)

    def _answered(self) -> bool:
        target = self.state.target
        return target is not None and bool(target.field_texts(FieldName.ANSWER) or target.stem)

    def _field(self, line: TextLine, one: Labelled) -> None:
        if one.name is FieldName.OTHER:
            self.out.frame.append(line)
            return
        target = self.state.target
        if target is None:
            if one.name not in {FieldName.STEM, *_FIRST_FIELDS}:
                self.out.leftover.append(line)
                return
            target = begun(self.state.section, line, None)
            target.stem = []
            self._begin(target, None)
        if one.name is FieldName.STEM:
            target.stem.append(one.value)
            return
        self.state.listed = None
        target.take((one,))

    def _numbered(self, at: int, line: TextLine) -> bool:
        mark = self.looks.mark(at)
        if mark is None:
            return False
        decision = decide(self.state, self.looks, at, mark)
        if decision.role is NumberRole.TEXT:
            if (
                mark.way is NumberStyle.POINTED
                and self.state.way in _LISTING
                and self.looks.evident(at, mark.way)
            ):
                self._doubtful_text(line)
            if mark.way in {self.state.way, self.state.part_way, NumberStyle.POINTED} and (
                mark.number == 1 or self.state.in_list(mark)
            ):
                self.state.listed = mark.number
            elif mark.way is self.state.way and not mark.weak and self._plausible(mark):
                self._doubtful_text(line)
            return False
        self._numbered_question(line, mark, decision.role, gap=decision.gap, unsure=decision.unsure)
        return True

    def _plausible(self, mark: NumberMark) -> bool:
        """Whether a number that was taken for text could have been the next question's."""
        last = self.state.last or 0
        return last < mark.number <= last + _PLAUSIBLE

    def _doubtful_text(self, line: TextLine) -> None:
        if self.state.target is not None:
            self.state.target.doubt(D014, f"“{line.text[:12]}”像是另一道题的开头")

    def _numbered_question(
        self, line: TextLine, mark: NumberMark, role: NumberRole, *, gap: bool, unsure: bool
    ) -> None:
        before = self.state.target
        if role is NumberRole.RESTART:
            kept = self.state.section.head
            self._enter(replace(kept, count=None) if kept else None)
        asked = begun(self.state.section, line, mark, case=role is NumberRole.CASE)
        if gap:
            said = f"题号写的是 {mark.written}"
            for one in (before, asked):
                if one is not None and (one is asked or before is not None):
                    one.doubt(
                        D006, f"{said}，与前一题接不上" if one is asked else f"下一题的{said}，中间可能缺了题"
                    )
        if mark.decimal:
            asked.doubt(D021, f"“{line.text[:12]}”也可能以小数开头")
        if unsure:
            asked.doubt(D014, f"“{line.text[:12]}”也可能是上一题的文字")
            if before is not None:
                before.doubt(D014, f"下一行“{line.text[:12]}”也可能是这道题的文字")
        if role is NumberRole.PART and self.state.current is not None:
            self.state.current.parts.append(asked)
            self.state.begin_part(asked, mark)
        else:
            self._begin(asked, mark)
        self._behind(asked)

    def _unmarked(self, at: int, line: TextLine) -> None:
        """A line that begins with nothing known: a case, a heading, a question, more of what is open."""
        if found := SPAN.search(line.plain):
            asked = begun(self.state.section, line, None, case=True)
            asked.numbers = (int(found[1]), int(found[2]))
            self._begin(asked, None)
            return
        marker = CASE_HEAD.match(line.plain)
        if marker and (self.state.only_kind is Kind.CASE or self._case_ahead(at)):
            asked = begun(self.state.section, line, None, case=True)
            asked.stem = [line.cut(marker.end())] if line.cut(marker.end()).text else []
            self._begin(asked, None)
            return
        head = plain_head(line)
        if head is not None and self._heads_questions(at):
            self._topic(head, line)
            return
        self._plain(at, line)

    def _case_ahead(self, at: int) -> bool:
        """Whether questions numbered from 1 follow a line that says 材料."""
        for ahead in range(at + 1, min(at + 20, len(self.pieces))):
            mark = self.looks.mark(ahead)
            if mark is not None and not mark.weak:
                nested = self.state.way is None or mark.way is not self.state.way
                if not nested or (mark.number == 1 and self.looks.evident(ahead, mark.way)):
                    return nested
            if self.looks.head(ahead) is not None:
                return False
        return False

    def _heads_questions(self, at: int) -> bool:
        """Whether what follows a heading without a kind is a question or a heading with one."""
        if self.looks.head(at + 1) is not None:
            return True
        mark = self.looks.mark(at + 1)
        if mark is None or not self.state.complete():
            return False
        return mark.number in {1, self.state.total_last + 1} and mark.way is not NumberStyle.CHINESE

    def _topic(self, head: SectionHead, line: TextLine) -> None:
        kept = self.state.section.head
        self._enter(replace(kept, count=None) if kept else None)
        self.state.section.topic = head.title
        self.out.frame.append(line)

    def _behind(self, asked: OpenQuestion) -> None:
        """Fields and options at the end of the line of the stem."""
        if not asked.stem:
            return
        rest, fields = fields_behind(asked.stem[0])
        if fields:
            asked.stem[0] = rest
            asked.take(fields)
        self.inline(asked)
