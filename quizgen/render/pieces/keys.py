"""Compact keys of many forms put together: the answers only, a few lines a form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizgen.model.exam import Candidate, Form
from quizgen.render.fonts.found import FontSet
from quizgen.render.paper.quick_answers import AnswerGroup, AnswerLine, AnswerReader, HeadedAnswers
from quizgen.render.pieces.filling import FlowItem, Placed, fill
from quizgen.render.pieces.objects import A4, DrawnPage, PdfFile
from quizgen.render.pieces.words import SetWords, WantedWords, WordSetter

_LEFT, _TOP, _FOOT, _INDENT = 54.0, 66.0, 60.0, 16.0
_ROOM = A4[0] - 2 * _LEFT
"""Points: the margins, where answers begin behind the ordinal of their heading."""
_HEAD_PT, _TEXT_PT, _RANGE_PT, _NOTE_PT = 10.0, 9.0, 7.0, 8.0
_HEAD_HEIGHT, _ROW_HEIGHT, _BASELINE, _BETWEEN = 17.0, 12.5, 9.0, 9.0
_RANGE_ROOM, _PITCH, _GAP, _BETWEEN_GROUPS, _LABEL_ROOM = 27.0, 9.0, 5.0, 7.0, 24.0
"""How far the answers stand behind the numbers of a group, marks from each other, longer answers."""
_SPARE, _TITLE, _PAGE, _OF, _PAGES = "备用卷", "答案速查表", "第", "共", "页"
_COUNTED = f"{_TITLE}{_PAGE}{_OF}{_PAGES}0123456789"


@dataclass(frozen=True, slots=True)
class KeyOrder:
    """A form whose answers are wanted, with the person who sits it."""

    form: Form
    person: Candidate | None


class KeyComposer:
    """Composes the compact keys of an exam; the same forms give the same file, whoever makes it."""

    def __init__(self, title: str, reader: AnswerReader, fonts: FontSet, setter: WordSetter) -> None:
        self._title, self._reader, self._fonts, self._setter = title, reader, fonts, setter

    def file(self, keys: Sequence[KeyOrder]) -> bytes:
        """A PDF of keys one after another; a name that no packaged font has is left out."""
        answers = [tuple(self._reader.read(one.form)) for one in keys]
        wanted = WantedWords(self._fonts)
        wanted.letters[False].update(_COUNTED)
        wanted.letters[True].update("0123456789-")
        wanted.want(_NOTE_PT, self._title, sans=True)
        for key, headed in zip(keys, answers, strict=True):
            self._want(key, headed, wanted)
        file = _KeyFile(wanted.set(f"{self._title}　{_TITLE}", self._setter), self._title)
        items = [
            item
            for key, headed in zip(keys, answers, strict=True)
            for item in file.block(key, self._name(key.person), headed)
        ]
        return file.whole(items)

    def _want(self, key: KeyOrder, headed: Sequence[HeadedAnswers], wanted: WantedWords) -> None:
        wanted.want(_HEAD_PT, key.form.code, sans=True)
        if key.form.spare:
            wanted.want(_NOTE_PT, _SPARE, sans=True)
        for text in () if key.person is None else (key.person.number, self._name(key.person)):
            if text:
                wanted.want(_TEXT_PT, text, sans=False)
        for one in headed:
            wanted.want(_NOTE_PT, one.ordinal, sans=True)
            for answer in one.answers:
                if isinstance(answer, AnswerGroup):
                    wanted.letters[False].update(*answer.answers)
                else:
                    wanted.letters[False].update(answer.label)
                    wanted.want_answer(_ROOM - _INDENT - _LABEL_ROOM, _TEXT_PT, answer.answer)

    def _name(self, person: Candidate | None) -> str:
        name = "" if person is None else person.name
        return name if self._fonts.codepoints.issuperset(map(ord, name)) else ""


class _KeyFile:
    """A file of keys."""

    def __init__(self, words: SetWords, title: str) -> None:
        self._words, self._title = words, title
        self._pdf = PdfFile(words.stock)
        self._marks: dict[str, bytes] = {}
        self._ranges: dict[str, bytes] = {}

    def block(self, key: KeyOrder, name: str, headed: Sequence[HeadedAnswers]) -> Iterator[FlowItem]:
        """The key of a form: in one piece where a page holds it, else row by row."""
        rows = [self._head(key, name), *(row for one in headed for row in self._rows(one))]
        height = sum(row.height for row in rows)
        if height > A4[1] - _TOP - _FOOT:
            yield rows[0]._replace(sticky=True, above=_BETWEEN)
            yield from rows[1:]
            return
        content, y = list[bytes](), 0.0
        for row in rows:
            content.append(b"q 1 0 0 1 0 %.2f cm\n%bQ\n" % (-y, row.content))
            y += row.height
        pieces = tuple(dict.fromkeys(one for row in rows for one in row.pieces))
        yield FlowItem(_BETWEEN, height, 0.0, b"".join(content), pieces)

    def _head(self, key: KeyOrder, name: str) -> FlowItem:
        pieces: list[int] = []
        drawn = [self._line(0.0, -_BASELINE, _HEAD_PT, key.form.code, pieces, sans=True)]
        x = 42.0
        if key.form.spare:
            drawn.append(self._line(x, -_BASELINE, _NOTE_PT, _SPARE, pieces, sans=True))
        if key.person is not None:
            number = key.person.number
            drawn.append(self._line(x, -_BASELINE, _TEXT_PT, number, pieces, sans=False))
            x += max(80.0, len(number) * _TEXT_PT + 10)
        if name:
            drawn.append(self._line(x, -_BASELINE, _TEXT_PT, name, pieces, sans=False))
        drawn.append(b"0.4 w 0 %.2f m %.2f %.2f l S\n" % (-_HEAD_HEIGHT + 4, _ROOM, -_HEAD_HEIGHT + 4))
        return FlowItem(0.0, _HEAD_HEIGHT, 0.0, b"".join(drawn), tuple(pieces))

    def _line(  # noqa: PLR0913 - a place, a size, a text
        self, x: float, y: float, size: float, text: str, pieces: list[int], *, sans: bool
    ) -> bytes:
        drawn, piece = self._words.line(x, y, size, text, sans=sans)
        if piece is not None:
            pieces.append(piece)
        return drawn

    def _rows(self, headed: HeadedAnswers) -> Iterator[FlowItem]:
        pieces: list[int] = []
        named = self._line(0.0, -_BASELINE, _NOTE_PT, headed.ordinal, pieces, sans=True)
        waiting: list[AnswerGroup] = []
        for answer in headed.answers:
            if isinstance(answer, AnswerGroup):
                waiting.append(answer)
                continue
            for row in (*self._grid(waiting), self._answer(answer)):
                yield row._replace(content=named + row.content, pieces=(*pieces, *row.pieces))
                named, pieces = b"", []
            waiting = []
        for row in self._grid(waiting):
            yield row._replace(content=named + row.content, pieces=(*pieces, *row.pieces))
            named, pieces = b"", []

    def _grid(self, groups: Sequence[AnswerGroup]) -> Iterator[FlowItem]:
        """Groups in columns as wide as the widest of them."""
        if not groups:
            return
        marks = all(len(answer) == 1 for one in groups for answer in one.answers)
        drawn = [self._group(one, marks=marks) for one in groups]
        width = max(one for _, one in drawn) + _RANGE_ROOM + _BETWEEN_GROUPS
        columns = max(1, int((_ROOM - _INDENT + _BETWEEN_GROUPS) / width))
        width = (_ROOM - _INDENT + _BETWEEN_GROUPS) / columns
        for start in range(0, len(groups), columns):
            content = [b"BT\n"]
            for place, (group, (answers, _)) in enumerate(
                zip(groups[start : start + columns], drawn[start : start + columns], strict=True)
            ):
                x = _INDENT + place * width
                content.append(
                    b"/h %g Tf 1 0 0 1 %.2f %.2f Tm<%b>Tj/s %g Tf 1 0 0 1 %.2f %.2f Tm[%b]TJ\n"
                    % (
                        *(_RANGE_PT, x, -_BASELINE, self._range(group.range)),
                        *(_TEXT_PT, x + _RANGE_ROOM, -_BASELINE, answers),
                    )
                )
            content.append(b"ET\n")
            yield FlowItem(0.0, _ROW_HEIGHT, 0.0, b"".join(content), ())

    def _range(self, text: str) -> bytes:
        if text not in self._ranges:
            self._ranges[text] = self._words.codes(text, sans=True)
        return self._ranges[text]

    def _group(self, group: AnswerGroup, *, marks: bool) -> tuple[bytes, float]:
        """The answers of a group with their width: marks a pitch apart, longer ones with a gap between."""
        if marks:
            return b"".join([self._mark(one) for one in group.answers]), _PITCH * len(group.answers)
        gap = b"%.0f" % (-_GAP / _TEXT_PT * 1000)
        width = sum(self._words.width(one, _TEXT_PT, sans=False) for one in group.answers)
        shown = gap.join([b"<%b>" % self._words.codes(one, sans=False) for one in group.answers])
        return shown, width + _GAP * (len(group.answers) - 1)

    def _mark(self, mark: str) -> bytes:
        found = self._marks.get(mark)
        if found is None:
            moved = (_PITCH - self._words.width(mark, _TEXT_PT, sans=False)) / _TEXT_PT * 1000
            code = self._words.codes(mark, sans=False)
            found = self._marks[mark] = b"%.0f<%b>%.0f" % (-moved / 2, code, -moved / 2)
        return found

    def _answer(self, line: AnswerLine) -> FlowItem:
        piece, height = self._words.answer(_ROOM - _INDENT - _LABEL_ROOM, _TEXT_PT, line.answer)
        label = self._words.letters(_INDENT, -_BASELINE, _TEXT_PT, line.label, sans=False)
        top = _BASELINE - 0.8 * _TEXT_PT
        drawn = self._words.piece(piece, _INDENT + _LABEL_ROOM, -top - height)
        return FlowItem(0.0, max(_ROW_HEIGHT, height + 3.5), 0.0, label + drawn, (piece,))

    def whole(self, items: Sequence[FlowItem]) -> bytes:
        """The file with these keys on as many pages as they need."""
        filled = fill(items, A4[1] - _TOP - _FOOT, 1)
        for number, placed in enumerate(filled, 1):
            self._pdf.add([self._page(placed, number, len(filled))])
        return self._pdf.whole()

    def _page(self, placed: Sequence[Placed], number: int, pages: int) -> DrawnPage:
        pieces: list[int] = []
        content = [self._line(_LEFT, A4[1] - 48, _NOTE_PT, self._title, pieces, sans=True)]
        for one in placed:
            content.append(
                b"q 1 0 0 1 %.2f %.2f cm\n%bQ\n" % (_LEFT, A4[1] - _TOP - one.top, one.item.content)
            )
            pieces += one.item.pieces
        x = A4[0] / 2 - 60
        for text, room in (
            (_TITLE, 64.0),
            (f"{_PAGE}{number}{_PAGES}", 40.0),
            (f"{_OF}{pages}{_PAGES}", 0.0),
        ):
            content.append(self._words.letters(x, 36, _NOTE_PT, text, sans=False))
            x += room
        return DrawnPage(*A4, b"".join(content), frozenset(pieces))
