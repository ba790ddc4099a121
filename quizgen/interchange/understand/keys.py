"""A part of the file that holds keys, read into groups: one for every section that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from quizgen.interchange.kind_words import SaidKind, kind_word
from quizgen.interchange.understand.asked import KeyBlock
from quizgen.interchange.understand.continuing import like_heading
from quizgen.interchange.understand.fields import FieldName, Labelled, fields_in
from quizgen.interchange.understand.headings import is_bare_number, is_furniture, is_key_head, section_head
from quizgen.interchange.understand.key_lines import (
    KeyEntry,
    KeyLine,
    key_line,
    key_run,
    keys_under,
    numbered_texts,
    numbers_line,
    table_keys,
)
from quizgen.interchange.understand.lines import DocumentPiece, FigurePiece, TablePiece, TextLine
from quizgen.interchange.understand.looking import CASE_HEAD
from quizgen.interchange.understand.numbering import (
    CHINESE_DIGITS,
    NumberMark,
    NumberStyle,
    chinese_number,
    number_mark,
)

_ORDINAL = re.compile(
    rf"(?:第\s*([{CHINESE_DIGITS}]{{1,3}})\s*(?:部分|大题|章|节)\s*[、.:]?|([{CHINESE_DIGITS}]{{1,3}})\s*[、.:]"
    rf"|\(\s*([{CHINESE_DIGITS}]{{1,3}})\s*\)\s*[.、:]?)\s*"
)
_WORD_BEFORE = re.compile(r"([一-鿿]{2,8}(?:\([^()]*\))?)\s*[:]?\s*(?=[\d(A-Z√×])")
_KEY_THEN = re.compile(
    r"[(【\[]?\s*([A-Z](?:\s*[、,，;；]?\s*[A-Z])*(?![A-Za-z])|√|×|正确|错误|对|错)\s*[)】\]]?"
    r"(?:\s*[。.；;，,:]\s*|\s+|(?=[(【]|解析)|$)"
)
_LEAD = re.compile(r"(?:答案)?(?:解析|详解|分析)\s*[:]\s*|[【\[](?:答案)?解析[】\]]\s*[:]?\s*")
_ANSWER_LABEL = re.compile(r"(?:参考|正确|标准)?答案\s*[:]?\s*(?=\d)")
_SHORT_TITLE = 20


@dataclass
class KeyGroup:
    """Keys under one heading of a key (all None: under none); ``broken``: their count does not fit."""

    ordinal: int | None = None
    kind: SaidKind | None = None
    case: bool = False
    entries: list[KeyEntry] = field(default_factory=list)
    broken: bool = False
    open: bool = False
    way: NumberStyle | None = None


@dataclass
class ReadKeys:
    """What a key holds: groups that have keys, what was used of it, what not."""

    groups: list[KeyGroup] = field(default_factory=lambda: [KeyGroup()])
    used: list[DocumentPiece] = field(default_factory=list)
    frame: list[DocumentPiece] = field(default_factory=list)
    leftover: list[DocumentPiece] = field(default_factory=list)


def read_keys(block: KeyBlock) -> ReadKeys:
    """The groups of a key with every piece of it accounted for."""
    reader = _Reader(block.pieces)
    place = 0
    while place < len(block.pieces):
        place += reader.step(place)
    reader.read.groups = [one for one in reader.read.groups if one.entries]
    return reader.read


class _Reader:
    def __init__(self, pieces: list[DocumentPiece]) -> None:
        self.pieces = pieces
        self.read = ReadKeys()

    @property
    def group(self) -> KeyGroup:
        return self.read.groups[-1]

    def step(self, place: int) -> int:
        """Read a piece; how many were taken."""
        piece = self.pieces[place]
        if isinstance(piece, FigurePiece):
            self.read.leftover.append(piece)
            return 1
        if isinstance(piece, TablePiece):
            self._keys(piece, table_keys(piece))
            return 1
        following = self.pieces[place + 1] if place + 1 < len(self.pieces) else None
        numbers = numbers_line(piece)
        if numbers and isinstance(following, TextLine) and (found := keys_under(numbers, following)):
            self._keys(piece, found)
            self.read.used.append(following)
            return 2
        self._line(piece, piece)
        return 1

    def _keys(self, piece: DocumentPiece, found: KeyLine | None) -> None:
        if found is None:
            self.read.leftover.append(piece)
            return
        self.group.entries += found.entries
        self.group.broken = self.group.broken or found.broken
        self.group.open = False
        self.read.used.append(piece)

    def _line(self, piece: TextLine, line: TextLine) -> None:
        """Read a line, or what is left of it behind a heading."""
        if label := _ANSWER_LABEL.match(line.plain):
            line = line.cut(label.end())
        if is_key_head(line) or ((is_furniture(line) or is_bare_number(line)) and not self._wants()):
            self.read.frame.append(piece)
        elif (found := key_line(line)) is not None:
            self._keys(piece, found)
        elif not (self._headed(piece, line) or self._fields(piece, line) or self._numbered(piece, line)):
            self._plain(piece, line)

    def _wants(self) -> bool:
        return bool(self.group.entries) and not self.group.entries[-1].text

    def _headed(self, piece: TextLine, line: TextLine) -> bool:
        """A heading inside the key, with what follows on its line."""
        head = section_head(line)
        if head is not None:
            self._enter(KeyGroup(head.ordinal, head.kind), piece, head.rest)
            return True
        ordinal = _ORDINAL.match(line.plain)
        rest = line.cut(ordinal.end()) if ordinal else line
        word = _WORD_BEFORE.match(rest.plain)
        kind = kind_word(re.sub(r"\([^()]*\)", "", word[1])) if word else None
        behind = rest.cut(word.end()) if word and kind else rest
        number = chinese_number(next(one for one in ordinal.groups() if one)) if ordinal else None
        if kind is not None or (ordinal and (not rest.text or _is_keys(behind))):
            self._enter(KeyGroup(number, kind), piece, behind if behind.text else None)
            return True
        case = CASE_HEAD.match(line.plain)
        if case and len(line.text) <= _SHORT_TITLE:
            self._enter(
                KeyGroup(case=True), piece, line.cut(case.end()) if line.cut(case.end()).text else None
            )
            return True
        return False

    def _enter(self, group: KeyGroup, piece: TextLine, rest: TextLine | None) -> None:
        self.read.groups.append(group)
        if rest is None:
            self.read.frame.append(piece)
        else:
            self._line(piece, rest)

    def _fields(self, piece: TextLine, line: TextLine) -> bool:
        fields = fields_in(line)
        if not fields:
            return False
        for one in fields:
            self._field(one)
        self.read.used.append(piece)
        return True

    def _field(self, one: Labelled) -> None:
        entries = self.group.entries
        if one.name is FieldName.ANSWER:
            if (found := key_line(one.value)) is not None:
                entries += found.entries
                self.group.broken = self.group.broken or found.broken
            elif entries and not entries[-1].text:
                entries[-1] = _entry(entries[-1].number, one.value)
            else:
                entries.append(_entry(None, one.value))
            self.group.open = True
        elif entries and one.value.text:
            entries[-1] = replace(entries[-1], explain=(*entries[-1].explain, one.value))
            self.group.open = True

    def _numbered(self, piece: TextLine, line: TextLine) -> bool:
        mark = number_mark(line)
        if mark is None or (mark.weak and not self._follows(mark)):
            return False
        if several := numbered_texts(line):
            self.group.entries += several
            self.group.open, self.group.way = True, mark.way
            self.read.used.append(piece)
            return True
        last = next((one.number for one in reversed(self.group.entries) if one.number is not None), None)
        if self.group.open and last is not None:
            other = self.group.way is not None and mark.way is not self.group.way
            if other or mark.number != last + 1:
                return False
        self.group.way = mark.way
        rest = line.cut(mark.end)
        fields = fields_in(rest)
        if fields:
            self.group.entries.append(KeyEntry(mark.number, ""))
            for one in fields:
                self._field(one)
        else:
            self.group.entries.append(_entry(mark.number, rest))
        self.group.open = True
        self.read.used.append(piece)
        return True

    def _follows(self, mark: NumberMark) -> bool:
        entries = self.group.entries
        return mark.number == ((entries[-1].number or 0) + 1 if entries else 1)

    def _plain(self, piece: TextLine, line: TextLine) -> None:
        run = key_run(line)
        entries = self.group.entries
        if run and not (entries and not entries[-1].text):
            entries += run
            self.group.open = False
            self.read.used.append(piece)
        elif entries and self.group.open:
            last = entries[-1]
            if last.explain or (last.text and not last.lines):
                entries[-1] = replace(last, explain=(*last.explain, line))
            else:
                text = f"{last.text}\n{line.text}" if last.text else line.text
                odd = bool(last.lines) and like_heading(line, last.lines[-1])
                doubtful = f"“{line.text[:20]}”接在答案后面，像是标题" if odd else last.doubtful
                entries[-1] = replace(last, text=text, lines=(*last.lines, line), doubtful=doubtful)
            self.read.used.append(piece)
        else:
            self.read.leftover.append(piece)


def _entry(number: int | None, line: TextLine) -> KeyEntry:
    """A key with what explains it behind: ``B 解析：…``, ``错误，应为…``."""
    found = _KEY_THEN.match(line.plain)
    if found is None:
        return KeyEntry(number, line.text, (line,))
    rest = line.cut(found.end())
    lead = _LEAD.match(rest.plain)
    explain = rest.cut(lead.end()) if lead else rest
    if not explain.text:
        return KeyEntry(number, found[1], (line,))
    if fields := fields_in(rest):
        explain = fields[0].value
    return KeyEntry(number, found[1], (), (explain,))


def _is_keys(line: TextLine) -> bool:
    return bool(line.text) and (key_line(line) is not None or bool(key_run(line)))
